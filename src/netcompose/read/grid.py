"""A sheet as rows of cells, with the address each cell has in the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from netcompose.read.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netcompose.read.text import Cell


SHEET_ROWS: Final = 1 << 21
"""More rows than any sheet has: where a list goes on over several sheets, row 5 of the third (from 0) is number 3 × this + 5."""


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it (from 1; see `SHEET_ROWS`) and its cells from column A."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell in a column (from 0); empty beyond the last."""
        return self.cells[column] if column < len(self.cells) else ""


class Span(NamedTuple):
    """Merged cells: rows as numbers from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(kw_only=True)
class Grid:
    """One sheet. Rows without any text are left out; `hidden` says what the reader of the sheet does not see."""

    title: str
    rows: list[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    beyond: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Book:
    """All sheets of one file; `name` is the file's name without its ending."""

    name: str
    grids: list[Grid]
    digest: str = ""
    findings: list[tuple[str, str | None, str | None, dict[str, str]]] = field(default_factory=list)


def letters(column: int) -> str:
    """The spreadsheet's name of a column (from 0): A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A cell's address, like B7."""
    return f"{letters(column)}{row}"


def column_number(reference: str) -> int:
    """The column (from 0) of an address like B7 or B; -1 when it has no letters."""
    number = 0
    for sign in reference:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number - 1


def book_of(name: str, sheets: Mapping[str, Sequence[Sequence[str]]]) -> Book:
    """A book from rows of texts, as if it had been read from a file."""
    grids = []
    for title, texts in sheets.items():
        rows = [Row(number, tuple(clean(text) for text in row)) for number, row in enumerate(texts, 1)]
        grids.append(Grid(title=clean(title), rows=[row for row in rows if any(row.cells)]))
    return Book(name=clean(name), grids=grids)
