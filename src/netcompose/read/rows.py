"""From rows to entries: cells cleaned of what must not or need not be there, and the cells that tell who it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from netcompose.read.chain_columns import nearest_in_chain
from netcompose.read.grid import Row
from netcompose.read.headers import fields_of
from netcompose.read.text import (
    clean,
    day_in_column,
    fold,
    holds_personal_number,
    id_key,
    is_error,
    is_marked_up,
    may_be_personal_number,
    name_key,
    plain,
    shown,
    squash,
    tidy_id,
    yes_or_no,
)
from netcompose.read.vocabulary import LEADER_KINDS, STAFF_KINDS, is_sum, is_vacant, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netcompose.organisation import Level
    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.text import Cell

_WORDS_OF_A_HEADER: Final = 3
_MOST: Final = 0.6
_CELLS_OF_A_PERSON: Final = 3
_SUSPICIOUS: Final = re.compile(r"[<&`#]|\]\(|\*\*|__|(?<!\d)\d{6} ?[-–]? ?\d{4}(?!\d)")


@dataclass(slots=True, eq=False)
class Entry:
    """One row of the list. `number` is the row in the sheet; texts are "" where the sheet is empty."""

    row: Row
    id: str = ""
    person_key: str = ""
    post: str = ""
    name: str = ""
    email: str = ""
    username: str = ""
    title: str = ""
    vacant: bool = False
    start: date | None = None
    end: date | None = None
    current: bool | None = None
    primary: bool | None = None
    leads: bool | None = None
    level: Level | None = None
    superior_at: int | None = None

    @property
    def number(self) -> int:
        """The row's number as the spreadsheet shows it."""
        return self.row.number

    def order(self) -> tuple[str, ...]:
        """Something to sort entries by that does not depend on the order of the rows."""
        return tuple(shown(cell) for cell in self.row.cells)


def entries(columns: Columns, notebook: Notebook) -> list[Entry]:
    """All rows with content, cleaned; rows that repeat the headers or sum up are passed over."""
    return [_entry(row, columns, notebook) for row in _rows(columns, notebook)]


def _rows(columns: Columns, notebook: Notebook) -> Iterator[Row]:
    table = columns.table
    keys = {squash(header) for header in table.headers.values()}
    remarks = _remarks(columns)
    for place, raw in enumerate(table.rows):
        row = _cleaned(raw, columns, notebook)
        filled = [cell for cell in row.cells if cell != ""]
        if not filled:
            continue
        first = filled[0]
        is_repeat = (
            len(filled) > 1
            and all(isinstance(cell, str) and squash(cell) in keys for cell in filled)
            and _repeats(row, columns)
        )
        is_repeat = is_repeat or (place == 0 and _explains(row, columns))
        if is_repeat or (isinstance(first, str) and is_sum(first)):
            notebook.note("NC202", table.sheet, row.number)
            continue
        if len(filled) == 1 and row.number in remarks:
            column = next(column for column, cell in enumerate(row.cells) if cell != "")
            notebook.note("NC224", table.sheet, row.number, column, shown(first), value=shown(first))
            continue
        yield row


def _repeats(row: Row, columns: Columns) -> bool:
    return all(
        cell == "" or squash(shown(cell)) == squash(columns.table.headers.get(column, ""))
        for column, cell in enumerate(row.cells)
    )


def _explains(row: Row, columns: Columns) -> bool:
    """Whether the row says the headers in other words, as where "FIRSTNAME" stands above "First Name"."""
    filled = [(column, cell) for column, cell in enumerate(row.cells) if isinstance(cell, str) and cell]
    if len(filled) < _WORDS_OF_A_HEADER or columns.table.ours:
        return False
    same = 0
    for column, cell in filled:
        header = columns.table.headers.get(column, "")
        meant = {field for field, *_ in fields_of(header)} & {field for field, *_ in fields_of(cell)}
        same += bool(meant) or squash(header) == squash(cell)
    return same >= _MOST * len(filled)


def _remarks(columns: Columns) -> set[int]:
    """Rows of one cell in a table whose rows hold more, when nobody is managed by what it says: remarks below, headings between."""
    rows = columns.table.rows
    filled = [sum(cell != "" for column, cell in enumerate(row.cells) if column not in columns.dropped) for row in rows]
    alone = [row for row, n in zip(rows, filled, strict=True) if n == 1]
    if columns.table.ours or not alone or median(filled) < _CELLS_OF_A_PERSON:
        return set()
    managers = [*(columns.of[field] for field in columns.managers()), *columns.chain]
    texts = {shown(cell) for row in rows for column in managers if (cell := row.cell(column)) != ""}
    named = {key for text in texts for key in (id_key(text), name_key(text))}
    return {
        row.number
        for row in alone
        if named.isdisjoint(
            key for cell in row.cells if cell != "" for key in (id_key(shown(cell)), name_key(shown(cell)))
        )
    }


def _cleaned(row: Row, columns: Columns, notebook: Notebook) -> Row:
    """The row without personal numbers, error values, HTML and the columns that are dropped as a whole."""
    cells = row.cells
    if columns.dropped:
        cells = tuple("" if column in columns.dropped else cell for column, cell in enumerate(cells))
    texts = "\x1f".join([cell for cell in cells if isinstance(cell, str)])
    if _SUSPICIOUS.search(texts):
        cells = tuple(_clean_cell(cell, row.number, column, columns, notebook) for column, cell in enumerate(cells))
    return Row(row.number, cells)


def _clean_cell(cell: Cell, number: int, column: int, columns: Columns, notebook: Notebook) -> Cell:
    if not isinstance(cell, str) or not cell or not _SUSPICIOUS.search(cell):
        return cell
    table = columns.table
    header = table.headers.get(column, "")
    if holds_personal_number(cell) or (may_be_personal_number(cell) and columns.profile(column).personal_numbers):
        notebook.note("NC203", table.sheet, number, column, header=header)
        return ""
    if is_error(cell):
        notebook.note("NC210", table.sheet, number, column, cell, header=header, value=cell)
        return ""
    if is_marked_up(cell):
        text = plain(cell)
        if holds_personal_number(text):
            notebook.note("NC203", table.sheet, number, column, header=header)
            return ""
        if text != cell:
            notebook.note("NC211", table.sheet, number, column, header=header, value=text)
        return text
    return cell


def _entry(row: Row, columns: Columns, notebook: Notebook) -> Entry:
    of = columns.of

    def text(field: str) -> str:
        column = of.get(field)
        return "" if column is None else shown(row.cell(column))

    entry = Entry(row)
    entry.post = tidy_id(text("post"))
    entry.id = tidy_id(text("id")) if "id" in of else entry.post
    entry.person_key = text("person_key")
    entry.name = text("name") or clean(
        " ".join(filter(None, (text("first_name"), text("middle_name"), text("last_name"))))
    )
    entry.email = text("email")
    entry.username = text("username")
    entry.title = text("title")
    entry.vacant = is_vacant(entry.name) or _says_vacant(text("vacancy"))
    entry.start = _latest_start(row, columns)
    entry.end = _day(row, of["end_date"], columns) if "end_date" in of else None
    entry.current = _current(text("status"), entry, columns)
    entry.primary = yes_or_no(text("primary"))
    entry.leads = _leads(text("leader_flag"))
    entry.superior_at = nearest_in_chain(entry, columns) if columns.chain else None
    return entry


def _says_vacant(text: str) -> bool:
    return bool(text) and (yes_or_no(text) or (yes_or_no(text) is None and is_vacant(text)))


def _latest_start(row: Row, columns: Columns) -> date | None:
    """The start of the employment: the latest of all start dates on the row, so that a new job counts as one."""
    found = [_day(row, column, columns) for column in columns.starts]
    return max(filter(None, found), default=None)


def _day(row: Row, column: int, columns: Columns) -> date | None:
    return day_in_column(row.cell(column), month_first=columns.profile(column).month_first)


def _current(status: str, entry: Entry, columns: Columns) -> bool | None:
    """Whether the status says that the row still holds; a blank status beside "Current" ones says no when the row has an end date."""
    if not status:
        return False if columns.status_means_current and entry.end is not None else None
    return status_of(status)


def _leads(flag: str) -> bool | None:
    answer = yes_or_no(flag)
    if answer is not None or not flag:
        return answer
    words = fold(flag)
    return True if words in LEADER_KINDS else False if words in STAFF_KINDS else None
