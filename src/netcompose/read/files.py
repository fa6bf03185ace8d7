"""From a path to sheets of cells: what kind of file it is, told by its content and not by its name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read import limits
from netcompose.read.limits import Unreadable, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from netcompose.language import Value
    from netcompose.read.grid import Book
    from netcompose.read.notebook import Notebook

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_KNOWN: Final = (
    (b"%PDF", say("a PDF file")),
    (b"\x89PNG", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"GIF8", say("a picture")),
    (b"{\\rtf", say("a text document")),
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def open_book(path: Path, notebook: Notebook) -> Book:
    """All sheets of a file.

    Raises:
        Refused: the file cannot be read; the finding says why and what to do.
    """
    try:
        content = _content(path)
        book = _read(path, content)
    except Unreadable as why:
        notebook.refuse(why.code, **{"file": path.name, **why.values})
    except OSError as error:
        notebook.refuse("NC101", file=path.name, cause=_cause(error))
    except ValueError:  # a path with a NUL in it
        notebook.refuse("NC101", file=path.name, cause=say("there is no such file"))
    book.digest = hashlib.sha256(content).hexdigest()
    for code, sheet, cell, values in book.findings:
        notebook.note(code, sheet, **values) if cell is None else notebook.note(code, sheet, None, None, cell, **values)
    return book


def _cause(error: OSError) -> Value:
    match error:
        case FileNotFoundError():
            return say("there is no such file")
        case PermissionError():
            return say("it may not be read, or is open in another program")
        case _:
            return error.strerror or type(error).__name__


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise Unreadable("NC102")
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise too_large(say("the file in bytes"), size, limits.FILE_BYTES)
    content = path.read_bytes()
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("NC103")
    return content


def _read(path: Path, content: bytes) -> Book:
    if content.startswith(_ZIP):
        return _read_zip(path, content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content or path.suffix.casefold() in {".xlsx", ".xlsm"}:
            raise Unreadable("NC105")
        from netcompose.read.legacy import read_legacy

        return read_legacy(path, ".xls")
    for start, kind in _KNOWN:
        if content.startswith(start):
            raise Unreadable("NC104", kind=kind)
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or (head.startswith(b"<") and b"<table" in head):
        raise Unreadable("NC104", kind=say("a web page"))
    if head.startswith(b"<?xml"):
        raise Unreadable("NC104", kind=say("an XML file"))
    if b"\x00" in content and not content.startswith(_UTF16):
        raise Unreadable("NC104", kind=say("a program's own file"))
    from netcompose.read.csv_file import read_csv

    return read_csv(path, content)


def _read_zip(path: Path, content: bytes) -> Book:
    from netcompose.read.xlsx import open_archive, read_xlsx

    with open_archive(content) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            kind = ".xlsb"
        elif "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
            kind = ".ods"
        elif any(name.startswith(("word/", "ppt/")) for name in names):
            raise Unreadable("NC104", kind=say("a document or a presentation"))
        elif "[Content_Types].xml" not in names:
            raise Unreadable("NC104", kind=say("a zip file"))
        else:
            return read_xlsx(path, content, archive)
    from netcompose.read.legacy import read_legacy

    return read_legacy(path, kind)
