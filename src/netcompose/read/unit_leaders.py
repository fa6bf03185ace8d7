"""Who leads each unit: by the table of units, by what the units' rows name, or by a mark on a leader's row."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netcompose.language import listed
from netcompose.organisation import Level
from netcompose.read.people import Node, current_rows
from netcompose.read.text import shown
from netcompose.read.vocabulary import is_nobody, is_vacant

if TYPE_CHECKING:
    from netcompose.read.columns import Columns
    from netcompose.read.index import Index
    from netcompose.read.lines import Reference
    from netcompose.read.notebook import Notebook
    from netcompose.read.units import Unit, Units


def names_own_unit(nodes: list[Node], found: list[Reference], index: Index) -> bool:
    """Whether the manager on a row is the leader of the row's own unit: most of those who are named are named as their own.

    Some files leave the cell empty on the leader's own row; then more than one who is named has an empty cell, as no single top has.
    """
    reference = found[0]
    named: dict[int, Node] = {}
    themselves = 0
    for node in nodes:
        if (manager := exactly(reference.text(node.main), reference.kind, index)) is not None:
            named[id(manager)] = manager
            themselves += manager is node
    blank = sum(
        not any(other.text(node.main) for other in found)
        for node in named.values()
        if node.is_person and any(node.units)
    )
    return 2 * (themselves + (blank if blank > 1 else 0)) >= len(named) > 0


def leaders_named_in_rows(nodes: list[Node], found: list[Reference], index: Index, columns: Columns) -> None:
    """The leaders of a unit: those whom its rows name, the most named first; then the co-leaders."""
    leaders: dict[int, Counter[Node]] = defaultdict(Counter)
    co_leaders: dict[int, Counter[Node]] = defaultdict(Counter)
    units: dict[int, Unit] = {}
    upwards: list[tuple[int, tuple[Node, Node]]] = []
    for node in nodes:
        for entry, unit in zip(node.rows, node.units, strict=True):
            if unit is None or entry not in current_rows(node):
                continue
            units[id(unit)] = unit
            ways = [
                (found[0].column, found[0].kind, leaders),
                *((column, "name", co_leaders) for column in columns.co_leaders),
            ]
            for column, kind, counted in ways:
                leader = _of_unit(shown(entry.row.cell(column)), kind, index, unit)
                if leader is not None and not leader.vacant:
                    counted[id(unit)][leader] += 1
                    if counted is leaders:
                        upwards.append((id(unit), (node, leader)))
    for key, (leader, above) in upwards:
        if leaders[key][leader] and above is not leader and units[key] not in above.units:
            leaders[key][above] -= 1  # the unit's own leader names whom they report to
            leaders[key] += Counter()
    for key, unit in units.items():
        unit.leaders = list(dict.fromkeys([*_most_named(leaders[key]), *_most_named(co_leaders[key])]))
        for leader in unit.leaders:
            leader.leads_unit = True


def _of_unit(text: str, kind: str, index: Index, unit: Unit) -> Node | None:
    """The one that the text names; of several namesakes, the one in the unit."""
    found = index.find(text, kind) if text else []
    if len(found) > 1:
        found = [other for other in found if unit in other.units]
    return found[0] if len(found) == 1 else None


def _most_named(counted: Counter[Node]) -> list[Node]:
    return sorted(counted, key=lambda leader: (-counted[leader], leader.id))


def leaders_of_units(nodes: list[Node], units: Units, index: Index, columns: Columns, notebook: Notebook) -> None:
    """Leaders of units from the table of units, else from the rows: those who are flagged as leaders in the unit."""
    for unit in units.by_key.values():
        for text, row, column in unit.leader_cells:
            found = index.find(text, "id") or index.find_closely(text, "id")
            if len(found) > 1:
                found = [other for other in found if unit in other.units]
            if len(found) == 1 and found[0].is_person and found[0] not in unit.leaders:
                unit.leaders.append(found[0])
                found[0].leads_unit = True
            elif not found and not is_nobody(text) and not is_vacant(text):
                notebook.note("NC318", units.sheet, row, column, text, value=text, unit=unit.name)
    if any(unit.leaders for unit in units.by_key.values()):
        return
    flagged: dict[int, tuple[Unit, list[Node]]] = {}
    for node in nodes:
        for entry, unit in zip(node.rows, node.units, strict=False):
            if node.is_person and unit is not None and entry.leads and (entry is node.main or entry.end is None):
                flagged.setdefault(id(unit), (unit, []))[1].append(node)
    for unit, leaders in flagged.values():
        highest = min(_rank(node) for node in leaders)
        leaders = [node for node in leaders if _rank(node) == highest]
        unit.leaders = sorted(dict.fromkeys(leaders), key=lambda node: (node.main.order(), node.id))
        for node in unit.leaders:
            node.leads_unit = True
        if len(unit.leaders) > 1:
            first = unit.leaders[0]
            notebook.note(
                "NC313",
                columns.table.sheet,
                first.number,
                unit=unit.name,
                people=listed(*(node.name for node in unit.leaders)),
                name=first.name,
            )


def _rank(node: Node) -> int:
    """The level's place from the top; somebody without a level stands below all."""
    order = list(Level)
    return len(order) if node.main.level is None else order.index(node.main.level)


def exactly(text: str, kind: str, index: Index) -> Node | None:
    """The one that the text names, without any doubt."""
    found = index.find(text, kind) if text else []
    return found[0] if len(found) == 1 else None
