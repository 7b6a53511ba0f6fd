"""Says of a PDF whether it is sound, and completes what it tells about itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf.models import PdfMetadata

from service.convert.pdf_facts import PdfFacts, PdfMeta, TextDiffers, unsound
from service.convert.pdf_file import in_memory
from service.convert.pdf_text import TagsBroken, in_tag_order, read_pages
from service.convert.text_match import ExpectedText, find_difference
from service.errors import ErrorCode

MAX_PAGES = 2000
# The long side of A3 in points, with room for rounding: a sheet without end would exhaust whoever draws it.
MAX_SIDE_PT = 1191.0
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
PDFA_PART, PDFA_CONFORMANCE = "2", "B"
# What reading a broken PDF raises: the libraries' own errors (RuntimeError is PDFium's), or a part that is not there
# or is of another kind than it must be.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    RuntimeError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def complete_sound(
    pdf: bytes, meta: PdfMeta, expected: ExpectedText, max_pages: int = MAX_PAGES
) -> tuple[bytes, PdfFacts]:
    """The same PDF telling title, author, subject and language, and what `check_sound` finds in it.

    The very same bytes when it told them already; then it is opened once.

    Raises:
        ConversionFailed: see `check_sound`.
    """
    with _opened(pdf) as document:
        completed = _completed(pdf, document, meta)
        if completed is pdf:
            return pdf, _check_open(pdf, document, expected, max_pages)
    return completed, check_sound(completed, expected, max_pages)


def _completed(pdf: bytes, document: pikepdf.Pdf, meta: PdfMeta) -> bytes:
    wanted = {
        key: value
        for key, value in (("/Title", meta.title), ("/Author", meta.author), ("/Subject", meta.subject))
        if value
    }
    changed = _complete_info(document, wanted)
    changed |= _complete_xmp(document, meta)
    changed |= _complete_catalog(document, meta.language)
    if not changed:
        return pdf
    target = io.BytesIO()
    document.save(target, fix_metadata_version=False)
    return target.getvalue()


def _complete_info(document: pikepdf.Pdf, wanted: dict[str, str]) -> bool:
    missing = {key: value for key, value in wanted.items() if str(document.docinfo.get(key, "")) != value}
    for key, value in missing.items():
        document.docinfo[key] = pikepdf.String(value)
    return bool(missing)


def _complete_xmp(document: pikepdf.Pdf, meta: PdfMeta) -> bool:
    wanted: dict[str, str | list[str]] = {
        "dc:title": meta.title,
        "dc:creator": [meta.author],
        "dc:description": meta.subject,
    }
    told = _xmp(document)
    missing = {key: value for key, value in wanted.items() if value not in ("", [""]) and told.get(key) != value}
    if missing:
        with _xmp(document) as xmp:
            for key, value in missing.items():
                xmp[key] = value
    return bool(missing)


def _xmp(document: pikepdf.Pdf) -> PdfMetadata:
    """What a PDF tells in its XMP; written only where it is a context, which takes its time."""
    return document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)


def _complete_catalog(document: pikepdf.Pdf, language: str) -> bool:
    root = document.Root
    preferences = root.get("/ViewerPreferences", pikepdf.Dictionary())
    if str(root.get("/Lang", "")) == language and bool(preferences.get("/DisplayDocTitle", False)):
        return False
    root.Lang = pikepdf.String(language)
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    return True


def check_sound(pdf: bytes, expected: ExpectedText, max_pages: int = MAX_PAGES) -> PdfFacts:
    """What is in a PDF that is whole, PDF/A-2b by its own claim, tagged, and says what is expected, no more.

    The claim is read and its outward signs are checked; this is not a validator of PDF/A.

    Raises:
        ConversionFailed: with code CONVERSION_UNSOUND and the Vietnamese `reason`; TextDiffers where it says
            something else.
    """
    with _opened(pdf) as document:
        return _check_open(pdf, document, expected, max_pages)


def _check_open(pdf: bytes, document: pikepdf.Pdf, expected: ExpectedText, max_pages: int) -> PdfFacts:
    count = len(document.pages)
    if not 1 <= count <= max_pages:
        raise unsound(f"có {count} trang, ngoài khoảng 1 đến {max_pages}")
    _check_sheets(document)
    fonts = _check_fonts(document)
    _check_claims(document)
    _check_text(pdf, document, expected)
    return PdfFacts(
        pages=count,
        fonts=fonts,
        title=str(document.docinfo.get("/Title", "")),
        language=str(document.Root.get("/Lang", "")),
    )


@contextmanager
def _opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """The PDF, open; whatever turns out to be broken in it while it is read is an unsound PDF, not our fault."""
    if not pdf.startswith(b"%PDF-"):
        raise unsound("tệp không phải PDF")
    if b"%%EOF" not in pdf[-1024:]:
        raise unsound("tệp PDF bị cắt cụt")
    try:
        with (
            in_memory(pdf) as name,
            pikepdf.open(name, attempt_recovery=False, suppress_warnings=True) as document,
        ):
            yield document
    except BROKEN as error:
        raise unsound("tệp PDF hỏng, không đọc được", technical=repr(error)) from error


def _check_sheets(document: pikepdf.Pdf) -> None:
    for number, page in enumerate(document.pages, start=1):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        # `not <=` so that what is no number is refused as well.
        if not (abs(right - left) <= MAX_SIDE_PT and abs(top - bottom) <= MAX_SIDE_PT):
            raise unsound(f"trang {number} lớn hơn khổ A3; hãy đặt lại khổ giấy A4 trong mẫu")


def _check_claims(document: pikepdf.Pdf) -> None:
    xmp = _xmp(document)
    claim = (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance"))
    if claim != (PDFA_PART, PDFA_CONFORMANCE):
        raise unsound("thiếu khai báo PDF/A-2b", technical=str(claim))
    root = document.Root
    intents = [intent for intent in root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFA1"]
    if not any("/DestOutputProfile" in intent for intent in intents):
        raise unsound("thiếu hồ sơ màu (OutputIntent) của PDF/A")
    marked = root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    if not bool(marked) or not isinstance(root.get("/StructTreeRoot"), pikepdf.Dictionary):
        raise unsound("thiếu thẻ cấu trúc (tagged PDF)")


def _check_text(pdf: bytes, document: pikepdf.Pdf, expected: ExpectedText) -> None:
    try:
        pages = read_pages(pdf)
        found = in_tag_order(document, pages)
    except TagsBroken as error:
        raise unsound("thẻ cấu trúc không khớp nội dung", technical=str(error)) from error
    difference = find_difference(expected, found)
    if difference is not None:
        raise TextDiffers(ErrorCode.CONVERSION_UNSOUND, reason=difference)
    for number, page in enumerate(pages, start=1):
        if page.off_sheet:
            raise unsound(f"chữ nằm ngoài tờ giấy ở trang {number}: “{page.off_sheet[:60]}”")


def _check_fonts(document: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of all fonts.

    Raises:
        ConversionFailed: one of them is not embedded.
    """
    names = set()
    for font in _fonts(document):
        name = str(font.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]
        if font.get("/Subtype") == "/Type3":  # its letters are drawings in the file itself
            names.add(name or "Type3")
            continue
        for carrier in font.get("/DescendantFonts", [font]):
            descriptor = carrier.get("/FontDescriptor")
            if descriptor is None or not any(key in descriptor for key in FONT_FILES):
                raise unsound(f"phông chữ {name} chưa được nhúng")
        names.add(name)
    return tuple(sorted(names))


def _fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every font that a page can use, itself or in the forms, patterns and annotations on it."""
    waiting: list[pikepdf.Object] = []
    for page in document.pages:
        waiting.append(page.resources)
        for annotation in page.get("/Annots", []):
            waiting.extend(_streams(annotation.get("/AP", pikepdf.Dictionary())))
    seen = set()
    while waiting:
        holder = waiting.pop()
        if holder.is_indirect:
            if holder.objgen in seen:
                continue
            seen.add(holder.objgen)
        resources = holder.get("/Resources", holder)
        yield from resources.get("/Font", {}).values()
        for key in ("/XObject", "/Pattern"):
            waiting.extend(one for one in resources.get(key, {}).values() if "/Resources" in one)


def _streams(holder: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The appearances of an annotation: streams, or dictionaries of streams."""
    for one in holder.values():
        if isinstance(one, pikepdf.Stream):
            yield one
        elif isinstance(one, pikepdf.Dictionary):
            yield from _streams(one)
