"""The bound on the worst network, against a plain reading of its proof and against every even spread."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import comb
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import worst
from netcompose.compose.worst import _between, _given, _packs, least_worst, packed

if TYPE_CHECKING:
    import pytest


def even(size: int, networks: int) -> int:
    """The pairs of an even spread, counted one by one."""
    here = [0] * networks
    for i in range(size):
        here[i % networks] += 1
    return sum(comb(n, 2) for n in here)


def as_the_proof_says(sizes: list[int], people: int, networks: int, value: int) -> int:
    """The three steps of the proof, each by trying all there is."""
    if networks == 1 or value == 0:
        return value
    average = -(-value // networks)
    above = value - sum(even(size, networks) for size in sizes)
    # step 2: how many of each category one network may have, and the cheapest way to reach its even share of the people
    possible = [
        [m for m in range(size + 1) if comb(m, 2) + even(size - m, networks - 1) - even(size, networks) <= above]
        for size in sizes
    ]
    needed = -(-people // networks) - (people - sum(sizes))
    cheapest = {0: 0}
    for numbers in possible:
        after: dict[int, int] = {}
        for (here, cost), m in product(cheapest.items(), numbers):
            after[here + m] = min(cost + comb(m, 2), after.get(here + m, 1 << 30))
        cheapest = after
    bounds = [average, min(cost for here, cost in cheapest.items() if here >= needed)]
    if above == 0:  # step 3
        base = sum(comb(size // networks, 2) for size in sizes)
        extras = sorted(divmod(size, networks) for size in sizes if size % networks)
        for x, _ in extras:
            large = [(q, r) for q, r in extras if q >= x]
            crowd = -(-sum(r for _, r in large) // networks)
            bounds.append(base + sum(q for q, _ in large[:crowd]))
        sums = {base + sum(some) for n in range(len(extras) + 1) for some in combinations([q for q, _ in extras], n)}
        return min(total for total in sums if total >= max(bounds))
    return max(bounds)


@settings(deadline=None, max_examples=examples(600))
@given(
    st.lists(st.integers(2, 14), min_size=1, max_size=5),
    st.integers(0, 6),
    st.integers(1, 5),
    st.one_of(st.just(0), st.integers(0, 12)),
)
def test_the_bound_is_what_its_proof_says(sizes: list[int], without: int, networks: int, above: int) -> None:
    value = sum(even(size, networks) for size in sizes) + above * (networks > 1)
    people = sum(sizes) + without
    assert least_worst(sizes, people, networks, value) == as_the_proof_says(sizes, people, networks, value)


def test_the_bound_is_what_its_proof_says_of_a_thousand_counts() -> None:
    """Drawn evenly, as small ones hardly ever tell the steps of the proof apart; each step is the one that counts in many of them."""
    draw = Random(1)
    above_average = beyond_need = 0
    for _ in range(1_000):
        networks = draw.randint(2, 6)
        sizes = [draw.randint(2, 16) for _ in range(draw.randint(1, 6))]
        above = draw.choice([0, 0, 1, 2, draw.randint(3, 12)])
        value, people = sum(even(size, networks) for size in sizes) + above, sum(sizes) + draw.choice([0, 0, 1, 9])
        bound = least_worst(sizes, people, networks, value)
        assert bound == as_the_proof_says(sizes, people, networks, value)
        above_average += bound > -(-value // networks)
        beyond_need += above > 0 and bound > -(-value // networks)
    assert above_average > 100
    assert beyond_need > 5


def test_a_network_with_more_than_its_share_of_people_has_more_than_its_share_of_pairs() -> None:
    """Six and seven in two networks, one pair above 3 3 and 4 3: seven sit in one, at best three and four, with three pairs and six."""
    assert least_worst([6, 7], 13, 2, 16) == 9


def test_large_extras_crowd_where_nobody_need_be() -> None:
    """Over three networks 4 give one a second, 7 one a third; the second makes one pair more, the third two above the one that all have."""
    assert least_worst([4, 7], 11, 3, 6) == least_worst([4, 7], 30, 3, 6) == 3


def test_a_category_has_as_many_in_a_network_as_its_pairs_allow() -> None:
    """All numbers between two limits, and none beyond."""
    for networks, size, above in product(range(2, 6), range(2, 12), range(8)):
        possible = [
            m for m in range(size + 1) if comb(m, 2) + even(size - m, networks - 1) - even(size, networks) <= above
        ]
        least, most = _between(size, networks, above)
        assert possible == list(range(least, most + 1))


def test_extras_are_given_to_so_many_networks_in_every_way_that_has_room() -> None:
    draw = Random(2)
    for _ in range(300):
        loads = sorted(draw.choice([0, 2, 4, 6]) for _ in range(draw.randint(1, 5)))
        q, r, room = draw.choice([1, 2, 4]), draw.randint(1, 4), draw.randint(2, 9)
        ways = set()
        for chosen in combinations(range(len(loads)), r):
            after = [load + q * (n in chosen) for n, load in enumerate(loads)]
            if all(after[n] <= room for n in chosen):
                ways.add(tuple(sorted(Counter(after).items())))
        assert set(_given(tuple(sorted(Counter(loads).items())), q, r, room)) == ways


def test_extras_are_packed_unless_there_are_too_many_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three networks: two of 2 and one of 1 can be packed into 2 each but not into less; the largest first, there are few ways."""
    monkeypatch.setattr(worst, "MOST_WAYS", 1)
    assert _packs([(2, 1), (2, 1), (1, 1)], 3, 2) is True
    assert _packs([(2, 1), (2, 1), (1, 2)], 3, 2) is False
    assert _packs([(2, 1), (1, 1)], 3, 3) is None  # two ways: on top, or beside
    monkeypatch.setattr(worst, "MOST_WAYS", 2)
    assert _packs([(2, 1), (1, 1)], 3, 3) is True
    assert _packs([], 3, 0) is True
    monkeypatch.setattr(worst, "MOST_WAYS", 1)
    # 5, 4 and 10 over three: extras of 1, 1 and 3 pairs beside the 3 that all have; begun with the three, it is seen at once that 2 are
    # too few, and with 3 there is but one way
    assert packed([5, 4, 10], 3, sum(even(size, 3) for size in (5, 4, 10)), 3 + 2) == 3 + 3


def best_even_spread(sizes: list[int], networks: int) -> int:
    """The least worst network of all ways to spread each category evenly."""
    ways: set[tuple[int, ...]] = {(0,) * networks}
    for size in sizes:
        q, r = divmod(size, networks)
        ways = {
            tuple(sorted(pairs + comb(q + (n in more), 2) for n, pairs in enumerate(way)))
            for way in ways
            for more in combinations(range(networks), r)
        }
    return min(max(way) for way in ways)


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(st.integers(2, 14), min_size=1, max_size=5), st.integers(2, 5))
def test_packing_raises_the_bound_to_the_best_even_spread(sizes: list[int], networks: int) -> None:
    """With so few networks all ways are followed, from whatever bound one begins that every network has anyway."""
    value = sum(even(size, networks) for size in sizes)
    best = best_even_spread(sizes, networks)
    bound = least_worst(sizes, sum(sizes), networks, value)
    assert bound <= best
    assert packed(sizes, networks, value, bound) == best
    assert packed(sizes, networks, value, sum(comb(size // networks, 2) for size in sizes)) == best
    assert packed(sizes, networks, value, best + 1) == best + 1
    assert packed(sizes, networks, value + 1, bound) == bound  # not spread evenly


def test_where_there_are_too_many_ways_the_bound_stays() -> None:
    sizes = [n * 40 + 17 for n in range(1, 9)]  # over 40 networks: extras of one to eight pairs, each to 17 networks
    value = sum(even(size, 40) for size in sizes)
    assert packed(sizes, 40, value, 100) == 100
