"""What cannot be measured says so, each with its cause, and in bounded time."""

from __future__ import annotations

import io
import random
import time

import pikepdf
import pytest

from service.errors import ErrorCode, FileRefused
from service.messages import describe
from service.the_thuc.pdf.document import MAX_PAGES
from service.the_thuc.pdf.read import PdfUnreadable, read_pdf
from tests.the_thuc.pdf.conftest import Drawer, body, saved, text

# Far above what it takes, far below what a person would wait for.
BOUND_S = 60.0


CODES = {
    "broken": ErrorCode.FILE_BROKEN,
    "encrypted": ErrorCode.FILE_ENCRYPTED,
    "scan": ErrorCode.FILE_SCANNED,
    "too_large": ErrorCode.FILE_TOO_COMPLEX,
}


def cause_of(pdf: bytes) -> str:
    """Why it was refused; as a refusal of the file, with the code whose wording says what to do."""
    with pytest.raises(FileRefused) as caught:
        read_pdf(pdf)
    assert isinstance(caught.value, PdfUnreadable)
    assert caught.value.code == CODES[caught.value.cause]
    assert "PDF" in describe(caught.value)
    return caught.value.cause


def with_picture(pdf: bytes) -> bytes:
    """The pages under a picture that covers them."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        picture = document.make_stream(b"\x80")
        picture.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
            )
        )  # fmt: skip
        for page in document.pages:
            page.Resources["/XObject"] = pikepdf.Dictionary({"/Scan": picture})
            page.contents_add(b"q 595 0 0 842 0 0 cm /Scan Do Q", prepend=True)
        return saved(document)


def test_random_bytes_and_nothing_are_broken() -> None:
    assert cause_of(random.Random(7).randbytes(5000)) == "broken"  # noqa: S311 - alike every time
    assert cause_of(b"") == "broken"


def test_half_a_file_is_broken(draw: Drawer) -> None:
    pdf = draw(body())
    assert cause_of(pdf[: len(pdf) // 2]) == "broken"


def test_a_file_without_pages_is_broken() -> None:
    assert cause_of(saved(pikepdf.new())) == "broken"


def test_a_password_is_told_and_one_for_changes_only_is_no_hindrance(draw: Drawer) -> None:
    with pikepdf.open(io.BytesIO(draw(body()))) as document:
        locked = saved(document, pikepdf.Encryption(user="mot", owner="hai"))
        open_to_read = saved(document, pikepdf.Encryption(user="", owner="hai"))
    assert cause_of(locked) == "encrypted"
    assert len(read_pdf(open_to_read).paragraphs) == 4


def test_a_picture_of_a_paper_is_a_scan_with_and_without_hidden_letters(draw: Drawer) -> None:
    assert cause_of(with_picture(draw(""))) == "scan"
    assert cause_of(with_picture(draw(text("2", 300, 800)))) == "scan"
    assert cause_of(with_picture(draw("3 Tr " + body()))) == "scan"


def test_a_paper_with_a_picture_is_no_scan(draw: Drawer) -> None:
    measured = read_pdf(with_picture(draw(body())))
    assert len(measured.paragraphs) == 4
    (picture,) = measured.pages[0].pictures
    assert picture.width == pytest.approx(210, abs=0.5)


def test_empty_pages_alone_are_nothing_to_check(draw: Drawer) -> None:
    assert cause_of(draw("", "")) == "scan"


def test_many_pages_take_bounded_time_and_too_many_are_refused(draw: Drawer) -> None:
    begun = time.monotonic()
    assert len(read_pdf(draw(*[body()] * MAX_PAGES)).pages) == MAX_PAGES
    assert time.monotonic() - begun < BOUND_S
    assert cause_of(draw(*[""] * (MAX_PAGES + 1))) == "too_large"


def test_all_pages_together_hold_no_more_than_a_book(draw: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [body()] * 10
    for bound in ("MAX_ALL_OBJECTS", "MAX_LETTERS", "MAX_PARAGRAPH_LETTERS"):
        with monkeypatch.context() as patch:
            patch.setattr(f"service.the_thuc.pdf.read.{bound}", 79)
            assert cause_of(draw(*pages)) == "too_large"
    assert len(read_pdf(draw(*pages)).pages) == 10


def test_a_long_table_takes_bounded_time(draw: Drawer) -> None:
    pages = [
        "120 73 m 120 793 l S\n"
        + "".join(
            text(f"{40 * page + row}", 90, y) + text("noi dung", 150, y) + f"85 {y - 5} 200 18 re S\n"
            for row, y in enumerate(range(780, 60, -18))
        )
        for page in range(50)
    ]
    begun = time.monotonic()
    measured = read_pdf(draw(*pages))
    assert time.monotonic() - begun < BOUND_S
    assert len({(p.cell.table, p.cell.row) for p in measured.paragraphs if p.cell}) == 2000


def test_broken_bytes_within_never_raise_anything_else(draw: Drawer) -> None:
    pdf = draw(body(), body())
    chance = random.Random(3)  # noqa: S311 - alike every time
    for _ in range(200):
        damaged = bytearray(pdf)
        for _ in range(10):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_pdf(bytes(damaged))
        except PdfUnreadable:
            continue
