"""Workbooks written and opened again, for the tests to look into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import report_samples as samples
from openpyxl import load_workbook

from netcompose.language import Language
from netcompose.report.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from netcompose.organisation import Organisation
    from netcompose.plan import Plan


def write(path: Path, plan: Plan | None = None, people: Organisation | None = None, **changes: Any) -> Workbook:
    people = people or samples.organisation()
    told: dict[str, Any] = {
        "plan": plan or samples.plan(people),
        "organisation": people,
        "policy": samples.policy(),
        "findings": samples.FINDINGS,
        "language": Language.EN,
        "provenance": samples.PROVENANCE,
    }
    write_workbook(path, **(told | changes))
    return load_workbook(path)


def cells(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def records(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *body = cells(book, sheet)
    return [dict(zip(head, row, strict=True)) for row in body]
