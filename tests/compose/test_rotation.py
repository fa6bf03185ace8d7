"""What is needed for a contradiction, seen from a composition: nothing is called needed that the others can do without."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random
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
    from netcompose.compose.elements import Element
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


def world(seed: int) -> Scenario:
    """Something of every demand, over two or three networks."""
    draw = Random(seed)
    ids, networks = "abcde"[: draw.randint(3, 5)], draw.choice([2, 3])
    people = []
    for i, id in enumerate(ids):
        others = [other for other in ids if other != id]
        people.append(
            leader(
                id,
                draw.choice([None, None, *ids[:i]]),
                department=draw.choice("AB"),
                new=draw.random() < 0.3,
                network=str(draw.randint(1, networks)),
                locked=draw.random() < 0.1,
                together=(draw.choice(others),) if draw.random() < 0.2 else (),
                apart=(draw.choice(others),) if draw.random() < 0.3 else (),
            )
        )
    least, most = draw.choice([(1, None), (None, 1), (1, 2), (None, 2)])
    limits = [{"attribute": "department", "value": "A", "at_least": least, "at_most": most}]
    duties = {"mentor": {"most_mentees": draw.choice([1, 2])}}
    smallest = draw.randint(1, 2)
    size = f"{smallest}-{smallest + draw.randint(0, 2)}"
    return scenario(people, policy(size, networks, goals=[], rules={"siblings": True}, limits=limits, duties=duties))


def breaks(made: Scenario, element: Element, seats: dict[str, str]) -> bool:
    """Whether seats break one thing that is demanded, by looking at them."""
    here = [seats[person] for person in element.people]
    members = [[person for person, network in seats.items() if network == one] for one in made.networks]
    match element.rule:
        case "group_size":
            sizes = [len(some) for some in members]
            return min(sizes) < made.size.smallest if element.which == 0 else max(sizes) > made.size.largest
        case "locked":
            return here != [made.locked[element.people[0]]]
        case "together":
            return len(set(here)) > 1
        case "limits":
            limit, counts = made.policy.limits[element.which], [len({*some} & {*element.people}) for some in members]
            return min(counts) < (limit.at_least or 0) or max(counts) > (limit.at_most or len(seats))
        case "mentor_supply":
            spare = [sum(made.mentees_at_most(p) for p in some) - len({*some} & made.new) for some in members]
            return min(spare) < 0
        case _:
            return here[0] == here[1]


def test_what_is_needed_is_what_some_composition_breaks_alone_and_the_nearest_are_looked_at() -> None:
    told, near = Counter[str](), Counter[str]()
    for seed in range(300):
        made = world(seed)
        demanded = elements(made)
        broken = {
            choice: {
                element
                for element in demanded
                if breaks(made, element, dict(zip(made.participants, choice, strict=True)))
            }
            for choice in product(made.networks, repeat=len(made.participants))
        }
        alone = {next(iter(some)) for some in broken.values() if len(some) == 1}
        ones = sorted(choice for choice, some in broken.items() if len(some) == 1)
        for choice in [*Random(seed).sample(ones, min(20, len(ones))), *Random(seed).sample(sorted(broken), 5)]:
            found = Rotation(made, demanded, dict(zip(made.participants, choice, strict=True))).needed
            if len(broken[choice]) != 1:
                assert found == set()
                continue
            (first,) = broken[choice]
            assert first in found
            assert found <= alone
            told.update(element.rule for element in found)
            if first.rule not in {"group_size", "limits", "mentor_supply"}:
                for person, network in product(first.people, made.networks):
                    i = made.participants.index(person)
                    some = broken[(*choice[:i], network, *choice[i + 1 :])]
                    if len(some) == 1:
                        assert found >= some
                        near.update(element.rule for element in some)
    assert min(told[rule] for rule in RULES) > 3, told
    assert min(near[rule] for rule in RULES) > 1, near


RULES = ("group_size", "reporting_line", "siblings", "locked", "together", "apart", "limits", "mentor_supply")


def test_whoever_did_not_matter_is_in_no_composition() -> None:
    """Then it is not known who sits beside them: what names them, and the mentors of everybody, count as broken."""
    people = [leader("a", apart=("b",)), leader("b"), leader("c", department="D", new=True), leader("d")]
    limits = [{"attribute": "department", "value": "D", "at_most": 1}]
    made = scenario(people, policy("1-4", 2, limits=limits))
    by_rule = {element.rule: element for element in elements(made)}
    seats = {"a": "1", "b": "1"}
    pair, limit, mentors = by_rule["apart"], by_rule["limits"], by_rule["mentor_supply"]
    assert Rotation(made, [pair], seats).needed == {pair}
    assert Rotation(made, [pair, limit], seats).needed == set()
    assert Rotation(made, [limit], seats).needed == {limit}
    assert Rotation(made, [mentors], seats).needed == {mentors}
    assert Rotation(made, [mentors], {**seats, "c": "2"}).needed == {mentors}
    assert Rotation(made, [mentors], {**seats, "c": "2", "d": "2"}).needed == set()
    assert Rotation(made, [mentors], {**seats, "c": "2", "d": "1"}).needed == {mentors}
    assert seats == {"a": "1", "b": "1"}
