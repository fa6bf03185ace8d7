"""The way from a file to an organisation, as a table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcompose.language import Language, listed
from netcompose.organisation import Organisation, Person, Place
from netcompose.read.calendar_sheets import with_calendar_sheets
from netcompose.read.columns import Columns, choose_columns, language_of
from netcompose.read.departments import departments
from netcompose.read.details import Company, Details, level_roles, network_id
from netcompose.read.files import open_book
from netcompose.read.further_sheets import joined
from netcompose.read.history import with_history
from netcompose.read.index import Index
from netcompose.read.leaders import draw_members, inherit_missing, leads_somebody, mark_leaders, members
from netcompose.read.levels import derived_levels, settle_levels
from netcompose.read.line_notes import note_lines, note_most_missing
from netcompose.read.lines import Lines, cut_circles, draw_lines, references
from netcompose.read.notebook import Notebook
from netcompose.read.people import UNRESOLVED, Node, people
from netcompose.read.rows import Entry, entries
from netcompose.read.source import Counts, Reading, Source
from netcompose.read.table import find_people, find_units, note_layout
from netcompose.read.units import Units, parent_column, place_in_table, units_from_rows, units_from_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcompose.read.grid import Book


@dataclass(kw_only=True)
class Reader:
    """One reading: the book, what was found in it, and the notes taken on the way."""

    book: Book
    how: Reading
    notebook: Notebook
    columns: Columns
    language: Language
    nodes: list[Node]
    chosen: list[Node]
    organisation: Organisation
    counts: Counts

    def source(self) -> Source:
        """What is handed over; the findings as they stand now."""
        return Source(
            organisation=self.organisation,
            findings=self.notebook.sorted(),
            columns=tuple(self.columns.choices),
            sheet=self.columns.table.sheet,
            header_row=self.columns.table.header_row,
            language=self.language,
            digest=self.book.digest,
            counts=self.counts,
            other_headers=self.columns.others(),
        )


def read_organisation(path: Path, how: Reading | None = None) -> Source:
    """The organisation from an org chart, with every finding and every choice that was made.

    Raises:
        Refused: the file cannot be used; all findings come with it.
    """
    reader = read_file(path, how or Reading())
    reader.organisation = with_history(reader.organisation, reader.book)
    return reader.source()


def read_file(path: Path, how: Reading) -> Reader:
    """One reading of one file (and of a second one with units)."""
    notebook = Notebook()
    book = open_book(path, notebook)
    units_book = open_book(how.units, notebook) if how.units is not None else None
    return read_book(book, how, notebook, units_book)


def read_book(book: Book, how: Reading, notebook: Notebook, units_book: Book | None = None) -> Reader:
    """From sheets of cells to people, lines, levels and departments."""
    today = how.today or date.today()
    table, *further = find_people(book, how, notebook)
    for each in (table, *further):
        note_layout(each, notebook)
    language = how.language or language_of(table)
    if further:
        table = joined(table, further, language, notebook)
    columns = choose_columns(table, how.columns, notebook)
    notebook.stop_on_errors()
    if not {"name", "first_name", "last_name"} & columns.of.keys():
        if table.is_units():
            notebook.refuse("NC131", table.sheet, file=book.name)
        notebook.refuse("NC112", table.sheet, headers=listed(*table.headers.values()))

    found = entries(columns, notebook)
    mark_leaders(found, columns, how, book.name)
    nodes = people(found, columns, today, notebook)
    if not any(node.is_person for node in nodes):
        notebook.refuse("NC127", table.sheet, **{"sheet": table.sheet})
    units = _place(nodes, found, book, units_book, columns, notebook)

    index = Index(nodes)
    named_by = references(columns, found, index, notebook)
    lines = draw_lines(nodes, named_by, index, units, columns, notebook)
    lines.known = _is_there_a_way(named_by, units, found, how, columns, notebook)
    cut_circles(nodes, columns, notebook)

    note_most_missing(lines, columns, notebook)
    inside = members(nodes, columns, how, book.name, notebook)
    inherit_missing(nodes, inside)
    note_lines(nodes, inside, lines, index, columns, notebook)
    notebook.stop_on_errors()

    chosen = sorted((node for node in nodes if id(node) in inside), key=lambda node: node.id)
    above, direct, followed = draw_members(nodes, inside)
    if followed:
        notebook.note("NC315", table.sheet, n=followed)
    organisation = _organisation(chosen, above, nodes, lines, columns, how, language, today, notebook)
    organisation = with_calendar_sheets(organisation, book, table.sheet, notebook)
    counts = _counts(found, nodes, chosen, organisation, direct, followed)
    return Reader(
        book=book,
        how=how,
        notebook=notebook,
        columns=columns,
        language=language,
        nodes=nodes,
        chosen=chosen,
        organisation=organisation,
        counts=counts,
    )


def _place(
    nodes: list[Node], found: list[Entry], book: Book, units_book: Book | None, columns: Columns, notebook: Notebook
) -> Units:
    """Everybody's units, row by row; a table of units goes before what the rows tell."""
    table = None
    if units_book is not None or not columns.table.ours:
        table = find_units(units_book or book, None if units_book else columns.table)
    if units_book is not None and table is None:
        notebook.refuse("NC122", file=units_book.name)
    if table is not None and not columns.table.ours:
        units = units_from_table(choose_columns(table, parent_column(table), Notebook(), of_units=True), notebook)
        unit_of = place_in_table(found, units, columns, notebook)
    else:
        units, unit_of = units_from_rows(found, columns, notebook)
    for node in nodes:
        node.units = [unit_of.get(entry.number) for entry in node.rows]  # type: ignore[misc]
        if len(node.rows) > 1:
            at = node.rows.index(node.main)
            node.rows.insert(0, node.rows.pop(at))
            node.units.insert(0, node.units.pop(at))
    return units


def _is_there_a_way(
    named_by: Sequence[object], units: Units, found: list[Entry], how: Reading, columns: Columns, notebook: Notebook
) -> bool:
    """Without a manager's column there must be units to go up, and leaders in them; or nobody asks for the lines."""
    if named_by:
        return True
    leaders_known = any(unit.leader_cells for unit in units.by_key.values()) or any(entry.leads for entry in found)
    if units.structured and leaders_known:
        return True
    headers = listed(*columns.table.headers.values())
    if how.lines_needed:
        notebook.refuse("NC113", columns.table.sheet, headers=headers)
    notebook.note("NC319", columns.table.sheet, headers=headers)
    return False


def _organisation(
    chosen: list[Node],
    above: dict[int, Node | None],
    nodes: list[Node],
    lines: Lines,
    columns: Columns,
    how: Reading,
    language: Language,
    today: date,
    notebook: Notebook,
) -> Organisation:
    details = Details(columns, language, today, notebook)
    company = Company(chosen, columns, notebook)
    leading = leads_somebody(nodes)
    roles = {id(node): details.entries(node, "roles") for node in chosen}
    listed_all = len(chosen) == sum(1 for node in nodes if node.is_person)
    derived = derived_levels(
        above, chosen, leading, level_roles(roles, leading, chosen, listed_all), details.counted_leaders, lines.known
    )
    levels = settle_levels(chosen, derived, how.levels, columns, language, notebook)
    department = departments(chosen, above, how.department_depth, columns, notebook)
    details = Details(columns, language, today, notebook)
    people_: list[Person] = []
    for node in chosen:
        manager = above[id(node)]
        level, level_name = levels[id(node)]
        people_.append(
            Person(
                id=node.id,
                name=node.name,
                level=level,
                level_name=level_name,
                manager=manager.id if manager else None,
                title=details.text(node, "title"),
                email=details.text(node, "email"),
                department=department[id(node)],
                workplace=details.text(node, "workplace"),
                started=details.date(node, "started"),
                new=details.answer(node, "new"),
                acting=details.acting(node),
                participates=details.answer(node, "participates"),
                signed_up=details.answer(node, "signed_up"),
                network=network_id(details.text(node, "network")),
                locked=bool(details.answer(node, "locked")),
                together=company.of(node, "together"),
                apart=company.of(node, "apart"),
                can_host=details.answer(node, "can_host"),
                can_mentor=details.answer(node, "can_mentor"),
                max_mentees=details.number(node, "max_mentees"),
                hosted=details.number(node, "hosted"),
                competences=details.entries(node, "competences"),
                wishes=details.entries(node, "wishes"),
                unavailable=details.entries(node, "unavailable"),
                away=details.away(node),
                roles=roles[id(node)],
                own_columns=details.own_columns(node),
                place=Place(*notebook.place(columns.table.sheet, node.number)),
            )
        )
    return Organisation(tuple(people_))


def _counts(
    found: list[Entry], nodes: list[Node], chosen: list[Node], organisation: Organisation, direct: int, followed: int
) -> Counts:
    living = [node for node in nodes if node.is_person]
    unresolved = sum(1 for node in chosen if node.line in UNRESOLVED)
    return Counts(
        rows=len(found),
        people=len(living),
        leaders=len(chosen),
        departments=len({person.department for person in organisation.people if person.department}),
        resolved=direct,
        followed=followed,
        unresolved=unresolved,
        tops=len(chosen) - direct - followed - unresolved,
        staff_resolved=sum(1 for node in living if node.superior is not None),
        staff_unresolved=sum(1 for node in living if node.line in UNRESOLVED),
    )
