"""The steps of a deal: each does what it says, whatever the random numbers are."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.deal import FEW, Deal
from netcompose.compose.polish import LOOKED, TENURE, Polish
from netcompose.compose.table import Table
from worlds import leader, planted_scenarios, policy, scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Everybody in some network, but for those who are locked or must sit together."""
    table = Table(draw(planted_scenarios()))
    networks = st.integers(0, len(table.networks) - 1)
    seats = [0] * len(table.people)
    for unit, seat in zip(table.units, table.seat, strict=True):
        network = draw(networks) if seat < 0 else seat
        for person in unit:
            seats[person] = network
    return Deal(table, draw(st.integers(1, 9)), seats)


@quietly
@given(deals(), st.data())
def test_an_improvement_helps_or_harms_nobody_and_says_which(made: Deal, data: st.DataObject) -> None:
    table = made.table
    for _ in range(4):
        person = data.draw(st.integers(0, len(table.people) - 1))
        places = data.draw(st.lists(st.integers(0, len(table.networks) - 1), min_size=1, unique=True))
        before, seats = made.state, made.books.network_of.copy()
        helped = made._improve(person, places)
        assert made.state < before if helped else made.state == before
        left = [p for p, (here, there) in enumerate(zip(seats, made.books.network_of, strict=True)) if here != there]
        unit = table.units[made.unit_of[person]]
        if helped and len(unit) == 1:
            assert person in left
            assert len(left) <= 2
            assert made.books.network_of[person] in places
        if not made.swappable[person] and not helped:
            assert left == []
        assert all(table.seat[made.unit_of[p]] < 0 for p in left)
        for some in table.units:
            assert len({made.books.network_of[p] for p in some}) == 1


@quietly
@given(deals(), st.data())
def test_whoever_may_move_leaves_enough_behind_and_finds_room(made: Deal, data: st.DataObject) -> None:
    networks = st.integers(0, len(made.table.networks) - 1)
    home, network = data.draw(networks), data.draw(networks)
    assume(home != network)
    size = made.table.scenario.size
    sizes = [len(members) for members in made.books.members]
    roomy = sizes[home] > size.smallest and sizes[network] < size.largest
    assert made.may_move(home, network) == roomy
    made.hold([network])
    assert not made.may_move(home, network)
    made.hold([])
    assert made.may_move(home, network) == roomy


@quietly
@given(deals(), st.data())
def test_networks_with_fewer_or_more_of_a_kind_are_found(made: Deal, data: st.DataObject) -> None:
    every = range(len(made.table.networks))
    for k, layer in enumerate(made.table.layers):
        for c in range(len(layer.sizes)):
            rows, many = made.books.rows[k], data.draw(st.integers(0, 4))
            assert sorted(made.emptier(rows, c, many)) == [n for n in every if rows[n][c] <= many]
            assert sorted(made.fuller(rows, c, many)) == [n for n in every if rows[n][c] >= many]
    assert sorted(made.drawn()) == list(every)


def test_of_many_networks_a_stretch_is_drawn_and_all_looked_through_when_it_has_none() -> None:
    networks = FEW + 20
    people = [leader(f"{i:03}", department="D" if i < 2 else f"X{i}") for i in range(2 * networks)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = Deal(Table(scenario(people, policy(size="2", number=networks, goals=goals))), 1)
    drawn = [made.drawn() for _ in range(40)]
    assert all(len(some) == len(set(some)) == FEW for some in drawn)
    assert {n for some in drawn for n in some} == set(range(networks))
    assert len({tuple(some) for some in drawn}) > 10
    rows = made.books.rows[0]
    for _ in range(10):
        found = made.fuller(rows, 0, 1)
        assert found  # whichever stretch was drawn
        assert all(rows[n][0] for n in found)
        assert made.fuller(rows, 0, 3) == []


@quietly
@given(planted_scenarios())
def test_a_unit_starts_where_it_breaks_and_costs_least_of_where_there_is_room(made: Any) -> None:
    table = Table(made)
    deal = Deal(table, 5)
    books, networks = deal.books, range(len(table.networks))
    even = -(-len(table.people) // len(networks))
    for u in [u for u, seat in enumerate(table.seat) if seat < 0][:6]:
        unit = table.units[u]
        for person in unit:
            books.unseat(person)
        sizes = [len(members) for members in books.members]
        room = [n for n in networks if sizes[n] + len(unit) <= even]
        room = room or [n for n in networks if sizes[n] + len(unit) <= made.size.largest] or list(networks)
        prices = {}
        for n in room:
            broken = sum(seat == n for p in unit for f in table.foes[p] if (seat := books.network_of[f]) >= 0)
            cost = sum(
                weight * sum(layer.category[other] == layer.category[p] for other in books.members[n])
                for p in unit
                for weight, layer in zip(books.weights, table.layers, strict=True)
                if layer.category[p] >= 0
            )
            cost += sum(books.home_weight for p in unit if table.home[p] not in {-1, n})
            prices[n] = (broken, cost, sizes[n], n)
        chosen = deal._best_start(unit)
        assert prices[chosen] == min(prices.values())
        for person in unit:
            books.seat(person, chosen)


@quietly
@given(deals(), st.integers(1, 60))
def test_polish_leaves_the_best_that_it_has_seen_and_lets_nobody_go_back_soon(made: Deal, steps: int) -> None:
    polish = Polish(made)
    seen = [made.state]
    left: dict[tuple[int, int], int] = {}

    def watched(person: int, place: int, partner: int, take: Any = polish._take) -> None:
        home = made.books.network_of[person]
        moving = [(person, home, place)] + ([(partner, place, home)] if partner >= 0 else [])
        for who, here, there in moving:
            assert made.swappable[who]
            assert left.get((who, there), -TENURE[0]) + TENURE[0] <= polish.step
            left[who, here] = polish.step
        take(person, place, partner)
        for who, _, there in moving:
            assert made.books.network_of[who] == there
        seen.append(made.state)
        for n in (home, place):
            assert polish.wrong.get(n, []) == list(polish.faults.of(n))

    polish._take = watched  # type: ignore[method-assign]
    polish.run(steps)
    assert made.state == min(seen)
    assert polish.step <= steps
    assert len(seen) - 1 <= polish.step


@quietly
@given(deals())
def test_each_exchange_would_mend_what_is_wrong(made: Deal) -> None:
    polish, table = Polish(made), made.table
    for network, items in polish.wrong.items():
        for what, one, other in items:
            pairs = list(polish._exchanges(network, (what, one, other)))
            members = made.books.members[network]
            match what:
                case "crowded":
                    category, rows = table.layers[one].category, made.books.rows[one]
                    assert all(category[p] == other and p in members for p, _ in pairs)
                    places = {n for _, n in pairs}
                    assert all(rows[n][other] <= rows[network][other] - 2 for n in places)
                    few = [n for n in range(len(rows)) if rows[n][other] <= rows[network][other] - 2]
                    assert len(places) == min(LOOKED, len(few))
                case "lacking":
                    category, rows = table.layers[one].category, made.books.rows[one]
                    assert all(category[p] == other and n == network for p, n in pairs)
                    from_ = {made.books.network_of[p] for p, _ in pairs}
                    assert from_ <= {n for n in range(len(rows)) if rows[n][other] >= rows[network][other] + 2}
                case "meets" | "apart":
                    assert {p for p, _ in pairs} <= {one}
                    if what == "apart":
                        row, c = made.books.rows[other], table.layers[other].category[one]
                        assert all(row[n][c] for _, n in pairs)
                    else:
                        assert len(pairs) == min(LOOKED, len(table.networks))
                case "away":
                    assert pairs == [(one, table.home[one])]
                case _:
                    out = [pair for pair in pairs if pair[0] in members]
                    in_ = [pair for pair in pairs if pair[0] not in members]
                    assert len({p for p, _ in out if p in members}) <= len(members)
                    assert all(n == network for _, n in in_)
                    assert out or in_ or len(table.networks) == 1 or not members


@quietly
@given(deals())
def test_a_stop_is_heeded(made: Deal) -> None:
    before = made.books.network_of.copy()
    made.mend(1_000, lambda: True)
    assert made.books.network_of == before


@quietly
@given(deals())
def test_seats_are_taken_up_again(made: Deal) -> None:
    before, state = made.books.network_of.copy(), made.state
    made.mend(30)
    made.reseat(before)
    assert made.books.network_of == before
    assert made.state == state


def test_more_equals_than_an_even_share_go_to_where_there_are_fewer() -> None:
    """A A A B | C D E F: one A is too many in the first network, and goes."""
    people = [leader(str(i), department=d) for i, d in enumerate("AAABCDEF")]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    table = Table(scenario(people, policy(size="4", number=2, goals=goals)))
    made = Deal(table, 1, [0, 0, 0, 0, 1, 1, 1, 1])
    made._mend(0, ("crowded", 0, 0))
    assert made.books.rows[0][0][0] == 2
    level = made.books.network_of.copy()
    made._mend(0, ("crowded", 0, 0))  # two and one is an even share of three
    assert made.books.network_of == level
    back = Deal(table, 1, [0, 0, 0, 0, 1, 1, 1, 1])
    back._mend(1, ("lacking", 0, 0))
    assert back.books.rows[0][1][0] == 1
    again = back.books.network_of.copy()
    back._mend(1, ("lacking", 0, 0))
    assert back.books.network_of == again
