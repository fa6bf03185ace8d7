"""Where the reader writes down what it finds, so that everything can be said in one pass."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from netcompose.findings import Finding, Refused, Severity
from netcompose.language import Sentence, Sentences
from netcompose.read.catalogue import CATALOGUE
from netcompose.read.grid import SHEET_ROWS, address, column_number
from netcompose.read.text import mask

if TYPE_CHECKING:
    from netcompose.language import Value

LONGEST_VALUE = 200


class Notebook:
    """Collects findings; values are masked and cut on the way in, so that no personal number can be shown."""

    def __init__(self) -> None:
        self._findings: dict[Finding, None] = {}
        self.sheets: tuple[str, ...] = ()

    def place(self, sheet: str, row: int) -> tuple[str, int]:
        """The sheet and the row in it that a row number means, where the list goes on over several sheets."""
        on_further_sheet = self.sheets and row >= SHEET_ROWS  # a text file alone may have as many lines, too
        return (self.sheets[row // SHEET_ROWS], row % SHEET_ROWS) if on_further_sheet else (sheet, row)

    def row(self, row: int) -> str:
        """A row as a sentence names it: its number, on a further sheet with the sheet before it."""
        sheet, number = self.place("", row)
        return f"{sheet}!{number}" if sheet else str(number)

    def note(
        self,
        code: str,
        sheet: str | None = None,
        row: int | None = None,
        column: int | None = None,
        found: str | None = None,
        /,
        **values: Value,
    ) -> None:
        """A finding with its place (a row number and a column from 0) and the values of its sentences."""
        entry = CATALOGUE[code]
        filled = tuple((name, presentable(value)) for name, value in values.items())
        cell = None
        if sheet is not None and row is not None:
            sheet, row = self.place(sheet, row)
        if column is not None:
            cell = address(row or 1, column)
        elif row is not None:
            cell = address(row, 0)
        finding = Finding(
            code=code,
            severity=entry.severity,
            message=replace(entry.message, values=filled),
            remedy=replace(entry.remedy, values=filled),
            sheet=None if sheet is None else presentable_text(sheet),
            cell=cell,
            value=None if found is None else presentable_text(found),
        )
        self._findings.setdefault(finding)

    def refuse(self, code: str, sheet: str | None = None, /, **values: Value) -> NoReturn:
        """Stop here, with everything found until now."""
        self.note(code, sheet, **values)
        raise Refused(self.sorted())

    def stop_on_errors(self) -> None:
        """Stop when an error has been noted."""
        if any(finding.severity is Severity.ERROR for finding in self._findings):
            raise Refused(self.sorted())

    def sorted(self) -> tuple[Finding, ...]:
        """All findings: by code, then by place."""
        return tuple(sorted(self._findings, key=_order))


def presentable(value: Value) -> Value:
    """A value as it may be shown: no personal number, and not endless."""
    match value:
        case str():
            return presentable_text(value)
        case Sentences():
            return Sentences(tuple(presentable(item) for item in value.items))
        case Sentence():
            return replace(value, values=tuple((name, presentable(inner)) for name, inner in value.values))
        case _:
            return value


def presentable_text(text: str) -> str:
    """A text as it may be shown."""
    text = mask(text)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _order(finding: Finding) -> tuple[str, str, int, int, str]:
    cell = finding.cell or ""
    row = re.search(r"\d+", cell)
    return finding.code, finding.sheet or "", int(row[0]) if row else 0, column_number(cell), str(finding.message)
