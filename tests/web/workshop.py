"""What the web tests share: a valid plan with invented names, and a stand-in for the pipeline."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import pypdfium2
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.pipeline import Produced
from service.settings import Settings
from service.web import create_app

PutSample = Callable[..., Path]
RECORD = {
    "loai": "ke_hoach",
    "co_quan": {
        "khoi": "dang", "ten_cap_tren": "ĐẢNG BỘ TỈNH GIA LAI", "ten_co_quan": "ĐẢNG ỦY XÃ IA LÂM",
        "ky_hieu_co_quan": "ĐU", "dia_danh": "Ia Lâm",
    },
    "so_van_ban": 5,
    "ngay_ban_hanh": "2026-09-05",
    "trich_yeu": "tiếp tục đẩy mạnh Phong trào thi đua “Dân vận khéo”",
    "noi_dung": "I- MỤC ĐÍCH\n1. Tiếp tục quán triệt chủ trương của cấp trên.",
    "chu_ky": {
        "tham_quyen": [{"quyen_han": "TM", "cua": "BAN THƯỜNG VỤ"}],
        "chuc_vu": "PHÓ BÍ THƯ", "ho_ten": "Rơ Châm H’Lan",
    },
    "noi_nhan": ["Ủy ban nhân dân xã"],
    "noi_luu": "Văn phòng Đảng ủy",
}  # fmt: skip
PAGES = 2


def blank_pdf(pages: int = PAGES) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


class Workshop:
    """Stands in for the pipeline: every paper has the same bytes; `failures` says which titles fail, and how."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.settings: list[Settings] = []
        self.failures: dict[str, Exception] = {}
        self.before: Callable[[], None] = lambda: None
        self.file_stem = "05-KH-ĐU"
        self._lock = Lock()

    def __call__(self, record: Mapping[str, object], settings: Settings, *, pdf: bool = True) -> Produced:
        title = str(record["trich_yeu"])
        with self._lock:
            self.made.append(title)
            self.settings.append(settings)
        self.before()
        if title in self.failures:
            raise self.failures[title]
        return Produced(b"a word file", blank_pdf() if pdf else None, (), self.file_stem, "hd05", "1")


class Reader(FlaskClient):
    """A client that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)
        return super().open(*args, **kwargs)


def open_site(settings: Settings, workshop: Workshop) -> FlaskClient:
    """The application as a server runs it: an error becomes a page, it does not reach the caller."""
    app = create_app(settings, workshop)
    app.test_client_class = Reader
    return app.test_client()
