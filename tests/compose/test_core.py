"""What a contradiction is made of: elements that can be left out one by one, and the words for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import core
from netcompose.compose.core import _clashes
from netcompose.compose.effort import Effort
from netcompose.compose.elements import Element, Part, covered, elements, only
from netcompose.compose.outcome import Clash
from netcompose.compose.rotation import Rotation
from netcompose.organisation import Level, Organisation
from netcompose.policy.catalogue import judge_rules
from netcompose.policy.scenario import strata
from worlds import TODAY, compositions, leader, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))


def rich() -> Scenario:
    """Something of every demand."""
    people = [
        leader("x", level=Level.CHIEF),
        leader("a", "x", department="D", network="1", locked=True),
        leader("b", "x", department="D", network="2", locked=True, together=("d",)),
        leader("c", "a", network="1", locked=True, apart=("b", "e")),
        leader("d", "c", new=True),
        leader("e", "c", new=True, apart=("a",)),
    ]
    limits = [
        {"attribute": "department", "value": "D", "at_most": 2},
        {"attribute": "department", "value": "E", "at_least": 1},
    ]
    return scenario(people, policy(size="2-4", number=2, rules={"siblings": True}, limits=limits))


def test_everything_that_is_demanded_in_order() -> None:
    assert elements(rich()) == (
        Element("group_size", (), 0),
        Element("group_size", (), 1),
        Element("reporting_line", ("a", "c")),
        Element("reporting_line", ("c", "d")),
        Element("reporting_line", ("c", "e")),
        Element("siblings", ("a", "b")),
        Element("siblings", ("d", "e")),
        Element("locked", ("a",)),
        Element("locked", ("b",)),
        Element("locked", ("c",)),
        Element("together", ("b", "d")),
        Element("apart", ("a", "e")),
        Element("apart", ("b", "c")),
        Element("apart", ("c", "e")),
        Element("limits", ("a", "b"), 0),
        Element("limits", (), 1),
        Element("mentor_supply", ("d", "e")),
    )


def test_every_demand_has_its_words() -> None:
    made = rich()
    told = [(clash.rule, clash.people, str(clash.message), clash.which) for clash in _clashes(made, elements(made))]
    assert told == [
        ("group_size", (), "A network has 2-4 members.", None),
        (
            "reporting_line",
            ("a", "c", "d", "e"),
            "Not to meet: Leader a is the superior of Leader c, Leader c is the superior of Leader d, Leader e.",
            None,
        ),
        (
            "siblings",
            ("a", "b", "d", "e"),
            "Not to meet: Leader d, Leader e report to Leader c, Leader a, Leader b report to Leader x.",
            None,
        ),
        ("locked", ("a", "b", "c"), "Locked seats: Leader a, Leader c to network 1, Leader b to network 2.", None),
        ("together", ("b", "d"), "Leader b, Leader d are to sit together.", None),
        (
            "apart",
            ("a", "b", "c", "e"),
            "To be apart: Leader a and Leader e, Leader b and Leader c, Leader c and Leader e.",
            None,
        ),
        ("limits", ("a", "b"), "At most 2 of department D in each.", 0),
        ("limits", (), "At least 1 of department E in each.", 1),
        ("mentor_supply", ("d", "e"), "2 new leaders need a mentor in their network.", None),
    ]
    one = _clashes(made, [Element("mentor_supply", ("d",))])
    assert [str(clash.message) for clash in one] == ["1 new leader needs a mentor in their network."]


@pytest.mark.parametrize(
    ("clash", "people"),
    [
        (("reporting_line", ("c",), None), [("a", "c"), ("c", "d"), ("c", "e")]),
        (("reporting_line", ("c", "d", "e"), None), [("c", "d"), ("c", "e")]),
        (("reporting_line", ("a", "d"), None), []),
        (("siblings", ("a", "b"), None), [("a", "b")]),
        (("apart", ("c",), None), [("b", "c"), ("c", "e")]),
        (("apart", ("a", "e", "c"), None), [("a", "e"), ("c", "e")]),
        (("locked", ("a", "b", "d"), None), [("a",), ("b",)]),
        (("together", ("b",), None), [("b", "d")]),
        (("together", ("a",), None), []),
        (("limits", (), 0), [("a", "b")]),
        (("limits", (), 1), [()]),
        (("limits", (), None), [(), ("a", "b")]),
        (("group_size", (), None), [(), ()]),
        (("mentor_supply", ("d",), None), [("d", "e")]),
    ],
)
def test_what_a_clash_stands_for(clash: tuple[Any, ...], people: list[tuple[str, ...]]) -> None:
    made = rich()
    rule, concerned, which = clash
    found = covered(Clash(rule, concerned, "", which), elements(made))  # type: ignore[arg-type]
    assert {element.rule for element in found} <= {rule}
    assert sorted(element.people for element in found) == people


def kept(made: Scenario, element: Element, composition: Composition) -> bool:
    """Whether a composition keeps one thing that is demanded, by looking at it; who is composed elsewhere sits in none of its networks."""
    seats = composition.seats
    here = [seats.get(person) for person in element.people]
    members = [[p for p in made.participants if seats[p] == network] for network in made.networks]
    match element.rule:
        case "group_size":
            size = made.size
            return all(len(m) >= size.smallest if element.which == 0 else len(m) <= size.largest for m in members)
        case "locked":
            return here[0] == made.locked[element.people[0]]
        case "together":
            return len(set(here)) == 1
        case "reporting_line" | "siblings" | "apart":
            return here[0] != here[1]
        case "limits":
            limit = made.policy.limits[element.which]
            counts = [len({*m} & {*element.people}) for m in members]
            most = len(made.participants) if limit.at_most is None else limit.at_most
            return all((limit.at_least or 0) <= n <= most for n in counts)
        case _:
            room = [sum(made.mentees_at_most(p) for p in m) - sum(p in made.new for p in m) for m in members]
            return min(room) >= 0


def chosen(made: Scenario, *rules: str) -> list[Element]:
    return [element for element in elements(made) if element.rule in rules]


def test_a_part_demands_what_is_kept_and_nothing_else() -> None:
    made = scenario(
        list(rich().organisation.people),
        policy(
            size="2-4",
            number=2,
            rules={
                "siblings": True,
                "reporting_line": "chain",
                "reporting_depth": 2,
                "reporting_exempt": ["leader_of_leaders"],
            },
            limits=list(rich().policy.limits),
        ),
    )

    def wishes(part: Part) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]]:
        return {p.id: (p.apart, p.together, p.locked) for p in part.scenario.people}

    nothing = only(made, [])
    assert set(wishes(nothing).values()) == {((), (), False)}
    assert nothing.apart == {}
    rules, size = nothing.scenario.policy.rules, nothing.scenario.size
    assert (rules.reporting_line, rules.reporting_depth, rules.reporting_exempt) == ("off", None, ())
    assert (rules.siblings, rules.mentor_supply) == (False, False)
    assert (size.smallest, size.largest) == (0, 5)
    assert (nothing.scenario.policy.limits, nothing.scenario.policy.goals) == ((), ())
    same = {"rules", "networks", "limits", "goals"}
    assert nothing.scenario.policy.model_dump(exclude=same) == made.policy.model_dump(exclude=same)
    assert nothing.scenario.policy.networks.number == 2
    assert (nothing.scenario.participants, nothing.scenario.networks) == (made.participants, made.networks)

    kept = only(made, chosen(made, "siblings", "together", "locked"))
    assert kept.apart == {("a", "b"): "siblings", ("d", "e"): "siblings"}
    assert wishes(kept) == {
        "a": (("b",), (), True),
        "b": ((), ("d",), True),
        "c": ((), (), True),
        "d": (("e",), (), False),
        "e": ((), (), False),
    }
    every = only(made, elements(made))
    assert every.apart == {
        ("a", "c"): "reporting_line",
        ("a", "d"): "reporting_line",
        ("a", "e"): "reporting_line",
        ("c", "d"): "reporting_line",
        ("c", "e"): "reporting_line",
        ("a", "b"): "siblings",
        ("d", "e"): "siblings",
        ("b", "c"): "apart",
    }
    assert wishes(every)["c"] == (("d", "e"), (), True)
    assert (every.scenario.size.smallest, every.scenario.size.largest) == (2, 4)
    assert every.scenario.policy.rules.mentor_supply
    assert every.scenario.policy.limits == made.policy.limits
    second = only(made, [element for element in chosen(made, "limits") if element.which == 1])
    assert second.scenario.policy.limits == made.policy.limits[1:]
    for end, sizes in [(0, (2, 5)), (1, (0, 4))]:
        size = only(made, [Element("group_size", (), end)]).scenario.size
        assert (size.smallest, size.largest) == sizes
    nobody = scenario([], policy(size="2-4", number=2))
    assert only(nobody, []).scenario.size.largest == 1


def test_pairs_of_one_superior_stand_side_by_side() -> None:
    people = [leader("a", "e"), leader("b", "d"), leader("c", "e"), leader("d"), leader("e")]
    line = chosen(scenario(people, policy(size="1-5", number=2)), "reporting_line")
    assert [element.people for element in line] == [("b", "d"), ("a", "e"), ("c", "e")]


def test_a_wish_across_strata_and_mentors_of_nobody() -> None:
    people = [
        leader("a", level=Level.LEADER_OF_LEADERS, together=("b", "c")),
        leader("b"),
        leader("c", together=("b",)),
    ]
    parts = [{"name": level, "levels": [level]} for level in ("leader_of_leaders", "leader_of_employees")]
    top, rest = strata(Organisation(tuple(people)), policy(size="1-2", strata=parts), TODAY)
    assert [e.people for e in chosen(top, "together")] == [("a", "b"), ("a", "c")]
    assert [e.people for e in chosen(rest, "together")] == [("b", "c")]
    assert chosen(rest, "mentor_supply") == []  # nobody is new
    new = [leader("a", new=True), leader("b")]
    assert len(chosen(scenario(new, policy(size="1-2", number=1)), "mentor_supply")) == 1
    assert chosen(scenario(new, policy(size="1-2", number=1, rules={"mentor_supply": False})), "mentor_supply") == []


@quietly
@given(tiny_scenarios(), st.data())
def test_a_composition_keeps_a_part_when_it_keeps_each_of_its_elements(made: Scenario, data: st.DataObject) -> None:
    demanded = elements(made)
    some = [element for element in demanded if data.draw(st.booleans())]
    part = only(made, some)
    assert isinstance(part, Part)
    for composition in list(compositions(made))[:: max(1, len(made.networks) ** len(made.participants) // 40)]:
        broken = [v.rule for v in judge_rules(part.scenario, composition) if v.violations]
        assert (broken == []) == all(kept(made, element, composition) for element in some)


@pytest.mark.parametrize("size", range(7))
def test_of_many_demands_those_that_are_needed_are_left(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Where an answer says of any part whether these few are in it."""
    demanded = elements(rich())
    for start in range(0, len(demanded) - size, 3):
        wanted = set(demanded[start : start + size])
        monkeypatch.setattr(core, "only", lambda made, some: some)
        monkeypatch.setattr(
            core, "_composition", lambda some, effort, wanted=wanted: False if wanted <= set(some) else {}
        )
        question = core._Question(rich(), Effort())
        assert question.core(demanded) == [element for element in demanded if element in wanted]
        assert question.answered


@pytest.mark.parametrize("left", [0, 1, 5])
def test_no_more_is_asked_than_is_allowed(monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    demanded = elements(rich())
    asked: list[int] = []
    monkeypatch.setattr(core, "QUESTIONS", left)
    monkeypatch.setattr(core, "_composition", lambda part, effort: asked.append(1))
    question = core._Question(rich(), Effort())
    assert question.core(demanded) == list(demanded)  # nothing is known, so nothing is left out
    assert len(asked) == left
    assert not question.answered
    asked.clear()
    stopped = core._Question(rich(), Effort(stop=lambda: True))
    assert stopped.core(demanded) == list(demanded)
    assert asked == []


@quietly
@given(tiny_scenarios())
def test_what_a_composition_breaks_alone_is_needed(made: Scenario) -> None:
    """By looking at each thing that is demanded; of what names somebody who is not seated nothing is known."""
    demanded = [e for e in elements(made) if all(person in made.taking_part for person in e.people)]
    for composition in list(compositions(made))[:: max(1, len(made.networks) ** len(made.participants) // 40)]:
        broken = {element for element in demanded if not kept(made, element, composition)}
        needed = Rotation(made, demanded, composition.seats).needed
        assert needed >= broken if len(broken) == 1 else needed == set()


def test_somebody_of_a_group_of_three_who_sits_elsewhere_is_seen() -> None:
    people = [leader("a", together=("b",)), leader("b", together=("c",)), leader("c"), leader("d")]
    made = scenario(people, policy(size="1-4", number=2))
    group = [e for e in elements(made) if e.rule == "together"]
    assert Rotation(made, group, {"a": "1", "b": "1", "c": "2", "d": "1"}).needed == {*group}
    assert Rotation(made, group, {"a": "1", "b": "1", "c": "1", "d": "2"}).needed == set()
    assert Rotation(made, group, {"a": "1", "b": "1"}).needed == {*group}  # c is not seated: that counts as broken


def test_a_superior_is_named_first_whatever_their_id() -> None:
    people = [leader("a", "z"), leader("b", "m"), leader("m", "z"), leader("z")]
    made = scenario(people, policy(size="1-4", number=2, rules={"reporting_line": "chain"}))
    (clash,) = _clashes(made, chosen(made, "reporting_line"))
    assert clash.people == ("a", "b", "m", "z")
    assert str(clash.message) == (
        "Not to meet: Leader m is the superior of Leader b, Leader z is the superior of Leader a, Leader b, Leader m."
    )
