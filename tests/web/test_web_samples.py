"""Samples made on demand: once, anew when something changes, never half, and one failure harms no other."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.errors import (
    ConversionTimeout,
    ConverterBusy,
    ConverterMissing,
    ErrorCode,
    OutputNotWritable,
    VanThuError,
)
from service.settings import Settings
from service.web import samples
from service.web.errors import STATUSES
from tests.schemas.offices import write_profile
from tests.web.workshop import RECORD, PutSample, Workshop, open_site

PDF = "/mau/ke_hoach/tot/van-ban.pdf"
TITLE = str(RECORD["trich_yeu"])


def kept(settings: Settings) -> list[Path]:
    """Everything in the cache below the samples' own folders."""
    return sorted((settings.data / "cache/samples/ke_hoach/tot").iterdir())


def test_made_once_for_all_who_ask_later(client: FlaskClient, put_sample: PutSample, workshop: Workshop) -> None:
    put_sample("tot")
    for address in ("/", PDF, "/mau/ke_hoach/tot/trang-1.png", "/"):
        assert client.get(address).status_code == 200
    assert workshop.made == [TITLE]


def test_kept_over_a_restart(settings: Settings, put_sample: PutSample, workshop: Workshop) -> None:
    put_sample("tot")
    for _ in range(2):
        assert open_site(settings, workshop).get(PDF).status_code == 200
    assert workshop.made == [TITLE]


def test_made_once_for_all_who_ask_at_the_same_time(
    settings: Settings, put_sample: PutSample, workshop: Workshop
) -> None:
    put_sample("tot")
    client = open_site(settings, workshop)
    workshop.before = lambda: time.sleep(0.2)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.application.test_client().get(PDF).data, range(6)))
    assert workshop.made == [TITLE]
    assert len(set(answers)) == 1
    assert b"%%EOF" in answers[0][-32:]


def test_new_content_is_made_anew(client: FlaskClient, put_sample: PutSample, workshop: Workshop) -> None:
    put_sample("tot")
    client.get(PDF)
    put_sample("tot", trich_yeu="việc khác")
    client.get(PDF)
    assert workshop.made == [TITLE, "việc khác"]


def test_new_template_makes_all_anew(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, settings: Settings
) -> None:
    put_sample("tot")
    client.get(PDF)
    template = settings.templates_folder / "dang" / "ke_hoach.docx"
    template.parent.mkdir(parents=True)
    template.write_bytes(b"changed in Word")
    client.get(PDF)
    assert workshop.made == [TITLE, TITLE]


@pytest.mark.parametrize(
    ("issued", "times"), [("2026-09-05", 1), ("2026-09", 2), (None, 2)], ids=["whole date", "month", "no date"]
)
def test_what_is_filled_as_of_today_is_made_anew_tomorrow(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, monkeypatch: pytest.MonkeyPatch,
    issued: str | None, times: int,
) -> None:  # fmt: skip
    from datetime import date

    put_sample("tot", ngay_ban_hanh=issued)
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        monkeypatch.setattr(samples, "today", lambda day=day: day)
        assert client.get(PDF).status_code == 200
    assert len(workshop.made) == times


def test_damaged_cache_is_made_anew(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, settings: Settings
) -> None:
    put_sample("tot")
    client.get(PDF)
    (folder,) = kept(settings)
    (folder / "page-2.png").unlink()
    assert client.get("/mau/ke_hoach/tot/trang-2.png").data[:4] == b"\x89PNG"
    (folder / "made.json").write_text("{")
    assert client.get(PDF).status_code == 200
    assert len(workshop.made) == 3


def test_nothing_half_is_kept(
    client: FlaskClient, put_sample: PutSample, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_sample("tot")

    def no_room(part: Path, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(samples, "_publish", no_room)
    assert client.get(PDF).status_code == STATUSES[ErrorCode.OUTPUT_NOT_WRITABLE]
    assert kept(settings) == []
    monkeypatch.undo()
    assert client.get(PDF).status_code == 200


def test_another_process_may_have_been_quicker(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, settings: Settings, tmp_path: Path
) -> None:
    put_sample("tot")
    client.get(PDF)
    (folder,) = kept(settings)
    other = tmp_path / "other"
    folder.rename(other)

    def be_quicker() -> None:
        shutil.copytree(other, folder)

    workshop.before = be_quicker
    assert client.get(PDF).data == (other / "paper.pdf").read_bytes()
    assert kept(settings) == [folder]


def test_leftovers_are_swept_when_old(
    client: FlaskClient, put_sample: PutSample, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_sample("tot")
    client.get(PDF)
    (old,) = kept(settings)
    put_sample("tot", trich_yeu="việc khác")
    client.get(PDF)
    assert old in kept(settings), "it may still be being read"
    monkeypatch.setattr(samples, "LEFTOVER_AGE_S", -1)
    put_sample("tot", trich_yeu="việc khác nữa")
    client.get(PDF)
    assert len(kept(settings)) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConverterMissing(reason="không có soffice"), "Chưa có LibreOffice Writer"),
        (ConverterBusy(), "thử lại sau ít giây"),
        (ConversionTimeout(seconds=60), "quá 60 giây"),
        (OutputNotWritable(path="/x", reason="hết chỗ"), "hết chỗ"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_failure_is_told_where_it_belongs_and_harms_no_other(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, error: VanThuError, words: str
) -> None:
    put_sample("tot")
    put_sample("hong", trich_yeu="bản hỏng")
    workshop.failures["bản hỏng"] = error
    start = client.get("/")
    assert start.status_code == 200
    assert words in start.text
    assert start.text.count("van-ban.pdf") == 1
    status = STATUSES[error.code]
    for address in ("", "van-ban.pdf", "trang-1.png"):
        response = client.get(f"/mau/ke_hoach/hong/{address}")
        assert response.status_code == status
        assert words in response.text
    assert client.get(PDF).status_code == 200


def test_invalid_sample_tells_every_problem(client: FlaskClient, put_sample: PutSample) -> None:
    put_sample("tot", so_van_ban="năm", dia_danh_khac="x")
    for address, status in (("/", 200), ("/mau/ke_hoach/tot/", 422)):
        response = client.get(address)
        assert response.status_code == status
        assert "/so_van_ban" in response.text
        assert "/dia_danh_khac" in response.text


def test_a_sample_names_the_offices_beside_it_and_no_other(
    settings: Settings, put_sample: PutSample, workshop: Workshop
) -> None:
    """Offices beside the samples count, those of the data do not; a changed one makes the sample anew."""
    own = settings.samples_folder / "co_quan"
    profile = {
        "co_quan": RECORD["co_quan"],
        "nguoi_ky": {"pho-bi-thu": {"chu_ky": RECORD["chu_ky"]}},
        "noi_luu": "Văn phòng",
    }
    put_sample("tot", co_quan="dang-uy", chu_ky="pho-bi-thu")
    write_profile(settings.office_folder, "dang-uy.yaml", profile)
    client = open_site(settings, workshop)
    assert "chưa có thư mục hồ sơ cơ quan" in client.get("/").text
    write_profile(own, "dang-uy.json", profile)
    start = client.get("/").text
    assert start.count("van-ban.pdf") == 1
    assert client.get("/mau/co_quan/dang-uy/").status_code == 404
    assert [made_with.office_folder for made_with in workshop.settings] == [own]
    write_profile(own, "dang-uy.json", {**profile, "noi_luu": "VT"})
    client.get(PDF)
    assert len(workshop.made) == 2
    write_profile(own, "dang-uy.json", {"noi_luu": "VT"})
    assert "Hồ sơ cơ quan dang-uy.json" in client.get("/").text


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{", b"[]", b'{"loai": "ke_hoach", "loai": "x"}'])
def test_unreadable_sample_is_told(client: FlaskClient, put_sample: PutSample, content: bytes) -> None:
    put_sample("tot").write_bytes(content)
    assert "Không đọc được dữ liệu đầu vào" in client.get("/").text
    assert client.get("/mau/ke_hoach/tot/").status_code == 400


def test_unforeseen_error_shows_and_logs_an_id_but_no_word_of_the_paper(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    put_sample("tot")
    workshop.failures[TITLE] = ValueError("Rơ Châm H’Lan")
    for address in ("/", "/mau/ke_hoach/tot/", PDF):
        caplog.clear()
        response = client.get(address)
        assert response.status_code == (200 if address == "/" else 500)
        assert "Traceback" not in response.text
        assert "H’Lan" not in response.text + caplog.text
        (record,) = caplog.records
        assert record.args
        assert str(record.args[0] if isinstance(record.args, tuple) else "") in response.text
        assert "ValueError" in caplog.text


def test_every_error_has_a_status() -> None:
    assert set(STATUSES) == set(ErrorCode)
