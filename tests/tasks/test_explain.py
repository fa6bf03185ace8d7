"""Prices of seats are the judges' own differences, and the cheapest way to a seat is the cheapest there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcompose.organisation import Level, Organisation
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_goals, judge_rules
from netcompose.tasks.explain import Explainer
from netcompose.tasks.prices import Prices
from worlds import GOALS, MORE_GOALS, TODAY, leader, planted_scenarios, policy, scenario, tiny_scenarios

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


def judged(made, composition):  # type: ignore[no-untyped-def]
    broken = sum(verdict.violations for verdict in judge_rules(made, composition))
    return broken, [verdict.cost for verdict in judge_goals(made, composition)]


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios(largest=8)), st.integers(0, 2**20))
def test_a_price_is_the_judges_difference(made, seed: int) -> None:  # type: ignore[no-untyped-def]
    draw = Random(seed)
    if not made.participants or made.stratum is not None:
        return
    seats = {person: draw.choice(made.networks) for person in made.participants}
    before = Composition.of(seats, made.networks)
    prices = Prices(made, before)
    for _ in range(5):
        movers = draw.sample(made.participants, min(len(made.participants), draw.choice((1, 2, 2))))
        moves = tuple((person, draw.choice(made.networks)) for person in movers)
        after = Composition.of({**seats, **dict(moves)}, made.networks)
        (broken, costs), (then_broken, then_costs) = judged(made, before), judged(made, after)
        price = prices.price(*moves)
        assert price.goals == tuple(new - old for old, new in zip(costs, then_costs, strict=True))
        if not _twice_apart(made):
            assert price.broken == then_broken - broken


def _twice_apart(made) -> bool:  # type: ignore[no-untyped-def]
    """Whether two rules keep one pair apart: the judges count it twice, the price once."""
    from netcompose.compose.demands import apart_pairs, reporting_pairs, sibling_groups

    pairs = [tuple(sorted(pair)) for pair in (*reporting_pairs(made), *apart_pairs(made))]
    pairs += [(a, b) for group in sibling_groups(made) for a, b in product(group, group) if a < b]
    return len(set(pairs)) < len(pairs)


def plan() -> tuple[Organisation, Composition, Explainer]:
    people = [
        leader("a", department="A", level=Level.LEADER_OF_LEADERS),
        leader("b", "a", department="B"),
        leader("c", department="A"),
        leader("d", department="B"),
        leader("e", department="C"),
        leader("f", department="C"),
    ]
    organisation = Organisation(tuple(people))
    composition = Composition.of(dict(zip("abcdef", "122131", strict=True)), ("1", "2", "3"))
    rules = policy("1-3", 3, goals=[*GOALS, *MORE_GOALS])
    return organisation, composition, Explainer(organisation, rules, composition, TODAY)


def test_every_network_says_what_a_seat_costs_and_what_forbids_it() -> None:
    _, _, explainer = plan()
    seats = {seat.network: seat for seat in explainer.seats("b")}
    assert seats["2"].here
    forbidden = seats["1"].move
    assert forbidden is not None
    assert [broken.rule for broken in forbidden.broken] == ["group_size", "reporting_line"]
    assert "Leader a" in str(forbidden.broken[1].witnesses[0])
    best = seats["1"].best  # a has to leave for it
    assert best is not None
    assert best.moves[1][0] == "a"
    alone = seats["3"].best
    assert alone is not None
    assert alone.moves == (("b", "2", "3"),)
    assert {(goal.goal, after - before) for goal, before, after in alone.goals if goal.goal == "even_size"} == {
        ("even_size", 0)
    }


def test_the_best_exchange_is_the_best_of_all_pairs_of_moves() -> None:
    _, composition, explainer = plan()
    part = explainer.parts[0]
    for person, network in product("abcdef", "123"):
        if composition.seats[person] == network:
            continue
        found = part.prices.best_exchange(person, network)
        touched = {composition.seats[person], network}
        every = [
            part.prices.price((person, network), (other, there))
            for other, there in product("abcdef", "123")
            if other != person and composition.seats[other] != there and touched & {composition.seats[other], there}
        ]
        kept = [part.prices.order(price) for price in every if price.broken <= 0]
        assert (found is None) == (not kept)
        if found is not None:
            assert part.prices.order(found[2]) == min(kept)


def test_a_swap_and_a_move_tell_the_rules_they_break() -> None:
    _, _, explainer = plan()
    swap = explainer.swap("b", "d")
    assert [broken.rule for broken in swap.broken] == ["reporting_line"]
    assert swap.moves == (("b", "2", "1"), ("d", "1", "2"))
    assert explainer.swap("c", "d").allowed
    assert not explainer.move("b", "1").allowed


def test_a_seat_of_another_stratum_is_none() -> None:
    strata = [
        {"name": "Top", "levels": ["leader_of_leaders"], "networks": 1},
        {"name": "Rest", "levels": ["leader_of_employees"], "networks": 1},
    ]
    people = [leader(i, level=Level.LEADER_OF_LEADERS) for i in "ab"] + [leader(i) for i in "cd"]
    composition = Composition.of({"a": "1", "b": "1", "c": "2", "d": "2"}, ("1", "2"))
    explainer = Explainer(Organisation(tuple(people)), policy("2", strata=strata), composition, TODAY)
    there = next(seat for seat in explainer.seats("a") if seat.network == "2")
    assert (there.elsewhere, there.best) == ("Rest", None)
    assert [broken.rule for broken in explainer.swap("a", "c").broken] == ["placed_once"]


def test_the_swaps_that_gain_most_come_first() -> None:
    people = [leader(i, department=d) for i, d in zip("abcdef", "AABBCC", strict=True)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy("2", 3, goals=goals))
    composition = Composition.of(dict(zip("abcdef", "112233", strict=True)), ("1", "2", "3"))
    swaps = Prices(made, composition).best_swaps(3)
    assert [(one, other, price.goals) for one, other, price in swaps] == [
        ("a", "c", (-2,)),
        ("a", "d", (-2,)),
        ("a", "e", (-2,)),
    ]
    few = Prices(made, composition).best_swaps(3, tries=6)
    assert all(price.goals == (-2,) for _, _, price in few)
    good = Composition.of(dict(zip("abcdef", "123123", strict=True)), ("1", "2", "3"))
    assert Prices(replace(made), good).best_swaps(3) == []


@pytest.mark.parametrize("person", ["a", "b"])
def test_who_has_a_seat_can_be_asked_about(person: str) -> None:
    _, _, explainer = plan()
    assert explainer.seated(person)
    assert not explainer.seated("nobody")
