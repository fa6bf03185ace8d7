"""The parts of the search for a front: where it starts, what it remembers, what it takes for proven, what it asks and with how much time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import inf
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import closing_front, core
from netcompose.compose import front as fronts
from netcompose.compose.closing_front import Reply
from netcompose.compose.deal import Deal
from netcompose.compose.effort import Effort
from netcompose.compose.envelope import Envelope
from netcompose.compose.front import LAST_SHARE, MOVES, REPEATABLE, SHARE, STEPS, _counting_moves, _Present, _Search
from netcompose.compose.outcome import Clash, Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.points import Limits, Point
from netcompose.compose.table import Table
from netcompose.language import say
from netcompose.policy.catalogue import judge_goals
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
WORKPLACE: dict[str, Any] = {"goal": "mix", "attribute": "workplace", "rank": 2}
OFF = {"reporting_line": "off", "mentor_supply": False}
HOME = "1122334455"


def world(*goals: dict[str, Any]) -> Scenario:
    """A A, B B, C C, D D and E E in a network each; workplaces P and Q in turn."""
    people = [leader(str(i), department="ABCDE"[i // 2], workplace="PQ"[i % 2], network=n) for i, n in enumerate(HOME)]
    return scenario(people, policy(size="2", number=5, rules=OFF, duties={}, goals=goals or (DEPARTMENT,)))


TWO, THREE, FOUR = "1212334455", "2132134455", "1212343455"
"""In two moves, three and four: of the five pairs of a department that meet, three are left, two and one."""


def searching(made: Scenario, *known: str, **effort: Any) -> _Search:
    """A search that knows these ways to sit."""
    search = _Search(_counting_moves(made), Effort(**effort))
    for way in known:
        know(search, way)
    return search


def know(search: _Search, way: str) -> None:
    deal = seated(search.table, way)
    deal.reweigh(
        [7 if goal == MOVES else 2 * weight for goal, weight in zip(search.goals, search.weights, strict=True)]
    )
    search._remember(deal)


def seated(table: Table, way: str) -> Deal:
    return Deal(table, 1, [int(network) - 1 for network in way])


def shown(composition: Composition) -> str:
    return "".join(network for _, network in sorted(composition.seats.items()))


def costs(made: Scenario, composition: Composition) -> list[int]:
    return [verdict.cost for verdict in judge_goals(made, composition)]


def told(**given: Any) -> Reply:
    answer: dict[str, Any] = {"impossible": False, "proven": False, "composition": None, "bound": None}
    return Reply(**{**answer, "deterministic_seconds": 0.0, **given})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still, at 1,000 until it is set."""
    now = [1_000.0]
    monkeypatch.setattr(fronts, "monotonic", lambda: now[0])
    return now


# -- in which order ---------------------------------------------------------------------------------------------------


def test_a_front_is_searched_from_both_ends_and_then_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    parts = ("from_present_seats", "close_fewest", "from_best_mix", "close_points", "front")
    for name in parts:
        monkeypatch.setattr(_Search, name, lambda search, name=name: done.append((name, search)))
    made, effort = world(DEPARTMENT), Effort()
    fronts.front(made, effort)
    assert [name for name, _ in done] == list(parts)
    [search] = {search for _, search in done}
    assert search.scenario == _counting_moves(made)
    assert search.effort is effort
    done.clear()
    monkeypatch.setattr(_Search, "close_fewest", lambda search: OutOfTime())
    assert fronts.front(made, effort) == OutOfTime()
    assert [name for name, _ in done] == ["from_present_seats"]
    conflict = Clash("apart", ("1",), say("Leave {name} alone.", name="Ada"))
    monkeypatch.setattr(fronts, "contradictions", lambda given: (conflict,) if given is made else ())
    assert fronts.front(made, effort) == Impossible((conflict,))


def test_that_fewer_moves_are_impossible_is_asked_with_three_seeds_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def closest(made: Scenario, limits: Limits, least: int, most: int, *, presolve: bool) -> Reply:
        asked.append((made, limits, least, most, presolve))
        return told(impossible=answers.pop(0))

    monkeypatch.setattr(closing_front, "closest", closest)
    made, stop = world(DEPARTMENT), lambda: False
    effort = Effort(seed=5, seconds=60.0, repeatable=20.0, stop=stop)
    answers: list[bool] = []
    for some, confirmed, questions in [
        ([True, True], True, 2),
        ([True, False, True], True, 3),
        ([True, False, False], False, 3),
        ([False], False, 1),
    ]:
        asked.clear()
        answers[:] = some
        assert fronts.fewest_confirmed(made, 4, effort) is confirmed
        assert asked == [
            (_counting_moves(made), Limits(seed, 20.0, 60.0, stop), 0, 3, presolve)
            for seed, presolve in [(5, True), (6, False), (7, True)][:questions]
        ]
    asked.clear()
    assert fronts.fewest_confirmed(made, 0, effort)
    monkeypatch.setattr(Envelope, "fewest_moves", 3)  # by the closed form
    assert fronts.fewest_confirmed(made, 3, effort)
    assert fronts.fewest_confirmed(made, 2, effort)
    assert asked == []
    answers[:] = [False]
    assert not fronts.fewest_confirmed(made, 4, effort)


# -- what is searched ------------------------------------------------------------------------------------------------


def test_moves_are_counted_last_of_all_and_in_their_place() -> None:
    churn = {"goal": "churn", "rank": 1, "weight": 5}
    before = world(DEPARTMENT, churn, WORKPLACE)
    goals = _counting_moves(before).policy.goals
    assert [(goal.goal, goal.attribute, goal.rank, goal.weight) for goal in goals] == [
        ("mix", "department", 1, 1),
        ("churn", None, 99, 1),
        ("mix", "workplace", 2, 1),
    ]
    added = _counting_moves(world(WORKPLACE, DEPARTMENT))
    assert [(goal.goal, goal.rank) for goal in added.policy.goals] == [("mix", 2), ("mix", 1), ("churn", 99)]
    assert added.participants == before.participants
    assert added.policy.networks == before.policy.networks


def test_the_ranks_are_those_of_the_mix_the_first_rank_first() -> None:
    """Also beside a goal of the very rank that moves have."""
    title = {"goal": "mix", "attribute": "title", "rank": 99}
    search = searching(
        world(WORKPLACE, title, {"goal": "churn", "rank": 2}, DEPARTMENT, {"goal": "even_size", "rank": 2})
    )
    assert search.ranks == [[3], [0, 4], [1]]
    assert search.moves_goal == 2


def test_before_anything_is_known_nothing_is_proven(clock: list[float]) -> None:
    search = searching(world(), seconds=60.0, repeatable=20.0)
    assert (search.archive, search.proofs, search.fewest_proven) == ({}, [], False)
    assert not search._settled()
    assert search.deadline == 1_060.0
    assert search.repeatable == pytest.approx(20.0 * REPEATABLE)
    assert searching(world(), seconds=60.0).repeatable == pytest.approx(60.0 * REPEATABLE)
    assert 0 < REPEATABLE < 1
    assert 0 < SHARE < LAST_SHARE < 1  # something is left for the questions after it


def test_prices_of_a_move_go_from_dear_to_cheap_past_the_worth_of_a_pair_of_each_rank() -> None:
    """Twice a pair's weight is what it is worth: a price above it and one below, rank by rank, equal worths once."""
    search = searching(world({**DEPARTMENT, "weight": 3}, WORKPLACE, {"goal": "even_size", "rank": 2}))
    high, low, same, _ = search.weights
    assert (low, same) == (search.weights[2], search.weights[1])
    prices = search._prices()
    assert prices == sorted(prices, reverse=True)
    assert len(prices) == 4
    assert prices[0] > 2 * high > prices[1] > prices[2] > 2 * low > prices[3] > 0
    worst = max(
        2 * sum(w * c for w, c in zip(search.weights, costs(search.scenario, c), strict=True)) for c in ways(search)
    )
    assert search._dear > worst


def ways(search: _Search) -> list[Composition]:
    """Everybody in one network, and as they are."""
    return [search.table.composition([0] * 10), search.table.composition([int(n) - 1 for n in HOME])]


# -- from the present seats ------------------------------------------------------------------------------------------


def started(people: list[Any], size: str, number: int) -> list[int]:
    made = scenario(people, policy(size=size, number=number, rules=OFF, duties={}, goals=[DEPARTMENT]))
    return _Present(Table(_counting_moves(made)), 1).books.network_of


def test_whoever_has_a_seat_starts_there() -> None:
    assert started([leader(str(i), network=n) for i, n in enumerate("3121")], "1-3", 3) == [2, 0, 1, 0]


def test_people_who_must_sit_together_start_where_most_of_them_are_and_in_the_first_of_equals() -> None:
    people = [
        leader("0", network="1", together=("1", "2")),
        leader("1", network="3"),
        leader("2", network="3"),
        leader("3", network="2", together=("4",)),
        leader("4", network="1"),
        leader("5", together=("6",)),
        leader("6", network="3"),
    ]
    assert started(people, "1-5", 3) == [2, 2, 2, 0, 0, 2, 2]


def test_whoever_is_locked_starts_there_with_all_who_must_sit_with_them() -> None:
    people = [
        leader("0", network="1", locked=True),
        leader("1", network="2", together=("0",)),
        leader("2", network="2", together=("1",)),
        leader("3", network="2", locked=True),
        leader("4", network="1", together=("3",)),
        leader("5", network="1"),
    ]
    assert started(people, "1-4", 2) == [0, 0, 0, 1, 1, 0]


def test_whoever_has_no_seat_starts_where_there_is_room_the_larger_groups_first() -> None:
    """Two who belong together go to the first network, which has one; then one each to the second, which has two, and to the first."""
    people = [
        leader("0"),
        leader("1", network="1"),
        leader("2", network="2"),
        leader("3", together=("4",)),
        leader("4"),
        leader("5", network="2"),
        leader("6"),
    ]
    assert started(people, "2-4", 2) == [1, 0, 1, 0, 0, 1, 0]


def test_it_is_gone_on_with_from_what_is_best_at_a_price() -> None:
    search = searching(world(), HOME, TWO, FOUR)
    worth = search.weights[0]
    chosen = {
        price: "".join(str(n + 1) for n in search._restart(price).books.network_of)
        for price in (2 * worth - 1, 2 * worth, 2 * worth + 1)
    }
    # two moves save two pairs, which are worth two each: at just that price nobody moves
    assert chosen == {2 * worth - 1: FOUR, 2 * worth: HOME, 2 * worth + 1: HOME}
    assert searching(world())._restart(1).books.network_of == [int(n) - 1 for n in HOME]


def test_of_what_keeps_the_rules_the_best_for_each_number_of_moves_is_remembered() -> None:
    made = world({**DEPARTMENT, "weight": 3}, {**WORKPLACE, "weight": 2})
    search = searching(made, TWO, HOME, "1122343455")  # two moves each: A and B, C and D are mixed
    worth, little = search.weights[:2]
    assert search.archive == {
        0: (5 * worth, [int(n) - 1 for n in HOME]),
        2: (3 * worth + 2 * little, [int(n) - 1 for n in TWO]),  # the first of equals
    }
    assert all(isinstance(cost, int) for cost, _ in search.archive.values())  # ranked weights are too large for floats
    know(search, "1221334455")  # P and Q meet, not two of a kind
    assert search.archive[2] == (3 * worth, [int(n) - 1 for n in "1221334455"])
    know(search, TWO)
    assert search.archive[2][0] == 3 * worth
    before = dict(search.archive)
    know(search, "1112334455")  # three in one network, one in another
    assert search.archive == before
    newcomer = [leader(str(i), department="A", network=n) for i, n in enumerate(["1", None, "2", "2"])]
    among = scenario(newcomer, policy(size="1-3", number=2, rules=OFF, duties={}, goals=[DEPARTMENT]))
    found = searching(among, "1122", "1222", "2111")
    assert set(found.archive) == {0, 3}  # whoever has no network does not move
    assert found.archive[0][1] == [0, 0, 1, 1]


def test_a_search_remembers_where_it_begins_what_repair_gives_and_what_it_ends_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = searching(world(DEPARTMENT, WORKPLACE), stop=(stop := lambda: False))
    done: list[Any] = []

    class Watched:
        def __init__(self, deal: Deal, tell: Callable[[Deal], None]) -> None:
            done.append((deal, tell))

        def run(self, steps: int, stop: Callable[[], bool]) -> None:
            done.append((steps, stop))

    monkeypatch.setattr(fronts, "_Watched", Watched)
    monkeypatch.setattr(_Search, "_remember", lambda self, deal: done.append("remembered"))
    deal = seated(search.table, HOME)
    monkeypatch.setattr(deal, "repair", lambda stop: done.append(("repaired", stop)))
    search._run(deal, 5, 77)
    assert done == ["remembered", ("repaired", stop), "remembered", (deal, search._remember), (77, stop), "remembered"]
    assert deal.books.home_weight == 5
    assert deal.books.weights == [2 * search.weights[0], 2 * search.weights[1]]
    done.clear()
    monkeypatch.setattr(Deal, "finished", property(lambda self: True))
    search._run(deal, 5, 77)
    assert done == ["remembered", ("repaired", stop), "remembered"]


@dataclass
class Runs:
    """What a search was asked to run, in the place of running it."""

    monkeypatch: pytest.MonkeyPatch
    made: list[tuple[str, int, int]] = field(default_factory=list)
    settled: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        def run(search: _Search, deal: Deal, price: int, steps: int) -> None:
            self.made.append(("".join(str(n + 1) for n in deal.books.network_of), price, steps))

        self.monkeypatch.setattr(_Search, "_run", run)
        self.monkeypatch.setattr(_Search, "_settled", lambda search: bool(self.settled) and self.settled.pop(0))


def test_the_present_seats_are_tried_at_every_price_first_a_little_then_more(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(monkeypatch)
    search = searching(world(DEPARTMENT, WORKPLACE), HOME, TWO, FOUR)
    search.from_present_seats()
    prices = [search._dear, *search._prices()]
    best = [way for way, _, _ in runs.made]
    assert runs.made == [(way, price, steps) for way, (steps, price) in zip(best, product(STEPS, prices), strict=True)]
    # while a move costs more than a pair of a department is worth nobody moves; then all who make it better do
    assert best == [HOME, HOME, FOUR, FOUR, FOUR] * 2
    runs.made.clear()
    monkeypatch.setattr(fronts, "THOROUGH", 10)
    search.from_present_seats()
    assert len(runs.made) == 2 * len(prices)
    runs.made.clear()
    monkeypatch.setattr(fronts, "THOROUGH", 9)  # of more people the longer search is left out
    search.from_present_seats()
    assert [given[1:] for given in runs.made] == [(price, STEPS[0]) for price in prices]


def test_nothing_more_is_tried_once_all_is_settled_or_somebody_has_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(monkeypatch)
    runs.settled = [False, True]
    searching(world()).from_present_seats()
    assert len(runs.made) == 2
    runs.made.clear()
    searching(world(), stop=lambda: True).from_present_seats()
    assert len(runs.made) == 1


# -- from the best mix -----------------------------------------------------------------------------------------------


@dataclass
class Mixed:
    """What composing was asked with, and its outcome."""

    outcome: Any
    asked: list[tuple[Scenario, Effort]] = field(default_factory=list)

    def __call__(self, made: Scenario, effort: Effort) -> Any:
        self.asked.append((made, effort))
        return self.outcome


def composed(search: _Search, way: str, bounds: tuple[int, ...]) -> Composed:
    return Composed(search.table.composition([int(n) - 1 for n in way]), (), bounds)


def test_the_best_mix_is_searched_back_towards_the_present_seats(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    runs = Runs(monkeypatch)
    search = searching(world(WORKPLACE, DEPARTMENT), HOME, FOUR, seconds=60.0, repeatable=20.0, seed=4)
    mixed = Mixed(composed(search, FOUR[2:] + "12", (0, 0)))
    monkeypatch.setattr(fronts, "compose", mixed)
    clock[0] = 1_010.0
    search.from_best_mix()
    [(made, effort)] = mixed.asked
    assert [goal.attribute for goal in made.policy.goals] == ["workplace", "department"]
    assert made.participants == search.scenario.participants
    assert (effort.seed, effort.seconds) == (4, 50.0)
    assert effort.repeatable == pytest.approx(20.0 * REPEATABLE * SHARE)
    # of equal compositions the one is taken that leaves most where they sit
    assert runs.made[0] == (shown(fronts.canonical(made, mixed.outcome.composition)), 1, STEPS[0])
    assert [given[1:] for given in runs.made[1:]] == [(price, STEPS[0]) for price in reversed(search._prices())]
    assert [way for way, _, _ in runs.made[1:]] == [FOUR, FOUR, FOUR, HOME]
    clock[0] = 2_000.0
    search.from_best_mix()
    assert mixed.asked[1][1].seconds == 0.0


def test_the_best_mix_is_not_asked_for_once_all_is_settled_or_somebody_has_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = Runs(monkeypatch)
    mixed = Mixed(OutOfTime())
    monkeypatch.setattr(fronts, "compose", mixed)
    runs.settled = [True]
    searching(world()).from_best_mix()
    searching(world(), stop=lambda: True).from_best_mix()
    assert mixed.asked == []
    search = searching(world())
    search.from_best_mix()
    assert len(mixed.asked) == 1
    assert (runs.made, search.proofs) == ([], [])  # no composition in time
    mixed.outcome = composed(search, FOUR, (0,))
    runs.settled = [False, False, True]
    search.from_best_mix()
    assert len(runs.made) == 2  # the mix itself, and one price


@pytest.mark.parametrize(
    ("bounds", "proven"),
    [
        ((1, 4, 0), (2, 4, 0)),  # all that the mix costs: everything is proven
        ((1, 3, 0), (2, 3)),
        ((1, 0, 0), (2, 0)),  # what is below an open rank is not
        ((0, 4, 0), (0,)),
    ],
)
def test_what_composing_has_proven_holds_for_any_number_of_moves(
    bounds: tuple[int, ...], proven: tuple[int, ...]
) -> None:
    made = world(
        {**DEPARTMENT, "weight": 2}, {"goal": "churn", "rank": 1}, WORKPLACE, {"goal": "new_leaders", "rank": 3}
    )
    search = searching(made)
    search._take_proof_of_best_mix(composed(search, FOUR, bounds))
    assert search.proofs == [(inf, proven)]


# -- what is proven --------------------------------------------------------------------------------------------------


def test_points_are_those_that_get_better_and_reach_up_to_the_next_one() -> None:
    search = searching(world(), HOME, TWO, FOUR)
    assert search._pareto() == [0, 2, 4]
    assert search._stretches() == [(0, 1), (2, 3), (4, inf)]
    know(search, "2211343455")  # more moves, and no better
    assert len(search.archive) == 4
    assert search._pareto() == [0, 2, 4]
    search.archive[3] = search.archive[4]
    assert search._pareto() == [0, 2, 3]  # as good with fewer
    assert [shown(search._best_within(moves)) for moves in (0, 1, 2)] == [HOME, HOME, TWO]
    assert search._best_within(inf) == search._best_within(3)
    del search.archive[0], search.archive[2], search.archive[3], search.archive[4]
    assert search._stretches() == [(next(iter(search.archive)), inf)]


def test_a_bound_is_the_envelope_or_what_was_proven_for_as_many_moves_and_the_same_ranks_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = searching(world({**DEPARTMENT, "weight": 2}, WORKPLACE, {"goal": "even_size", "rank": 2, "weight": 3}))
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (1, 2, 3, 0) if moves < 9 else (0, 0, 0, 0))
    assert [search._bound(r, (7, 50), 3) for r in (0, 1)] == [2 * 1, 2 + 3 * 3]
    assert search._bound(1, (7, 50), 9) == 0
    search.proofs = [(4, (6,))]
    assert [search._bound(0, (7, 50), moves) for moves in (3, 4, 5)] == [6, 6, 2]
    assert search._bound(1, (7, 50), 3) == 11  # of the rank below nothing was proven
    search.proofs += [(4, (7, 20)), (5, (7, 15)), (inf, (8, 40))]
    assert [search._bound(1, (7, 50), moves) for moves in (4, 5, 6)] == [20, 15, 11]
    assert search._bound(1, (8, 50), 6) == 40
    assert search._bound(0, (7, 50), 6) == 8
    assert search._bound(0, (7, 50), 4) == 8
    search.proofs = [(4, (1, 12))]
    assert search._bound(0, (1, 50), 4) == 2  # what is proven may be less than the envelope
    assert search._open_rank((2, 11), 4) is None
    assert search._open_rank((3, 11), 4) == 0
    assert search._open_rank((2, 12), 4) == 1
    assert search._open_rank((1, 12), 4) is None


def test_all_is_settled_when_the_fewest_moves_and_every_point_are_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    search = searching(world(), HOME)
    assert not search._settled()  # more moves give more
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (5, 0))
    assert search._settled()
    monkeypatch.setattr(Envelope, "fewest_moves", 1)
    assert search._settled()
    del search.archive[0]
    know(search, TWO)
    assert not search._settled()
    search.fewest_proven = True
    assert search._settled()
    monkeypatch.setattr(Envelope, "fewest_moves", 2)
    search.fewest_proven = False
    assert search._settled()
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (2, 0))
    assert not search._settled()
    search.proofs = [(inf, (3,))]
    assert search._settled()
    know(search, FOUR)
    search.proofs = [(4, (1,)), (3, (2,))]
    assert not search._settled()
    search.proofs = [(4, (1,)), (3, (3,))]
    assert search._settled()  # the envelope proves the last


# -- the questions ---------------------------------------------------------------------------------------------------


@dataclass
class Asked:
    """Replies in the place of the solver's, and what it was asked."""

    replies: list[Reply]
    questions: list[tuple[Any, ...]] = field(default_factory=list)

    def __call__(self, *question: Any) -> Reply:
        self.questions.append(question)
        return self.replies[min(len(self.questions), len(self.replies)) - 1]


def closing_fewest(
    monkeypatch: pytest.MonkeyPatch, search: _Search, reply: Reply | None = None, fewest: int = 0
) -> tuple[Any, list[tuple[Any, ...]]]:
    """The ending, and what was asked."""
    asked = Asked([] if reply is None else [reply])
    monkeypatch.setattr(closing_front, "closest", asked)
    monkeypatch.setattr(Envelope, "fewest_moves", fewest)
    return search.close_fewest(), asked.questions


def test_fewest_moves_that_meet_their_bound_are_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    search = searching(world(), TWO)
    assert closing_fewest(monkeypatch, search, fewest=2) == (None, [])
    assert search.fewest_proven is True


def test_fewer_moves_than_their_bound_are_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Disagreement, match=r"^a composition has fewer moves than its bound$"):
        closing_fewest(monkeypatch, searching(world(), TWO), fewest=3)


def test_fewest_moves_are_asked_for_between_their_bound_and_what_is_known(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    search = searching(world(), TWO, seconds=60.0, repeatable=20.0, seed=3, stop=(stop := lambda: False))
    ending, [question] = closing_fewest(monkeypatch, search, told(impossible=True, deterministic_seconds=2.0))
    assert ending is None
    assert search.fewest_proven is True
    made, limits, least, most = question
    assert made is search.scenario
    assert limits == Limits(3, 20.0 * REPEATABLE * SHARE, 60.0, stop)
    assert (least, most) == (0, 1)
    assert search.repeatable == pytest.approx(20.0 * REPEATABLE - 2.0)
    unknown = searching(world())
    ending, [question] = closing_fewest(monkeypatch, unknown, told(), fewest=1)
    assert ending == OutOfTime()
    assert question[2:] == (1, None)
    assert unknown.fewest_proven is False


@pytest.mark.parametrize("proven", [True, False])
def test_a_composition_of_fewer_moves_is_taken(monkeypatch: pytest.MonkeyPatch, proven: bool) -> None:
    for known in ([], [FOUR]):
        search = searching(world(), *known)
        found = search.table.composition([int(n) - 1 for n in TWO])
        ending, _ = closing_fewest(monkeypatch, search, told(composition=found, proven=proven), fewest=1)
        assert ending is None
        assert search.fewest_proven is proven
        assert min(search.archive) <= 2


def test_where_there_is_no_composition_at_all_it_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def smallest_conflict(*given: Any) -> Impossible:
        asked.extend(given)
        return Impossible(())

    monkeypatch.setattr(core, "smallest_conflict", smallest_conflict)
    search = searching(world())
    assert closing_fewest(monkeypatch, search, told(impossible=True))[0] == Impossible(())
    assert asked == [search.scenario, search.effort]
    assert search.fewest_proven is False


def test_without_time_for_a_question_what_is_known_has_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for effort in ({"seconds": 0}, {"stop": lambda: True}):
        search = searching(world(), TWO, **effort)
        assert closing_fewest(monkeypatch, search) == (None, [])
        assert search.fewest_proven is False
        assert closing_fewest(monkeypatch, searching(world(), **effort)) == (OutOfTime(), [])


def test_it_is_asked_while_there_is_time_and_nobody_stops_and_the_model_is_not_too_large(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    search = searching(world(), seconds=8.0, repeatable=10.0)
    assert search._time() == pytest.approx(10.0 * REPEATABLE)
    assert search._may_ask()
    clock[0] = 1_007.5
    assert search._time() == pytest.approx(0.5)
    assert search._may_ask()
    assert search._limits().seconds == pytest.approx(0.5)
    clock[0] = 1_008.0
    assert not search._may_ask()
    clock[0] = 1_009.0
    assert search._limits().seconds == 0.0
    clock[0], search.repeatable = 1_000.0, 0.0
    assert not search._may_ask()
    search.repeatable = 0.25
    assert search._may_ask()
    monkeypatch.setattr(fronts, "MOST_SEATS", 50)  # ten people, five networks
    assert search._may_ask()
    monkeypatch.setattr(fronts, "MOST_SEATS", 49)
    assert not search._may_ask()
    monkeypatch.setattr(fronts, "MOST_SEATS", 50)
    assert not searching(world(), stop=lambda: True)._may_ask()


def closing(
    monkeypatch: pytest.MonkeyPatch, search: _Search, *replies: Reply, envelope: tuple[int, ...] = (0, 0, 0)
) -> list[tuple[Any, ...]]:
    """What is asked of each point, where the envelope says nothing."""
    asked = Asked(list(replies))
    monkeypatch.setattr(closing_front, "cheaper", asked)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: envelope[: len(search.goals)])
    search.close_points()
    return asked.questions


def test_the_ends_are_asked_about_first_and_once_more_in_the_end(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    progress: list[tuple[int, int]] = []
    search = searching(
        world(), HOME, TWO, THREE, FOUR, repeatable=20.0, progress=lambda value, bound: progress.append((value, bound))
    )
    points = {moves: search._best_within(moves) for moves in search.archive}
    whole = search.repeatable
    questions = closing(monkeypatch, search, told(deterministic_seconds=0.5))
    # (at most so many moves, the point that is to be beaten): the first, the last, those between; then the ends
    assert [(question[7], question[8]) for question in questions] == [
        (1, points[0]),
        (None, points[4]),
        (2, points[2]),
        (3, points[3]),
        (1, points[0]),
        (None, points[4]),
    ]
    assert [question[5] for question in questions] == [range(n) for n in (5, 1, 3, 2, 5, 1)]
    assert progress == [(n, 0) for n in (5, 1, 3, 2, 5, 1)]
    shares = [SHARE] * 4 + [LAST_SHARE] * 2
    assert [question[2].repeatable for question in questions] == [
        pytest.approx((whole - 0.5 * i) * share) for i, share in enumerate(shares)
    ]
    for question in questions:
        assert question[:2] == (search.scenario, search.envelope)
        assert (question[3], question[4], question[6]) == ([], [0], 1)


def test_a_rank_is_asked_about_with_those_above_held(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world({**DEPARTMENT, "weight": 2}, WORKPLACE, {"goal": "new_leaders", "rank": 3})
    search = searching(made, TWO)
    search.fewest_proven = True
    questions = closing(monkeypatch, search, told(impossible=True), envelope=(0, 1, 0, 0))
    # three pairs of a department, of twice the weight; two of a workplace; both in turn are proven to be the least
    assert [question[3:6] for question in questions] == [([], [0], range(6)), ([([0], 6)], [1], range(1, 2))]
    assert search.proofs == [(inf, (6,)), (inf, (6, 2))]
    assert search._settled()


def test_a_bound_that_is_proven_counts_for_the_next_question(monkeypatch: pytest.MonkeyPatch) -> None:
    search = searching(world(DEPARTMENT, WORKPLACE), TWO)
    questions = closing(monkeypatch, search, told(bound=2), told(bound=1))
    assert [question[5] for question in questions] == [range(3), range(2, 3)]
    assert search.proofs == [(inf, (2,)), (inf, (2,))]  # a bound that says less changes nothing


def test_a_better_composition_takes_the_place_of_the_point(monkeypatch: pytest.MonkeyPatch) -> None:
    search = searching(world(), HOME)
    found = search.table.composition([int(n) - 1 for n in FOUR])
    questions = closing(monkeypatch, search, told(composition=found, bound=1), told(impossible=True))
    assert questions[0][7:] == (None, search.table.composition([int(n) - 1 for n in HOME]))
    assert set(search.archive) >= {0, 4}
    assert (inf, (1,)) in search.proofs
    assert all(
        question[7] is not None for question in questions[1:]
    )  # the last is proven, and those before are asked about


def test_without_time_no_point_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    assert closing(monkeypatch, searching(world(), HOME, seconds=0), told()) == []
    search = searching(world(), HOME, TWO, repeatable=1.0)
    assert len(closing(monkeypatch, search, told(deterministic_seconds=0.3), told(deterministic_seconds=0.3))) == 2


def test_what_the_solver_found_is_mended_at_no_more_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(monkeypatch)
    search = searching(world(), HOME)
    search._learn(search.table.composition([int(n) - 1 for n in TWO]))
    assert runs.made == [(TWO, search._dear, STEPS[0])]


# -- the answer ------------------------------------------------------------------------------------------------------


def test_a_front_tells_of_each_point_what_it_costs_and_what_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world({**DEPARTMENT, "weight": 2}, WORKPLACE)
    search = searching(made, HOME, TWO, FOUR)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (4, 0, 0) if moves < 2 else (1, 1, 0))
    search.proofs = [(1, (9,)), (2, (6,)), (3, (5,)), (inf, (2, 4))]
    points = {moves: search.table.composition(search.archive[moves][1]) for moves in search.archive}
    found = search.front()
    assert found.points == (
        Point(0, points[0], (5, 0, 0), (5, 0, 0), False),  # nine half pairs are five
        Point(2, points[2], (3, 2, 2), (3, 1, 0), False),
        Point(4, points[4], (1, 4, 4), (1, 4, 0), True),
    )
    assert (found.fewest_proven, found.complete) == (False, False)
    assert found.unavoidable == search.table.bounds.unavoidable
    search.proofs += [(1, (10, 0)), (3, (6, 2))]
    found = search.front()
    assert [point.proven for point in found.points] == [True, True, True]
    assert not found.complete  # of the fewest moves it is not known
    search.fewest_proven = True
    assert search.front().complete
    assert [point.bounds for point in search.front().points] == [(5, 0, 0), (3, 2, 0), (1, 4, 0)]
    search.proofs.remove((3, (6, 2)))
    search.proofs.append((2, (6, 2)))
    found = search.front()
    assert [point.proven for point in found.points] == [True, True, True]
    assert not found.complete  # with three moves there may be something better


def test_of_goals_that_share_a_rank_a_bound_is_told_only_where_all_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(DEPARTMENT, {**WORKPLACE, "rank": 1})
    search = searching(made, FOUR)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (9, 0, 0))  # no bound is above what was found
    monkeypatch.setattr(Envelope, "fewest_moves", 2)
    search.proofs = [(4, (4,))]
    [point] = search.front().points
    assert (point.values, point.bounds, point.proven) == ((1, 4, 4), (1, 4, 2), True)
    monkeypatch.setattr(Envelope, "at", lambda self, moves: (0, 1, 0))
    [point] = search.front().points
    assert (point.bounds, point.proven) == ((0, 1, 2), False)
    search.proofs = [(4, (5,))]
    search.fewest_proven = True
    [point] = search.front().points
    assert (point.bounds, point.proven) == ((1, 4, 4), True)
