"""An organisation as a plain sheet of people, under headings that are read back."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from netcompose.report.files import write_atomically
from netcompose.sheets import Column, Sheet, yes_no

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netcompose.language import Language
    from netcompose.organisation import Organisation, Person

CREATED: Final = datetime(2000, 1, 1)  # the same organisation gives the same bytes
FLAGS: Final = {Column.ACTING, Column.LOCKED}  # yes or nothing


def write_org_chart(path: Path, organisation: Organisation, language: Language, force: bool = False) -> None:
    """Write one row a person, in order of id; columns that nobody has a value in are left out.

    Raises:
        FileExistsError: the file exists and `force` is not given.
        OSError: it cannot be written there; an old file is untouched.
    """
    import xlsxwriter  # here, because only this needs it

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(Sheet.ASSIGNMENTS.title(language))
        heading = book.add_format({"bold": True, "bottom": 1})
        as_text, as_date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        for index, (header, value) in enumerate(_columns(organisation, language)):
            values = [value(person) for person in organisation.people]
            sheet.write_string(0, index, header, heading)
            for row, cell in enumerate(values, 1):
                if isinstance(cell, date):
                    sheet.write_datetime(row, index, datetime(cell.year, cell.month, cell.day), as_date)
                elif isinstance(cell, int):
                    sheet.write_number(row, index, cell)
                elif cell:
                    sheet.write_string(row, index, cell, as_text)
            widest = max(len(str(cell)) for cell in (header, *values))
            sheet.set_column(index, index, min(50, widest + 2))
        sheet.freeze_panes(1, 2)
    write_atomically(path, content.getvalue(), force)


def _columns(
    organisation: Organisation, language: Language
) -> list[tuple[str, Callable[[Person], str | int | date | None]]]:
    """(heading, value) of each column that somebody has a value in: ours in their order, then the sheet's own."""
    columns: list[tuple[str, Callable[[Person], str | int | date | None]]] = [
        (column.title(language), lambda person, column=column: _cell(person, column, language))  # type: ignore[misc]
        for column in Column
    ]
    headers = dict.fromkeys(header for person in organisation.people for header, _ in person.own_columns)
    columns += [
        (header, lambda person, header=header: dict(person.own_columns).get(header))  # type: ignore[misc]
        for header in headers
    ]
    return [column for column in columns if any(column[1](person) is not None for person in organisation.people)]


def _cell(person: Person, column: Column, language: Language) -> str | int | date | None:
    """A field as its cell shows it: yes and no as words, lists with semicolons; nothing where there is nothing to say."""
    value = person.level_name if column is Column.LEVEL else getattr(person, column.field)
    match value:
        case bool():
            return yes_no(value, language) if value or column not in FLAGS else None
        case tuple():
            return "; ".join(value) or None
        case str():
            return value or None
        case date() | int():
            return value
        case _:
            return None
