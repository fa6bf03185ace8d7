"""From entries to people: several rows of one person become one, posts without anybody stay as links of the chain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from netcompose.language import Sentence, say
from netcompose.read.text import id_key, login_key, name_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from datetime import date

    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.rows import Entry
    from netcompose.read.units import Unit


class Line(Enum):
    """How a node's reporting line came out."""

    NONE = "top"
    FOUND = "found"
    MISSING = "missing"
    UNCLEAR = "unclear"
    CUT = "cut"


UNRESOLVED = frozenset({Line.MISSING, Line.UNCLEAR, Line.CUT})
"""Lines that should lead to somebody and do not."""


@dataclass(slots=True, eq=False)
class Node:
    """A person or a vacant post, with all the rows they stand on; `main` is the row that counts."""

    main: Entry
    rows: list[Entry]
    id: str = ""
    has_left: bool = False
    superior: Node | None = None
    line: Line = Line.NONE
    manager_text: str = ""
    manager_column: int | None = None
    units: list[Unit] = field(default_factory=list)
    leads_unit: bool = False

    @property
    def name(self) -> str:
        """The name on the row that counts."""
        return self.main.name or self.main.title or self.main.id

    @property
    def vacant(self) -> bool:
        """Whether nobody has the post."""
        return self.main.vacant

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who is here."""
        return not self.vacant and not self.has_left

    @property
    def number(self) -> int:
        """The row that counts."""
        return self.main.number


def people(found: list[Entry], columns: Columns, today: date, notebook: Notebook) -> list[Node]:
    """All nodes: people with their rows merged and an id each, former employees, vacant posts.

    Rows are one person when they share an id and a name, a person's key, or a name together with an e-mail or a user name.
    Rows count in this order: current before ended, primary before others, the latest start, the most filled.
    "Ended" is judged by the file itself: the latest start date that has been reached is the newest thing it knows.
    """
    newest = max((entry.start for entry in found if entry.start and entry.start <= today), default=None)
    nodes = [_node(rows, newest) for rows in _same_person(found)]
    for node in nodes:
        _note_rows(node, newest, columns, notebook)
    _give_ids(nodes, columns, notebook)
    return nodes


def _same_person(found: list[Entry]) -> list[list[Entry]]:
    """Groups of rows, each one person or one vacant post."""
    group = list(range(len(found)))

    def leader(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    first: dict[Hashable, int] = {}
    for index, entry in enumerate(found):
        if entry.vacant:
            continue
        name = name_key(entry.name)
        keys: list[Hashable] = []
        if entry.id:
            keys.append(("id", id_key(entry.id), name))
        if entry.person_key:
            keys.append(("person", id_key(entry.person_key), name))
        if entry.email:
            keys.append(("login", login_key(entry.email), name))
        if entry.username:
            keys.append(("user", login_key(entry.username), name))
        for key in keys:
            other = first.setdefault(key, index)
            group[leader(index)] = leader(other)
    rows: dict[int, list[Entry]] = defaultdict(list)
    for index, entry in enumerate(found):
        rows[leader(index)].append(entry)
    return list(rows.values())


def _is_ended(entry: Entry, newest: date | None) -> bool:
    return entry.current is False or (
        entry.current is None and entry.end is not None and newest is not None and entry.end < newest
    )


def _node(rows: list[Entry], newest: date | None) -> Node:
    if len(rows) == 1:
        return Node(rows[0], rows, has_left=not rows[0].vacant and _is_ended(rows[0], newest))
    main = min(rows, key=lambda entry: _precedence(entry, newest))
    return Node(main, rows, has_left=_is_ended(main, newest))


def _precedence(entry: Entry, newest: date | None) -> tuple[bool, bool, bool, int, int, tuple[str, ...]]:
    start = entry.start.toordinal() if entry.start else 0
    filled = sum(1 for cell in entry.row.cells if cell != "")
    return _is_ended(entry, newest), entry.end is not None, entry.primary is not True, -start, -filled, entry.order()


def _note_rows(node: Node, newest: date | None, columns: Columns, notebook: Notebook) -> None:
    sheet = columns.table.sheet
    main = node.main
    if node.vacant:
        if main.name or main.id or main.title:
            notebook.note("NC201", sheet, main.number, columns.of.get("name"), main.name, name=main.name)
        return
    if len(node.rows) > 1:
        numbers = ", ".join(notebook.row(number) for number in sorted(entry.number for entry in node.rows)[:20])
        notebook.note(
            "NC208",
            sheet,
            main.number,
            name=main.name,
            n=len(node.rows),
            rows=numbers,
            used=notebook.row(main.number),
            why=_why(node, newest),
        )
    if node.has_left:
        column = columns.of.get("status" if main.current is False and "status" in columns.of else "end_date")
        notebook.note("NC209", sheet, main.number, column, name=main.name, why=why_left(node))
    elif main.end is not None and newest is None and main.current is None:
        notebook.note("NC216", sheet, main.number, columns.of.get("end_date"), name=main.name, date=main.end)


def why_left(node: Node) -> Sentence:
    """What says that somebody has left."""
    return (
        say("the status says so")
        if node.main.current is False or node.main.end is None
        else say("end date {date}", date=node.main.end)
    )


def _why(node: Node, newest: date | None) -> Sentence:
    main, others = node.main, [entry for entry in node.rows if entry is not node.main]
    if any(
        _is_ended(entry, newest) != _is_ended(main, newest) or (entry.end is None) != (main.end is None)
        for entry in others
    ):
        return say("it is the current one")
    if main.primary and not all(entry.primary for entry in others):
        return say("it is the primary employment")
    if any(entry.start != main.start for entry in others):
        return say("it has the latest start date")
    return say("it is the fullest")


def _give_ids(nodes: list[Node], columns: Columns, notebook: Notebook) -> None:
    """Each node an id of its own, the same whatever the order of the rows."""
    sheet = columns.table.sheet
    has_ids = "id" in columns.of or "post" in columns.of
    living = [node for node in nodes if node.is_person]
    if not has_ids and living:
        notebook.note("NC204", sheet)
    by_id: dict[str, list[Node]] = defaultdict(list)
    nameless: dict[str, list[Node]] = defaultdict(list)
    for node in living:
        (by_id[id_key(node.main.id)] if node.main.id else nameless[name_key(node.name)]).append(node)
    taken: set[str] = set(by_id)
    column = columns.of.get("id", columns.of.get("post"))
    for same in by_id.values():
        first, *rest = (
            sorted(same, key=lambda node: (name_key(node.name), node.main.order())) if len(same) > 1 else same
        )
        first.id = first.main.id
        for number, node in enumerate(rest, 2):
            node.id = _free(f"{node.main.id}-{number}", taken)
            notebook.note(
                "NC207",
                sheet,
                node.number,
                column,
                node.main.id,
                id=node.main.id,
                first=first.name,
                name=node.name,
                renamed=node.id,
            )
    for same in sorted(nameless.values(), key=lambda nodes: name_key(nodes[0].name)):
        _ids_from_names(same, taken, has_ids, columns, notebook)
    for node in nodes:
        if not node.is_person:
            node.id = node.main.id or node.name


def _ids_from_names(same: list[Node], taken: set[str], has_ids: bool, columns: Columns, notebook: Notebook) -> None:
    sheet, column = columns.table.sheet, columns.of.get("id", columns.of.get("post"))
    for node in sorted(same, key=lambda node: node.main.order()):
        node.id = _free(node.name, taken)
        if len(same) > 1:
            notebook.note("NC206", sheet, node.number, columns.of.get("name"), n=len(same), name=node.name, id=node.id)
        elif has_ids:
            notebook.note("NC205", sheet, node.number, column, name=node.name)


def _free(wanted: str, taken: set[str]) -> str:
    """The wanted id, or with a number behind it when it is taken."""
    name, number = wanted, 2
    while id_key(name) in taken:
        name, number = f"{wanted} ({number})", number + 1
    taken.add(id_key(name))
    return name


def current_rows(node: Node) -> Iterable[Entry]:
    """The rows of a person that still hold."""
    return (entry for entry in node.rows if entry is node.main or (entry.end is None and entry.current is not False))
