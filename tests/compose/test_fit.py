"""Whom a network that is being filled takes: those who may meet its members, and who are fewest of their kind beyond an even share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.fit import Fit
from netcompose.compose.table import Table
from worlds import leader, planted_scenarios, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))


def price(table: Table, members: list[str], person: str) -> tuple[int, int]:
    """Members whom somebody may not meet; then, goal by goal, one for a kind that has its share already, less one for a kind that lacks."""
    seat = {one: i for i, one in enumerate(table.people)}
    foes = sum(seat[member] in table.foes[seat[person]] for member in members)
    beyond = 0
    for layer in table.layers:
        category = layer.category[seat[person]]
        if category >= 0:
            here = sum(layer.category[seat[member]] == category for member in members)
            even = layer.sizes[category] / len(table.networks)
            weight = table.goals[layer.goal].weight * layer.sign
            beyond += weight * ((here >= even) - (here + 1 <= even))
    return foes, beyond


@quietly
@given(planted_scenarios(), st.data())
def test_each_seat_goes_to_the_candidate_who_fits_best_the_first_of_equals(made: Scenario, data: st.DataObject) -> None:
    table = Table(made)
    order = data.draw(st.permutations(table.people))
    cut = data.draw(st.integers(0, len(order) - 1))
    members, candidates = list(order[:cut]), list(order[cut:])
    wanted = data.draw(st.integers(0, len(candidates)))
    fit = Fit(table, members)
    expected, left = list(members), list(candidates)
    for _ in range(wanted):
        best = min(left, key=lambda person: price(table, expected, person))
        left.remove(best)
        expected.append(best)
    fit.choose(wanted, candidates)
    assert fit.members == expected
    assert candidates == left


@quietly
@given(planted_scenarios(), st.data())
def test_exchanging_keeps_how_many_of_each_kind_and_lets_nobody_meet_more_whom_they_may_not(
    made: Scenario, data: st.DataObject
) -> None:
    table = Table(made)
    order = data.draw(st.permutations(table.people))
    third = len(order) // 3
    first, second = list(order[:third]), list(order[third : 2 * third])
    pools = [set(first), set(second)]
    fit = Fit(table, order[2 * third :])
    fit.choose(third // 2, first)
    fit.choose(third // 2, second)
    met = foes(table, fit.members)
    fit.improve()
    assert [len(pool & {*fit.members}) for pool in pools] == [third // 2, third // 2]
    assert len(set(fit.members)) == len(fit.members)
    assert foes(table, fit.members) <= met


def foes(table: Table, members: list[str]) -> int:
    seat = {one: i for i, one in enumerate(table.people)}
    return sum(seat[other] in table.foes[seat[one]] for one in members for other in members)


def test_a_later_choice_may_call_for_another_earlier_one() -> None:
    """Of a and b either would do at first; with c, of a's department, b is better."""
    given_: dict[str, dict[str, Any]] = {"a": {"department": "D"}, "b": {"department": "E"}, "c": {"department": "D"}}
    people = [leader(id, **fields) for id, fields in given_.items()] + [leader("x", department="E")]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    table = Table(scenario(people, policy(size="2", number=2, goals=goals)))
    fit = Fit(table, [])
    fit.choose(1, ["a", "b"])
    fit.choose(1, ["c"])
    assert fit.members == ["a", "c"]
    fit.improve()
    assert sorted(fit.members) == ["b", "c"]
    fit.improve()
    assert sorted(fit.members) == ["b", "c"]


@quietly
@given(planted_scenarios(), st.data())
def test_once_nothing_changes_nobody_left_out_would_fit_better(made: Scenario, data: st.DataObject) -> None:
    table = Table(made)
    order = data.draw(st.permutations(table.people))
    third = len(order) // 3
    pools = [list(order[:third]), list(order[third : 2 * third])]
    fit = Fit(table, order[2 * third :])
    wanted = [data.draw(st.integers(0, third)) for _ in pools]
    left = [pool.copy() for pool in pools]
    for some, number in zip(left, wanted, strict=True):
        fit.choose(number, some)
    while True:
        before = sorted(fit.members)
        fit.improve()
        if sorted(fit.members) == before:
            break
    for pool, some, number in zip(pools, left, wanted, strict=True):
        chosen = [person for person in pool if person in fit.members]
        assert len(chosen) == number
        assert sorted(some) == sorted({*pool} - {*chosen})
        for person in chosen:
            others = [member for member in fit.members if member != person]
            assert all(price(table, others, person) <= price(table, others, other) for other in some)


def alike(number: int) -> Table:
    people = [leader(str(i), department="D") for i in range(number)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    return Table(scenario(people, policy(size=f"1-{number}", number=2, goals=goals, duties={})))


def test_whoever_is_as_good_as_any_other_stays() -> None:
    fit = Fit(alike(6), ["5"])
    candidates = ["3", "0", "4"]
    fit.choose(2, candidates)
    assert (fit.members, candidates) == (["5", "3", "0"], ["4"])
    fit.improve()
    assert (sorted(fit.members), candidates) == (["0", "3", "5"], ["4"])


@pytest.mark.parametrize("swaps", range(7))
def test_everybody_is_reconsidered_until_nothing_changes_or_often_enough(
    monkeypatch: pytest.MonkeyPatch, swaps: int
) -> None:
    """A price by which somebody else is better so many times: a pass for each, and one to see that nothing changes."""
    fit = Fit(alike(4), [])
    candidates = ["0", "1"]
    fit.choose(1, candidates)
    assert (fit.members, candidates) == (["0"], ["1"])
    passes: list[int] = []

    def best(self: Fit, some: list[str]) -> str:
        passes.append(len(passes))
        person = some[1 if len(passes) <= swaps else 0]
        some.remove(person)
        self._add(person)
        return person

    monkeypatch.setattr(Fit, "_best", best)
    fit.improve()
    assert len(passes) == min(swaps + 1, 4)
    assert fit.members == [str(min(swaps, 4) % 2)]
