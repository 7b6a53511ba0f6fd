"""Who is measured first of all: the stock way everybody goes, and ours; both from the same template and values."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from schemas.catalog import load_kinds
from service.convert.installation import ConverterInfo
from service.convert.soffice import Converter
from service.merge.compiled import CompiledTemplate
from service.merge.context import build_context
from service.merge.look import Look
from service.merge.package import save_bytes
from service.merge.shelf import TemplateShelf
from service.offices.resolve import resolve_record
from service.offices.shelf import OfficeShelf
from service.pipeline import Produced, Producer, require_rule_set
from service.settings import Settings
from tests.bench.entrances import make_one
from tests.bench.papers import Sheet

STOCK_TIMEOUT_S = 120


@dataclass(frozen=True)
class Filling:
    """A template and the values to fill it with, made of a record by our own work as it is; not measured."""

    compiled: CompiledTemplate
    values: dict[str, Any]

    @property
    def template(self) -> bytes:
        """The template's file."""
        return self.compiled.template.content


class Fillings:
    """Makes what the stock way starts from."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shelf = TemplateShelf(settings.template_folders)

    def of(self, record: Mapping[str, Any]) -> Filling:
        """Template and values of a record."""
        kinds = load_kinds(self._settings.kinds_folder)
        validated = resolve_record(record, OfficeShelf(self._settings.office_folder), kinds).validate(kinds)
        van_ban = validated.van_ban
        rule_set = require_rule_set(van_ban)
        look = Look(rule_set, van_ban.co_quan[0].lua_chon)
        merge = build_context(van_ban.compose(rule_set), rule_set, look, validated.bodies)
        compiled = self._shelf.find(rule_set.khoi, van_ban.loai, rule_set)
        annexes = [{**annex, "ngat": ""} for annex in merge.values["phu_luc"]]
        return Filling(compiled, {**merge.values, "phu_luc": annexes})


def merge_stock(filling: Filling, target: Path) -> None:
    """Writes a DOCX the way docxtpl's own pages tell, but with what keeps `&` and `<` in the text."""
    filled = DocxTemplate(io.BytesIO(filling.template))
    filled.render(filling.values, autoescape=True)
    filled.save(target)


def merge_quick(filling: Filling) -> bytes:
    """The same DOCX, our way: no more is done than docxtpl does, and nothing laid out."""
    filled = filling.compiled.open()
    filled.render(filling.values, jinja_env=filling.compiled.environment, autoescape=True)
    return save_bytes(filled.docx, filling.compiled.archive)


class Stock:
    """docxtpl, then the `soffice` command once for each document, on a profile of its own that has been used before."""

    def __init__(self, info: ConverterInfo, folder: Path) -> None:
        self.folder = folder
        self.command = info.program.with_name("soffice")
        self.profile = (folder / "profile").as_uri()
        self.source = folder / "stock.docx"

    def make(self, filling: Filling) -> bytes:
        """A PDF, the stock way."""
        merge_stock(filling, self.source)
        return self.convert()

    def convert(self) -> bytes:
        """The PDF of what was merged last."""
        subprocess.run(  # an argument list, no shell
            [self.command, f"-env:UserInstallation={self.profile}", "--headless", "--convert-to", "pdf", "--outdir",
             self.folder, self.source],
            check=True, capture_output=True, timeout=STOCK_TIMEOUT_S,
        )  # fmt: skip
        made = self.source.with_suffix(".pdf")
        content = made.read_bytes()
        made.unlink()
        return content


class Ours:
    """Our way, from the record as JSON to the PDF, on a LibreOffice that is kept."""

    def __init__(self, settings: Settings) -> None:
        self.producer = Producer(settings, keep_office=True)

    @property
    def converter(self) -> Converter:
        """What converts."""
        return self.producer.converter

    def make(self, sheet: Sheet, *, check_form: bool) -> Produced:
        """A paper, found sound; its form checked or not."""
        return make_one(self.producer, sheet.record, check_form=check_form)

    def convert(self, docx: bytes) -> bytes:
        """The bare conversion of a DOCX: nothing is read from it and nothing checked."""
        return self.producer.converter.pages_of(docx)

    def close(self) -> None:
        """Ends LibreOffice."""
        self.producer.close()


def pdf_of(produced: Produced) -> bytes:
    """The PDF of a paper that has one."""
    assert produced.pdf is not None
    return produced.pdf
