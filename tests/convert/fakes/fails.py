"""Complains at length and gives up."""

import sys

sys.stderr.write("Error: source file could not be loaded\n" + "x" * 1_000_000)
raise SystemExit(1)
