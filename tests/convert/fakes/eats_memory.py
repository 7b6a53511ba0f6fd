"""Takes 400 megabytes of memory, then writes the prepared PDF."""

import sys
from pathlib import Path

taken = b"x" * (400 * 2**20)
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
(out / "van_ban.pdf").write_bytes((Path(__file__).parent / "prepared.pdf").read_bytes())
