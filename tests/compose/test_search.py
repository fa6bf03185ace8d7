"""What happens where deal and bound do not meet: CP-SAT closes, time runs out, somebody presses Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from netcompose.compose import core, search
from netcompose.compose.bounds import Bounds
from netcompose.compose.deal import FIRST_STEPS, RANK_STEPS, Deal
from netcompose.compose.elements import elements
from netcompose.compose.model import Model
from netcompose.compose.naming import canonical
from netcompose.compose.outcome import Clash, Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.search import Effort, compose
from netcompose.compose.solver import Answer, Ending, run
from netcompose.compose.table import Table
from netcompose.language import say
from netcompose.organisation import Level
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.policy.scenario import Scenario


def forced() -> Scenario:
    """Two attributes that cannot both be even: four people, A and B, X and Y, where a wish keeps the good partners apart."""
    people = [
        leader("1", department="A", level_name="X", apart=("4",)),
        leader("2", department="A", level_name="Y", apart=("3",)),
        leader("3", department="B", level_name="X"),
        leader("4", department="B", level_name="Y"),
    ]
    return scenario(people, policy(size="2", number=2))


def test_where_the_closed_form_is_out_of_reach_the_solver_proves_what_is_best() -> None:
    made = forced()
    # departments first: {1,3},{2,4} would be right but 1-4 and 2-3 are apart, so partners are 1-3 and 2-4: levels X,X and Y,Y
    outcome = compose(made, Effort())
    assert isinstance(outcome, Composed)
    assert [v.cost for v in judge_goals(made, outcome.composition)] == [0, 2, 0, 2]
    assert outcome.unavoidable == (0, 0, 0, 2)
    assert outcome.bounds == (0, 2, 0, 2)


def test_ranks_are_lexicographic() -> None:
    goals = [{"goal": "mix", "attribute": "level", "rank": 1}, {"goal": "mix", "attribute": "department", "rank": 2}]
    made = scenario(list(forced().people), policy(size="2", number=2, goals=goals))
    outcome = compose(made, Effort())
    assert isinstance(outcome, Composed)
    assert outcome.bounds == (0, 2)


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Deal, "finished", property(lambda self: False))
    told: list[tuple[int, int]] = []
    outcome = compose(forced(), Effort(progress=lambda value, bound: told.append((value, bound))))
    assert isinstance(outcome, Composed)
    assert told  # everything at once first, then the rank that is open
    assert all(value >= bound for value, bound in told)


@pytest.mark.parametrize("stopped", [False, True])
def test_without_time_the_dealt_plan_comes_with_its_gap(stopped: bool) -> None:
    asked = iter(range(10_000_000))
    effort = Effort(stop=lambda: next(asked) > 20) if stopped else Effort(seconds=0)
    outcome = compose(forced(), effort)
    assert isinstance(outcome, Composed)
    assert outcome.bounds == (0, 0, 0, 2)
    assert not any(v.violations for v in judge_rules(forced(), outcome.composition))


def hidden() -> Scenario:
    """Impossible, but for no reason that a pre-check sees: an odd ring of pairs apart over two networks."""
    people = [leader(str(i), apart=(str((i + 1) % 5),)) for i in range(5)]
    return scenario(people, policy(size="1-4", number=2))


def test_without_time_an_unseen_contradiction_stays_open() -> None:
    assert compose(hidden(), Effort(seconds=0)) == OutOfTime()


def test_stopped_before_anything_was_found_there_is_no_plan() -> None:
    assert compose(hidden(), Effort(stop=lambda: True)) == OutOfTime()


def test_an_unseen_contradiction_is_proven_twice_and_shrunk() -> None:
    outcome = compose(hidden(), Effort())
    assert isinstance(outcome, Impossible)
    assert [(clash.rule, clash.people) for clash in outcome.conflict] == [("apart", ("0", "1", "2", "3", "4"))]


def test_what_one_solve_found_is_only_suspected(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(model: Model, *args: object, **how: object) -> Answer:
        if "presolve" in how:  # a confirming solve
            return Answer(Ending.UNKNOWN, None, None, 0.0)
        return run(model, *args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(core, "run", answer)
    outcome = compose(hidden(), Effort())
    among = core.conflict_among(hidden(), elements(hidden()), Effort())
    assert isinstance(outcome, OutOfTime)
    assert [(clash.rule, clash.people) for clash in outcome.suspected] == [("apart", ("0", "1", "2", "3", "4"))]
    assert among is None


@pytest.mark.parametrize("answered", range(3))
def test_any_other_setting_confirms(monkeypatch: pytest.MonkeyPatch, answered: int) -> None:
    asked: list[int] = []

    def answer(model: Model, *args: object, **how: object) -> Answer:
        if "presolve" in how:
            asked.append(len(asked))
            if (len(asked) - 1) % 3 < answered:
                return Answer(Ending.UNKNOWN, None, None, 0.0)
        return run(model, *args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(core, "run", answer)
    outcome = compose(hidden(), Effort())
    assert isinstance(outcome, Impossible)
    assert outcome.minimal
    assert len(asked) == answered + 1


def test_every_rule_of_a_conflict_is_needed() -> None:
    people = [leader(str(i), apart=(str((i + 1) % 5),) if i < 4 else ()) for i in range(5)]
    people[4] = leader("4", together=("0",))  # the ring is closed by a wish of another kind: 0 = 4
    people[0] = leader("0", apart=("1",))
    made = scenario(people, policy(size="2-3", number=2))
    outcome = compose(made, Effort())
    if isinstance(outcome, Impossible):
        for clash in outcome.conflict:
            others = {"group_size", "reporting_line", "locked", "together", "apart", "mentor_supply"} - {
                c.rule for c in outcome.conflict
            }
            model = Model(made, without={*others, clash.rule}, goals=False)
            assert run(model, made, seed=1, seconds=5).composition is not None
    else:
        assert isinstance(outcome, Composed)


def test_a_second_solve_that_finds_a_composition_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    made = forced()
    with pytest.raises(Disagreement, match="two solves"):
        core.smallest_conflict(made, Effort())


def test_a_bound_that_excludes_what_was_found_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    made = forced()
    monkeypatch.setattr(Bounds, "proven", (1, 2, 0, 2))  # nobody of one department need meet
    monkeypatch.setattr(Deal, "finished", property(lambda self: False))
    with pytest.raises(Disagreement, match="bound"):
        compose(made, Effort())


def test_a_wide_scenario_is_left_to_deal_and_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_SEATS", 7)
    outcome = compose(forced(), Effort())
    assert isinstance(outcome, Composed)
    assert outcome.bounds == (0, 0, 0, 2)


def test_a_run_without_a_limit_left_ends_unknown() -> None:
    answer = run(Model(forced()), forced(), seed=1, seconds=0)
    assert answer.ending is Ending.UNKNOWN
    assert answer.composition is None


def test_the_solver_stops_when_asked() -> None:
    people = [leader(f"{i:03}", department=str(i % 7), title=str(i % 11), workplace=str(i % 13)) for i in range(60)]
    goals = [{"goal": "mix", "attribute": a, "rank": 1} for a in ("department", "title", "workplace")]
    made = scenario(people, policy(size="6", number=10, goals=goals, rules={"reporting_line": "off"}))
    model = Model(made)
    model.cp.minimize(sum(model.costs))
    asked = iter([False, True, *[True] * 1000])
    answer = run(model, made, seed=1, seconds=60, stop=lambda: next(asked))
    assert answer.ending in {Ending.FEASIBLE, Ending.UNKNOWN, Ending.OPTIMAL}


def test_the_solver_refusing_a_model_is_our_bug() -> None:
    made = forced()
    model = Model(made)
    model.cp.add_hint(model.seats.is_in("1", "1"), 1)
    model.cp.add_hint(model.seats.is_in("1", "1"), 0)
    with pytest.raises(Disagreement, match="refused"):
        run(model, made, seed=1, seconds=5)


def test_networks_are_numbered_by_their_first_member() -> None:
    made = scenario([leader(i) for i in "abcd"], policy(size="2", number=2))
    one = canonical(made, Composition.of({"a": "2", "c": "2", "b": "1", "d": "1"}, ("1", "2")))
    assert [network.members for network in one.networks] == [("a", "c"), ("b", "d")]
    assert [network.id for network in one.networks] == ["1", "2"]


def test_networks_keep_the_number_that_most_of_their_members_know() -> None:
    people = [leader(i, network=n) for i, n in zip("abcdef", "331122", strict=True)]
    made = scenario(people, policy(size="2", number=3))
    named = canonical(made, Composition.of(dict(zip("abcdef", "112233", strict=True)), ("1", "2", "3")))
    assert named.seats == dict(zip("abcdef", "331122", strict=True))


def test_a_locked_network_keeps_its_name() -> None:
    people = [leader("a"), leader("b", network="Blå", locked=True), leader("c"), leader("d")]
    made = scenario(people, policy(size="2", number=2))
    outcome = compose(made, Effort())
    assert isinstance(outcome, Composed)
    assert outcome.composition.seats["b"] == "Blå"


def test_a_clash_is_told_in_a_sentence() -> None:
    assert str(Clash("apart", ("1",), say("Leave {name} alone.", name="Ada")).message) == "Leave Ada alone."


def test_each_rule_has_its_own_sentence_in_a_conflict() -> None:
    people = [
        leader("0", network="1", locked=True, new=True, apart=("1",)),
        leader("1", "0", together=("2",)),
        leader("2", "9", department="A"),
        leader("3", "9", level=Level.LEADER_OF_LEADERS),
        leader("9", level=Level.CHIEF),
    ]
    limit = {"attribute": "department", "value": "A", "at_least": 1, "at_most": 2}
    made = scenario(people, policy(size="2", number=2, limits=[limit], rules={"siblings": True}))
    said = {clash.rule: str(clash.message) for clash in core._clashes(made, elements(made))}
    assert said == {
        "group_size": "A network has 2 members.",
        "reporting_line": "Not to meet: Leader 0 is the superior of Leader 1.",
        "siblings": "Not to meet: Leader 2, Leader 3 report to Leader 9.",
        "apart": "To be apart: Leader 0 and Leader 1.",
        "together": "Leader 1, Leader 2 are to sit together.",
        "locked": "Locked seats: Leader 0 to network 1.",
        "limits": "From 1 to 2 of department A in each.",
        "mentor_supply": "1 new leader needs a mentor in their network.",
    }


class Noted(Deal):
    """A deal that is never finished, notes what is asked of it, and ends as well as it is told to."""

    noted: ClassVar[list[tuple[int, list[int]]]] = []
    ends: ClassVar[list[tuple[int, int]]] = []

    def __init__(self, table: Table, seed: int, seats: list[int] | None = None) -> None:
        super().__init__(table, seed, seats)
        self.mine = (seed, [])
        self.noted.append(self.mine)

    @property
    def finished(self) -> bool:
        return False

    @property
    def state(self) -> tuple[int, int]:
        return self.ends[self.noted.index(self.mine) % len(self.ends)]

    def mend(self, steps: int, stop: Callable[[], bool] = lambda: False) -> None:
        self.mine[1].append(steps)


def noted(
    monkeypatch: pytest.MonkeyPatch, made: Scenario, ends: list[tuple[int, int]], **more: Any
) -> tuple[int, list[tuple[int, list[int]]]]:
    """The seed of the deal that is gone on with, and all deals with the steps that each was mended for."""
    monkeypatch.setattr(search, "Deal", Noted)
    Noted.noted, Noted.ends = [], ends
    table = Table(made)
    deal, outcome = (search._small if len(table.people) <= search.SMALL else search._large)(table, Effort(**more))
    assert outcome is None
    assert isinstance(deal, Noted)
    return deal.mine[0], Noted.noted


def even(number: int, headed: bool = False) -> Scenario:
    """Two departments over two networks, with a head each at times, and goals of two ranks."""
    people = [leader(f"{i:03}", department="AB"[i % 2]) for i in range(number)]
    if headed:
        people = [
            leader(p.id, None if p.id in {"000", "001"} else f"00{int(p.id) % 2}", department=p.department)
            for p in people
        ]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}, {"goal": "even_size", "rank": 2}]
    return scenario(people, policy(size=f"1-{number}", number=3, goals=goals, duties={}))


def test_the_best_of_a_few_deals_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [(0, 9), (0, 7), (0, 7), (0, 8), (0, 9), (0, 9), (0, 9), (0, 9)]
    first = [FIRST_STEPS]
    best, deals = noted(monkeypatch, even(12), ends, seed=4)
    assert best == 5  # the first of the two best
    assert [seed for seed, _ in deals] == list(range(4, 4 + search.DEALS))
    assert [steps for _, steps in deals] == [first, [*first, RANK_STEPS], *[first] * 6]  # then rank by rank
    best, deals = noted(monkeypatch, even(12, headed=True), [(0, 5), (0, 6)], seed=1)
    assert (best, [seed for seed, _ in deals]) == (1, [1, 2])  # CP-SAT is asked about the heads first
    best, deals = noted(monkeypatch, even(12, headed=True), ends, seed=1, seconds=0)
    assert len(deals) == search.DEALS  # but not without time
    best, deals = noted(monkeypatch, even(12), ends, stop=lambda: True)
    assert len(deals) == 1


def test_of_many_people_one_deal_is_made_and_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SMALL", 11)
    best, deals = noted(monkeypatch, even(12), [(0, 9)], seed=3)
    assert (best, deals) == (3, [(3, [search.GLANCE, search.STEPS, RANK_STEPS])])


def test_deals_that_all_break_rules_lead_to_the_question_whether_there_is_a_composition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def contradiction(made: Scenario, effort: Effort) -> Impossible:
        asked.append(len(Noted.noted))
        return Impossible(())

    monkeypatch.setattr(core, "contradiction", contradiction)
    monkeypatch.setattr(search, "Deal", Noted)
    Noted.noted, Noted.ends = [], [(1, 0)]
    people = [leader(str(i), apart=tuple(str(j) for j in range(4) if j != i)) for i in range(4)]
    made = scenario([*people, leader("4")], policy(size="1-5", number=4))
    deal = Noted(Table(made), 1, [0] * 5)
    assert deal.books.broken
    monkeypatch.setattr(Noted, "_start", lambda self: [self.books.seat(p, 0) for p in range(5)])
    Noted.noted = []
    _, outcome = search._small(Table(made), Effort())
    assert outcome == Impossible(())
    assert asked == [search.BROKEN_DEALS]
    Noted.noted, asked[:] = [], []
    search._small(Table(made), Effort(seconds=0))
    assert asked == []
