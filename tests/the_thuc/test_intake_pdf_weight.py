"""A PDF of a few bytes that asks for billions is refused before PDFium, which could not be stopped, sees it."""

from __future__ import annotations

import io
import time
import zlib
from base64 import a85encode
from collections.abc import Callable

import pikepdf
import pytest

from service.errors import ErrorCode, FileRefused
from service.the_thuc.intake import admit
from tests.the_thuc.pdf_files import pdf_with

LIMIT = 10_000_000
SECONDS = 5.0
FORM = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form}


def form(document: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Object:
    made = document.make_stream(content)
    made.update({**FORM, "/BBox": [0, 0, 595, 842], **{f"/{name}": value for name, value in entries.items()}})
    return document.make_indirect(made)


def calling(document: pikepdf.Pdf, calls: bytes, levels: int, leaf: bytes = b" ") -> pikepdf.Dictionary:
    """Resources whose /X holds `calls` of a form that holds as many, so many levels deep."""
    called = form(document, leaf)
    for _ in range(levels):
        called = form(document, calls, Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=called)))
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=called))


def showing(content: bytes, resources: Callable[[pikepdf.Pdf], pikepdf.Dictionary], pages: int = 1) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        made, stream = resources(document), document.make_stream(content)
        for page in document.pages:
            page.obj["/Resources"], page.obj["/Contents"] = made, stream

    return pdf_with(change, pages=pages)


def refused(content: bytes, words: str) -> None:
    begun = time.process_time()
    with pytest.raises(FileRefused) as caught:
        admit(content, max_bytes=LIMIT)
    assert time.process_time() - begun < SECONDS
    assert caught.value.code is ErrorCode.FILE_TOO_COMPLEX
    assert words in str(caught.value.details["reason"])


@pytest.mark.parametrize("call", [b"/X Do ", b"/X%\nDo ", b"/#58 Do ", b"(X) Do "], ids=repr)
def test_forms_that_call_each_other_over_and_over(call: bytes) -> None:
    refused(showing(b"/X Do", lambda document: calling(document, call * 10, 8)), "quá nhiều chi tiết")


def test_few_calls_of_a_large_form() -> None:
    refused(
        showing(b"/X Do " * 40, lambda one: calling(one, b"", 0, b"0 0 m 9 9 l S " * 100_000)), "quá nhiều chi tiết"
    )


def test_many_pages_of_one_large_content() -> None:
    refused(showing(b"0 0 m 9 9 l S " * 300_000, lambda _: pikepdf.Dictionary(), pages=100), "quá nhiều chi tiết")


def test_patterns_and_masks_and_remarks_that_call_over_and_over() -> None:
    def pattern(document: pikepdf.Pdf) -> pikepdf.Dictionary:
        return pikepdf.Dictionary(Pattern=calling(document, b"/X Do " * 10, 8)["/XObject"])

    def mask(document: pikepdf.Pdf) -> pikepdf.Dictionary:
        group = calling(document, b"/X Do " * 10, 8)["/XObject"]["/X"]
        return pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=pikepdf.Dictionary(SMask=pikepdf.Dictionary(G=group))))

    refused(showing(b"/Pattern cs /X scn 0 0 9 9 re f", pattern), "quá nhiều chi tiết")
    refused(showing(b"/G gs", mask), "quá nhiều chi tiết")

    def remark(document: pikepdf.Pdf) -> None:
        look = calling(document, b"/X Do " * 10, 8)["/XObject"]["/X"]
        stamp = pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], AP=pikepdf.Dictionary(N=look))
        document.pages[0].obj["/Annots"] = pikepdf.Array([stamp])

    refused(pdf_with(remark), "quá nhiều chi tiết")


def test_a_small_page_of_gigantic_pictures() -> None:
    def picture(document: pikepdf.Pdf) -> pikepdf.Dictionary:
        made = document.make_stream(b"")
        made.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 20_000, "/Height": 9_000})
        return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=document.make_indirect(made)))

    assert admit(showing(b"/X Do " * 2, picture), max_bytes=LIMIT).kind == "pdf"
    refused(showing(b"/X Do " * 3, picture), "hình quá lớn")


def packed(raw: bytes, *filters: str) -> bytes:
    """A PDF with a stream as it is given; saving must not unpack it."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        made = pikepdf.Stream(document, raw)
        made["/Filter"] = pikepdf.Array([pikepdf.Name(f"/{name}") for name in filters])
        document.Root["/A"] = document.make_indirect(made)
        none = pikepdf.StreamDecodeLevel.none
        document.save(target, compress_streams=False, stream_decode_level=none)
    return target.getvalue()


def test_bombs_that_hide_their_packing() -> None:
    bomb = zlib.compress(bytes(70 * 2**20), 9)
    refused(packed(zlib.compress(bomb), "FlateDecode", "FlateDecode"), "nhiều lần")
    refused(packed(a85encode(bomb) + b"~>", "ASCII85Decode", "FlateDecode"), "quá lớn")
    refused(packed(bomb.hex().encode() + b">", "ASCIIHexDecode", "FlateDecode"), "quá lớn")
    refused(packed(bytes(100_000), "LZWDecode"), "kiểu cũ")


def test_a_bomb_behind_a_password_that_opens_by_itself() -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.Root["/A"] = document.make_stream(bytes(70 * 2**20))

    refused(pdf_with(change, encryption=pikepdf.Encryption(owner="a", user="")), "quá lớn")


def test_what_real_papers_hold_passes() -> None:
    """A form on each page, forms in forms, text packed as old programs did."""
    page = showing(b"/X Do " * 50, lambda one: calling(one, b"/X Do " * 3, 3, b"BT (a) Tj ET " * 20), pages=50)
    assert admit(page, max_bytes=LIMIT).kind == "pdf"
    old = packed(a85encode(zlib.compress(b"BT (a) Tj ET " * 9999)) + b"~>", "ASCII85Decode", "FlateDecode")
    assert admit(old, max_bytes=LIMIT).kind == "pdf"
    assert admit(packed(bytes(9999), "LZWDecode"), max_bytes=LIMIT).kind == "pdf"


def test_a_form_that_calls_itself_is_read_once() -> None:
    def around(document: pikepdf.Pdf) -> pikepdf.Dictionary:
        made = form(document, b"/X Do " * 10)
        made["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=made))
        return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=made))

    assert admit(showing(b"/X Do", around), max_bytes=LIMIT).kind == "pdf"
