"""Contradictions: all that are there, each as small as can be, and found by closed forms where these can."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from netcompose.compose.core import possible
from netcompose.compose.elements import covered, elements, only
from netcompose.compose.prechecks import contradictions
from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.tasks.conflicts import conflicts, hindrance
from netcompose.tasks.solve import Unsolvable, solve
from netcompose.tasks.ways_out import ways_out
from worlds import TODAY, leader, policy, scenario

EFFORT = Effort(seconds=10)


def impossible(people: list[Person], settings: Any) -> Unsolvable:
    answer = solve(Organisation(tuple(people)), settings, today=TODAY, effort=EFFORT, language=Language.EN)
    assert isinstance(answer, Unsolvable)
    return answer


def crowd(number: int, **fields: Any) -> list[Person]:
    return [leader(f"x{i:02}", **fields) for i in range(number)]


LOCKED = {"network": "1", "locked": True}


def two_at_once() -> list[Person]:
    """A superior locked with a subordinate; and three who must sit together although two of them must be apart."""
    return [
        leader("a", **LOCKED),
        leader("b", "a", **LOCKED),
        leader("c", together=("d",)),
        leader("d", together=("e",)),
        leader("e", apart=("c",)),
        *crowd(7),
    ]


def test_two_contradictions_are_both_told_each_minimal() -> None:
    answer = impossible(two_at_once(), policy("3-5", 3))
    found = conflicts(answer, EFFORT)
    assert [[(clash.rule, clash.people) for clash in one.conflict] for one in found] == [
        [("locked", ("a", "b")), ("reporting_line", ("a", "b"))],
        [("together", ("c", "d", "e")), ("apart", ("c", "e"))],
    ]
    demanded = elements(answer.scenario)
    for one in found:
        parts = [covered(clash, demanded) for clash in one.conflict]
        kept = frozenset().union(*parts)
        assert possible(only(answer.scenario, kept), EFFORT) is False
        assert all(possible(only(answer.scenario, kept - part), EFFORT) for part in parts)


def test_contradictions_that_share_a_seat_are_both_told() -> None:
    people = [leader("a", **LOCKED), leader("b", "a", **LOCKED), leader("c", apart=("a",), **LOCKED), *crowd(7)]
    found = conflicts(impossible(people, policy("3-5", 3)), EFFORT)
    assert {clash.rule for one in found for clash in one.conflict} == {"locked", "reporting_line", "apart"}
    assert len(found) == 2


def test_ways_out_of_two_contradictions_change_two_things() -> None:
    people = two_at_once()
    ways = ways_out(impossible(people, policy("3-5", 3)), today=TODAY, effort=EFFORT, language=Language.EN)
    said = [str(way.change) for way in ways]
    assert any("Unlock Leader" in change and "And: Let Leader c and Leader e meet" in change for change in said)
    assert all(" And: " in change for change in said)


def offered(people: list[Person], settings: Any) -> list[str]:
    ways = ways_out(impossible(people, settings), today=TODAY, effort=EFFORT, language=Language.EN)
    return [str(way.change) for way in ways]


def test_seats_are_unlocked_first_where_it_lifts_most() -> None:
    """Seven are locked to a network of five, among them two superiors with a subordinate: two seats are enough, if it is theirs."""
    people = [
        leader("a", **LOCKED),
        leader("b", "g", **LOCKED),
        leader("c", "f", **LOCKED),
        *(leader(n, **LOCKED) for n in "defg"),
        *crowd(5),
    ]
    assert offered(people, policy("3-5", 3))[0] == "Unlock the seats of Leader f, Leader g."


def test_no_way_out_asks_for_more_than_another() -> None:
    people = [leader("a", **LOCKED), leader("b", "a", **LOCKED), *crowd(7)]
    said = offered(people, policy("3-5", 3))
    assert "Unlock Leader a's seat." in said
    assert "Unlock Leader b's seat." in said
    assert not any("Unlock the seats" in change for change in said)


def test_whoever_is_in_the_way_of_sitting_together_is_tried() -> None:
    """Of a row of wishes only the superior at its end is in the way, who comes last by name."""
    names = "abcdez"
    people = [leader(one, "z" if one == "a" else None, together=(other,)) for one, other in pairwise(names)]
    assert "Do not ask that Leader z sit together with others." in offered(
        [*people, leader("z"), *crowd(6)], policy("6", 2)
    )


def test_ways_out_that_differ_in_nothing_but_people_are_few() -> None:
    names = [f"p{i}" for i in range(6)]
    people = [leader(one, apart=tuple(other for other in names if other != one)) for one in names]
    said = offered([*people, *crowd(6)], policy("3", 4))
    assert sum(change.count("be apart from others") == 2 and change.count(" And: ") == 1 for change in said) == 3
    assert len(said) > 3


def test_ways_out_of_one_stratum_change_that_stratum() -> None:
    strata = [
        {"name": "Top", "levels": ["leader_of_leaders"], "networks": 2, "size": "3"},
        {"name": "Rest", "levels": ["leader_of_employees"]},
    ]
    people = [*(leader(f"t{i}", level=Level.LEADER_OF_LEADERS) for i in range(5)), *crowd(8)]
    settings = policy("4", strata=strata)
    answer = impossible(people, settings)
    assert answer.scenario.stratum == "Top"
    said = [
        str(way.change) for way in ways_out(answer, today=TODAY, effort=EFFORT, language=Language.EN, policy=settings)
    ]
    assert "Let networks of Top have 2-3 members." in said


def test_a_shortage_of_seats_is_seen_by_a_flow() -> None:
    # three may not meet those who are locked to networks 2 and 3; network 1 has two seats left of three
    people = [
        leader("a", network="1", locked=True),
        leader("b", network="2", locked=True, apart=("x", "y", "z")),
        leader("c", network="3", locked=True, apart=("x", "y", "z")),
        *(leader(i) for i in "xyz"),
        *crowd(3),
    ]
    clashes = contradictions(scenario(people, policy("3", 3)))
    assert [(clash.rule, clash.people) for clash in clashes] == [
        ("locked", ("a", "b", "c")),
        ("apart", ("b", "c", "x", "y", "z")),
        ("group_size", ()),
    ]
    assert "Leader x, Leader y, Leader z can sit in network 1 only" in str(clashes[0].message)
    assert contradictions(scenario(people, policy("1-4", 3))) == ()


def test_a_network_that_cannot_be_filled_is_seen_by_a_flow() -> None:
    # in network 1 two are locked, whom between them nobody else but d may meet: three are needed beside them
    people = [
        leader("a", network="1", locked=True, apart=("e", "f", "g")),
        leader("b", network="1", locked=True, apart=("h", "i")),
        *(leader(i) for i in "cdefghi"),
    ]
    clashes = contradictions(scenario(people, policy("4-5", 2)))
    assert clashes == ()  # c and d make four
    people = [leader("a", network="1", locked=True, apart=("c", "e", "f", "g")), *people[1:]]
    (first, *_, last) = contradictions(scenario(people, policy("4-5", 2)))
    assert (first.rule, first.people, last.rule) == ("locked", ("a", "b"), "group_size")


def test_whoever_sits_with_a_locked_seat_is_locked_too() -> None:
    people = [
        leader("a", network="1", locked=True, together=("b",)),
        leader("b"),
        leader("c", network="1", locked=True, apart=("b",)),
        *crowd(5),
    ]
    clashes = contradictions(scenario(people, policy("4", 2)))
    assert [(clash.rule, clash.people) for clash in clashes] == [
        ("locked", ("a", "c")),
        ("together", ("a", "b")),
        ("apart", ("b", "c")),
    ]


def test_a_ring_over_two_networks_is_shrunk_to_its_pairs() -> None:
    people = [leader(str(i), apart=(str((i + 1) % 5),)) for i in range(5)]
    people += [*crowd(4), leader("m", new=True)]
    (found,) = conflicts(impossible(people, policy("1-9", 2)), EFFORT)
    assert [(clash.rule, clash.people) for clash in found.conflict] == [("apart", ("0", "1", "2", "3", "4"))]
    assert found.minimal


def test_what_hinders_is_told_until_nothing_does() -> None:
    organisation = Organisation(tuple(crowd(10)))
    hindered = hindrance(organisation, policy("4", 3), today=TODAY, effort=EFFORT)
    assert hindered is not None
    assert hindrance(organisation, policy("3-4", 3), today=TODAY, effort=EFFORT) is None


@pytest.mark.parametrize(
    "rule", ["reporting_line", "siblings", "apart", "locked", "together", "limits", "mentor_supply"]
)
def test_a_demand_that_is_left_out_is_not_demanded(rule: str) -> None:
    people = [
        leader("a", network="1", locked=True),
        leader("b", "a", apart=("e",)),
        leader("c", "a", department="A", new=True),
        leader("d", together=("b",)),
        leader("e"),
    ]
    limit = {"attribute": "department", "value": "A", "at_most": 1}
    made = scenario(people, policy("1-3", 2, rules={"siblings": True}, limits=[limit]))
    demanded = elements(made)
    assert any(element.rule == rule for element in demanded)
    part = only(made, [element for element in demanded if element.rule != rule])
    pairs = set((part.apart or {}).values())  # whoever is kept apart is so by a wish there
    left = pairs | ({element.rule for element in elements(part.scenario)} - {"apart"})
    assert left == {element.rule for element in demanded} - {rule}


def test_one_of_the_groups_that_do_not_fit_in_need_not_sit_together() -> None:
    people = [leader(f"{g}{i}", together=(f"{g}{(i + 1) % 3}",)) for g in "abc" for i in range(3)]
    answer = impossible(people, policy("1-5", 2))
    ways = ways_out(answer, today=TODAY, effort=EFFORT, language=Language.EN)
    assert "Do not ask that Leader a0, Leader a1, Leader a2 sit together." in [str(way.change) for way in ways]


@pytest.mark.parametrize(
    ("those", "bound", "said"),
    [
        (3, {"at_least": 2}, "Ask for at least 1 of department R in each network (at_least in the policy)."),
        (5, {"at_most": 2}, "Allow 3 of department R in each network (at_most in the policy)."),
    ],
)
def test_only_the_limit_that_cannot_be_kept_is_widened_or_left_out(
    those: int, bound: dict[str, int], said: str
) -> None:
    limits = [
        {"attribute": "department", "value": "R", **bound},
        {"attribute": "level", "value": "leader_of_employees", "at_least": 1},
    ]
    people = [*(leader(f"r{i}", department="R") for i in range(those)), *crowd(10 - those)]
    assert offered(people, policy("4-6", 2, limits=limits)) == [
        said,
        "Do without the limit on department R ([[limits]] in the policy).",
    ]


def test_a_chain_of_two_steps_is_only_shortened_to_one() -> None:
    people = [leader("a", **LOCKED), leader("b", "a"), leader("c", "b", **LOCKED), *crowd(7)]
    said = offered(people, policy("3-5", 3, rules={"reporting_line": "chain", "reporting_depth": 2}))
    assert "Keep only direct superiors apart (--reporting-line direct)." in said
    assert not any("two steps" in change for change in said)


def test_fewer_people_than_networks_get_fewer_networks() -> None:
    assert offered(crowd(2), policy("1-2", 3)) == [
        "Leave the number of networks open (--networks auto).",
        "Have fewer networks: 2 (--networks 2).",
        "Have fewer networks: 1 (--networks 1).",
    ]


def test_of_many_people_only_the_first_contradiction_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = impossible(two_at_once(), policy("3-5", 3))
    monkeypatch.setattr("netcompose.tasks.conflicts.MOST_PEOPLE", 5)
    assert conflicts(answer, EFFORT) == (answer.conflict,)


def test_whoever_stops_the_search_for_contradictions_gets_those_found() -> None:
    answer = impossible(two_at_once(), policy("3-5", 3))
    assert conflicts(answer, Effort(seconds=10, stop=lambda: True)) == (answer.conflict,)


def test_ways_out_go_on_from_what_lifted_the_first_contradiction() -> None:
    # everybody is new, so that no number of networks finds mentors; and one may meet none of those of whom each network is to have one
    rare = [leader(f"r{i}", department="R", new=True) for i in range(4)]
    people = [*rare, leader("z", apart=("r0", "r1", "r2", "r3"), new=True), *crowd(12, new=True)]
    limit = {"attribute": "department", "value": "R", "at_least": 1}
    answer = impossible(people, policy("3-6", 4, limits=[limit]))
    said = [str(way.change) for way in ways_out(answer, today=TODAY, effort=EFFORT, language=Language.EN)]
    assert said
    assert all("mentor" in change and " And: " in change for change in said)
