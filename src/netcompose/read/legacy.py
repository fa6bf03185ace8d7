"""Older formats (.xls, .ods, .xlsb), through an optional library in a child process with its own time and memory.

The library is fast but can end the whole process on a hostile file; a child's end is only a finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from netcompose.language import say
from netcompose.read import limits
from netcompose.read.grid import Book, Grid, Row
from netcompose.read.limits import Unreadable, too_large
from netcompose.read.text import clean, from_moment

if TYPE_CHECKING:
    from pathlib import Path

    from netcompose.read.text import Cell


def read_legacy(path: Path, kind: str) -> Book:
    """All sheets of an older workbook. Zeros that only a number format shows are lost in these formats.

    Raises:
        Unreadable: the library is missing, the file is damaged, protected or above a limit.
    """
    if find_spec("python_calamine") is None:
        raise Unreadable("NC108", kind=kind)
    command = [sys.executable, "-I", "-m", "netcompose.read.legacy_child", str(path.resolve())]
    try:
        child = subprocess.run(command, capture_output=True, timeout=limits.CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise too_large(say("the time to read it in seconds"), limits.CHILD_SECONDS, limits.CHILD_SECONDS) from error
    if child.returncode == 3:
        raise Unreadable("NC105")
    if child.returncode == 4:
        raise too_large(say("the number of cells"), limits.CELLS + 1, limits.CELLS)
    if child.returncode:
        raise Unreadable("NC106")
    return Book(name=path.stem, grids=[_grid(title, rows) for title, rows in json.loads(child.stdout)])


def _grid(title: str, rows: list[tuple[int, list[Any]]]) -> Grid:
    return Grid(title=title, rows=[Row(number, tuple(_cell(value) for value in cells)) for number, cells in rows])


def _cell(value: Any) -> Cell:
    match value:
        case {"day": text}:
            moment = datetime.fromisoformat(text)
            return from_moment(moment) if len(text) > 10 else date(moment.year, moment.month, moment.day)
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return clean(str(value))[: limits.CELL_CHARACTERS]
