"""Text files with separated columns, as Excel and HR systems write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read import limits
from netcompose.read.grid import Book, Grid, Row
from netcompose.read.limits import Unreadable, too_large
from netcompose.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATORS: Final = ";\t,|"
_LINES_LOOKED_AT: Final = 30


def read_csv(path: Path, content: bytes) -> Book:
    """The one sheet of a text file; its title is the file's name.

    Raises:
        Unreadable: its letters cannot be told, or it is above a limit.
    """
    text, encoding = _decoded(content)
    first, line_end, rest = text.partition("\n")
    skipped = 0
    separator = None
    if first.lower().startswith("sep=") and line_end and len(first.strip()) == 5:
        separator, text, skipped = first.strip()[4], rest, 1
    grid = Grid(title=path.stem, rows=list(_rows(text, separator or _separator(text), skipped)))
    book = Book(name=path.stem, grids=[grid])
    if encoding == "cp1252":
        book.findings.append(("NC124", grid.title, None, {}))
    return book


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("NC109")


def _separator(text: str) -> str:
    """The sign that cuts the first lines into the most columns, evenly; semicolon before tab before comma."""
    lines = text.splitlines()[:_LINES_LOOKED_AT]
    best, most = SEPARATORS[0], (0, 0)
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        evenness = (widths.count(usual) * (usual > 1), usual)
        if evenness > most:
            best, most = separator, evenness
    return best


def _rows(text: str, separator: str, skipped: int) -> Iterator[Row]:
    csv.field_size_limit(limits.CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = skipped
    rows = cells = 0
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise too_large(say("the length of a cell"), limits.CELL_CHARACTERS + 1, limits.CELL_CHARACTERS) from error
        number += 1
        row = tuple(clean(field) for field in fields[: limits.COLUMNS])
        if not any(row):
            continue
        rows += 1
        cells += len(row)
        if rows > limits.ROWS:
            raise too_large(say("the number of rows"), rows, limits.ROWS)
        if cells > limits.CELLS:
            raise too_large(say("the number of cells"), cells, limits.CELLS)
        yield Row(number, row)
