"""Managers whom several people could be: one is chosen only for a reason that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import Sentence, listed, say
from netcompose.read.people import Line
from netcompose.read.text import id_key
from netcompose.read.vocabulary import is_leader_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.language import Value
    from netcompose.read.columns import Columns
    from netcompose.read.lines import Lines, Unclear
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node

Choice = tuple["Node", Sentence]


def settle_unclear(nodes: Sequence[Node], lines: Lines, columns: Columns, notebook: Notebook) -> None:
    """Give each unclear line the one superior that there is a reason for.

    Twice: first by what the rows say, then by who has turned out to lead others. Each time all choices are made before any is drawn, so
    that the order of the rows changes nothing.
    """
    left = [unclear for unclear in lines.unclear if unclear.node.line is Line.UNCLEAR]
    left = _draw(left, [(unclear, _by_rows(unclear)) for unclear in left], lines, columns, notebook)
    leading = {id(node.superior) for node in nodes if node.superior is not None}
    left = _draw(left, [(unclear, _by_reports(unclear, leading)) for unclear in left], lines, columns, notebook)
    for unclear in left:
        reference, node = unclear.reference, unclear.node
        notebook.note(
            "NC306",
            columns.table.sheet,
            node.number,
            reference.at(node.main),
            unclear.text,
            value=unclear.text,
            name=node.name,
            people=_people(unclear),
        )


def _draw(
    unsettled: list[Unclear],
    choices: Iterable[tuple[Unclear, Choice | None]],
    lines: Lines,
    columns: Columns,
    notebook: Notebook,
) -> list[Unclear]:
    """Draw the lines that there is a choice for; those without one are given back."""
    left: list[Unclear] = []
    for unclear, choice in choices:
        if choice is None:
            left.append(unclear)
            continue
        node, (manager, why) = unclear.node, choice
        node.superior, node.line = manager, Line.FOUND
        lines.missing -= 1
        notebook.note(
            "NC316",
            columns.table.sheet,
            node.number,
            unclear.reference.at(node.main),
            unclear.text,
            value=unclear.text,
            name=node.name,
            people=_people(unclear),
            manager=manager.id,
            why=why,
        )
    return left


def _people(unclear: Unclear) -> Value:
    return listed(*(f"{other.name} ({other.id})" for other in unclear.found[:5]))


def _by_rows(unclear: Unclear) -> Choice | None:
    """Marked as a leader; not reporting to oneself; in the same unit, unless that one names the same manager; with a leader's title; and
    of those who share a post the first.
    """
    node = unclear.node
    own = {id(unit) for unit in node.units if unit}
    possible = [other for other in unclear.found if other is not node and not _is_above(node, other)]
    ways = (
        ([other for other in unclear.found if other.main.leads], say("only this one is marked as a leader")),
        (possible, say("the others are {name} or report to {name}", name=node.name)),
        (
            [
                other
                for other in possible
                if any(id(unit) in own for unit in other.units if unit) and other.manager_text != unclear.text
            ],
            say("only this one is in the same unit"),
        ),
        (
            [other for other in possible if is_leader_title(other.main.title)],
            say("only this one has a leader's title"),
        ),
        (
            [other for other in possible if _is_first_of_id(other)] if _is_shared(unclear) else [],
            say("they share the id, and this one comes first"),
        ),
    )
    return next(((chosen[0], why) for chosen, why in ways if len(chosen) == 1), None)


def _is_shared(unclear: Unclear) -> bool:
    """Whether all of them have the very id or post that the cell names: a post that several share."""
    key = id_key(unclear.text)
    return all(key in (id_key(other.main.id), id_key(other.main.post)) for other in unclear.found)


def _is_first_of_id(other: Node) -> bool:
    return other.id == other.main.id


def _by_reports(unclear: Unclear, leading: set[int]) -> Choice | None:
    """The only one to whom others report by lines that are clear."""
    chosen = [
        other
        for other in unclear.found
        if id(other) in leading and other is not unclear.node and not _is_above(unclear.node, other)
    ]
    return (chosen[0], say("only this one has others who report to them")) if len(chosen) == 1 else None


def _is_above(node: Node, other: Node) -> bool:
    """Whether the other's clear lines lead up to the node, so that the node cannot report to the other."""
    seen: set[int] = set()
    step = other.superior
    while step is not None and id(step) not in seen:
        if step is node:
            return True
        seen.add(id(step))
        step = step.superior
    return False
