"""Award proposals from the record to the paper: with an office's profile, and as the samples' page shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.errors import RecordInvalid
from service.offices.shelf import read_office
from service.pipeline import produce
from service.settings import load_settings
from service.web import close_app, create_app
from tests.form.papers import changed
from tests.khen_thuong.records import STATE_AWARD

OFFICE = Path(__file__).resolve().parents[2] / "samples" / "co_quan" / "ubnd-ia-lam.yaml"
FIGHTER = {
    **STATE_AWARD["ca_nhan"][0],
    "hinh_thuc": "Chiến sĩ thi đua cơ sở",
    "xep_loai": "Hoàn thành xuất sắc nhiệm vụ",
    "so_phieu": 8,
}


def test_the_profile_gives_regulation_thresholds_and_name_of_the_files() -> None:
    office = read_office(OFFICE)
    record = changed(STATE_AWARD, chu_ky="chu-tich", cuoc_hop={"cach_bieu_quyet": "phieu_kin"}, ca_nhan=[FIGHTER])
    record = {**record, "co_quan": "ubnd-ia-lam"}
    made = produce(record, load_settings(), pdf=False, office=office)
    assert made.file_stem.startswith("12-to-trinh-khen-thuong-ve-viec-de-nghi-tang-danh-hieu")
    assert "KT-QUY-DINH-TINH" not in {finding.rule for finding in made.findings}
    failing = {**record, "ca_nhan": [{**FIGHTER, "so_phieu": 7}]}
    with pytest.raises(RecordInvalid) as caught:
        produce(failing, load_settings(), pdf=False, office=office)
    assert [problem.code for problem in caught.value.problems] == ["phieu-khong-dat"]


def test_the_page_of_samples_names_a_made_subject(tmp_path: Path) -> None:
    folder = tmp_path / "samples" / "to_trinh_khen_thuong"
    folder.mkdir(parents=True)
    (folder / "mau.json").write_text(json.dumps(STATE_AWARD), encoding="utf-8")
    settings = load_settings().model_copy(update={"samples_folder": tmp_path / "samples", "data": tmp_path / "data"})
    app = create_app(settings)
    try:
        shown = app.test_client().get("/mau/to_trinh_khen_thuong/mau/").get_data(as_text=True)
    finally:
        close_app(app)
    assert "Về việc đề nghị tặng Giấy khen" in shown
    assert "None" not in shown
