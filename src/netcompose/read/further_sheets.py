"""A list that goes on over several sheets with the same headers, as where each department has its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.language import listed
from netcompose.read.grid import SHEET_ROWS, Row
from netcompose.read.headers import fields_of
from netcompose.read.text import fold, shown, squash
from netcompose.sheets import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.language import Language
    from netcompose.read.notebook import Notebook
    from netcompose.read.table import Table

_ON_BOTH: Final = 0.1
"""Share of a sheet's people that may stand on another, too: a chief listed where they lead and where they belong."""
_DEPARTMENTS: Final = 3
"""From so many sheets on, their names tell departments; two may as well be leaders and staff."""
_NO_LONGER: Final = re.compile(
    r"fratraadt|tidligere|stoppet|opsagt|inaktiv|arkiv|gammel|gamle|skabelon|eksempel|kladde|backup|kopi"
    r"|former|left|inactive|archive|old\b|leavers|terminated|template|example|draft|copy"
)
"""Names of sheets whose people hardly take part."""


def further_sheets(best: Table, others: Sequence[Table]) -> list[Table]:
    """The sheets that the list goes on with: seen, with the same headers, and hardly anybody on both."""
    headers = {squash(header) for header in best.headers.values()}
    people = _names(best)
    found: list[Table] = []
    for other in others:
        hidden = other.grid is not None and other.grid.hidden
        if hidden or not other.rows or {squash(header) for header in other.headers.values()} != headers:
            continue
        names = _names(other)
        new = len(names - people)
        if not _NO_LONGER.search(fold(other.sheet)) and new and len(names) - new <= max(1, _ON_BOTH * len(names)):
            found.append(other)
            people |= names
    return found


def _names(table: Table) -> set[tuple[str, ...]]:
    columns = [
        column
        for column, header in table.headers.items()
        if any(field in {"name", "first_name", "last_name"} for field, *_ in fields_of(header))
    ]
    return {tuple(fold(shown(row.cell(column))) for column in columns) for row in table.rows}


def joined(best: Table, further: Sequence[Table], language: Language, notebook: Notebook) -> Table:
    """One table of all, its rows numbered on from sheet to sheet; without departments the names of the sheets are these."""
    tables = [best, *further]
    sheets = [table.sheet for table in tables]
    notebook.sheets = tuple(sheets)
    notebook.note("NC130", best.sheet, n=len(tables), sheets=listed(*sheets), sheet=best.sheet)
    headers, column = dict(best.headers), None
    rows = [row for place, table in enumerate(tables) for row in _placed(table, best, place)]
    if len(tables) >= _DEPARTMENTS and not any(_is_department(header) for header in headers.values()):
        column = 1 + max(max(headers), *(len(row.cells) for row in rows))
        headers[column] = Column.DEPARTMENT.title(language)
        rows = [
            Row(row.number, (*row.cells, *[""] * (column - len(row.cells)), sheets[row.number // SHEET_ROWS]))
            for row in rows
        ]
        notebook.note("NC132", best.sheet, sheets=listed(*sheets))
    return replace(best, headers=headers, rows=rows, of_sheets=column)


def _placed(table: Table, best: Table, place: int) -> list[Row]:
    """The rows with their cells in the order of the first sheet's columns."""
    if table is best:
        return best.rows
    at = {squash(header): column for column, header in table.headers.items()}
    order = {column: at[squash(header)] for column, header in best.headers.items()}
    width = 1 + max(order)
    return [
        Row(
            place * SHEET_ROWS + row.number,
            tuple(row.cell(order[column]) if column in order else "" for column in range(width)),
        )
        for row in table.rows
    ]


def _is_department(header: str) -> bool:
    return any(field in {"department", "unit", "unit_name", "unit_path"} for field, *_ in fields_of(header))
