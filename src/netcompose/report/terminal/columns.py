"""How the sheet was understood, for HR to nod at or to put right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from netcompose.language import Sentence, listed, say, say_n
from netcompose.report.terminal.screen import MUTED, Screen
from netcompose.sheets import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Value

FIELDS: Final = {
    "first_name": say("First name"),
    "middle_name": say("Middle name"),
    "last_name": say("Last name"),
    "person_key": say("Key of the person"),
    "username": say("User name"),
    "post": say("Key of the post"),
    "manager_id": say("Manager's id"),
    "manager_name": say("Manager's name"),
    "manager_email": say("Manager's e-mail"),
    "manager_username": say("Manager's user name"),
    "manager_post": say("Manager's post"),
    "manager_title": say("Manager's title"),
    "co_leader": say("Co-leader"),
    "leader_flag": say("Is a leader"),
    "vacancy": say("Vacant"),
    "unit": say("Code of the unit"),
    "unit_name": say("Unit"),
    "unit_path": say("Path of units"),
    "unit_leader": say("Leader of the unit"),
    "parent_unit": say("Parent unit"),
    "direct_reports": say("Direct reports"),
    "leader_reports": say("Leaders among them"),
    "start_date": say("Employed from"),
    "end_date": say("Employed until"),
    "status": say("Status"),
    "primary": say("Primary employment"),
}
"""What HR calls the fields that only the reader needs."""

_NUMBERED: Final = re.compile(r"(unit_path|manager)_\d+")
"""Fields of several columns."""
_LISTED: Final = 30


class ColumnChoice(Protocol):
    """Which header of the sheet was taken for which field, why, and which others could have been meant."""

    @property
    def field(self) -> str: ...
    @property
    def header(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def letters(self) -> str: ...
    @property
    def reason(self) -> Sentence: ...
    @property
    def alternatives(self) -> tuple[str, ...]: ...


class Counts(Protocol):
    """What was read, in numbers."""

    @property
    def people(self) -> int: ...
    @property
    def leaders(self) -> int: ...
    @property
    def departments(self) -> int: ...
    @property
    def resolved(self) -> int: ...
    @property
    def followed(self) -> int: ...
    @property
    def unresolved(self) -> int: ...
    @property
    def tops(self) -> int: ...


def show_columns(
    console: Console,
    choices: Sequence[ColumnChoice],
    language: Language,
    *,
    header_row: int | None = None,
    others: Sequence[str] = (),
) -> None:
    """Which header is which field, where it stands, and why it was taken; `others` are headers that mean nothing to us."""
    screen = Screen(console, language)
    if choices and header_row is not None:
        screen.line(say("The sheet '{sheet}', with headers in row {row}:", sheet=choices[0].sheet, row=header_row))
        screen.line()
    screen.table(
        [(say("Field"), False), (say("Header in the sheet"), False), (say("Column"), False), (say("Why"), False)],
        [_row(group, language) for group in _grouped(choices)],
    )
    if others:
        screen.line()
        shown: list[Value] = list(others[:_LISTED])
        more = len(others) - len(shown)
        kept = say("Kept as they are: {headers}", headers=listed(*shown))
        screen.line(say("{kept}, and {n} more.", kept=kept, n=more) if more else say("{kept}.", kept=kept), MUTED)
    if choices:
        screen.line()
        field = next((choice.field for choice in choices if not _NUMBERED.fullmatch(choice.field)), choices[0].field)
        screen.line(say('Not right? Say so with the word in brackets, as in --column {field}="…".', field=field), MUTED)


def show_counts(console: Console, counts: Counts, language: Language) -> None:
    """How many people, leaders and departments there are, and what came of the leaders' reporting lines."""
    screen = Screen(console, language)
    departments = say_n("{n} department", "{n} departments", counts.departments)
    screen.line()
    screen.line(
        say(
            "{people}, of whom {leaders} are leaders, in {departments}.",
            people=say_n("{n} person", "{n} people", counts.people),
            leaders=counts.leaders,
            departments=departments,
        )
    )
    ways = [
        (counts.resolved, say("{n} to the manager in the list", n=counts.resolved)),
        (counts.followed, say("{n} further up, past somebody who is not a leader here", n=counts.followed)),
        (counts.unresolved, say("{n} to a manager who was not found", n=counts.unresolved)),
        (counts.tops, say("{n} at the top", n=counts.tops)),
    ]
    screen.line(say("Their reporting lines: {ways}.", ways=listed(*(way for number, way in ways if number))))


def _grouped(choices: Sequence[ColumnChoice]) -> list[list[ColumnChoice]]:
    """The choices, those of one path of units or of one chain of managers together."""
    groups: list[list[ColumnChoice]] = []
    for choice in choices:
        of = _NUMBERED.fullmatch(choice.field)
        before = _NUMBERED.fullmatch(groups[-1][-1].field) if groups else None
        if of and before and of[1] == before[1]:
            groups[-1].append(choice)
        else:
            groups.append([choice])
    return groups


def _row(group: Sequence[ColumnChoice], language: Language) -> tuple[Value, Value, Value, Value]:
    first, last = group[0], group[-1]
    why = _why(first)
    if len(group) == 1:
        return _name(first.field, language), first.header, first.letters, why
    fields = f"{first.field}…{last.field.rpartition('_')[2]}"
    name = say("{name} [{field}]", name=_title(first.field, language) or first.field, field=fields)
    return name, f"{first.header} … {last.header}", f"{first.letters}–{last.letters}", why


def _name(field: str, language: Language) -> Value:
    """What HR calls the field, and the word that --column knows it by."""
    name = _title(field, language)
    return field if name is None else say("{name} [{field}]", name=name, field=field)


def _title(field: str, language: Language) -> Value | None:
    known = {column.field: column.title(language) for column in Column}
    field = _NUMBERED.sub(r"\1", field)
    return known.get(field) or FIELDS.get(field)


def _why(choice: ColumnChoice) -> Sentence:
    if not choice.alternatives:
        return choice.reason
    return say("{reason} (or was it: {headers}?)", reason=choice.reason, headers=listed(*choice.alternatives))
