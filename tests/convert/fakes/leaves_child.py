"""Writes what the test has prepared and ends, but leaves a child that holds its streams open."""

import subprocess
import sys
from pathlib import Path

here = Path(__file__).parent
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
(out / "van_ban.pdf").write_bytes((here / "prepared.pdf").read_bytes())
child = subprocess.Popen([sys.executable, "-IS", "-c", "import time; time.sleep(600)"])
(here / "pids").write_text(str(child.pid))
