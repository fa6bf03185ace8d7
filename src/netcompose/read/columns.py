"""Which column holds what: the user's word first, then the headers' words, and where these leave a doubt, the values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from netcompose.language import Language, Sentence, listed, locale_language, say
from netcompose.read.chain_columns import take_chain
from netcompose.read.column_notes import note_second_managers, settle_rest, suggest_headers
from netcompose.read.grid import letters
from netcompose.read.headers import fields_of
from netcompose.read.path_columns import take_path_in_cell, take_paths
from netcompose.read.profile import Profile, fits, profile
from netcompose.read.source import ColumnChoice
from netcompose.read.suggest import nearest
from netcompose.read.text import fold, holds_personal_number, mask, may_be_personal_number, squash
from netcompose.read.vocabulary import FIELDS, HEADERS, MANAGER_FIELDS, status_of
from netcompose.sheets import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.read.notebook import Notebook
    from netcompose.read.table import Table

_DROPPED: Final = ("personal_number", "personal_data")
_ORDER: Final = (
    "first_name",
    "middle_name",
    "last_name",
    "id",
    "person_key",
    "email",
    "name",
    "username",
    "post",
    "co_leader",
    "leader_flag",
    "vacancy",
    "manager_id",
    "manager_email",
    "manager_username",
    "manager_name",
    "manager_post",
    "manager_title",
    "unit_path",
    "unit_leader",
    "parent_unit",
    "manager",
    "level",
    "direct_reports",
    "leader_reports",
    "roles",
    "title",
    "department",
    "unit",
    "unit_name",
    "workplace",
    "started",
    "start_date",
    "end_date",
    "status",
    "primary",
    "network",
    "locked",
    "new",
    "acting",
    "participates",
    "signed_up",
    "together",
    "apart",
    "can_host",
    "can_mentor",
    "max_mentees",
    "hosted",
    "competences",
    "wishes",
    "unavailable",
)
"""Who chooses first: the fields that only few headers can mean before those that many can."""
_RIVALS: Final = frozenset({"id", "name", "level", "department", "title", "email", "workplace", "started", "network"})
_ROWS_LOOKED_AT: Final = 50
_CPR: Final = re.compile(r"(?i)(?:\b|_)cpr(?:\b|_)|personnummer")
_NUMBERED: Final = re.compile(r"(unit_path|manager)_([1-9]\d?)")
"""Fields of several columns: units from the root down, managers from the nearest up."""
_OWN_NAME: Final = frozenset({"leder", "leader", "manager", "chef", "ledere", "leaders", "managers", "chefer"})
_OF_LEADERS: Final = _OWN_NAME | {"ledernavn", "lederensnavn", "leadername", "lederid", "lederensid", "leaderid"}


@dataclass(kw_only=True)
class Columns:
    """Field → column. `paths` are the unit path's columns from the root, `chain` those of the managers from the nearest up.

    `co_leaders` are the columns of co-leaders, `dropped` those that hold personal data.
    """

    table: Table
    of: dict[str, int] = field(default_factory=dict)
    paths: tuple[int, ...] = ()
    chain: tuple[int, ...] = ()
    co_leaders: tuple[int, ...] = ()
    dropped: set[int] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    choices: list[ColumnChoice] = field(default_factory=list)
    profiles: dict[int, Profile] = field(default_factory=dict)

    starts: tuple[int, ...] = ()
    status_means_current: bool = False

    def header(self, name: str) -> str:
        """The header of the column that holds a field."""
        return self.table.headers[self.of[name]]

    def of_leaders(self) -> str | None:
        """The header of the names or ids when it says that they are leaders: "Leder", "Ledernavn", "Enhedens leder"."""
        for name in ("name", "id"):
            header = self.header(name) if name in self.of else ""
            unit_leader = name == "name" and any(field == "unit_leader" for field, *_ in fields_of(header))
            if unit_leader or squash(header) in _OF_LEADERS:
                return header
        return None

    def managers(self) -> list[str]:
        """The fields that name the manager, the strongest key first; one that the user chose goes before all."""
        found = [name for name in MANAGER_FIELDS if name in self.of]
        return sorted(found, key=lambda name: name not in self.asked)

    @property
    def used(self) -> set[int]:
        """The columns that were taken for something, or dropped."""
        return {*self.of.values(), *self.paths, *self.chain, *self.co_leaders, *self.dropped}

    def others(self) -> tuple[str, ...]:
        """The headers of the other columns."""
        used = self.used
        return tuple(header for column, header in self.table.headers.items() if column not in used)

    def drop(self, name: str) -> None:
        """Take back which column holds a field."""
        del self.of[name]
        self.choices = [choice for choice in self.choices if choice.field != name]

    def profile(self, column: int) -> Profile:
        """What the column's values look like."""
        if column not in self.profiles:
            self.profiles[column] = profile(self.table.rows, column)
        return self.profiles[column]

    def choose(self, name: str, column: int, reason: Sentence, alternatives: tuple[str, ...] = ()) -> None:
        """Settle which column holds a field."""
        self.of[name] = column
        header, place = self.table.headers[column], letters(column)
        if column == self.table.of_sheets:
            place, reason = "–", say("the list has a sheet for each")
        self.choices.append(ColumnChoice(name, header, self.table.sheet, place, reason, alternatives))


def choose_columns(table: Table, wanted: Mapping[str, str], notebook: Notebook, *, of_units: bool = False) -> Columns:
    """The meaning of each column; whatever could be meant otherwise is noted. `of_units`: the rows are units, not people."""
    columns = Columns(table=table)
    _drop_personal(columns, notebook)
    _take_asked(columns, wanted, notebook)
    if table.ours:
        _take_ours(columns)
        return columns
    take_paths(columns)
    candidates = _candidates(columns)
    for name in _ORDER:
        _take_best(columns, name, candidates, notebook)
    if not of_units:
        _take_own_name(columns, candidates, notebook)
        take_chain(columns)
    take_path_in_cell(columns)
    _take_coleaders(columns)
    _read_history(columns)
    note_second_managers(columns, notebook)
    if not of_units and "parent_unit" in columns.of and columns.of_leaders():
        _take_leaders_own(columns)
    settle_rest(columns, notebook)
    suggest_headers(columns, notebook)
    return columns


def language_of(table: Table) -> Language:
    """The language that most headers are written in; the machine's when neither leads."""
    score = dict.fromkeys(Language, 0)
    for header in table.headers.values():
        languages = {language for _, _, language in fields_of(header) if language is not None}
        if len(languages) == 1:
            score[languages.pop()] += 1
        elif re.search("[æøåÆØÅ]", header):
            score[Language.DA] += 1
    if score[Language.DA] == score[Language.EN]:
        return locale_language()
    return max(Language, key=score.__getitem__)


def _drop_personal(columns: Columns, notebook: Notebook) -> None:
    for column, header in columns.table.headers.items():
        by_name = any(name in _DROPPED for name, *_ in fields_of(header)) or _CPR.search(header)
        if by_name or _holds_personal_numbers(columns.table, column):
            columns.dropped.add(column)
            notebook.note("NC123", columns.table.sheet, columns.table.header_row, column, header=mask(header))


def _holds_personal_numbers(table: Table, column: int) -> bool:
    """Whether nearly all of the first cells are personal numbers, whatever the header says."""
    found = [cell for row in table.rows[:_ROWS_LOOKED_AT] if isinstance(cell := row.cell(column), str) and cell]
    return bool(found) and sum(
        1 for cell in found if holds_personal_number(cell) or may_be_personal_number(cell)
    ) >= 0.8 * len(found)


def _take_asked(columns: Columns, wanted: Mapping[str, str], notebook: Notebook) -> None:
    table = columns.table
    headers = listed(*table.headers.values())
    numbered: dict[str, dict[int, int]] = {"unit_path": {}, "manager": {}}
    for name, header in wanted.items():
        one_of = _NUMBERED.fullmatch(name)
        if name not in FIELDS and one_of is None:
            notebook.note("NC115", field=name, nearest=nearest(name, FIELDS), fields=", ".join(FIELDS))
            continue
        column = table.column(header)
        if column is None:
            notebook.note(
                "NC114",
                table.sheet,
                field=name,
                header=header,
                headers=headers,
                nearest=nearest(header, table.headers.values()),
            )
            continue
        if column in columns.dropped:
            continue
        columns.asked.add(name)
        columns.choose(name, column, say("you said so"))
        if one_of is not None:
            numbered[one_of[1]][int(one_of[2])] = columns.of.pop(name)
    columns.paths, columns.chain = (tuple(column for _, column in sorted(found.items())) for found in numbered.values())


def _take_ours(columns: Columns) -> None:
    """On our own Assignments sheet the titles are exact, and every other column is the file's own."""
    for column, header in columns.table.headers.items():
        for ours in Column:
            if ours.field not in columns.of and column not in columns.of.values() and header in ours.titles:
                columns.choose(ours.field, column, say("it is the column that netcompose writes"))
                break


def _candidates(columns: Columns) -> dict[str, list[tuple[int, int]]]:
    """Field → (place of the header in the vocabulary, column), for all columns that are still free."""
    taken = {*columns.of.values(), *columns.paths, *columns.dropped}
    found: dict[str, list[tuple[int, int]]] = {}
    for column, header in columns.table.headers.items():
        if column in taken:
            continue
        for name, place, _ in fields_of(columns.table.renamed.get(column, header)):
            found.setdefault(name, []).append((place, column))
    return found


def _take_best(columns: Columns, name: str, candidates: dict[str, list[tuple[int, int]]], notebook: Notebook) -> None:
    if name in columns.of:
        return
    taken = {*columns.of.values(), *columns.paths}
    free = [(place, column) for place, column in candidates.get(name, ()) if column not in taken]
    free = [(place, column) for place, column in free if _means(columns, name, column, candidates)]
    fitting = [(place, column) for place, column in free if fits(name, columns.profile(column), sole=len(free) == 1)]
    if not fitting:
        return
    _, best = min(fitting, key=lambda candidate: _preference(columns, name, *candidate))
    filled = [column for _, column in fitting if column != best and columns.profile(column).count]
    if name == "id":  # "Leder-id" beside "Id" is the manager's
        filled = [column for column in filled if not _may_be_managers(columns.table.headers[column])]
    others = tuple(columns.table.headers[column] for column in filled)
    same_words = len(fields_of(columns.table.renamed.get(best, columns.table.headers[best]))) == 1
    reason = say("its header says so") if same_words else say("its header may say so, and its values look like it")
    columns.choose(name, best, reason, others)
    if name in _RIVALS:
        for other in others:
            notebook.note(
                "NC117",
                columns.table.sheet,
                columns.table.header_row,
                best,
                field=name,
                header=columns.table.headers[best],
                other=other,
            )


def _may_be_managers(header: str) -> bool:
    return any(field in MANAGER_FIELDS for field, *_ in fields_of(header))


def _means(columns: Columns, name: str, column: int, candidates: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a header with several meanings can have this one: "Leder" a level, "Overordnet" a parent unit or a manager."""
    if name == "level" and squash(columns.table.headers[column]) in _OWN_NAME:
        return columns.profile(column).is_levels()
    if name in MANAGER_FIELDS and squash(columns.table.headers[column]) in _OWN_NAME:
        values = columns.profile(column)
        return not values.is_kinds() and not values.is_levels()
    if name == "leader_flag" and squash(columns.table.headers[column]) in _OWN_NAME:
        values = columns.profile(column)
        return values.digits < 0.9 or values.distinct == 2  # a lone 1 all the way down is the id of one manager
    could_be = {field for field, places in candidates.items() if any(column == other for _, other in places)}
    if name == "name" and {"first_name", "last_name"} <= columns.of.keys():
        return could_be.isdisjoint(MANAGER_FIELDS)  # "Leder (navn)" beside everybody's own first and last name
    if "parent_unit" in could_be and not could_be.isdisjoint(MANAGER_FIELDS):
        units = {other for field in ("unit", "unit_name", "department") for _, other in candidates.get(field, ())} - {
            column
        }
        known = {fold(text) for other in units for text in columns.profile(other).texts}
        texts = {fold(text) for text in columns.profile(column).texts}
        return (2 * len(texts & known) >= len(texts) > 0) == (name == "parent_unit")
    return True


def _preference(columns: Columns, name: str, place: int, column: int) -> tuple[bool, bool, int, int]:
    values = columns.profile(column)
    is_empty = values.filled == 0
    is_constant = name in {"department", "unit_name", "level", "title"} and values.distinct <= 1 < values.rows
    is_sparse = name == "title" and values.filled < 0.5
    return is_empty, is_constant or is_sparse, place, column


def _take_own_name(columns: Columns, candidates: dict[str, list[tuple[int, int]]], notebook: Notebook) -> None:
    """Where nothing else holds the name, "Leder" is the leader's own name; beside "Chef", the one with more names.

    Not where each name stands on more than two rows: these are managers of people whose own names are under an unknown header.
    """
    if not {"name", "first_name", "last_name"}.isdisjoint(columns.of):
        return
    open_ = ("manager", "title", "unit_leader")
    settled = {column for name, column in columns.of.items() if name not in open_ or name in columns.asked}
    own = [
        column
        for column, header in columns.table.headers.items()
        if column not in settled | columns.dropped | {*columns.paths}
        and (squash(header) in _OWN_NAME or any(name == "unit_leader" for name, *_ in fields_of(header)))
        and fits("name", columns.profile(column))
        and 2 * columns.profile(column).distinct >= columns.profile(column).count
    ]
    if not own:
        return
    column = max(own, key=lambda column: (columns.profile(column).distinct, -column))
    columns.of = {name: other for name, other in columns.of.items() if other != column}
    letter = letters(column)
    columns.choices = [choice for choice in columns.choices if choice.letters != letter]
    columns.choose("name", column, say("there is no other column with names"))
    moved = _take_own_beside(columns, squash(columns.table.headers[column]))
    for name in (*open_, *moved):
        _take_best(columns, name, candidates, notebook)


def _take_own_beside(columns: Columns, own_name: str) -> list[str]:
    """Beside "Leder" as one's own name, "Leder MA-nr" is one's own id. The fields that have become free."""
    moved: list[str] = []
    for own, name in (("email", "manager_email"), ("username", "manager_username"), ("id", "manager_id")):
        column = columns.of.get(name)
        if column is None or own in columns.of or name in columns.asked:
            continue
        values = columns.profile(column)
        if squash(columns.table.headers[column]).startswith(own_name) and 2 * values.distinct >= values.count:
            columns.drop(name)
            columns.choose(own, column, say("it stands beside the leaders' own names"))
            moved.append(name)
    return moved


def _take_coleaders(columns: Columns) -> None:
    keys = {squash(title) for titles in HEADERS["co_leader"].values() for title in titles}
    asked = (columns.of["co_leader"],) if "co_leader" in columns.asked else ()
    columns.co_leaders = asked or tuple(
        column
        for column, header in columns.table.headers.items()
        if squash(header) in keys and column not in columns.dropped
    )


def _take_leaders_own(columns: Columns) -> None:
    """In a list of units with their leaders "Leder e-mail" is the leader's own, as "Ledernavn" is."""
    for own, name in (("email", "manager_email"), ("username", "manager_username"), ("id", "manager_id")):
        column = columns.of.get(name)
        if column is not None and own not in columns.of and name not in columns.asked:
            columns.drop(name)
            columns.choose(own, column, say("the rows are units, and their names are those of the leaders"))


def _read_history(columns: Columns) -> None:
    """All columns with start dates, and whether a status column marks the rows that still hold."""
    columns.starts = tuple(
        column
        for column, header in columns.table.headers.items()
        if column not in columns.dropped
        and any(name == "start_date" for name, *_ in fields_of(header))
        and fits("start_date", columns.profile(column))
    )
    if "status" in columns.of:
        texts = columns.profile(columns.of["status"]).texts
        columns.status_means_current = any(status_of(text) for text in set(texts))


def is_our_title(header: str) -> bool:
    """Whether a header is one that netcompose writes itself, in either language."""
    key = squash(header)
    return any(key in {squash(title) for title in column.titles} for column in Column)
