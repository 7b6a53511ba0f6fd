"""From the bytes of a DOCX or a PDF to findings: measure, find the components, run the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.findings import Finding
from service.the_thuc.docx.read import read_docx
from service.the_thuc.locate.locate import Given, locate
from service.the_thuc.model import Measured
from service.the_thuc.paper import Paper
from service.the_thuc.pdf.read import read_pdf
from service.the_thuc.run import Marked, check_paper

# The finding for a file in which no paper is recognised; it rests on no place of the law.
NOT_A_PAPER = Finding(
    rule="VANTHU-NHAN-DANG",
    citation="Không quy định",
    level="unknown",
    place="",
    expected="văn bản hành chính của Nhà nước hoặc văn bản của Đảng",
    found="không nhận ra phần nào của thể thức",
    fix="Hãy kiểm tra có đúng tệp văn bản không; nếu đúng, phần đầu trang và chữ ký cần trình bày lại theo mẫu.",
)
# The finding for a PDF whose letters cannot be trusted: every rule would speak of a text that nobody sees.
GARBLED = Finding(
    rule="VANTHU-NHAN-DANG",
    citation="Không quy định",
    level="unknown",
    place="",
    expected="tệp PDF có bảng mã Unicode đúng",
    found="chữ đọc từ tệp không đúng như chữ nhìn thấy trên trang",
    fix="Hãy xuất lại PDF thẳng từ phần mềm soạn thảo (không qua máy in ảo), hoặc kiểm tra tệp Word.",
)


@dataclass(frozen=True)
class Checked:
    """What a file was found to be. `paper` is None where no paper was recognised."""

    measured: Measured
    paper: Paper | None
    marked: tuple[Marked, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone, in the order of the catalog."""
        return tuple(one.finding for one in self.marked)


def check_docx(docx: bytes, given: Given | None = None) -> Checked:
    """Checks a DOCX that has been let in as safe.

    Raises:
        DocxUnreadable: it cannot be read.
    """
    return _check(read_docx(docx), given)


def check_pdf(pdf: bytes, given: Given | None = None) -> Checked:
    """Checks a PDF.

    Raises:
        PdfUnreadable: it cannot be read, or holds pictures of pages only.
    """
    return _check(read_pdf(pdf), given)


def merge_findings(first: Iterable[Finding], second: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a paper's DOCX and of its PDF: what both have is told once, as of the DOCX."""
    told = tuple(one for one in first if one.level != "unknown")
    rules = {one.rule for one in told}
    return told + tuple(one for one in second if one.level != "unknown" and one.rule not in rules)


def _check(measured: Measured, given: Given | None) -> Checked:
    if measured.garbled:
        return Checked(measured, None, (Marked(GARBLED),))
    paper = locate(measured, given)
    if paper is None:
        return Checked(measured, None, (Marked(NOT_A_PAPER),))
    return Checked(measured, paper, check_paper(paper))
