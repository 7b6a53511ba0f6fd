"""Builds PDFs for the tests, sound and nasty."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf


@cache
def sound_pdf() -> bytes:
    return pdf_with(lambda _: None)


def pdf_with(
    change: Callable[[pikepdf.Pdf], object], pages: int = 1, encryption: pikepdf.Encryption | bool | None = None
) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        change(document)
        document.save(target, encryption=encryption)
    return target.getvalue()


def set_root(name: str, value: object) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        document.Root[name] = value

    return change


def locked_pdf() -> bytes:
    return pdf_with(lambda _: None, encryption=pikepdf.Encryption(user="mat", owner="khau"))


def swelling_pdf() -> bytes:
    packed = zlib.compress(bytes(70 * 2**20), 9)
    xref = b"3 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Subtype/Image/Length %d>>\nstream\n"
    head = (
        b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    return head + xref % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def page_tree(told: int, depth: int, width: int) -> bytes:
    """A PDF whose nodes of pages all name the same nodes below: width ** depth pages, if one goes and looks."""
    nodes = [
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (told, b" ".join([b"%d 0 R" % (level + 3)] * width))
        for level in range(depth)
    ]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + tail
