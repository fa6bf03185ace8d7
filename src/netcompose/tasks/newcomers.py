"""Where newcomers are to sit: where the sheet says, and in given networks in the seat of whom they succeed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.policy.scenario import draw_up
from netcompose.tasks.differences import compare, named_successors

if TYPE_CHECKING:
    from datetime import date

    from netcompose.organisation import Organisation, Person
    from netcompose.policy.settings import Policy
    from netcompose.tasks.differences import Wishes


def seats_of_newcomers(
    before: Organisation, after: Organisation, policy: Policy, wishes: Wishes, today: date
) -> tuple[Organisation, dict[str, str]]:
    """The organisation with everybody's present network, and the networks that newcomers should get if that costs nobody a move.

    Whoever had a seat has that network, whatever the new sheet says. A newcomer whose network the sheet gives sits there for certain where
    networks are given, or the seat is locked. In given networks a successor takes the network over, with its theme, type and field.
    """
    seats = {p.id: p.network for p in before.people if p.network is not None}
    asked = {p.id: p.network for p in after.people if p.network is not None and p.id not in seats}
    certain = {p: n for p, n in asked.items() if policy.networks.given or after.person(p).locked}
    seated = after.with_people({p.id: replace(p, network=seats.get(p.id, certain.get(p.id))) for p in after.people})
    if policy.networks.given:
        seated = _taken_over(before, seated, policy, wishes, today)
    return seated, {p: n for p, n in asked.items() if p not in certain}


def _taken_over(before: Organisation, after: Organisation, policy: Policy, wishes: Wishes, today: date) -> Organisation:
    """The organisation with successors in their predecessors' networks; until then they take no part, for they have none."""
    newcomers = {p.id for p in after.people if p.id not in before}
    newcomers |= {
        new for new, old in named_successors(wishes, {p.id: p for p in (*before.people, *after.people)}, []) if old
    }
    found = compare(before, after, draw_up(after, policy, today).taking_part | newcomers, wishes)
    changed = {}
    for succession in found.successions:
        heir, predecessor = after.person(succession.new), before.person(succession.old)
        if heir.network is None:
            changed[heir.id] = replace(heir, network=predecessor.network, own_columns=_facts(heir, predecessor, policy))
    return after.with_people(changed)


def _facts(heir: Person, predecessor: Person, policy: Policy) -> tuple[tuple[str, str], ...]:
    """The heir's own columns, with what the predecessor's row says of the network."""
    networks = policy.networks
    own = dict(heir.own_columns)
    has = {header.casefold() for header, value in own.items() if value}
    for column in (networks.theme_column, networks.type_column, networks.field_column):
        fact = None if column is None else predecessor.attribute(column)
        if column is not None and fact is not None and column.casefold() not in has:
            own[column] = fact
    return tuple(own.items())
