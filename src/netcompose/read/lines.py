"""Reporting lines: who each node's superior is, by what the file says of managers and of units."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from netcompose.language import listed
from netcompose.read.index import KINDS, Index
from netcompose.read.namesakes import settle_unclear
from netcompose.read.people import Line, Node, current_rows
from netcompose.read.text import shown
from netcompose.read.unit_leaders import exactly, leaders_named_in_rows, leaders_of_units, names_own_unit
from netcompose.read.vocabulary import is_nobody, is_vacant

if TYPE_CHECKING:
    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.rows import Entry
    from netcompose.read.units import Units

_EXPECTED: Final = {
    "manager_id": ("id",),
    "manager": ("id",),
    "manager_post": ("post",),
    "manager_email": ("email",),
    "manager_username": ("username",),
    "manager_name": ("name",),
    "manager_title": ("title", "post"),
}
_NEARLY: Final = 0.02
_STRENGTH: Final = ("id", "person_key", "post", "email", "username", "name", "title")
_ENOUGH: Final = 0.5
_HARDLY_ANY: Final = 0.05
_SAMPLE: Final = 300


@dataclass(kw_only=True)
class Reference:
    """One column that names managers, or several that name those above one another, and the kind of key that they hold."""

    field: str
    column: int
    header: str
    kind: str
    share: float
    chain: bool = False

    def at(self, entry: Entry) -> int:
        """The column in which the row's own manager stands."""
        return entry.superior_at if self.chain and entry.superior_at is not None else self.column

    def text(self, entry: Entry) -> str:
        """What stands there."""
        return "" if self.chain and entry.superior_at is None else shown(entry.row.cell(self.at(entry)))


@dataclass(frozen=True, slots=True)
class Unclear:
    """A manager's cell that several people could be meant by."""

    node: Node
    text: str
    reference: Reference
    found: tuple[Node, ...]


@dataclass(kw_only=True)
class Lines:
    """How the lines were found; not `known`: nothing tells of any. `close` holds the inexact names already told of, one row for each."""

    references: list[Reference] = field(default_factory=list)
    known: bool = True
    by_unit: bool = False
    named: int = 0
    missing: int = 0
    unclear: list[Unclear] = field(default_factory=list)
    close: set[str] = field(default_factory=set)


def references(columns: Columns, found: list[Entry], index: Index, notebook: Notebook) -> list[Reference]:
    """The columns that name managers, the strongest key first; the values tell which key each one holds."""
    result: list[Reference] = []
    for reference in _possible(columns):
        name = reference.field
        texts = {
            text for entry in found if (text := reference.text(entry)) and not is_nobody(text) and not is_vacant(text)
        }
        reference.kind, reference.share = _kind(reference, texts, index, columns)
        if texts and reference.share < _HARDLY_ANY and name not in columns.asked and len(columns.managers()) > 1:
            place = (columns.table.sheet, columns.table.header_row, reference.column)
            notebook.note("NC128", *place, header=reference.header, field=name)
            continue
        result.append(reference)
    return sorted(
        result,
        key=lambda reference: (
            reference.field not in columns.asked,
            reference.share < _ENOUGH,
            _strength(reference.kind),
        ),
    )


def _possible(columns: Columns) -> list[Reference]:
    """Every column that may name managers, before it is known what it holds."""
    fields = {name: columns.of[name] for name in columns.managers()}
    found = [
        Reference(field=name, column=column, header=columns.table.headers[column], kind="", share=0)
        for name, column in fields.items()
    ]
    if columns.chain:
        nearest, *_, top = (columns.table.headers[column] for column in (columns.chain[0], *columns.chain))
        header = f"{top} … {nearest}"
        found.append(Reference(field="manager", column=columns.chain[0], header=header, kind="", share=0, chain=True))
    return found


def _strength(kind: str) -> int:
    return _STRENGTH.index(kind) if kind in _STRENGTH else 1


def _kind(reference: Reference, texts: set[str], index: Index, columns: Columns) -> tuple[str, float]:
    """The kind of key that most of the texts are; when none is known, a column of the file's own whose values they are."""
    shares = {kind: index.share(kind, texts) for kind in KINDS}
    most = max(shares.values())
    likely = [kind for kind in KINDS if shares[kind] >= most - _NEARLY]
    best = max(
        likely,
        key=lambda kind: (
            -_loops(kind, reference, index) if len(likely) > 1 else 0,
            kind in _EXPECTED[reference.field],
            shares[kind],
        ),
    )
    if shares[best] >= _ENOUGH or not texts:
        return best, shares[best]
    sample = sorted(texts)[:_SAMPLE]
    loosely = sum(1 for text in sample if index.find_closely(text, "name")) / len(sample)
    if loosely >= _ENOUGH:
        signs = [("@" in text, " " in text) for text in sample]
        one_word = "email" if 2 * sum(at for at, _ in signs) > len(signs) else "username"
        return ("name" if 2 * sum(space for _, space in signs) > len(signs) else one_word), loosely
    own: dict[str, float] = {}
    for column in columns.table.headers:
        values = columns.profile(column)
        if column not in columns.of.values() and values.count and values.distinct >= 0.9 * values.count:
            own[str(column)] = index.share(str(column), texts)
    other = max(own, key=lambda kind: own[kind], default=best)
    return (other, own[other]) if own.get(other, 0) > shares[best] else (best, shares[best])


def _loops(kind: str, reference: Reference, index: Index) -> int:
    """How many nodes would report to themselves in the end: where ids and posts are the same numbers, the wrong ones run in circles."""
    above = {
        id(node): manager
        for node in index.nodes
        if (text := reference.text(node.main)) and (manager := exactly(text, kind, index)) is not None
    }
    ends: dict[int, bool] = {}
    for start in index.nodes:
        walked: list[int] = []
        step: Node | None = start
        while step is not None and id(step) not in ends:
            ends[id(step)] = False  # until the way up is known to end
            walked.append(id(step))
            step = above.get(id(step))
        is_end = step is None or ends[id(step)]
        ends.update(dict.fromkeys(walked, is_end))
    return sum(not is_end for is_end in ends.values())


def draw_lines(
    nodes: list[Node], found: list[Reference], index: Index, units: Units, columns: Columns, notebook: Notebook
) -> Lines:
    """Each node's superior, and how it was found; what cannot be found is noted later, when it is known who leads."""
    lines = Lines(references=found)
    unit_leaders = bool(found) and units.structured and names_own_unit(nodes, found, index)
    if unit_leaders:
        leaders_named_in_rows(nodes, found, index, columns)
    if not found:
        leaders_of_units(nodes, units, index, columns, notebook)
    lines.by_unit = not found or unit_leaders
    for node in nodes:
        _draw(node, lines, index, units, columns, notebook)
    settle_unclear(nodes, lines, columns, notebook)
    for node in nodes:
        _compare_jobs(node, lines, index, columns, notebook)
    return lines


def _draw(node: Node, lines: Lines, index: Index, units: Units, columns: Columns, notebook: Notebook) -> None:
    """One node's line: the first column that names somebody; oneself or nobody means up the units, where there are units."""
    named = _named(node, lines, index, columns, notebook)
    if named is node and not lines.by_unit and len(node.rows) > 1:
        named = _on_other_rows(node, lines, index) or named
    is_fellow = named is not None and lines.by_unit and _is_fellow_leader(node, named)
    if named is not None and named is not node and not is_fellow:
        node.superior, node.line = named, Line.FOUND
        return
    if node.manager_text and named is None:
        node.line = Line.UNCLEAR if node.line is Line.UNCLEAR else Line.MISSING
        return
    if lines.by_unit or (units.structured and named is None and any(unit.leaders for unit in units.by_key.values())):
        node.superior = _up_the_units(node)
        node.line = Line.FOUND if node.superior else Line.NONE
    if named is node and node.superior is None and not (lines.by_unit and node.units):
        notebook.note("NC303", columns.table.sheet, node.number, node.manager_column, node.manager_text, name=node.name)


def _on_other_rows(node: Node, lines: Lines, index: Index) -> Node | None:
    """The one manager that somebody's other rows name, where the row that counts names themselves."""
    named = {
        id(other): other
        for reference in lines.references[:1]
        for entry in current_rows(node)
        if (other := exactly(reference.text(entry), reference.kind, index)) not in (None, node)
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _compare_jobs(node: Node, lines: Lines, index: Index, columns: Columns, notebook: Notebook) -> None:
    """Whether the other jobs of one person name another manager than the one that counts."""
    if len(node.rows) < 2 or node.superior is None or not lines.references:
        return
    reference = lines.references[0]
    for entry in current_rows(node):
        other = exactly(reference.text(entry), reference.kind, index)
        if entry is not node.main and other is not None and other not in (node.superior, node):
            notebook.note(
                "NC217",
                columns.table.sheet,
                node.number,
                reference.at(node.main),
                node.manager_text,
                name=node.name,
                manager=node.superior.name,
                other=other.name,
            )
            return


def _is_fellow_leader(node: Node, other: Node) -> bool:
    """Whether both lead the same unit side by side."""
    return any(node in unit.leaders and other in unit.leaders for unit in node.units if unit)


def _named(node: Node, lines: Lines, index: Index, columns: Columns, notebook: Notebook) -> Node | None:
    """Who the columns name; `manager_text` is what stands in the first filled one."""
    result: Node | None = None
    first: Reference | None = None
    for reference in lines.references:
        text = reference.text(node.main)
        if not text or _is_no_reference(text, reference, lines, index):
            continue
        if not node.manager_text:
            node.manager_text, node.manager_column = text, reference.at(node.main)
            lines.named += 1
        candidate = (
            _one_of(node, text, reference, lines, index, columns, notebook)
            if result is None
            else exactly(text, reference.kind, index)
        )
        if candidate is None:
            continue
        if result is None:
            result, first = candidate, reference
        elif candidate is not result and first is not None and candidate is not node and result is not node:
            notebook.note(
                "NC307",
                columns.table.sheet,
                node.number,
                first.at(node.main),
                node.manager_text,
                name=node.name,
                header=first.header,
                manager=result.name,
                other=reference.header,
                second=candidate.name,
            )
    if node.manager_text and result is None:
        lines.missing += 1
    return result


def _is_no_reference(text: str, reference: Reference, lines: Lines, index: Index) -> bool:
    """Whether the cell says that there is no manager; with units to go up, a vacant leader's post says no more than an empty cell."""
    if index.key(reference.kind, text) in index.by(reference.kind):
        return False
    return is_nobody(text) or (lines.by_unit and is_vacant(text))


def _one_of(
    node: Node, text: str, reference: Reference, lines: Lines, index: Index, columns: Columns, notebook: Notebook
) -> Node | None:
    """The one person that a manager's cell means; several are left until everybody else's line is known."""
    sheet = columns.table.sheet
    found = index.find(text, reference.kind)
    if not found and (several := index.find_several(text, reference.kind)):
        manager = min((other for other in several if other is not node), key=lambda other: text.find(other.name))
        notebook.note(
            "NC310", sheet, node.number, reference.at(node.main), text, value=text, name=node.name, manager=manager.name
        )
        return manager
    is_close = not found and bool(found := index.find_closely(text, reference.kind))
    if is_close and len(found) == 1 and text not in lines.close and not index.is_whole(text, found[0]):
        lines.close.add(text)
        notebook.note("NC309", sheet, node.number, reference.at(node.main), text, value=text, name=found[0].name)
    if len(found) < 2:
        return found[0] if found else None
    own = [other for other in found if any(unit and other in unit.leaders for unit in node.units)]
    if lines.by_unit and len(own) == 1:
        return own[0]
    lines.unclear.append(Unclear(node, text, reference, tuple(found)))
    node.line = Line.UNCLEAR
    return None


def _up_the_units(node: Node) -> Node | None:
    """The leader of the nearest unit upwards; a leader starts above the highest unit that they lead."""
    own = [unit for unit in node.units if unit is not None]
    if not own:
        return None
    led = [unit for unit in own if node in unit.leaders]
    start = min(led, key=lambda unit: len(unit.path())) if led else own[0]
    for unit in start.upwards():
        leaders = [leader for leader in unit.leaders if leader is not node]
        if leaders and node not in unit.leaders:
            return leaders[0]
    return None


def cut_circles(nodes: list[Node], columns: Columns, notebook: Notebook) -> None:
    """Reporting lines that run in a circle: the line above the one with the most direct reports is cut (then the smallest id)."""
    reports = Counter(id(node.superior) for node in nodes if node.superior is not None)
    done: set[int] = set()
    for start in nodes:
        path: list[Node] = []
        on_path: set[int] = set()
        step: Node | None = start
        while step is not None and id(step) not in done and id(step) not in on_path:
            path.append(step)
            on_path.add(id(step))
            step = step.superior
        if step is not None and id(step) in on_path:
            circle = path[path.index(step) :]
            top = min(circle, key=lambda node: (not node.is_person, -reports[id(node)], node.id))
            at = circle.index(top)
            circle = circle[at:] + circle[:at]
            top.superior, top.line = None, Line.CUT
            notebook.note(
                "NC304",
                columns.table.sheet,
                top.number,
                top.manager_column,
                top.manager_text or None,
                names=listed(*(node.name for node in circle[:20])),
                rows=listed(*(notebook.row(node.number) for node in circle[:20])),
                name=top.name,
            )
        done.update(on_path)
