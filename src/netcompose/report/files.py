"""A file is written whole or not at all, and never over somebody's work unasked."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def ensure_writable(path: Path, force: bool = False) -> None:
    """Whether a file can be written there, asked before the long work and not after it.

    Raises:
        FileExistsError: it exists and `force` is not given.
        FileNotFoundError, NotADirectoryError, IsADirectoryError: there is no such folder, or a folder stands where the file should.
        PermissionError: the folder or the file may not be written, or the file is open in another program.
    """
    path = path.resolve()
    folder = path.parent
    if not folder.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists():
        if not force:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        with path.open("r+b"):  # Windows refuses when a spreadsheet program has it open
            pass
        if _opened_by_somebody(path):
            raise PermissionError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except PermissionError:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder)) from None


def write_atomically(path: Path, content: bytes, force: bool = False, *, private: bool = False) -> None:
    """Put the content there in one step: a reader sees the old file or the new one, and a failure leaves the old one.

    What is `private` nobody else on the machine can read.

    Raises:
        As `ensure_writable`.
    """
    ensure_writable(path, force)
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name[:100]}.", suffix=".tmp", dir=path.parent
    )  # mode 0600 while it is being written
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        ensure_writable(path, force)  # again: somebody may have been quicker
        temporary.replace(path)
        if not private:
            path.chmod(mode)  # last: what a kill leaves behind, nobody else can read
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _opened_by_somebody(path: Path) -> bool:
    """Whether a spreadsheet program has left its mark beside the file: elsewhere than on Windows, and on shared drives, only that tells.

    Excel writes `~$plan.xlsx`, LibreOffice `.~lock.plan.xlsx#`. Of a long name Excel's mark replaces the first two letters.
    """
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)


def _umask() -> int:
    """The bits that new files are created without."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
