"""Dealing around: bytes that stand for networks say the same as counting would; nobody is left out; held networks stay."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import start, table
from netcompose.compose.books import Books
from netcompose.compose.deal import Deal
from netcompose.compose.polish import Polish
from netcompose.compose.start import CLOSED, Around, _least
from netcompose.compose.table import Table
from worlds import planted_scenarios

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))


def counted(around: Around, person: int, network: int) -> int:
    """What somebody costs in a network, by going through its members."""
    layers = around.books.table.layers
    cost = 0
    for weight, layer in zip(around.weights, layers, strict=True):
        category = layer.category[person]
        if category >= 0:
            alike = sum(layer.category[other] == category for other in around.books.members[network])
            cost += weight * alike
    home = around.books.table.home[person]
    return cost + (around.home_weight if -1 < home != network else 0)


@quietly
@given(planted_scenarios(), st.sampled_from([2, start.COLUMN]), st.lists(st.integers(0, 4), max_size=8))
def test_everybody_goes_to_the_cheapest_network_that_waits(made, column, seated) -> None:  # type: ignore[no-untyped-def]
    """The first few sit already, wherever that is."""
    before, start.COLUMN = start.COLUMN, column
    try:
        dealt = Table(made)
        books = Books(dealt, dealt.flat_weights())
        for person, network in enumerate(seated[: len(dealt.people)]):
            books.seat(person, network % len(dealt.networks))
        around = Around(books, Random(1))
        if not around.suits(books):
            return
        for person in range(len(seated), len(dealt.people)):
            if not around.waiting:
                around._next_round()
            waiting = [n for n, size in enumerate(around.sizes) if size < around.round]
            allowed = [n for n in waiting if not books.met(person, n)] or waiting
            chosen = around._best(person)
            assert chosen in allowed
            assert counted(around, person, chosen) == min(counted(around, person, n) for n in allowed)
            around.deal([person])
        if not seated:
            assert max(around.sizes) - min(around.sizes) <= 1
        assert around.sizes == [len(members) for members in books.members]
    finally:
        start.COLUMN = before


@given(st.lists(st.integers(0, 255), min_size=1, max_size=40), st.integers(0, 39))
def test_the_least_byte_below_closed_is_found_from_anywhere(costs: list[int], begin: int) -> None:
    found = _least(bytearray(costs), begin % len(costs))
    least = min((cost for cost in costs if cost < CLOSED), default=None)
    assert found == -1 if least is None else costs[found] == least


@quietly
@given(planted_scenarios())
def test_many_foes_are_counted_as_few_are(made) -> None:  # type: ignore[no-untyped-def]
    few = Deal(Table(made), 2)
    before, table.MANY = table.MANY, 0
    try:
        many = Deal(Table(made), 2, few.books.network_of)
    finally:
        table.MANY = before
    assert many.state == few.state
    for person, home in enumerate(few.books.network_of):
        for network, members in enumerate(few.books.members):
            if network == home:
                continue
            assert many.books.moving(person, network) == few.books.moving(person, network)
            for other in members:
                swap = few.books.best_swap(person, network, [other])
                assert many.books.best_swap(person, network, [other]) == swap


@quietly
@given(planted_scenarios())
def test_networks_that_are_held_stay_as_they_are(made) -> None:  # type: ignore[no-untyped-def]
    deal = Deal(Table(made), 4)
    swappable = deal.swappable.copy()
    deal.hold([0])
    members = sorted(deal.books.members[0])
    deal.repair()
    Polish(deal).run(30)
    assert sorted(deal.books.members[0]) == members
    deal.hold([])
    assert deal.swappable == swappable
