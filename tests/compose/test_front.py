"""The front of moves and mix: against every composition of tiny worlds, against an independent count, and its closed form by hand."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings

from netcompose.compose.bounds import Bounds
from netcompose.compose.deal import Deal
from netcompose.compose.envelope import Envelope
from netcompose.compose.front import _counting_moves, _Search, _Watched, front
from netcompose.compose.outcome import Impossible
from netcompose.compose.points import Front
from netcompose.compose.search import Effort
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import compositions, leader, planted_scenarios, policy, scenario, tiny_scenarios

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from rebalance import disagreements, worlds

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

slowly: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def moves_of(scenario: Scenario, composition: Composition) -> int:
    """Members who sit elsewhere than in their present network, where that is one of the scenario's."""
    seats = composition.seats
    return sum(p.network in scenario.networks and seats[p.id] != p.network for p in scenario.people)


def rank_costs(scenario: Scenario, composition: Composition) -> tuple[int, ...]:
    """The judges' weighted cost of each rank, moves apart."""
    goals = scenario.policy.goals
    verdicts = judge_goals(scenario, composition)
    ranks = sorted({goal.rank for goal in goals if goal.goal != "churn"})
    return tuple(
        sum(g.weight * v.cost for g, v in zip(goals, verdicts, strict=True) if g.rank == rank and g.goal != "churn")
        for rank in ranks
    )


def enumerated(scenario: Scenario) -> list[tuple[int, tuple[int, ...]]]:
    """The front by looking at every composition: (moves, costs of the ranks)."""
    kept = sorted(
        (moves_of(scenario, c), rank_costs(scenario, c))
        for c in compositions(scenario)
        if not any(verdict.violations for verdict in judge_rules(scenario, c))
    )
    points: list[tuple[int, tuple[int, ...]]] = []
    for moves, costs in kept:
        if not points or costs < points[-1][1]:
            points.append((moves, costs))
    return points


@settings(max_examples=50, **slowly)
@given(tiny_scenarios(full=True))
def test_the_front_is_that_of_every_composition(scenario: Scenario) -> None:
    found, points = front(scenario, Effort()), enumerated(scenario)
    if not points:
        assert isinstance(found, Impossible)
        return
    assert isinstance(found, Front)
    assert [(p.moves, rank_costs(scenario, p.composition)) for p in found.points] == points
    assert found.complete
    assert all(point.proven for point in found.points)
    for point in found.points:
        assert moves_of(scenario, point.composition) == point.moves
        assert all(bound <= value for bound, value in zip(point.bounds, point.values, strict=True))


@settings(max_examples=8, **slowly)
@given(planted_scenarios(full=True))
def test_a_composition_that_keeps_the_rules_needs_no_move(scenario: Scenario) -> None:
    found = front(scenario, Effort(seconds=0.2))
    assert isinstance(found, Front)
    assert found.points[0].moves == 0  # the planted composition itself
    assert found.fewest_proven
    assert [p.moves for p in found.points] == sorted({p.moves for p in found.points})


def test_worlds_of_a_hundred_leaders_agree_with_a_plain_model_of_the_moves() -> None:
    """A slice of `python benchmarks/rebalance.py check`."""
    for name, world in islice(worlds(200), 0, 4, 3):
        told, _ = disagreements(world, 60)
        assert not told, name


def test_the_envelope_by_hand() -> None:
    # Department A sits 3-1-0 and one of A is new: the new one goes where none is (3-1-1: 3 pairs); then one of three may go to where one
    # is (2-2-1: 2 pairs), and nothing is better than that for five in three networks.
    people = [leader(str(i), department="A", network=n) for i, n in enumerate("1112")] + [leader("4", department="A")]
    people += [leader(str(i), department="B", network=n) for i, n in enumerate("2333", start=5)]
    world = scenario(people, policy("1-9", 3, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    envelope = Envelope(Bounds(world))
    # Department B sits 0-1-3: 3 pairs, with one move 1-1-2: 1 pair.
    assert [envelope.at(moves)[0] for moves in range(4)] == [6, 4, 3, 3]
    assert envelope.fewest_moves == 0


def test_the_fewest_moves_by_hand() -> None:
    # Two pairs of superior and subordinate share network 1, and network 2 lacks one: two must move, the first of them to network 2.
    people = [leader("0", network="1"), leader("1", "0", network="1"), leader("2", network="1")]
    people += [leader("3", "2", network="1"), leader("4", network="2"), leader("5", network="3")]
    world = scenario(people, policy("1-3", 3))
    assert Envelope(Bounds(world)).fewest_moves == 2
    found = front(world, Effort())
    assert isinstance(found, Front)
    assert found.points[0].moves == 2


@settings(max_examples=10, **slowly)
@given(planted_scenarios(full=True))
def test_a_front_repeats_itself(scenario: Scenario) -> None:
    """By the seed alone: nothing is drawn that it does not decide."""
    for seed in (1, 2):
        first, again = (front(scenario, Effort(seed=seed, seconds=0)) for _ in range(2))
        assert first == again


@settings(max_examples=30, **slowly)
@given(planted_scenarios(full=True))
def test_a_watched_polish_tells_of_every_composition_that_keeps_the_rules(scenario: Scenario) -> None:
    told: list[int] = []
    deal = Deal(Table(scenario), 2)
    watched = _Watched(deal, lambda made: told.append(made.books.broken))
    kept = 0
    for n, items in [(n, items) for n, items in watched.wrong.items()][:5]:
        before = deal.books.network_of.copy()
        watched._mend(n, items[0])
        kept += deal.books.network_of != before and deal.books.broken == 0
    assert told == [0] * kept


@settings(max_examples=5, **slowly)
@given(planted_scenarios(full=True))
def test_every_deal_of_a_front_is_drawn_by_its_seed(scenario: Scenario) -> None:
    search = _Search(_counting_moves(scenario), Effort(seed=3))
    present = search.table.composition(search._restart(1).books.network_of)
    for deal in (search._restart(1), search._seated(present)):
        assert deal.round == Deal(search.table, 3).round
