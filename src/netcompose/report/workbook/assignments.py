"""The sheet that HR edits and hands in again: one row a person, with every column the org chart had."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from netcompose.language import say
from netcompose.report.alphabet import alphabetical
from netcompose.report.workbook import palette
from netcompose.report.workbook.book import PAGE_WIDTH, cells, clean, fitting
from netcompose.report.workbook.pairs import breaks_with, pairs, write_pairs
from netcompose.sheets import ROSTER, Column, Sheet, written_seat, yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netcompose.language import Language
    from netcompose.organisation import Organisation, Person
    from netcompose.report.view import View
    from netcompose.report.workbook.book import Book, Page

ALWAYS: Final = {Column.ID, Column.NAME, Column.NETWORK, Column.LOCKED, Column.LEVEL, Column.DEPARTMENT, Column.MANAGER}
YES_NO: Final = {
    Column.LOCKED,
    Column.NEW,
    Column.ACTING,
    Column.PARTICIPATES,
    Column.SIGNED_UP,
    Column.CAN_HOST,
    Column.CAN_MENTOR,
}
FLAGS: Final = {Column.LOCKED, Column.ACTING}  # yes or nothing; the others of YES_NO can also be a plain no
TABLE: Final = "Assignments"
NETWORK_NAMES: Final = "NetworkNames"
SPARE_ROWS: Final = 100  # below the list, for people whom HR adds
LONGEST_HEADER: Final = 120  # a table's heading may have 255 characters, of which an emoji is two
SMALLEST_PRINT: Final = 60  # percent; smaller print is not read
NETWORK_RANK: Final = 2  # columns that stay in sight: id, name, network

CellValue = str | int | date | None


@dataclass(frozen=True)
class Field:
    """One column: its heading, its value for a person, and which of ours it is (None for the sheet's own)."""

    header: str
    value: Callable[[Person], CellValue]
    column: Column | None = None


def write_assignments(book: Book, columns: list[Field]) -> None:
    """The people as a table with filters and drop-downs; a hand edit that breaks a rule is seen at once."""
    page = book.page(Sheet.ASSIGNMENTS)
    people = listed_people(book.view)
    rows = [[field.value(person) for field in columns] for person in people]
    shown = [["" if value is None else clean(book.view.say(value)) for value in row] for row in rows]
    page.columns(
        fitting(
            [field.header + "      ", *(row[index] for row in shown)],
            60,
            300 if field.column is not Column.NAME else 260,
        )
        for index, field in enumerate(columns)
    )
    styles = [(book.row(**_look(field.column, True)), _look(field.column, False)) for field in columns]
    for row, values in enumerate(rows, 1):
        for index, (value, (of_text, look)) in enumerate(zip(values, styles, strict=True)):
            if isinstance(value, str):
                page.text(row, index, value, of_text)
            else:
                page.value(row, index, value, look)
        page.height(row, *zip(shown[row - 1], page.widths, strict=True))
    _make_table(page, columns, len(rows))
    _offer_choices(page, columns, len(rows))
    _warn_of_hand_edits(page, columns, len(rows))
    page.finish(0, len(columns))
    _print_readably(page)
    page.worksheet.freeze_panes(1, NETWORK_RANK + 1)


def _print_readably(page: Page) -> None:
    """As many pages across as keep the print readable, each with id, name and network before the rest."""
    repeated, width = sum(page.widths[: NETWORK_RANK + 1]), sum(page.widths)
    room = PAGE_WIDTH * 100 // SMALLEST_PRINT
    pages = 1 if width <= room else 1 + math.ceil((width - room) / max(1, room - repeated))
    if pages > 1:
        page.worksheet.fit_to_pages(pages, 0)
        page.worksheet.repeat_columns(0, NETWORK_RANK)


def listed_people(view: View) -> list[Person]:
    """Everybody in the order of the list, the first in the row below the headings."""
    return sorted(view.organisation.people, key=_order(view))


def _order(view: View) -> Callable[[Person], tuple[object, ...]]:
    """Network by network, then by name; those without a seat last, open questions before the rest."""
    rank = {network.id: index for index, network in enumerate(view.networks)}
    seats = view.plan.composition.seats
    asked = {person.leader for person in view.plan.not_placed}

    def order(person: Person) -> tuple[object, ...]:
        seat = rank[seats[person.id]] if person.id in seats else len(rank) + (person.id not in asked)
        return seat, alphabetical(person.name), person.id

    return order


def fields(view: View) -> list[Field]:
    """Our columns in their order, without those that nobody has a value in, then the sheet's own by their headers."""
    ours = [Field(column.title(view.language), _getter(view, column), column) for column in Column]
    kept = [
        field
        for field in ours
        if field.column in ALWAYS or any(field.value(person) is not None for person in view.organisation.people)
    ]
    return kept + own_fields(view.organisation)


def _getter(view: View, column: Column) -> Callable[[Person], CellValue]:
    """How to read a column's value from a person, as the sheet writes it."""
    seats, language = view.plan.composition.seats, view.language

    def network(person: Person) -> CellValue:
        return view.network_name(seats[person.id]) if person.id in seats else None

    def hosted(person: Person) -> CellValue:
        """Turns as host up to now, this plan's included: what next year's turns begin from."""
        return ((person.hosted or 0) + view.turns[person.id]) or None

    special = {Column.NETWORK: network, Column.HOSTED: hosted}
    return special.get(column) or person_value(column, language)


def person_value(column: Column, language: Language) -> Callable[[Person], CellValue]:
    """What a person's cell of a column says; nothing for a flag that is not set."""
    read, is_flag = attrgetter("level_name" if column is Column.LEVEL else column.field), column in FLAGS

    def value(person: Person) -> CellValue:
        found = read(person)
        return None if found is False and is_flag else _written(found, language)

    return value


def _written(value: object, language: Language) -> CellValue:
    """A field's value in a cell: yes and no as words, lists with semicolons, no text as an empty cell."""
    match value:
        case str():
            return value or None
        case bool():
            return yes_no(value, language)
        case tuple():
            return "; ".join(value) or None
        case int() | date():
            return value
        case _:
            return None


def own_fields(organisation: Organisation) -> list[Field]:
    """The sheet's own columns, each under a heading that no other column has; Excel tells them apart without regard to case."""
    wanted = _in_order([_numbered(header for header, _ in person.own_columns) for person in organisation.people])
    taken = {title.casefold() for column in Column for title in column.titles}
    result = []
    for header, occurrence in wanted:
        free = _free(" ".join(clean(header).split())[:LONGEST_HEADER] or "…", taken)
        taken.add(free.casefold())
        result.append(Field(free, _own_value(header, occurrence)))
    return result


def _numbered(headers: Iterable[str]) -> list[tuple[str, int]]:
    """Headings with how many times each has come so far: a sheet may use one twice."""
    seen: Counter[str] = Counter()
    result = []
    for header in headers:
        seen[header] += 1
        result.append((header, seen[header]))
    return result


def _in_order(sequences: list[list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """One order for all columns that agrees with everybody's own: somebody without a value lacks the column, not its place."""
    before: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for sequence in sequences:
        for key in sequence:
            before.setdefault(key, set())
        for first, second in pairwise(sequence):
            before[second].add(first)
    result: list[tuple[str, int]] = []
    while before:
        free = next((key for key, needed in before.items() if not needed & before.keys()), next(iter(before)))
        del before[free]
        result.append(free)
    return result


def _own_value(header: str, occurrence: int) -> Callable[[Person], CellValue]:
    def value(person: Person) -> CellValue:
        found = [text for own, text in person.own_columns if own == header]
        return (found[occurrence - 1] or None) if len(found) >= occurrence else None

    return value


def _free(header: str, taken: set[str]) -> str:
    """The heading, or the first of "heading (2)", "heading (3)" … that no other column has."""
    candidate, number = header, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{header} ({number})"
    return candidate


def _look(column: Column | None, is_text: bool) -> dict[str, object]:
    """The properties of a cell's format."""
    look: dict[str, object] = {"valign": "vcenter"}
    if column is Column.ID:
        look |= {"font_color": palette.MUTED, "bg_color": palette.PALE}
    elif column is Column.NAME:
        look["bold"] = True
    elif column in YES_NO:
        look["align"] = "center"
    if is_text:
        look["num_format"] = "@"
    return look


def _make_table(page: Page, columns: list[Field], count: int) -> None:
    for index, field in enumerate(columns):
        page.text(0, index, field.header, page.book.heading())
    page.worksheet.set_row(0, 22)
    if count == 0:
        return
    last = len(columns) - 1
    page.worksheet.ignore_errors({"number_stored_as_text": cells(0, 0, count, last)})
    code = page.worksheet.add_table(
        0,
        0,
        count,
        last,
        {
            "name": TABLE,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "columns": [{"header": field.header, "header_format": page.book.heading()} for field in columns],
        },
    )
    if code:
        raise ValueError(f"the table of people could not be written (code {code})")


def _offer_choices(page: Page, columns: list[Field], count: int) -> None:
    """Drop-downs for the network and for yes and no; a second thought before an id is changed."""
    view, sheet, last = page.book.view, page.worksheet, count + SPARE_ROWS
    lists = page.book.workbook.add_worksheet(Sheet.LISTS.title(view.language))
    lists.hide()
    for row, network in enumerate(view.networks):
        lists.write_string(row, 0, clean(view.network_name(network.id)))
    for row, person in enumerate(view.organisation.people):  # what `check` compares hand edits with
        lists.write_string(
            row, ROSTER, clean(written_seat(person.id, person.name, view.plan.composition.seats.get(person.id)))
        )
    page.book.workbook.define_name(
        NETWORK_NAMES, f"='{Sheet.LISTS.title(view.language)}'!$A$1:$A${max(1, len(view.networks))}"
    )
    at = {field.column: index for index, field in enumerate(columns) if field.column is not None}
    ids, networks = (
        f"'{Sheet.ASSIGNMENTS.title(view.language)}'!{column_range(at[which], count)}"
        for which in (Column.ID, Column.NETWORK)
    )
    write_pairs(page.book, lists, ids, networks)
    for index, field in enumerate(columns):
        if field.column is Column.NETWORK:
            sheet.data_validation(
                1,
                index,
                last,
                index,
                {
                    "validate": "list",
                    "source": f"={NETWORK_NAMES}",
                    "error_title": view.say(say("No such network"))[:32],
                    "error_message": view.say(say("Choose one of the networks in the list, or leave the cell empty."))[
                        :255
                    ],
                },
            )
            note = view.say(
                say(
                    "Move a person by choosing another network here. Red: a superior sits with a subordinate, or two who "
                    "must be apart sit together, or the other way round. Amber: the network is too small or too large."
                )
            )
            sheet.write_comment(0, index, note, {"x_scale": 2.2, "y_scale": 1.1})
        elif field.column in YES_NO:
            sheet.data_validation(
                1,
                index,
                last,
                index,
                {"validate": "list", "source": [yes_no(True, view.language), yes_no(False, view.language)]},
            )
        elif field.column is Column.ID and count:
            # Not protected: a protected sheet can be neither sorted nor filtered. New rows below are free.
            sheet.data_validation(
                1,
                index,
                count,
                index,
                {
                    "validate": "custom",
                    "value": "=FALSE",
                    "error_type": "warning",
                    "error_title": view.say(say("Keep the id"))[:32],
                    "error_message": view.say(say("The id is how this person is found again. Change it anyway?"))[:255],
                },
            )


def size_range(view: View, stratum: str | None = None) -> tuple[int, int]:
    """Fewest and most members that the policy allows a network of a stratum; of any stratum when none is given."""
    sizes = [
        part.size or view.policy.networks.size for part in view.policy.strata if stratum is None or part.name == stratum
    ] or [view.policy.networks.size]
    return min(size.smallest for size in sizes), max(size.largest for size in sizes)


def exempt_levels(view: View) -> list[str]:
    """The sheet's names of the levels that may meet those below them."""
    exempt = view.policy.rules.reporting_exempt
    return sorted({clean(person.level_name) for person in view.organisation.people if person.level in exempt})


def quoted(text: str) -> str:
    """A text within a formula; one longer than a formula takes is cut."""
    return '"' + text[:200].replace('"', '""') + '"'


def column_range(column: int, count: int) -> str:
    """The cells of a column of the list, and of the spare rows below it, e.g. "$C$2:$C$190"."""
    first, end = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (1, count + SPARE_ROWS))
    return f"{first}:{end}"


def _warn_of_hand_edits(page: Page, columns: list[Field], count: int) -> None:
    """In the network column, red: a superior and a subordinate share it; amber: its size breaks the policy.

    Compared with "=" and not COUNTIF, for which "0012" equals "12" and "*" equals anything.
    """
    at = {field.column: index for index, field in enumerate(columns) if field.column is not None}
    last = count + SPARE_ROWS
    rules, column = page.book.view.policy, at[Column.NETWORK]

    def here(what: Column) -> str:
        return str(xl_rowcol_to_cell(1, at[what], col_abs=True))

    def all_of(what: Column) -> str:
        return column_range(at[what], count)

    network, (smallest, largest) = here(Column.NETWORK), size_range(page.book.view)
    same_network = f"({all_of(Column.NETWORK)}={network})"
    red, amber = (
        page.book.workbook.add_format({"bg_color": background, "font_color": ink, "bold": True})
        for background, ink in (palette.BAD, palette.WARN)
    )
    wrong: list[str] = []
    if rules.rules.reporting_line != "off":
        exempt = exempt_levels(page.book.view)
        counted = "".join(f"*({all_of(Column.LEVEL)}<>{quoted(level)})" for level in exempt)
        bound = "".join(f",{here(Column.LEVEL)}<>{quoted(level)}" for level in exempt)
        superior_here = (
            f'AND({here(Column.MANAGER)}<>"",'
            f"SUMPRODUCT(({all_of(Column.ID)}={here(Column.MANAGER)})*{same_network}{counted})>0)"
        )
        subordinate_here = (
            f'AND({here(Column.ID)}<>""{bound},'
            f"SUMPRODUCT(({all_of(Column.MANAGER)}={here(Column.ID)})*{same_network})>0)"
        )
        wrong += [superior_here, subordinate_here]
    if pairs(page.book.view):
        wrong.append(f'AND({here(Column.ID)}<>"",{breaks_with(here(Column.ID))})')
    if wrong:
        criteria = f'=AND({network}<>"",OR({",".join(wrong)}))'
        page.worksheet.conditional_format(
            1, column, last, column, {"type": "formula", "criteria": criteria, "format": red}
        )
    members = f"SUMPRODUCT({same_network}*1)"
    criteria = f'=AND({network}<>"",OR({members}<{smallest},{members}>{largest}))'
    page.worksheet.conditional_format(
        1, column, last, column, {"type": "formula", "criteria": criteria, "format": amber}
    )
