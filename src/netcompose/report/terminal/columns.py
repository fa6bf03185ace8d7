"""How the sheet was understood, for HR to nod at or to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from netcompose.language import listed, say
from netcompose.report.terminal.screen import MUTED, Screen
from netcompose.sheets import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Sentence


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


def show_columns(console: Console, choices: Sequence[ColumnChoice], language: Language) -> None:
    """Which header is which field, where it stands, and why it was taken."""
    screen = Screen(console, language)
    names = {column.field: column.title(language) for column in Column}
    screen.table(
        [(say("Field"), False), (say("Header in the sheet"), False), (say("Place"), False), (say("Why"), False)],
        [
            (names.get(choice.field, choice.field), choice.header, f"{choice.sheet}!{choice.letters}", _why(choice))
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
