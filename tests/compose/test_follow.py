"""How an outline is followed: what is dealt how often, with which seeds, and where those go who must leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import follow
from netcompose.compose.aggregate import Outline
from netcompose.compose.deal import Deal
from netcompose.compose.follow import DEALS, filled, followed
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GOALS = [{"goal": "mix", "attribute": "department", "rank": 1}]
DRAWN = Outline(0, (("2", ("0", "1", "2")),))


def made(departments: str = "ABCABCABC", networks: int = 3, **fields: Any) -> Table:
    people = [leader(str(i), department=d, **fields.get(str(i), {})) for i, d in enumerate(departments)]
    return Table(scenario(people, policy(f"1-{len(people)}", networks, goals=GOALS, duties={})))


class Dealt:
    """A deal that is as good as a test says; everything that is done with it is noted."""

    noted: list[tuple[Any, ...]]
    states: list[tuple[int, int]]
    finishes: bool

    def __init__(self, table: Table, seed: int, seats: list[int] | None = None) -> None:
        self.noted.append(("dealt", table.people, table.networks, seed, seats))
        self.books = self
        self.state = self.states.pop(0) if self.states else (0, 0)
        self.network_of = [seed % len(table.networks)] * len(table.people)

    @property
    def finished(self) -> bool:
        return self.finishes and self.state == (0, 0)

    def mend(self, steps: int, stop: Callable[[], bool]) -> None:
        self.noted.append(("mended", steps, stop))


@pytest.fixture
def dealt(monkeypatch: pytest.MonkeyPatch) -> type[Dealt]:
    Dealt.noted, Dealt.states, Dealt.finishes = [], [], True
    monkeypatch.setattr(follow, "Deal", Dealt)
    return Dealt


OTHERS = tuple("345678")


def attempts(dealt: type[Dealt]) -> list[int]:
    return [note[3] for note in dealt.noted if note[0] == "dealt" and note[1] == OTHERS]


def test_the_networks_left_are_dealt_until_a_deal_is_the_best_that_is_possible(dealt: type[Dealt]) -> None:
    dealt.states = [(1, 0), (0, 0)]
    stop = lambda: False  # noqa: E731
    whole = filled(made(), DRAWN, 7, stop)
    assert dealt.noted == [
        ("dealt", OTHERS, ("1", "3"), 7, None),
        ("mended", 1_500, stop),
        ("dealt", OTHERS, ("1", "3"), 8, None),
        ("mended", 1_500, stop),
        # the second, which is the better one, has everybody in its first network
        ("dealt", tuple("012345678"), ("1", "2", "3"), 7, [1, 1, 1, 0, 0, 0, 0, 0, 0]),
        ("mended", 300, stop),
    ]
    assert isinstance(whole, Dealt)


@pytest.mark.parametrize(
    ("states", "best"),
    [
        ([(0, 5), (0, 4), (0, 6), (0, 3)], 3),
        ([(0, 3), (0, 4), (0, 6), (0, 3)], 0),  # the first of equals
        ([(1, 0), (0, 9), (0, 9), (2, 0)], 1),
    ],
)
def test_of_so_many_deals_the_best_is_taken(dealt: type[Dealt], states: list[tuple[int, int]], best: int) -> None:
    dealt.states = states.copy()
    filled(made(), DRAWN, 10)
    assert attempts(dealt) == [10 + attempt for attempt in range(DEALS)] == [10, 11, 12, 13]
    seats = dealt.noted[-2][4]
    assert seats == [1, 1, 1, *[2 if (10 + best) % 2 else 0] * 6]


def test_a_stop_is_heeded_between_deals(dealt: type[Dealt]) -> None:
    dealt.states = [(1, 0), (0, 5)]
    filled(made(), DRAWN, 10, lambda: True)
    assert attempts(dealt) == [10]


def test_an_outline_of_all_networks_or_of_all_people_leaves_nothing_to_deal(dealt: type[Dealt]) -> None:
    everybody = tuple((network, tuple(str(i) for i in range(9) if i % 3 == int(network) - 1)) for network in "123")
    filled(made(), Outline(0, everybody), 4)
    crowded = Outline(0, (("1", tuple("012345678")),))
    filled(made(), crowded, 5)
    assert [note[1:] for note in dealt.noted if note[0] == "dealt"] == [
        (tuple("012345678"), ("1", "2", "3"), 4, [0, 1, 2] * 3),
        (tuple("012345678"), ("1", "2", "3"), 5, [0] * 9),
    ]
    assert filled(made(), Outline(0, None), 1) is None


# -- by exchanges -----------------------------------------------------------------------------------------------------


def following(
    monkeypatch: pytest.MonkeyPatch, table: Table, seats: list[int], drawn: Outline
) -> tuple[Deal, list[tuple[Any, ...]]]:
    """A deal once it has followed an outline, and what was held and mended, which is not done."""
    noted: list[tuple[Any, ...]] = []
    deal = Deal(table, 1, seats)

    def hold(self: Deal, networks: Iterable[int]) -> None:
        noted.append(("held", *networks))

    def mend(self: Deal, steps: int, stop: Callable[[], bool]) -> None:
        noted.append(("mended", steps, stop()))

    monkeypatch.setattr(Deal, "hold", hold)
    monkeypatch.setattr(Deal, "mend", mend)
    followed(table, drawn, deal, 77, lambda: True)
    return deal, noted


def test_what_follows_an_outline_is_held_while_the_others_are_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Outline(0, (("2", ("0", "1")), ("3", ("2",))))
    _, noted = following(monkeypatch, made("ABCD"), [0, 1, 2, 0], drawn)
    assert noted == [("held", 1, 2), ("mended", 77, True), ("held",), ("mended", 77, True)]
    _, noted = following(monkeypatch, made("ABCD"), [0, 1, 2, 0], Outline(0, None))
    assert noted == [("held",), ("mended", 77, True), ("held",), ("mended", 77, True)]


def test_who_comes_takes_the_seat_of_the_one_whose_going_costs_least(monkeypatch: pytest.MonkeyPatch) -> None:
    # 0 (A) is to sit in network 2 instead of 2 (B) or 3 (A); with 1 (B) in network 1 it is 3 who goes
    deal, _ = following(monkeypatch, made("ABBAC", 2), [0, 0, 1, 1, 1], Outline(0, (("2", ("0", "2", "4")),)))
    assert deal.books.network_of == [1, 0, 1, 0, 1]
    # if both 2 and 3 are to go and 0 and 1 come, each by one exchange
    deal, _ = following(monkeypatch, made("ABBAC", 2), [0, 0, 1, 1, 1], Outline(0, (("2", ("0", "1", "4")),)))
    assert deal.books.network_of == [1, 1, 0, 0, 1]


def test_who_comes_moves_where_nobody_is_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    deal, _ = following(monkeypatch, made("ABC", 2), [0, 0, 1], Outline(0, (("2", ("0", "2")),)))
    assert deal.books.network_of == [1, 0, 1]


@pytest.mark.parametrize(
    ("departments", "seats", "goes"),
    [
        ("XABCD", [0, 0, 1, 2, 2], 1),  # to the smallest
        ("XABXB", [0, 0, 1, 2, 2], 1),
        ("XAXBB", [0, 0, 1, 2, 1], 2),  # of as many the one where they cost least
        ("XABXC", [0, 0, 1, 2, 0], 1),
    ],
)
def test_who_must_go_goes_where_there_is_most_room_then_where_they_cost_least(
    monkeypatch: pytest.MonkeyPatch, departments: str, seats: list[int], goes: int
) -> None:
    stay = tuple(str(i) for i, seat in enumerate(seats) if seat == 0 and i)
    deal, _ = following(monkeypatch, made(departments), seats, Outline(0, (("1", stay),)))
    assert deal.books.network_of == [goes, *seats[1:]]


def test_who_must_go_does_not_stay_because_there_is_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    deal, _ = following(monkeypatch, made("ABCDE", 2), [0, 1, 1, 1, 1], Outline(0, (("1", ()),)))
    assert deal.books.network_of == [1, 1, 1, 1, 1]


def test_who_may_not_move_neither_comes_nor_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"0": {"network": "1", "locked": True}, "1": {"together": ("2",)}}
    table = made("ABCDE", 2, **held)
    deal, _ = following(monkeypatch, table, [0, 1, 1, 0, 1], Outline(0, (("1", ("1", "4")),)))
    # 0 is locked there, 1 does not come without 2; 4 comes, in exchange for 3
    assert deal.books.network_of == [0, 1, 1, 1, 0]
