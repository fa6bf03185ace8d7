"""Fairness: of compositions with the same value in every goal, one whose worst network is as good as can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from effort import examples
from netcompose.compose import fairness
from netcompose.compose.closing_fairness import close_fairness
from netcompose.compose.deal import Deal
from netcompose.compose.fairness import Fairness, Swaps, fair
from netcompose.compose.model import Model
from netcompose.compose.outcome import Composed, Disagreement
from netcompose.compose.rules import fairness as encoder
from netcompose.compose.search import Effort, compose
from netcompose.compose.table import Table
from netcompose.compose.worst import least_worst, packed
from netcompose.policy.catalogue import judge_fairness, judge_goals, judge_rules, mixed_goals
from worlds import compositions, leader, planted_scenarios, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

slowly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))


def worst_of(scenario: Scenario, composition: Composition) -> tuple[int, ...]:
    """The judge's count of the worst network, attribute by attribute in order of rank."""
    return tuple(verdict.cost for verdict in judge_fairness(scenario, composition))


def costs(scenario: Scenario, composition: Composition) -> tuple[int, ...]:
    """The judges' cost of every goal."""
    return tuple(verdict.cost for verdict in judge_goals(scenario, composition))


def seats_of(table: Table, composition: Composition) -> list[int]:
    at = {network: i for i, network in enumerate(table.networks)}
    return [at[composition.seats[person]] for person in table.people]


@slowly
@given(tiny_scenarios(full=True))
def test_what_is_claimed_of_the_worst_network_is_so(scenario: Scenario) -> None:
    outcome = compose(scenario, Effort())
    if not isinstance(outcome, Composed):
        return
    values, found = costs(scenario, outcome.composition), worst_of(scenario, outcome.composition)
    alike = [
        worst_of(scenario, other)
        for other in compositions(scenario)
        if costs(scenario, other) == values and not any(v.violations for v in judge_rules(scenario, other))
    ]
    assert found in alike
    assert len(outcome.worst) == len(found)
    for j, (pairs, bound) in enumerate(zip(found, outcome.worst, strict=True)):
        rivals = [other for other in alike if all(a <= b for a, b in zip(other[:j], found[:j], strict=True))]
        assert bound <= min(other[j] for other in rivals) <= pairs
    if outcome.worst == found:
        assert found == min(alike)


@slowly
@given(planted_scenarios())
def test_fairness_changes_no_goal_breaks_no_rule_and_makes_no_worst_network_worse(scenario: Scenario) -> None:
    """From any composition that keeps the rules, planted ones and composed ones alike."""
    table = Table(scenario)
    deal = Deal(table, 3)
    deal.mend(300)
    if deal.books.broken:
        return
    start = table.composition(deal.books.network_of)
    made = fair(table, Effort(seconds=0), Composed(start, (), table.bounds.proven), None)
    assert not any(verdict.violations for verdict in judge_rules(scenario, made.composition))
    assert costs(scenario, made.composition) == costs(scenario, start)
    assert worst_of(scenario, made.composition) <= worst_of(scenario, start)
    after = Fairness(table, seats_of(table, made.composition))
    assert tuple(after.worst) == worst_of(scenario, made.composition)
    assert tuple(after.bounds) == made.worst
    again = fair(table, Effort(seconds=0), Composed(start, (), table.bounds.proven), None)
    assert again == made


@settings(deadline=None, max_examples=examples(300))
@given(st.data())
def test_no_counts_at_all_beat_the_bound(data: st.DataObject) -> None:
    """Categories dealt at random over networks of whatever size: whatever value that gives, the worst is at or above the bound."""
    networks = data.draw(st.integers(1, 4))
    sizes = data.draw(st.lists(st.integers(2, 7), min_size=1, max_size=4))
    rows = [[0] * networks for _ in sizes]
    even = data.draw(st.booleans())
    for row, size in zip(rows, sizes, strict=True):
        for i in range(size):
            row[(i + data.draw(st.integers(0, 3)) * (not even)) % networks] += 1
        if even:
            turn = data.draw(st.integers(0, networks - 1))
            row[:] = row[turn:] + row[:turn]
    pairs = [sum(row[g] * (row[g] - 1) // 2 for row in rows) for g in range(networks)]
    without = data.draw(st.integers(0, 3))
    bound = least_worst(sizes, sum(sizes) + without, networks, sum(pairs))
    assert bound <= packed(sizes, networks, sum(pairs), bound) <= max(pairs)


@pytest.mark.parametrize(
    ("sizes", "people", "networks", "value", "least"),
    [
        ([4], 4, 1, 6, 6),  # one network has them all
        ([2, 2], 4, 2, 0, 0),  # nobody meets
        ([4], 9, 3, 1, 1),  # 2, 1, 1: the average, rounded up
        ([6, 6, 6], 18, 3, 9, 3),  # two of each in each
        ([8, 8], 16, 4, 8, 2),
        ([5, 5], 10, 4, 2, 1),  # q = 1: two extras of one pair each, in different networks
        ([5, 5, 5, 5, 5], 25, 4, 5, 2),  # five such extras over four networks
        ([9, 9], 18, 4, 12, 4),  # q = 2, base 2, two extras of two pairs: 4, though the average is 3
        ([16, 2], 18, 8, 8, 1),
        ([12, 3], 15, 5, 9, 3),  # 3 3 2 2 2 = 3 + 3 + 1 + 1 + 1
    ],
)
def test_the_bound_by_hand(sizes: list[int], people: int, networks: int, value: int, least: int) -> None:
    assert least_worst(sizes, people, networks, value) == least


def test_a_bound_rises_to_what_can_be_packed() -> None:
    """Nine networks. 21 of a kind are 2 in each and a third in three, 16 are 1 in each and a second in seven, 10 are 1 and a second in one.

    Each network has a pair of the first kind anyway. With three pairs at the most, the three who get a third have no room for another, and
    the six others cannot take seven of the second kind; with four there is room.
    """
    sizes = [21, 16, 10]
    value = 9 * 1 + 3 * 2 + 7 + 1
    assert least_worst(sizes, sum(sizes), 9, value) == 3
    assert packed(sizes, 9, value, 3) == 4


def test_what_is_not_spread_evenly_is_not_packed() -> None:
    assert packed([4], 2, 6, 3) == 3
    assert packed([4], 1, 6, 6) == 6


def stuck() -> tuple[Scenario, list[int]]:
    """AABBC | ACBD: A and B are three each, so two pairs are unavoidable, and here one network has them both."""
    departments = ["A", "A", "B", "B", "A", "C", "C", "B", "D"]
    people = [leader(str(i), department=d) for i, d in enumerate(departments)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy(size="4-5", number=2, goals=goals, rules={"reporting_line": "off"}))
    return made, [0, 0, 0, 0, 1, 0, 1, 1, 1]


def test_swaps_that_leave_the_value_take_pairs_from_the_worst_network() -> None:
    made, seats = stuck()
    table = Table(made)
    look = Fairness(table, seats)
    assert (look.pairs, look.bounds) == ([[2, 0]], [1])
    Swaps(look, Deal(table, 1, seats), Effort()).run()
    assert look.worst == [1]
    assert worst_of(made, table.composition(look.seats)) == (1,)


def test_a_swap_that_relieves_a_network_is_said_to_have(monkeypatch: pytest.MonkeyPatch) -> None:
    made, seats = stuck()
    table = Table(made)
    look, deal = Fairness(table, seats), Deal(table, 1, seats)
    monkeypatch.setattr(deal, "may_move", lambda home, network: False)
    swaps = Swaps(look, deal, Effort())
    assert not swaps._relieve(0, 0, 0)  # the other would have two
    assert look.pairs == [[2, 0]]
    assert swaps._relieve(0, 0, 1)
    assert look.pairs == [[1, 1]]


def test_somebody_moves_where_sizes_allow_and_nothing_else_helps() -> None:
    """AABB | CCC: with all others locked only an A or a B may go, and its pair with it goes to nobody; C's one extra does not count."""
    people = [
        leader("1", department="A", network="1", locked=True),
        leader("2", department="A"),
        leader("3", department="B", network="1", locked=True),
        leader("4", department="B", network="1", locked=True),
        leader("5", department="A", network="2", locked=True),
    ]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy(size="1-4", number=2, goals=goals, rules={"reporting_line": "off"}))
    table = Table(made)
    again = Fairness(table, [0, 0, 0, 0, 1])
    assert Swaps(again, Deal(table, 1, again.seats), Effort())._relieve(0, 0, 1)
    assert again.pairs == [[1, 1]]
    look = Fairness(table, [0, 0, 0, 0, 1])
    Swaps(look, Deal(table, 1, look.seats), Effort()).run()
    assert look.worst == [1]
    assert look.seats == [0, 1, 0, 0, 1]


def test_where_swaps_are_stuck_the_solver_answers() -> None:
    made, seats = stuck()
    table = Table(made)
    look = Fairness(table, seats)
    composition = close_fairness(table, Effort(), look, table.composition(seats), 1.0)
    assert look.worst == look.bounds == [1]
    assert worst_of(made, composition) == (1,)


def test_a_bound_that_nothing_reaches_rises_until_it_is_proven() -> None:
    """A and B must sit together, twice over: one network has both pairs, whatever the average says."""
    people = [
        leader("1", department="A", together=("2",)),
        leader("2", department="A", together=("3",)),
        leader("3", department="B", together=("4",)),
        leader("4", department="B"),
        *(leader(str(i), department=str(i)) for i in range(5, 9)),
    ]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy(size="4", number=2, goals=goals, rules={"reporting_line": "off"}))
    outcome = compose(made, Effort())
    assert isinstance(outcome, Composed)
    assert outcome.worst == worst_of(made, outcome.composition) == (2,)
    without_solver = compose(made, Effort(seconds=0))
    assert isinstance(without_solver, Composed)
    assert without_solver.worst < (2,)


def test_a_fairer_composition_of_another_value_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    made, seats = stuck()
    table = Table(made)
    told = iter([[9], [2]])
    monkeypatch.setattr("netcompose.compose.closing_fairness.cost_of", lambda *_: next(told)[0])
    with pytest.raises(Disagreement, match=r"^a fairer composition changes a goal that was proven best$"):
        close_fairness(table, Effort(), Fairness(table, seats), table.composition(seats), 1.0)


def test_without_a_mix_there_is_nothing_to_be_fair_about() -> None:
    people = [leader(str(i)) for i in range(6)]
    made = scenario(people, policy(size="3", number=2, goals=[{"goal": "even_size", "rank": 1}]))
    outcome = compose(made, Effort())
    assert isinstance(outcome, Composed)
    assert outcome.worst == ()
    assert mixed_goals(made.policy) == ()


def test_whoever_is_stopped_gets_the_composition_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    made, seats = stuck()
    table = Table(made)
    start = table.composition(seats)
    monkeypatch.setattr(fairness, "FEW", 0)
    kept = fair(table, Effort(stop=lambda: True), Composed(start, (2,), (2,)), None)
    assert kept.composition == start
    assert kept.worst == (1,)


def test_many_are_not_asked_of_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "FEW", 3)
    monkeypatch.setattr(Swaps, "run", lambda self: None)
    made, seats = stuck()
    table = Table(made)
    start = Composed(table.composition(seats), (2,), (2,))
    assert fair(table, Effort(), start, None) == replace(start, worst=(1,))


@slowly
@given(tiny_scenarios())
def test_the_encoder_allows_what_the_judge_counts(scenario: Scenario) -> None:
    """For each attribute the model's least worst network is that of the judge, over all compositions."""
    allowed = [c for c in compositions(scenario) if not any(v.violations for v in judge_rules(scenario, c))]
    if not allowed:
        return
    for j, goal in enumerate(mixed_goals(scenario.policy)):
        least = min(worst_of(scenario, composition)[j] for composition in allowed)
        for most in range(max(0, least - 1), least + 1):
            model = Model(scenario, goals=False)
            encoder.encode(model.seats, scenario, goal, most)
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert solver.solve(model.cp) == (cp_model.OPTIMAL if most == least else cp_model.INFEASIBLE)


@slowly
@given(planted_scenarios(), st.data())
def test_an_exchange_is_made_when_no_goal_no_rule_and_no_worst_network_pays_and_not_else(
    scenario: Scenario, data: st.DataObject
) -> None:
    """By the judges' counting, of any two people of different networks, or of one who moves."""
    table = Table(scenario)
    deal = Deal(table, 3)
    deal.mend(300)
    if deal.books.broken or not mixed_goals(scenario.policy):
        return
    swaps = Swaps(Fairness(table, deal.books.network_of.copy()), deal, Effort())
    if data.draw(st.booleans()):
        swaps.most = [most + 1 for most in swaps.most]  # as if others had been worse
    people = st.integers(0, len(table.people) - 1)
    for _ in range(8):
        a, b = data.draw(people), data.draw(st.one_of(st.just(fairness.NOBODY), people))
        seats = deal.books.network_of.copy()
        g = seats[a]
        h = seats[b] if b != fairness.NOBODY else data.draw(st.integers(0, len(table.networks) - 1))
        if g == h:
            continue
        after = seats.copy()
        after[a] = h
        if b != fairness.NOBODY:
            after[b] = g
        before, wanted = table.composition(seats), table.composition(after)
        kept = not any(verdict.violations for verdict in judge_rules(scenario, wanted) if verdict.rule in MENDED)
        fair_enough = all(now <= most for now, most in zip(worst_of(scenario, wanted), swaps.most, strict=True))
        free = kept and fair_enough and costs(scenario, before) == costs(scenario, wanted)
        assert swaps._exchange(a, b, g, h) == free
        assert deal.books.network_of == (after if free else seats)
        assert swaps.pairs == Fairness(table, deal.books.network_of).pairs


MENDED = {"group_size", "reporting_line", "siblings", "apart", "mentor_supply", "limits"}
"""Rules that an exchange of two might break; whoever is locked or sits with others is not looked at."""


def test_of_an_attribute_that_no_two_share_the_worst_network_has_no_pair() -> None:
    people = [leader(str(i), department=str(i), workplace="P" if i < 3 else None) for i in range(6)]
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "workplace")]
    made = scenario(people, policy(size="3", number=2, goals=goals))
    table = Table(made)
    look = Fairness(table, [0, 0, 1, 0, 1, 1])
    assert (look.pairs, look.bounds, look.worst, look.open) == ([[0, 0], [1, 0]], [0, 1], [0, 1], False)
    assert Fairness(table, [0, 0, 0, 1, 1, 1]).worst == [0, 3]


def test_no_other_network_becomes_the_worst() -> None:
    """AAx | ABBy: with the second A in y's place the second network has two pairs, and the value stays as it is."""
    departments = ["A", "A", None, "A", "B", "B", None]
    people = [leader(str(i), department=d) for i, d in enumerate(departments)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy(size="3-4", number=2, goals=goals))
    table, seats = Table(made), [0, 0, 0, 1, 1, 1, 1]
    look = Fairness(table, seats)
    assert look.pairs == [[1, 1]]
    swaps = Swaps(look, Deal(table, 1, seats), Effort())
    assert not swaps._exchange(1, 6, 0, 1)
    assert not swaps._exchange(6, 1, 1, 0)
    swaps.most = [2]
    assert swaps._exchange(1, 6, 0, 1)
    assert look.pairs == [[0, 2]]
