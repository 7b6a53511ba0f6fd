"""A kind is added as docs/kinds.md says, from a folder outside the program, and its paper comes out whole."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from schemas.base import VanBan
from schemas.catalog import PARTS_OF_THE_FORM, json_schema, load_kinds
from schemas.validate import validate_record
from service.doctor import examine
from service.errors import KindInvalid, RecordInvalid, VanThuError
from service.merge.context import build_context
from service.merge.look import Look
from service.messages import describe
from service.pipeline import produce, require_rule_set
from service.settings import Settings, load_settings
from service.web import close_app, create_app

PROJECT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of_the_page() -> dict[str, str]:
    """The files the page shows, by their place; the lines of the template under ''."""
    page = (PROJECT / "docs" / "kinds.md").read_text("utf-8")
    found = {place or "": text for _, place, text in BLOCK.findall(page) if place or "{{" in text}
    assert set(found) == {"schemas/thong_bao.json", "schemas/thong_bao.py", "samples/thong_bao/ket-luan-hop.json", ""}
    return found


def make_template(target: Path) -> None:
    """Copies the plan's template and types the lines of the page below the subject, as one would in Word."""
    target.parent.mkdir(parents=True)
    source = PROJECT / "doc_templates" / "nha_nuoc" / "ke_hoach"
    shutil.copy(source.with_suffix(".toml"), target.with_suffix(".toml"))
    document = docx.Document(str(source.with_suffix(".docx")))
    anchor = next(paragraph for paragraph in document.paragraphs if "p noi_dung" in paragraph.text)
    for line in blocks_of_the_page()[""].strip().split("\n"):
        anchor.insert_paragraph_before(line, style=anchor.style)
    document.save(str(target))


@pytest.fixture(params=["json", "py"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An office's kinds folder, its model in one of the two ways."""
    files = blocks_of_the_page()
    for place in (f"schemas/thong_bao.{request.param}", "samples/thong_bao/ket-luan-hop.json"):
        path = tmp_path / "kinds" / place
        path.parent.mkdir(parents=True)
        path.write_text(files[place], encoding="utf-8")
    make_template(tmp_path / "kinds" / "doc_templates" / "nha_nuoc" / "thong_bao.docx")
    return tmp_path / "kinds"


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return load_settings().model_copy(update={"kinds_folder": folder, "data": tmp_path / "data"})


@pytest.fixture
def record(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "samples" / "thong_bao" / "ket-luan-hop.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.soffice
def test_the_paper_says_what_the_sample_says(settings: Settings, record: dict[str, Any]) -> None:
    made = produce(record, settings)
    assert made.file_stem == "21-TB-UBND"
    assert made.pdf is not None
    text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made.pdf))
    squeezed = " ".join(text.split())
    in_order = [
        "THÔNG BÁO", "Chủ trì: Chủ tịch Ủy ban nhân dân xã Ksor H’Nhan", "- Phòng Kinh tế", "- Các thôn, làng",
        "1. Giao Phòng Kinh tế rà soát các khoản thu.", "thực hiện./.", "TL. CHỦ TỊCH", "A Lý",
    ]  # fmt: skip
    places = [squeezed.find(part) for part in in_order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_kind_is_known_everywhere(settings: Settings, folder: Path) -> None:
    kinds = load_kinds(folder)
    assert kinds["thong_bao"].ten == "Thông báo kết luận"
    schema = json_schema(kinds["thong_bao"])
    assert {"chu_tri", "thanh_phan", "ket_luan", "trich_yeu"} <= schema["properties"].keys()
    assert all(schema["properties"][name]["title"] for name in ("chu_tri", "thanh_phan", "ket_luan"))
    assert "thong_bao" not in load_kinds()
    app = create_app(settings)
    try:
        shown = app.test_client().get("/mau/thong_bao/ket-luan-hop/")
    finally:
        close_app(app)
    assert "Kết luận cuộc họp" in shown.get_data(as_text=True)


@pytest.mark.soffice
def test_the_command_renders_it(settings: Settings, folder: Path, tmp_path: Path) -> None:
    variables = {"VANTHU_KINDS_FOLDER": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    sample, out = folder / "samples" / "thong_bao" / "ket-luan-hop.json", tmp_path / "out.pdf"
    run = [sys.executable, "-P", "-c", "from service.cli import main; main()", "render", str(sample), "--out", str(out)]
    done = subprocess.run(run, env=variables, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF")


def test_its_errors_are_told_like_all_others(record: dict[str, Any], folder: Path) -> None:
    broken = copy.deepcopy(record)
    del broken["ket_luan"]
    broken["thanh_phan"] = ["Phòng Kinh tế", ""]
    broken["la"] = 1
    with pytest.raises(RecordInvalid) as caught:
        validate_record(broken, load_kinds(folder))
    told = {(problem.pointer, problem.code) for problem in caught.value.problems}
    assert told == {("/ket_luan", "missing"), ("/thanh_phan/1", "text-empty"), ("/la", "unknown-field")}


def test_relations_of_a_python_kind_are_held(record: dict[str, Any], folder: Path) -> None:
    doubled = {**record, "thanh_phan": [record["chu_tri"]]}
    if (folder / "schemas" / "thong_bao.json").exists():
        # A JSON description has no relations of its own.
        assert validate_record(doubled, load_kinds(folder)).van_ban
        return
    with pytest.raises(RecordInvalid) as caught:
        validate_record(doubled, load_kinds(folder))
    assert [problem.code for problem in caught.value.problems] == ["chu-tri-trung"]


def test_a_template_that_forgets_a_field_is_found_out(settings: Settings, folder: Path, record: dict[str, Any]) -> None:
    shutil.copy(
        PROJECT / "doc_templates" / "nha_nuoc" / "ke_hoach.docx",
        folder / "doc_templates" / "nha_nuoc" / "thong_bao.docx",
    )
    with pytest.raises(VanThuError) as caught:
        produce(record, settings, pdf=False)
    assert caught.value.code == "content-lost"
    assert "/chu_tri" in describe(caught.value)


def test_doctor_tells_of_the_template_that_is_missing(settings: Settings, folder: Path) -> None:
    (folder / "doc_templates" / "nha_nuoc" / "thong_bao.docx").unlink()
    told = [check.sentence for check in examine(settings) if check.level == "error"]
    assert any("thong_bao" in sentence for sentence in told)


def test_a_kind_may_be_written_like_those_of_the_program(tmp_path: Path) -> None:
    source = (PROJECT / "schemas" / "kinds" / "to_trinh.py").read_text("utf-8")
    path = tmp_path / "schemas" / "giay_moi.py"
    path.parent.mkdir()
    renamed = source.replace('"to_trinh"', '"giay_moi"').replace("class ToTrinh(", "class GiayMoi(")
    path.write_text(renamed, encoding="utf-8")
    assert load_kinds(tmp_path)["giay_moi"].model.loai_van_ban == "giay_moi"


@pytest.mark.parametrize("field", ["object_: Odd | None = None", "object_: 'KhongCo' = None"])
def test_a_field_of_a_type_that_cannot_be_used_is_told_when_the_kind_is_read(tmp_path: Path, field: str) -> None:
    source = (PROJECT / "schemas" / "kinds" / "to_trinh.py").read_text("utf-8")
    path = tmp_path / "schemas" / "giay_moi.py"
    path.parent.mkdir()
    head, body = source.replace('"to_trinh"', '"giay_moi"').split("class ToTrinh(")
    path.write_text(f"{head}class Odd:\n    pass\n\n\nclass GiayMoi({body}\n    {field}\n", encoding="utf-8")
    with pytest.raises(KindInvalid) as caught:
        load_kinds(tmp_path)
    assert "giay_moi.py" in describe(caught.value)


def test_the_parts_of_the_form_are_those_the_merge_gives() -> None:
    record = json.loads((PROJECT / "samples" / "ke_hoach" / "phong-chong-thien-tai.json").read_text("utf-8"))
    validated = validate_record(record)
    rule_set = require_rule_set(validated.van_ban)
    look = Look(rule_set, validated.van_ban.co_quan[0].lua_chon)
    merge = build_context(validated.van_ban.compose(rule_set), rule_set, look, validated.bodies)
    assert merge.values.keys() - VanBan.model_fields.keys() == PARTS_OF_THE_FORM
