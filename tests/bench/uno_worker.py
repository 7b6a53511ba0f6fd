"""Converts by UNO what it is told, one document a line; a script for the Python that LibreOffice's bindings are of.

Started by `tests.bench.rivals`. The first argument names the pipe on which LibreOffice listens, the second holds the
options of the PDF as JSON. Each line on stdin is a JSON list of two paths; each is answered by one line.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

START_S = 60.0


def main(pipe: str, options: dict[str, Any]) -> None:
    """Answers until stdin ends, then ends LibreOffice."""
    # Bound late: only one Python of the machine has it.
    uno: Any = importlib.import_module("uno")
    value = uno.getClass("com.sun.star.beans.PropertyValue")

    def told(name: str, content: Any) -> Any:
        one = value()
        one.Name, one.Value = name, content
        return one

    desktop = _desktop(uno, pipe)
    chosen = uno.Any("[]com.sun.star.beans.PropertyValue", tuple(told(name, one) for name, one in options.items()))
    load = (told("Hidden", True), told("FilterName", "MS Word 2007 XML"))
    store = (told("FilterName", "writer_pdf_Export"), told("FilterData", chosen))
    _say("ready")
    for line in sys.stdin:
        source, target = (Path(one).as_uri() for one in json.loads(line))
        document = desktop.loadComponentFromURL(source, "_blank", 0, load)
        document.storeToURL(target, store)
        document.close(True)
        _say("done")
    desktop.terminate()


def _desktop(uno: Any, pipe: str) -> Any:
    """The listening LibreOffice, as soon as it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    no_connection = uno.getClass("com.sun.star.connection.NoConnectException")
    deadline = time.monotonic() + START_S
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except no_connection:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
