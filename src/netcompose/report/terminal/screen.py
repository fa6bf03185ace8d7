"""A terminal that shows any text as itself: no markup, no control codes, and no letter that its code page lacks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from netcompose.language import render, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import Console

    from netcompose.language import Language, Value

# What stands in for a sign that the code page lacks.
PLAIN: Final = {
    "✓": "+",
    "✗": "x",
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "→": ">",
    "“": '"',
    "”": '"',
    "’": "'",
    "•": "-",
}

GOOD, BAD, WARN, MUTED, STRONG = "green", "bold red", "yellow", "dim", "bold"


class Screen:
    """A console with a language."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language = language

    def plain(self, value: Value) -> str:
        """The value as one line that the console can show."""
        kept = "".join(
            " " if char.isspace() else char
            for char in render(value, self.language)
            if char.isspace() or _harmless(char)
        )
        try:
            kept.encode(self.console.encoding)
        except UnicodeEncodeError:
            kept = "".join(map(self._encodable, kept))
        return kept

    def _encodable(self, char: str) -> str:
        try:
            char.encode(self.console.encoding)
        except UnicodeEncodeError:
            return PLAIN.get(char, "?")
        return char

    def text(self, value: Value, style: str = "") -> Text:
        """The value as text: brackets in it are brackets, not markup."""
        return Text(self.plain(value), style=style, overflow="fold")

    def line(self, value: Value = "", style: str = "") -> None:
        """One paragraph, wrapped at the console's width."""
        self._paragraph(Text(), self.text(value, style))

    def item(self, mark: str, value: Value, style: str = "", indent: int = 1) -> None:
        """A paragraph that hangs on a mark."""
        self._paragraph(Text(" " * indent).append(self.plain(mark), style).append(" "), self.text(value))

    def _paragraph(self, lead: Text, text: Text) -> None:
        """Lines that hang on a lead, without the blanks that wrapping leaves behind."""
        for line in text.wrap(self.console, max(1, self.console.width - lead.cell_len), overflow="fold"):
            line.rstrip()
            self.console.print(lead + line)
            lead = Text(" " * lead.cell_len)

    def more(self, number: int, indent: int = 3) -> None:
        """How many more there would be; nothing when there are none."""
        if number > 0:
            self.console.print(Text(" " * indent) + self.text(say_n("… and {n} more", "… and {n} more", number), MUTED))

    def written(self, workbook: Path, page: Path | None, calendar: Path | None) -> None:
        """Where the answer's files are."""
        self.line(say("Written to {path}", path=str(workbook)), STRONG)
        if page is not None:
            self.line(say("The members' page: {path}", path=str(page)), STRONG)
        if calendar is not None:
            self.line(say("The calendar files: {path}", path=str(calendar)), STRONG)

    def table(self, headings: Iterable[tuple[Value, bool]], rows: Iterable[Iterable[Value]]) -> None:
        """Columns under headings, each given with whether it holds numbers."""
        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=STRONG)
        for heading, numbers in headings:
            bar = heading == ""  # a bar is not wrapped
            grid.add_column(self.text(heading), justify="right" if numbers else "left", overflow="fold", no_wrap=bar)
        for row in rows:
            grid.add_row(*map(self.text, row))
        self.console.print(Padding(grid, (0, 0, 0, 1), expand=False))


def quoted(path: str) -> str:
    """A path as one writes it on a command line."""
    return f'"{path}"' if any(char in path for char in " &()';") else path


def _harmless(char: str) -> bool:
    """Whether a character only shows: control codes move cursors and paint, half surrogate pairs cannot be written."""
    return unicodedata.category(char) not in {"Cc", "Cs"}
