"""The parts of closing: what is known of a rank, which outlines are drawn and followed, what the solver is asked and with how much time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import closing
from netcompose.compose.aggregate import Outline
from netcompose.compose.closing import FIRST_SHARE, MORE_DEALS, OUTLINE_SHARE, OUTLINES, _Closing, close, outlined
from netcompose.compose.deal import FIRST_DEALS, Deal
from netcompose.compose.effort import Effort
from netcompose.compose.outcome import Composed, Impossible, OutOfTime
from netcompose.compose.seats import Seats
from netcompose.compose.solver import Answer, Ending
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_goals
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
WORKPLACE: dict[str, Any] = {"goal": "mix", "attribute": "workplace", "rank": 2}
TITLE: dict[str, Any] = {"goal": "mix", "attribute": "title", "rank": 3}
OFF = {"reporting_line": "off", "mentor_supply": False}
WORST, HALF, MIXED, BEST = "112233", "112323", "123231", "123123"
"""Three pairs of a department that meet, one, none and none; of a workplace none, two, two and none."""


def world(*goals: dict[str, Any], **more: Any) -> Scenario:
    """A A, B B, C C in three networks of two, workplaces P and Q in turn."""
    people = [leader(str(i), department="ABC"[i // 2], workplace="PQ"[i % 2], **more) for i in range(6)]
    return scenario(people, policy(size="2", number=3, goals=goals, duties={}, rules=OFF))


def seated(made: Scenario, networks: str) -> Composition:
    return Table(made).composition([int(n) - 1 for n in networks])


def shown(composition: Composition | None) -> str:
    assert composition is not None
    return "".join(network for _, network in sorted(composition.seats.items()))


def closed(made: Scenario, start: str | None, **effort: Any) -> _Closing:
    return _Closing(Table(made), Effort(**effort), None if start is None else seated(made, start))


def costs(made: Scenario, composition: Composition) -> list[int]:
    return [verdict.cost for verdict in judge_goals(made, composition)]


def answer(composition: Composition | None = None, ending: Ending | None = None, bound: int | None = None) -> Answer:
    return Answer(ending or (Ending.UNKNOWN if composition is None else Ending.FEASIBLE), composition, bound, 0.5)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still, at 1,000 until it is set."""
    now = [1_000.0]
    monkeypatch.setattr(closing, "monotonic", lambda: now[0])
    return now


@dataclass
class Runs:
    """Answers in the place of those to `_run`, the last one again and again, and what was asked."""

    monkeypatch: pytest.MonkeyPatch
    answers: list[Answer]
    asked: list[tuple[list[int], int, int | None, float]] = field(default_factory=list)
    held: list[list[tuple[list[int], int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        def run(this: _Closing, rank: list[int], bound: int, value: int | None, share: float) -> Answer:
            self.asked.append((rank, bound, value, share))
            self.held.append(list(this.held))
            return self.answers[min(len(self.asked), len(self.answers)) - 1]

        self.monkeypatch.setattr(_Closing, "_run", run)


# -- what is known ---------------------------------------------------------------------------------------------------


def test_goals_are_closed_rank_by_rank() -> None:
    made = world(WORKPLACE, TITLE, DEPARTMENT, {"goal": "even_size", "rank": 2})
    assert closed(made, None).ranks() == [[2], [0, 3], [1]]
    assert closed(world(), None).ranks() == []


def test_before_anything_is_closed(clock: list[float]) -> None:
    now = closed(world(DEPARTMENT), WORST, seconds=60.0, repeatable=20.0)
    assert (now.held, now.proven, now.deadline, now.repeatable) == ([], True, 1_060.0, 20.0)
    assert now.open
    assert not closed(world(DEPARTMENT), BEST).open
    assert closed(world(DEPARTMENT), None).open
    assert closed(world(DEPARTMENT), None).outcome() == OutOfTime()
    assert closed(world(WORKPLACE, {**DEPARTMENT, "rank": 3}), WORST).open  # any rank


def test_networks_are_numbered_by_those_with_most_foes_two_for_each() -> None:
    people = [leader(str(i)) for i in range(6)]
    people[4] = leader("4", apart=("1", "2"))
    people[1] = leader("1", apart=("5",))
    made = scenario(people, policy(size="3", number=2, goals=[DEPARTMENT], duties={}, rules=OFF))
    assert closed(made, None).order == ["1", "4", "2", "5"]


def test_few_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "SMALL", 6)
    assert closed(world(DEPARTMENT), None).small
    monkeypatch.setattr(closing, "SMALL", 5)
    assert not closed(world(DEPARTMENT), None).small


def test_networks_are_interchangeable_where_neither_seats_nor_moves_name_them() -> None:
    locked = [leader(str(i), network="1" if i == 0 else None, locked=i == 0) for i in range(6)]
    made = scenario(locked, policy(size="2", number=3, goals=[DEPARTMENT], duties={}, rules=OFF))
    assert closed(world(DEPARTMENT), None).interchangeable is True
    assert closed(made, None).interchangeable is False
    assert closed(world(DEPARTMENT, {"goal": "churn", "rank": 9}), None).interchangeable is False


def test_a_rank_costs_at_least_what_is_proven_of_its_goals_or_of_all_together() -> None:
    made = world({**DEPARTMENT, "weight": 3}, {**WORKPLACE, "weight": 2, "rank": 1}, TITLE)
    now = closed(made, WORST)
    now.least = [1, 2, 0]
    assert now._bound([0, 1]) == 3 * 1 + 2 * 2
    now._prove([0, 1], 8)
    assert (now._bound([0, 1]), now.least) == (8, [1, 2, 0])
    now._prove([0, 1], 5)
    assert now._bound([0, 1]) == 8
    assert now._bound([2]) == 0
    now._prove([2], 4)
    assert (now._bound([2]), now.least) == (4, [1, 2, 4])
    assert now._bound([]) == 0


@pytest.mark.parametrize(("bound", "least"), [(0, 0), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_a_goal_alone_costs_whole_pairs(bound: int, least: int) -> None:
    now = closed(world({**DEPARTMENT, "weight": 3}), WORST)
    now._prove([0], bound)
    assert now.least == [least]
    now._prove([0], 1)
    assert now.least == [max(least, 1)]


def test_the_aim_is_every_rank_at_its_bound() -> None:
    made = world({**DEPARTMENT, "weight": 3}, {**WORKPLACE, "weight": 2}, {**TITLE, "rank": 1, "weight": 5})
    now = closed(made, WORST)
    now.least = [2, 4, 1]
    assert now._target(now.table.flat_weights()) == (3 * 2 + 5 * 1) + 2 * 4
    now._prove([0, 2], 13)
    assert now._target(now.table.flat_weights()) == 13 + 2 * 4
    worth = 10**17 + 1  # too much for anything but whole numbers
    assert now._target([3 * worth, 2, 5 * worth]) == 13 * worth + 8
    ranked = now.table.ranked_weights()
    assert now._target(ranked) == 13 * (ranked[0] // 3) + 4 * ranked[1]


def test_the_outcome_tells_what_is_proven_of_each_goal() -> None:
    made = world(DEPARTMENT, WORKPLACE, {**TITLE, "rank": 1})
    now = closed(made, HALF)
    assert now.outcome() == Composed(seated(made, HALF), (0, 0, 0), (0, 0, 0))
    now.least = [1, 1, 3]
    now.held = [([0, 2], 1)]
    assert now.outcome() == Composed(seated(made, HALF), (0, 0, 0), (1, 1, 0))  # what is held is what it costs now
    now.held, now.least = [], [4, 1, 0]
    assert now.outcome() == Composed(seated(made, HALF), (0, 0, 0), (1, 1, 0))  # no bound is above the value


def test_values_are_counted_once_for_a_composition(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(DEPARTMENT, WORKPLACE)
    now, counted = closed(made, HALF), closing.cost_of
    asked: list[int] = []

    def cost_of(*given: Any) -> int:
        asked.append(given[2])
        return counted(*given)

    monkeypatch.setattr(closing, "cost_of", cost_of)
    assert now.best is not None
    assert now._values(now.best) == now._values(now.best) == [1, 2]
    assert asked == [0, 1]
    worst = seated(made, WORST)
    assert now._values(worst) == [3, 0]
    assert now._values(worst) == [3, 0]
    assert asked == [0, 1, 0, 1]
    assert now._values(now.best) == [1, 2]
    assert (now._value([0, 1]), now._value([1]), closed(made, None)._value([0])) == (3, 2, None)
    assert now._costs(worst) == [3, 0]


def test_a_rank_is_held_at_what_it_costs() -> None:
    made = world({**DEPARTMENT, "weight": 3}, WORKPLACE, {"goal": "even_size", "rank": 1})
    now = closed(made, HALF)
    now._hold([0, 2])
    assert (now.least, now.held) == ([1, 0, 3], [([0, 2], 3 * 1 + 3)])
    now._hold([1])
    assert (now.least, now.held[1:]) == ([1, 2, 3], [([1], 2)])


# -- what is taken ---------------------------------------------------------------------------------------------------


def test_a_composition_is_taken_unless_a_rank_above_is_worse_for_it() -> None:
    made = world(DEPARTMENT)
    for start, found, taken in [
        (None, WORST, WORST),
        (WORST, HALF, HALF),
        (HALF, WORST, HALF),
        (HALF, "113232", "113232"),  # of equals the new one
    ]:
        now = closed(made, start)
        now._take(seated(made, found))
        assert shown(now.best) == taken


def test_of_several_ranks_what_is_taken_is_mended_in_those_below(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(DEPARTMENT, WORKPLACE)
    mended: list[Any] = []
    mend = Deal.mend

    def noted(deal: Deal, steps: int, stop: Callable[[], bool]) -> None:
        assert steps > 0
        mended.append((deal.books.target, stop))
        mend(deal, steps, stop)

    monkeypatch.setattr(Deal, "mend", noted)
    now = closed(made, HALF, stop=(stop := lambda: False))
    now._take(seated(made, MIXED))
    assert now.best is not None
    assert costs(made, now.best) == [0, 0]
    assert mended == [(0, stop)]
    single = closed(world(DEPARTMENT), HALF)
    single._take(seated(made, MIXED))
    assert len(mended) == 1  # nothing is below


def test_a_composition_is_dealt_as_it_is_with_ranks_one_above_the_other() -> None:
    made = world({**DEPARTMENT, "weight": 2}, WORKPLACE)
    now = closed(made, WORST, seed=7)
    now.least = [1, 2]
    deal = now._dealt(seated(made, HALF))
    assert "".join(str(n + 1) for n in deal.books.network_of) == HALF
    ranked = now.table.ranked_weights()
    assert deal.books.weights == ranked
    assert deal.books.target == ranked[0] * 1 + ranked[1] * 2
    assert deal.round == Deal(now.table, 7).round


def test_what_comes_of_an_outline_is_taken_only_when_it_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(DEPARTMENT)
    now, asked = closed(made, HALF, stop=(stop := lambda: False)), []
    becomes = [HALF]

    def followed(*given: Any) -> None:
        asked.append((given[0], given[1], given[3], given[4]))
        given[2].reseat([int(n) - 1 for n in becomes[0]])

    monkeypatch.setattr(closing, "followed", followed)
    drawn = Outline(0, ())
    for then, best in [(WORST, HALF), ("113232", HALF), (BEST, BEST)]:
        becomes[0] = then
        now._follow(drawn)
        assert shown(now.best) == best
    assert asked == [(now.table, drawn, closing.FOLLOWING, stop)] * 3


# -- outlines --------------------------------------------------------------------------------------------------------


@dataclass
class Drawn:
    """Outlines in the place of those that are drawn, and what was asked."""

    monkeypatch: pytest.MonkeyPatch
    outlines: list[Outline]
    fills: list[str | None]
    asked: list[tuple[list[int], int, int, list[Any]]] = field(default_factory=list)
    filled: list[tuple[Any, ...]] = field(default_factory=list)
    more: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.monkeypatch.setattr(closing, "outline", self.outline)
        self.monkeypatch.setattr(closing, "filled", self.fill)

    def outline(self, table: Table, rank: list[int], bound: int, value: int, **more: Any) -> Outline:
        self.asked.append((rank, bound, value, list(more["held"])))
        self.more.append({"table": table, **more})
        return self.outlines[min(len(self.asked), len(self.outlines)) - 1]

    def fill(self, table: Table, drawn: Outline, seed: int, stop: Callable[[], bool]) -> Deal | None:
        self.filled.append((table, drawn, seed, stop))
        way = self.fills[min(len(self.filled), len(self.fills)) - 1]
        return None if way is None else Deal(table, seed, [int(n) - 1 for n in way])


def test_outlines_are_filled_until_one_meets_the_bound(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    made = world({**DEPARTMENT, "weight": 2})
    stop = lambda: False  # noqa: E731
    now = closed(made, WORST, seed=5, seconds=60.0, repeatable=20.0, stop=stop)
    first, second = Outline(1, (), 4.0), Outline(2, (), 4.0)
    drawn = Drawn(monkeypatch, [first, second], ["111233", HALF])  # three in one network, and then one pair
    clock[0] = 1_010.0
    now.draw_outlines()
    assert drawn.asked == [([0], 0, 6, []), ([0], 2, 6, [])]  # half a pair is a whole one
    assert drawn.filled == [(now.table, first, 5, stop), (now.table, second, 6, stop)]
    assert shown(now.best) == HALF
    assert now.repeatable == 12.0
    assert [more["table"] for more in drawn.more] == [now.table] * 2
    assert [more["stop"] for more in drawn.more] == [stop] * 2
    assert [more["seed"] for more in drawn.more] == [5, 6]
    assert [more["seconds"] for more in drawn.more] == [50.0 * OUTLINE_SHARE, 50.0 * OUTLINE_SHARE / 2]
    assert [more["repeatable_seconds"] for more in drawn.more] == [20.0 * OUTLINE_SHARE, 16.0 * OUTLINE_SHARE / 2]
    assert [more["near"] for more in drawn.more] == [None, None]
    assert not any(more["coarse"] for more in drawn.more)
    assert 0 < OUTLINE_SHARE < 1


def test_a_rank_has_so_many_outlines_and_an_open_one_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    now = closed(world(DEPARTMENT, WORKPLACE), HALF)
    drawn = Drawn(monkeypatch, [Outline(0, ())], [HALF])
    monkeypatch.setattr(_Closing, "_take", lambda self, composition: None)
    now.draw_outlines()
    assert [rank for rank, *_ in drawn.asked] == [[0]] * OUTLINES
    given_up = Drawn(monkeypatch, [Outline(0, None)], [None])
    now.draw_outlines()
    assert [rank for rank, *_ in given_up.asked] == [[0]]


def test_a_rank_that_is_at_its_bound_is_held_for_those_below(monkeypatch: pytest.MonkeyPatch) -> None:
    progress: list[tuple[int, int]] = []
    made = world({**DEPARTMENT, "weight": 3}, WORKPLACE, {"goal": "even_size", "rank": 3})
    now = closed(made, HALF, progress=lambda value, bound: progress.append((value, bound)))
    drawn = Drawn(monkeypatch, [Outline(3, None), Outline(2, None)], [None])
    now.draw_outlines()
    # one pair of three is proven to be the least of the first rank, two of the second; the third is at its least anyway
    assert drawn.asked == [([0], 0, 3, []), ([1], 0, 2, [([0], 3)])]
    assert progress == [(3, 0), (2, 0)]
    assert now.least == [1, 2, 3]
    assert not now.open
    met = Drawn(monkeypatch, [Outline(2, None)], [None])
    closed(made, MIXED).draw_outlines()
    assert met.asked == [([1], 0, 2, [([0], 0)])]  # nothing is asked of what is at its bound already


def test_no_outline_is_drawn_without_a_composition_or_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn(monkeypatch, [Outline(0, ())], [None])
    closed(world(DEPARTMENT), None).draw_outlines()
    closed(world(DEPARTMENT), WORST, stop=lambda: True).draw_outlines()
    closed(world(DEPARTMENT), BEST).draw_outlines()
    assert drawn.asked == []


def test_of_many_people_an_outline_is_followed_and_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "SMALL", 0)
    followed: list[Outline] = []
    monkeypatch.setattr(_Closing, "_follow", lambda self, drawn: followed.append(drawn))
    some, none = Outline(0, ()), Outline(0, None)
    drawn = Drawn(monkeypatch, [some, none, some], [None])
    closed(world(DEPARTMENT), WORST).draw_outlines()
    assert followed == [some, some]
    assert drawn.filled == []
    assert [more["coarse"] for more in drawn.more] == [True, True, False]
    assert [more["near"] for more in drawn.more] == [seated(world(DEPARTMENT), WORST).seats] * OUTLINES


# -- dealing anew ----------------------------------------------------------------------------------------------------


class Dealt(Deal):
    """A deal that notes its seed, its aim and its stop, and comes out as it is told to."""

    noted: list[tuple[int, int, Any]]
    comes_out: list[str]

    def __init__(self, table: Table, seed: int) -> None:
        super().__init__(table, seed, [0] * len(table.people))
        self.seed = seed

    def mend(self, steps: int, stop: Callable[[], bool] = lambda: False) -> None:
        assert steps > 0
        self.noted.append((self.seed, self.books.target, stop))
        self.reseat([int(n) - 1 for n in self.comes_out[min(len(self.noted), len(self.comes_out)) - 1]])


def dealing(monkeypatch: pytest.MonkeyPatch, *ways: str) -> list[tuple[int, int, Any]]:
    monkeypatch.setattr(closing, "Deal", Dealt)
    Dealt.noted, Dealt.comes_out = [], list(ways)
    return Dealt.noted


def test_it_is_dealt_anew_with_the_seeds_that_have_not_been_dealt(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = dealing(monkeypatch, "111233", HALF)
    now = closed(world({**DEPARTMENT, "weight": 2}), WORST, seed=5, stop=(stop := lambda: False))
    now.least = [1]
    now.deal_again()
    assert noted == [(5 + FIRST_DEALS, 2, stop), (6 + FIRST_DEALS, 2, stop)]
    assert len(noted) == MORE_DEALS
    assert shown(now.best) == HALF  # what breaks rules is not taken


def test_it_is_dealt_anew_until_all_is_closed_or_somebody_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = dealing(monkeypatch, BEST)
    now = closed(world(DEPARTMENT), WORST)
    now.deal_again()
    assert (len(noted), shown(now.best)) == (1, BEST)
    closed(world(DEPARTMENT), BEST).deal_again()
    closed(world(DEPARTMENT), WORST, stop=lambda: True).deal_again()
    monkeypatch.setattr(closing, "SMALL", 5)
    closed(world(DEPARTMENT), WORST).deal_again()
    assert len(noted) == 1


# -- questions -------------------------------------------------------------------------------------------------------


def test_it_is_asked_once_whether_all_goals_can_be_at_their_least(monkeypatch: pytest.MonkeyPatch) -> None:
    progress: list[tuple[int, int]] = []
    made = world({**DEPARTMENT, "weight": 3}, {**WORKPLACE, "weight": 2})
    now = closed(made, HALF, progress=lambda value, bound: progress.append((value, bound)))
    now.least = [0, 1]
    runs = Runs(monkeypatch, [answer(seated(made, BEST))])
    now.try_everything_at_once()
    assert runs.asked == [([], 0, 0, FIRST_SHARE)]  # all ranks are held, and nothing else is asked
    assert runs.held == [[([0], 0), ([1], 1)]]
    assert progress == [(3 * 1 + 2 * 2, 2 * 1)]
    assert (shown(now.best), now.held) == (BEST, [])
    again = closed(made, HALF)
    Runs(monkeypatch, [answer()])
    again.try_everything_at_once()
    assert shown(again.best) == HALF
    assert 0 < FIRST_SHARE < 1


def test_it_is_not_asked_where_one_question_cannot_settle_all(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(monkeypatch, [answer()])
    closed(world(DEPARTMENT), WORST).try_everything_at_once()  # a rank of one goal is asked about anyway
    closed(world(DEPARTMENT, WORKPLACE), None).try_everything_at_once()
    together = closed(world(TITLE, DEPARTMENT, {**WORKPLACE, "rank": 1}), WORST)
    together._prove([1, 2], 2)  # not both at their least
    together.try_everything_at_once()
    assert runs.asked == []
    together.least = [0, 1, 1]
    together.try_everything_at_once()
    assert len(runs.asked) == 1


def test_a_rank_is_asked_about_first_at_its_bound_and_then_up_to_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world({**DEPARTMENT, "weight": 2}, WORKPLACE)
    now = closed(made, WORST)
    runs = Runs(monkeypatch, [answer(ending=Ending.INFEASIBLE), answer(bound=3)])
    assert now.close_rank([0]) is None
    assert runs.asked == [([0], 0, 0, FIRST_SHARE), ([0], 1, 6, 1.0)]
    assert (now.least, now.held, now.proven) == ([2, 0], [], False)
    unknown = closed(made, WORST)
    runs = Runs(monkeypatch, [answer()])
    unknown.close_rank([0])
    assert runs.asked == [([0], 0, 0, FIRST_SHARE), ([0], 0, 6, 1.0)]
    assert unknown.least == [0, 0]
    near = closed(made, HALF)
    near._prove([0], 1)  # one below the two that a pair costs
    near.least = [0, 0]
    runs = Runs(monkeypatch, [answer()])
    near.close_rank([0])
    assert runs.asked == [([0], 1, 2, 1.0)]
    nothing = closed(made, None)
    runs = Runs(monkeypatch, [answer()])
    nothing.close_rank([0])
    assert runs.asked == [([0], 0, None, 1.0)]
    assert not nothing.proven


def test_of_goals_that_share_a_rank_only_the_sum_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    now = closed(world(DEPARTMENT, {**WORKPLACE, "rank": 1}), HALF)
    Runs(monkeypatch, [answer(ending=Ending.INFEASIBLE), answer(bound=2)])
    now.close_rank([0, 1])
    assert (now.least, now._bound([0, 1])) == ([0, 0], 2)


def test_a_rank_without_a_composition_is_held_when_one_is_found_and_is_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = world(DEPARTMENT)
    for found, ending, held in [
        (BEST, Ending.FEASIBLE, True),  # at the bound
        (HALF, Ending.OPTIMAL, True),
        (HALF, Ending.FEASIBLE, False),
    ]:
        now = closed(made, None)
        Runs(monkeypatch, [answer(seated(made, found), ending)])
        assert now.close_rank([0]) is None
        assert (shown(now.best), now.proven, bool(now.held)) == (found, held, held)
    monkeypatch.setattr(closing, "smallest_conflict", lambda made, effort: Impossible(()) if effort.seed == 4 else None)
    none = closed(made, None, seed=4)
    Runs(monkeypatch, [answer(ending=Ending.INFEASIBLE)])
    assert none.close_rank([0]) == Impossible(())


def test_closing_asks_all_at_once_then_rank_by_rank_up_to_the_first_that_stays_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[Any] = []
    for name in ("draw_outlines", "deal_again", "try_everything_at_once"):
        monkeypatch.setattr(_Closing, name, lambda self, name=name: done.append(name))
    made = world(DEPARTMENT, WORKPLACE)

    def close_rank(self: _Closing, rank: list[int]) -> None:
        done.append(rank)
        self.proven = rank != [0] or stays_closed

    monkeypatch.setattr(_Closing, "close_rank", close_rank)
    stays_closed = True
    best = seated(made, BEST)
    assert close(Table(made), Effort(), best) == Composed(best, (0, 0), (0, 0))
    assert done == ["draw_outlines", [0], [1]]
    done.clear()
    assert close(Table(made), Effort(), seated(made, HALF)) == Composed(seated(made, HALF), (0, 0), (0, 0))
    assert done == ["draw_outlines", "deal_again", "try_everything_at_once", [0], [1]]
    done.clear()
    stays_closed = False
    close(Table(made), Effort(), None)
    assert done == ["draw_outlines", "deal_again", "try_everything_at_once", [0]]
    done.clear()
    close(Table(world()), Effort(), None)
    assert done == ["draw_outlines", "deal_again", "try_everything_at_once", []]
    monkeypatch.setattr(_Closing, "close_rank", lambda self, rank: Impossible(()))
    assert close(Table(made), Effort(), None) == Impossible(())


def test_an_outline_that_meets_every_bound_is_proven_best(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(DEPARTMENT, WORKPLACE)
    Drawn(monkeypatch, [Outline(1, None), Outline(2, None)], [None])
    half, best = seated(made, HALF), seated(made, BEST)
    assert outlined(Table(made), Effort(), half) == (half, Composed(half, (0, 0), (1, 2)))
    assert outlined(Table(made), Effort(), best) == (best, Composed(best, (0, 0), (0, 0)))
    Drawn(monkeypatch, [Outline(1, None), Outline(1, None)], [None])
    assert outlined(Table(made), Effort(), half) == (half, None)


# -- one run ---------------------------------------------------------------------------------------------------------


def test_a_run_has_its_share_of_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    given: list[Any] = []

    def run(model: Any, made: Scenario, **more: Any) -> Answer:
        given.append((made, more))
        return answer()

    monkeypatch.setattr(closing, "run", run)
    now = closed(world(DEPARTMENT), None, seed=6, seconds=60.0, repeatable=20.0, stop=(stop := lambda: False))
    clock[0] = 1_020.0
    now._run([0], 0, None, 0.25)
    now._run([0], 0, None, 1.0)
    limits = {"seed": 6, "stop": stop}
    assert given == [
        (now.scenario, {**limits, "seconds": 10.0, "repeatable_seconds": 5.0}),
        (now.scenario, {**limits, "seconds": 40.0, "repeatable_seconds": 19.5}),
    ]
    assert now.repeatable == 19.0


def test_a_run_finds_what_costs_least_between_its_limits_with_the_ranks_above_held() -> None:
    """Those of a department, who have one title, apart, and those of a title together: three pairs that differ, or two, or none."""
    people = [leader(str(i), department="ABC"[i // 2], title="ABC"[i // 2]) for i in range(6)]
    goals = [DEPARTMENT, {"goal": "same", "attribute": "title", "rank": 2, "weight": 2}, WORKPLACE]
    made = scenario(people, policy(size="2", number=3, goals=goals, duties={}, rules=OFF))
    for most, least in [(0, 3), (1, 2), (3, 0)]:
        for bound in (0, 4, 6):
            now = closed(made, None)
            now.held = [([0], most)]
            found = now._run([1], bound, None, 1.0)
            assert (found.ending, found.bound) == (Ending.OPTIMAL, max(bound, 2 * least))
            assert found.composition is not None
            assert costs(made, found.composition)[0] <= most
            assert 2 * costs(made, found.composition)[1] == max(bound, 2 * least)
    now = closed(made, None)
    now.held = [([0], 1)]
    exact = now._run([1], 4, 4, 1.0)
    assert (exact.ending, exact.bound) == (Ending.OPTIMAL, None)  # a question, and nothing to be low
    assert exact.composition is not None
    assert costs(made, exact.composition)[:2] == [1, 2]
    assert now._run([1], 0, 3, 1.0).ending is Ending.INFEASIBLE
    now.held = [([2], 0)]  # nobody has a workplace: nothing to be held
    assert now._run([], 0, 0, 1.0).ending is Ending.OPTIMAL


def test_a_run_is_hinted_the_best_and_names_networks_where_that_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hinted: list[str] = []
    ordered: list[list[str]] = []
    monkeypatch.setattr(closing, "run", lambda *_, **__: answer())
    monkeypatch.setattr(Seats, "hint", lambda self, composition: hinted.append(shown(composition)))
    monkeypatch.setattr(Seats, "order_networks", lambda self, people: ordered.append(list(people)))
    now = closed(world(DEPARTMENT), "332211")
    now._run([0], 0, 1, 1.0)
    assert (hinted, ordered) == (["112233"], [now.order])
    moving = closed(world(DEPARTMENT, {"goal": "churn", "rank": 9}, network="1"), "332211")
    moving._run([0], 0, 1, 1.0)
    assert (hinted[1:], ordered[1:]) == (["332211"], [])
    closed(world(DEPARTMENT), None)._run([0], 0, None, 1.0)
    assert (len(hinted), len(ordered)) == (2, 2)


def test_networks_are_numbered_by_the_first_of_those_with_most_foes_in_them() -> None:
    people = [leader(str(i), apart=("0",) if i == 4 else ()) for i in range(6)]
    made = scenario(people, policy(size="1-4", number=3, goals=[DEPARTMENT], duties={}, rules=OFF))
    now = closed(made, None)
    assert now.order == ["0", "4", "1", "2", "3", "5"]
    assert shown(now._renumbered(seated(made, "212332"))) == "131221"
    assert shown(now._renumbered(seated(made, "333333"))) == "111111"  # those with nobody come last
