"""How a contradiction is asked about: what is asked of whom, with which settings, and what each answer stands for."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import core
from netcompose.compose.core import (
    SECONDS,
    STEPS,
    _composition,
    _concerned,
    _confirmed,
    _model,
    _proven,
    _Question,
    _without_spare_networks,
    conflict_among,
    contradiction,
    possible,
    smallest_conflict,
)
from netcompose.compose.deal import Deal
from netcompose.compose.effort import Effort
from netcompose.compose.elements import Element, Part, elements, only
from netcompose.compose.outcome import Disagreement, Impossible, OutOfTime
from netcompose.compose.seats import Seats
from netcompose.compose.solver import Answer, Ending
from netcompose.organisation import Level
from netcompose.policy.catalogue import judge_rules
from worlds import compositions, leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

LOCKED = {"network": "1", "locked": True}


def ring() -> Scenario:
    """Impossible, but for no reason that a pre-check sees: an odd ring of pairs apart over two networks; and f, in no one's way."""
    people = [leader(str(i), apart=(str((i + 1) % 5),)) for i in range(5)] + [leader("f", department="D")]
    return scenario(people, policy("1-4", 2, goals=[{"goal": "even_size", "rank": 1}]))


def seen() -> Scenario:
    """Impossible at a glance: superior and subordinate locked to one network."""
    return scenario([leader("a", **LOCKED), leader("b", "a", **LOCKED), leader("c"), leader("d")], policy("1-3", 2))


def free() -> Scenario:
    return scenario([leader(name) for name in "abcd"], policy("1-3", 2))


def told(ending: Ending, composition: Composition | None = None) -> Answer:
    return Answer(ending, composition, None, 0.0)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the solver was asked, one by one; it knows nothing, but a test may say what it answers."""
    questions: list[dict[str, Any]] = []

    def run(model: object, made: Scenario, **how: Any) -> Answer:
        questions.append({"model": model, "people": made.participants, **how})
        return told(Ending.UNKNOWN)

    monkeypatch.setattr(core, "run", run)
    return questions


# -- one question -----------------------------------------------------------------------------------------------------


def test_what_a_pre_check_sees_or_nobody_minds_needs_no_deal_and_no_solver(
    monkeypatch: pytest.MonkeyPatch, asked: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(Deal, "mend", lambda *_: pytest.fail("dealt"))
    assert _composition(Part(seen()), Effort()) is False
    assert possible(Part(seen()), Effort()) is False
    nothing = only(free(), [Element("group_size", (), 1)])
    assert _composition(nothing, Effort()) == {}
    assert possible(nothing, Effort()) is True
    assert asked == []


def test_a_pre_check_is_told_which_rule_each_pair_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    part = only(ring(), elements(ring())[:4])
    seen_: list[object] = []
    monkeypatch.setattr(core, "contradictions", lambda made, apart: seen_.append((made, apart)) or ("clash",))
    assert _composition(part, Effort()) is False
    assert _proven(part, Effort())
    assert seen_ == [(part.scenario, part.apart)] * 2


def test_a_short_deal_is_tried_before_the_solver(monkeypatch: pytest.MonkeyPatch, asked: list[dict[str, Any]]) -> None:
    mended: list[tuple[int, object]] = []
    seeds: list[int] = []
    real, begin = Deal.mend, Deal.__init__

    def mend(deal: Deal, steps: int, stop: Callable[[], bool]) -> None:
        mended.append((steps, stop))
        real(deal, steps, stop)

    def dealt(deal: Deal, table: Any, seed: int) -> None:
        seeds.append(seed)
        begin(deal, table, seed)

    monkeypatch.setattr(Deal, "mend", mend)
    monkeypatch.setattr(Deal, "__init__", dealt)
    effort = Effort(seed=7, stop=lambda: False)
    made = free()
    found = _composition(Part(made), effort)
    assert isinstance(found, dict)
    assert set(found) == {"a", "b", "c", "d"}
    assert {list(found.values()).count(network) for network in "12"} <= {1, 2, 3}
    assert (mended, seeds, asked) == ([(STEPS, effort.stop)], [7], [])


def test_the_solver_is_asked_briefly_for_the_same_seed(asked: list[dict[str, Any]]) -> None:
    stop = lambda: False  # noqa: E731
    assert _composition(Part(ring()), Effort(seed=5, seconds=100.0, repeatable=50.0, stop=stop)) is None
    assert possible(Part(ring()), Effort(seed=5, seconds=3.0, repeatable=1.0, stop=stop)) is None
    assert [(q["seed"], q["seconds"], q["repeatable_seconds"], q["stop"]) for q in asked] == [
        (5, 4 * SECONDS, SECONDS, stop),
        (5, 3.0, 1.0, stop),
    ]
    assert all(q["people"] == ("0", "1", "2", "3", "4", "f") for q in asked)


@pytest.mark.parametrize("ending", list(Ending))
def test_only_infeasible_is_a_no(monkeypatch: pytest.MonkeyPatch, ending: Ending) -> None:
    made = ring()
    composition = next(compositions(made)) if ending in {Ending.OPTIMAL, Ending.FEASIBLE} else None
    monkeypatch.setattr(core, "run", lambda *_, **__: told(ending, composition))
    found = _composition(Part(made), Effort())
    assert (
        found
        == {
            Ending.OPTIMAL: dict.fromkeys(made.participants, "1"),
            Ending.FEASIBLE: dict.fromkeys(made.participants, "1"),
            Ending.INFEASIBLE: False,
            Ending.UNKNOWN: None,
        }[ending]
    )
    assert possible(Part(made), Effort()) == {Ending.INFEASIBLE: False, Ending.UNKNOWN: None}.get(ending, True)


def world(seed: int) -> Scenario:
    """Pairs apart, and a few wishes or locked seats, over two or three networks."""
    draw = Random(seed)
    ids, networks = "abcdef"[: draw.randint(4, 6)], draw.choice([2, 2, 3])
    locks = draw.random() < 0.3
    people = [
        leader(
            id,
            apart=tuple(draw.sample([other for other in ids if other != id], draw.randint(0, 2))),
            together=(draw.choice(ids),) if draw.random() < 0.1 else (),
            network=str(draw.randint(1, networks)),
            locked=locks and draw.random() < 0.3,
        )
        for id in ids
    ]
    return scenario(people, policy(f"{draw.randint(1, 2)}-4", networks, goals=[], duties={}))


def silent(part: Part) -> bool:
    return any(not any(v.violations for v in judge_rules(part.scenario, c)) for c in compositions(part.scenario))


def test_deal_and_solver_answer_as_trying_every_composition_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a deal that is of no use, and pre-checks that see nothing: then the solver alone tells, whichever way it is asked."""
    monkeypatch.setattr(core, "contradictions", lambda *_: ())
    answers = []
    for seed in range(60):
        made = world(seed)
        demanded = elements(made)
        part = only(made, [e for e in demanded if Random(seed).random() < 0.8 or e.rule != "group_size"])
        answer = silent(part)
        assert possible(part, Effort()) is answer
        with monkeypatch.context() as without:
            without.setattr(core, "Deal", Useless)
            found = _composition(part, Effort())
            assert (found is not False) is answer
            assert _confirmed(part.scenario, Effort()) is (not answer)
            for anchors in (1, 0, -1):
                given = core.run(_model(part.scenario, anchors), part.scenario, seed=1, seconds=5)
                assert (given.ending is Ending.INFEASIBLE) is (not answer)
        answers.append(answer)
    assert 15 < sum(answers) < 45


class Useless:
    """A deal that always breaks something."""

    def __init__(self, *_: object) -> None:
        self.books = self
        self.broken = 1

    def mend(self, *_: object) -> None:
        """Nothing."""


# -- confirming -------------------------------------------------------------------------------------------------------


def test_a_second_solve_has_another_seed_and_every_other_setting_in_turn(
    monkeypatch: pytest.MonkeyPatch, asked: list[dict[str, Any]]
) -> None:
    made: list[int] = []
    monkeypatch.setattr(core, "_model", lambda _, anchors: made.append(anchors))
    stop = lambda: False  # noqa: E731
    assert _confirmed(ring(), Effort(seed=5, seconds=100.0, repeatable=50.0, stop=stop)) is None
    assert _confirmed(ring(), Effort(seed=5, seconds=100.0, repeatable=1.0, stop=stop)) is None
    for question in asked:
        del question["model"]
    people = ("0", "1", "2", "3", "4", "f")
    assert asked == [
        {"people": people, "seed": 6, "seconds": 100.0, "repeatable_seconds": r, "presolve": presolve, "stop": stop}
        for r in (2 * SECONDS, 1.0)
        for presolve in (False, True, True)
    ]
    assert made == [0, 0, -1] * 2


@pytest.mark.parametrize(
    ("endings", "confirmed"),
    [
        ([Ending.INFEASIBLE], True),
        ([Ending.OPTIMAL], False),
        ([Ending.FEASIBLE], False),
        ([Ending.UNKNOWN, Ending.INFEASIBLE], True),
        ([Ending.UNKNOWN, Ending.UNKNOWN, Ending.OPTIMAL], False),
        ([Ending.UNKNOWN] * 3, None),
    ],
)
def test_the_first_answer_of_a_second_solve_counts(
    monkeypatch: pytest.MonkeyPatch, endings: list[Ending], confirmed: bool | None
) -> None:
    left = iter(endings)
    monkeypatch.setattr(core, "run", lambda *_, **__: told(next(left)))
    assert _confirmed(ring(), Effort()) is confirmed
    assert list(left) == []


@pytest.mark.parametrize(
    ("answer", "second", "proven"),
    [(False, True, True), (False, None, False), (False, False, False), (None, True, False), (True, True, False)],
)
def test_two_solves_must_agree(
    monkeypatch: pytest.MonkeyPatch, answer: bool | None, second: bool | None, proven: bool
) -> None:
    effort, part = Effort(), Part(ring())

    def first(given: Part, how: Effort) -> bool | None:
        assert (given, how) == (part, effort)
        return answer

    def again(made: Scenario, how: Effort) -> bool | None:
        assert (made, how) == (part.scenario, effort)
        return second

    monkeypatch.setattr(core, "possible", first)
    monkeypatch.setattr(core, "_confirmed", again)
    assert _proven(part, effort) is proven


# -- the model --------------------------------------------------------------------------------------------------------


def test_networks_are_numbered_by_those_with_most_foes_or_fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[list[str]] = []
    monkeypatch.setattr(Seats, "order_networks", lambda self, people: ordered.append(list(people)))
    people = [leader("a"), leader("b", apart=("c", "d")), leader("c", apart=("d",)), leader("d", apart=("e",))]
    people += [leader("e"), leader("f")]
    made = scenario(people, policy("1-6", 2))
    model = _model(made)  # foes: d 3, b 2, c 2, e 1
    _model(made, -1)
    _model(made, 0)
    assert ordered == [["d", "b", "c", "e"], ["a", "f", "e", "b"]]
    assert model.costs == ()  # it is only asked whether there is a composition
    locked = scenario([replace(people[0], **LOCKED), *people[1:]], policy("1-6", 2))
    _model(locked)
    _model(locked, -1)
    assert len(ordered) == 2  # networks with locked seats have their names


# -- who is concerned -------------------------------------------------------------------------------------------------


def small(**more: Any) -> Scenario:
    people = [
        leader("a", **LOCKED),
        leader("b", apart=("c",)),
        leader("c"),
        leader("d", together=("e",)),
        leader("e"),
        leader("f", department="D"),
        leader("g"),
    ]
    return scenario(people, policy("1-7", 2, goals=[], duties={}, **more))


def test_of_whom_nothing_is_demanded_is_not_seated() -> None:
    limits = {"limits": [{"attribute": "department", "value": "D", "at_most": 2}]}
    largest = Element("group_size", (), 1)

    def left(*kept: Element, **more: Any) -> tuple[str, ...]:
        return _concerned(only(small(**more), [largest, *kept]).scenario).participants

    assert left() == ()
    assert left(Element("locked", ("a",))) == ("a",)
    assert left(Element("apart", ("b", "c"))) == ("b", "c")
    assert left(Element("together", ("d", "e"))) == ("d", "e")
    assert left(Element("limits", ("f",), 0), **limits) == ("f",)
    assert left(Element("limits", ("f",), 0)) == ()
    assert left(*elements(small(**limits)), **limits) == tuple("abcdefg")  # with a least size everybody counts


def test_where_it_matters_everybody_is_seated() -> None:
    made = small()
    bare = only(made, [Element("group_size", (), 1)]).scenario
    assert _concerned(bare).participants == ()
    mentors = scenario(list(made.people), policy("1-7", 2, goals=[]))
    kept = only(mentors, [Element("group_size", (), 1), Element("mentor_supply", ("b",))]).scenario
    assert _concerned(kept) is kept
    line = bare.policy.rules.model_copy(update={"reporting_line": "direct"})
    lined = replace(bare, policy=bare.policy.model_copy(update={"rules": line}))
    assert _concerned(lined) is lined
    least = only(made, [Element("group_size", (), 0)]).scenario
    assert _concerned(least) is least


def spread(networks: int, *kept: Element, **more: Any) -> Scenario:
    """Three people, one of whom may sit in network 5, over so many networks."""
    people = [leader("a", department="D", apart=("b",)), leader("b"), leader("c", network="5", locked=True)]
    limits = [{"attribute": "department", "value": "D", **more}] if more else []
    made = scenario(people, policy("1-3", networks, goals=[], duties={}, limits=limits))
    return only(made, [Element("group_size", (), 1), Element("apart", ("a", "b")), *kept]).scenario


def test_where_networks_may_be_empty_one_for_each_participant_is_enough() -> None:
    locked = Element("locked", ("c",))
    assert spread(6).networks == ("1", "2", "3", "4", "5", "6")
    assert _without_spare_networks(spread(6)).networks == ("1", "2", "3")
    assert _without_spare_networks(spread(6, locked)).networks == ("1", "2", "3", "5")
    assert _concerned(spread(6, locked)).networks == ("1", "2", "3", "5")
    assert _concerned(spread(6, locked)).participants == ("a", "b", "c")
    limit = Element("limits", ("a",), 0)
    assert _without_spare_networks(spread(6, limit, at_most=1)).networks == ("1", "2", "3")
    for whole in (
        spread(3),  # just as many as there are people
        spread(6, limit, at_least=1),  # each needs somebody
        spread(6, Element("group_size", (), 0)),
    ):
        assert _without_spare_networks(whole) is whole
    assert len(_without_spare_networks(spread(4)).networks) == 3


# -- what is made of the answers --------------------------------------------------------------------------------------


def shortened(monkeypatch: pytest.MonkeyPatch, answered: bool) -> None:
    """A core of the first three demands."""

    def core_of(self: _Question, demands: Any) -> list[Element]:
        self.answered = answered
        return list(demands)[:3]

    monkeypatch.setattr(_Question, "core", core_of)


RING = [("apart", ("0", "1", "2", "3", "4"))]
FIRST = [("group_size", ()), ("apart", ("0", "1"))]
ALL = [("group_size", ()), *RING]


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("confirmed", [True, False, None])
def test_what_becomes_of_a_core(
    monkeypatch: pytest.MonkeyPatch, answered: bool, proven: bool, confirmed: bool | None
) -> None:
    made, effort = ring(), Effort()
    shortened(monkeypatch, answered)
    demanded = elements(made)
    assert [(e.rule, e.people) for e in demanded[:3]] == [("group_size", ()), ("group_size", ()), ("apart", ("0", "1"))]
    expected = only(made, demanded[:3])

    def is_proven(part: Part, how: Effort) -> bool:
        assert (part, how) == (expected, effort)
        return proven

    def again(whole: Scenario, how: Effort) -> bool | None:
        assert how == effort
        assert made in (whole, replace(whole, organisation=made.organisation, policy=made.policy))
        return confirmed

    monkeypatch.setattr(core, "_proven", is_proven)
    monkeypatch.setattr(core, "_confirmed", again)
    monkeypatch.setattr(core, "possible", lambda part, how: False)
    among = conflict_among(made, demanded, effort)
    if proven:
        found = smallest_conflict(made, effort)
        for one in (found, among):
            assert isinstance(one, Impossible)
            assert [(clash.rule, clash.people) for clash in one.conflict] == FIRST
            assert one.minimal is answered
    elif confirmed is False:
        with pytest.raises(Disagreement, match=r"^two solves disagree on whether a composition exists$"):
            smallest_conflict(made, effort)
        assert among is None
    elif confirmed is None:
        found = smallest_conflict(made, effort)
        assert isinstance(found, OutOfTime)
        assert [(clash.rule, clash.people) for clash in found.suspected] == FIRST
        assert among is None
    else:
        for one in (smallest_conflict(made, effort), among):
            assert isinstance(one, Impossible)
            assert [(clash.rule, clash.people) for clash in one.conflict] == ALL
            assert one.minimal is False


@pytest.mark.parametrize(("answer", "asked_on"), [(False, True), (None, False), (True, False)])
def test_why_there_is_no_composition_is_asked_only_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, answer: bool | None, asked_on: bool
) -> None:
    made, effort = ring(), Effort()
    looked: list[Part] = []

    def one(part: Part, how: Effort) -> bool | None:
        assert how is effort
        looked.append(part)
        return answer

    monkeypatch.setattr(core, "possible", one)
    monkeypatch.setattr(core, "smallest_conflict", lambda *given: given)
    found: Any = contradiction(made, effort)
    assert found == ((made, effort) if asked_on else None)
    (part,) = looked
    assert part.scenario.policy.goals == ()  # goals make nothing impossible
    assert part.scenario.policy.model_copy(update={"goals": made.policy.goals}) == made.policy
    assert part.apart is None


@pytest.mark.parametrize("answer", [True, None])
def test_what_can_be_kept_or_cannot_be_told_is_no_conflict(
    monkeypatch: pytest.MonkeyPatch, answer: bool | None
) -> None:
    monkeypatch.setattr(core, "possible", lambda part, how: answer)
    assert conflict_among(ring(), elements(ring()), Effort()) is None


def test_a_conflict_that_a_pre_check_sees_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "possible", lambda *_: pytest.fail("asked"))
    made = seen()
    found = conflict_among(made, elements(made), Effort())
    assert isinstance(found, Impossible)
    assert [(clash.rule, clash.people) for clash in found.conflict] == [
        ("locked", ("a", "b")),
        ("reporting_line", ("a", "b")),
    ]
    assert found.minimal


def test_the_real_thing() -> None:
    """The ring is found, by two solves, and each pair of it is needed; without one of them there is nothing to find."""
    made = ring()
    for found in (smallest_conflict(made, Effort()), conflict_among(made, elements(made), Effort())):
        assert isinstance(found, Impossible)
        assert found.minimal
        assert [(clash.rule, clash.people) for clash in found.conflict] == RING
    assert contradiction(made, Effort()) == smallest_conflict(made, Effort())
    pairs = [element for element in elements(made) if element.people != ("1", "2")]
    assert conflict_among(made, pairs, Effort()) is None


# -- ever smaller shares ----------------------------------------------------------------------------------------------


def many(pairs: int) -> Scenario:
    """So many pairs apart, and nothing else."""
    people = [leader(f"{i:03}", apart=(f"{i + 1:03}",) if i % 2 == 0 else ()) for i in range(2 * pairs)]
    return scenario(people, policy(f"1-{2 * pairs}", 2, goals=[], duties={}))


@pytest.mark.parametrize(("pairs", "which"), [(64, (0,)), (64, (63,)), (64, (5, 40)), (64, (1, 2, 33)), (50, (49, 7))])
def test_large_shares_are_left_out_at_once(monkeypatch: pytest.MonkeyPatch, pairs: int, which: tuple[int, ...]) -> None:
    """Of n demands of which k are needed, about 2 k log2 n questions are enough; one by one it would be n."""
    made = many(pairs)
    demanded = elements(made)
    apart = [element for element in demanded if element.rule == "apart"]
    wanted = {apart[i] for i in which}
    questions: list[int] = []

    def answer(some: Any, effort: Effort) -> Any:
        questions.append(len(some))
        return False if wanted <= set(some) else {}

    monkeypatch.setattr(core, "only", lambda _, some: some)
    monkeypatch.setattr(core, "_composition", answer)
    monkeypatch.setattr(core, "Rotation", lambda *_: type("None_", (), {"needed": set()}))
    question = _Question(made, Effort())
    assert question.core(demanded) == [element for element in demanded if element in wanted]
    assert len(questions) <= 4 + 13 * len(which)
    assert question.left == core.QUESTIONS - len(questions)
    assert question.needed == wanted


def test_what_is_known_to_be_needed_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A composition that breaks one of five pairs in a ring shows that all are needed: only whole rules are asked about."""
    made = ring()
    asked: list[list[Element]] = []
    pairs = [element for element in elements(made) if element.rule == "apart"]
    broken = {"0": "1", "1": "2", "2": "1", "3": "2", "4": "1", "f": "1"}
    monkeypatch.setattr(core, "only", lambda _, some: some)
    monkeypatch.setattr(core, "_composition", lambda some, effort: asked.append(some) or broken)
    question = _Question(made, Effort())
    assert question.core(pairs) == pairs
    assert question.needed == set(pairs)
    assert asked == [[]]


def test_whole_rules_are_left_out_first_and_the_smallest_size_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is left out, something is possible: then nothing is left out for good, and each share is seen."""
    people = [
        leader("x", level=Level.CHIEF),
        leader("a", "x", department="D", **LOCKED),
        leader("b", "x", department="D", together=("d",)),
        leader("c", "a", apart=("b",)),
        leader("d", "c", new=True),
    ]
    limits = [{"attribute": "department", "value": "D", "at_most": 2}]
    made = scenario(people, policy("1-4", 2, rules={"siblings": True}, limits=limits))
    demanded = elements(made)
    shares: list[list[tuple[str, int]]] = []

    def answer(some: list[Element], effort: Effort) -> dict[str, str]:
        shares.append([(e.rule, e.which) for e in demanded if e not in some])
        return {}

    monkeypatch.setattr(core, "only", lambda _, some: some)
    monkeypatch.setattr(core, "_composition", answer)
    assert _Question(made, Effort()).core(demanded) == list(demanded)
    first = ["group_size", "mentor_supply", "limits", "group_size", "together", "siblings", "apart", "locked", "reporting_line"]  # fmt: skip
    assert [{rule for rule, _ in share} for share in shares[:9]] == [{rule} for rule in first]
    assert [len(share) for share in shares[:9]] == [1, 1, 1, 1, 1, 1, 1, 1, 2]
    assert (shares[0], shares[3]) == ([("group_size", 0)], [("group_size", 1)])
