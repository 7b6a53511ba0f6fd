"""What of a file is read at most: papers of offices stay far below, and no file keeps the checker busy without end.

A short file can ask for much: a header that thousands of sections show, a note that is pointed at as often, a list
whose numbers are texts. So what is read is counted, not what is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import ErrorCode, FileRefused

# A list of 3000 rows of ten columns; a thesis of 300 pages has a fifth, and half of the letters.
MAX_PARAGRAPHS = 30_000
MAX_LETTERS = 2_000_000
# Ten full pages without a paragraph's end.
MAX_PARAGRAPH_LETTERS = 30_000
# Sections are the parts of a paper that are set otherwise; a collection has some hundred.
MAX_SECTIONS = 2_000


@dataclass
class Bounds:
    """Counts the paragraphs and letters read of one file."""

    paragraphs: int = 0
    letters: int = 0

    def take(self, letters: int) -> None:
        """One more paragraph.

        Raises:
            FileRefused: it is too long, or there are too many.
        """
        self.paragraphs += 1
        self.letters += letters
        if letters > MAX_PARAGRAPH_LETTERS:
            raise too_much(f"có đoạn văn dài hơn {_grouped(MAX_PARAGRAPH_LETTERS)} chữ")
        if self.paragraphs > MAX_PARAGRAPHS:
            raise too_much(f"có hơn {_grouped(MAX_PARAGRAPHS)} đoạn văn")
        if self.letters > MAX_LETTERS:
            raise too_much(f"có hơn {_grouped(MAX_LETTERS)} chữ")


def too_much(reason: str) -> FileRefused:
    """The refusal of a file that asks for more than is read."""
    return FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=reason)


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")
