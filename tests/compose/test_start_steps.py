"""Dealing around by hand: how weights become bytes, who waits, and where somebody goes whom nobody may meet."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from netcompose.compose import start
from netcompose.compose.books import Books
from netcompose.compose.start import CLOSED, Around, _least
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

OFF = {"reporting_line": "off", "mentor_supply": False}
DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
CHURN: dict[str, Any] = {"goal": "churn", "rank": 3}


class Fixed(Random):
    """Begins where it is told to."""

    begin = 0.0

    def random(self) -> float:
        return self.begin


def books(
    departments: str,
    number: int,
    *goals: dict[str, Any],
    seats: str = "",
    largest: int = 9,
    present: str = "",
    apart: str = "",
) -> Books:
    """People of these departments; those with seats sit already, the others do not. `apart` may not meet the last of all."""
    last = str(len(departments) - 1)
    people = [
        leader(
            str(i),
            department=d,
            workplace=d,
            network=present[i] if present else None,
            apart=(last,) if str(i) in apart else (),
        )
        for i, d in enumerate(departments)
    ]
    given = policy(size=f"1-{largest}", number=number, goals=goals or (DEPARTMENT,), duties={}, rules=OFF)
    made = Table(scenario(people, given))
    found = Books(made, made.flat_weights())
    for person, network in enumerate(seats):
        found.seat(person, int(network) - 1)
    return found


def around(made: Books, begin: float = 0.0) -> Around:
    dealt = Around(made, Fixed())
    dealt.random.begin = begin  # type: ignore[attr-defined]
    return dealt


# -- bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("largest", "suits"), [(63, True), (64, False)])
def test_networks_suit_when_every_layer_has_room_in_a_byte(largest: int, suits: bool) -> None:
    made = books("AABB", 2, DEPARTMENT, {"goal": "even_size", "rank": 2}, largest=largest)
    assert Around.suits(made) is suits


def test_weights_are_as_they_are_when_they_fit() -> None:
    made = books("AABB", 2, {**DEPARTMENT, "weight": 12}, {**CHURN, "weight": 19}, present="1122")
    dealt = around(made)  # nine of twelve each, and nineteen: 127
    assert (dealt.weights, dealt.home_weight) == ([12], 19)


def test_the_largest_cost_that_fits_is_not_yet_closed() -> None:
    """Nine of A, and not where somebody sits now: 127; in the other network there are more members than in any round."""
    departments, sitting = "A" * 9 + "B" * 11 + "A", "1" * 9 + "2" * 11
    made = books(departments, 2, {**DEPARTMENT, "weight": 12}, {**CHURN, "weight": 19}, seats=sitting, present="2" * 21)
    assert best(made, 20) == 0


def test_weights_are_in_proportion_when_they_would_not_fit() -> None:
    made = books("AABB", 2, {**DEPARTMENT, "weight": 12}, {**CHURN, "weight": 20}, present="1122")
    dealt = around(made)  # 128
    assert (dealt.weights, dealt.home_weight) == ([11], 20 * 127 // 128)
    heavy = around(books("AABB", 2, {**DEPARTMENT, "weight": 100}, {**CHURN, "weight": 400}, present="1122"))
    assert (heavy.weights, heavy.home_weight) == ([100 * 127 // 1_300], 400 * 127 // 1_300)
    wanted = around(books("AABB", 2, {"goal": "same", "attribute": "workplace", "rank": 1, "weight": 50}))
    assert wanted.weights == [50 * 127 // 900, -(50 * 127 // 900)]  # toward nothing, both


def test_counts_are_bytes_of_a_whole_number_where_a_category_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "COLUMN", 3)
    made = books("BBAAACC", 3, seats="1132213")
    dealt = around(made)
    assert dealt.columns == [{0: (1 << 16) + (2 << 8)}]  # of three A one in the third, two in the second
    assert dealt.listed == [{1: [0, 0], 2: [0, 2]}]
    assert (dealt.sizes, dealt.round, dealt.waiting, dealt.closed) == ([3, 2, 2], 2, 0, 0)
    assert dealt.ones == 0x010101
    dealt._count(2, 0)
    dealt._count(5, 1)
    assert dealt.columns == [{0: (1 << 16) + (2 << 8) + 1}]
    assert dealt.listed == [{1: [0, 0], 2: [0, 2, 1]}]


# -- rounds ----------------------------------------------------------------------------------------------------------


def test_a_round_is_the_first_that_some_network_has_not_had() -> None:
    dealt = around(books("ABCDEFGH", 3, seats="11122"))
    dealt._next_round()
    assert (dealt.round, dealt.waiting, dealt.closed) == (1, 1, (CLOSED << 8) + CLOSED)
    dealt.deal([5])
    assert (dealt.sizes, dealt.waiting) == ([3, 2, 1], 0)
    assert dealt.closed == CLOSED * 0x010101
    dealt._next_round()
    assert (dealt.round, dealt.waiting, dealt.closed) == (2, 1, CLOSED * 0x0101)
    dealt.deal([6, 7])
    assert (dealt.sizes, dealt.round) == ([3, 3, 2], 3) or (dealt.sizes, dealt.round) == ([3, 2, 3], 3)
    assert [len(members) for members in dealt.books.members] == dealt.sizes


def test_everybody_is_dealt_one_to_each_network_in_a_round() -> None:
    for begin in (0.0, 0.5, 0.99):
        dealt = around(books("ABCDEFG", 3), begin)
        dealt.deal([0, 1, 2])
        first = [dealt.books.network_of[p] for p in (0, 1, 2)]
        assert sorted(first) == [0, 1, 2]
        assert first[0] == int(begin * 3)
        dealt.deal([3, 4, 5, 6])
        assert sorted(dealt.sizes) == [2, 2, 3]
        assert dealt.round == 3


# -- the best network ------------------------------------------------------------------------------------------------


def best(made: Books, person: int, begin: float = 0.0) -> int:
    dealt = around(made, begin)
    dealt._next_round()
    return dealt._best(person)


@pytest.mark.parametrize("column", [2, 16])
def test_somebody_goes_where_they_cost_least_of_the_networks_that_wait(
    monkeypatch: pytest.MonkeyPatch, column: int
) -> None:
    monkeypatch.setattr(start, "COLUMN", column)
    for weight in (1, 3):
        made = books("AAABBAC", 3, {**DEPARTMENT, "weight": weight}, seats="112233")
        # of A two sit in the first, one each in the others, of B one each in the second
        assert best(made, 6) == 0  # the only one of C, anywhere
        assert best(made, 6, 0.4) == 1
    made = books("AAABAB", 3, seats="1123")
    assert {best(made, 4, begin) for begin in (0.0, 0.4, 0.9)} == {2}
    assert {best(made, 5, begin) for begin in (0.0, 0.4, 0.9)} == {1}  # the first does not wait, the third has B


def test_wanted_company_and_the_present_network_count_together() -> None:
    same = {"goal": "same", "attribute": "workplace", "rank": 1, "weight": 2}
    made = books("AABBA", 3, same, {**CHURN, "weight": 1}, seats="1223", present="11223")
    dealt = around(made)
    dealt._next_round()
    assert dealt._best(4) == 0  # beside an A: where they sit now there is only B
    alone = books("AABBA", 3, {**same, "weight": 1}, {**CHURN, "weight": 3}, seats="1223", present="11223")
    assert best(alone, 4) == 2  # where they sit now, for that counts more
    full = books("BCBBBA", 3, DEPARTMENT, CHURN, seats="11233", present="222221")
    assert best(full, 5) == 1  # where they sit now nobody waits
    unweighed = books("AABBA", 3, DEPARTMENT, seats="1223", present="11223")
    assert best(unweighed, 4) == 2  # the only one without an A


def test_nobody_goes_to_whom_they_may_not_meet_unless_all_that_wait_have_such() -> None:
    made = books("ABCDE", 3, seats="123", apart="01")
    assert best(made, 4) == 2
    assert best(made, 4, 0.9) == 2
    everywhere = books("ABCE", 3, seats="123", apart="012")
    for begin in (0.0, 0.4, 0.9):
        assert best(everywhere, 3, begin) == int(begin * 3)  # the best of those that wait
    waiting = books(
        "ABCDE", 3, seats="1223", apart="03"
    )  # the first has one, and so has the third; the second does not wait
    assert {best(waiting, 4, begin) for begin in (0.0, 0.4, 0.9)} == {0, 2}
    sole = books("EABE", 3, seats="123", apart="12")
    assert {best(sole, 3, begin) for begin in (0.0, 0.4, 0.9)} == {
        0
    }  # beside one of their own kind, which the others are not
    closed = books("ABCDE", 3, seats="1223", apart="013")
    assert {best(closed, 4, begin) for begin in (0.0, 0.4, 0.9)} == {0, 2}  # the second has such, and does not wait
    unseated = books("ABCDE", 3, seats="112", apart="3")
    assert {best(unseated, 4, begin) for begin in (0.0, 0.4, 0.9)} == {2}  # whom they may not meet has no seat yet
    costly = books("EBCE", 3, seats="123", apart="012")
    assert {best(costly, 3, begin) for begin in (0.0, 0.4, 0.9)} == {1, 2}  # and beside nobody of their own kind


# -- the least byte --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("costs", "begin", "found"),
    [
        ([5, 3, 3], 0, 1),
        ([5, 3, 3], 2, 2),
        ([3, 5, 3], 1, 2),
        ([3, 5, 5], 1, 0),  # around
        ([3, 3, 5], 2, 0),
        ([0, 1, 2], 2, 0),
        ([127, 128, 255], 1, 0),
        ([128, 200, 255], 0, -1),
        ([7], 0, 0),
    ],
)
def test_the_least_byte_is_the_first_from_where_it_is_begun(costs: list[int], begin: int, found: int) -> None:
    assert _least(bytearray(costs), begin) == found
