"""The envelope of moves and mix is what trying every way to sit gives, where no rule takes compositions away."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from math import inf
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import closing_front, front
from netcompose.compose.bounds import Bounds
from netcompose.compose.closing_front import Reply
from netcompose.compose.effort import Effort
from netcompose.compose.envelope import Envelope
from netcompose.compose.front import fewest_confirmed
from netcompose.compose.outcome import OutOfTime
from netcompose.compose.points import Front, Limits, Point
from netcompose.compose.solver import Answer, Ending
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import compositions, leader, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

MIX = [{"goal": "mix", "attribute": "department", "rank": 1}]
quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(80))


@st.composite
def spread(draw: st.DrawFn) -> Scenario:
    """Up to seven people of up to two departments in three networks, some of them without a present one."""
    count = draw(st.integers(2, 7))
    people = [
        leader(
            str(i),
            department=draw(st.sampled_from(["A", "B", None])),
            network=draw(st.sampled_from(["1", "1", "2", "3", None])),
        )
        for i in range(count)
    ]
    return scenario(people, policy(size="1-9", number=3, goals=MIX, rules={"reporting_line": "off"}, duties={}))


def ways(made: Scenario) -> list[tuple[dict[str, str], int, int]]:
    """Every way to sit: who where, how many of them have moved, and how many pairs of a department meet."""
    home = {p.id: p.network for p in made.people if p.network is not None}
    found = []
    for seats in product(made.networks, repeat=len(made.participants)):
        at = dict(zip(made.participants, seats, strict=True))
        moves = sum(at[person] != network for person, network in home.items())
        met = [(at[p.id], p.department) for p in made.people if p.department is not None]
        found.append((at, moves, sum(met.count(key) * (met.count(key) - 1) // 2 for key in set(met))))
    return found


@quietly
@given(spread())
def test_what_so_many_moves_can_give_is_the_least_of_all_ways(made: Scenario) -> None:
    envelope, every = Envelope(Bounds(made)), ways(made)
    proven = envelope.bounds.proven[0]
    for most in (*range(len(made.participants) + 1), inf):
        least = min(cost for _, moves, cost in every if moves <= most)
        assert envelope.at(most) == (max(least, proven),)


@quietly
@given(spread())
def test_a_seat_costs_what_the_least_of_all_ways_with_it_does(made: Scenario) -> None:
    envelope, every = Envelope(Bounds(made)), ways(made)
    for person, network, most in product(made.participants, made.networks, (1, 2, inf)):
        least = min(cost for at, moves, cost in every if moves <= most and at[person] == network)
        told = envelope.with_seat(0, person, network, most)
        if envelope.home.get(person) == network:  # whoever stays costs no move: nothing more is known than of all
            assert told <= max(least, envelope.bounds.proven[0])
        else:
            assert told == least


@quietly
@given(tiny_scenarios())
def test_no_composition_has_fewer_moves_than_the_fewest(made: Scenario) -> None:
    envelope = Envelope(Bounds(made))
    home = envelope.home
    for one, other in envelope.clashing:
        assert home[one] == home[other]
    people = [person for pair in envelope.clashing for person in pair]
    assert len(people) == len(set(people))
    kept = [c.seats for c in compositions(made) if not any(v.violations for v in judge_rules(made, c))]
    if kept:
        fewest = min(sum(seats[p] != n for p, n in home.items()) for seats in kept)
        assert envelope.fewest_moves <= fewest


@pytest.mark.parametrize(
    ("present", "size", "moves"),
    [
        ("1111--", "2", 2),  # two too many in the first
        ("111222", "2", 2),  # one too many in each of two
        ("1112--", "1-3", 0),  # the third can have one of those without a network
        ("111222", "1-3", 1),  # but here one must move there
        ("112233", "2", 0),
        ("111111", "2-6", 4),  # the two others lack two each
    ],
)
def test_sizes_tell_the_fewest_moves(present: str, size: str, moves: int) -> None:
    people = [leader(str(i), network=None if n == "-" else n) for i, n in enumerate(present)]
    made = scenario(people, policy(size=size, number=3, goals=MIX))
    made = made.with_networks(3) if made.networks == ("1", "2", "3") else made
    assert Envelope(Bounds(made)).fewest_moves == moves


def pair_world() -> Scenario:
    """Superior and subordinate share network 1; by the closed form one of them must move."""
    people = [
        leader("0", network="1"),
        leader("1", "0", network="1"),
        leader("2", network="2"),
        leader("3", network="2"),
    ]
    return scenario(people, policy("1-3", 2, goals=MIX))


def told(**given: object) -> Reply:
    return Reply(
        **{
            "impossible": False,
            "proven": False,
            "composition": None,
            "bound": None,
            "deterministic_seconds": 0.0,
            **given,
        }
    )  # type: ignore[arg-type]


def test_the_fewest_moves_are_confirmed_by_the_closed_form_or_by_two_solves(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, bool, int, int | None]] = []
    answers: list[bool] = []

    def closest(made: Scenario, limits: object, least: int, most: int | None, *, presolve: bool = True) -> Reply:
        asked.append((limits.seed, presolve, least, most))  # type: ignore[attr-defined]
        assert [goal.goal for goal in made.policy.goals][-1] == "churn"
        return told(impossible=answers[len(asked) - 1])

    monkeypatch.setattr(closing_front, "closest", closest)
    made = pair_world()
    assert fewest_confirmed(made, 0, Effort())
    assert fewest_confirmed(made, 1, Effort())
    assert asked == []
    for some, confirmed, questions in [
        ([True, True], True, 2),
        ([True, False, True], True, 3),
        ([True, False, False], False, 3),
        ([False], False, 1),
    ]:
        asked.clear()
        answers[:] = some
        assert fewest_confirmed(made, 2, Effort(seed=5)) is confirmed
        assert asked == [(5, True, 0, 1), (6, False, 0, 1), (7, True, 0, 1)][:questions]


def stubborn() -> Scenario:
    """Three apart from each other in one network, where the closed form sees one move and two are needed."""
    people = [
        leader("0", network="1", apart=("1", "2")),
        leader("1", network="1", apart=("2",)),
        leader("2", network="1"),
        *(leader(str(i), network=str(i - 2)) for i in (4, 5)),
    ]
    return scenario(people, policy("1-3", 3, goals=MIX))


@pytest.mark.parametrize(
    ("answer", "proven"),
    [({"impossible": True}, True), ({}, False), ({"bound": 1}, False)],
)
def test_fewest_moves_are_proven_only_by_an_answer(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, object], proven: bool
) -> None:
    monkeypatch.setattr(closing_front, "closest", lambda *_, **__: told(**answer))
    made = stubborn()
    assert Envelope(Bounds(made)).fewest_moves == 1
    found = front.front(made, Effort())
    assert isinstance(found, Front)
    assert found.points[0].moves == 2
    assert (found.fewest_proven, found.complete) == (proven, proven)
    assert found.points[0].bounds[-1] == (2 if proven else 1)


def test_without_time_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing_front, "closest", lambda *_, **__: pytest.fail("asked"))
    found = front.front(stubborn(), Effort(seconds=0))
    assert isinstance(found, Front)
    assert (found.points[0].moves, found.fewest_proven, found.complete) == (2, False, False)


def test_the_solver_itself_proves_the_fewest_moves_and_every_point() -> None:
    found = front.front(stubborn(), Effort())
    assert isinstance(found, Front)
    assert (found.points[0].moves, found.fewest_proven, found.complete) == (2, True, True)
    limits = Limits(1, 20.0, 20.0, lambda: False)
    counted = front._counting_moves(stubborn())
    assert closing_front.closest(counted, limits, 0, 1).impossible
    assert closing_front.closest(counted, limits, 0, 1, presolve=False).impossible
    best = closing_front.closest(counted, limits, 0, None)
    assert (best.impossible, best.proven, best.bound) == (False, True, 2)
    assert best.composition is not None
    dear = closing_front.closest(counted, limits, 3, None)
    assert (dear.proven, dear.bound) == (True, 3)


def test_the_best_point_within_so_many_moves() -> None:
    @cache
    def point(moves: int) -> Point:
        return Point(moves, None, (), (), proven=True)  # type: ignore[arg-type]

    made = Front((point(1), point(3), point(4)), fewest_proven=True, complete=True, unavoidable=())
    assert [made.within(moves) for moves in (None, 0, 1, 2, 3, 4, 9)] == [
        point(1),
        None,
        point(1),
        point(1),
        point(3),
        point(4),
        point(4),
    ]


def moved(made: Scenario, composition: Composition) -> int:
    return sum(p.network != composition.seats[p.id] for p in made.people if p.network in made.networks)


@quietly
@given(spread())
def test_each_point_of_a_front_is_the_best_of_all_ways(made: Scenario) -> None:
    found = front.front(made, Effort())
    if not isinstance(found, Front):
        return
    every = [(moves, cost) for at, moves, cost in ways(made) if set(at.values()) == set(made.networks)]
    best: dict[int, int] = {}
    for moves, cost in sorted(every):
        if not best or cost < min(best.values()):
            best[moves] = cost
    assert {point.moves: point.values[0] for point in found.points} == best
    assert found.complete
    assert all(moved(made, point.composition) == point.moves for point in found.points)


def test_a_question_about_moves_keeps_to_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def run(model: object, made: Scenario, **more: object) -> Answer:
        asked.append(more)
        return Answer(Ending.FEASIBLE, None, 2, 0.5)

    monkeypatch.setattr(closing_front, "run", run)
    made = front._counting_moves(stubborn())
    stop = bool
    limits = Limits(3, 4.0, 5.0, stop)
    assert closing_front.closest(made, limits, 0, None) == Reply(False, False, None, 2, 0.5)
    envelope = Envelope(Bounds(made))
    start = next(c for c in compositions(made) if not any(v.violations for v in judge_rules(made, c)))
    reply = closing_front.cheaper(made, envelope, limits, [], [0], range(0, 2), len(made.policy.goals) - 1, None, start)
    assert reply == Reply(False, False, None, 2, 0.5)
    expected = {"seed": 3, "seconds": 5.0, "repeatable_seconds": 4.0, "stop": stop, "presolve": True}
    assert asked == [expected, expected]


@quietly
@given(tiny_scenarios(), st.data())
def test_a_cheaper_composition_is_found_exactly_when_there_is_one(made: Scenario, data: st.DataObject) -> None:
    """With at most so many moves, ranks above held: by trying all."""
    counted = front._counting_moves(made)
    goals = counted.policy.goals
    moves_goal = next(i for i, goal in enumerate(goals) if goal.goal == "churn")
    mix = [i for i in range(len(goals)) if i != moves_goal]
    kept = [c for c in compositions(counted) if not any(v.violations for v in judge_rules(counted, c))]
    if not kept or len(mix) < 2:
        return
    values = {id(c): [verdict.cost for verdict in judge_goals(counted, c)] for c in kept}

    def cost(c: Composition, rank: list[int]) -> int:
        return sum(goals[i].weight * values[id(c)][i] for i in rank)

    start = data.draw(st.sampled_from(kept))
    above, rank = [mix[0]], mix[1:]
    most = data.draw(st.one_of(st.none(), st.integers(values[id(start)][moves_goal], 6)))
    held = [(above, cost(start, above))]
    limits = Limits(1, 20.0, 20.0, lambda: False)
    better = [
        cost(c, rank)
        for c in kept
        if cost(c, above) <= held[0][1]
        and cost(c, rank) < cost(start, rank)
        and (most is None or values[id(c)][moves_goal] <= most)
    ]
    if cost(start, rank) == 0:
        return
    costs = range(data.draw(st.integers(0, min(better, default=0))), cost(start, rank))
    reply = closing_front.cheaper(
        counted, Envelope(Bounds(counted)), limits, held, rank, costs, moves_goal, most, start
    )
    assert reply.impossible == (not better)
    if better:
        assert reply.proven
        assert reply.composition is not None
        found = [verdict.cost for verdict in judge_goals(counted, reply.composition)]
        assert sum(goals[i].weight * found[i] for i in rank) <= min(better)
        assert most is None or found[moves_goal] <= most


def test_the_time_of_a_front_is_shared_out_and_each_question_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    progress: list[tuple[int, int]] = []

    def closest(made: Scenario, limits: Limits, least: int, most: int | None, *, presolve: bool = True) -> Reply:
        asked.append(limits.repeatable)
        return told(impossible=True, deterministic_seconds=1.0)

    def cheaper(*arguments: object) -> Reply:
        limits, costs = arguments[2], arguments[5]
        assert isinstance(limits, Limits)
        assert isinstance(costs, range)
        asked.append(limits.repeatable)
        assert progress[-1] == (costs.stop, costs.start)
        return told(deterministic_seconds=0.5)

    monkeypatch.setattr(closing_front, "closest", closest)
    monkeypatch.setattr(closing_front, "cheaper", cheaper)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (0,) * len(self.scenario.policy.goals))
    monkeypatch.setattr(front._Search, "from_best_mix", lambda self: None)
    people = [leader("9", department="D"), *(replace(p, department="D") for p in stubborn().people)]
    made = scenario(people, policy("1-3", 3, goals=MIX))
    found = front.front(made, Effort(seconds=500.0, repeatable=20.0, progress=lambda *pair: progress.append(pair)))
    assert isinstance(found, Front)
    assert (found.fewest_proven, found.complete) == (True, False)
    whole = 20.0 * front.REPEATABLE
    assert asked[0] == pytest.approx(whole * front.SHARE)
    assert asked[1] == pytest.approx((whole - 1.0) * front.SHARE)
    assert asked[-1] <= (whole - 1.0) * front.LAST_SHARE
    assert progress


def test_the_best_mix_is_composed_with_a_share_of_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    given_: list[Effort] = []

    def compose(made: Scenario, effort: Effort) -> OutOfTime:
        given_.append(effort)
        assert all(goal.goal != "churn" for goal in made.policy.goals)
        return OutOfTime()

    monkeypatch.setattr(front, "compose", compose)
    monkeypatch.setattr(closing_front, "closest", lambda *_, **__: told(impossible=True, deterministic_seconds=3.0))
    monkeypatch.setattr(closing_front, "cheaper", lambda *_, **__: told())
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (0,) * len(self.scenario.policy.goals))
    made = scenario([replace(p, department="D") for p in stubborn().people], policy("1-3", 3, goals=MIX))
    front.front(made, Effort(seconds=500.0, repeatable=20.0, seed=7))
    (effort,) = given_
    assert effort.repeatable == pytest.approx((20.0 * front.REPEATABLE - 3.0) * front.SHARE)
    assert 400.0 < effort.seconds < 500.0
    assert effort.seed == 7


@pytest.mark.parametrize(("weight", "bound", "least"), [(1, 2, 2), (2, 3, 2), (2, 2, 1), (3, 1, 1)])
def test_a_bound_that_is_proven_of_a_point_is_told_in_whole_pairs(
    monkeypatch: pytest.MonkeyPatch, weight: int, bound: int, least: int
) -> None:
    limits: list[Limits] = []

    def cheaper(*arguments: object) -> Reply:
        assert isinstance(arguments[2], Limits)
        limits.append(arguments[2])
        return told(bound=bound)

    monkeypatch.setattr(closing_front, "closest", lambda *_, **__: told(impossible=True))
    monkeypatch.setattr(closing_front, "cheaper", cheaper)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (0,) * len(self.scenario.policy.goals))
    monkeypatch.setattr(front._Search, "from_best_mix", lambda self: None)
    people = [leader("9", department="D"), *(replace(p, department="D") for p in stubborn().people)]
    made = scenario(people, policy("1-3", 3, goals=[{**MIX[0], "weight": weight}]))
    found = front.front(made, Effort(seconds=300.0))
    assert isinstance(found, Front)
    (point,) = found.points
    assert point.values[0] == 3  # six of a department, two in each network
    assert (point.bounds, point.proven) == ((least, 2), False)
    assert all(200.0 < one.seconds <= 300.0 for one in limits)


@pytest.mark.parametrize(
    ("present", "line"),
    [
        ("1111123", [10, 7, 5]),  # 5 1 1, then 4 2 1, then 3 2 2
        ("1111112233", [17, 14, 12]),  # 6 2 2, 5 3 2, 4 3 3
        ("11112--", [7, 5]),  # the two without a network go to the third: 4 1 2, then 3 2 2
        ("112233", [3]),
        ("1", [0]),
    ],
)
def test_a_category_falls_from_its_fullest_network_to_its_emptiest(present: str, line: list[int]) -> None:
    people = [leader(f"{i:02}", department="A", network=None if n == "-" else n) for i, n in enumerate(present)]
    people += [leader(f"x{n}", network=n) for n in "123"]
    made = scenario(people, policy("1-20", 3, goals=MIX, rules={"reporting_line": "off"}, duties={}))
    assert Envelope(Bounds(made)).falling[0] == (line,)
