"""What else the sheet says of a person: dates, yes and no, lists, wishes about company, and the file's own columns."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from netcompose.language import Language
from netcompose.read.columns import is_our_title
from netcompose.read.people import current_rows
from netcompose.read.spells import spells
from netcompose.read.suggest import Suggestions
from netcompose.read.text import day_in_column, fold, id_key, name_key, parts, shown, yes_or_no
from netcompose.read.vocabulary import MANAGER_FIELDS
from netcompose.sheets import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netcompose.organisation import Days
    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node

_ACTING: Final = re.compile(r"(?:konst|konstitueret|acting|interim|fungerende)\b")
_CARRIED: Final = frozenset(
    {*(column.field for column in Column), *MANAGER_FIELDS, "first_name", "middle_name", "last_name"}
)
"""Fields whose column a Person carries in full, so that the column is not kept a second time."""


class Details:
    """Reads the cells of one person at a time."""

    def __init__(self, columns: Columns, language: Language, today: date, notebook: Notebook) -> None:
        self._columns = columns
        self._language = language
        self._today = today
        self._notebook = notebook
        self._own = _own_columns(columns)

    def text(self, node: Node, field: str) -> str | None:
        """A text: from the row that counts, else from the person's other rows that still hold."""
        column = self._columns.of.get(field)
        if column is None:
            return None
        return next((text for entry in current_rows(node) if (text := shown(entry.row.cell(column)))), None)

    def answer(self, node: Node, field: str) -> bool | None:
        """Yes, no or nothing."""
        column = self._columns.of.get(field)
        if column is None:
            return None
        cell = node.main.row.cell(column)
        answer = yes_or_no(cell)
        if answer is None and cell != "":
            self._fault("NC212", node, column, shown(cell))
        return answer

    def date(self, node: Node, field: str) -> date | None:
        """A day that exists; one in the future is kept and told."""
        column = self._columns.of.get(field)
        if column is None:
            return None
        cell = node.main.row.cell(column)
        found = day_in_column(cell, month_first=self._columns.profile(column).month_first)
        if found is None and cell != "":
            self._fault("NC421", node, column, shown(cell))
        elif found is not None and found > self._today:
            self._fault("NC422", node, column, shown(cell, self._language is Language.DA))
        return found

    def number(self, node: Node, field: str) -> int | None:
        """A whole number from 0 up."""
        column = self._columns.of.get(field)
        if column is None:
            return None
        text = shown(node.main.row.cell(column))
        if re.fullmatch(r"[0-9]{1,6}", text):
            return int(text)
        if text:
            self._fault("NC215", node, column, text)
        return None

    def counted_leaders(self, node: Node) -> int:
        """How many of the direct reports are leaders, where the sheet counts them ("Heraf ledere")."""
        column = self._columns.of.get("leader_reports")
        text = "" if column is None else shown(node.main.row.cell(column))
        return int(text) if text.isdecimal() and len(text) < 7 else 0

    def entries(self, node: Node, field: str) -> tuple[str, ...]:
        """A list in one cell."""
        return parts(self.text(node, field) or "")

    def away(self, node: Node) -> tuple[Days, ...]:
        """The days on which somebody is away."""
        column = self._columns.of.get("unavailable")
        found: list[Days] = []
        for entry in self.entries(node, "unavailable"):
            days = spells(entry)
            found.extend(days)
            if not days and column is not None:
                table = self._columns.table
                header = table.headers[column]
                self._notebook.note(
                    "NC431", table.sheet, node.number, column, entry, value=entry, header=header, name=node.name
                )
        return tuple(found)

    def acting(self, node: Node) -> bool:
        """Acting: as the column says, else as the title begins."""
        answer = self.answer(node, "acting")
        if answer is None and node.main.title and _ACTING.match(fold(node.main.title)):
            column = self._columns.of.get("title")
            self._notebook.note(
                "NC214", self._columns.table.sheet, node.number, column, name=node.name, title=node.main.title
            )
            return True
        return bool(answer)

    def own_columns(self, node: Node) -> tuple[tuple[str, str], ...]:
        """The file's other columns: header and text, in their order, without empty cells."""
        danish = self._language is Language.DA
        row = node.main.row
        return tuple((header, shown(cell, danish)) for column, header in self._own if (cell := row.cell(column)) != "")

    def _fault(self, code: str, node: Node, column: int, value: str) -> None:
        table = self._columns.table
        self._notebook.note(code, table.sheet, node.number, column, value, value=value, header=table.headers[column])


def _own_columns(columns: Columns) -> tuple[tuple[int, str], ...]:
    """The columns to carry along; a header that we write ourselves is told apart by a number."""
    carried = {column for field, column in columns.of.items() if field in _CARRIED} | columns.dropped
    if "id" not in columns.of and "post" in columns.of:
        carried.add(columns.of["post"])
    own: list[tuple[int, str]] = []
    taken: set[str] = set()
    for column, header in columns.table.headers.items():
        if column in carried:
            continue
        name, number = header, 2
        while name.casefold() in taken or (is_our_title(name) and not columns.table.ours) or name in _all_titles():
            name, number = f"{header} ({number})", number + 1
        taken.add(name.casefold())
        own.append((column, name))
    return tuple(own)


def _all_titles() -> frozenset[str]:
    return frozenset(title for column in Column for title in column.titles)


class Company:
    """Whom "together with" and "apart from" mean: an id or a name in the list of leaders."""

    def __init__(self, chosen: Sequence[Node], columns: Columns, notebook: Notebook) -> None:
        self._columns = columns
        self._notebook = notebook
        self._ids = {id_key(node.id): node.id for node in chosen}
        self._ids.update(
            {
                id_key(entry.id): node.id
                for node in chosen
                for entry in node.rows
                if entry.id and id_key(entry.id) not in self._ids
            }
        )
        self._names: dict[str, list[str]] = defaultdict(list)
        for node in chosen:
            self._names[name_key(node.name)].append(node.id)
        self._suggestions = Suggestions(node.name for node in chosen)

    def of(self, node: Node, field: str) -> tuple[str, ...]:
        """The ids of those that the cell names, without oneself."""
        column = self._columns.of.get(field)
        text = "" if column is None else shown(node.main.row.cell(column))
        found: list[str] = []
        for entry in filter(None, (piece.strip() for piece in text.split(";"))):
            whole = self._one(entry)
            for piece in (entry,) if whole else parts(entry):
                one = self._one(piece)
                if one is None:
                    self._unknown(node, column, piece)
                elif one != node.id:
                    found.append(one)
        return tuple(sorted(dict.fromkeys(found)))

    def _one(self, text: str) -> str | None:
        if one := self._ids.get(id_key(text)):
            return one
        same = self._names.get(name_key(text), [])
        return same[0] if len(same) == 1 else None

    def _unknown(self, node: Node, column: int | None, text: str) -> None:
        table = self._columns.table
        header = table.headers[column] if column is not None else ""
        self._notebook.note(
            "NC213",
            table.sheet,
            node.number,
            column,
            text,
            value=text,
            header=header,
            nearest=self._suggestions.nearest(text),
        )


def network_id(text: str | None) -> str | None:
    """A network's id from its name: "Netværk 3", "Network 3" and "3" are 3, any other text is the id itself."""
    if not text:
        return None
    words = text.split()
    if len(words) == 2 and words[0].casefold() in _NETWORK_WORDS and words[1].isdecimal():
        return str(int(words[1]))
    number = text.removesuffix(".0")
    return str(int(number)) if number.isdecimal() and len(number) < 10 else text


_NETWORK_WORDS: Final = frozenset(
    {Sheet.NETWORKS.english.removesuffix("s").casefold(), Sheet.NETWORKS.danish.casefold()}
)


def level_roles(
    roles: Mapping[int, tuple[str, ...]], leading: set[int], chosen: Sequence[Node], listed_all: bool
) -> set[int]:
    """Members who are here for a role and lead nobody: neither marked as a leader nor with reports."""
    if listed_all:
        return {id(node) for node in chosen if roles[id(node)] and id(node) not in leading and node.main.leads is False}
    return {
        id(node)
        for node in chosen
        if roles[id(node)] and id(node) not in leading and not node.main.leads and not node.leads_unit
    }
