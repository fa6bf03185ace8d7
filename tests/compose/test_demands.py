"""What is demanded of whom, against the judges; and the words in which a contradiction is told."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.case import Case, fewest, size_sentence, value_sentence, what
from netcompose.compose.demands import (
    Limit,
    apart_pairs,
    categories,
    disjoint,
    divided_pairs,
    kept_apart,
    kind,
    limits,
    present,
    reporting_pairs,
    sibling_groups,
    together_groups,
    together_pairs,
)
from netcompose.compose.elements import only
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Composition, Network
from netcompose.policy.catalogue import GOALS, RULES
from netcompose.policy.scenario import strata
from netcompose.policy.settings.rules import ValueLimit
from worlds import TODAY, leader, planted_scenarios, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Clash
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))


def alone(*people: str) -> Composition:
    """These in one network, and nobody else anywhere."""
    return Composition((Network("1", "1", people),))


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios()))
def test_pairs_are_kept_apart_when_a_judge_objects_to_their_meeting(made: Scenario) -> None:
    by_rule = {
        "reporting_line": {frozenset(pair) for pair in reporting_pairs(made)},
        "siblings": {frozenset(p) for group in sibling_groups(made) for p in combinations(group, 2)},
        "apart": {frozenset(pair) for pair in apart_pairs(made)},
    }
    for rule, pairs in by_rule.items():
        objected = {
            frozenset(pair) for pair in combinations(made.participants, 2) if RULES[rule](made, alone(*pair)).violations
        }
        assert pairs & {frozenset(pair) for pair in combinations(made.participants, 2)} == objected
    everything = kept_apart(made)
    assert list(everything) == sorted(set(everything))
    assert {frozenset(pair) for pair in everything} == set().union(*by_rule.values())
    assert all(one < other for one, other in everything)


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios()))
def test_those_who_must_sit_together_are_in_one_group(made: Scenario) -> None:
    groups, pairs = together_groups(made), together_pairs(made)
    assert [list(group) for group in groups] == sorted(sorted(group) for group in groups)
    people = [person for group in groups for person in group]
    assert len(people) == len(set(people))
    assert set(people) == {person for pair in pairs for person in pair}
    for one, other in pairs:
        assert RULES["together"](made, alone(one)).violations > 0
        assert any(one in group and other in group for group in groups)
    for group in groups:  # no smaller part of a group is closed
        for size in range(1, len(group)):
            for part in combinations(group, size):
                assert any((one in part) != (other in part) for one, other in pairs if one in group)


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios()))
def test_a_goal_counts_the_pairs_of_its_categories(made: Scenario) -> None:
    for goal in made.policy.goals:
        groups = categories(made, goal)
        assert all(list(group) == sorted(group) for group in groups)
        for pair in combinations(made.participants, 2):
            cost = GOALS[goal.goal](made, goal, alone(*pair)).cost
            alike = any(set(pair) <= set(group) for group in groups)
            if kind(goal) == "pairs":
                assert cost == sum(set(pair) <= set(group) for group in groups)
            elif kind(goal) == "differing":
                assert cost == (not alike and all(any(one in group for group in groups) for one in pair))
            else:
                assert groups == ()
    assert present(made) == {p.id: p.network for p in made.people if p.network in made.networks}


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1).map(lambda some: tuple(sorted(some))), max_size=7))
def test_layers_are_disjoint_and_the_first_that_fits_is_taken(groups: list[tuple[str, ...]]) -> None:
    layers = disjoint(tuple(groups))
    assert sorted(group for layer in layers for group in layer) == sorted(groups)
    for index, layer in enumerate(layers):
        people = [person for group in layer for person in group]
        assert len(people) == len(set(people))
        for group in layer:
            assert all(any(set(group) & set(other) for other in earlier) for earlier in layers[:index])


LINE = [leader("a"), leader("b", "a"), leader("c", "b"), leader("d", "c"), leader("x", "a")]


@pytest.mark.parametrize(
    ("rules", "pairs"),
    [
        ({"reporting_line": "off"}, []),
        ({"reporting_line": "direct"}, ["ab", "bc", "cd", "ax"]),
        ({"reporting_line": "chain"}, ["ab", "bc", "ac", "cd", "bd", "ad", "ax"]),
        ({"reporting_line": "chain", "reporting_depth": 2}, ["ab", "bc", "ac", "cd", "bd", "ax"]),
        ({"reporting_line": "chain", "reporting_exempt": ["leader_of_employees"]}, []),
        ({"reporting_line": "direct", "reporting_exempt": ["director"]}, ["ab", "bc", "cd", "ax"]),
    ],
)
def test_reporting_pairs_are_in_order_of_the_subordinate(rules: dict[str, Any], pairs: list[str]) -> None:
    assert ["".join(pair) for pair in reporting_pairs(scenario(LINE, policy(rules=rules)))] == pairs


def test_limits_concern_those_with_any_of_the_values() -> None:
    people = [
        leader("a", department="X"),
        leader("b", department="y "),
        leader("c"),
        leader("d", own_columns=(("Own", "x"),)),
    ]
    given_ = [
        {"attribute": "department", "value": ["x", "Y"], "at_least": 1},
        {"attribute": "Own", "value": "X", "at_most": 2},
        {"attribute": "level", "value": "leader_of_employees", "at_least": 1, "at_most": 4},
        {"attribute": "title", "value": "Boss", "at_most": 1},
    ]
    found = limits(scenario(people, policy(limits=given_)))
    assert [(limit.people, limit.at_least, limit.at_most, limit.attribute) for limit in found] == [
        (("a",), 1, None, "department"),
        (("d",), 0, 2, "Own"),
        (("a", "b", "c", "d"), 1, 4, "level"),
        ((), 0, 1, "title"),
    ]


@pytest.mark.parametrize(
    ("attribute", "questions"), [("department", 2), ("workplace", 2), ("title", 2), ("level", 4), ("Own", 4)]
)
def test_each_value_is_looked_at_once(monkeypatch: pytest.MonkeyPatch, attribute: str, questions: int) -> None:
    """Of a level the sheet's word and ours count, so each of these together; and so it is done for a column of the sheet's own."""
    asked: list[str] = []
    concerns = ValueLimit.concerns

    def noted(limit: ValueLimit, person: Person) -> bool:
        asked.append(person.id)
        return concerns(limit, person)

    people = [
        leader(
            f"{level}{value}{i}",
            department=value,
            workplace=value,
            title=value,
            level_name=value,
            own_columns=(("own", value),),
            level=Level.LEADER_OF_LEADERS if level == "c" else Level.LEADER_OF_EMPLOYEES,
        )
        for level in "cl"
        for value in "XY"
        for i in range(3)
    ]
    made = scenario(people, policy(limits=[{"attribute": attribute, "value": "x", "at_least": 1}]))
    monkeypatch.setattr(ValueLimit, "concerns", noted)
    (limit,) = limits(made)
    assert limit.people == tuple(p.id for p in made.people if p.id[1] == "X")
    assert len(asked) == questions


def test_wishes_across_strata_are_found() -> None:
    people = [
        leader("a", level=Level.LEADER_OF_LEADERS, together=("b", "c")),
        leader("b"),
        leader("c", together=("b",)),
    ]
    parts = [{"name": level, "levels": [level]} for level in ("leader_of_leaders", "leader_of_employees")]
    top, rest = strata(Organisation(tuple(people)), policy(size="1-2", strata=parts), TODAY)
    assert divided_pairs(top) == (("a", "b"), ("a", "c"))
    assert divided_pairs(rest) == ()
    assert together_groups(rest) == (("b", "c"),)


@pytest.mark.parametrize(
    ("least", "most", "sentence"),
    [
        (2, None, "At least 2 of department X in each."),
        (0, 3, "At most 3 of department X in each."),
        (1, 3, "From 1 to 3 of department X in each."),
    ],
)
def test_what_a_limit_says(least: int, most: int | None, sentence: str) -> None:
    limit = Limit(("a",), least, most, "department", "X")
    assert str(what(limit)) == sentence
    assert str(value_sentence(limit)) == "department X"


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ("2-3", "A network has 2-3 members."),
        ("3", "A network has 3 members."),
        ("2-4", "A network has at least 2 members."),
        ("2-9", "A network has at least 2 members."),
    ],
)
def test_what_the_sizes_say(size: str, sentence: str) -> None:
    made = scenario([leader(i) for i in "abcd"], policy(size=size, number=1))
    assert str(size_sentence(made)) == sentence
    bare = only(made, []).scenario
    assert str(size_sentence(bare)) == "A network has at most 4 members."
    assert Case(made).size_clash().rule == "group_size"


def case(people: list[Any], **more: Any) -> Case:
    return Case(scenario(people, policy(size="1-9", number=3, **more)))


def told(*clashes: Clash) -> list[tuple[str, tuple[str, ...], str]]:
    return [(clash.rule, clash.people, str(clash.message)) for clash in clashes]


def test_a_case_knows_by_which_rules_people_may_not_meet() -> None:
    people = [leader("x", level=Level.CHIEF), leader("a", "x"), leader("b", "x"), leader("c", "a", apart=("a", "b")), leader("d", apart=("e",)), leader("e", "x")]  # fmt: skip
    made = case(people, rules={"siblings": True})
    assert made.apart == {
        ("a", "c"): "reporting_line",
        ("a", "b"): "siblings",
        ("a", "e"): "siblings",
        ("b", "e"): "siblings",
        ("b", "c"): "apart",
        ("d", "e"): "apart",
    }
    assert made.rules_apart("abc") == {"apart": [("a", "c"), ("b", "c")], "siblings": [("a", "b")]}
    assert made.rules_apart("abe") == {"siblings": [("a", "b"), ("a", "e"), ("b", "e")]}
    below = case([leader("a", "z"), leader("b", "z"), leader("c", apart=("a",)), leader("d", "b"), leader("e", "b", apart=("d",)), leader("z", level=Level.CHIEF)])  # fmt: skip
    assert list(below.rules_apart("bde").items()) == [
        ("reporting_line", [("b", "d"), ("b", "e")]),
        ("apart", [("d", "e")]),
    ]
    assert made.rules_apart("ca") == {"apart": [("a", "c")]}
    assert made.foes_among("abc") == {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}
    assert made.foes_among("abd") == {"a": {"b"}, "b": {"a"}, "d": set()}
    assert made.foes_of("cd") == {"c": {"a", "b"}, "d": {"e"}}
    assert {p: n for p, n in made.degrees.items()} == {"a": 4, "b": 3, "c": 3, "d": 1, "e": 3}
    assert told(made.pairs_clash("apart", [("a", "b"), ("b", "c")])) == [
        ("apart", ("a", "b", "c"), "Not to meet: Leader a and Leader b, Leader b and Leader c.")
    ]
    assert made.foes_by_rule("a") == {"reporting_line": {"c"}, "siblings": {"b", "e"}, "apart": {"c"}}
    assert made.foes_by_rule("e") == {"siblings": {"a", "b"}, "apart": {"d"}}
    assert made.pairs_by_rule() == {
        "reporting_line": {("a", "c")},
        "siblings": {("a", "b"), ("a", "e"), ("b", "e")},
        "apart": {("a", "c"), ("b", "c"), ("d", "e")},
    }
    assert sorted(made.pairs) == sorted(pair for some in made.pairs_by_rule().values() for pair in some)
    named = Case(made.scenario, {("a", "b"): "apart", ("d", "e"): "siblings"})
    assert named.pairs_by_rule() == {"apart": {("a", "b")}, "siblings": {("d", "e")}}
    assert named.foes_by_rule("d") == {"siblings": {"e"}}
    assert named.apart == {("a", "b"): "apart", ("d", "e"): "siblings"}
    assert named.pairs == (("a", "b"), ("d", "e"))
    assert named.rules_apart("ab") == {"apart": [("a", "b")]}


def test_a_case_knows_what_holds_people_where_they_are() -> None:
    people = [
        leader("a", network="1", locked=True, together=("b",)),
        leader("b", together=("c",)),
        leader("c"),
        leader("d", network="2", locked=True),
        leader("e", together=("f",)),
        leader("f"),
    ]
    made = case(people)
    assert made.anchor == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert made.groups == (("a", "b", "c"), ("e", "f"))
    assert told(*made.held("a", "d")) == [
        ("locked", ("a", "d"), "Locked seats: Leader a (network 1), Leader d (network 2).")
    ]
    assert told(*made.held("c", "d")) == [
        ("locked", ("a", "d"), "Locked seats: Leader a (network 1), Leader d (network 2)."),
        ("together", ("a", "b", "c"), "Leader a, Leader b, Leader c are to sit together."),
    ]
    assert told(made.size_clash()) == [("group_size", (), "A network has at least 1 member.")]
    assert case([leader("a", together=("b",)), leader("b")]).anchor == {}


def test_what_keeps_a_pair_apart_in_words() -> None:
    people = [leader("x", level=Level.CHIEF), leader("a", "x"), leader("b", "x"), leader("c", "b", apart=("a",)), leader("d", "c")]  # fmt: skip
    made = case(people, rules={"siblings": True, "reporting_line": "chain"})
    assert told(*map(made.clash, [("a", "b"), ("b", "c"), ("a", "c"), ("b", "d")])) == [
        ("siblings", ("a", "b"), "Leader a, Leader b both report to Leader x."),
        ("reporting_line", ("b", "c"), "Leader b is the superior of Leader c."),
        ("apart", ("a", "c"), "Leader a, Leader c are to be apart."),
        ("reporting_line", ("b", "d"), "Leader b is the superior of Leader d."),
    ]
    upward = case([leader("a", "b"), leader("b", apart=("a",))])
    assert told(upward.clash(("a", "b"))) == [("reporting_line", ("b", "a"), "Leader b is the superior of Leader a.")]


def test_nobody_has_foes_without_a_look_at_the_pairs() -> None:
    made = case([leader("a"), leader("b", "a")])
    made.__dict__["pairs"] = None  # not to be gone through
    assert made.foes_of(()) == {}


A, B, C, D = (("a", str(i)) for i in range(4))


@pytest.mark.parametrize(
    ("rules", "chosen"),
    [
        ({}, ""),
        ({"x": {A, B, C, D}, "y": {A, B}}, "x"),
        ({"x": {A, B}, "y": {A, B, C, D}}, "y"),
        ({"x": {B, C, D}, "y": {A, B, C}, "z": {A, D}}, "xy"),  # of as many the first by name
        ({"x": {A, B, C}, "y": {A, B, D}, "z": {C, D}}, "xy"),
        ({"x": {B, C}, "y": {A, B}, "z": {C, D}}, "yz"),  # x has as many, but is of no use
        ({"x": {A}, "y": {B}, "z": {C, D}}, "xyz"),
    ],
)
def test_as_few_rules_as_can_be_account_for_all_that_is_wanted(rules: dict[str, Any], chosen: str) -> None:
    found = fewest(rules, {A, B, C, D} if rules else set())
    assert found == {rule: rules[rule] for rule in chosen}
    assert list(found) == list(chosen)


def test_the_categories_of_each_goal_in_order() -> None:
    people = [
        leader("a", department="Y", network="2", new=True),
        leader("b", department="X", network="10"),
        leader("c", department="Y", network="2"),
        leader("d", network="7"),
        leader("e", department="X", new=True),
        leader("f", department="X", level=Level.CHIEF),  # takes no part
    ]
    goals: list[dict[str, Any]] = [
        {"goal": "mix", "attribute": "department", "rank": 1},
        {"goal": "same", "attribute": "title", "rank": 1},
        {"goal": "new_leaders", "rank": 1},
        {"goal": "even_size", "rank": 1},
        {"goal": "new_faces", "rank": 1},
        {"goal": "churn", "rank": 1},
    ]
    met = (("a", "f"), ("c", "b", "f"), ("d", "e"), ("f",))
    made = scenario(people, policy(size="1-5", number=2, goals=goals), met)
    assert made.networks == ("2", "7")
    assert [categories(made, goal) for goal in made.policy.goals] == [
        (("b", "e"), ("a", "c")),
        (),
        (("a", "e"),),
        (("a", "b", "c", "d", "e"),),
        (("b",), ("a", "c"), ("d",), ("b", "c"), ("d", "e")),
        (),
    ]
    assert [kind(goal) for goal in made.policy.goals] == ["pairs", "differing", "pairs", "pairs", "pairs", "moves"]
    assert present(made) == {"a": "2", "c": "2", "d": "7"}


def test_wishes_are_told_once_and_of_participants_only() -> None:
    people = [
        leader("a", apart=("b", "f"), together=("c",)),
        leader("b", apart=("a", "c")),
        leader("c", together=("a", "f"), apart=("b",)),
        leader("d", together=("e",)),
        leader("e", together=("c",)),
        leader("f", level=Level.CHIEF),
        leader("g", together=("h",)),
        leader("h"),
    ]
    made = scenario(people, policy(size="1-8", number=2))
    assert apart_pairs(made) == (("a", "b"), ("b", "c"))
    assert together_pairs(made) == (("a", "c"), ("c", "e"), ("d", "e"), ("g", "h"))
    assert together_groups(made) == (("a", "c", "d", "e"), ("g", "h"))
    assert divided_pairs(made) == ()


def test_siblings_are_those_with_one_direct_superior() -> None:
    people = [leader("z", level=Level.CHIEF), leader("d", "z"), leader("b", "z"), leader("a", "d"), leader("c", "d"), leader("e", "b")]  # fmt: skip
    made = scenario(people, policy(size="1-8", number=2, rules={"siblings": True}))
    assert sibling_groups(made) == (("a", "c"), ("b", "d"))
    assert sibling_groups(scenario(people, policy(size="1-8", number=2))) == ()
    assert kept_apart(made) == (("a", "c"), ("a", "d"), ("b", "d"), ("b", "e"), ("c", "d"))
