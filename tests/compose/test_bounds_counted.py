"""Bounds and envelopes are as high as their proofs allow, held against every way to spread a category over the networks."""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import inf
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import envelope as envelopes
from netcompose.compose.bounds import Bounds, pairs
from netcompose.compose.demands import kind
from netcompose.compose.envelope import Envelope
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.policy.scenario import Scenario


def world(seed: int) -> Scenario:
    """Heads of two departments, locked seats, and those who do not want to meet these."""
    draw = Random(seed)
    networks, people = draw.randint(2, 4), []
    for department in "AB":
        head = f"{department}h"
        people.append(leader(head, department=draw.choice([department, department, "B"]), **seat(draw, networks)))
        for i in range(draw.randint(1, 5)):
            person = f"{department}{i}"
            below = head if draw.random() < 0.7 else None
            people.append(leader(person, below, department=department, new=draw.random() < 0.3, **seat(draw, networks)))
    people += [
        leader(f"x{i}", apart=("Ah", "B0")[: draw.randint(0, 2)], **seat(draw, networks))
        for i in range(draw.randint(1, 3))
    ]
    largest = -(-len(people) // networks) + draw.randint(0, 1)
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}, {"goal": "new_leaders", "rank": 2}, {"goal": "even_size", "rank": 3}]  # fmt: skip
    return scenario(people, policy(f"1-{largest}", networks, goals=goals))


def seat(draw: Random, networks: int) -> dict[str, Any]:
    return {"network": str(draw.randint(1, networks)), "locked": True} if draw.random() < 0.3 else {}


def fewest(filled: Sequence[int], room: Sequence[int], more: int) -> int:
    """The fewest pairs when so many more, or as many as find room, are spread over networks with some members and some room."""
    added = min(more, sum(room))
    return min(
        sum(pairs(here + there) for here, there in zip(filled, way, strict=True))
        for way in product(*(range(min(most, added) + 1) for most in room))
        if sum(way) == added
    )


class Spread:
    """One category of a scenario, as the proofs look at it."""

    def __init__(self, made: Scenario, people: Sequence[str]) -> None:
        self.made, self.people = made, people
        self.foes: dict[str, set[str]] = {person: set() for person in made.participants}
        for one, other in Bounds(made).apart:
            self.foes[one].add(other)
            self.foes[other].add(one)
        self.locked = made.locked
        self.free = [person for person in people if person not in self.locked]
        self.filled = [sum(self.locked.get(person) == network for person in people) for network in made.networks]

    def even(self) -> int:
        return fewest(self.filled, [len(self.free)] * len(self.filled), len(self.free))

    def around_locked_seats(self) -> int:
        room = []
        for network in self.made.networks:
            there = {person for person, seat in self.locked.items() if seat == network}
            welcome = sum(self.foes[person].isdisjoint(there) for person in self.free)
            room.append(max(0, min(self.made.size.largest - len(there), welcome)))
        return fewest(self.filled, room, len(self.free))

    def heads(self) -> list[tuple[int, str]]:
        n, networks = len(self.people), len(self.made.networks)
        may = sorted((n - len(self.foes[person] & {*self.people}), person) for person in self.people)
        return [(most, person) for most, person in may if most < -(-n // networks)]

    def around_heads(self) -> int:
        chosen: list[tuple[int, str]] = []
        for most, person in self.heads():
            if len(chosen) < len(self.made.networks) and all(person in self.foes[other] for _, other in chosen):
                chosen.append((most, person))
        if not chosen:
            return 0
        room = [most for most, _ in chosen] + [self.made.size.largest] * (len(self.made.networks) - len(chosen))
        return fewest([0] * len(room), room, len(self.people))


def test_a_bound_is_the_least_of_every_way_to_spread_each_category() -> None:
    better = Counter[str]()
    for seed in range(200):
        made = world(seed)
        bounds = Bounds(made)
        if any(made.size.largest < n for n in Counter(made.locked.values()).values()):
            continue
        for goal in range(3):
            spreads = [Spread(made, people) for people in bounds.groups[goal] if len(people) > 1]
            even = [spread.even() for spread in spreads]
            locked = [spread.around_locked_seats() if made.locked else 0 for spread in spreads]
            headed = [spread.around_heads() for spread in spreads]
            assert bounds.unavoidable[goal] == sum(even), seed
            assert bounds.proven[goal] == sum(map(max, zip(even, locked, headed, strict=True))), seed
            assert bounds.heads(goal) == tuple(person for spread in spreads for _, person in spread.heads()), seed
            better["locked"] += sum(one > other for one, other in zip(locked, even, strict=True))
            better["headed"] += sum(one > other for one, other in zip(headed, even, strict=True))
            for people, most in zip((spread.people for spread in spreads), map(max, even, locked, headed), strict=True):
                assert bounds.least_of(tuple(people)) == most
    assert min(better.values()) > 10, better


@pytest.mark.parametrize(
    ("titles", "size", "networks", "least"),
    [
        ("AAAAABBBBB", "2-4", 3, 1),  # 2 + 2 values for 3 networks: one too many, in a network of two at least
        ("AAAAABBBBB", "3-4", 3, 2),  # 3 / 2, rounded up
        ("AAAABBBB", "2-4", 3, 0),
        ("AAABBBCCCD", "2-5", 2, 2),  # 4 for 2
        ("AAABBBCCC-", "2-5", 2, 0),  # somebody has no value, and may be the one who makes up the size
        ("ABCDEFGH", "3-4", 2, 9),  # 8 for 2
    ],
)
def test_those_who_differ_must_meet_where_there_are_more_values_than_networks(
    titles: str, size: str, networks: int, least: int
) -> None:
    people = [leader(str(i), title=None if title == "-" else title) for i, title in enumerate(titles)]
    goals = [{"goal": "same", "attribute": "title", "rank": 1}, {"goal": "churn", "rank": 2}]
    bounds = Bounds(scenario(people, policy(size, networks, goals=goals, duties={})))
    assert bounds.unavoidable == bounds.proven == (least, 0)


# -- envelopes --------------------------------------------------------------------------------------------------------


def several(seed: int) -> Scenario:
    """Several goals at once, one of which overlaps; some people are new, and some networks are gone."""
    draw = Random(seed)
    ids = [str(i) for i in range(6)]
    people = [
        leader(
            id,
            department=draw.choice("AB"),
            title=draw.choice("TU"),
            network=draw.choice(["1", "1", "2", "3", "9", None]),
        )
        for id in ids
    ]
    met = tuple(sorted({tuple(sorted(draw.sample(ids, draw.randint(2, 4)))) for _ in range(3)}))
    goals = [
        {"goal": "mix", "attribute": "department", "rank": 1},
        {"goal": "new_faces", "rank": 1},
        {"goal": "churn", "rank": 2},
        {"goal": "mix", "attribute": "title", "rank": 2},
        {"goal": "same", "attribute": "workplace", "rank": 3},
    ]
    settings = policy("1-6", 3, goals=goals, duties={}, rules={"reporting_line": "off"})
    made = scenario(people, settings, met=met)
    return made if made.networks == ("1", "2", "3") else made.with_networks(3)


def falling(people: Sequence[str], seats: dict[str, str], networks: Sequence[str], moves: float) -> int:
    """The fewest pairs of these with so many moves of their own; those who sit nowhere cost no move."""
    least = []
    for way in product(networks, repeat=len(people)):
        moved = sum(seats.get(person, network) != network for person, network in zip(people, way, strict=True))
        if moved <= moves:
            least.append(sum(map(pairs, Counter(way).values())))
    return min(least)


def test_of_categories_that_overlap_each_layer_may_have_all_the_moves() -> None:
    overlapping = 0
    for seed in range(40):
        made = several(seed)
        bounds = Bounds(made)
        envelope = Envelope(bounds)
        lines = {}
        for goal, groups in enumerate(bounds.groups):
            for people in groups:
                lines[people] = [falling(people, envelope.home, made.networks, moves) for moves in range(7)]
            if kind(bounds.goals[goal]) == "pairs":
                told = [[line[min(n, len(line) - 1)] for n in range(7)] for line in envelope.falling[goal]]
                assert told == [lines[people] for people in groups]
            else:
                assert envelope.falling[goal] == ()
        for moves in (0, 1, 2, 3, inf):
            expected = []
            for goal, layers in enumerate(envelope._layers):
                overlapping += len(layers) > 1
                cost = 0
                for layer in layers:
                    shares = product(range(int(min(moves, 6)) + 1), repeat=len(layer.groups))
                    cost += min(
                        sum(lines[people][n] for people, n in zip(layer.groups, share, strict=True))
                        for share in shares
                        if sum(share) <= moves
                    )
                expected.append(max(cost, bounds.proven[goal]))
            assert envelope.at(moves) == tuple(expected)
    assert overlapping > 20


def test_what_is_asked_of_a_seat_does_not_depend_on_what_was_asked_before() -> None:
    for seed in range(12):
        made = several(seed)
        kept = Envelope(Bounds(made))
        for goal, person, network, moves in product(range(5), made.participants, made.networks, (1, 2, inf)):
            fresh = Envelope(kept.bounds)
            assert kept.with_seat(goal, person, network, moves) == fresh.with_seat(goal, person, network, moves)


def test_what_is_known_of_a_seat_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [leader(str(i), department="A", network="1" if i < 3 else None) for i in range(5)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    envelope = Envelope(Bounds(scenario(people, policy("1-5", 2, goals=goals, duties={}))))
    asked: list[float] = []
    at = envelopes._at
    monkeypatch.setattr(envelopes, "_at", lambda line, moves: asked.append(moves) or at(line, moves))
    found = [envelope.with_seat(0, person, "2", 2) for person in "012"]
    assert found == [4, 4, 4]  # of five in one network and the other: three and two
    assert asked == [1]  # one question for all who come from there
    assert [envelope.with_seat(0, person, "2", 2) for person in "34"] == [4, 4]
    assert asked == [1, 2]  # those who come from nowhere move nobody
    assert envelope.with_seat(0, "0", "2", 1) == 4
    assert asked == [1, 2, 0]


def test_of_those_who_clash_each_is_counted_once() -> None:
    people = [leader(i, network="1" if i < "e" else "2", apart=tuple("abcdef"[: "abcdef".index(i)])) for i in "abcdef"]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    envelope = Envelope(
        Bounds(scenario([*people, leader("g", apart=("a",))], policy("1-7", 3, goals=goals, duties={})))
    )
    assert envelope.clashing == (("a", "b"), ("c", "d"), ("e", "f"))
    assert envelope.fewest_moves == 3
