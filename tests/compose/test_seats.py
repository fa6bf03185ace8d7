"""The variables of a model, asked one thing at a time."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from ortools.sat.python import cp_model

from netcompose.compose.model import Model
from netcompose.compose.seats import Seats
from netcompose.plan import Composition
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def world(people: int, networks: int, largest: int = 4) -> Scenario:
    return scenario([leader(str(i)) for i in range(people)], policy(f"1-{largest}", networks, goals=[], duties={}))


def opened(people: int, networks: int, largest: int = 4) -> tuple[cp_model.CpModel, Seats, Scenario]:
    made, cp = world(people, networks, largest), cp_model.CpModel()
    return cp, Seats(cp, made), made


def solved(cp: cp_model.CpModel) -> tuple[cp_model.CpSolver, bool]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver, solver.solve(cp) == cp_model.OPTIMAL


def sizes(cp: cp_model.CpModel) -> tuple[int, int]:
    return len(cp.proto.variables), len(cp.proto.constraints)


@pytest.mark.parametrize("members", range(5))
@pytest.mark.parametrize("exact", [True, False])
def test_pairs_of_some_in_a_network(members: int, exact: bool) -> None:
    cp, seats, made = opened(5, 2)
    before = sizes(cp)
    ask = seats.exact_pairs if exact else seats.pairs
    some = made.participants[:4]
    found = ask(some, "1")
    after = sizes(cp)
    assert after[0] - before[0] == (4 if exact else 1)
    assert after[1] - before[1] == (1 + 3 if exact else 3)
    ask(some, "1")
    assert sizes(cp) == after  # asked again, the same variables answer
    assert ask(some[:1], "1") == 0
    assert sizes(cp) == after
    ask(some, "2")
    assert sizes(cp)[0] - after[0] == (4 if exact else 1)
    cp.add(seats.count(some, "1") == members)
    cp.minimize(found)
    solver, best = solved(cp)
    assert best
    assert solver.value(found) == members * (members - 1) // 2


def test_no_more_are_counted_than_find_room() -> None:
    cp, seats, made = opened(5, 2, largest=1)
    before = sizes(cp)
    assert seats.pairs(made.participants, "1") == 0
    assert seats.exact_pairs(made.participants, "1") == 0
    assert sizes(cp) == before
    cp, seats, made = opened(5, 2, largest=2)
    for ask, variables, constraints in ((seats.pairs, 1, 1), (seats.exact_pairs, 2, 2)):
        before = sizes(cp)
        ask(made.participants, "1")
        assert sizes(cp) == (before[0] + variables, before[1] + constraints)


def test_a_number_of_pairs_is_never_above_what_a_network_can_have() -> None:
    cp, seats, made = opened(5, 1, largest=3)
    found = seats.pairs(made.participants, "1")
    cp.maximize(found)
    solver, best = solved(cp)
    assert best
    assert solver.value(found) == 3


def test_pairs_everywhere_are_those_of_all_groups_in_all_networks() -> None:
    cp, seats, made = opened(5, 2)
    everywhere = seats.pairs_everywhere((made.participants[:3], made.participants[3:], made.participants[:1]))
    for person, network in zip(made.participants, "11212", strict=True):
        cp.add(seats.is_in(person, network) == 1)
    for person in made.participants:
        cp.add_exactly_one(seats.is_in(person, network) for network in made.networks)
    cp.minimize(everywhere)
    solver, best = solved(cp)
    assert best
    assert solver.value(everywhere) == 1


@pytest.mark.parametrize(("people", "networks", "ways"), [(3, 3, 5), (4, 3, 14), (4, 2, 8), (3, 1, 1), (2, 3, 2)])
def test_of_all_names_of_networks_one_is_left(people: int, networks: int, ways: int) -> None:
    """As many ways as there are to part so many people into up to so many groups; each with the first of them in the first network."""
    left = set()
    for choice in product(range(networks), repeat=people):
        cp, seats, made = opened(people, networks)
        seats.order_networks(made.participants)
        for person, network in zip(made.participants, choice, strict=True):
            for n, name in enumerate(made.networks):
                cp.add(seats.is_in(person, name) == (n == network))
        if solved(cp)[1]:
            left.add(choice)
    assert len(left) == ways
    assert all(choice[0] == 0 for choice in left)
    assert all(network <= max(choice[:i], default=-1) + 1 for choice in left for i, network in enumerate(choice))


def test_a_hint_names_everything_and_the_last_one_counts() -> None:
    cp, seats, made = opened(4, 2)
    pairs, exact = seats.pairs(made.participants, "1"), seats.exact_pairs(made.participants[:3], "1")
    del exact
    for networks, values in [("1112", (3, [1, 1, 1])), ("2112", (1, [1, 1, 0]))]:
        seats.hint(Composition.of(dict(zip(made.participants, networks, strict=True)), made.networks))
        hint = dict(zip(cp.proto.solution_hint.vars, cp.proto.solution_hint.values, strict=True))
        assert len(hint) == len(cp.proto.variables) == 4 * 2 + 1 + 3
        for person, network in zip(made.participants, networks, strict=True):
            for name in made.networks:
                assert hint[seats.is_in(person, name).index] == (name == network)
        assert isinstance(pairs, cp_model.IntVar)
        assert hint[pairs.index] == values[0]
        assert [hint[i] for i in range(9, 12)] == values[1]


def test_everybody_is_seated_as_they_are_fixed_and_read_again() -> None:
    made = world(4, 2)
    model = Model(made)
    model.seats.fix(Composition.of({"0": "2", "1": "1", "2": "2", "3": "1"}, made.networks))
    solver, best = solved(model.cp)
    assert best
    found = model.seats.extract(solver.boolean_value, made)
    assert [(network.id, network.members) for network in found.networks] == [("1", ("1", "3")), ("2", ("0", "2"))]
    partly = Model(made)
    partly.seats.fix(Composition.of({"0": "2"}, made.networks))  # whoever has no seat there has none
    assert not solved(partly.cp)[1]


def test_what_made_which_constraints_is_noted() -> None:
    goals = [{"goal": "mix", "attribute": "level", "rank": 1}, {"goal": "churn", "rank": 2}]
    made = scenario([leader("0", "1"), leader("1")], policy("1", 2, goals=goals, duties={}))
    model = Model(made)
    assert [maker for maker, _ in model.made] == [
        "placed_once",
        "group_size",
        "reporting_line",
        "siblings",
        "locked",
        "together",
        "apart",
        "limits",
        "mentor_supply",
        "mix",
        "churn",
    ]
    assert [number for _, number in model.made][:4] == [2, 4, 6, 6]
    assert len(model.costs) == 2
    part = Model(made, without=("reporting_line", "group_size"), goals=False)
    assert [maker for maker, _ in part.made] == [
        "placed_once",
        "siblings",
        "locked",
        "together",
        "apart",
        "limits",
        "mentor_supply",
    ]
    assert {number for _, number in part.made} == {2}
    assert part.costs == ()
