"""Shortages in words and numbers, and where there is plenty no flow is asked."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import shortages
from netcompose.compose.case import Case
from netcompose.compose.shortages import (
    _closed,
    _plenty,
    _unserved,
    limit_seats,
    limit_totals,
    limits_together,
    mentors,
    too_few_people,
    too_few_seats,
)
from netcompose.policy.scenario import Scenario
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.organisation import Person
    from netcompose.plan import Clash

LIMITS = [
    {"attribute": "department", "value": "A", "at_least": 1},
    {"attribute": "department", "value": "B", "at_most": 1},
    {"attribute": "department", "value": "C", "at_least": 1, "at_most": 2},
]


def case(people: list[Person], size: str = "1-9", number: int = 2, **more: Any) -> Case:
    return Case(scenario(people, policy(size, number, **more)))


def told(clashes: tuple[Clash, ...]) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [(clash.rule, clash.people, clash.which) for clash in clashes]


def of(departments: str, **fields: Any) -> list[Person]:
    return [leader(f"{i}{d}", department=d, **fields) for i, d in enumerate(departments)]


@pytest.mark.parametrize(
    ("departments", "which", "message"),
    [
        ("ABCC", 0, "1 participant has department A: 2 networks with at least 1 each need 2."),
        ("AACC", None, ""),
        ("AABBCC", None, ""),
        ("AABBBCC", 1, "3 participants have department B: 2 networks with at most 1 each have room for 2."),
        ("AAC", 2, "1 participant has department C: 2 networks with at least 1 each need 2."),
        ("AACCCC", None, ""),
        ("AACCCCC", 2, "5 participants have department C: 2 networks with at most 2 each have room for 4."),
        ("BBBCC", 0, "Nobody has department A, but each network is to have at least 1."),
    ],
)
def test_which_limit_is_short_is_told(departments: str, which: int | None, message: str) -> None:
    found = limit_totals(case(of(departments), limits=LIMITS))
    assert [(clash.which, str(clash.message)) for clash in found] == ([] if which is None else [(which, message)])
    assert all(set(clash.people) == {p.id for p in of(departments) if p.id[1] == "ABC"[which or 0]} for clash in found)


def locked(id: str, network: str, **fields: Any) -> Person:
    return leader(id, network=network, locked=True, **fields)


def test_of_several_networks_with_locked_seats_the_first_that_is_wrong_is_told() -> None:
    people = [
        locked("a", "1", department="B"),
        *(locked(n, "3", department="B") for n in "ed"),
        *(locked(n, "2", department="B") for n in "cb"),
    ]
    made = case(people, number=3, limits=LIMITS)
    found = limit_seats(made)
    assert told(found) == [("locked", ("b", "c"), None), ("limits", ("a", "b", "c", "d", "e"), 1)]
    assert str(found[0].message) == "Leader b, Leader c are locked to network 2."
    # two of three seats of network 2 are those of others: one is left for an A, and one for a C
    others = [locked(n, "2", department="D") for n in "xy"]
    assert limit_seats(case(others, "1-3", limits=LIMITS)) == ()
    found = limit_seats(case(others, "1-2", limits=LIMITS))
    assert told(found) == [("locked", ("x", "y"), None), ("limits", (), 0), ("group_size", (), None)]


def test_more_of_a_kind_are_to_sit_together_than_a_network_may_have() -> None:
    people = [
        leader("a", department="B", together=("b", "c")),
        leader("b", department="B"),
        leader("c", department="A"),
    ]
    found = limits_together(case(people, limits=LIMITS))
    assert told(found) == [("together", ("a", "b", "c"), None), ("limits", ("a", "b"), 1)]
    apart = [leader("a", department="B", together=("c",)), *people[1:]]
    assert limits_together(case(apart, limits=LIMITS)) == ()
    both = [*people, leader("d", department="C", together=("e", "f")), *(leader(n, department="C") for n in "ef")]
    assert told(limits_together(case(both, limits=LIMITS[2:]))) == [
        ("together", ("d", "e", "f"), None),
        ("limits", ("d", "e", "f"), 0),
    ]


def test_mentors_are_counted_until_there_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    at_most = Scenario.mentees_at_most

    def counted(made: Scenario, person: str) -> int:
        asked.append(person)
        return at_most(made, person)

    monkeypatch.setattr(Scenario, "mentees_at_most", counted)
    people = [leader("a", new=True), leader("b", new=True), *(leader(n) for n in "cdef")]
    duties = {"mentor": {"most_mentees": 1}}
    assert mentors(case(people, duties=duties)) == ()
    assert asked == ["a", "b", "c", "d"]
    asked.clear()
    assert mentors(case([leader("a"), leader("b")], duties=duties)) == ()  # nobody is new
    assert mentors(case(people[:2], duties={})) == ()  # nobody is a mentor
    assert mentors(case(people[:2], duties=duties, rules={"mentor_supply": False})) == ()
    assert asked == []
    (clash,) = mentors(case(people[:3], duties=duties))
    assert (clash.rule, clash.people) == ("mentor_supply", ("a", "b"))
    assert str(clash.message) == "2 new leaders need a mentor, but all mentors together may have only 1."


@pytest.mark.parametrize(("people", "plenty"), [(3, True), (4, False)])
def test_plenty_is_room_for_everybody_whatever_is_closed_to_one_class(people: int, plenty: bool) -> None:
    room = {"1": 2, "2": 1, "3": 5}
    assert _plenty(people, room, [frozenset("1"), frozenset("3")]) is plenty
    assert _plenty(8, room, [frozenset()])
    assert not _plenty(9, room, [frozenset()])
    assert _plenty(9, room, [])


def around(foes: str, others: int, size: str, number: int = 2) -> Case:
    """a is locked to network 1, f to 2; so many may not meet f, and others may sit anywhere."""
    people = [locked("a", "1"), locked("f", "2"), *(leader(n, apart=("f",)) for n in foes)]
    return case([*people, *(leader(f"o{i}") for i in range(others))], size, number)


def test_where_there_is_plenty_no_flow_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(shortages, "_unserved", lambda *given: asked.append(given))
    assert _closed(around("xy", 2, "1-3")) == {"x": {"2"}, "y": {"2"}}
    assert too_few_seats(around("xy", 2, "1-3")) == ()  # two seats for two
    assert too_few_people(around("xy", 1, "1-2")) == ()
    assert too_few_people(around("xy", 2, "2-4")) == ()  # two must come, and two of four may come to f
    assert too_few_seats(around("", 2, "1-3")) == ()
    assert too_few_people(around("", 9, "2-8")) == ()
    assert asked == []
    assert too_few_seats(around("xyz", 1, "1-3")) == ()
    assert asked == [([3], [[0]], [2, 2])]
    asked.clear()
    assert too_few_people(around("xy", 1, "2-4")) == ()  # two must come, and only one may come to f
    assert asked == [([1, 1], [[0, 1], [0]], [1, 2])]
    asked.clear()
    assert too_few_people(around("xy", 1, "3-4", 3)) == ()
    assert asked == [([2, 2, 3], [[0, 1], [0], [0, 1]], [1, 2])]


def test_networks_that_are_open_to_too_many_are_told_with_their_room() -> None:
    # f is locked to network 3, and x, y and z, who may not meet f, have one seat each in networks 1 and 2
    people = [locked("a", "1"), locked("b", "2"), locked("f", "3"), *(leader(n, apart=("f",)) for n in "xyz")]
    found = too_few_seats(case(people, "1-2", 3))
    assert told(found) == [
        ("locked", ("a", "b", "f"), None),
        ("apart", ("f", "x", "y", "z"), None),
        ("group_size", (), None),
    ]
    assert str(found[0].message) == (
        "Leader x, Leader y, Leader z can sit in networks 1, 2 only, which have room for 2: "
        "the others hold locked seats of those they may not meet."
    )


def test_a_network_with_more_locked_seats_than_it_needs_fills_no_other() -> None:
    # network 1 has three and needs two; that is no help for f in network 2, whom x and y may not meet
    people = [*(locked(n, "1") for n in "abc"), locked("f", "2"), *(leader(n, apart=("f",)) for n in "xy")]
    found = too_few_people(case(people, "2-5", 2))
    assert told(found) == [
        ("locked", ("a", "b", "c", "f"), None),
        ("apart", ("f", "x", "y"), None),
        ("group_size", (), None),
    ]
    assert str(found[0].message) == (
        "1 network cannot be filled: 2. Only 0 people may sit there who are not locked; 1 are needed."
    )


def test_a_flow_finds_its_way_around_seats_that_are_taken() -> None:
    assert _unserved([1, 1], [[0, 1], [0]], [1, 1]) is None  # the first gives way to the second
    assert _unserved([2, 2], [[0, 1], [0, 2]], [3, 1, 0]) is None
    assert _unserved([3, 1, 1], [[0, 1, 2], [0], [1]], [1, 1, 3]) is None
    assert _unserved([2, 3], [[0], [0, 1]], [3, 1]) == ({0, 1}, {0, 1})
    assert _unserved([1, 2], [[0], [1]], [9, 1]) == ({1}, {1})
    assert _unserved([0, 1], [[], [0]], [1]) is None
    assert _unserved([1], [[]], [5]) == ({0}, set())
    assert _unserved([], [], []) is None


def test_a_flow_serves_everybody_it_can_however_often_it_must_turn() -> None:
    """Hall's condition once more, where supply and room are tight, so that those served first often have to give way."""
    stuck = 0
    for seed in range(1_500):
        draw = Random(seed)
        arcs = [sorted(draw.sample(range(5), draw.randint(1, 3))) for _ in range(5)]
        supply, capacity = [draw.randint(1, 4) for _ in range(5)], [draw.randint(1, 5) for _ in range(5)]
        sets = [[i for i in range(5) if bits >> i & 1] for bits in range(1, 32)]
        open_to = [{sink for i in some for sink in arcs[i]} for some in sets]
        short = [
            (set(some), sinks)
            for some, sinks in zip(sets, open_to, strict=True)
            if sum(supply[i] for i in some) > sum(capacity[sink] for sink in sinks)
        ]
        cut = _unserved(supply, arcs, capacity)
        assert cut in short if cut else not short, seed
        stuck += cut is not None
    assert 400 < stuck < 1_100
