"""Finds the template of a kind and what must be known of it before it is filled."""

from __future__ import annotations

import hashlib
import io
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from service.errors import ErrorCode, TemplateError
from service.rules.model import Khoi, RuleSet

# Word files are packed: a small one may unpack to more than any memory holds. `zipfile` reads no more of a part than
# the size it tells of itself, so the sizes told may be believed here.
MAX_UNPACKED_MB = 200
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Template:
    """A template file: its bytes, version (hash of them), the rule set whose look it has, its margins' relations.

    Those of headers and footers are by kind (`first`, `default`); `footer_ids` has both kinds or none.
    """

    name: str
    content: bytes
    version: str
    built_for: str
    header_ids: dict[str, str]
    footer_ids: dict[str, str]


def template_files(folders: Sequence[Path], khoi: Khoi, loai: str) -> tuple[Path, Path]:
    """The template of a kind for a family of issuers and its description, in the first folder that has one."""
    name = f"{khoi}/{loai}.docx"
    path = next((path for folder in folders if (path := folder / name).is_file()), folders[0] / name)
    return path, path.with_suffix(".toml")


def find_template(folders: Sequence[Path], khoi: Khoi, loai: str, rule_set: RuleSet) -> Template:
    """The template of a kind for a family of issuers, from the first of these folders that has one.

    Raises:
        TemplateError: there is none, it serves another rule set, it is no Word file, or one that unpacks without end.
    """
    name = f"{khoi}/{loai}.docx"
    path, description = template_files(folders, khoi, loai)
    try:
        content = path.read_bytes()
        described = tomllib.loads(description.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TemplateError(ErrorCode.TEMPLATE_NOT_FOUND, loai=loai, khoi=khoi, path=name) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(
            path=name, reason="không đọc được tệp mẫu hoặc tệp mô tả mẫu", technical=str(error)
        ) from error
    if rule_set.id not in described.get("bo_quy_tac", []):
        raise TemplateError(path=name, reason=f"không dành cho {rule_set.ten}")
    section = _last_section(content, name)
    footer_ids = _relation_ids(section, "footerReference")
    return Template(
        name=name,
        content=content,
        version=hashlib.sha256(content).hexdigest(),
        built_for=described["bo_quy_tac"][0],
        header_ids=_relation_ids(section, "headerReference"),
        footer_ids=footer_ids if {"first", "default"} <= set(footer_ids) else {},
    )


def _last_section(content: bytes, name: str) -> etree._Element:
    """The properties of the last section of a template, or an empty element."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED_MB * 2**20:
                raise TemplateError(path=name, reason=f"giải nén ra lớn hơn {MAX_UNPACKED_MB} MB")
            root = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TemplateError(path=name, reason="không phải tệp Word (.docx)", technical=str(error)) from error
    found = root.find("{*}body/{*}sectPr")
    return etree.Element("sectPr") if found is None else found


def _relation_ids(section: etree._Element, tag: str) -> dict[str, str]:
    """Relation ids of a section's headers or footers by kind."""
    references = section.findall(f"{{*}}{tag}")
    kinds = {reference.xpath("string(@*[local-name()='type'])"): reference for reference in references}
    return {str(kind): str(reference.get(RELATION_ID)) for kind, reference in kinds.items()}
