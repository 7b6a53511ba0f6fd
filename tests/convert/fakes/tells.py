"""Writes beside itself what it sees: its arguments, environment, limits and interfaces; makes no PDF."""

import json
import os
import resource
import sys
from pathlib import Path

profile = Path(os.environ["HOME"]) / "profile" / "user"
seen = {
    "arguments": sys.argv[1:],
    "environment": dict(os.environ),
    "stdin": sys.stdin.read(),
    "profile": (profile / "registrymodifications.xcu").read_text(),
    "build": (profile / "extensions" / "buildid").read_text(),
    "work_mode": oct(Path.cwd().stat().st_mode),
    "limits": {
        name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
        for name in ("AS", "FSIZE", "NOFILE", "CPU", "CORE")
    },
    "interfaces": sorted(
        line.split(":")[0].strip() for line in Path("/proc/self/net/dev").read_text().splitlines()[2:]
    ),
}
Path(__file__).with_name("seen.json").write_text(json.dumps(seen))
