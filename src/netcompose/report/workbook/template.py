"""The template: one row a person under headings that explain themselves, with drop-downs, and a sheet that guides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from netcompose.language import say
from netcompose.organisation import Level
from netcompose.plan import Appointments, Composition, Plan, Status
from netcompose.report.view import View
from netcompose.report.workbook import palette
from netcompose.report.workbook.assignments import YES_NO, Field, own_fields, person_value
from netcompose.report.workbook.book import FONT, Book, cells, clean, fitting
from netcompose.report.workbook.build import CREATED
from netcompose.report.workbook.guide import ADVICE, COLUMNS, Need
from netcompose.report.workbook.invented import invented, level_word
from netcompose.sheets import Column, Heading, Sheet, TemplateSheet, network_name, yes_no

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from netcompose.language import Language, Value
    from netcompose.organisation import Organisation, Person
    from netcompose.policy.settings import Policy
    from netcompose.report.workbook.book import Page

ROWS: Final = 500  # that the drop-downs reach, and more when there are many people
NOTE: Final = {"x_scale": 2.0, "y_scale": 1.3}
ADDED: Final = say("Can be added")
NEEDED: Final = {
    Need.ALWAYS: (say("Must be filled in"), palette.GOOD),
    Need.HELPS: (say("Fill it in if you have it"), palette.NOTE),
    Need.SOMETIMES: (say("Only for those whom it concerns"), (palette.WHITE, palette.MUTED)),
}


def build_template(target: io.BytesIO, policy: Policy, language: Language, organisation: Organisation | None) -> None:
    """Write the template with the people of an organisation, or with ten invented ones."""
    people = invented(language) if organisation is None else organisation
    plan = Plan(policy.name, 0, Status.FEASIBLE, Composition(()), Appointments())
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": TemplateSheet.LEADERS.title(language), "created": CREATED})
        workbook.set_size(2400, 1500)
        book = Book(workbook, View(plan, people, policy, language))
        _write_leaders(book)
        _write_guide(book, made_up=organisation is None)


def _write_leaders(book: Book) -> None:
    page, view = book.page(TemplateSheet.LEADERS), book.view
    people, columns = view.organisation.people, _fields(view)
    rows = [[field.value(person) for field in columns] for person in people]
    shown = [["" if value is None else clean(view.say(value)) for value in row] for row in rows]
    page.columns(
        fitting([field.header + "      ", *(row[index] for row in shown)], 80, 300)
        for index, field in enumerate(columns)
    )
    for index, field in enumerate(columns):
        needed = field.column in COLUMNS and COLUMNS[field.column].need is Need.ALWAYS
        page.text(0, index, field.header, book.heading(**({} if needed else {"bg_color": palette.SOFT})))
        if field.column in COLUMNS:
            page.worksheet.write_comment(0, index, view.say(COLUMNS[field.column].meaning), NOTE)
    page.worksheet.set_row(0, 22)
    for row, values in enumerate(rows, 1):
        for index, value in enumerate(values):
            look = {"num_format": "@"} if isinstance(value, str) else {}
            page.value(row, index, value, {"valign": "vcenter", **look, "bold": columns[index].column is Column.NAME})
        page.height(row, *zip(shown[row - 1], page.widths, strict=True))
    last = max(ROWS, len(rows) + 100)
    page.worksheet.ignore_errors({"number_stored_as_text": cells(0, 0, last, len(columns) - 1)})
    _offer_choices(page, columns, last)
    page.worksheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    page.finish(0, len(columns))
    page.worksheet.freeze_panes(1, 2)


def _fields(view: View) -> list[Field]:
    """The template's columns, those that somebody has a value in, and the export's own."""
    kept = [
        Field(column.title(view.language), _getter(column, view.language), column)
        for column in Column
        if (column in COLUMNS and COLUMNS[column].shown)
        or (column is Column.SIGNED_UP and view.policy.participants.sign_up)
        or any(_getter(column, view.language)(person) is not None for person in view.organisation.people)
    ]
    order = [column for column in COLUMNS if COLUMNS[column].shown]
    kept.sort(key=lambda field: order.index(field.column) if field.column in order else len(order))
    return kept + own_fields(view.organisation)


def _getter(column: Column, language: Language) -> Callable[[Person], str | int | date | None]:
    if column is Column.NETWORK:
        return lambda person: network_name(person.network, language) if person.network else None
    return person_value(column, language)


def _offer_choices(page: Page, columns: list[Field], last: int) -> None:
    """Drop-downs for yes and no, for the levels, and for managers among the ids."""
    view, sheet = page.book.view, page.worksheet
    lists = page.book.workbook.add_worksheet(Sheet.LISTS.title(view.language))
    lists.hide()
    levels = _levels(view)
    for row, level in enumerate(levels):
        lists.write_string(row, 0, clean(level))
    at = {field.column: index for index, field in enumerate(columns) if field.column is not None}
    for column, index in at.items():
        rule: dict[str, object] = {}
        if column in YES_NO:
            rule = {"validate": "list", "source": [yes_no(True, view.language), yes_no(False, view.language)]}
        elif column is Column.LEVEL:
            source = f"='{Sheet.LISTS.title(view.language)}'!$A$1:$A${len(levels)}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
        elif column is Column.MANAGER:
            first, end = (xl_rowcol_to_cell(row, at[Column.ID], row_abs=True, col_abs=True) for row in (1, last))
            rule = {"validate": "list", "source": f"={first}:{end}", "error_type": "warning"}
        elif column is Column.STARTED:
            rule = {"validate": "date", "criteria": ">", "value": date(1950, 1, 1), "error_type": "warning"}
        if rule:
            sheet.data_validation(1, index, last, index, rule)


def _levels(view: View) -> list[str]:
    """The levels to choose among: those in use from the top, then the policy's and our own names of the others."""
    order = list(Level)
    used = {person.level_name: order.index(person.level) for person in view.organisation.people if person.level_name}
    names = sorted(used, key=lambda name: (used[name], name))
    for level in order[:-1]:
        if level not in {person.level for person in view.organisation.people}:
            names += view.policy.levels.get(level) or (level_word(level, view.language),)
    return list(dict.fromkeys(names))


def _write_guide(book: Book, *, made_up: bool) -> None:
    """What to do, step by step, and what each column means."""
    page, language = book.page(TemplateSheet.GUIDE), book.view.language
    rows: list[tuple[Value, Value, Value]] = [
        (column.title(language), NEEDED[told.need][0] if told.shown else ADDED, told.meaning)
        for column, told in COLUMNS.items()
    ]
    page.columns([170, 220, 620])
    page.title(0, say("How to fill in the template"))
    row = 1
    for number, advice in enumerate((*(ADVICE[:1] if made_up else ()), *ADVICE[1:]), 1):
        said = say("{number}. {advice}", number=number, advice=advice)
        page.merged(row, 0, 2, said, book.style(text_wrap=True, valign="top"))
        page.height(row, (said, sum(page.widths)))
        row += 1
    row += 1
    for index, heading in enumerate((Heading.COLUMN, Heading.NEEDED, Heading.MEANS)):
        page.text(row, index, heading.title(language), book.heading())
    page.worksheet.set_row(row, 22)
    top = row
    for name, needed, meaning in rows:
        row += 1
        background, ink = dict(NEEDED.values()).get(needed, (palette.WHITE, palette.MUTED))  # type: ignore[arg-type]
        page.text(row, 0, name, book.row(bold=True, valign="top"))
        page.text(row, 1, needed, book.row(bg_color=background, font_color=ink, valign="top"))
        page.text(row, 2, meaning, book.row(valign="top"))
        page.height(row, (meaning, page.widths[2]))
    page.finish(top, 3)
    page.worksheet.freeze_panes(1, 0)
    page.worksheet.fit_to_pages(1, 1)
