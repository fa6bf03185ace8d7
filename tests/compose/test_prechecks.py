"""Contradictions are found without a solver, and told by name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.prechecks import contradictions
from netcompose.compose.shortages import _plenty, _unserved
from netcompose.organisation import Level, Organisation
from netcompose.policy.catalogue import judge_rules
from netcompose.policy.scenario import strata
from worlds import TODAY, compositions, leader, planted_scenarios, policy, scenario, tiny_scenarios


def found(people: list[Any], size: str, number: int, **more: Any) -> list[tuple[str, tuple[str, ...], str]]:
    clashes = contradictions(scenario(people, policy(size=size, number=number, **more)))
    return [(clash.rule, clash.people, str(clash.message)) for clash in clashes]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(500))
@given(tiny_scenarios(full=True))
def test_what_is_called_impossible_is_impossible(made) -> None:  # type: ignore[no-untyped-def]
    if contradictions(made):
        assert all(any(v.violations for v in judge_rules(made, c)) for c in compositions(made)) or not made.participants


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(300))
@given(planted_scenarios(full=True))
def test_what_has_a_composition_is_never_called_impossible(made) -> None:  # type: ignore[no-untyped-def]
    assert contradictions(made) == ()


def test_nobody_takes_part() -> None:
    ((rule, people, message),) = found([], "2-3", 1)
    assert (rule, people) == ("placed_once", ())
    assert message.startswith("Nobody takes part")


@pytest.mark.parametrize(
    ("people", "message"),
    [(3, "too few"), (4, None), (6, None), (7, "too many")],
)
def test_sizes(people: int, message: str | None) -> None:
    clashes = found([leader(str(i)) for i in range(people)], "2-3", 2)
    assert [rule for rule, _, _ in clashes] == (["group_size"] if message else [])
    assert all(message in text for _, _, text in clashes if message)


def test_locks_in_more_networks_than_there_are() -> None:
    people = [leader(str(i), network=f"N{i}", locked=True) for i in range(3)] + [leader("x")]
    clashes = found(people, "2", 2)
    assert [rule for rule, _, _ in clashes] == ["locked", "group_size"]
    assert clashes[0][1] == ("0", "1", "2")


def test_too_many_locks_in_one_network() -> None:
    people = [leader(str(i), network="1", locked=i < 3) for i in range(4)]
    assert found(people, "2", 2)[0] == (
        "locked",
        ("0", "1", "2"),
        "3 people are locked to network 1, which holds at most 2.",
    )
    people = [leader(str(i), network="1", locked=i < 2) for i in range(4)]
    assert found(people, "2", 2) == []


def test_superior_and_subordinate_locked_to_one_network() -> None:
    people = [
        leader("a", network="1", locked=True),
        leader("b", "a", network="1", locked=True),
        leader("c"),
        leader("d"),
    ]
    assert found(people, "2", 2) == [
        ("locked", ("a", "b"), "Leader a, Leader b are both locked to network 1."),
        ("reporting_line", ("a", "b"), "Leader a is the superior of Leader b."),
    ]


def test_together_against_size_locks_and_reporting_line() -> None:
    four = [leader("a", together=("b",)), leader("b", together=("c",)), leader("c"), leader("d")]
    assert [r for r, _, _ in found(four, "2", 2)] == ["together", "group_size"]
    assert found(four, "1-3", 2) == []
    line = [leader("a", together=("b",)), leader("b", together=("c",)), leader("c", "a"), leader("d")]
    assert found(line, "1-3", 2)[1] == ("reporting_line", ("a", "c"), "Leader a is the superior of Leader c.")
    locks = [
        leader("a", together=("b",), network="1", locked=True),
        leader("b", network="2", locked=True),
        leader("c"),
        leader("d"),
    ]
    assert found(locks, "2", 2)[1] == ("locked", ("a", "b"), "Leader a, Leader b are locked to different networks.")


def test_more_people_apart_from_each_other_than_networks() -> None:
    chain = [leader("a"), leader("b", "a"), leader("c", "b"), leader("d"), leader("e"), leader("f")]
    ((rule, people, message),) = found(chain, "3", 2, rules={"reporting_line": "chain"})
    assert (rule, people) == ("reporting_line", ("a", "b", "c"))
    assert "only 2 networks" in message
    assert found(chain, "2", 3, rules={"reporting_line": "chain"}) == []


def test_a_clique_of_wishes_and_lines_names_both_rules() -> None:
    people = [leader("a"), leader("b", "a"), leader("c", apart=("a", "b")), leader("d")]
    (rule, clique, message), (other, pair, also) = found(people, "2", 2)
    assert (rule, clique, other, pair) == ("apart", ("a", "b", "c"), "reporting_line", ("a", "b"))
    assert "only 2 networks" in message
    assert also == "Not to meet: Leader a and Leader b."


def test_a_clique_that_one_rule_explains_names_no_other() -> None:
    names = "abcd"
    people = [leader(n, "a" if n == "b" else None, apart=tuple(o for o in names if o != n)) for n in names]
    ((rule, clique, _),) = found([*people, leader("e"), leader("f")], "2", 3)
    assert (rule, clique) == ("apart", ("a", "b", "c", "d"))


def test_a_superior_over_too_many() -> None:
    # a may meet only two of the other eight; a network needs two others: just enough, with 3; not with 4
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(6)), leader("x"), leader("y")]
    assert found(people, "3-6", 2) == []
    assert found(people, "4-5", 2)[0] == (
        "reporting_line",
        ("a",),
        "Leader a may meet only 2 of the others; a network needs 3.",
    )


def test_a_superior_whose_reports_do_not_fit_elsewhere() -> None:
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(4)), leader("x"), leader("y")]
    assert found(people, "3-4", 2) == []
    crowd = [leader("a"), *(leader(f"r{i}", "a") for i in range(5)), leader("x"), leader("y")]
    assert found(crowd, "3-4", 2)[0][2] == "Leader a must be apart from 5 others, but the other networks hold only 4."


def test_somebody_for_whom_no_network_is_left() -> None:
    people = [
        leader("a", network="1", locked=True),
        leader("b", network="2", locked=True),
        leader("c", apart=("a", "b")),
        leader("d"),
    ]
    clashes = found(people, "2", 2)
    assert clashes[0] == (
        "locked",
        ("a", "b"),
        "Leader c finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
    )
    assert [(rule, people) for rule, people, _ in clashes[1:]] == [("apart", ("a", "c")), ("apart", ("b", "c"))]


def test_a_chief_executive_above_all_is_named_and_the_way_out_told() -> None:
    # the director is above all 5 others; a network of 2-3 needs one of them
    people = [leader("d", level=Level.LEADER_OF_LEADERS), leader("a", "d"), leader("b", "d"), leader("c", "d")]
    people += [leader("e", "a"), leader("f", "a")]
    chain: dict[str, Any] = {"reporting_line": "chain"}
    clashes = found(people, "2-3", 3, rules=chain)
    assert clashes[0] == (
        "reporting_line",
        ("d",),
        "Leader d takes part and is above 5 of the 5 others, so that no network is left for them. "
        'reporting_exempt = ["leader_of_leaders"] under [rules] in the policy lets them meet, reporting_depth keeps fewer apart.',
    )
    assert found(people, "2-3", 3, rules={**chain, "reporting_exempt": ["leader_of_leaders"]}) == []
    assert found(people, "2-3", 3, rules={**chain, "reporting_depth": 1}) == []  # d may meet e and f


def test_somebody_above_more_than_fit_elsewhere() -> None:
    # a is above 5; the one other network holds 4 of them, or 5
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(5)), leader("x"), leader("y")]
    assert "above 5 of the 7 others" in found(people, "3-4", 2, rules={"reporting_line": "chain"})[0][2]
    assert found(people, "3-5", 2, rules={"reporting_line": "chain"}) == []


def test_more_siblings_than_networks() -> None:
    people = [leader("b", level=Level.CHIEF), *(leader(f"r{i}", "b") for i in range(3)), leader("x"), leader("y")]
    assert found(people, "1-5", 3, rules={"siblings": True}) == []
    assert found(people, "1-5", 2, rules={"siblings": True}) == [
        (
            "siblings",
            ("r0", "r1", "r2"),
            "3 participants report to Leader b and may not meet each other, but there are only 2 networks.",
        )
    ]
    assert found(people, "1-5", 2) == []


def test_siblings_locked_together() -> None:
    people = [leader("b", level=Level.CHIEF), leader("x"), leader("y")]
    people += [leader(f"r{i}", "b", network="1", locked=True) for i in range(2)]
    assert found(people, "2", 2, rules={"siblings": True})[1] == (
        "siblings",
        ("r0", "r1"),
        "Leader r0, Leader r1 both report to Leader b.",
    )


def limited(**limit: Any) -> dict[str, Any]:
    return {"limits": [{"attribute": "department", "value": "School", **limit}]}


def schools(number: int, others: int = 0, **fields: Any) -> list[Any]:
    return [leader(f"s{i}", department="School", **fields) for i in range(number)] + [
        leader(f"x{i}", department="Care") for i in range(others)
    ]


@pytest.mark.parametrize(
    ("number", "limit", "message"),
    [
        # three networks: at least one each needs 3, at most two each hold 6
        (3, {"at_least": 1}, None),
        (
            2,
            {"at_least": 1},
            "2 participants have department School: 3 networks with at least 1 each need 3.",
        ),
        (6, {"at_most": 2}, None),
        (7, {"at_most": 2}, "7 participants have department School: 3 networks with at most 2 each have room for 6."),
        (0, {"at_least": 1}, "Nobody has department School, but each network is to have at least 1."),
        (0, {"at_most": 1}, None),
    ],
)
def test_limits_against_totals(number: int, limit: dict[str, int], message: str | None) -> None:
    clashes = found(schools(number, 9 - number), "3", 3, **limited(**limit))
    assert [(rule, text) for rule, _, text in clashes] == ([("limits", message)] if message else [])


def test_limits_against_locked_seats() -> None:
    locks = {"network": "1", "locked": True}
    people = schools(2, 0, **locks) + [leader(f"x{i}") for i in range(4)]
    assert found(people, "3", 2, **limited(at_most=2)) == []
    assert found(people, "3", 2, **limited(at_most=1)) == [
        ("locked", ("s0", "s1"), "Leader s0, Leader s1 are locked to network 1."),
        ("limits", ("s0", "s1"), "At most 1 of department School in each."),
    ]
    # two of three seats of network 1 are locked to others: one is left
    people = schools(4) + [leader(f"x{i}", **locks) for i in range(2)]  # type: ignore[arg-type]
    assert found(people, "3", 2, **limited(at_least=1)) == []
    assert found(people, "3", 2, **limited(at_least=2)) == [
        ("locked", ("x0", "x1"), "Leader x0, Leader x1 are locked to network 1."),
        ("limits", ("s0", "s1", "s2", "s3"), "At least 2 of department School in each."),
        ("group_size", (), "A network has 3 members."),
    ]


def test_limits_against_those_who_sit_together() -> None:
    people = [leader("a", department="School", together=("b",)), leader("b", department="School"), *schools(0, 2)]
    assert found(people, "2", 2, **limited(at_most=2)) == []
    assert found(people, "2", 2, **limited(at_most=1)) == [
        ("together", ("a", "b"), "Leader a, Leader b are to sit together."),
        ("limits", ("a", "b"), "At most 1 of department School in each."),
    ]


PARTS = {
    "strata": [{"name": "top", "levels": ["leader_of_leaders"]}, {"name": "rest", "levels": ["leader_of_employees"]}]
}


def of_stratum(people: list[Any], which: int) -> list[tuple[str, tuple[str, ...], str]]:
    made = strata(Organisation(tuple(people)), policy(size="2", **PARTS), TODAY)[which]
    return [(clash.rule, clash.people, str(clash.message)) for clash in contradictions(made)]


def top(id: str, **fields: Any) -> Any:
    return leader(id, level=Level.LEADER_OF_LEADERS, **fields)


def test_a_stratum_that_nobody_is_in_is_named() -> None:
    people = [leader("a"), leader("b")]
    assert of_stratum(people, 0) == [("placed_once", (), "Nobody takes part in the stratum top.")]
    assert of_stratum(people, 1) == []


def test_a_wish_or_a_lock_across_strata_is_told() -> None:
    people = [top("a", together=("c",)), top("b"), leader("c"), leader("d")]
    assert of_stratum(people, 0) == [
        ("together", ("a", "c"), "Leader a, Leader c are to sit together, but belong to different strata.")
    ]
    locks = {"network": "1", "locked": True}
    people = [top("a", **locks), top("b", **locks), leader("c", **locks), leader("d")]
    assert of_stratum(people, 0) == []
    assert of_stratum(people, 1) == [
        ("locked", ("c",), "Leader c: locked to a network of another stratum than their own, rest.")
    ]


@pytest.mark.parametrize(("newcomers", "possible"), [(2, True), (3, False)])
def test_too_few_mentors(newcomers: int, possible: bool) -> None:
    people = [leader(str(i), new=i < newcomers) for i in range(newcomers + 1)]
    clashes = found(people, "1-9", 1, duties={"mentor": {"most_mentees": 2}})
    assert bool(clashes) is not possible
    assert all(rule == "mentor_supply" for rule, _, _ in clashes)


def test_an_ordinary_line_is_no_contradiction() -> None:
    people = [leader("0")]
    for one, other in pairwise(range(9)):
        people.append(leader(str(other), str(one)))
    assert found(people, "3", 3) == []


@given(st.lists(st.sets(st.sampled_from("123")), max_size=6), st.lists(st.integers(0, 4), min_size=3, max_size=3))
def test_where_there_is_plenty_of_room_a_flow_serves_everybody(shut: list[set[str]], seats: list[int]) -> None:
    room = dict(zip("123", seats, strict=True))
    classes: dict[frozenset[str], list[str]] = {}
    for i, networks in enumerate(shut):
        classes.setdefault(frozenset(networks), []).append(str(i))
    if _plenty(len(shut), room, classes):
        arcs = [[i for i, n in enumerate(room) if n not in closed] for closed in classes]
        assert _unserved([len(people) for people in classes.values()], arcs, seats) is None


@pytest.mark.parametrize(("largest", "impossible"), [(5, True), (6, False)])
def test_groups_that_each_need_a_network_of_their_own(largest: int, impossible: bool) -> None:
    # three groups of three in two networks: two groups are six people
    people = [leader(f"{g}{i}", together=(f"{g}{(i + 1) % 3}",)) for g in "abc" for i in range(3)]
    clashes = contradictions(scenario(people, policy(f"1-{largest}", 2)))
    told = [(clash.rule, clash.people) for clash in clashes]
    groups = [("together", tuple(f"{g}{i}" for i in range(3))) for g in "abc"]
    assert told == ([("group_size", ()), *groups] if impossible else [])


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sets(st.integers(0, 3))), max_size=5),
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
)
def test_a_flow_serves_everybody_unless_some_lead_to_too_little(
    sources: list[tuple[int, set[int]]], capacity: list[int]
) -> None:
    """Hall's condition, by trying every set of sources."""
    supply, arcs = [much for much, _ in sources], [sorted(sinks) for _, sinks in sources]

    def short(some: set[int]) -> bool:
        return sum(supply[i] for i in some) > sum(capacity[sink] for sink in {sink for i in some for sink in arcs[i]})

    sets = [{i for i in range(len(sources)) if bits >> i & 1} for bits in range(1 << len(sources))]
    stuck = _unserved(supply, arcs, capacity)
    if stuck is None:
        assert not any(map(short, sets))
    else:
        some, few = stuck
        assert few == {sink for i in some for sink in arcs[i]}
        assert short(some)


def test_locked_seats_that_leave_too_few_for_others() -> None:
    # network 2 holds a locked foe of x, y and z, who have two seats left in network 1
    people = [leader("a", network="1", locked=True), leader("f", network="2", locked=True)]
    people += [leader(n, apart=("f",)) for n in "xyz"] + [leader("u")]
    assert found(people, "1-3", 2) == [
        (
            "locked",
            ("a", "f"),
            "Leader x, Leader y, Leader z can sit in network 1 only, which has room for 2: "
            "the others hold locked seats of those they may not meet.",
        ),
        (
            "apart",
            ("f", "x", "y", "z"),
            "Leader x, Leader y, Leader z may not meet those whose seats are locked: Leader f.",
        ),
        ("group_size", (), "A network has 1-3 members."),
    ]
    assert found(people, "1-4", 2) == []


def test_locked_seats_that_keep_too_many_out_of_two_networks() -> None:
    # only u and v may join f and g, who need two each
    people = [leader("f", network="2", locked=True), leader("g", network="3", locked=True), leader("u"), leader("v")]
    crowd = [leader(n, apart=("f", "g")) for n in "wxyz"]
    assert found([*people, *crowd, leader("t", apart=("f", "g"))], "3-6", 3) == [
        (
            "locked",
            ("f", "g"),
            "2 networks cannot be filled: 2, 3. Only 2 people may sit there who are not locked; 4 are needed.",
        ),
        (
            "apart",
            ("f", "g", "t", "w", "x", "y", "z"),
            "Leader t, Leader w, Leader x, Leader y, Leader z may not meet those whose seats are locked: Leader f, Leader g.",
        ),
        ("group_size", (), "A network has 3-6 members."),
    ]
    assert found([*people, *crowd, leader("s"), leader("t")], "3-6", 3) == []
    assert found([*people, *crowd], "2-6", 3) == []


def test_sizes_in_words() -> None:
    def told(people: int, size: str, number: int) -> list[tuple[str, tuple[str, ...], str]]:
        return found([leader(str(i)) for i in range(people)], size, number)

    assert told(1, "2-3", 2) == [("group_size", (), "1 participant is too few: 2 networks of 2-3 need at least 4.")]
    assert told(3, "2-3", 2)[0][2] == "3 participants are too few: 2 networks of 2-3 need at least 4."
    assert told(7, "2-3", 2)[0][2] == "7 participants are too many: 2 networks of 2-3 hold at most 6."
    assert told(3, "1", 2)[0][2] == "3 participants are too many: 2 networks of 1 hold at most 2."


def test_nobody_in_words() -> None:
    assert found([], "2-3", 1) == [
        ("placed_once", (), "Nobody takes part: no one in the list has a level that the policy includes.")
    ]


def test_locks_in_too_many_networks_in_words() -> None:
    people = [leader(str(i), network=f"N{i}", locked=True) for i in range(3)] + [leader("x")]
    assert found(people, "2", 2) == [
        ("locked", ("0", "1", "2"), "Seats are locked in 3 different networks, but there are to be only 2."),
        ("group_size", (), "The policy sets the number of networks."),
    ]


def test_too_few_mentors_in_words() -> None:
    def told(newcomers: int, most: int) -> list[tuple[str, tuple[str, ...], str]]:
        people = [leader(str(i), new=i < newcomers) for i in range(newcomers + 1)]
        return found(people, "1-9", 1, duties={"mentor": {"most_mentees": most}})

    assert told(3, 2) == [
        (
            "mentor_supply",
            ("0", "1", "2"),
            "3 new leaders need a mentor, but all mentors together may have only 2.",
        )
    ]
    alone = found([leader("0", new=True), leader("1", acting=True, participates=True)], "1-9", 1)
    assert alone == [
        ("mentor_supply", ("0",), "1 new leader needs a mentor, but all mentors together may have only 0.")
    ]


def test_one_who_is_held_by_a_group_meets_whom_they_may_not() -> None:
    # b must sit with a, who is locked beside c
    people = [
        leader("a", network="1", locked=True, together=("b",)),
        leader("b"),
        leader("c", network="1", locked=True, apart=("b",)),
    ]
    assert found([*people, leader("d"), leader("e"), leader("f")], "3", 2) == [
        ("locked", ("a", "c"), "Locked seats: Leader a (network 1), Leader c (network 1)."),
        ("together", ("a", "b"), "Leader a, Leader b are to sit together."),
        ("apart", ("b", "c"), "Leader b, Leader c are to be apart."),
    ]


def test_a_full_network_is_closed_too() -> None:
    people = [leader("a", network="1", locked=True), leader("b", network="1", locked=True), leader("c", network="2", locked=True), leader("x", apart=("c",))]  # fmt: skip
    assert found(people, "2", 2) == [
        (
            "locked",
            ("a", "b", "c"),
            "Leader x finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
        ),
        ("apart", ("c", "x"), "Leader c, Leader x are to be apart."),
        ("group_size", (), "A network has 2 members."),
    ]


def test_a_superior_and_wishes_together_keep_somebody_alone() -> None:
    """Only the rules that are needed for it are named."""
    people = [
        leader("a", apart=("x",)),
        *(leader(f"r{i}", "a") for i in range(4)),
        leader("x"),
        leader("y"),
        leader("z"),
    ]
    assert found(people, "4", 2) == [
        ("apart", ("a",), "Leader a may meet only 2 of the others; a network needs 3."),
        ("reporting_line", ("a",), "Leader a may meet only 2 of the others; a network needs 3."),
        ("group_size", (), "A network has 4 members."),
    ]
    more = [*people[:5], leader("s", "a"), *people[5:7]]
    assert found(more, "4", 2)[0][:2] == ("reporting_line", ("a",))
    assert [rule for rule, _, _ in found(more, "4", 2)] == ["reporting_line", "group_size"]


def test_only_one_network_for_those_who_report_to_one() -> None:
    people = [leader("b", level=Level.CHIEF), *(leader(f"r{i}", "b") for i in range(2))]
    assert found(people, "2", 1, rules={"siblings": True}) == [
        (
            "siblings",
            ("r0", "r1"),
            "2 participants report to Leader b and may not meet each other, but there is only 1 network.",
        )
    ]


def test_a_clique_in_words() -> None:
    chain = [leader("a"), leader("b", "a"), leader("c", "b"), leader("d"), leader("e"), leader("f")]
    assert found(chain, "3", 2, rules={"reporting_line": "chain"}) == [
        (
            "reporting_line",
            ("a", "b", "c"),
            "Leader a, Leader b, Leader c must all be apart from each other, but there are only 2 networks.",
        )
    ]


def test_whoever_is_locked_elsewhere_is_missing_where_seats_cannot_be_filled() -> None:
    # f, in network 1, needs another: u and v may not meet f, and a is locked to network 2
    people = [leader("a", network="2", locked=True), leader("f", network="1", locked=True)]
    people += [leader(n, apart=("f",)) for n in "uv"]
    assert found(people, "2-3", 2) == [
        (
            "locked",
            ("a", "f"),
            "1 network cannot be filled: 1. Only 0 people may sit there who are not locked; 1 are needed.",
        ),
        ("apart", ("f", "u", "v"), "Leader u, Leader v may not meet those whose seats are locked: Leader f."),
        ("group_size", (), "A network has 2-3 members."),
    ]


def test_as_few_rules_as_can_be_are_named_of_those_that_keep_people_out() -> None:
    # x reports to f, and is apart from f and g, of whom either closes network 2; y and z are apart from them only
    people = [leader("a", network="1", locked=True), *(leader(n, network="2", locked=True) for n in "fg")]
    people += [leader("x", "f", apart=("g",)), leader("y", apart=("f",)), leader("z", apart=("g",))]
    assert found(people, "1-3", 2)[0][:2] == ("locked", ("a", "f", "g"))
    assert [(rule, some) for rule, some, _ in found(people, "1-3", 2)[1:]] == [
        ("apart", ("f", "g", "x", "y", "z")),
        ("group_size", ()),
    ]


def test_those_who_are_to_sit_together_are_not_held_by_locks_but_by_each_other() -> None:
    people = [
        leader("a", network="1", locked=True, together=("b",)),
        leader("b", "c", together=("c",)),
        leader("c", network="1", locked=True),
        leader("d"),
    ]
    assert found(people, "1-3", 2) == [
        ("together", ("a", "b", "c"), "Leader a, Leader b, Leader c are to sit together."),
        ("reporting_line", ("c", "b"), "Leader c is the superior of Leader b."),
    ]


def test_in_one_network_two_who_may_not_meet_are_enough() -> None:
    people = [leader("a", network="1", locked=True), leader("b", "a", network="1", locked=True), leader("c")]
    assert found(people, "3", 1) == [
        (
            "reporting_line",
            ("a", "b"),
            "Leader a, Leader b must all be apart from each other, but there is only 1 network.",
        )
    ]


def test_of_two_reasons_the_one_that_needs_fewer_foes_is_told() -> None:
    # six in two networks of up to three: four foes do not fit into the other, five would leave a alone
    people = [leader("a", apart=("v",)), *(leader(n, "a") for n in "rstu"), leader("v")]
    assert found(people, "2-3", 2) == [
        ("reporting_line", ("a",), "Leader a must be apart from 4 others, but the other networks hold only 3."),
        ("group_size", (), "A network has 2-3 members."),
    ]


def test_a_rule_that_keeps_the_same_people_apart_is_not_named_too() -> None:
    people = [leader("a", apart=tuple("rstuv")), *(leader(n, "a") for n in "rstu"), leader("v")]
    assert found(people, "3", 2) == [
        ("apart", ("a",), "Leader a may meet only 0 of the others; a network needs 2."),
        ("group_size", (), "A network has 3 members."),
    ]


# -- of several, the first by name or number ----------------------------------------------------------------------------


def test_of_two_networks_with_too_many_locked_seats_the_first_is_told() -> None:
    people = [leader(f"{n}{i}", network=n, locked=True) for n in "32" for i in range(3)]
    assert found([*people, leader("x")], "1-2", 4) == [
        (
            "locked",
            ("20", "21", "22"),
            "3 people are locked to network 2, which holds at most 2.",
        ),
        ("group_size", (), "A network has 1-2 members."),
    ]


def test_of_two_superiors_whose_reports_are_too_many_the_first_who_has_is_told() -> None:
    boss = [leader("b", level=Level.CHIEF), leader("c", level=Level.CHIEF), leader("d", level=Level.CHIEF)]
    reports = [leader(f"{n}{i}", n) for n, many in (("b", 2), ("c", 3), ("d", 3)) for i in range(many)]
    assert found([*boss, *reports], "1-8", 2, rules={"siblings": True}) == [
        (
            "siblings",
            ("c0", "c1", "c2"),
            "3 participants report to Leader c and may not meet each other, but there are only 2 networks.",
        )
    ]


def test_of_several_pairs_in_one_network_the_first_that_is_not_of_a_group_is_told() -> None:
    locked: dict[str, Any] = {"network": "1", "locked": True}
    people = [leader("a", together=("b",), **locked), leader("b", "a"), leader("c"), leader("d")]
    people += [leader("y", "z", **locked), leader("z", **locked), leader("x", apart=("z",), **locked)]
    assert found(people, "1-6", 2) == [
        ("locked", ("x", "z"), "Leader x, Leader z are both locked to network 1."),
        ("apart", ("x", "z"), "Leader x, Leader z are to be apart."),
    ]
    upward = [leader("y", "z", **locked), leader("z", **locked), leader("x")]
    assert found(upward, "1-3", 2) == [
        ("locked", ("y", "z"), "Leader y, Leader z are both locked to network 1."),
        ("reporting_line", ("z", "y"), "Leader z is the superior of Leader y."),
    ]


def test_the_one_who_is_above_most_is_told() -> None:
    # b is above a and everybody below a: seven of nine, where a network needs five; a is above six
    people = [leader("a", "b"), leader("b"), leader("x"), leader("y"), *(leader(f"r{i}", "a") for i in range(6))]
    clashes = found(people, "5", 2, rules={"reporting_line": "chain"})
    assert clashes[0][:2] == ("reporting_line", ("b",))
    assert clashes[0][2].startswith("Leader b takes part and is above 7 of the 9 others, ")


def test_of_two_with_as_many_foes_the_first_is_told() -> None:
    others = [leader(f"x{i}") for i in range(6)]
    people = [leader(n, apart=tuple(f"x{i}" for i in range(5))) for n in "ba"]
    assert found([*people, *others], "3-4", 2)[0] == (
        "apart",
        ("a",),
        "Leader a must be apart from 5 others, but the other networks hold only 4.",
    )
    twice = [leader("a", apart=("r0", "r1")), *(leader(f"r{i}", "a") for i in range(3)), *others[:4]]
    assert found(twice, "3-4", 2) == []  # five pairs, but three people


@pytest.mark.parametrize(("below", "told"), [(4, None), (5, "a"), (6, "a")])
def test_whoever_is_above_all_but_a_few(below: int, told: str | None) -> None:
    """With eight in two networks of four or five: three others must be left, and no more than five can sit elsewhere."""
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(below))]
    people += [leader(f"x{i}") for i in range(7 - below)]
    clashes = found(people, "4-5", 2, rules={"reporting_line": "chain"})
    assert [(rule, some) for rule, some, _ in clashes] == (
        [("reporting_line", ("a",)), ("group_size", ())] if told else []
    )
    if told:
        assert clashes[0][2].startswith(f"Leader a takes part and is above {below} of the 7 others, ")


@pytest.mark.parametrize(("below", "told"), [(5, False), (6, True)])
def test_whoever_is_above_more_than_sit_elsewhere(below: int, told: bool) -> None:
    """With ten in two networks of up to five: no more than five can sit elsewhere, though a network of one is allowed."""
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(below))] + [leader(f"x{i}") for i in range(9 - below)]
    for line in ("chain", "direct"):
        assert bool(found(people, "1-5", 2, rules={"reporting_line": line})) is told


def test_of_several_groups_the_largest_that_need_a_network_each_are_told() -> None:
    sizes = {"p": 2, "q": 4, "r": 3, "s": 3, "t": 4}
    people = [leader(f"{g}{i}", together=(f"{g}0",)) for g, many in sizes.items() for i in range(many)]
    assert found(people, "1-6", 3) == []
    tight = found([p for p in people if p.id[0] != "p"], "1-5", 3)
    assert [(rule, some) for rule, some, _ in tight] == [
        ("group_size", ()),
        ("together", ("q0", "q1", "q2", "q3")),
        ("together", ("t0", "t1", "t2", "t3")),
        ("together", ("r0", "r1", "r2")),
        ("together", ("s0", "s1", "s2")),
    ]
    assert tight[0][2] == "A network has 1-5 members."


def test_somebody_for_whom_no_network_is_left_but_through_a_group() -> None:
    # b sits with a in network 1, and x may not meet b; network 2 is full
    people = [leader("a", network="1", locked=True, together=("b",)), leader("b"), leader("x", apart=("b",))]
    people += [leader(n, network="2", locked=True) for n in "cde"]
    assert found(people, "1-3", 2) == [
        (
            "locked",
            ("a", "c", "d", "e"),
            "Leader x finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
        ),
        ("together", ("a", "b"), "Leader a, Leader b are to sit together."),
        ("apart", ("b", "x"), "Leader b, Leader x are to be apart."),
        ("group_size", (), "A network has 1-3 members."),
    ]


def test_a_clique_is_found_behind_others_who_are_kept_apart_from_one_of_it() -> None:
    """Each of a, b and c is apart from somebody else too; whoever is apart from most is looked at first."""
    people = [leader(n, apart=(*(o for o in "abc" if o != n), f"{n}1")) for n in "abc"]
    people += [leader(f"{n}1", apart=(f"{n}2",)) for n in "abc"] + [leader(f"{n}2") for n in "abc"]
    assert found(people, "1-8", 2) == [
        (
            "apart",
            ("a", "b", "c"),
            "Leader a, Leader b, Leader c must all be apart from each other, but there are only 2 networks.",
        )
    ]


def test_of_several_who_may_meet_too_few_the_one_who_may_meet_fewest_is_named() -> None:
    people = [leader("a", apart=tuple("cdefg")), leader("b", apart=tuple("cdefgh")), *map(leader, "cdefgh")]
    told = contradictions(scenario(people, policy("4", 2)))
    assert {clash.people for clash in told if clash.rule == "apart"} == {
        ("b",)
    }  # not a, who comes first but has fewer foes
