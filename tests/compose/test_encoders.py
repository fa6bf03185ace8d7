"""Each encoder by itself: what it allows is what its judge allows, and what it counts is what its judge counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from ortools.sat.python import cp_model

from effort import examples
from netcompose.compose import rules
from netcompose.compose.rules import fairness, placed_once
from netcompose.compose.seats import Seats
from netcompose.policy import catalogue
from worlds import compositions, leader, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))


class Collector(cp_model.CpSolverSolutionCallback):
    """Every solution's seats."""

    def __init__(self, seats: Seats, made: Scenario) -> None:
        super().__init__()
        self.seats, self.made = seats, made
        self.found: set[tuple[str, ...]] = set()

    def on_solution_callback(self) -> None:
        self.found.add(key(self.seats.extract(self.boolean_value, self.made), self.made))


def key(composition: Composition, made: Scenario) -> tuple[str, ...]:
    return tuple(composition.seats[person] for person in made.participants)


def allowed(made: Scenario, rule: str) -> set[tuple[str, ...]]:
    """What one encoder allows to people who each have one seat."""
    cp = cp_model.CpModel()
    seats = Seats(cp, made)
    placed_once.encode(seats, made)
    rules.RULES[rule](seats, made)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    collector = Collector(seats, made)
    assert solver.solve(cp, collector) in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return collector.found


@pytest.mark.parametrize("rule", list(rules.RULES))
@quietly
@given(tiny_scenarios())
def test_an_encoder_allows_what_its_judge_allows(rule: str, made: Scenario) -> None:
    if len(made.networks) ** len(made.participants) > 250:
        return
    judge = catalogue.RULES[rule]
    expected = {key(c, made) for c in compositions(made) if not judge(made, c).violations}
    assert allowed(made, rule) == expected


PEOPLE = [
    leader("a", department="X", title="T", network="1", new=True),
    leader("b", department="X", title="U", network="1"),
    leader("c", department="Y", title="T", network="2", new=True),
    leader("d", department="X", title="T", network="3", new=True),
    leader("e", title="U"),
]
GOALS: list[dict[str, Any]] = [
    {"goal": "mix", "attribute": "department"},
    {"goal": "same", "attribute": "title"},
    {"goal": "new_leaders"},
    {"goal": "even_size"},
    {"goal": "new_faces"},
    {"goal": "churn"},
]


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal["goal"])
def test_an_encoder_counts_what_its_judge_counts(goal: dict[str, Any]) -> None:
    made = scenario(PEOPLE, policy("1-5", 2, goals=[{**goal, "rank": 1}], duties={}), met=(("a", "c", "e"),))
    costs = set()
    for composition in compositions(made):
        cp = cp_model.CpModel()
        seats = Seats(cp, made)
        cost = rules.GOALS[goal["goal"]](seats, made, made.policy.goals[0])
        seats.fix(composition)
        cp.minimize(cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(cp) == cp_model.OPTIMAL
        expected = catalogue.GOALS[goal["goal"]](made, made.policy.goals[0], composition).cost
        assert round(solver.objective_value) == expected
        costs.add(expected)
    assert len(costs) > 1


@pytest.mark.parametrize("most", range(5))
def test_no_network_has_more_pairs_than_it_may(most: int) -> None:
    """Three of one department and two of another: the worst network of each way to seat them is known."""
    people = [leader(str(i), department="XXXYY"[i]) for i in range(5)]
    made = scenario(people, policy("1-5", 2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}], duties={}))
    cp = cp_model.CpModel()
    seats = Seats(cp, made)
    placed_once.encode(seats, made)
    fairness.encode(seats, made, made.policy.goals[0], most)
    collector = Collector(seats, made)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    solver.solve(cp, collector)

    def worst(composition: Composition) -> int:
        counts = [
            (sum(int(p) < 3 for p in network.members), sum(int(p) > 2 for p in network.members))
            for network in composition.networks
        ]
        return max(x * (x - 1) // 2 + y * (y - 1) // 2 for x, y in counts)

    assert collector.found == {key(c, made) for c in compositions(made) if worst(c) <= most}


@pytest.mark.parametrize(
    ("limit", "ways"),
    [
        ({"value": "Z", "at_least": 1}, 0),  # nobody has it
        ({"value": "Z", "at_most": 1}, 8),
        ({"value": "X", "at_most": 1}, 4),
        ({"value": "X", "at_least": 1}, 4),
        ({"value": "Y", "at_least": 1}, 0),  # one for two networks
        ({"value": "Y", "at_most": 1}, 8),
    ],
)
def test_limits_on_two_of_a_kind_one_of_another_and_nobody(limit: dict[str, Any], ways: int) -> None:
    people = [leader("a", department="X"), leader("b", department="X"), leader("c", department="Y")]
    made = scenario(people, policy("1-3", 2, goals=[], duties={}, limits=[{"attribute": "department", **limit}]))
    assert len(allowed(made, "limits")) == ways
