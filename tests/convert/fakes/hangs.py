"""Starts a child, writes both process numbers beside itself, and never ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

child = subprocess.Popen([sys.executable, "-IS", "-c", "import time; time.sleep(600)"])
pids = Path(__file__).with_name("pids.part")
pids.write_text(f"{os.getpid()} {child.pid}")
pids.rename(pids.with_name("pids"))
time.sleep(600)
