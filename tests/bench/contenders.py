"""Who is measured: the stock way everybody goes, and ours, warm and cold; all from the same template and values."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from schemas.catalog import load_kinds
from service.convert.soffice import Converter
from service.merge.context import build_context
from service.merge.look import Look
from service.merge.shelf import TemplateShelf
from service.offices.resolve import resolve_record
from service.offices.shelf import OfficeShelf
from service.pipeline import Producer, require_rule_set
from service.settings import Settings

STOCK_TIMEOUT_S = 120


class Stock:
    """docxtpl, then the `soffice` command once for each document, on a profile of its own that has been used before."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._shelf = TemplateShelf(settings.template_folders)
        self._folder = folder
        self._command = Converter(settings.soffice_folder).probe().program.with_name("soffice")

    def values(self, record: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
        """Template and values of a record; not part of what is measured, our own work as it is."""
        kinds = load_kinds(self._settings.kinds_folder)
        validated = resolve_record(record, OfficeShelf(self._settings.office_folder), kinds).validate(kinds)
        van_ban = validated.van_ban
        rule_set = require_rule_set(van_ban)
        look = Look(rule_set, van_ban.co_quan[0].lua_chon)
        merge = build_context(van_ban.compose(rule_set), rule_set, look, validated.bodies)
        template = self._shelf.find(rule_set.khoi, van_ban.loai, rule_set).template
        annexes = [{**annex, "ngat": ""} for annex in merge.values["phu_luc"]]
        return template.content, {**merge.values, "phu_luc": annexes}

    def make(self, template: bytes, values: dict[str, Any]) -> bytes:
        """A PDF, the stock way."""
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(values, autoescape=True)
        source = self._folder / "stock.docx"
        filled.save(source)
        profile = (self._folder / "profile").as_uri()
        subprocess.run(  # an argument list, no shell
            [self._command, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir",
             self._folder, source],
            check=True, capture_output=True, timeout=STOCK_TIMEOUT_S,
        )  # fmt: skip
        return source.with_suffix(".pdf").read_bytes()


class Ours:
    """Our whole pipeline, from the record to the checked PDF."""

    def __init__(self, settings: Settings, *, warm: bool) -> None:
        self.producer = Producer(settings, keep_office=warm)

    def make(self, record: Mapping[str, Any]) -> bytes:
        """A PDF with everything that is checked, the form too."""
        pdf = self.producer.produce(record).pdf
        assert pdf is not None
        return pdf

    def merge(self, record: Mapping[str, Any]) -> bytes:
        """The DOCX alone."""
        return self.producer.produce(record, pdf=False).docx

    def convert(self, docx: bytes) -> bytes:
        """The bare conversion of a DOCX: nothing is read from it and nothing checked."""
        return self.producer.converter.pages_of(docx)
