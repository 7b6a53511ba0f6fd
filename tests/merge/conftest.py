"""Merges records into DOCX without converting them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree

from service.findings import Finding
from service.pipeline import produce
from service.settings import load_settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Merged:
    """A merged paper opened for looking at."""

    docx: bytes
    findings: tuple[Finding, ...]

    def part(self, name: str) -> etree._Element:
        with zipfile.ZipFile(io.BytesIO(self.docx)) as package:
            return etree.fromstring(package.read(name))

    def parts(self, pattern: str) -> list[str]:
        """Names of the parts that a pattern matches as a whole."""
        with zipfile.ZipFile(io.BytesIO(self.docx)) as package:
            return [name for name in package.namelist() if re.fullmatch(pattern, name)]

    @property
    def body(self) -> etree._Element:
        body = self.part("word/document.xml").find(f"{W}body")
        assert body is not None
        return body

    def paragraphs(self, style: str | None = None) -> list[str]:
        """Texts of the paragraphs, of one style if it is named."""
        return [
            paragraph_text(paragraph)
            for paragraph in self.body.iter(f"{W}p")
            if style is None or style_of(paragraph) == style
        ]


def style_of(paragraph: etree._Element) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def paragraph_text(paragraph: etree._Element) -> str:
    return "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}br"))


@pytest.fixture
def merge() -> Callable[[Mapping[str, Any]], Merged]:
    """Merges a record."""

    def run(record: Mapping[str, Any]) -> Merged:
        made = produce(record, load_settings(), pdf=False)
        return Merged(made.docx, made.findings)

    return run
