"""The settings: one frozen object read once from the environment variables `VANTHU_*`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

PREFIX = "VANTHU_"
# Read outside the settings: by the command itself; and, beginning so, by the tests.
OTHER_VARIABLES = {"VANTHU_DEBUG"}
TEST_PREFIX = "VANTHU_TEST_"
# The folder of offices' profiles, in the data and among the samples.
OFFICES = "co_quan"
PROJECT = Path(__file__).resolve().parent.parent


class SettingsInvalid(Exception):
    """Variables hold values that cannot be used; `problems` has one Vietnamese sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} bad settings")


def _fix_place(path: Path) -> Path:
    """An absolute path, so that a later change of the working folder moves nothing."""
    try:
        return path.expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no such home, or the working folder is gone
        raise ValueError("no such place") from error


Folder = Annotated[Path, AfterValidator(_fix_place)]


class Settings(BaseModel):
    """What the operator of a machine may choose; read with `load_settings`."""

    model_config = ConfigDict(frozen=True, validate_default=True, hide_input_in_errors=True)

    data: Folder = Field(Path("data"), description="Thư mục dữ liệu: bản mẫu đã làm, nhật ký lỗi.")
    convert_timeout_s: int = Field(60, ge=5, le=600, description="Số giây tối đa cho một lần chuyển sang PDF.")
    convert_memory_mb: int = Field(
        2048, ge=512, le=65536, description="Số megabyte bộ nhớ tối đa cho một lần chuyển sang PDF."
    )
    convert_way: Literal["auto", "cold"] = Field(
        "auto",
        description="Cách chuyển sang PDF khi phục vụ lâu dài: auto giữ LibreOffice chạy sẵn nếu máy cho phép, "
        "cold mỗi lần chuyển một LibreOffice mới.",
    )
    convert_workers: int = Field(2, ge=1, le=64, description="Số văn bản được chuyển sang PDF cùng một lúc.")
    convert_queue: int = Field(64, ge=0, le=10_000, description="Số văn bản được xếp hàng chờ chuyển sang PDF.")
    convert_wait_s: int = Field(30, ge=1, le=600, description="Số giây tối đa một văn bản xếp hàng chờ.")
    max_input_mb: int = Field(10, ge=1, le=200, description="Số megabyte tối đa của dữ liệu đầu vào.")
    soffice_folder: Folder | None = Field(None, description="Thư mục có lệnh soffice; bỏ trống thì tìm trong PATH.")
    templates_folder: Folder = Field(
        PROJECT / "doc_templates", description="Thư mục mẫu Word, xếp theo <khối>/<loại>.docx."
    )
    samples_folder: Folder = Field(PROJECT / "samples", description="Thư mục các văn bản mẫu hiện ở trang đầu.")
    kinds_folder: Folder | None = Field(
        None, description="Thư mục các loại văn bản riêng của cơ quan, có schemas, doc_templates và samples."
    )
    offices_folder: Folder | None = Field(
        None, description="Thư mục hồ sơ các cơ quan, mỗi cơ quan một tệp; bỏ trống thì là co_quan trong VANTHU_DATA."
    )

    @property
    def office_folder(self) -> Path:
        """Where the profiles of offices are looked for."""
        return self.offices_folder or self.data / OFFICES

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for, in this order."""
        own = (self.kinds_folder / "doc_templates",) if self.kinds_folder else ()
        return (self.templates_folder, *own)

    @property
    def sample_folders(self) -> tuple[Path, ...]:
        """Where samples are looked for."""
        own = (self.kinds_folder / "samples",) if self.kinds_folder else ()
        return (self.samples_folder, *own)

    @property
    def max_input_bytes(self) -> int:
        """The largest input, in bytes."""
        return self.max_input_mb * 1_000_000


def load_settings() -> Settings:
    """The settings of this process: the variables in small or capital letters, those that are empty left out.

    Raises:
        SettingsInvalid: a variable holds a value that is not allowed; every such variable is named.
    """
    names = {PREFIX + name.upper(): name for name in Settings.model_fields}
    given = {names[variable.upper()]: value for variable, value in os.environ.items() if variable.upper() in names}
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        fields = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors(include_input=False))
        raise SettingsInvalid(tuple(_describe(name) for name in fields)) from None


def describe_unknown(variables: Iterable[str]) -> dict[str, str]:
    """The variables that look like settings and are none, each with a Vietnamese sentence: no effect, which is meant.

    Without it, a name that is mistyped is a choice that is silently not made.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OTHER_VARIABLES
    return {
        variable: f"không có thiết đặt nào tên này nên không có tác dụng. {_nearest(variable.upper(), known)}"
        for variable in sorted(variables)
        if variable.upper().startswith(PREFIX)
        and variable.upper() not in known
        and not variable.startswith(TEST_PREFIX)
    }


def _nearest(variable: str, known: Iterable[str]) -> str:
    # Without the prefix, which they share and which would make any two of them near.
    names = {name.removeprefix(PREFIX): name for name in sorted(known)}
    near = get_close_matches(variable.removeprefix(PREFIX), names, n=1, cutoff=0.5)
    return f"Có phải là {names[near[0]]}?" if near else f"Các tên đúng: {', '.join(names.values())}."


def _describe(name: str) -> str:
    variable = PREFIX + name.upper()
    bounds = Settings.model_fields[name].metadata
    lowest = next((bound.ge for bound in bounds if isinstance(bound, Ge)), None)
    highest = next((bound.le for bound in bounds if isinstance(bound, Le)), None)
    allowed = "đường dẫn một thư mục" if lowest is None else f"một số nguyên từ {lowest} đến {highest}"
    return f"Biến môi trường {variable} có giá trị không dùng được; hãy đặt {allowed}, hoặc bỏ biến này đi."
