"""Polish by hand: which exchange is made for a wrong thing, who may not go back for a while, and when it is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netcompose.compose import polish as polishing
from netcompose.compose.deal import Deal
from netcompose.compose.polish import LOOKED, TENURE, Polish
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

OFF = {"reporting_line": "off", "mentor_supply": False}
DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}


def polish(departments: str, size: str, way: str, seed: int = 1, *goals: dict[str, Any]) -> Polish:
    """A polish of people of these departments, who sit in the networks of these numbers; its aim cannot be reached."""
    people = [leader(f"{i:02}", department=d, workplace=d, network="1") for i, d in enumerate(departments)]
    number = max(map(int, way))
    made = Table(scenario(people, policy(size=size, number=number, goals=goals or (DEPARTMENT,), duties={}, rules=OFF)))
    deal = Deal(made, seed, [int(n) - 1 for n in way])
    deal.books.target = -1
    return Polish(deal)


def shown(made: Polish) -> str:
    return "".join(str(n + 1) for n in made.books.network_of)


def offered(monkeypatch: pytest.MonkeyPatch, made: Polish, *pairs: tuple[int, int]) -> None:
    """These exchanges would mend the wrong thing."""
    monkeypatch.setattr(made, "_exchanges", lambda network, item: iter(pairs) if (network, item) == THIS else iter(()))


FAULT: Any = ("crowded", 0, 0)
THIS = (0, FAULT)


# -- one exchange ----------------------------------------------------------------------------------------------------


def test_the_best_of_the_exchanges_is_made_the_first_of_equals(monkeypatch: pytest.MonkeyPatch) -> None:
    """AAB | CDF | AAE: an A of the first to the second saves a pair; in the third it would be for another A."""
    made = polish("AABCDFAAE", "3", "111222333")
    offered(monkeypatch, made, (0, 2), (1, 1), (0, 1))
    made._mend(*THIS)
    assert made.books.network_of[1] == 1
    assert made.books.network_of[0] == 0
    again = polish("ABCDEF", "2", "112233")
    offered(monkeypatch, again, (1, 1), (1, 2), (0, 1))
    again._mend(*THIS)
    assert shown(again) == "121233"  # nothing helps, nothing harms: C for B


def test_an_exchange_is_made_even_when_it_costs_something(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("ABAB", "2", "1122")
    before = made.books.cost
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert made.books.cost == before  # A for A is the least
    made = polish("ABBC", "2", "1122")
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert shown(made) == "2121"  # for B there would be a pair
    dear = polish("ACBB", "2", "1212")  # AB | CB
    offered(monkeypatch, dear, (0, 1))
    dear.tabu[1, 0] = 9  # C may not come
    dear._mend(*THIS)
    assert (shown(dear), dear.books.cost) == ("2211", 1)


def test_the_first_that_helps_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """AA | BC | DE: the second A need not be looked at, though one who changes nothing comes first."""
    made = polish("AABCDE", "2", "112233")
    asked: list[tuple[int, int]] = []
    best_swap = made.books.best_swap

    def noted(person: int, place: int, partners: list[int]) -> tuple[int, int, int]:
        asked.append((person, place))
        return best_swap(person, place, partners)

    monkeypatch.setattr(made.books, "best_swap", noted)
    offered(monkeypatch, made, (2, 2), (0, 1), (1, 2))
    made._mend(*THIS)
    assert asked == [(2, 2), (0, 1)]
    assert made.books.cost == 0


def test_whoever_is_there_already_may_not_change_or_is_forbidden_to_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for step, until, moves in [(0, 0, True), (0, 1, False), (5, 5, True), (5, 6, False)]:
        made = polish("AABC", "2", "1122")
        made.step = step
        if until:
            made.tabu[0, 1] = until
        offered(monkeypatch, made, (2, 1), (0, 1))
        made._mend(*THIS)
        assert (made.books.network_of[0] == 1) is moves
    made = polish("AABC", "2", "1122")
    made.deal.swappable = [False, True, True, True]
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert shown(made) == "1122"


def test_so_is_a_partner_who_may_not_change_or_is_forbidden_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for step, until, partner in [(0, 0, "2"), (0, 1, "3"), (5, 5, "2"), (5, 6, "3")]:
        made = polish("AABC", "2", "1122")
        made.step = step
        if until:
            made.tabu[2, 0] = until
        offered(monkeypatch, made, (0, 1))
        made._mend(*THIS)
        assert shown(made) == {"2": "2112", "3": "2121"}[partner]
    made = polish("AABC", "2", "1122")
    made.deal.swappable = [True, True, False, True]
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert shown(made) == "2121"
    made = polish("AABC", "2", "1122")
    made.deal.swappable = [True, True, False, False]
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert shown(made) == "1122"  # nobody to change places with, and no room to move
    more = polish("AABCDE", "2", "112233")
    more.tabu[2, 0] = more.tabu[3, 0] = 9
    offered(monkeypatch, more, (0, 1), (0, 2))
    more._mend(*THIS)
    assert more.books.network_of[0] == 2  # where there is somebody


def test_the_first_person_of_all_is_a_partner_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("BAA", "1-2", "122", 1)
    made.deal.swappable = [True, True, True]
    monkeypatch.setattr(made.deal, "may_move", lambda home, place: False)
    monkeypatch.setattr(made, "_exchanges", lambda network, item: iter([(1, 0)]))
    made._mend(1, FAULT)
    assert shown(made) == "212"
    assert set(made.tabu) == {(1, 1), (0, 0)}


def test_who_can_leave_without_an_exchange_does_so_when_that_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("AABC", "1-3", "1122")
    offered(monkeypatch, made, (0, 1))
    made._mend(*THIS)
    assert made.books.cost == 0
    assert sorted(made.books.network_of[1:]) == [0, 0, 1]  # as good as a move: the exchange stays
    alone = polish("AABB", "1-3", "1122")
    offered(monkeypatch, alone, (0, 1))
    alone.tabu[2, 0] = alone.tabu[3, 0] = 9
    alone._mend(*THIS)
    assert shown(alone) == "2122"
    assert set(alone.tabu) == {(2, 0), (3, 0), (0, 0)}
    better = polish("AAAB", "1-3", "1112")
    offered(monkeypatch, better, (0, 1))
    monkeypatch.setattr(better.books, "best_swap", lambda person, place, partners: (0, -1, 3))
    better._mend(*THIS)
    assert shown(better) == "2112"


def test_where_nothing_can_be_exchanged_nothing_is() -> None:
    made = polish("AABC", "2", "1122")
    made.tabu = {(person, 1 - home): 9 for person, home in enumerate(made.books.network_of)}
    made._mend(0, ("crowded", 0, 0))
    assert shown(made) == "1122"


def test_nobody_goes_back_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths = set()
    for seed in range(60):
        made = polish("AABC", "2", "1122", seed)
        made.step = 100
        made._take(0, 1, 2)
        assert set(made.tabu) == {(0, 0), (2, 1)}
        [until] = set(made.tabu.values())
        lengths.add(until - 100)
    assert lengths == set(range(TENURE[0], TENURE[1] + 1))


def test_only_the_two_networks_concerned_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("AABBCD", "2", "112233")
    assert set(made.wrong) == {0, 1}
    looked: list[int] = []
    of = made.faults.of

    def noted(n: int) -> Any:
        looked.append(n)
        return of(n)

    monkeypatch.setattr(made.faults, "of", noted)
    made._take(0, 2, 4)  # AC | BB | DA
    assert looked == [0, 2]
    assert set(made.wrong) == {1}
    made._take(2, 0, 4)  # AB | BC | DA
    assert made.wrong == {}
    still = polish("AAAABBBB", "4", "11112222")
    still._take(0, 1, 4)  # BAAA | ABBB
    assert still.wrong == {0: list(still.faults.of(0)), 1: list(still.faults.of(1))}
    assert all(still.wrong.values())


def test_held_networks_are_not_polished() -> None:
    made = polish("AABBCC", "2", "112233")
    made.deal.hold([1])
    assert set(Polish(made.deal).wrong) == {0, 2}


# -- many ------------------------------------------------------------------------------------------------------------


def scripted(monkeypatch: pytest.MonkeyPatch, made: Polish, ways: Iterable[str]) -> list[tuple[int, Any]]:
    """Each step ends with everybody seated so."""
    asked: list[tuple[int, Any]] = []
    coming = iter(ways)

    def mend(network: int, item: Any) -> None:
        asked.append((network, item))
        made.deal.reseat([int(n) - 1 for n in next(coming)])

    monkeypatch.setattr(made, "_mend", mend)
    return asked


def test_the_best_that_was_seen_is_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("AABBCC", "2", "112233")
    asked = scripted(monkeypatch, made, ["121233", "123213", "112233", "112323"])
    made.run(4)
    assert len(asked) == 4
    assert made.step == 4
    assert shown(made) == "123213"
    assert all(item in made.wrong[network] for network, item in asked)


def test_polish_ends_when_nothing_better_exists_or_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("AABBCC", "2", "112233")
    made.books.target = 1
    assert len(scripted(monkeypatch, made, ["112323"] * 9)) == 0
    made.run(9)
    assert made.step == 1
    right = polish("AABBCC", "2", "112233")
    right.wrong = {}
    right.run(9)
    assert right.step == 0
    none = polish("AABBCC", "2", "112233")
    scripted(monkeypatch, none, [])
    none.run(0)
    assert none.step == 0


def test_it_is_asked_whether_to_stop_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    made = polish("AABBCC", "2", "112233")
    scripted(monkeypatch, made, ["112233"] * 200)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(made.step)
        return made.step == 128

    made.run(200, stop)
    assert asked == [0, 64, 128]
    assert made.step == 128


# -- what would mend it ----------------------------------------------------------------------------------------------


def sorted_out(made: Polish, network: int, item: Any) -> list[tuple[int, int]]:
    return sorted(made._exchanges(network, item))


def test_exchanges_for_each_wrong_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    """AAAB | AAC | AB | BC."""
    made = polish("AAABAACABBC", "1-4", "11112223344")
    every = [0, 1, 2, 3]
    assert sorted_out(made, 0, ("crowded", 0, 0)) == [(p, n) for p in (0, 1, 2) for n in (2, 3)]
    assert sorted_out(made, 3, ("lacking", 0, 0)) == [(p, 3) for p in (0, 1, 2, 4, 5)]
    assert sorted_out(made, 0, ("meets", 2, 0)) == [(2, n) for n in every]
    churning = polish("ABCD", "1-4", "1122", 1, {"goal": "churn", "rank": 1})
    assert sorted_out(churning, 1, ("away", 2, 0)) == [(2, 0)]
    assert sorted_out(made, 0, ("apart", 3, 0)) == [(3, n) for n in (0, 2, 3)]
    monkeypatch.setattr(made.deal, "drawn", lambda: [1, 2, 3, 0])
    pairs = list(made._exchanges(0, ("tally", 0, 0)))
    leaving, coming = pairs[:12], pairs[12:]
    people = {person for person, _ in leaving}
    assert len(people) == 3
    assert people <= {0, 1, 2, 3}
    assert sorted(leaving) == sorted((person, n) for person in people for n in every)
    assert coming == [(person, 0) for person in (4, 5, 6, 7, 8, 9, 10)]
    two = list(made._exchanges(2, ("tally", 0, 0)))
    assert {person for person, _ in two[:8]} == {7, 8}
    assert len(two) == 8 + 3 + 2 + 2


def test_so_many_networks_are_looked_at_for_one_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polishing, "LOOKED", 2)
    made = polish("AAAAABABABAB", "1-4", "111122334455")
    for item, network in [
        (("crowded", 0, 0), 0),
        (("meets", 0, 0), 0),
        (("apart", 0, 0), 0),
        (("tally", 0, 0), 4),
    ]:
        pairs: Any = list(made._exchanges(network, item))  # type: ignore[arg-type]
        assert len({n for _, n in pairs if n != network}) <= 2
    monkeypatch.setattr(made.deal, "fuller", lambda rows, c, least: [0, 1, 2])
    assert {made.books.network_of[p] for p, _ in made._exchanges(4, ("lacking", 0, 0))} == {0, 1}
    assert LOOKED > 2
