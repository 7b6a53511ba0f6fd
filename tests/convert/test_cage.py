"""The cage: nothing of the machine comes in, nothing of a document goes out, whatever LibreOffice is talked into."""

from __future__ import annotations

import io
import os
import shutil
import socket
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest

from service.convert.installation import find_isolation
from service.convert.process import Completed, run
from service.convert.soffice import EXPORT_OPTIONS, Converter
from service.convert.warm import way as warm_way
from service.convert.warm.cage import Cage, find_cage, python_places
from service.convert.warm.pool import PoolLimits
from service.convert.warm.way import WarmWay, WayLimits, options_of
from tests.convert.papers import new_paper, save

pytestmark = pytest.mark.soffice

HIDDEN = "KÍN-8417-KÍN"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKED = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{relations}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:r><w:drawing><wp:inline>'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId900"/>'
    "</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
FIELD = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:fldChar'
    ' w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r><w:r>'
    '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>cũ</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p>"
)


@dataclass
class Listener:
    """A server on this machine that only counts who calls."""

    port: int
    calls: list[str] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = socket.create_server(("127.0.0.1", 0))
    told = Listener(server.getsockname()[1])

    def count() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            told.calls.append(str(address))
            connection.close()

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    yield told
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def in_cage(cage: Cage, folder: Path, script: str, readable: Sequence[Path] = ()) -> Completed:
    python, beside = python_places()
    places = [*readable, *([beside] if beside else [])]
    command: list[str | Path] = [*cage.around(folder, places), python, "-IS", "-c", script]
    return run(command, cwd=folder, env={"ONLY": "this"}, timeout_s=20)


@pytest.fixture
def cage() -> Cage:
    return find_cage(find_isolation())


@pytest.fixture
def close_cage(cage: Cage) -> Cage:
    if cage.kind != "bwrap":
        pytest.skip("this machine refuses bubblewrap, as a bare root folder does")
    return cage


def test_the_closest_cage_that_works_is_taken(cage: Cage) -> None:
    tried = [["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], ["unshare", "--net", "true"]]
    works = [
        shutil.which(command[0]) is not None
        and run(command, cwd=Path("/"), env={"PATH": os.defpath}, timeout_s=10).exit_code == 0
        for command in tried
    ]
    assert cage.kind == ("bwrap" if works[0] else "unshare" if works[1] else "")


def test_no_network(cage: Cage, tmp_path: Path, listener: Listener) -> None:
    script = f"import socket; socket.create_connection(('127.0.0.1', {listener.port}), 2)"
    assert in_cage(cage, tmp_path, script).exit_code != 0
    assert listener.calls == []
    socket.create_connection(("127.0.0.1", listener.port), 2).close()


def test_nothing_of_the_machine_but_what_is_needed(close_cage: Cage, tmp_path: Path) -> None:
    folder, secret = tmp_path / "work", tmp_path / "secret.txt"
    folder.mkdir()
    secret.write_text(HIDDEN, encoding="utf-8")
    look = f"import os; print(os.path.exists({str(secret)!r}), sorted(os.environ), os.listdir('/'))"
    seen = in_cage(close_cage, folder, look)
    assert seen.exit_code == 0, seen.stderr
    told = seen.stdout.decode()
    assert told.startswith("False")
    assert HIDDEN not in told
    assert "/home" not in told
    assert "'root'" not in told or python_places()[1] is not None
    assert in_cage(close_cage, folder, "open('/usr/canary', 'w')").exit_code != 0
    for place in ("/etc/canary", "/canary"):
        in_cage(close_cage, folder, f"open({place!r}, 'w')")
        assert not Path(place).exists(), "what is written there stays there"
    assert in_cage(close_cage, folder, "open('here', 'w').write('x')").exit_code == 0
    assert (folder / "here").read_text(encoding="utf-8") == "x"


def test_other_processes_are_not_seen(close_cage: Cage, tmp_path: Path) -> None:
    script = "import os; print(len([name for name in os.listdir('/proc') if name.isdigit()]))"
    assert int(in_cage(close_cage, tmp_path, script).stdout) < 5


def canary(body: str, relations: str = "") -> bytes:
    """A DOCX that no check of ours has seen, with this in its body and these relations of its document."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(save(new_paper("Chim báo")))) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            content = source.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                content = content.replace("<w:sectPr", f"{body}<w:sectPr", 1)
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", f"{relations}</Relationships>")
            made.writestr(name, content.encode("utf-8", "surrogateescape"))
    return target.getvalue()


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="rId900" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'


CANARIES = {
    "picture of the network": (LINKED.format(relations=RELATIONS), relation("image", "{web}/x.png")),
    "picture of the machine": (LINKED.format(relations=RELATIONS), relation("image", "{file}")),
    "template of the network": ("", relation("attachedTemplate", "{web}/x.dotx")),
    "text of the machine": (FIELD.format(instruction='INCLUDETEXT "{path}"'), ""),
    "picture by a field": (FIELD.format(instruction='INCLUDEPICTURE "{web}/x.png" \\d'), ""),
    "data by DDE": (FIELD.format(instruction='DDEAUTO soffice "{path}" "A1"'), ""),
    "frame of the network": ("", relation("frame", "{web}/x.html")),
}


@pytest.mark.parametrize("caged", [True, False], ids=["in the cage", "without one"])
def test_a_document_that_nobody_checked_brings_nothing_out_and_nothing_in(
    caged: bool, tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(HIDDEN, encoding="utf-8")
    if not caged:
        # The configuration alone has to hold where a machine allows no cage.
        monkeypatch.setattr(warm_way, "find_cage", lambda _words: Cage(""))
    limits = WayLimits(2048, 100, 512, PoolLimits())
    way = WarmWay(Converter().probe(), limits, form="pdf", options=options_of(EXPORT_OPTIONS), samples=())
    try:
        for name, (body, relations) in CANARIES.items():
            places = {"web": f"http://127.0.0.1:{listener.port}", "file": secret.as_uri(), "path": str(secret)}
            docx = canary(
                body.replace("{path}", places["path"]).replace("{web}", places["web"]), relations.format(**places)
            )
            pdf, _ = way.make(docx)
            document = pypdfium2.PdfDocument(pdf)
            text = "".join(page.get_textpage().get_text_range() for page in document)
            document.close()
            assert "Chim báo" in text, name
            assert HIDDEN not in text, name
            assert listener.calls == [], name
    finally:
        way.close()
