"""A record that names offices, signers, groups -> one that holds them; problems are told where they are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from schemas.catalog import Kinds
from schemas.references import GROUP_KEY
from schemas.wording import shown
from service.errors import Problem
from service.offices.delegation import outside_delegation
from service.offices.resolved import Origin, Resolved
from service.offices.shelf import Office, OfficeShelf
from service.text.clean import clean_text, escape_pointer

# Parts of a profile that go into the record of a kind that has a field of that name.
CARRIED = ("quy_dinh_tinh", "nguong")
MOST_NAMED = 12


@dataclass(frozen=True)
class _Group:
    """A stored group: its file, its place there, its items."""

    file: str
    place: str
    members: list[Any]


def resolve_record(record: Mapping[str, Any], shelf: OfficeShelf, kinds: Kinds) -> Resolved:
    """The record with what it names of offices' profiles put in place; the input itself is left as it is.

    Raises:
        OfficeInvalid: a profile it names is wrong.
    """
    if not isinstance(record, dict):
        return Resolved(record, record, record)
    return _Resolver(record, shelf, kinds).run()


class _Resolver:
    """One record on its way."""

    def __init__(self, record: Mapping[str, Any], shelf: OfficeShelf, kinds: Kinds) -> None:
        self._input = record
        self._shelf = shelf
        self._kinds = kinds
        made = dict(record)
        self._made = Resolved(record, made, made)
        # By issuer, in order: its profile; None for one given whole or not to be found.
        self._offices: list[Office | None] = []

    def run(self) -> Resolved:
        self._put_co_quan()
        self._put_chu_ky()
        self._put_shared()
        self._made.aligned_origins = dict(self._made.origins)
        self._put_noi_nhan()
        return self._made

    # ---- the issuers

    def _put_co_quan(self) -> None:
        value = self._input.get("co_quan")
        given = self._shelf.given
        if value is None and given:
            self._made.record["co_quan"] = self._issuer(given, "/co_quan", leads=True)
            self._offices = [given]
        elif isinstance(value, str):
            self._made.record["co_quan"] = self._named_issuer(value, "/co_quan", leads=True)
        elif isinstance(value, list | tuple):
            self._made.record["co_quan"] = [
                self._named_issuer(item, f"/co_quan/{index}", leads=index == 0) for index, item in enumerate(value)
            ]
        else:
            # An issuer written out wins; the signers and groups are still those of the office the call names.
            self._offices = [given]

    def _named_issuer(self, value: Any, pointer: str, *, leads: bool) -> Any:
        if not isinstance(value, str):
            self._offices.append(self._shelf.given if leads else None)
            return value
        office = self._shelf.find(value)
        self._offices.append(office)
        if office:
            return self._issuer(office, pointer, leads=leads)
        self._refuse(pointer, "co-quan-khong-co", f"Cơ quan ban hành: {self._no_such_office(value)}")
        return value

    def _issuer(self, office: Office, pointer: str, *, leads: bool) -> dict[str, Any]:
        self._made.origins[pointer] = Origin(pointer, office.file, "/co_quan")
        # A joint paper is laid out as its leading office chose.
        return {key: value for key, value in office.content["co_quan"].items() if leads or key != "lua_chon"}

    def _no_such_office(self, name: str) -> str:
        ids = self._shelf.ids
        if ids:
            return f"không có hồ sơ cơ quan “{shown(name)}”; {_choices(name, ids)}, hoặc ghi cơ quan đầy đủ."
        where = "thư mục hồ sơ cơ quan còn trống" if self._shelf.folder_exists else "chưa có thư mục hồ sơ cơ quan"
        return (
            f"ghi mã hồ sơ “{shown(name)}” mà {where}. Hãy chép tệp hồ sơ vào thư mục đặt ở VANTHU_OFFICES_FOLDER, "
            "chỉ ra tệp hồ sơ bằng --co-quan, hoặc ghi cơ quan đầy đủ."
        )

    # ---- the signers

    def _put_chu_ky(self) -> None:
        value = self._input.get("chu_ky")
        if isinstance(value, str):
            self._made.record["chu_ky"] = self._signature(value, "/chu_ky", self._office_of_signer(0))
        elif isinstance(value, list | tuple):
            self._made.record["chu_ky"] = [
                self._signature(item, f"/chu_ky/{index}", self._office_of_signer(index))
                for index, item in enumerate(value)
            ]

    def _office_of_signer(self, index: int) -> Office | None:
        """The issuers of a joint paper sign in their order; all signers of one issuer are its own."""
        if not self._offices:
            return None
        return self._offices[index if index < len(self._offices) else 0]

    def _signature(self, value: Any, pointer: str, office: Office | None) -> Any:
        if not isinstance(value, str):
            return value
        if office is None:
            self._refuse_without_office(pointer, f"Chữ ký: ghi mã người ký “{shown(value)}”", "ghi khối chữ ký đầy đủ")
            return value
        name = _name(value)
        signer = office.profile.nguoi_ky.get(name)
        if signer is None:
            ids = list(office.profile.nguoi_ky)
            sentence = f"Chữ ký: hồ sơ {office.file} không có người ký “{shown(value)}”; {_choices(value, ids)}"
            self._refuse(pointer, "nguoi-ky-khong-co", f"{sentence}, hoặc ghi khối chữ ký đầy đủ.")
            return value
        place = f"/nguoi_ky/{escape_pointer(name)}"
        self._made.origins[pointer] = Origin(pointer, office.file, f"{place}/chu_ky")
        outside = outside_delegation(signer, self._input)
        if outside:
            sentence = f"Chữ ký: {outside} Hãy chọn người ký khác, hoặc sửa mục {place} của hồ sơ {office.file}."
            self._made.problems.append(Problem(pointer, "ngoai-thoi-gian-ky", sentence))
        return office.content["nguoi_ky"][name]["chu_ky"]

    # ---- the recipients

    def _put_noi_nhan(self) -> None:
        made, value = self._made, self._input.get("noi_nhan")
        if not isinstance(value, list | tuple) or not any(map(_is_group, value)):
            return
        items: list[Any] = []
        aligned: list[Any] = []
        for index, item in enumerate(value):
            pointer = f"/noi_nhan/{index}"
            group = self._group(item, pointer) if _is_group(item) else None
            members = group.members if group else [item]
            for number, member in enumerate(members):
                origin = Origin(pointer, group.file, f"{group.place}/{number}") if group else Origin(pointer)
                made.origins[f"/noi_nhan/{len(items)}"] = origin
                items.append(member)
            if group:
                made.aligned_origins[pointer] = Origin(pointer, group.file, f"{group.place}/0")
            aligned.append(members[0])
        made.record = {**made.record, "noi_nhan": items}
        made.aligned = {**made.record, "noi_nhan": aligned}

    def _group(self, item: dict[str, Any], pointer: str) -> _Group | None:
        """The stored group an item calls; None when it calls none, which is told."""
        value, at_key = item[GROUP_KEY], f"{pointer}/{GROUP_KEY}"
        offices = [office for office in self._offices if office]
        if len(item) > 1:
            sentence = f"Nơi nhận: mục gọi nhóm đã lưu chỉ có trường {GROUP_KEY}. Hãy bỏ các trường khác của mục này."
            self._refuse(pointer, "unknown-field", sentence)
        elif not isinstance(value, str):
            self._refuse(pointer, "wrong-type", "Nhóm đã lưu: phải là chữ. Hãy ghi tên một nhóm.", at=at_key)
        elif not offices:
            what = f"Nơi nhận: gọi nhóm “{shown(value)}”"
            self._refuse_without_office(pointer, what, "ghi đầy đủ các nơi nhận", at=at_key)
        else:
            return self._find_group(value, offices, pointer)
        return None

    def _find_group(self, value: str, offices: list[Office], pointer: str) -> _Group | None:
        """A group by its name: the leading issuer's, else another's of a joint paper."""
        name = _name(value)
        for office in offices:
            if name in office.profile.nhom_noi_nhan:
                place = f"/nhom_noi_nhan/{escape_pointer(name)}"
                return _Group(office.file, place, office.content["nhom_noi_nhan"][name])
        if self._has_unclear_office():
            self._made.unclear.add(pointer)  # it may be a group of the office that is not found
            return None
        ids = list(dict.fromkeys(group for office in offices for group in office.profile.nhom_noi_nhan))
        files = ", ".join(office.file for office in offices)
        sentence = f"Nhóm đã lưu: hồ sơ {files} không có nhóm nơi nhận “{shown(value)}”; {_choices(value, ids)}"
        sentence += ", hoặc ghi đầy đủ các nơi nhận."
        self._refuse(pointer, "nhom-khong-co", sentence, at=f"{pointer}/{GROUP_KEY}")
        return None

    # ---- what a paper leaves to its office

    def _put_shared(self) -> None:
        leading = self._offices[0] if self._offices else None
        if leading is None:
            if self._has_unclear_office() and self._input.get("noi_luu") is None:
                self._made.unclear.add("/noi_luu")
            return
        self._made.file_pattern = leading.profile.mau_ten_tep
        loai = self._input.get("loai")
        kind = self._kinds.get(loai) if isinstance(loai, str) else None
        fields = kind.model.model_fields if kind else {}
        for name in ("noi_luu", *(name for name in CARRIED if name in fields)):
            if self._input.get(name) is None and leading.content.get(name) is not None:
                self._made.record[name] = leading.content[name]
                self._made.origins[f"/{name}"] = Origin("/co_quan", leading.file, f"/{name}")

    # ---- telling

    def _refuse(self, pointer: str, code: str, sentence: str, *, at: str = "") -> None:
        """Tells a reference that names nothing; what validation makes of it is left out."""
        self._made.problems.append(Problem(at or pointer, code, sentence))
        self._made.unclear.add(pointer)

    def _refuse_without_office(self, pointer: str, what: str, instead: str, *, at: str = "") -> None:
        if self._has_unclear_office() or not isinstance(self._input.get("co_quan"), dict | list | tuple):
            self._made.unclear.add(pointer)  # told at the issuer
            return
        sentence = f"{what} mà cơ quan ban hành không ghi bằng mã hồ sơ. Hãy ghi co_quan bằng mã hồ sơ, hoặc {instead}."
        self._refuse(pointer, "ho-so-khong-co", sentence, at=at)

    def _has_unclear_office(self) -> bool:
        return any(place.split("/")[1] == "co_quan" for place in self._made.unclear)


def _is_group(item: object) -> bool:
    return isinstance(item, dict) and GROUP_KEY in item


def _name(text: str) -> str:
    """A name as the model of a profile keeps it."""
    return " ".join(clean_text(text).text.split())


def _choices(name: str, ids: list[str]) -> str:
    """How to mend a name that names nothing: the nearest first, then the others."""
    if not ids:
        return "hồ sơ chưa ghi mục nào như vậy. Hãy bổ sung vào hồ sơ"
    near = get_close_matches(name[:200], ids, n=3, cutoff=0.5)
    ordered = list(dict.fromkeys([*near, *ids]))
    listed = ", ".join(map(shown, ordered[:MOST_NAMED])) + (", …" if len(ordered) > MOST_NAMED else "")
    meant = f"có phải là “{shown(near[0])}”? " if near else ""
    return f"{meant}Hãy ghi một trong: {listed}" if meant else f"hãy ghi một trong: {listed}"
