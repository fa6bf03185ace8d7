"""Each leader's department: from a column, else rolled up to a depth of the units or of the reporting lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from netcompose.language import Sentence, say
from netcompose.read.text import fold, parts, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node

FEWEST, MOST = 2, 25
"""A roll-up is meant to give this many departments."""
DEEPEST: Final = 12
"""How far down reporting lines are followed for a department."""
_LOOK_ALIKE: Final = 92.0
_COMPARED: Final = 400


def departments(
    chosen: Sequence[Node], above: dict[int, Node | None], depth: int | None, columns: Columns, notebook: Notebook
) -> dict[int, str | None]:
    """Each member's department, and a word on where it comes from."""
    found = _found(chosen, above, depth, columns, notebook)
    found = _one_of_several(chosen, found, columns, notebook)
    found = _one_spelling(chosen, found, columns, notebook)
    _note_lookalikes({name for name in found.values() if name}, columns, notebook)
    column = columns.of.get("department")
    for node in chosen:
        if found[id(node)] is None:
            notebook.note("NC416", columns.table.sheet, node.number, column, name=node.name)
    return found


def _found(
    chosen: Sequence[Node], above: dict[int, Node | None], depth: int | None, columns: Columns, notebook: Notebook
) -> dict[int, str | None]:
    sheet = columns.table.sheet
    column = columns.of.get("department")
    if column is not None and (depth is None or "department" in columns.asked):
        found = _from_column(chosen, column)
        if _is_too_fine(found):
            notebook.note(
                "NC412",
                sheet,
                columns.table.header_row,
                column,
                header=columns.header("department"),
                n=_count(found),
                people=len(chosen),
            )
        return found
    if any(unit is not None and unit.parent is not None for node in chosen for unit in node.units):
        unit_paths = {id(node): _unit_path(node) for node in chosen}
        if depth is not None or _dividing_depth(unit_paths) is not None:
            return _rolled_up(unit_paths, depth, say("the units"), columns, notebook)
    column = columns.of.get("unit_name", columns.of.get("unit"))
    if column is not None and depth is None:
        found = _from_column(chosen, column)
        if not _is_too_fine(found) or not any(above.values()):
            columns.of["department"] = column
            notebook.note(
                "NC411",
                sheet,
                columns.table.header_row,
                column,
                source=say("the column '{header}'", header=columns.header("department")),
                n=_count(found),
                depth=1,
            )
            return found
    return _rolled_up(_reporting_paths(chosen, above), depth, say("the reporting lines"), columns, notebook)


def _from_column(chosen: Sequence[Node], column: int) -> dict[int, str | None]:
    return {
        id(node): next((text for entry in (node.main, *node.rows) if (text := shown(entry.row.cell(column)))), None)
        for node in chosen
    }


def _count(found: dict[int, str | None]) -> int:
    return len({name for name in found.values() if name})


def _is_too_fine(found: dict[int, str | None]) -> bool:
    filled = sum(1 for name in found.values() if name)
    return _count(found) > max(8, 0.5 * filled)


def _unit_path(node: Node) -> list[str]:
    unit = next((unit for unit in node.units if unit is not None), None)
    return [step.name for step in unit.path()] if unit else []


def _reporting_paths(chosen: Sequence[Node], above: dict[int, Node | None]) -> dict[int, list[str]]:
    """From the top person down to each one, no further than `DEEPEST`: the unit of each, else the name."""
    paths: dict[int, list[str]] = {}
    for node in chosen:
        steps = [node]
        while id(steps[-1]) not in paths and (manager := above[id(steps[-1])]) is not None:
            steps.append(manager)
        for step in reversed(steps):
            if id(step) not in paths:
                manager = above[id(step)]
                before = paths[id(manager)] if manager is not None else []
                paths[id(step)] = before if len(before) >= DEEPEST else [*before, _label(step)]
    return paths


def _label(node: Node) -> str:
    unit = next((unit for unit in node.units if unit is not None), None)
    return unit.name if unit else node.name


def _rolled_up(
    paths: dict[int, list[str]], depth: int | None, source: Sentence, columns: Columns, notebook: Notebook
) -> dict[int, str | None]:
    """The part of each path at one depth under the root, or the deepest there is."""
    deepest = _deepest(paths)
    if depth is None:
        depth = _dividing_depth(paths) or min(1, deepest)
    elif depth > deepest:
        notebook.note("NC417", columns.table.sheet, depth=depth)
        depth = deepest
    depth = max(depth, 0)
    found = {node: (path[min(depth, len(path) - 1)] if path else None) for node, path in paths.items()}
    at = say("{source}, at depth {depth} under the root", source=source, depth=depth)
    notebook.note("NC411", columns.table.sheet, source=at, n=_count(found), depth=depth + 1)
    return found


def _deepest(paths: dict[int, list[str]]) -> int:
    return max((len(path) for path in paths.values()), default=1) - 1


def _dividing_depth(paths: dict[int, list[str]]) -> int | None:
    """The first depth that gives between `FEWEST` and `MOST` departments, if any does."""
    return next((depth for depth in range(1, _deepest(paths) + 1) if FEWEST <= _under(paths, depth) <= MOST), None)


def _under(paths: dict[int, list[str]], level: int) -> int:
    return len({path[level] for path in paths.values() if len(path) > level})


def _one_of_several(
    chosen: Sequence[Node], found: dict[int, str | None], columns: Columns, notebook: Notebook
) -> dict[int, str | None]:
    """A cell with several departments: the first counts. Only where each part is named in another cell, too, or semicolons part them."""
    stands_in: dict[str, set[str]] = defaultdict(set)
    for text in set(filter(None, found.values())):
        for piece in parts(text):
            stands_in[fold(piece)].add(text)
    result = dict(found)
    column = columns.of.get("department")
    for node in chosen:
        name = found[id(node)]
        pieces = parts(name) if name else ()
        if name and len(pieces) > 1 and (";" in name or all(len(stands_in[fold(piece)]) > 1 for piece in pieces)):
            result[id(node)] = pieces[0]
            notebook.note(
                "NC413",
                columns.table.sheet,
                node.number,
                column,
                name,
                value=name,
                name=node.name,
                department=pieces[0],
            )
    return result


def _most_common(counted: Counter[str]) -> str:
    return min(counted, key=lambda name: (-counted[name], name))


def _one_spelling(
    chosen: Sequence[Node], found: dict[int, str | None], columns: Columns, notebook: Notebook
) -> dict[int, str | None]:
    """Spellings that differ only in case, spaces or signs are one department, written as most write it."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name in found.values():
        if name:
            spellings[fold(name) or name][name] += 1
    best = {words: _most_common(counted) for words, counted in spellings.items()}
    column = columns.of.get("department")
    result = dict(found)
    for node in chosen:
        name = found[id(node)]
        if name and (one := best[fold(name) or name]) != name:
            result[id(node)] = one
            notebook.note("NC414", columns.table.sheet, node.number, column, name, value=name, department=one)
    return result


def _note_lookalikes(names: set[str], columns: Columns, notebook: Notebook) -> None:
    from rapidfuzz import fuzz

    if len(names) > _COMPARED:
        return
    ordered = sorted(name for name in names if len(name) >= 8)
    for index, name in enumerate(ordered):
        for other in ordered[index + 1 :]:
            same_numbers = [sign for sign in name if sign.isdigit()] == [sign for sign in other if sign.isdigit()]
            if same_numbers and fuzz.ratio(fold(name), fold(other)) >= _LOOK_ALIKE:
                notebook.note("NC415", columns.table.sheet, None, None, name, value=name, other=other)
