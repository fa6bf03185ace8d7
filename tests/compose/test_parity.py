"""Two faces of every rule, held against each other on worlds small enough to enumerate."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from ortools.sat.python import cp_model

from effort import examples
from netcompose.compose import closing, rules, search
from netcompose.compose.bounds import Bounds
from netcompose.compose.closing import cost_of
from netcompose.compose.model import Model
from netcompose.compose.outcome import Composed, Impossible
from netcompose.compose.search import Effort, compose
from netcompose.compose.seats import Seats
from netcompose.organisation import Level, Organisation
from netcompose.plan import Composition
from netcompose.policy.catalogue import GOALS, RULES, judge_goals, judge_rules
from netcompose.policy.scenario import strata
from worlds import TODAY, compositions, leader, planted_scenarios, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.policy.scenario import Scenario

slowly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(300))


class Collector(cp_model.CpSolverSolutionCallback):
    """Every solution's seats."""

    def __init__(self, model: Model, scenario: Scenario) -> None:
        super().__init__()
        self.model, self.scenario = model, scenario
        self.found: set[tuple[tuple[str, str], ...]] = set()

    def on_solution_callback(self) -> None:
        self.found.add(_key(self.model.seats.extract(self.boolean_value, self.scenario)))


def _key(composition: Composition) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(composition.seats.items()))


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def silent(scenario: Scenario) -> list[Composition]:
    """All compositions that no judge objects to."""
    return [c for c in compositions(scenario) if not any(verdict.violations for verdict in judge_rules(scenario, c))]


def rank_costs(scenario: Scenario, composition: Composition) -> tuple[int, ...]:
    """The judges' weighted cost of each rank, from the first."""
    goals = scenario.policy.goals
    ranks = sorted({goal.rank for goal in goals})
    verdicts = judge_goals(scenario, composition)
    return tuple(
        sum(g.weight * v.cost for g, v in zip(goals, verdicts, strict=True) if g.rank == rank) for rank in ranks
    )


def test_the_catalogues_of_judges_and_encoders_name_the_same_rules_in_the_same_order() -> None:
    assert list(rules.RULES) == list(RULES)
    assert list(rules.GOALS) == list(GOALS)


@slowly
@given(tiny_scenarios(full=True))
def test_encoders_allow_exactly_what_no_judge_objects_to(scenario: Scenario) -> None:
    model = Model(scenario, goals=False)
    solver = _solver()
    solver.parameters.enumerate_all_solutions = True
    collector = Collector(model, scenario)
    status = solver.solve(model.cp, collector)
    expected = {_key(composition) for composition in silent(scenario)}
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    assert collector.found == expected


def best_or_impossible(scenario: Scenario) -> None:
    """What is composed is the best that the judges know and proven so, or impossible as they say."""
    allowed = silent(scenario)
    outcome = compose(scenario, Effort())
    if not allowed:
        assert isinstance(outcome, Impossible)
        assert outcome.conflict
        return
    assert isinstance(outcome, Composed)
    assert not any(verdict.violations for verdict in judge_rules(scenario, outcome.composition))
    best = min(rank_costs(scenario, composition) for composition in allowed)
    assert rank_costs(scenario, outcome.composition) == best
    values = [verdict.cost for verdict in judge_goals(scenario, outcome.composition)]
    assert list(outcome.bounds) == values  # a tiny world is always proven
    for goal, least in zip(scenario.policy.goals, outcome.unavoidable, strict=True):
        everybody = min(judge.cost for judge in (GOALS[goal.goal](scenario, goal, c) for c in allowed))
        assert least <= everybody


@slowly
@given(tiny_scenarios())
def test_the_answer_is_the_best_that_the_judges_know_or_impossible_as_they_say(scenario: Scenario) -> None:
    best_or_impossible(scenario)


@settings(slowly, max_examples=examples(100))
@given(tiny_scenarios())
def test_so_it_is_the_way_that_large_organisations_are_composed(scenario: Scenario) -> None:
    with pytest.MonkeyPatch.context() as as_large:
        for module in (search, closing):
            as_large.setattr(module, "SMALL", 0)
        best_or_impossible(scenario)


@slowly
@given(tiny_scenarios(full=True))
def test_the_model_alone_has_the_same_optimum(scenario: Scenario) -> None:
    """The model is the definition of the problem: it needs neither deal nor bounds to be right."""
    allowed = silent(scenario)
    if not allowed:
        return
    for i, goal in enumerate(scenario.policy.goals):
        model = Model(scenario)
        model.cp.minimize(model.costs[i])
        solver = _solver()
        assert solver.solve(model.cp) == cp_model.OPTIMAL
        assert round(solver.objective_value) == min(GOALS[goal.goal](scenario, goal, c).cost for c in allowed)


@slowly
@given(tiny_scenarios(full=True))
def test_encoders_commute(scenario: Scenario) -> None:
    order = list(rules.RULES)
    random.Random(len(scenario.participants)).shuffle(order)
    assert _first_goal(scenario, order) == _first_goal(scenario, list(rules.RULES))


def _first_goal(scenario: Scenario, order: Sequence[str]) -> int | None:
    """The optimum of the first goal with the rules encoded in this order, goals first; None when impossible."""
    cp = cp_model.CpModel()
    seats = Seats(cp, scenario)
    costs = [rules.GOALS[goal.goal](seats, scenario, goal) for goal in scenario.policy.goals]
    for rule in order:
        rules.RULES[rule](seats, scenario)
    cp.minimize(costs[0])
    solver = _solver()
    return round(solver.objective_value) if solver.solve(cp) == cp_model.OPTIMAL else None


@slowly
@given(planted_scenarios(full=True))
def test_the_model_takes_the_planted_composition_at_the_judges_cost(scenario: Scenario) -> None:
    seats = {person.id: person.network for person in scenario.people if person.network is not None}
    planted = Composition.of(seats, scenario.networks)
    assert not any(verdict.violations for verdict in judge_rules(scenario, planted))
    for i, verdict in enumerate(judge_goals(scenario, planted)):
        model = Model(scenario)
        model.seats.fix(planted)
        model.cp.minimize(model.costs[i])
        solver = _solver()
        assert solver.solve(model.cp) == cp_model.OPTIMAL
        assert round(solver.objective_value) == verdict.cost


@slowly
@given(planted_scenarios(full=True))
def test_a_hint_is_complete_and_holds(scenario: Scenario) -> None:
    seats = {person.id: person.network for person in scenario.people if person.network is not None}
    model = Model(scenario)
    model.seats.hint(Composition.of(seats, scenario.networks))
    assert sorted(model.cp.proto.solution_hint.vars) == list(range(len(model.cp.proto.variables)))
    solver = _solver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(model.cp) == cp_model.OPTIMAL


def test_a_wish_across_strata_is_refused_on_both_sides() -> None:
    people = [leader("a", level=Level.LEADER_OF_LEADERS, together=("b",)), leader("b")]
    parts = [{"name": level, "levels": [level]} for level in ("leader_of_leaders", "leader_of_employees")]
    top, rest = strata(Organisation(tuple(people)), policy(size="1", strata=parts), TODAY)
    assert silent(top) == []
    assert _solver().solve(Model(top).cp) == cp_model.INFEASIBLE
    assert [_key(composition) for composition in silent(rest)] == [(("b", "2"),)]
    assert _solver().solve(Model(rest).cp) == cp_model.OPTIMAL


@pytest.mark.parametrize("members", range(5))
@pytest.mark.parametrize("push", [1, -1])
def test_exact_pairs_are_exact_whichever_way_they_are_pushed(members: int, push: int) -> None:
    case = scenario([leader(str(i)) for i in range(5)], policy(size="1-4", number=2))
    cp = cp_model.CpModel()
    seats = Seats(cp, case)
    pairs = seats.exact_pairs(case.participants, "1")
    cp.add(seats.count(case.participants, "1") == members)
    cp.minimize(cp_model.LinearExpr.weighted_sum([pairs], [push]))
    solver = _solver()
    assert solver.solve(cp) == cp_model.OPTIMAL
    assert solver.value(pairs) == members * (members - 1) // 2


@slowly
@given(tiny_scenarios())
def test_costs_are_counted_alike_on_both_sides(scenario: Scenario) -> None:
    for composition in list(compositions(scenario))[
        :: max(1, len(scenario.networks) ** len(scenario.participants) // 20)
    ]:
        judged = [verdict.cost for verdict in judge_goals(scenario, composition)]
        bounds = Bounds(scenario)
        assert [cost_of(scenario, bounds, i, composition) for i in range(len(scenario.policy.goals))] == judged


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))
@given(planted_scenarios())
def test_a_planted_organisation_is_never_called_impossible(scenario: Scenario) -> None:
    outcome = compose(scenario, Effort(seconds=2))
    assert isinstance(outcome, Composed)
    assert not any(verdict.violations for verdict in judge_rules(scenario, outcome.composition))
    assert outcome.unavoidable == Bounds(scenario).unavoidable
    verdicts = judge_goals(scenario, outcome.composition)
    for verdict, least, bound in zip(verdicts, outcome.unavoidable, outcome.bounds, strict=True):
        assert least <= bound <= verdict.cost
