"""Writes a PDF that never ends."""

import sys
from pathlib import Path

out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
with (out / "van_ban.pdf").open("wb") as target:
    for _ in range(64):
        target.write(b"%PDF-1.7" + b"0" * 2**20)
