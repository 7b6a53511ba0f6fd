"""What a kept LibreOffice converts before others come is sound, whatever lies in the folder of templates."""

from __future__ import annotations

from pathlib import Path

from service.pipeline import _warming_samples
from service.settings import PROJECT, load_settings

TEMPLATES = PROJECT / "doc_templates"
# Word's own file beside a document that is open in it.
LOCK = b"\x05Van thu" + b"\0" * 154


def test_broken_files_in_the_folder_of_templates_are_passed_over(tmp_path: Path) -> None:
    settings = load_settings().model_copy(update={"templates_folder": tmp_path})
    assert _warming_samples(settings) == ()
    plans = []
    for khoi in ("dang", "nha_nuoc"):
        (tmp_path / khoi).mkdir()
        for name in ("cong_van", "~$ng_van", "~$hoach", "bao_cao"):
            (tmp_path / khoi / f"{name}.docx").write_bytes(LOCK)
        (tmp_path / khoi / "an.docx").mkdir()
        plans.append((TEMPLATES / khoi / "ke_hoach.docx").read_bytes())
        (tmp_path / khoi / "ke_hoach.docx").write_bytes(plans[-1])
    assert sorted(_warming_samples(settings)) == sorted(plans)


def test_there_is_one_of_each_family() -> None:
    letters = {(TEMPLATES / khoi / "cong_van.docx").read_bytes() for khoi in ("dang", "nha_nuoc")}
    assert set(_warming_samples(load_settings())) == letters
