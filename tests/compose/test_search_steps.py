"""The order of composing: what is asked of whom, and when the answer is taken without asking further."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import closing, core, search
from netcompose.compose.deal import DEALS, FIRST_DEALS, FIRST_STEPS, RANK_STEPS
from netcompose.compose.outcome import Clash, Composed, Impossible, OutOfTime
from netcompose.compose.search import GLANCE, STEPS, Effort, compose
from netcompose.compose.table import Table
from netcompose.language import say
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.policy.scenario import Scenario

DEPARTMENT = {"goal": "mix", "attribute": "department", "rank": 1}
EVEN = {"goal": "even_size", "rank": 2}


def world(*goals: dict[str, Any], headed: bool = False) -> Scenario:
    """AABB in two networks; with a head, one A is above three others of A."""
    people = [leader(str(i), department="AABB"[i]) for i in range(4)]
    if headed:
        people = [leader("0", department="A"), *(leader(str(i), "0", department="A") for i in (1, 2, 3))]
        people += [leader(str(i), department="B") for i in (4, 5)]
    size = "3" if headed else "2"
    return scenario(people, policy(size=size, number=2, goals=goals or (DEPARTMENT,), duties={}))


@dataclass
class Scripted:
    """Everything that composing calls, noted in the place of being done."""

    monkeypatch: pytest.MonkeyPatch
    broken: int = 0
    finished: bool = False
    settled: Any = None
    closed: Any = None
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        books = SimpleNamespace(broken=self.broken, network_of=[1, 0, 1, 0])
        self.deal = SimpleNamespace(books=books, finished=self.finished)
        for name in ("_small", "_large"):
            self.monkeypatch.setattr(search, name, lambda *given, name=name: self.dealt(name, *given))
        self.monkeypatch.setattr(closing, "close", self.close)
        self.monkeypatch.setattr(search, "fair", self.fair)

    def dealt(self, name: str, table: Table, effort: Effort) -> Any:
        self.table = table
        self.done.append((name, effort))
        return self.deal, self.settled

    def close(self, *given: Any) -> Any:
        self.done.append(("close", *given))
        return self.closed

    def fair(self, *given: Any) -> Any:
        self.done.append(("fair", *given))
        return given[2]

    @property
    def names(self) -> list[str]:
        return [name for name, *_ in self.done]


def test_a_conflict_that_is_seen_at_once_is_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    made, scripted = world(), Scripted(monkeypatch)
    clash = Clash("apart", ("1",), say("Leave {name} alone.", name="Ada"))
    monkeypatch.setattr(search, "contradictions", lambda given: (clash,) if given is made else ())
    assert compose(made, Effort()) == Impossible((clash,))
    assert scripted.done == []


def test_few_people_are_dealt_several_times_and_many_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, effort = world(), Effort()
    for small, name in [(4, "_small"), (3, "_large")]:
        monkeypatch.setattr(search, "SMALL", small)
        scripted = Scripted(monkeypatch, finished=True)
        compose(made, effort)
        assert scripted.done[0] == (name, effort)
        assert scripted.table.scenario is made


def test_a_finished_deal_is_the_outcome_once_it_is_fair_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    made, effort, scripted = world(), Effort(), Scripted(monkeypatch, finished=True)
    found = compose(made, effort)
    assert isinstance(found, Composed)
    assert (found.unavoidable, found.bounds) == ((0,), (0,))
    assert found.composition.seats == dict(zip("0123", "1212", strict=True))  # numbered by the first member
    [_, (_, table, given, composed, deal)] = scripted.done
    assert (table, given, deal) == (scripted.table, effort, scripted.deal)
    assert composed == Composed(table.composition([1, 0, 1, 0]), (0,), (0,))


def test_an_outcome_that_is_settled_is_made_fair_without_the_deal(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    other = Composed(Table(made).composition([0, 1, 0, 1]), (0,), (0,))
    scripted = Scripted(monkeypatch, settled=other)
    assert compose(made, Effort()) == other
    assert scripted.names == ["_small", "fair"]
    assert scripted.done[1][3:] == (other, None)
    none = Scripted(monkeypatch, settled=Impossible(()), broken=1)
    assert compose(made, Effort()) == Impossible(())
    assert none.names == ["_small"]


@pytest.mark.parametrize("broken", [0, 1])
def test_the_solver_closes_what_is_open(monkeypatch: pytest.MonkeyPatch, broken: int) -> None:
    made, effort = world(), Effort(seconds=0.5)
    scripted = Scripted(monkeypatch, broken=broken, finished=bool(broken), closed=OutOfTime())
    assert compose(made, effort) == OutOfTime()
    [_, (name, table, given, start)] = scripted.done
    assert (name, table, given) == ("close", scripted.table, effort)
    assert start == (None if broken else table.composition([1, 0, 1, 0]))


@pytest.mark.parametrize(
    ("seats", "effort", "asked"),
    [
        (8, {}, True),  # four people, two networks
        (7, {}, False),
        (8, {"seconds": 0}, False),
        (8, {"stop": lambda: True}, False),
    ],
)
def test_without_time_or_room_the_deal_is_what_there_is(
    monkeypatch: pytest.MonkeyPatch, seats: int, effort: dict[str, Any], asked: bool
) -> None:
    monkeypatch.setattr(search, "MOST_SEATS", seats)
    made = world()
    for broken in (0, 1):
        scripted = Scripted(monkeypatch, broken=broken, closed=OutOfTime())
        found = compose(made, Effort(**effort))
        assert ("close" in scripted.names) is asked
        if asked or broken:
            assert found == OutOfTime()
        else:
            assert found == Composed(Table(made).composition([0, 1, 0, 1]), (0,), (0,))


# -- dealing ---------------------------------------------------------------------------------------------------------


class Dealt:
    """A deal that notes what it is asked, in a list of all of them."""

    done: list[tuple[Any, ...]]
    broken: list[int]
    finished = False
    state = (0, 0)

    def __init__(self, table: Table, seed: int) -> None:
        self.table = table
        self.done.append(("deal", table, seed))
        self.books = SimpleNamespace(broken=self.then(), network_of=[0] * len(table.people))

    def then(self) -> int:
        """What is broken next, the last again and again."""
        return self.broken.pop(0) if len(self.broken) > 1 else self.broken[0]

    def mend(self, steps: int, stop: Callable[[], bool]) -> None:
        self.done.append(("mend", steps, stop))
        self.books.broken = self.then()

    def reseat(self, seats: list[int]) -> None:
        self.done.append(("reseat", seats))

    def reweigh(self, weights: list[int]) -> None:
        self.done.append(("reweigh", weights))


@pytest.fixture
def dealt(monkeypatch: pytest.MonkeyPatch) -> type[Dealt]:
    monkeypatch.setattr(search, "Deal", Dealt)
    monkeypatch.setattr(Dealt, "finished", False)
    Dealt.done, Dealt.broken = [], [0]
    return Dealt


def seeds(dealt: type[Dealt]) -> list[int]:
    return [given[2] for given in dealt.done if given[0] == "deal"]


def test_few_people_are_dealt_with_one_seed_after_the_other(dealt: type[Dealt]) -> None:
    table, effort = Table(world()), Effort(seed=4)
    deal, outcome = search._small(table, effort)
    assert (deal.table, outcome) == (table, None)
    assert seeds(dealt) == list(range(4, 4 + DEALS))
    assert dealt.done[0][1] is table
    assert {given for given in dealt.done if given[0] == "mend"} == {("mend", FIRST_STEPS, effort.stop)}
    dealt.done.clear()
    search._small(Table(world(headed=True)), effort)
    assert seeds(dealt) == list(range(4, 4 + FIRST_DEALS))  # the solver is asked about the heads
    dealt.done.clear()
    search._small(Table(world(headed=True)), Effort(seconds=0))
    assert len(seeds(dealt)) == DEALS


def test_dealing_ends_with_a_deal_that_is_finished_or_a_stop(
    dealt: type[Dealt], monkeypatch: pytest.MonkeyPatch
) -> None:
    deal, outcome = search._small(Table(world()), Effort(stop=lambda: True))
    assert len(seeds(dealt)) == 1
    assert (isinstance(deal, Dealt), outcome) == (True, None)
    dealt.done.clear()
    monkeypatch.setattr(Dealt, "finished", True)
    deal, outcome = search._small(Table(world()), Effort())
    assert len(seeds(dealt)) == 1
    assert (isinstance(deal, Dealt), outcome) == (True, None)


def test_a_contradiction_is_asked_for_once_two_deals_break_rules(
    dealt: type[Dealt], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def contradiction(*given: Any) -> Any:
        asked.append((*given, len(seeds(dealt))))
        return answer

    monkeypatch.setattr(core, "contradiction", contradiction)
    made, effort, answer = world(), Effort(seconds=0.5), None
    table = Table(made)
    dealt.broken = [1]
    _, outcome = search._small(table, effort)
    assert outcome is None
    assert asked == [(made, effort, search.BROKEN_DEALS)]
    assert len(seeds(dealt)) == DEALS  # and it is gone on
    asked.clear()
    dealt.done.clear()
    answer = Impossible(())
    _, outcome = search._small(table, effort)
    assert outcome == Impossible(())
    assert len(seeds(dealt)) == search.BROKEN_DEALS
    asked.clear()
    search._small(table, Effort(seconds=0))
    dealt.broken = [0]
    search._small(table, effort)
    assert asked == []


def test_heads_are_asked_about_where_there_are_some_and_time() -> None:
    headed, plain = Table(world(EVEN, DEPARTMENT, headed=True)), Table(world())
    assert search._outlined(headed, Effort(seconds=0.5)) is True
    assert search._outlined(headed, Effort(seconds=0)) is False
    assert search._outlined(plain, Effort()) is False


def test_ranks_are_mended_one_above_the_other_where_there_are_several(
    dealt: type[Dealt], monkeypatch: pytest.MonkeyPatch
) -> None:
    effort = Effort()
    two = Table(world(DEPARTMENT, EVEN))
    search._mend_by_rank(Dealt(two, 1), effort)  # type: ignore[arg-type]
    assert dealt.done[1:] == [("reweigh", two.ranked_weights()), ("mend", RANK_STEPS, effort.stop)]
    one = Table(world(DEPARTMENT, {**EVEN, "rank": 1}))
    dealt.done.clear()
    search._mend_by_rank(Dealt(one, 1), effort)  # type: ignore[arg-type]
    monkeypatch.setattr(Dealt, "finished", True)
    search._mend_by_rank(Dealt(two, 1), effort)  # type: ignore[arg-type]
    assert [given[0] for given in dealt.done] == ["deal", "deal"]


def test_of_many_one_deal_is_made_and_an_outline_asked_for(dealt: type[Dealt], monkeypatch: pytest.MonkeyPatch) -> None:
    table, effort = Table(world(DEPARTMENT, headed=True)), Effort(seed=6)
    followed, settled = table.composition([0, 1, 1, 1, 0, 0]), Composed(table.composition([0] * 6), (), ())
    asked: list[Any] = []
    answer: Any = (followed, None)

    def outlined(*given: Any) -> Any:
        asked.append(given)
        return answer

    monkeypatch.setattr(closing, "outlined", outlined)
    _, outcome = search._large(table, effort)
    assert outcome is None
    glance, first, steps = (("mend", n, effort.stop) for n in (GLANCE, FIRST_STEPS, STEPS))
    begin = ("deal", table, 6)
    assert dealt.done == [begin, glance, ("reseat", [0, 1, 1, 1, 0, 0]), steps]
    assert asked == [(table, effort, table.composition([0] * 6))]
    dealt.done.clear()
    answer = (settled.composition, settled)
    assert search._large(table, effort)[1] is settled
    assert dealt.done == [begin, glance]
    asked.clear()
    for broken, made in [([1], [begin, glance, first, steps]), ([1, 1, 0], [begin, glance, first])]:
        dealt.done.clear()
        dealt.broken = broken
        search._large(table, effort)
        assert dealt.done == made
    assert len(asked) == 1  # once it kept the rules
    asked.clear()
    dealt.broken = [0]
    search._large(table, Effort(seconds=0))
    search._large(table, Effort(stop=lambda: True))
    search._large(Table(world()), effort)
    monkeypatch.setattr(Dealt, "finished", True)
    search._large(table, effort)
    assert asked == []
    monkeypatch.setattr(Dealt, "finished", False)
    dealt.done.clear()
    two = Table(world(DEPARTMENT, EVEN))
    search._large(two, effort)
    assert dealt.done[1:] == [glance, steps, ("reweigh", two.ranked_weights()), ("mend", RANK_STEPS, effort.stop)]
