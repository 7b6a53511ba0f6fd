"""The walls between forks: whoever works on one document reaches nothing of another."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.convert.soffice import Converter
from service.convert.warm import confine, way
from service.convert.warm.confine import SCOPES_SINCE, landlock_version
from service.convert.warm.office import OfficeLost
from service.convert.warm.way import Kept
from tests.convert.kept import text_of
from tests.convert.offices import META
from tests.convert.papers import new_paper, save

WALLED = pytest.mark.skipif(not landlock_version(), reason="this system has no Landlock")
ROOT = Path(confine.__file__).parents[3]
# What a fork that a document took over would try, told as the names of what succeeded.
CANARY = """
import ctypes, json, os, signal, socket, sys
sys.path.append(sys.argv[1])
from service.convert.warm.confine import Walls, drop_privileges, hide_memory

own, other, victim, port, shut = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6] == "shut"
drop_privileges()
if shut:
    walls = Walls(["/usr", "/proc", "/lib", "/lib64"])
    walls.prepare()
    walls.shut(own)
os.chdir(own)
done = []

def attempt(name, do):
    try:
        do()
    except OSError:
        return
    done.append(name)

def write(path):
    with open(path, "w") as file:
        file.write("x")

def rename():
    os.rename(f"{own}/mine.txt", f"{other}/theirs.txt")

def trace():
    if ctypes.CDLL(None).ptrace(16, victim, 0, 0):
        raise OSError

attempt("read own", lambda: open(f"{own}/document.txt").read())
attempt("write own", lambda: write("/proc/self/cwd/mine.txt"))
attempt("make a folder", lambda: os.mkdir("/proc/self/cwd/lu.tmp"))
attempt("read the system", lambda: os.listdir("/usr/share"))
attempt("read other", lambda: open(f"{other}/document.txt").read())
attempt("read other by a link", lambda: (os.symlink(other, f"{own}/link"), open(f"{own}/link/document.txt").read()))
attempt("read other by its process", lambda: open(f"/proc/{victim}/cwd/document.txt").read())
attempt("list others", lambda: os.listdir(os.path.dirname(own)))
attempt("write other", lambda: write(f"{other}/new.txt"))
attempt("cut other", lambda: os.truncate(f"{other}/document.txt", 0))
attempt("remove other", lambda: os.unlink(f"{other}/spare.txt"))
attempt("move to other", rename)
attempt("write beside", lambda: write(f"{os.path.dirname(own)}/new.txt"))
attempt("read memory", lambda: open(f"/proc/{victim}/mem", "rb"))
attempt("read environment", lambda: open(f"/proc/{victim}/environ", "rb").read())
attempt("trace", trace)
attempt("call", lambda: socket.create_connection(("127.0.0.1", port), 2))
attempt("stop other", lambda: os.kill(victim, signal.SIGCONT))
print(json.dumps(done))
"""
OWN = {"read own", "write own", "make a folder", "read the system"}


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A process that works in a folder of its own."""
    folder = tmp_path / "other"
    folder.mkdir()
    for name in ("document.txt", "spare.txt"):
        (folder / name).write_text("KÍN", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-IS", "-c", "import time; time.sleep(60)"], cwd=folder)
    yield folder, process.pid
    process.kill()
    process.wait()


def tried(tmp_path: Path, victim: tuple[Path, int], shut: str) -> set[str]:
    own = tmp_path / "own"
    own.mkdir()
    (own / "document.txt").write_text("mine", encoding="utf-8")

    with socket.create_server(("127.0.0.1", 0)) as server:
        told = [str(ROOT), str(own), str(victim[0]), str(victim[1]), str(server.getsockname()[1]), shut]
        ended = subprocess.run(
            [sys.executable, "-IS", "-c", CANARY, *told], check=True, timeout=20, capture_output=True
        )
    return set(json.loads(ended.stdout))


@WALLED
def test_nothing_of_another_document_can_be_read_or_written(tmp_path: Path, victim: tuple[Path, int]) -> None:
    done = tried(tmp_path, victim, "shut")
    known = {"call"} if landlock_version() < confine.NETWORK_SINCE else set()
    known |= {"stop other"} if landlock_version() < SCOPES_SINCE else set()
    assert done - known == OWN
    assert (victim[0] / "document.txt").read_text(encoding="utf-8") == "KÍN"
    assert sorted(path.name for path in victim[0].iterdir()) == ["document.txt", "spare.txt"]


def test_without_walls_the_canary_gets_through(tmp_path: Path, victim: tuple[Path, int]) -> None:
    """Or it would prove nothing above."""
    assert {"read other", "write other", "cut other", "remove other", "call", "stop other"} < tried(
        tmp_path, victim, "open"
    )


def test_memory_that_is_hidden_is_not_read_by_others(tmp_path: Path) -> None:
    script = (
        "import os, sys; sys.path.append(sys.argv[1])\n"
        "from service.convert.warm.confine import drop_privileges, hide_memory\n"
        "drop_privileges()\n"
        "sys.argv[2] == 'hide' and hide_memory()\n"
        "victim, begun = os.getpid(), os.pipe()\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    try:\n"
        "        open(f'/proc/{victim}/mem', 'rb'); os._exit(0)\n"
        "    except OSError:\n"
        "        os._exit(1)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    for choice, wanted in (("open", "0"), ("hide", "1")):
        command = [sys.executable, "-IS", "-c", script, str(ROOT), choice]
        ended = subprocess.run(command, check=True, timeout=20, capture_output=True, text=True)
        assert ended.stdout.strip() == wanted, choice


def test_no_program_gets_back_what_was_given_up() -> None:
    script = (
        "import os, sys; sys.path.append(sys.argv[1])\n"
        "from service.convert.warm.confine import drop_privileges\n"
        "drop_privileges()\n"
        "os.execv('/usr/bin/cat', ['cat', '/proc/self/status'])\n"
    )
    command = [sys.executable, "-IS", "-c", script, str(ROOT)]
    ended = subprocess.run(command, check=True, timeout=20, capture_output=True, text=True)
    told = dict(line.split(":\t", 1) for line in ended.stdout.splitlines() if ":\t" in line)
    assert told["NoNewPrivs"] == "1"
    assert int(told["CapEff"], 16) == 0


def test_a_system_without_landlock_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        @staticmethod
        def syscall(*_: object) -> int:
            return -1

    monkeypatch.setattr(confine, "_system", lambda: Old)
    assert landlock_version() == 0
    with pytest.raises(OSError, match="no Landlock"):
        confine.Walls(["/usr"])


@WALLED
@pytest.mark.soffice
def test_a_fork_cannot_convert_what_is_in_another_room_nor_write_there(work_root: Path) -> None:
    converter = Converter(work_root=work_root, kept=Kept(samples=(save(new_paper("Mẫu")),)))
    try:
        assert converter.way().walls
        kept = converter._way
        assert kept is not None
        rooms = {name: next(work_root.iterdir()) / name for name in ("own", "other")}
        for room in rooms.values():
            room.mkdir()
            (room / "van_ban.docx").write_bytes(save(new_paper("của riêng")))

        def try_from(source: str, target: str) -> bool:
            job = {"source": str(rooms[source] / "van_ban.docx"), "target": str(rooms[target] / f"{source}.pdf")}
            job |= {"room": str(rooms["own"]), "form": "pdf", "options": kept._options}
            fork = kept._pool.hosts.take()
            try:
                return "error" not in fork.convert(job, 20) and (rooms[target] / f"{source}.pdf").exists()
            except OfficeLost:
                return False
            finally:
                kept._pool.hosts.put_back(fork, sound=False)

        assert try_from("own", "own")
        assert not try_from("other", "own")
        assert not try_from("own", "other")
        assert [path.name for path in rooms["other"].iterdir()] == ["van_ban.docx"]
    finally:
        converter.close()


@pytest.mark.soffice
def test_where_there_are_no_walls_documents_go_on_and_it_is_told(
    work_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "readable_by_forks", lambda _: [])
    converter = Converter(work_root=work_root, kept=Kept())
    try:
        told = converter.way()
        assert (told.name, told.walls) == ("warm", False)
        assert "không tường" in text_of(converter.to_pdf(save(new_paper("không tường")), META))
    finally:
        converter.close()


@WALLED
@pytest.mark.soffice
def test_walls_that_libreoffice_cannot_work_in_are_left_out(work_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine whose fonts or libraries lie where nobody expects them."""
    monkeypatch.setattr(way, "readable_by_forks", lambda _: ["/proc"])
    converter = Converter(work_root=work_root, kept=Kept(samples=(save(new_paper("Mẫu")),)))
    try:
        told = converter.way()
        assert (told.name, told.walls) == ("warm", False)
        assert "vẫn làm được" in text_of(converter.to_pdf(save(new_paper("vẫn làm được")), META))
    finally:
        converter.close()
