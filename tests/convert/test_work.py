"""Work folders: nothing of the dead is left, nothing of the living or of others is touched."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from service.convert.work import LOCK, sweep, work_folder
from tests.convert.offices import wait_for

PROJECT = Path(__file__).parents[2]
HOLDS = (
    "import sys, time; from pathlib import Path; from service.convert.work import work_folder\n"
    "with work_folder(Path(sys.argv[1])) as folder:\n"
    "    (folder / 'ra').mkdir(); (folder / 'ra' / 'paper.pdf').write_text('x')\n"
    "    (folder / 'away').symlink_to(Path(sys.argv[1]) / 'others'); (folder / 'van_ban.docx').write_text('x')\n"
    "    Path(sys.argv[1], 'ready').touch(); time.sleep(600)"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def dead(tmp_path: Path) -> Path:
    """The folder of a process that was killed outright; beside it a folder of others, linked from it."""
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "paper").write_text("x")
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], cwd=PROJECT) as owner:
        wait_for(tmp_path / "ready")
        sweep(tmp_path)
        (folder,) = tmp_path.glob("vanthu-*")
        assert names(folder) == [LOCK, "away", "ra", "van_ban.docx"], "a living process keeps its folder"
        owner.kill()
    return folder


def test_folder_is_private_and_goes_away(tmp_path: Path) -> None:
    with work_folder(tmp_path) as folder:
        (folder / "x").write_text("x")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / LOCK).stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == []


def test_folder_goes_away_after_a_failure_and_its_lock_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[str] = []
    unlink = os.unlink

    def note(path: str, **where: int) -> None:
        removed.append(path)
        unlink(path, **where)

    def fail() -> None:
        with work_folder(tmp_path) as folder:
            for name in ("a", ".a", "~"):
                (folder / name).write_text("x")
            raise RuntimeError

    monkeypatch.setattr("os.unlink", note)
    with pytest.raises(RuntimeError):
        fail()
    assert sorted(removed[:-1]) == [".a", "a", "~"]
    assert removed[-1] == LOCK
    assert names(tmp_path) == []


def test_folder_of_a_killed_process_is_removed_by_the_next(tmp_path: Path, dead: Path) -> None:
    with work_folder(tmp_path) as folder:
        assert names(tmp_path) == sorted(["others", "ready", folder.name])
    assert names(tmp_path / "others") == ["paper"], "a link is removed, not followed"


def test_sweeps_at_once_do_not_fail(tmp_path: Path, dead: Path) -> None:
    threads = [threading.Thread(target=sweep, args=(tmp_path,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not dead.exists()


def test_folders_in_use_survive_the_sweeps_of_others(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def use() -> None:
        try:
            for _ in range(20):
                with work_folder(tmp_path) as folder:
                    (folder / "x").write_text("x")
                    sweep(tmp_path)
                    assert (folder / "x").read_text() == "x"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert names(tmp_path) == []


@pytest.mark.parametrize("case", ["no lock", "open to others", "other name", "link", "file", "lock is a link"])
def test_what_is_not_ours_is_left(tmp_path: Path, case: str) -> None:
    place = tmp_path / ("backup-vanthu" if case == "other name" else "vanthu-backup")
    folder = tmp_path / "elsewhere" if case == "link" else place
    if case == "file":
        place.write_text("x")
    else:
        folder.mkdir(mode=0o755 if case == "open to others" else 0o700)
        (folder / "paper").write_text("x")
        if case == "lock is a link":
            (folder / LOCK).symlink_to(folder / "paper")
        elif case != "no lock":
            (folder / LOCK).write_text("")
    if case == "link":
        place.symlink_to(folder)
    sweep(tmp_path)
    assert place.exists()
    assert case == "file" or (folder / "paper").exists()


def test_folder_of_another_user_is_left(tmp_path: Path, dead: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = os.geteuid()
    monkeypatch.setattr("os.geteuid", lambda: uid + 1)
    sweep(tmp_path)
    assert (dead / "van_ban.docx").exists()


def test_without_locks_it_works_and_is_never_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no locks here")

    with monkeypatch.context() as patched:
        patched.setattr("fcntl.flock", refuse)
        with work_folder(tmp_path) as folder:
            patched.undo()
            sweep(tmp_path)
            assert folder.exists()
    assert names(tmp_path) == []
