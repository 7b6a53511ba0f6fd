"""Guards PDFium, which keeps state of its own for the whole process: one caller at a time."""

from __future__ import annotations

import threading

# Held from opening a document until it is closed, pages included: what the collector closes would be outside of it.
PDFIUM_LOCK = threading.Lock()
