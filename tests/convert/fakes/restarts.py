"""Asks to be started again (exit code 81) as often as the test has prepared, then writes the prepared PDF."""

import sys
from pathlib import Path

here = Path(__file__).parent
left = int((here / "restarts").read_text())
(here / "restarts").write_text(str(left - 1))
if left > 0:
    raise SystemExit(81)
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
(out / "van_ban.pdf").write_bytes((here / "prepared.pdf").read_bytes())
