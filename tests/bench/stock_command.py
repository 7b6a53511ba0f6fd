"""The stock way as one command: a script that fills a template by docxtpl and has `soffice` make the PDF.

Started by `tests.bench.commands` with a template, values (pickled), the DOCX to write, the address of a profile, and
the command of LibreOffice. It imports nothing of the service.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from docxtpl import DocxTemplate


def main(template: str, values: str, target: str, profile: str, soffice: str) -> None:
    """Writes the DOCX, and the PDF beside it."""
    filled = DocxTemplate(template)
    filled.render(pickle.loads(Path(values).read_bytes()), autoescape=True)  # noqa: S301 - the bench wrote it
    filled.save(target)
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir",
         Path(target).parent, target],
        check=True, capture_output=True,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
