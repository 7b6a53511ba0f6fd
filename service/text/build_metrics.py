"""Makes `data/times_metrics.json`: advance widths of the document font, from its metric twin Liberation Serif.

A maintainer's script, run once per font version: `python -m service.text.build_metrics FOLDER_OF_FONTS`. Widths are
in 1/2048 of the type size. A test proves that the committed table is what the installed fonts say.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

STYLES = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}


def build_metrics(folder: Path) -> dict[str, object]:
    """The characters all four styles have, as one string, and their advance widths by style."""
    from fontTools.ttLib import TTFont

    fonts = {style: TTFont(folder / name, lazy=True) for style, name in STYLES.items()}
    units = {font["head"].unitsPerEm for font in fonts.values()}
    code_points = set.intersection(*(set(font.getBestCmap()) for font in fonts.values()))
    printable = sorted(point for point in code_points if _is_printable(point))
    table: dict[str, object] = {"units_per_em": units.pop(), "characters": "".join(map(chr, printable))}
    for style, font in fonts.items():
        names, widths = font.getBestCmap(), font["hmtx"]
        table[style] = [widths[names[point]][0] for point in printable]
    return table


def _is_printable(point: int) -> bool:
    return unicodedata.category(chr(point)) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


if __name__ == "__main__":
    target = Path(__file__).with_name("data") / "times_metrics.json"
    target.write_text(
        json.dumps(build_metrics(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
