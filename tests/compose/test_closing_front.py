"""What the questions about moves and mix tell the solver beside the rules: it must be true, and as much as the envelope knows."""

from __future__ import annotations

from itertools import product
from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from ortools.sat.python import cp_model

from netcompose.compose import closing_front
from netcompose.compose.bounds import Bounds
from netcompose.compose.closing_front import _forbid, _hold_still, _lean_on, cheaper, closest
from netcompose.compose.envelope import Envelope
from netcompose.compose.front import _counting_moves
from netcompose.compose.model import Model
from netcompose.compose.points import Limits
from netcompose.compose.seats import Seats
from netcompose.compose.solver import Answer, Ending
from netcompose.plan import Composition
from worlds import compositions, leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netcompose.policy.scenario import Scenario

DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
WORKPLACE: dict[str, Any] = {"goal": "mix", "attribute": "workplace", "rank": 2}
OFF = {"reporting_line": "off", "mentor_supply": False}
LIMITS = Limits(1, 20.0, 20.0, lambda: False)


def world(
    departments: str, present: str, *goals: dict[str, Any], size: str = "1-9", **apart: tuple[str, ...]
) -> Scenario:
    """People of these departments with these present networks, a dot for none, in three networks; p0 may not meet …"""
    people = [
        leader(
            str(i),
            department=None if d == "." else d,
            workplace="PQ"[i % 2],
            network=None if n == "." else n,
            apart=apart.get(f"p{i}", ()),
        )
        for i, (d, n) in enumerate(zip(departments, present, strict=True))
    ]
    given = policy(size=size, number=3, goals=goals or (DEPARTMENT,), duties={}, rules=OFF)
    return _counting_moves(scenario(people, given))


def moves_goal(made: Scenario) -> int:
    return next(i for i, goal in enumerate(made.policy.goals) if goal.goal == "churn")


def seated(made: Scenario, way: str) -> Composition:
    return Composition.of(dict(zip(made.participants, way, strict=True)), made.networks)


def allowed(model: Model, composition: Composition) -> bool:
    """Whether a model has this composition among its solutions."""
    before = model.cp.clone()
    for person, network in product(model.seats.people, model.seats.networks):
        seat = before.get_bool_var_from_proto_index(model.seats.is_in(person, network).index)
        before.add(seat == (composition.seats[person] == network))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(before) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


def pairs_of(made: Scenario, composition: Composition, department: str) -> int:
    here = [composition.seats[p.id] for p in made.people if p.department == department]
    return sum(here.count(n) * (here.count(n) - 1) // 2 for n in set(here))


# -- all others hold still -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", range(2, 6))
def test_of_pairs_who_clash_one_moves_and_all_others_share_the_moves_that_are_left(most: int) -> None:
    """0 and 1 share a network and may not meet, nor 2 and 3; 4, 5 and 6 have a present network, 7 has none."""
    made = world("ABCDEFGH", "1122233.", p0=("1",), p2=("3",))
    envelope, model = Envelope(Bounds(made)), Model(made)
    assert envelope.clashing == (("0", "1"), ("2", "3"))
    _hold_still(model, envelope, most)
    for moved in product((False, True), repeat=3):
        way = "".join(("1" if away else home) for away, home in zip(moved, "233", strict=True))
        assert allowed(model, seated(made, f"1213{way}2")) == (sum(moved) <= most - 2)


def test_whoever_has_no_network_may_sit_anywhere_when_all_others_hold_still() -> None:
    made = world("ABCD", "112.", p0=("1",))
    model = Model(made)
    _hold_still(model, Envelope(Bounds(made)), 1)
    for network in "123":
        assert allowed(model, seated(made, f"132{network}"))
    assert not allowed(model, seated(made, "1331"))


def test_nothing_is_said_where_everybody_may_move() -> None:
    made = world("ABCD", "1122", p0=("1",))
    for most, said in [(1, 2), (2, 1), (3, 0), (4, 0)]:
        model = Model(made)
        before = len(model.cp.proto.constraints)
        _hold_still(model, Envelope(Bounds(made)), most)
        assert len(model.cp.proto.constraints) - before == said


# -- seats that cost too much ----------------------------------------------------------------------------------------


def ways(made: Scenario, most: float) -> Iterator[Composition]:
    """Every way to sit with at most so many moves."""
    for composition in compositions(made):
        seats = composition.seats
        if sum(seats[p.id] != p.network for p in made.people if p.network is not None) <= most:
            yield composition


@pytest.mark.parametrize("most", [1, 2, inf])
def test_a_seat_is_ruled_out_where_every_way_with_it_costs_too_much(most: float) -> None:
    made = world(
        "AAAAB.", "11123.", {**DEPARTMENT, "weight": 2}, {**WORKPLACE, "rank": 1}, {**WORKPLACE, "attribute": "title"}
    )
    envelope = Envelope(Bounds(made))
    for held in (2, 4, 6):
        model = Model(made)
        _forbid(model, envelope, [([2], 0), ([0], held)], most)
        for person, network in product(made.participants, made.networks):
            if person == "4" or envelope.home.get(person) == network:
                continue
            least = min(2 * pairs_of(made, c, "A") for c in ways(made, most) if c.seats[person] == network)
            one = model.cp.clone()
            one.add(one.get_bool_var_from_proto_index(model.seats.is_in(person, network).index) == 1)
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert (solver.solve(one) == cp_model.INFEASIBLE) == (least > held)


# -- pairs lean on moves ---------------------------------------------------------------------------------------------


def told(model: Model, begin: int, counted: Callable[[int], int | None]) -> list[int]:
    """What the constraints from `begin` on say that their variables of pairs must be at least together, with the seats as counted."""
    found = []
    for constraint in list(model.cp.proto.constraints)[begin:]:
        linear = constraint.linear
        seats = [counted(v) for v in linear.vars]
        assert {c for c, seat in zip(linear.coeffs, seats, strict=True) if seat is None} == {1}
        found.append(linear.domain[0] - sum(c * seat for c, seat in zip(linear.coeffs, seats, strict=True) if seat))
    return found


@pytest.mark.parametrize("present", ["111123", "11122.", "1122..", "111111", "123123"])
def test_a_category_has_at_least_the_pairs_that_the_moves_of_its_own_leave(present: str) -> None:
    """The constraints say of each number of moves just what the best of all ways gives."""
    made = world("AAAAAA", present)
    envelope = Envelope(Bounds(made))
    model = Model(made)
    begin = len(model.cp.proto.constraints)
    _lean_on(model, envelope)
    least = [min(pairs_of(made, c, "A") for c in ways(made, moves)) for moves in range(7)]
    seat_at = {model.seats.is_in(p, n).index: (p, n) for p, n in product(made.participants, made.networks)}
    for composition in compositions(made):
        seats = composition.seats
        moves = sum(seats[p.id] != p.network for p in made.people if p.network is not None)

        def counted(variable: int, seats: dict[str, str] = seats) -> int | None:
            if variable not in seat_at:
                return None
            person, network = seat_at[variable]
            return int(seats[person] == network)

        assert max(told(model, begin, counted)) == least[moves]


def test_one_of_a_category_makes_no_pair_and_nothing_is_said() -> None:
    made = world("ABCCDD", "123312")
    model = Model(made)
    begin = len(model.cp.proto.constraints)
    _lean_on(model, Envelope(Bounds(made)))
    # of C, who sit together: one tangent and the least; of D, who do not: the least
    assert len(model.cp.proto.constraints) - begin == 3


# -- the questions ---------------------------------------------------------------------------------------------------


def test_what_costs_least_is_found_between_its_limits() -> None:
    """Five of A in the first network, and nobody in the two others: with two moves three pairs, with three two."""
    made = world("AAAAA", "11111")
    envelope, start = Envelope(Bounds(made)), seated(made, "11111")

    def asked(costs: range, most: int | None = None) -> Any:
        return cheaper(made, envelope, LIMITS, [], [0], costs, moves_goal(made), most, start)

    best = asked(range(10))
    assert (best.proven, best.bound, best.impossible) == (True, 2, False)
    assert asked(range(10), 2).bound == 3
    assert asked(range(10), 3).bound == 2
    assert asked(range(10), 1).impossible
    assert asked(range(3), 2).impossible
    assert asked(range(4), 2).bound == 3
    assert asked(range(2, 4), 3).bound == 2
    assert asked(range(5, 6), 2).bound is None  # a question: nothing to be low
    assert asked(range(4, 6), 2).bound == 4  # not below what is proven already
    assert asked(range(2)).impossible


def test_the_limits_hold_whatever_else_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_hold_still", "_lean_on", "_forbid"):
        monkeypatch.setattr(closing_front, name, lambda *_: None)
    made = world("AAAAA", "11111", DEPARTMENT, WORKPLACE)
    envelope, start = Envelope(Bounds(made)), seated(made, "11111")
    for costs, most, possible in [
        (range(2, 3), 2, False),
        (range(2, 4), 2, True),
        (range(2), 9, False),
        (range(3), 9, True),
    ]:
        reply = cheaper(made, envelope, LIMITS, [], [0], costs, moves_goal(made), most, start)
        assert reply.impossible is not possible
    for held, possible in [(1, False), (2, True)]:
        reply = cheaper(made, envelope, LIMITS, [([0], held)], [1], range(9), moves_goal(made), None, start)
        assert reply.impossible is not possible


def test_goals_that_count_no_pairs_lean_on_nothing() -> None:
    same = {"goal": "same", "attribute": "workplace", "rank": 2}
    made, plain = (world("AAB", "112", *goals) for goals in [(same, DEPARTMENT), (DEPARTMENT,)])
    said = []
    for one in (made, plain):
        model = Model(one)
        begin = len(model.cp.proto.constraints)
        _lean_on(model, Envelope(Bounds(one)))
        said.append(len(model.cp.proto.constraints) - begin)
    assert said == [2, 2]  # of the two of A: the one pair that a move saves, and the least


def test_ranks_above_are_held_while_one_below_gets_better() -> None:
    made = world("AABB", "1122", {**DEPARTMENT, "weight": 3}, WORKPLACE)
    envelope, start = Envelope(Bounds(made)), seated(made, "1122")
    for held, least in [(6, 0), (3, 0), (0, 1)]:
        reply = cheaper(made, envelope, LIMITS, [([0], held)], [1], range(least, 9), moves_goal(made), None, start)
        assert reply.composition is not None
        assert 3 * sum(pairs_of(made, reply.composition, d) for d in "AB") <= held


def test_the_composition_with_fewest_moves_is_found_between_its_limits() -> None:
    made = world("ABCD", "1111", size="1-2")
    for least, most, fewest in [(0, None, 2), (2, 2, 2), (3, None, 3), (3, 4, 3)]:
        reply = closest(made, LIMITS, least, most)
        assert (reply.impossible, reply.proven, reply.bound) == (False, True, fewest)
        assert reply.composition is not None
        assert sum(network != "1" for network in reply.composition.seats.values()) >= 2
    assert closest(made, LIMITS, 0, 1).impossible
    nobody = world("ABC", "...")
    reply = closest(nobody, LIMITS, 0, None)
    assert (reply.impossible, reply.composition is not None) == (False, True)


def test_all_that_is_known_is_told_and_the_start_is_hinted(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    for name in ("_hold_still", "_lean_on", "_forbid"):
        monkeypatch.setattr(closing_front, name, lambda model, *given, name=name: done.append((name, *given)))
    monkeypatch.setattr(Seats, "hint", lambda self, composition: done.append(("hint", composition)))
    monkeypatch.setattr(closing_front, "run", lambda model, made, **more: Answer(Ending.UNKNOWN, None, None, 0.0))
    made = world("AABB", "1122", DEPARTMENT, WORKPLACE)
    envelope, start = Envelope(Bounds(made)), seated(made, "1122")
    for most in (None, 2):
        done.clear()
        cheaper(made, envelope, LIMITS, [([0], 2)], [1], range(1, 5), moves_goal(made), most, start)
        assert done == [
            *([] if most is None else [("_hold_still", envelope, 2)]),
            ("_lean_on", envelope),
            ("_forbid", envelope, [([0], 2), ([1], 4)], inf if most is None else 2),
            ("hint", start),
        ]
