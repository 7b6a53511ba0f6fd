"""An archive that presses common members once is, byte for byte, the one that `zipfile` writes."""

from __future__ import annotations

import io
import zipfile

from service.docx_package.archive import MOST_KEPT, ZIP_EPOCH, PackageArchive

MEMBERS = [
    ("word/document.xml", "<w:p>Kế hoạch</w:p>".encode() * 500),
    ("[Content_Types].xml", b"<Types/>"),
    ("word/media/Ảnh.png", bytes(range(256)) * 40),
    ("_rels/.rels", b""),
]


def by_zipfile(members: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in sorted(members, key=lambda member: (member[0] != "[Content_Types].xml", member[0])):
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            out.writestr(member, content)
    return target.getvalue()


def test_it_is_the_archive_of_the_library() -> None:
    archive = PackageArchive()
    for _ in range(2):
        assert archive.write(MEMBERS) == by_zipfile(MEMBERS)


def test_each_content_is_its_own_whatever_its_name() -> None:
    archive = PackageArchive()
    for number in range(3 * MOST_KEPT):
        members = [("a.xml", str(number).encode()), ("b.xml", b"same")]
        with zipfile.ZipFile(io.BytesIO(archive.write(members))) as opened:
            assert opened.testzip() is None
            assert [opened.read(name) for name, _ in members] == [content for _, content in members]
