"""The books of a deal: what a change is said to cost is what it costs, however the counts are kept and the goals are weighed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import books
from netcompose.compose import table as tables
from netcompose.compose.books import NEVER, Books, Sparse
from netcompose.compose.faults import Faults
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_goals
from worlds import leader, planted_scenarios, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))


@contextmanager
def kept_as(way: str) -> Iterator[None]:
    """Counts kept as bytes, as whole numbers, or only where they are not 0."""
    with mock.patch.object(books, "MOST_DENSE", 0 if way == "sparse" else books.MOST_DENSE):
        yield


def opened(table: Table, seats: list[int], weights: list[int], way: str = "bytes") -> Books:
    """The books of people who sit so."""
    with kept_as(way):
        made = Books(table, weights)
    for person, network in enumerate(seats):
        made.seat(person, network)
    return made


def state(made: Books) -> tuple[int, int]:
    return made.broken, made.cost


@st.composite
def seated(draw: st.DrawFn) -> tuple[Table, Books]:
    """A scenario with everybody in some network, whatever the rules say, and any weights; foes looked up either way."""
    with mock.patch.object(tables, "MANY", draw(st.sampled_from([tables.MANY, 0, 1]))):
        table = Table(draw(planted_scenarios()))
    networks = st.integers(0, len(table.networks) - 1)
    seats = draw(st.lists(networks, min_size=len(table.people), max_size=len(table.people)))
    weights = [draw(st.integers(0, 5)) for _ in table.goals]
    return table, opened(table, seats, weights, draw(st.sampled_from(["bytes", "sparse"])))


@quietly
@given(seated(), st.data())
def test_a_move_costs_what_it_was_said_to(given: tuple[Table, Books], data: st.DataObject) -> None:
    table, made = given
    person = data.draw(st.integers(0, len(table.people) - 1))
    home = made.network_of[person]
    for network in range(len(table.networks)):
        if network != home:
            before, change = state(made), made.moving(person, network)
            made.move(person, network)
            assert state(made) == (before[0] + change[0], before[1] + change[1])
            assert made.network_of[person] == network
            made.move(person, home)
            assert state(made) == before


def swapped(made: Books, one: int, other: int) -> tuple[int, int]:
    """What a swap changes, by making it and undoing it."""
    before = state(made)
    made.swap(one, other)
    after = state(made)
    made.swap(one, other)
    assert state(made) == before
    return after[0] - before[0], after[1] - before[1]


@quietly
@given(seated(), st.data())
def test_the_best_swap_is_the_first_that_helps_without_harm_or_the_least_of_all(
    given: tuple[Table, Books], data: st.DataObject
) -> None:
    table, made = given
    person = data.draw(st.integers(0, len(table.people) - 1))
    for network, members in enumerate(made.members):
        if network == made.network_of[person]:
            continue
        partners = data.draw(st.permutations(members))
        prices = [(*swapped(made, person, partner), partner) for partner in partners]
        best = (NEVER, 0, -1)
        for price in prices:
            if price[:2] < best[:2]:
                best = price
                if price[0] <= 0 and price[1] < 0:
                    break
        assert made.best_swap(person, network, partners) == best
        given_up = made.best_swap(person, network, partners, hopeless=3)
        assert given_up == (NEVER, 0, -1) or given_up in prices


@quietly
@given(seated(), st.data())
def test_books_that_were_changed_are_as_good_as_new(given: tuple[Table, Books], data: st.DataObject) -> None:
    """After any moves and swaps they say what books opened on the same seats say."""
    table, made = given
    people = st.integers(0, len(table.people) - 1)
    for _ in range(5):
        one, other = data.draw(people), data.draw(people)
        if made.network_of[one] != made.network_of[other]:
            made.swap(one, other)
        else:
            made.move(one, (made.network_of[one] + 1) % len(table.networks))
    weights = [data.draw(st.integers(0, 5)) for _ in table.goals]
    made.weigh(weights)
    fresh = opened(table, made.network_of, weights)
    assert state(made) == state(fresh)
    assert [sorted(members) for members in made.members] == [sorted(members) for members in fresh.members]
    assert made.sums == fresh.sums
    for rows, others in zip(made.rows, fresh.rows, strict=True):
        for row, other in zip(rows, others, strict=True):
            categories = range(len(other) - 1)
            assert [row[c] for c in categories] == [other[c] for c in categories]
    verdicts = judge_goals(table.scenario, table.composition(made.network_of))
    assert made.cost == sum(weight * verdict.cost for weight, verdict in zip(weights, verdicts, strict=True))
    assert made.target == sum(weight * least for weight, least in zip(weights, table.least, strict=True))
    assert made.finished == (made.broken == 0 and made.cost == made.target)


@quietly
@given(seated(), st.data())
def test_the_promising_networks_are_those_with_fewest_of_the_own_kinds(
    given: tuple[Table, Books], data: st.DataObject
) -> None:
    table, made = given
    person = data.draw(st.integers(0, len(table.people) - 1))
    networks = data.draw(st.permutations(range(len(table.networks))))
    few = data.draw(st.integers(1, len(networks)))

    def alike(network: int) -> int:
        """Weighted members like this person, in every goal that tells people apart."""
        return sum(
            weight * sum(layer.category[other] == layer.category[person] for other in made.members[network])
            for weight, layer in zip(made.weights, table.layers, strict=True)
            if layer.category[person] >= 0 and layer.sizes != [len(table.people)]
        )

    others = [network for network in networks if network != made.network_of[person]]
    assert made.promising(person, list(networks), few) == sorted(others, key=alike)[:few]


@quietly
@given(seated())
def test_every_fault_of_a_network_is_found(given: tuple[Table, Books]) -> None:
    table, made = given
    networks, faults = len(table.networks), Faults(made)
    assume(not faults.at_most)  # where somebody keeps a whole category away, an even share is another
    for n, members in enumerate(made.members):
        found = list(faults.of(n))
        expected: list[Any] = []
        for tally in table.tallies:
            total = sum(tally.weight[p] for p in members)
            expected += [("tally", 0, 0)] * (not tally.at_least <= total <= tally.at_most)
        expected += [("meets", p, 0) for p in members if {*table.foes[p]} & {*members}]
        if made.home_weight:
            expected += [("away", p, 0) for p in members if table.home[p] not in {-1, n}]
        for k, layer in enumerate(table.layers):
            here = [layer.category[p] for p in members]
            if layer.sign < 0:
                expected += [
                    ("apart", p, k) for p in members if layer.category[p] > -1 and {*here} != {layer.category[p]}
                ]
            else:
                for c, size in enumerate(layer.sizes):
                    expected += [("crowded", k, c)] * (here.count(c) > -(-size // networks))
                    expected += [("lacking", k, c)] * (here.count(c) < size // networks)
        assert sorted(found) == sorted(expected)


def small(size: str, **settings: Any) -> Scenario:
    people = [leader(str(i), department="AB"[i % 2], workplace="PQR"[i % 3]) for i in range(6)]
    goals = [{"goal": "mix", "attribute": a, "rank": 1} for a in ("department", "workplace")]
    return scenario(people, policy(size=size, number=2, goals=goals, duties={}, **settings))


@pytest.mark.parametrize(("size", "way", "kind"), [("3", "bytes", bytearray), ("3-255", "bytes", bytearray), ("3-256", "bytes", list), ("3", "sparse", Sparse)])  # fmt: skip
def test_how_counts_are_kept_depends_on_how_high_they_go_and_how_many_they_are(size: str, way: str, kind: type) -> None:
    table = Table(small(size))
    made = opened(table, [0, 0, 0, 1, 1, 1], [1, 1], way)
    assert {type(row) for rows in made.rows for row in rows} == {kind}
    assert made.cost == 1 + 1  # A B A | B A B, and no two of a workplace
    assert Sparse()[7] == 0


def test_a_swap_passes_what_is_hopeless_only_where_it_may_help() -> None:
    table = Table(small("3"))
    made = opened(table, [0, 0, 0, 1, 1, 1], [4, 1])
    assert made.hopeless == 3 * 4
    assert made.best_swap(0, 1, [3]) == (0, *swapped(made, 0, 3)[1:], 3)
    assert made.best_swap(0, 1, [3], hopeless=-100) == (NEVER, 0, -1)
    alike = scenario([leader(str(i), department="A") for i in range(4)], policy(size="2", number=2, goals=[{"goal": "same", "attribute": "department", "rank": 1}]))  # fmt: skip
    assert Books(Table(alike), [1]).hopeless == NEVER  # costs may come down again where pairs are wanted
    none = scenario([leader("1")], policy(size="1", number=1, goals=[]))
    assert Books(Table(none), []).hopeless == 3


def test_a_larger_price_of_sizes_is_the_first_tally() -> None:
    table = Table(small("2-3"))
    made = opened(table, [0, 0, 0, 0, 1, 1], [1, 1])
    assert state(made)[0] == 1  # one too many
    assert made.moving(3, 1)[0] == -1
    assert made.moving(4, 0)[0] == 2  # two too many there, and one lacks here


def test_goals_weighed_anew_on_the_way_are_counted_for_those_who_are_seated() -> None:
    people = [leader(str(i), department="AB"[i % 2], network=str(i % 2 + 1) if i else None) for i in range(5)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}, {"goal": "churn", "rank": 2}]
    table = Table(scenario(people, policy(size="1-5", number=2, goals=goals, duties={})))
    made = Books(table, [1, 1])
    assert state(made) == (2, 0)  # both networks lack one
    for person, network in [
        (0, 0),
        (1, 0),
        (2, 0),
    ]:  # 0 and 2 are A; 1 was in the other network, 2 in this one, 0 in none
        made.seat(person, network)
    assert state(made) == (1, 1 + 1)
    made.weigh([3, 10])
    assert made.cost == 3 + 10
    made.seat(3, 1)  # where 3 was
    assert state(made) == (0, 13)
    made.seat(4, 1)  # 4 was in the first
    assert state(made) == (0, 23)
    made.unseat(1)
    assert made.cost == 13
    assert made.network_of == [0, -1, 0, 1, 1]
    assert made.members == [[0, 2], [3, 4]]
    made.weigh([3, 0])
    assert made.cost == 3
    assert made.home_weight == 0


def test_limits_that_are_left_and_kept_are_what_is_broken() -> None:
    """Each network misses what it lacks, and what it has too many of, in people."""
    people = [leader(str(i), department="A" if i < 3 else "B") for i in range(6)]
    limit = {"attribute": "department", "value": "A", "at_least": 1, "at_most": 2}
    table = Table(scenario(people, policy(size="2-3", number=2, goals=[], duties={}, limits=[limit])))
    made = Books(table, [])
    seen = [made.broken]
    for person, network in [(0, 0), (1, 0), (2, 0), (3, 0), (4, 1), (5, 1)]:
        made.seat(person, network)
        seen.append(made.broken)
    # 2 + 2 lack at first, and an A each; a third A is one too many, and so is a fourth member
    assert seen == [6, 4, 3, 4, 5, 4, 3]
    assert made.moving(2, 1) == (-3, 0)
    assert made.moving(3, 1) == (-1, 0)
    assert made.moving(4, 0) == (2, 0)
    made.swap(2, 4)
    assert made.broken == 1
    assert made.members == [[0, 1, 3, 4], [5, 2]]
    assert made.best_swap(0, 1, [5, 2]) == (0, 0, 5)
    assert made.best_swap(3, 1, [2, 5]) == (0, 0, 5)  # 2 for 3 would be a third A there, and leave none here: 2 more


@pytest.mark.parametrize(("most", "kind"), [(3 * 2, bytearray), (3 * 2 - 1, Sparse)])
def test_counts_take_a_byte_each_up_to_a_number_of_cells(most: int, kind: type) -> None:
    people = [leader(str(i), workplace="PQR"[i % 3]) for i in range(6)]
    goals = [{"goal": "mix", "attribute": "workplace", "rank": 1}]
    with mock.patch.object(books, "MOST_DENSE", most):
        made = Books(Table(scenario(people, policy(size="3", number=2, goals=goals))), [1])
    assert {type(row) for rows in made.rows for row in rows} == {kind}


def pairs_of_two_kinds() -> Table:
    """Departments, then workplaces: 0 and 1 | 2, 3, 4 and 5."""
    people = [
        leader(str(i), department=d, workplace=w) for i, (d, w) in enumerate(["AP", "BQ", "AQ", "CP", "CQ", "BQ"])
    ]
    goals = [{"goal": "mix", "attribute": a, "rank": 1} for a in ("department", "workplace")]
    return Table(scenario(people, policy(size="1-5", number=2, goals=goals, duties={})))


def test_a_partner_is_given_up_once_a_layer_has_made_it_hopeless() -> None:
    table = pairs_of_two_kinds()
    made = opened(table, [0, 0, 1, 1, 1, 1], [1, 4])
    # 0 leaves for a network with an A and a P: 1 + 4. Of 2, an A for an A brings that down to 4, and a Q less there to 0; of 5, a B beside 1
    # brings it to 6, and a Q less there to 2. 2 leaves an A and two Q for an A and a Q: -3; of 1, a B brings that to -2, a Q for a Q to 2.
    for person, partner, highest, cost in [(0, 2, 4, 0), (0, 3, 4, 0), (0, 4, 4, 0), (0, 5, 6, 2), (2, 1, 2, 2)]:
        place = 1 - made.network_of[person]
        assert swapped(made, person, partner) == (0, cost)
        assert made.best_swap(person, place, [partner], hopeless=highest) == (0, cost, partner)
        assert made.best_swap(person, place, [partner], hopeless=highest - 1) == (NEVER, 0, -1)
    assert made.best_swap(0, 1, [5, 2, 3], hopeless=5) == (0, 0, 2)  # the others are still looked at
