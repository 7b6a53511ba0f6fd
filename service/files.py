"""Writes files so that a reader sees the old content or the new, never a half; a failure leaves nothing."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from service.errors import OutputNotWritable

REASONS = {
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "hết chỗ trên ổ đĩa",
    errno.EDQUOT: "hết hạn mức ổ đĩa",
    errno.EFBIG: "tệp lớn quá giới hạn của hệ thống",
    errno.ENOENT: "không có thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn là tệp chứ không phải thư mục",
    errno.EISDIR: "chỗ này đang là một thư mục",
    errno.EEXIST: "đã có một tệp trùng tên với thư mục cần tạo",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "đường dẫn tắt trỏ vòng quanh",
}


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Writes all the files or, as far as the system allows, none; each is replaced in one step.

    Every content is on disk under a temporary name in the same folder before the first one is renamed.

    Raises:
        OutputNotWritable: the place cannot be written; no temporary file is left.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            with _naming(path):
                # A link keeps pointing where it points: the file behind it is the one replaced.
                target = path.resolve()
                if target.is_symlink():
                    raise OSError(errno.ELOOP, "links in a circle, as resolve() of Python 3.13 leaves them")
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "a folder stands here")
                temporary = target.with_name(f".{secrets.token_hex(8)}.part")
                waiting.append((temporary, target))
                _write(temporary, content)
        for temporary, target in waiting:
            with _naming(target):
                temporary.replace(target)
    finally:
        for temporary, _ in waiting:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, if absent.

    Raises:
        OutputNotWritable: it cannot be made.
    """
    with _naming(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Turns a failure of the system into ours, with the place that was asked for."""
    try:
        yield
    except OSError as error:
        reason = REASONS.get(error.errno or 0, "hệ thống từ chối")
        raise OutputNotWritable(path=path, reason=reason, technical=str(error)) from error
    except RuntimeError as error:  # how resolve() of Python 3.11 reports a circle of links
        raise OutputNotWritable(path=path, reason=REASONS[errno.ELOOP], technical=str(error)) from error
