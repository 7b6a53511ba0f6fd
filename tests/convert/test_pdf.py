from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from service.convert.docx_text import read_docx_text
from service.convert.pdf import check_sound, complete_sound
from service.convert.pdf_facts import PdfMeta
from service.convert.text_match import ExpectedText, Passage, squeeze
from service.errors import ConversionFailed, ErrorCode
from tests.convert.offices import META

pytestmark = pytest.mark.soffice  # the PDF that is spoilt here is a real one


@pytest.fixture(scope="module")
def expected(plain_docx: bytes) -> ExpectedText:
    return read_docx_text(plain_docx)


def reason_of(pdf: bytes, expected: ExpectedText, max_pages: int = 100) -> str:
    with pytest.raises(ConversionFailed) as caught:
        check_sound(pdf, expected, max_pages)
    assert caught.value.code is ErrorCode.CONVERSION_UNSOUND
    return str(caught.value.details["reason"])


Change = Callable[[pikepdf.Pdf], None]


def changed(pdf: bytes, change: Change) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def test_sound_pdf_and_its_facts(plain_pdf: bytes, expected: ExpectedText) -> None:
    facts = check_sound(plain_pdf, expected)
    assert 2 <= facts.pages <= 5
    assert (facts.title, facts.language) == (META.title, "vi-VN")
    assert facts.fonts
    assert all("+" not in name and "/" not in name for name in facts.fonts)


def test_a_change_that_changes_nothing_is_sound(plain_pdf: bytes, expected: ExpectedText) -> None:
    check_sound(changed(plain_pdf, lambda document: None), expected)


@pytest.mark.parametrize(
    ("pdf", "expected_reason"),
    [
        (b"", "không phải PDF"),
        (b"garbage", "không phải PDF"),
        (b"\n%PDF-1.7\n%%EOF", "không phải PDF"),
        (b"%PDF-1.7\n", "cắt cụt"),
        (b"%PDF-1.7\n%%EOF", "hỏng"),
    ],
)
def test_what_is_no_pdf(expected: ExpectedText, pdf: bytes, expected_reason: str) -> None:
    assert expected_reason in reason_of(pdf, expected)


def test_truncated_pdf(plain_pdf: bytes, expected: ExpectedText) -> None:
    assert "cắt cụt" in reason_of(plain_pdf[: len(plain_pdf) // 2], expected)
    assert "hỏng" in reason_of(plain_pdf[: len(plain_pdf) // 2] + b"\n%%EOF\n", expected)


def test_every_damaged_byte_is_refused_or_harmless(plain_pdf: bytes, expected: ExpectedText) -> None:
    refused = 0
    for place in range(0, len(plain_pdf), 1501):
        damaged = plain_pdf[:place] + bytes([plain_pdf[place] ^ 0xFF]) + plain_pdf[place + 1 :]
        try:
            check_sound(damaged, expected)
        except ConversionFailed:
            refused += 1
    assert refused > 5


def test_too_many_pages(plain_pdf: bytes, expected: ExpectedText) -> None:
    assert "ngoài khoảng 1 đến 1" in reason_of(plain_pdf, expected, max_pages=1)


def drop_claim(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        del xmp["pdfaid:part"]


def claim_another_part(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["pdfaid:part"] = "1"


def drop(name: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        del document.Root[name]

    return change


def drop_profile(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents[0]["/DestOutputProfile"]


def unmark(document: pikepdf.Pdf) -> None:
    document.Root.MarkInfo.Marked = False


def spoil_tags(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.K = pikepdf.Array([document.Root.StructTreeRoot.K, document.Root.StructTreeRoot.K])


def circle_of_tags(document: pikepdf.Pdf) -> None:
    kids = document.Root.StructTreeRoot.K
    top = kids[0] if isinstance(kids, pikepdf.Array) else kids
    top.K = pikepdf.Array([top])


def odd_tags(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.K = pikepdf.Array([7])


def drop_font_file(document: pikepdf.Pdf) -> None:
    font = next(iter(dict(document.pages[0].Resources.Font).values()))
    descriptor = font.get("/DescendantFonts", [font])[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def bare_font() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def font_in_a_form(document: pikepdf.Pdf) -> None:
    inner = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
    inner.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(FX=bare_font()))
    outer = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=inner, X2=outer))
    document.pages[-1].Resources.XObject = pikepdf.Dictionary(X0=outer)


def font_in_an_annotation(document: pikepdf.Pdf) -> None:
    shown = document.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
    shown.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(FX=bare_font()))
    looks = pikepdf.Dictionary(N=pikepdf.Dictionary(On=shown))
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, AP=looks)])


def drop_last_page(document: pikepdf.Pdf) -> None:
    del document.pages[-1]


def drop_a_word(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    kept, dropped = [], 0
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) in ("Tj", "TJ") and not dropped:
            dropped = 1
            continue
        kept.append(instruction)
    assert dropped
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


def repeat_a_word(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    instructions = list(pikepdf.parse_content_stream(page))
    place = next(n for n, one in enumerate(instructions) if str(one.operator) in ("Tj", "TJ"))
    move = pikepdf.ContentStreamInstruction([0, -300], pikepdf.Operator("Td"))
    page.Contents = document.make_stream(
        pikepdf.unparse_content_stream([*instructions[: place + 1], move, *instructions[place:]])
    )


def write_more(content: bytes) -> Change:
    """Something more on the first page, outside the tags, in its first font."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        name = next(iter(page.Resources.Font.keys()))
        page.contents_add(b"q BT " + name.encode() + b" 14 Tf " + content + b" ET Q", prepend=False)

    return change


@pytest.mark.parametrize(
    ("change", "expected_reason"),
    [
        (drop_claim, "PDF/A-2b"),
        (claim_another_part, "PDF/A-2b"),
        (drop("/Metadata"), "PDF/A-2b"),
        (drop("/OutputIntents"), "hồ sơ màu"),
        (drop_profile, "hồ sơ màu"),
        (drop("/MarkInfo"), "thẻ cấu trúc"),
        (unmark, "thẻ cấu trúc"),
        (drop("/StructTreeRoot"), "thẻ cấu trúc"),
        (spoil_tags, "thẻ cấu trúc"),
        (circle_of_tags, "thẻ cấu trúc"),
        (odd_tags, "thẻ cấu trúc"),
        (drop_font_file, "chưa được nhúng"),
        (font_in_a_form, "phông chữ Helvetica chưa được nhúng"),
        (font_in_an_annotation, "phông chữ Helvetica chưa được nhúng"),
        (drop_last_page, "thẻ cấu trúc không khớp"),
        (drop_a_word, "thiếu hoặc sai chữ"),
        (repeat_a_word, "chữ"),
        (write_more(b"1 0 0 1 90 300 Tm <010203> Tj"), "đầu trang, chân trang"),
        (write_more(b"3 Tr 1 0 0 1 90 300 Tm <010203> Tj"), "đầu trang, chân trang"),
    ],
)
def test_spoilt_pdf(plain_pdf: bytes, expected: ExpectedText, change: Change, expected_reason: str) -> None:
    assert expected_reason in reason_of(changed(plain_pdf, change), expected)


@pytest.mark.parametrize("box", [[0, 0, 14173, 842], [0, 0, 595, 14173], [-9000, 0, 595, 842], [595, 842, -9000, 0]])
def test_sheet_larger_than_any_paper(plain_pdf: bytes, expected: ExpectedText, box: list[int]) -> None:
    def enlarge(document: pikepdf.Pdf) -> None:
        document.pages[1].MediaBox = pikepdf.Array(box)

    reason = reason_of(changed(plain_pdf, enlarge), expected)
    assert reason == "trang 2 lớn hơn khổ A3; hãy đặt lại khổ giấy A4 trong mẫu"


def test_text_off_the_sheet_is_not_on_the_paper(plain_pdf: bytes, expected: ExpectedText) -> None:
    def move_away(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 300, 842])

    assert "ngoài tờ giấy ở trang 1" in reason_of(changed(plain_pdf, move_away), expected)


def test_password(plain_pdf: bytes, expected: ExpectedText) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf)) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "hỏng" in reason_of(target.getvalue(), expected)


def with_body(expected: ExpectedText, *texts: str) -> ExpectedText:
    body = tuple(Passage(text, squeeze(text)) for text in texts)
    return ExpectedText(body, expected.notes, expected.headers, expected.footers, expected.repeated_rows)


def test_paper_that_says_more_less_or_otherwise(plain_pdf: bytes, expected: ExpectedText) -> None:
    texts = [passage.text for passage in expected.body]
    words = texts[3].split()
    assert "thừa chữ" in reason_of(plain_pdf, with_body(expected, *texts[:5], *texts[6:]))
    assert "thừa chữ" in reason_of(plain_pdf, with_body(expected, *texts[:-1]))
    assert "“Câu lạ”" in reason_of(plain_pdf, with_body(expected, *texts, "Câu lạ"))
    assert "chữ" in reason_of(plain_pdf, with_body(expected, *texts[:3], " ".join(words[::-1]), *texts[4:]))


def info_of(pdf: bytes) -> tuple[str, str, str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(str(document.docinfo.get(key, "")) for key in ("/Title", "/Author", "/Subject"))  # type: ignore[return-value]  # three


def test_meta_that_is_there_changes_no_byte(plain_pdf: bytes, expected: ExpectedText) -> None:
    assert complete_sound(plain_pdf, META, expected) == (plain_pdf, check_sound(plain_pdf, expected))


def test_meta_is_written_in_both_places_and_the_claim_kept(plain_pdf: bytes, expected: ExpectedText) -> None:
    meta = PdfMeta(title="Tên & <mới> “ê̆”", author="UBND XÃ IA LÂM", subject="Về việc thử", language="vi-VN")
    made, facts = complete_sound(plain_pdf, meta, expected)
    assert info_of(made) == (meta.title, meta.author, meta.subject)
    with pikepdf.open(io.BytesIO(made)) as document, document.open_metadata() as xmp:
        assert xmp["dc:title"] == meta.title
        assert xmp["dc:creator"] == [meta.author]
        assert xmp["dc:description"] == meta.subject
        assert "/Filter" not in document.Root.Metadata, "readers of PDF/A find it by its plain text"
    assert facts == check_sound(made, expected)
    assert facts.title == meta.title
    assert complete_sound(made, meta, expected)[0] == made


def test_language_and_title_bar_are_mended(plain_pdf: bytes, expected: ExpectedText) -> None:
    def spoil(document: pikepdf.Pdf) -> None:
        document.Root.Lang = pikepdf.String("en-US")
        document.Root.ViewerPreferences = pikepdf.Dictionary(FitWindow=True)

    made, _ = complete_sound(changed(plain_pdf, spoil), META, expected)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "vi-VN"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(document.Root.ViewerPreferences.FitWindow)


def test_what_is_not_told_is_left_as_it_is(plain_pdf: bytes, expected: ExpectedText) -> None:
    made, _ = complete_sound(plain_pdf, PdfMeta(title="", author="", subject=""), expected)
    assert info_of(made) == (META.title, META.author, META.subject)


def test_meta_of_garbage_is_an_unsound_pdf(expected: ExpectedText) -> None:
    with pytest.raises(ConversionFailed) as caught:
        complete_sound(b"garbage", META, expected)
    assert caught.value.code is ErrorCode.CONVERSION_UNSOUND
