"""What a goal costs in a composition, as the encoders count it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.compose.demands import kind, present

if TYPE_CHECKING:
    from netcompose.compose.bounds import Bounds
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


def cost_of(scenario: Scenario, bounds: Bounds, goal: int, composition: Composition) -> int:
    """The pairs (or moves) of a goal in a composition, as the encoders count them."""
    seats, counted = composition.seats, kind(scenario.policy.goals[goal])
    if counted == "moves":
        return sum(seats[person] != network for person, network in present(scenario).items())
    groups = bounds.groups[goal]
    alike = sum(_pairs_in(people, seats) for people in groups)
    if counted == "pairs":
        return alike
    return _pairs_in(tuple(person for people in groups for person in people), seats) - alike


def _pairs_in(people: tuple[str, ...], seats: dict[str, str]) -> int:
    return sum(n * (n - 1) for n in Counter(map(seats.__getitem__, people)).values()) // 2
