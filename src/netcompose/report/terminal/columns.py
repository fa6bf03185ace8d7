"""How the sheet was understood, for HR to nod at or to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from netcompose.language import listed, say
from netcompose.report.terminal.screen import MUTED, STRONG, Screen
from netcompose.sheets import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Sentence, Value


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


# What the sheet's columns are called that we do not write ourselves; ours have the names of `Column`.
FIELDS: Final = {
    "post": say("Post"),
    "person_key": say("Person's key"),
    "first_name": say("First name"),
    "middle_name": say("Middle name"),
    "last_name": say("Surname"),
    "username": say("Username"),
    "unit": say("Unit's key"),
    "unit_name": say("Unit"),
    "parent_unit": say("Parent unit"),
    "unit_path": say("Path of units"),
    "unit_leader": say("Unit's leader"),
    "manager_id": say("Manager's id"),
    "manager_name": say("Manager's name"),
    "manager_email": say("Manager's e-mail"),
    "manager_username": say("Manager's username"),
    "manager_title": say("Manager's title"),
    "manager_post": say("Manager's post"),
    "co_leader": say("Co-leader"),
    "leader_flag": say("Is a leader"),
    "vacancy": say("Vacant"),
    "direct_reports": say("Number of reports"),
    "leader_reports": say("Number of leaders below"),
    "start_date": say("Employed since"),
    "end_date": say("Employed until"),
    "status": say("Status"),
    "primary": say("Primary post"),
}


def show_columns(console: Console, choices: Sequence[ColumnChoice], language: Language) -> None:
    """Which header is which field, where it stands, and why it was taken."""
    screen = Screen(console, language)
    names: dict[str, Value] = {**FIELDS, **{column.field: column.title(language) for column in Column}}
    sheets = {choice.sheet for choice in choices}
    if len(sheets) == 1:
        screen.line(say("The sheet {sheet}:", sheet=choices[0].sheet), STRONG)
    screen.table(
        [(say("Field"), False), ("--column", False), (say("Header in the sheet"), False), (say("Why"), False)],
        [
            (
                names.get(choice.field, choice.field),
                choice.field,
                f"{choice.header} ({choice.letters if len(sheets) == 1 else f'{choice.sheet}!{choice.letters}'})",
                _why(choice),
            )
            for choice in choices
        ],
    )
    if choices:
        screen.line()
        screen.line(say('Not right? Say so with --column {field}="…"', field=choices[0].field), MUTED)


def _why(choice: ColumnChoice) -> Sentence:
    if not choice.alternatives:
        return choice.reason
    return say("{reason} (or was it: {headers}?)", reason=choice.reason, headers=listed(*choice.alternatives))
