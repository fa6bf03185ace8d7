"""Each judge just inside and just outside its rule."""

from __future__ import annotations

from typing import Any

import pytest

from netcompose.organisation import Level, Person
from netcompose.plan import Composition, Network, Verdict
from netcompose.policy.catalogue import GOALS, RULES
from worlds import leader, policy, scenario


def composition(**networks: str) -> Composition:
    """Networks n1=…, each a string of one-letter ids."""
    return Composition(
        tuple(Network(name[1:], f"Network {name[1:]}", tuple(members)) for name, members in networks.items())
    )


def judged(rule: str, people: list[Person], made: Composition, size: str = "1-9", **settings: object) -> Verdict:
    case = scenario(people, policy(size=size, number=len(made.networks), **settings))
    return RULES[rule](case, made)


def said(verdict: Verdict) -> list[str]:
    return [str(witness) for witness in verdict.witnesses]


FOUR = [leader(i) for i in "abcd"]


def test_placed_once() -> None:
    assert judged("placed_once", FOUR, composition(n1="ab", n2="cd")).violations == 0
    verdict = judged("placed_once", [*FOUR, leader("e", level=Level.CHIEF)], composition(n1="abb", n2="ace", n3="x"))
    # a twice, b twice (on two rows), d nowhere; e does not take part, x is nobody we know
    assert verdict.violations == 5
    assert said(verdict) == [
        "Leader a has 2 seats.",
        "Leader b has 2 seats.",
        "Leader d has no network.",
        "Leader e has a seat but does not take part.",
        "x has a seat but does not take part.",
    ]


@pytest.mark.parametrize(("size", "violations"), [("1-3", 0), ("1-2", 1), ("2-3", 1), ("2-2", 2), ("4", 4)])
def test_group_size(size: str, violations: int) -> None:
    # networks of 1 and 3: each member too many or too few is one
    assert judged("group_size", FOUR, composition(n1="a", n2="bcd"), size).violations == violations


def test_group_size_counts_networks_too() -> None:
    case = scenario(FOUR, policy(size="1-4", number=3))
    verdict = RULES["group_size"](case, composition(n1="abcd"))
    assert verdict.violations == 2
    assert said(verdict) == ["There is 1 network; there should be 3."]


LINE = [leader("a"), leader("b", "a"), leader("c", "b"), leader("d", "a")]


@pytest.mark.parametrize(
    ("reach", "members", "violations"),
    [
        ("direct", "ac", 0),  # a is two above c
        ("direct", "bd", 0),  # siblings
        ("direct", "ab", 1),
        ("direct", "abcd", 3),  # ab, bc, ad
        ("chain", "ac", 1),
        ("chain", "abcd", 4),
        ("chain", "bd", 0),
        ("off", "abcd", 0),
    ],
)
def test_reporting_line(reach: str, members: str, violations: int) -> None:
    verdict = judged("reporting_line", LINE, composition(n1=members), rules={"reporting_line": reach})
    assert verdict.violations == len(verdict.witnesses) == violations


def test_a_chain_runs_through_people_who_take_no_part() -> None:
    people = [leader("a"), leader("m", "a", level=Level.CHIEF), leader("c", "m")]
    assert judged("reporting_line", people, composition(n1="ac"), rules={"reporting_line": "direct"}).violations == 0
    verdict = judged("reporting_line", people, composition(n1="acx"), rules={"reporting_line": "chain"})
    assert said(verdict) == ["Leader a is the superior of Leader c, and both are in Network 1."]


STAIRS = [
    leader("a", level=Level.LEADER_OF_LEADERS),
    leader("m", "a", level=Level.CHIEF),  # takes no part, but is a step
    leader("b", "m"),
    leader("c", "b"),
]


@pytest.mark.parametrize(
    ("rules", "members", "violations"),
    [
        ({"reporting_depth": 1}, "ab", 0),  # a is two steps above b
        ({"reporting_depth": 2}, "ab", 1),
        ({"reporting_depth": 2}, "ac", 0),  # and three above c
        ({"reporting_depth": 3}, "ac", 1),
        ({"reporting_depth": 3}, "abc", 3),
        ({"reporting_exempt": ["leader_of_leaders"]}, "abc", 1),  # bc
        ({"reporting_exempt": ["director"]}, "abc", 3),
        (
            {"reporting_exempt": ["leader_of_employees"]},
            "abc",
            2,
        ),  # ab, ac: the exempt may meet those below, not those above
    ],
)
def test_depth_and_exemption_of_the_chain(rules: dict[str, object], members: str, violations: int) -> None:
    verdict = judged("reporting_line", STAIRS, composition(n1=members), rules={"reporting_line": "chain", **rules})
    assert verdict.violations == len(verdict.witnesses) == violations


@pytest.mark.parametrize(
    ("rules", "summary"),
    [
        ({"reporting_line": "off"}, "The policy does not keep reporting lines apart."),
        ({"reporting_line": "direct"}, "No leader sits with their own superior."),
        ({"reporting_line": "chain"}, "No leader sits with anybody above them."),
        (
            {"reporting_line": "chain", "reporting_depth": 2},
            "No leader sits with anybody up to 2 steps above them.",
        ),
        (
            {"reporting_line": "direct", "reporting_exempt": ["director", "leader_of_leaders"]},
            "No leader sits with their own superior. Exempt: director, leader of leaders.",
        ),
    ],
)
def test_the_reporting_line_says_how_far_it_goes(rules: dict[str, object], summary: str) -> None:
    assert str(judged("reporting_line", FOUR, composition(n1="abcd"), rules=rules).summary) == summary


@pytest.mark.parametrize(
    ("members", "violations"),
    [
        ("ab", 0),
        ("bd", 1),  # both under a
        ("bdf", 3),  # C(3, 2)
        ("ce", 0),  # different superiors
        ("gh", 1),  # under x, who takes no part
        ("yz", 0),  # nobody above either
        ("bbd", 1),  # b on two rows is one person
    ],
)
def test_siblings(members: str, violations: int) -> None:
    people = [leader("x", level=Level.CHIEF), leader("y"), leader("z"), leader("a"), leader("b", "a"), leader("c", "b")]
    people += [leader("d", "a"), leader("e", "d"), leader("f", "a"), leader("g", "x"), leader("h", "x")]
    verdict = judged("siblings", people, composition(n1=members), rules={"siblings": True})
    assert verdict.violations == len(verdict.witnesses) == violations
    assert judged("siblings", people, composition(n1=members)).violations == 0


def test_siblings_are_named_with_their_superior() -> None:
    verdict = judged("siblings", LINE, composition(n1="bd"), rules={"siblings": True})
    assert said(verdict) == ["Leader b and Leader d both report to Leader a, and both are in Network 1."]


@pytest.mark.parametrize(
    ("limit", "violations"),
    [
        # networks with 0, 1 and 2 of X
        ({"at_least": 1}, 1),
        ({"at_least": 2}, 3),  # 2 + 1 are missing
        ({"at_most": 2}, 0),
        ({"at_most": 1}, 1),
        ({"at_least": 1, "at_most": 1}, 2),
    ],
)
def test_limits(limit: dict[str, int], violations: int) -> None:
    people = [leader(i, department="X") for i in "abc"] + [leader(i, department="Y") for i in "de"] + [leader("f")]
    limits = [{"attribute": "department", "value": " x", **limit}]  # spaces and case of the policy do not matter
    verdict = judged("limits", people, composition(n1="de", n2="af", n3="bc"), limits=limits)
    assert verdict.violations == violations


def test_limits_say_which_network_has_too_few_or_too_many() -> None:
    people = [leader(i, department="X") for i in "abc"] + [leader("d")]
    limits = [{"attribute": "department", "value": "X", "at_least": 1, "at_most": 2}]
    assert said(judged("limits", people, composition(n1="abc", n2="d"), limits=limits)) == [
        "Network 1 has 3 members with department X; at most 2 are allowed.",
        "Network 2 has 0 members with department X; at least 1 are wanted.",
    ]


@pytest.mark.parametrize("value", ["Leder af medarbejdere", "leader_of_employees"])
def test_a_level_is_limited_by_the_sheets_word_or_ours(value: str) -> None:
    limits = [{"attribute": "level", "value": value, "at_most": 3}]
    assert judged("limits", FOUR, composition(n1="abcd"), limits=limits).violations == 1
    assert judged("limits", FOUR, composition(n1="abc", n2="d"), limits=limits).violations == 0


def test_a_value_that_nobody_has_is_nobody() -> None:
    for attribute, value in (("department", "X"), ("No such column", "X")):
        limits = [{"attribute": attribute, "value": value, "at_least": 1}]
        assert judged("limits", FOUR, composition(n1="ab", n2="cd"), limits=limits).violations == 2


def test_locked() -> None:
    people = [leader("a", network="1", locked=True), leader("b", network="1"), leader("c", locked=True)]
    assert judged("locked", people, composition(n1="a", n2="bc")).violations == 0
    verdict = judged("locked", people, composition(n1="b", n2="ac"))
    assert said(verdict) == ["Leader a is locked to network 1 but is not there."]


def test_together_counts_pairs_once_whoever_wishes() -> None:
    people = [
        leader("a", together=("b", "d")),
        leader("b", together=("a",)),
        leader("c"),
        leader("d", level=Level.CHIEF),
    ]
    assert judged("together", people, composition(n1="ab", n2="c")).violations == 0
    assert judged("together", people, composition(n1="ac", n2="b")).violations == 1
    assert judged("together", people, composition(n1="a", n2="c")).violations == 1  # b sits nowhere


def test_apart_counts_pairs_once_whoever_wishes() -> None:
    people = [leader("a", apart=("b", "d")), leader("b", apart=("a",)), leader("c"), leader("d", level=Level.CHIEF)]
    assert judged("apart", people, composition(n1="ac", n2="b")).violations == 0
    assert said(judged("apart", people, composition(n1="ab", n2="c"))) == [
        "Leader a and Leader b should be in different networks."
    ]
    assert judged("apart", people, composition(n1="c")).violations == 0  # neither has a seat


@pytest.mark.parametrize(
    ("most", "members", "shortage"), [(1, "ab", 0), (1, "ac", 0), (1, "bcd", 1), (2, "bcd", 0), (2, "cd", 2)]
)
def test_mentor_supply(most: int, members: str, shortage: int) -> None:
    people = [leader("a"), leader("b"), leader("c", new=True), leader("d", new=True)]
    verdict = judged("mentor_supply", people, composition(n1=members), duties={"mentor": {"most_mentees": most}})
    assert verdict.violations == shortage


def test_mentor_supply_is_silent_where_the_policy_does_not_ask() -> None:
    people = [leader("c", new=True)]
    assert judged("mentor_supply", people, composition(n1="c"), duties={}).violations == 0
    assert judged("mentor_supply", people, composition(n1="c"), rules={"mentor_supply": False}).violations == 0


def test_goals_count_pairs() -> None:
    people = [
        leader("a", department="X", new=True),
        leader("b", department="X", new=True),
        leader("c", department="X"),
        leader("d", department=None),
        leader("e", department=None),
    ]
    settings = policy(size="1-5", number=2)
    case = scenario(people, settings)
    mix, _, new, even = settings.goals
    together = composition(n1="abcde", n2="")
    assert GOALS["mix"](case, mix, together).cost == 3  # C(3,2); those without a department pair with nobody
    assert GOALS["new_leaders"](case, new, together).cost == 1
    assert GOALS["even_size"](case, even, together).cost == 10  # C(5,2)
    apart = composition(n1="acd", n2="be")
    assert GOALS["mix"](case, mix, apart).cost == 1
    assert said(GOALS["mix"](case, mix, apart)) == ["Network 1 has 2 from X."]
    assert GOALS["new_leaders"](case, new, apart).cost == 0
    assert GOALS["even_size"](case, even, apart).cost == 4  # C(3,2) + C(2,2)


def goal(name: str, people: list[Person], made: Composition, attribute: str | None = None) -> Verdict:
    goals = [{"goal": name, "rank": 1, **({"attribute": attribute} if attribute else {})}]
    case = scenario(people, policy(size="1-9", number=len(made.networks), goals=goals))
    return GOALS[name](case, case.policy.goals[0], made)


def test_same_counts_pairs_that_differ() -> None:
    people = [leader(i, department="X") for i in "abc"] + [leader(i, department="Y") for i in "de"] + [leader("f")]
    verdict = goal("same", people, composition(n1="abcdef"), "department")
    # C(5, 2) - C(3, 2) - C(2, 2) = 10 - 3 - 1 = 6 = 3 x 2; f has no value and differs from nobody
    assert verdict.cost == 6
    assert said(verdict) == ["Network 1 has members from 2 of department."]
    assert goal("same", people, composition(n1="abcf", n2="de"), "department").cost == 0
    assert goal("same", people, composition(n1="abd", n2="cef"), "department").cost == 3  # 2 x 1 + 1 x 1


def test_new_faces_counts_pairs_who_meet_again() -> None:
    people = [leader(i, network="1") for i in "abc"] + [leader(i, network="old") for i in "de"] + [leader("f")]
    again = goal("new_faces", people, composition(n1="abc", n2="def"))
    assert (
        again.cost == 4
    )  # C(3,2) + C(2,2): it does not matter in which network, nor whether the old one is still there
    assert said(again) == ["Network 1 has 3 who met in network 1.", "Network 2 has 2 who met in network old."]
    assert goal("new_faces", people, composition(n1="ad", n2="be", n3="cf")).cost == 0


def test_churn_counts_moves() -> None:
    people = [leader("a", network="1"), leader("b", network="2"), leader("c", network="closed"), leader("d")]
    assert goal("churn", people, composition(n1="acd", n2="b")).cost == 0  # c had to leave, d arrives
    moved = goal("churn", people, composition(n1="b", n2="acd"))
    assert moved.cost == 2
    assert said(moved) == ["Leader a moves from network 1 to 2.", "Leader b moves from network 2 to 1."]
    assert goal("churn", people, composition(n1="acd", n2="")).cost == 0  # b has no seat, which is not a move


PAIR = composition(n1="ab")
TWO = [leader("a"), leader("b")]
WISHES = [leader("a", together=("b",), apart=("c",)), leader("b", apart=("c",)), leader("c")]
LOCKS = [leader(i, network="1", locked=True) for i in "ab"]
NEW = [leader("a", new=True), leader("b", new=True), leader("c")]
LIMIT = {"attribute": "department", "value": "X", "at_most": 1}


@pytest.mark.parametrize(
    ("rule", "people", "made", "settings", "expected"),
    [
        ("placed_once", TWO[:1], composition(n1="a"), {}, "1 participant has one seat."),
        ("placed_once", TWO, PAIR, {}, "All 2 participants have one seat each."),
        ("placed_once", TWO, composition(n1="a"), {}, "1 person is not seated as they should be."),
        ("placed_once", TWO, composition(n1="x"), {}, "3 people are not seated as they should be."),
        ("group_size", TWO, PAIR, {}, "1 networks of 1-9 members."),
        ("group_size", TWO, PAIR, {"size": "2"}, "1 networks of 2 members."),
        ("group_size", TWO, composition(n1="a", n2="b"), {"size": "1"}, "2 networks of one member."),
        ("siblings", TWO, PAIR, {}, "The policy lets those with the same superior meet."),
        ("siblings", TWO, PAIR, {"rules": {"siblings": True}}, "No two with the same superior share a network."),
        ("locked", TWO, PAIR, {}, "0 seats are locked."),
        ("locked", LOCKS[:1], composition(n1="a"), {}, "1 seat is locked."),
        ("locked", LOCKS, PAIR, {}, "2 seats are locked."),
        ("together", WISHES, PAIR, {}, "1 pair is to sit together."),
        ("together", TWO, PAIR, {}, "0 pairs are to sit together."),
        ("apart", WISHES, PAIR, {}, "2 pairs are to be apart."),
        ("apart", WISHES[1:], composition(n1="b", n2="c"), {}, "1 pair is to be apart."),
        ("limits", TWO, PAIR, {}, "The policy limits nobody's number in a network."),
        ("limits", TWO, PAIR, {"limits": [LIMIT]}, "1 limit on the members of each network."),
        ("limits", TWO, PAIR, {"limits": [LIMIT, {**LIMIT, "value": "Y"}]}, "2 limits on the members of each network."),
        ("mentor_supply", TWO, PAIR, {"duties": {}}, "The policy asks for no mentors."),
        ("mentor_supply", NEW, composition(n1="abc"), {}, "2 new leaders find a mentor in their network."),
        ("mentor_supply", NEW[1:], composition(n1="bc"), {}, "1 new leader finds a mentor."),
    ],
)
def test_each_rule_says_what_was_judged(
    rule: str, people: list[Person], made: Composition, settings: dict[str, Any], expected: str
) -> None:
    assert str(judged(rule, people, made, **settings).summary) == expected


def test_a_network_that_lacks_mentors_is_named() -> None:
    most = {"mentor": {"most_mentees": 1}}
    one = judged("mentor_supply", NEW, composition(n1="abc"), duties=most)
    assert said(one) == ["Network 1 lacks a mentor for 1 new leader."]
    two = judged("mentor_supply", NEW, composition(n1="ab", n2="c"), duties=most)
    assert (two.violations, said(two)) == (2, ["Network 1 lacks mentors for 2 new leaders."])


def test_networks_of_another_size_are_named() -> None:
    verdict = judged("group_size", FOUR, composition(n1="a", n2="bcd"), "2")
    assert said(verdict) == [
        "Network 1 has 1 member; the policy says 2.",
        "Network 2 has 3 members; the policy says 2.",
    ]


def test_those_who_are_not_together_are_named() -> None:
    verdict = judged("together", WISHES, composition(n1="a", n2="b"))
    assert said(verdict) == ["Leader a and Leader b should be in the same network."]


@pytest.mark.parametrize(
    ("name", "attribute", "members", "expected"),
    [
        ("mix", "department", "ab", "1 pair of members with the same department meets in a network."),
        ("mix", "department", "a", "0 pairs of members with the same department meet in a network."),
        ("mix", "Own column", "abc", "0 pairs of members with the same Own column meet in a network."),
        ("same", "department", "ac", "1 pair of members who differ in department meets in a network."),
        ("same", "department", "abc", "2 pairs of members who differ in department meet in a network."),
        ("new_leaders", None, "abd", "1 pair of new leaders shares a network."),
        ("new_leaders", None, "a", "0 pairs of new leaders share a network."),
        ("even_size", None, "ab", "The smallest network has 2 members, the largest 2."),
        ("new_faces", None, "ab", "1 pair of members who have shared a network meets again."),
        ("new_faces", None, "a", "0 pairs of members who have shared a network meet again."),
        ("churn", None, "a", "0 members change network."),
    ],
)
def test_each_goal_says_what_was_counted(name: str, attribute: str | None, members: str, expected: str) -> None:
    people = [leader("a", department="X", network="1", new=True), leader("b", department="X", network="1")]
    people += [leader("c", department="Y"), leader("d", new=True)]
    verdict = goal(name, people, composition(n1=members), attribute)
    assert str(verdict.summary) == expected
    assert verdict.attribute == attribute
    assert verdict.violations == 0
