"""Which rule set a paper is held to: many signs vote, and where they are at odds nothing is called an error."""

from __future__ import annotations

from service.the_thuc.checker import check_docx
from service.the_thuc.locate.regime import find_regime
from service.the_thuc.model import Letters, Paragraph, Span
from tests.the_thuc.conftest import Make
from tests.the_thuc.mutants.package import both, drop, mutate, whole_text

PLAN = "nd30 kế hoạch, thường"
LETTERS = Letters("Times New Roman", 14)


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, (Span(text, LETTERS),)) for number, text in enumerate(texts)]


def test_one_wrong_sign_does_not_decide() -> None:
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/KH-UBND")
    regime = find_regime(paragraphs(*right, "T/M ỦY BAN NHÂN DÂN"))
    assert regime is not None
    assert (regime.rule_set.id, regime.sure) == ("nd30", True)


def test_signs_at_odds_choose_but_are_not_sure() -> None:
    regime = find_regime(paragraphs("ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert regime is not None
    assert not regime.sure


def test_a_text_without_any_sign_is_no_paper() -> None:
    assert find_regime(paragraphs("Kính thưa quý vị đại biểu", "Xin trân trọng cảm ơn")) is None


def test_a_paper_between_the_families_has_unknowns_about_its_head_and_no_error(made_docx: Make) -> None:
    change = both(
        whole_text("QuocHieu", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        whole_text("SoKyHieu", "Số 07-KH/ĐU"),
        drop("TieuNgu"),
    )
    checked = check_docx(mutate(made_docx(PLAN).docx, change))
    told = {one.level for one in checked.findings if one.place in ("Quốc hiệu", "Tiêu đề Đảng", "Số, ký hiệu")}
    assert "unknown" in told
    assert "error" not in told
