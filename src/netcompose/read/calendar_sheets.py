"""Sheets beside the list of people: closed days, the topic bank, and a survey of themes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from netcompose.organisation import Days, Topic
from netcompose.read.spells import spells
from netcompose.read.text import id_key, login_key, name_key, shown, squash, yes_or_no
from netcompose.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netcompose.organisation import Organisation
    from netcompose.read.grid import Book, Grid, Row
    from netcompose.read.notebook import Notebook
    from netcompose.read.text import Cell

CLOSED: Final = frozenset(
    {
        *map(squash, Sheet.CLOSED_DAYS.titles),
        "lukkedag",
        "lukkeuger",
        "lukkeperioder",
        "ferielukket",
        "closed",
        "closures",
    }
)
TOPICS: Final = frozenset({*map(squash, Sheet.TOPICS.titles), "emner", "emnebanken", "topics", "topicbank"})
SURVEY: Final = frozenset(
    {
        *(
            "oensker",
            "temaoensker",
            "oensketemaer",
            "spoergeskema",
            "spoergeskemasvar",
            "temaskema",
            "behovsafdaekning",
        ),
        *("wishes", "survey", "themesurvey", "surveyanswers", "themewishes"),
    }
)
"""Titles of sheets, folded, that hold each of them."""

_WEEK: Final = frozenset({"uge", "ugenr", "ugenummer", "week", "weekno", "weeknumber"})
_TOPIC: Final = frozenset({"emne", "emner", "tema", "temaer", "topic", "topics", "theme", "themes", "titel", "title"})
_VOTES: Final = frozenset({"stemmer", "antalstemmer", "votes", "oensker", "antaloensker", "wishes"})
_MEETING: Final = frozenset({"moede", "moedenr", "meeting", "meetingno"})
_ID: Final = frozenset({"id", "medarbejdernr", "medarbejdernummer", "lederid", "employeeid", "leaderid"})
_NAME: Final = frozenset({"navn", "name", "leder", "leader", "fuldenavn", "fullname"})
_EMAIL: Final = frozenset({"email", "mail", "emailadresse", "emailaddress"})
_WISH: Final = re.compile("oensk|tema|emne|theme|topic|wish|forslag")
_HEADERS_WITHIN: Final = 10


def with_calendar_sheets(organisation: Organisation, book: Book, people_sheet: str, notebook: Notebook) -> Organisation:
    """The organisation with what these sheets say; a file without them is as good."""
    closed: list[Days] = []
    topics: list[Topic] = []
    for grid in book.grids:
        title = squash(grid.title)
        if grid.title == people_sheet:
            continue
        if title in CLOSED:
            closed += _closed(grid, notebook)
        elif title in TOPICS:
            topics += _topics(grid, notebook)
        elif title in SURVEY:
            organisation, anonymous = _with_wishes(organisation, grid, notebook)
            topics += anonymous
    return replace(organisation, closed=tuple(dict.fromkeys(closed)), topics=_together(topics))


def _closed(grid: Grid, notebook: Notebook) -> Iterator[Days]:
    """The closed days: a date a row, or from and to, or a week; text beside them is a remark, and rows before the first are headings."""
    week_columns: set[int] = set()
    found = 0
    for row in grid.rows:
        days = _days_of(row, week_columns)
        if days:
            found += 1
            yield from days
        elif not found:
            week_columns |= {i for i, cell in enumerate(row.cells) if isinstance(cell, str) and squash(cell) in _WEEK}
        else:
            column, text = next((i, shown(cell)) for i, cell in enumerate(row.cells) if cell != "")
            notebook.note("NC432", grid.title, row.number, column, text, value=text, listing=grid.title)
    if found:
        notebook.note("NC433", grid.title, listing=grid.title, n=found)


def _days_of(row: Row, week_columns: set[int]) -> tuple[Days, ...]:
    """What a row closes: its dates before anything else, two of them being first and last day; else its weeks."""
    dates: list[Days] = []
    weeks: list[Days] = []
    for column, cell in enumerate(row.cells):
        if isinstance(cell, str) and column in week_columns and re.fullmatch(r"\d{1,2}(\.0)?", cell):
            weeks += spells(f"uge {int(float(cell))}")
        elif isinstance(cell, date):
            dates.append(Days(cell, cell))
        elif cell:
            for days in spells(cell, days_only=True):
                (weeks if days.week is not None else dates).append(days)
    match dates:
        case [Days() as first, Days() as last] if (
            first.first == first.last
            and last.first == last.last
            and first.every_year == last.every_year
            and first.first is not None
            and last.first is not None
            and (first.every_year or first.first <= last.first)
        ):
            return (Days(first.first, last.first, every_year=first.every_year),)
        case []:
            first_text = next((cell for cell in row.cells if isinstance(cell, str) and cell), "")
            return tuple(weeks) or spells(first_text)
    return tuple(dates)


@dataclass(frozen=True, slots=True)
class _Columns:
    """A header row's columns, by what they are for; `start` is where the rows below it begin."""

    of: dict[str, int]
    headers: dict[int, str]
    start: int

    @property
    def person(self) -> tuple[int, ...]:
        """The columns that say who a row is about, the surest first."""
        return tuple(self.of[name] for name in ("id", "email", "name") if name in self.of)


def _columns(grid: Grid, kinds: dict[str, Iterable[str]]) -> _Columns | None:
    """The first row that has one of these headers."""
    for index, row in enumerate(grid.rows[:_HEADERS_WITHIN]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            for kind, words in kinds.items():
                if isinstance(cell, str) and squash(cell) in words:
                    found.setdefault(kind, column)
        if found:
            return _Columns(found, {i: shown(cell) for i, cell in enumerate(row.cells) if cell != ""}, index + 1)
    return None


def _topics(grid: Grid, notebook: Notebook) -> list[Topic]:
    """The topic bank: a topic a row, with its votes and its meeting where there are such columns."""
    columns = _columns(grid, {"topic": _TOPIC, "votes": _VOTES, "meeting": _MEETING})
    if columns is None or "topic" not in columns.of:
        columns = _Columns({"topic": 0}, {}, columns.start if columns else 0)
    found = []
    for row in grid.rows[columns.start :]:
        name = shown(row.cell(columns.of["topic"]))
        if name:
            votes, meeting = (_number(row, columns.of.get(kind)) for kind in ("votes", "meeting"))
            found.append(Topic(name, votes or 0, meeting or None))
    if found:
        notebook.note("NC434", grid.title, listing=grid.title, n=len(found))
    return found


def _number(row: Row, column: int | None) -> int | None:
    text = "" if column is None else shown(row.cell(column))
    digits = text.split()[-1].removesuffix(".0") if text else ""
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def _together(topics: list[Topic]) -> tuple[Topic, ...]:
    """Each topic once, its votes added up."""
    once: dict[str, Topic] = {}
    for topic in topics:
        key = " ".join(topic.name.casefold().split())
        known = once.get(key)
        once[key] = (
            topic
            if known is None
            else Topic(
                known.name, known.votes + topic.votes, known.meeting if known.meeting is not None else topic.meeting
            )
        )
    return tuple(once.values())


def _with_wishes(organisation: Organisation, grid: Grid, notebook: Notebook) -> tuple[Organisation, list[Topic]]:
    """The wishes of a survey with whoever they are of; a survey without names gives votes for topics."""
    columns = _columns(grid, {"id": _ID, "email": _EMAIL, "name": _NAME}) or _Columns(
        {}, {i: shown(cell) for i, cell in enumerate(grid.rows[0].cells) if cell != ""} if grid.rows else {}, 1
    )
    asked = _asked(grid, columns)
    index = _index(organisation)
    wishes: dict[str, list[str]] = {}
    nobody: Counter[str] = Counter()
    answers = 0
    for row in grid.rows[columns.start :]:
        wanted = list(
            dict.fromkeys(wish for column in asked for wish in _wishes(row.cell(column), columns.headers[column]))
        )
        if not wanted:
            continue
        answers += 1
        if not columns.person:
            nobody.update(wanted)
            continue
        person = next((index[key] for c in columns.person for key in _keys(row.cell(c)) if key in index), None)
        if person is None:
            column = columns.person[-1]
            text = shown(row.cell(column))
            notebook.note("NC435", grid.title, row.number, column, text, value=text, listing=grid.title)
        else:
            wishes.setdefault(person, []).extend(wanted)
    if answers:
        notebook.note("NC434", grid.title, listing=grid.title, n=answers)
    changed = {
        id: replace(organisation.person(id), wishes=tuple(dict.fromkeys((*organisation.person(id).wishes, *more))))
        for id, more in wishes.items()
    }
    return organisation.with_people(changed), [Topic(name, votes) for name, votes in nobody.items()]


def _asked(grid: Grid, columns: _Columns) -> list[int]:
    """The columns with wishes: those whose headers speak of themes, or that are ticked or numbered; never those that say who."""
    rows = grid.rows[columns.start :]

    def ticked(column: int) -> bool:
        cells = [cell for row in rows if (cell := row.cell(column)) != ""]
        return bool(cells) and all(yes_or_no(cell) is not None for cell in cells)

    others = [column for column in columns.headers if column not in columns.of.values()]
    named = [column for column in others if _WISH.search(squash(columns.headers[column]))]
    return sorted({*named, *(column for column in others if ticked(column))})


def _wishes(cell: Cell, header: str) -> list[str]:
    """What one cell wishes for: the column's own theme when it is ticked, else the themes written in it."""
    answer = yes_or_no(cell)
    if answer is not None:
        return [header] if answer else []
    return [wish for part in shown(cell).split(";") if (wish := part.strip())]


def _index(organisation: Organisation) -> dict[str, str]:
    """People by id, e-mail and name; a name that two people share is nobody's."""
    names = Counter(name_key(person.name) for person in organisation.people)
    found: dict[str, str] = {}
    for person in organisation.people:
        found.setdefault(f"id {id_key(person.id)}", person.id)
        if person.email:
            found.setdefault(f"mail {login_key(person.email)}", person.id)
        if names[name_key(person.name)] == 1:
            found.setdefault(f"name {name_key(person.name)}", person.id)
    return found


def _keys(cell: Cell) -> tuple[str, ...]:
    text = shown(cell)
    return (f"id {id_key(text)}", f"mail {login_key(text)}", f"name {name_key(text)}") if text else ()
