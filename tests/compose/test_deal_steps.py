"""The parts of a deal by hand: who begins where, what is mended by whom, and that it is left off when it does not help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import deal as deals
from netcompose.compose.deal import Deal
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from netcompose.compose.books import Books
    from netcompose.organisation import Person

DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
WORKPLACE: dict[str, Any] = {"goal": "mix", "attribute": "workplace", "rank": 2}
CHURN: dict[str, Any] = {"goal": "churn", "rank": 3}
OFF = {"reporting_line": "off", "mentor_supply": False}


def table(people: list[Person], size: str, number: int, *goals: dict[str, Any], **more: Any) -> Table:
    return Table(scenario(people, policy(size=size, number=number, goals=goals, duties={}, rules=OFF, **more)))


def lettered(departments: str, size: str, number: int) -> Table:
    """One of each letter's department, in order."""
    return table([leader(f"{i:02}", department=d) for i, d in enumerate(departments)], size, number, DEPARTMENT)


def seated(made: Table, way: str, seed: int = 1) -> Deal:
    """A deal in which everybody sits in the network of this number."""
    return Deal(made, seed, [int(n) - 1 for n in way])


def shown(deal: Deal) -> str:
    return "".join(str(n + 1) for n in deal.books.network_of)


# -- who begins where ------------------------------------------------------------------------------------------------


def grouped() -> Table:
    """One locked to each network, two who must sit together, two with somebody who is locked, and two alone."""
    people = [
        leader("0", network="1", locked=True),
        leader("1", network="2", locked=True),
        leader("2", together=("3",)),
        leader("3"),
        leader("4", together=("0",)),
        leader("5"),
        leader("6", together=("1",)),
        leader("7"),
    ]
    return table(people, "1-6", 2, DEPARTMENT)


def test_only_those_who_are_neither_locked_nor_in_a_group_change_seats() -> None:
    made = grouped()
    assert made.units == [(0, 4), (1, 6), (2, 3), (5,), (7,)]
    deal = Deal(made, 1)
    assert deal.unit_of == [0, 1, 2, 2, 0, 3, 1, 4]
    assert deal.alone == [False, False, False, True, True]
    assert deal.swappable == [False, False, False, False, False, True, False, True]
    people = [leader("0", network="1", locked=True), leader("1", network="2", locked=True), leader("2"), leader("3")]
    assert Deal(table(people, "2", 2, DEPARTMENT), 1).swappable == [False, False, True, True]


def test_whoever_is_locked_begins_there_with_their_group() -> None:
    seats = Deal(grouped(), 1).books.network_of
    assert [seats[i] for i in (0, 4, 1, 6)] == [0, 0, 1, 1]
    assert seats[2] == seats[3]


def test_the_round_of_networks_is_long_enough_to_begin_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    made = lettered("ABCDEFGH", "1-2", 8)
    monkeypatch.setattr(deals, "FEW", 8)
    all_of_them = Deal(made, 3)
    assert all_of_them.everywhere == []  # a stretch has them all
    assert sorted(all_of_them.round[:8]) == list(range(8))
    assert all_of_them.round[8:] == all_of_them.round[:7]
    assert all_of_them.round != Deal(made, 4).round
    monkeypatch.setattr(deals, "FEW", 3)
    some = Deal(made, 3)
    assert some.everywhere == some.round[:8] == all_of_them.round[:8]
    assert some.round[8:] == some.round[:2]
    assert {len(some.drawn()) for _ in range(30)} == {3}


class Around:
    """In the place of dealing around: notes who is dealt, in which order."""

    fits = True
    dealt: list[Any]

    def __init__(self, books: Books, random: Random) -> None:
        self.books = books
        self.dealt.append(random)

    @staticmethod
    def suits(books: Books) -> bool:
        assert books.table is not None
        return Around.fits

    def deal(self, people: Sequence[int]) -> None:
        self.dealt.append(list(people))
        for person in people:
            self.books.seat(person, 0)


@pytest.fixture
def around(monkeypatch: pytest.MonkeyPatch) -> type[Around]:
    monkeypatch.setattr(deals, "Around", Around)
    monkeypatch.setattr(Around, "fits", True)
    Around.dealt = []
    return Around


def test_equals_are_dealt_one_after_the_other_every_second_run_backwards(around: type[Around]) -> None:
    people = [leader(str(i), department=d, workplace=w) for i, (d, w) in enumerate(["BP", "AQ", "AP", "BQ", "BP"])]
    deal = Deal(table(people, "1-5", 2, DEPARTMENT, WORKPLACE), 1)
    assert around.dealt == [deal.random, [2, 1, 3, 0, 4]]  # A P, A Q, then B Q, B P
    assert shown(deal) == "11111"


def test_the_key_to_sort_by_turns_after_every_odd_category(around: type[Around]) -> None:
    people = [leader(str(i), department=d) for i, d in enumerate("AABB")]
    deal = Deal(table(people, "1-5", 2, DEPARTMENT), 1)
    deal.books.kinds = [(3, 2, 1), (2, 5, 4), (-1, 3, 6), (9, 8, 7)]
    assert [deal._sorting_key(u) for u in range(4)] == [(3, -2, 1, 0), (2, 5, -4, 1), (-1, -3, -6, 2), (9, -8, 7, 3)]


def test_groups_are_seated_before_everybody_else_is_dealt_around(around: type[Around]) -> None:
    deal = Deal(grouped(), 1)
    assert around.dealt[1:] == [[5, 7]]
    assert deal.books.network_of[2] == deal.books.network_of[3] >= 0
    around.dealt.clear()
    Around.fits = False
    assert -1 not in Deal(grouped(), 1).books.network_of
    assert around.dealt == []
    everybody = [leader(str(i), network="1", locked=True) for i in range(3)]
    Around.fits = True
    Deal(table(everybody, "1-3", 1, DEPARTMENT), 1)
    assert around.dealt == []  # nobody is left to deal


def test_larger_groups_are_seated_first(around: type[Around]) -> None:
    """Four of seven fit into a network: three and one; two take the other, with whoever is left."""
    people = [
        leader("0", together=("1",)),
        leader("1"),
        leader("2", together=("3",)),
        leader("3", together=("4",)),
        leader("4"),
        leader("5"),
        leader("6"),
    ]
    Around.fits = False
    assert shown(Deal(table(people, "3-4", 2, DEPARTMENT), 1)) == "2211121"


def test_entering_a_network_costs_its_pairs_its_foes_and_the_present_seats() -> None:
    people = [
        leader("0", department="A", network="2", together=("1",), apart=("2",)),
        leader("1", department="B", network="2", apart=("2", "4")),
        leader("2", department="A"),
        leader("3", department="A"),
        leader("4", department="B"),
        leader("5", department="C"),
    ]
    made = table(people, "1-6", 2, {**DEPARTMENT, "weight": 3}, {**CHURN, "weight": 5})
    deal = seated(made, "112221")
    for person in (0, 1):
        deal.books.unseat(person)
    # in the first only C sits, and neither of the two is at home there; in the second are two A, one B and three foes
    assert deal._entering((0, 1), 0) == (0, 5 + 5)
    assert deal._entering((0, 1), 1) == (3, 3 * 2 + 3 * 1)
    assert deal._entering((0,), 0) == (0, 5)
    assert deal._entering((5,), 1) == (0, 0)
    unweighed = seated(table(people, "1-6", 2, DEPARTMENT), "112221")
    for person in (0, 1):
        unweighed.books.unseat(person)
    assert unweighed._entering((0, 1), 0) == (0, 0)


def test_a_unit_begins_where_all_are_looked_at_or_a_few_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    made = lettered("ABCDEFGH", "1-3", 5)
    deal = seated(made, "11123123")
    looked: list[int] = []

    def entering(unit: tuple[int, ...], network: int) -> tuple[int, int]:
        looked.append(network)
        return 0, 0

    monkeypatch.setattr(deal, "_entering", entering)
    monkeypatch.setattr(deals, "FEW", 3)
    sizes = [len(members) for members in deal.books.members]
    assert sizes == [4, 2, 2, 0, 0]
    for unit, room in [((0,), {3, 4}), ((0, 1), {3, 4}), ((0, 1, 2), {3, 4}), ((0, 1, 2, 3), {0, 1, 2, 3, 4})]:
        looked.clear()
        assert deal._best_start(unit) in room
        assert set(looked) <= room
        assert len(looked) == min(3, len(room))
    for person in (3, 4):  # one of the second network, one of the third
        deal.books.unseat(person)
    monkeypatch.setattr(deals, "FEW", 4)
    looked.clear()
    assert deal._best_start((3,)) == 3  # the emptiest, and of these the first
    assert looked == [1, 2, 3, 4]
    looked.clear()
    assert deal._best_start((3, 4)) == 3
    assert looked == [3, 4]  # nobody has more than an even share
    for person in (5, 6, 7):
        deal.books.unseat(person)
    for network in (1, 2, 3, 4):
        deal.books.seat(3 if network == 1 else network + 3, network)
    assert deal.books.sums[0] == [3, 1, 1, 1, 1]
    looked.clear()
    assert deal._best_start((4, 0)) == 1
    assert looked == [1, 2, 3, 4]  # where no even share has room, up to the largest size


# -- repair ----------------------------------------------------------------------------------------------------------


def never_finished(deal: Deal) -> Deal:
    """The same with an aim that cannot be reached."""
    deal.books.target = -1
    return deal


def test_repair_goes_back_when_a_round_has_made_it_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = never_finished(seated(lettered("AABB", "2", 2), "1122"))
    done: list[Any] = []

    def spoil(network: int, fault: Any) -> None:
        done.append((network, fault))
        deal.books.move(0, 1)

    monkeypatch.setattr(deal, "_mend", spoil)
    monkeypatch.setattr(deal.faults, "of", lambda n: iter([("tally", 5, 6)] if n == 1 else []))
    deal.repair()
    assert done == [(1, ("tally", 5, 6))]
    assert shown(deal) == "1122"


def test_repair_stays_with_what_is_as_good_and_leaves_off(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = never_finished(seated(lettered("AABB", "2", 2), "1212"))
    monkeypatch.setattr(deal, "_mend", lambda network, fault: deal.books.swap(0, 1))
    monkeypatch.setattr(deal.faults, "of", lambda n: iter([("tally", 0, 0)] if n == 1 else []))
    deal.repair()
    assert shown(deal) == "2112"


def test_repair_looks_again_only_at_what_was_wrong_or_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """AA | BC | DE | FF: the first gives an A to the second; the last is wrong, and stays so."""
    deal = never_finished(seated(lettered("AABCDEFF", "2", 4), "11223344"))
    looked: list[int] = []
    of = deal.faults.of

    def noted(n: int) -> Any:
        looked.append(n)
        return of(n)

    def mend(network: int, fault: Any) -> None:
        if network == 0:
            deal.books.swap(0, 2)

    monkeypatch.setattr(deal.faults, "of", noted)
    monkeypatch.setattr(deal, "_mend", mend)
    deal.repair()
    assert looked == [0, 1, 2, 3, 0, 1, 3]


def test_repair_ends_as_soon_as_nothing_better_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = seated(lettered("AABCDEFF", "2", 4), "11223344")
    deal.books.target = 1
    done: list[int] = []

    def mend(network: int, fault: Any) -> None:
        done.append(network)
        deal.books.swap(*((0, 2) if network == 0 else (6, 4)))

    monkeypatch.setattr(deal, "_mend", mend)
    deal.repair()
    assert len(done) == 1
    done.clear()
    deal.repair()
    assert done == []


def test_what_is_wrong_is_gone_through_in_an_order_that_the_seed_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    def order(seed: int) -> tuple[int, ...]:
        deal = never_finished(seated(lettered("AABBCCDD", "2", 4), "11223344", seed))
        done: list[int] = []
        monkeypatch.setattr(deal, "_mend", lambda network, fault: done.append(network))
        deal.repair()
        return tuple(done)

    orders = [order(seed) for seed in range(8)]
    assert orders == [order(seed) for seed in range(8)]
    assert len(set(orders)) > 2
    assert all(sorted(some) == [0, 1, 2, 3] for some in orders)


class Polished:
    """In the place of a polish: notes what it is given."""

    runs: list[Any]

    def __init__(self, deal: Deal) -> None:
        self.deal = deal

    def run(self, steps: int, stop: Callable[[], bool]) -> None:
        self.runs.append((self.deal, steps, stop))


def test_what_is_repaired_is_polished_unless_nothing_better_exists_or_somebody_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deals, "Polish", Polished)
    Polished.runs = []
    repaired: list[Any] = []
    deal = never_finished(seated(lettered("AABB", "2", 2), "1122"))
    monkeypatch.setattr(deal, "repair", repaired.append)
    go, halt = (lambda: False), (lambda: True)
    deal.mend(77, go)
    assert (repaired, Polished.runs) == ([go], [(deal, 77, go)])
    deal.mend(77, halt)
    deal.books.target = deal.books.cost
    deal.mend(77, go)
    assert repaired == [go, halt, go]
    assert len(Polished.runs) == 1


def test_networks_that_are_held_are_left_alone_until_others_are() -> None:
    deal = Deal(grouped(), 1)
    deal.reseat([0, 1, 0, 0, 0, 0, 1, 1])
    free = [False, False, False, False, False, True, False, True]
    assert (deal.held, deal.swappable) == (frozenset(), free)
    deal.hold([0])
    assert (deal.held, deal.swappable) == (frozenset({0}), [*[False] * 7, True])
    deal.hold([1])
    assert (deal.held, deal.swappable) == (frozenset({1}), [*[False] * 5, True, False, False])
    deal.hold([0, 1])
    assert deal.swappable == [False] * 8
    deal.hold(())
    assert (deal.held, deal.swappable) == (frozenset(), free)


def test_other_weights_count_from_now_on() -> None:
    deal = seated(lettered("AABB", "2", 2), "1122")
    assert deal.state == (0, 2)
    deal.reweigh([7])
    assert deal.state == (0, 14)


# -- mending one thing -----------------------------------------------------------------------------------------------


def test_each_fault_is_mended_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = seated(table([leader(str(i), network=str(i % 2 + 1)) for i in range(4)], "2", 2, DEPARTMENT, CHURN), "1122")
    done: list[tuple[Any, ...]] = []
    for name in ("_thin_out", "_fill_up", "_improve", "_join", "_mend_network"):
        monkeypatch.setattr(deal, name, lambda *given, name=name: done.append((name, *given)))
    monkeypatch.setattr(deal, "drawn", lambda: ["drawn"])
    faults: list[Any] = [
        ("crowded", 5, 6),
        ("lacking", 5, 6),
        ("meets", 2, 0),
        ("away", 3, 0),
        ("apart", 2, 6),
        ("tally", 0, 0),
    ]
    for fault in faults:
        deal._mend(1, fault)
    assert done == [
        ("_thin_out", 5, 1, 6),
        ("_fill_up", 5, 1, 6),
        ("_improve", 2, ["drawn"]),
        ("_improve", 3, [1]),
        ("_join", 6, 2),
        ("_mend_network", 1),
    ]


def improving(monkeypatch: pytest.MonkeyPatch, deal: Deal, *answers: bool) -> list[tuple[int, list[int], bool]]:
    """Whom it is tried to improve, and where; it helps as often as is said, and then never."""
    tried: list[tuple[int, list[int], bool]] = []

    def improve(person: int, networks: list[int], sideways: bool = True) -> bool:
        tried.append((person, sorted(networks), sideways))
        return len(tried) <= len(answers) and answers[len(tried) - 1]

    monkeypatch.setattr(deal, "_improve", improve)
    return tried


def test_three_of_a_category_try_to_leave_for_where_there_are_at_least_two_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """AAAAB, A, AA, AAA: an even share of ten is three."""
    made = lettered("AAAABAAAAAA", "1-5", 4)
    deal = seated(made, "11111233444")
    tried = improving(monkeypatch, deal)
    deal._thin_out(0, 0, 0)
    people = [person for person, _, _ in tried]
    assert len(set(people)) == len(people) == 3
    assert set(people) <= {0, 1, 2, 3}
    assert [places for _, places, _ in tried] == [[1, 2]] * 3
    assert {frozenset(_thinned(monkeypatch, made, seed)) for seed in range(20)} > {frozenset({0, 1, 2})}
    for answers, times in [((True,), 1), ((False, True), 2)]:
        tried = improving(monkeypatch, deal, *answers)
        deal._thin_out(0, 0, 0)
        assert len(tried) == times
    tried = improving(monkeypatch, deal)
    deal._thin_out(0, 3, 0)  # three are an even share
    assert tried == []


def _thinned(monkeypatch: pytest.MonkeyPatch, made: Table, seed: int) -> list[int]:
    deal = seated(made, "11111233444", seed)
    tried = improving(monkeypatch, deal)
    deal._thin_out(0, 0, 0)
    return [person for person, _, _ in tried]


def test_those_of_a_category_come_from_where_there_are_at_least_two_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """B, AA, AAA, AA: a quarter of seven is one."""
    deal = seated(lettered("BAAAAAAA", "1-5", 4), "12233344")
    tried = improving(monkeypatch, deal)
    deal._fill_up(0, 0, 0)
    assert sorted(tried) == [(person, [0], True) for person in range(1, 8)]
    tried = improving(monkeypatch, deal, False, False, True)
    deal._fill_up(0, 0, 0)
    assert len(tried) == 3
    monkeypatch.setattr(deals, "NEARBY", 3)
    monkeypatch.setattr(deal, "fuller", lambda rows, c, least: [2, 1, 3] if least == 2 else [])
    tried = improving(monkeypatch, deal)
    deal._fill_up(0, 0, 0)
    assert [person for person, _, _ in tried] == [3, 4, 5, 1, 2]  # after three there may be more, after five not
    one = seated(lettered("BAAAAAAA", "1-5", 4), "11233344")
    tried = improving(monkeypatch, one)
    one._fill_up(0, 0, 0)  # one is an even share, though seven are not four times one
    assert tried == []


def test_whoever_wants_their_own_kind_goes_to_where_as_many_sit(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [leader(str(i), workplace=w) for i, w in enumerate("PQPPQQPR")]
    made = table(people, "1-4", 4, {"goal": "same", "attribute": "workplace", "rank": 1})
    k = next(k for k, layer in enumerate(made.layers) if layer.sign < 0)
    deal = seated(made, "11222334")
    tried = improving(monkeypatch, deal)
    deal._join(k, 0)  # one P here: two sit in the second, one in the third
    deal._join(k, 2)  # two P here, and nowhere as many but here
    assert tried == [(0, [0, 1, 2], True), (2, [1], True)]


def test_a_network_of_a_wrong_size_gives_somebody_or_takes_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = seated(lettered("ABCDEFG", "1-5", 3), "1111233")
    tried = improving(monkeypatch, deal)
    monkeypatch.setattr(deal, "drawn", lambda: [1, 0, 2])
    deal._mend_network(0)
    leaving, coming = tried[:3], tried[3:]
    assert len({person for person, _, _ in leaving} & {0, 1, 2, 3}) == 3
    assert [(places, sideways) for _, places, sideways in leaving] == [([0, 1, 2], True)] * 3
    # one after the other those of every network drawn, without an exchange that only changes something
    assert coming == [(person, [0], False) for person in (4, 0, 1, 2, 3, 5, 6)]
    for answers in [(True,), (False, True), (False, False, False, False, True)]:
        tried = improving(monkeypatch, deal, *answers)
        deal._mend_network(0)
        assert len(tried) == len(answers)
    tried = improving(monkeypatch, deal)
    deal._mend_network(2)
    assert {person for person, _, _ in tried[:2]} == {5, 6}  # two are all that there are
    assert tried[2:] == [(person, [2], False) for person in (4, 0, 1, 2, 3, 5, 6)]


def test_an_exchange_that_neither_helps_nor_harms_is_made_when_none_helps_and_it_is_wanted() -> None:
    """AB | AC: with C in the place of B nothing changes, and A for A changes nothing either."""
    made = table([leader(str(i), department=d) for i, d in enumerate("ABAC")], "2", 2, DEPARTMENT)
    after: set[str] = set()
    for seed in range(12):
        deal = seated(made, "1122", seed)
        assert deal._improve(1, [1], sideways=False) is False
        assert shown(deal) == "1122"
        assert deal._improve(1, [1]) is False
        after.add(shown(deal))
    assert after == {"1221"}  # B for C; for A would make a pair, and of one network only one partner is looked for
    several = table([leader(str(i), department=d) for i, d in enumerate("ABCDEF")], "2", 3, DEPARTMENT)
    chosen = set()
    for seed in range(20):
        deal = seated(several, "112233", seed)
        assert deal._improve(0, [1, 2]) is False
        chosen.add(deal.books.network_of[0])
        assert deal.books.network_of[0] != 0
    assert chosen == {1, 2}


def test_an_exchange_is_tried_with_the_networks_that_promise_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """AA | AAB | CD | CE, one A wants to leave: the last two promise as much, the second less."""
    made = lettered("AAAABCDCE", "2-3", 4)
    monkeypatch.setattr(deals, "NEARBY", 2)
    asked: list[int] = []
    deal = seated(made, "112223344")
    moving = deal.books.moving

    def noted(person: int, network: int) -> tuple[int, int]:
        asked.append(network)
        moving(person, network)
        return 0, 0

    monkeypatch.setattr(deal.books, "moving", noted)
    monkeypatch.setattr(deal.books, "best_swap", lambda person, network, partners, hopeless: (0, 1, -1))
    monkeypatch.setattr(deal, "may_move", lambda home, network: home == 0 and network > 0)
    assert deal._improve(0, [1, 2, 3]) is False
    assert asked == [2, 3]
    monkeypatch.setattr(deal, "may_move", lambda home, network: False)
    assert deal._improve(0, [1, 2, 3]) is False
    assert asked == [2, 3]


def test_a_move_that_helps_is_made_before_any_exchange() -> None:
    made = lettered("AAB", "1-2", 2)
    deal = seated(made, "112")
    assert deal._improve(0, [1]) is True
    assert shown(deal) == "212"
    swapping = seated(lettered("AABB", "2", 2), "1122")
    assert swapping._improve(0, [1]) is True
    assert shown(swapping) in {"2112", "2121"}


def test_only_those_who_may_change_seats_are_partners() -> None:
    people = [leader(str(i), department=d, network="2", locked=i == 2) for i, d in enumerate("AABB")]
    for seed in range(5):
        deal = seated(table(people, "2", 2, DEPARTMENT), "1122", seed)
        assert deal._improve(0, [1]) is True
        assert shown(deal) == "2121"


def test_sizes_say_who_may_move() -> None:
    deal = seated(lettered("ABCDEF", "1-3", 3), "111223")
    allowed = {(home, network) for home in range(3) for network in range(3) if deal.may_move(home, network)}
    assert allowed == {(0, 1), (0, 2), (1, 1), (1, 2)}
    deal.held = frozenset({1})
    assert {(home, network) for home, network in allowed if deal.may_move(home, network)} == {(0, 2), (1, 2)}


# -- groups ----------------------------------------------------------------------------------------------------------


def pair(departments: str, size: str, *groups: tuple[int, int], **fixed: str) -> Table:
    """People with these departments in two networks, some of them two by two, some locked."""
    together = {one: (str(other),) for one, other in groups}
    people = [
        leader(
            str(i),
            department=None if d == "-" else d,
            together=together.get(i, ()),
            network=fixed.get(f"p{i}"),
            locked=f"p{i}" in fixed,
        )
        for i, d in enumerate(departments)
    ]
    return table(people, size, 2, DEPARTMENT)


def test_a_group_moves_alone_where_that_helps() -> None:
    made = pair("AB-AB--", "2-5", (0, 1))
    deal = seated(made, "1111122")
    assert deal._improve(0, [0, 1]) is True
    assert shown(deal) == "2211122"
    assert deal._improve(1, [0, 1]) is False  # it was better to go than to come
    assert shown(deal) == "2211122"


def test_a_group_changes_places_with_as_many_others() -> None:
    crowd = pair("ABAB----", "4", (0, 1))
    outcomes = set()
    for seed in range(12):
        deal = seated(crowd, "11112222", seed)
        assert deal._improve(1, [1]) is True  # whoever comes in exchange
        assert deal.state == (0, 0)
        assert deal.books.network_of[:4] == [1, 1, 0, 0]
        outcomes.add(shown(deal))
    assert len(outcomes) > 2


def test_a_group_changes_places_with_a_group() -> None:
    made = pair("ABCDABCD", "4", (0, 1), (2, 3), (4, 5), (6, 7))
    deal = seated(made, "11221122")  # both of A and of B in one network, all others in the other
    assert deal.state == (0, 4)
    assert deal._improve(5, [0, 1]) is True
    assert deal.state == (0, 0)
    assert len({deal.books.network_of[i] for i in (4, 5)}) == 1


def test_a_locked_group_stays_and_so_does_one_in_a_network_that_is_held() -> None:
    for network, way in [("1", "1111122"), ("2", "2222211")]:
        locked = seated(pair("AB-AB--", "1-6", (0, 1), p0=network), way)
        assert locked._improve(1, [0, 1]) is False
        assert shown(locked) == way
        # nor do others change places with it
        other = seated(pair("AB-AB--", "1-6", (0, 1), (3, 4), p0=network), way)
        assert other._improve(3, [0, 1]) is True
        assert {other.books.network_of[i] for i in (0, 1)} == {int(network) - 1}
    held = seated(pair("AB-AB--", "2-5", (0, 1)), "1111122")
    for some in ([0], [1]):
        held.hold(some)
        assert held._improve(0, [1]) is False
        assert shown(held) == "1111122"


def test_a_group_looks_beyond_networks_that_are_held_and_its_own() -> None:
    people = [leader(str(i), department=d, together=("1",) if i == 0 else ()) for i, d in enumerate("ABAB---")]
    deal = seated(table(people, "1-5", 3, DEPARTMENT), "1111223")
    deal.hold([1])
    assert deal._improve(0, [0, 1, 2]) is True
    assert shown(deal) == "3311223"


def test_people_with_a_group_are_exchanged_only_as_a_group() -> None:
    """The two who would come in exchange must not be torn from a third."""
    people = [
        leader("0", department="A", together=("1",)),
        leader("1", department="A"),
        leader("2", department="B"),
        leader("3", department="C", together=("4",)),
        leader("4", department="C", together=("5",)),
        leader("5", department="C"),
    ]
    for seed in range(6):
        deal = seated(table(people, "3", 2, DEPARTMENT), "111222", seed)
        deal._improve(0, [1])
        assert len({deal.books.network_of[i] for i in (3, 4, 5)}) == 1
        assert len({deal.books.network_of[i] for i in (0, 1)}) == 1


def test_a_group_stays_where_an_exchange_would_only_change_something() -> None:
    people = [leader(str(i), department=d, together=("1",) if i == 0 else ()) for i, d in enumerate("ABCDEF")]
    for seed in range(6):
        deal = seated(table(people, "2-4", 2, DEPARTMENT), "111222", seed)
        assert deal._improve(0, [1]) is False
        assert shown(deal) == "111222"


def test_where_none_of_the_drawn_will_do_all_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deals, "FEW", 2)
    deal = seated(lettered("AAAAAAB", "1-5", 4), "1112234")  # three of A, two, one and none
    rows = deal.books.rows[0]
    monkeypatch.setattr(deal, "drawn", lambda: [0])
    assert [sorted(deal.emptier(rows, 0, most)) for most in (0, 1, 2, 3)] == [[3], [2, 3], [1, 2, 3], [0]]
    monkeypatch.setattr(deal, "drawn", lambda: [3, 1])
    assert [sorted(deal.emptier(rows, 0, most)) for most in (0, 1, 2)] == [[3], [3], [1, 3]]
    assert [sorted(deal.fuller(rows, 0, least)) for least in (1, 2, 3, 4)] == [[1], [1], [0], []]
    monkeypatch.setattr(deal, "drawn", lambda: [3])
    assert [sorted(deal.fuller(rows, 0, least)) for least in (0, 1, 2, 3)] == [[3], [0, 1, 2], [0, 1], [0]]
