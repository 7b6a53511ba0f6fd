"""Makes small DOCX whole: with the list of content types that programs ask for and the reader does without."""

from __future__ import annotations

import io
import zipfile

from tests.the_thuc.docx.build import zipped

_BASE = "application/vnd.openxmlformats-"


def with_types(docx: bytes) -> bytes:
    """A DOCX of `make_docx` with content types, so that every program opens it."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    kinds = {
        name: name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        for name in parts
        if name.startswith("word/")
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_BASE}officedocument.wordprocessingml.'
        f'{"document.main" if name == "word/document.xml" else kind}+xml"/>'
        for name, kind in kinds.items()
        if not name.endswith(".rels")
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_BASE}package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return zipped({"[Content_Types].xml": types, **parts})
