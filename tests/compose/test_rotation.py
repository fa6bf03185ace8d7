"""What is needed for a contradiction, seen from a composition: nothing is called needed that the others can do without."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from effort import examples
from netcompose.compose.core import possible
from netcompose.compose.elements import elements, only
from netcompose.compose.rotation import Rotation
from netcompose.compose.search import Effort
from worlds import leader, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

EFFORT = Effort(seconds=5)


def test_a_ring_beside_locked_foes_is_needed_as_a_whole() -> None:
    ring = [leader(str(i), apart=(str((i + 1) % 5), "a")) for i in range(5)]
    made = scenario([leader("a", network="3", locked=True), *ring, leader("z")], policy("1-5", 3))
    demanded = [element for element in elements(made) if element.rule in {"apart", "locked"}]
    seats = {"a": "3", "0": "1", "1": "2", "2": "1", "3": "2", "4": "3"}  # 4 sits with a
    needed = Rotation(made, demanded, seats).needed
    pairs = {element.people for element in needed if element.rule == "apart"}
    assert pairs == {("0", "1"), ("1", "2"), ("2", "3"), ("3", "4"), ("0", "4"), *((str(i), "a") for i in range(5))}


@pytest.mark.parametrize("seats", [{"a": "1", "b": "1", "c": "1", "d": "2"}, {"a": "1", "b": "2"}])
def test_several_broken_demands_tell_nothing(seats: dict[str, str]) -> None:
    made = scenario(
        [leader("a", apart=("b", "c")), leader("b"), leader("c", apart=("d",)), leader("d")], policy("1-4", 2)
    )
    assert Rotation(made, [e for e in elements(made) if e.rule == "apart"], seats).needed == set()


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(tiny_scenarios())
def test_whatever_is_called_needed_is(made: Scenario) -> None:
    demanded = elements(made)
    assume(len(made.participants) > 0 and len(made.networks) ** len(made.participants) <= 250)
    assume(possible(only(made, demanded), EFFORT) is False)
    for choice in product(made.networks, repeat=len(made.participants)):
        seats = dict(zip(made.participants, choice, strict=True))
        for element in Rotation(made, demanded, seats).needed:
            assert possible(only(made, [other for other in demanded if other != element]), EFFORT), element
