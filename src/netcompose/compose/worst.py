"""How good the worst network of a mix can be: a lower bound on the most pairs that one network has, with its proof."""

from __future__ import annotations

from itertools import product
from math import comb
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_WAYS: Final = 100
"""Ways to pack that are followed at once."""


def least_worst(sizes: Sequence[int], people: int, networks: int, value: int) -> int:
    """The fewest pairs that the worst network can have when `value` pairs meet in all.

    `sizes` are those of the categories, `people` and `networks` how many there are in all; who is in no category makes no pair.

    Proof, in three steps; each alone is a bound, and the largest is taken.

    1. The worst has at least the average, value / networks, rounded up.
    2. Some network has at least ceil(people / networks) members. A category v of n people cannot have just any number m of them in one
       network: the others make at least as many pairs as when they are spread evenly over the other networks, and that with C(m, 2) may
       be above v's even spread by no more than `value` is above all even spreads. So m is between two limits, and the network has at
       least the pairs of the cheapest way to fill it up between these: one more where m are costs m, so the smallest first (convex).
    3. When `value` is the even spread itself, a category of q networks + r people has q members in some networks and one more, an
       *extra*, in r of them. For any x, let the extras of the categories with q >= x be J in all. Some network has at least
       ceil(J / networks) of them, of as many categories, and each adds its q pairs: at least the smallest of these. And every network's
       pairs are those of q members of each category and a sum of q over some categories: a bound between two such sums is raised.
    """
    average = -(-value // networks)
    above = value - sum(_even(size, networks) for size in sizes)
    # of one network's members, at least so many are in a category
    need = -(-people // networks) - (people - sum(sizes))
    if above == 0:
        return _least_of_even(sizes, networks, average, need)
    low = 0
    steps: list[int] = []
    for size in sizes:
        least, most = _between(size, networks, above)
        low += comb(least, 2)
        need -= least
        steps += range(least, most)
    return max(average, low + sum(sorted(steps)[: max(0, need)]))


def _least_of_even(sizes: Sequence[int], networks: int, average: int, need: int) -> int:
    """The bound where every category is spread evenly."""
    base, extras = 0, []
    for size in sizes:
        q, r = divmod(size, networks)
        base += comb(q, 2)
        need -= q
        if r:
            extras.append((q, r))
    extras.sort()
    least = max(average - base, sum(q for q, _ in extras[: max(0, need)]))
    many = 0
    for i in range(len(extras) - 1, -1, -1):
        q, r = extras[i]
        if q == 0:
            break
        many += r
        if i == 0 or extras[i - 1][0] < q:
            crowd = -(-many // networks)
            least = max(least, sum(q for q, _ in extras[i : i + crowd]))
    sums = 1  # bit n: n is a sum of q over some categories
    for q, _ in extras:
        sums |= sums << q
    while not sums >> least & 1:
        least += 1
    return base + least


def packed(sizes: Sequence[int], networks: int, value: int, bound: int) -> int:
    """The bound raised to what the extras (see `least_worst`, step 3) can be packed into; the bound itself where nothing is known.

    Proof. Where `value` is the even spread itself, each category gives q pairs more to each of r different networks, whatever else holds.
    Category by category, largest q first, all ways to do so are followed, as far as none of the networks has more than the bound allows;
    networks with as many pairs are alike, so a way is how many networks have how many pairs. When no way is left, the bound is too low.
    """
    if value != sum(_even(size, networks) for size in sizes):
        return bound
    base = sum(comb(size // networks, 2) for size in sizes)
    extras = sorted(((q, r) for q, r in (divmod(size, networks) for size in sizes) if q and r), reverse=True)
    while _packs(extras, networks, bound - base) is False:
        bound += 1
    return bound


def _packs(extras: list[tuple[int, int]], networks: int, room: int) -> bool | None:
    """Whether each (q, r) can give q to r different networks, none getting more than the room; None when there are too many ways."""
    ways: set[tuple[tuple[int, int], ...]] = {((0, networks),)}
    for q, r in extras:
        ways = {after for before in ways for after in _given(before, q, r, room)}
        if not ways:
            return False
        if len(ways) > MOST_WAYS:
            return None
    return True


def _given(loads: tuple[tuple[int, int], ...], q: int, r: int, room: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """All ways to give q to r of the networks, of which there are so many with each load, (load, networks)."""
    choices = [range(min(many, r) + 1 if load + q <= room else 1) for load, many in loads]
    for chosen in product(*choices):
        if sum(chosen) == r:
            after: dict[int, int] = {}
            for (load, many), some in zip(loads, chosen, strict=True):
                after[load] = after.get(load, 0) + many - some
                after[load + q] = after.get(load + q, 0) + some
            yield tuple(sorted((load, many) for load, many in after.items() if many))


def _between(size: int, networks: int, above: int) -> tuple[int, int]:
    """How few and how many of a category one network can have when its pairs are at most so many above the even spread."""
    even = _even(size, networks)

    def possible(m: int) -> bool:
        return comb(m, 2) + _even(size - m, networks - 1) - even <= above

    least, most = size // networks, -(-size // networks)
    while least > 0 and possible(least - 1):
        least -= 1
    while most < size and possible(most + 1):
        most += 1
    return least, most


def _even(people: int, networks: int) -> int:
    """The pairs of so many people spread evenly."""
    q, r = divmod(people, networks)
    return r * comb(q + 1, 2) + (networks - r) * comb(q, 2)
