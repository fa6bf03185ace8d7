"""Each judge just inside and just outside its rule."""

from __future__ import annotations

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
