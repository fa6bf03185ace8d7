"""Names of networks: equal compositions look equal, and nobody seems to move who need not."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from effort import examples
from netcompose.compose.naming import canonical
from netcompose.plan import Composition
from worlds import leader, planted_scenarios, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

MIX = [{"goal": "mix", "attribute": "department", "rank": 1}]


def composed(made: Scenario, **networks: str) -> Composition:
    return Composition.of({person: name[1:] for name, members in networks.items() for person in members}, made.networks)


def named(made: Scenario, **networks: str) -> dict[str, str]:
    found = canonical(made, composed(made, **networks))
    assert [network.id for network in found.networks] == list(made.networks)
    assert all(network.name == network.id for network in found.networks)
    return {network.id: "".join(network.members) for network in found.networks}


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))
@given(planted_scenarios(full=False))
def test_equal_compositions_get_equal_names(made: Scenario) -> None:
    seats = {person.id: person.network or "1" for person in made.people}
    locked = set(made.locked.values())
    loose = [network for network in made.networks if network not in locked]
    found = canonical(made, Composition.of(seats, made.networks))
    parts = {frozenset(network.members) for network in Composition.of(seats, made.networks).networks}
    assert {frozenset(network.members) for network in found.networks} == parts
    for order in list(permutations(loose))[:6]:
        names = dict(zip(loose, order, strict=True)) | {network: network for network in locked}
        other = Composition.of({person: names[network] for person, network in seats.items()}, made.networks)
        assert canonical(made, other) == found
    assert all(
        found.network(network).members == Composition.of(seats, made.networks).network(network).members
        for network in locked
    )
    # everybody sits where they sat: the names are those that they had
    assert sum(found.seats[person] != network for person, network in seats.items()) == 0


def test_without_present_networks_the_first_member_decides() -> None:
    made = scenario([leader(i) for i in "abcdef"], policy(size="2", number=3, goals=MIX))
    assert named(made, n1="ef", n2="bc", n3="ad") == {"1": "ad", "2": "bc", "3": "ef"}


@pytest.mark.parametrize(
    ("present", "names"),
    [
        ("2--2--", {"1": "bc", "2": "ad", "3": "ef"}),
        ("222---", {"1": "ad", "2": "bc", "3": "ef"}),  # two of the three are b and c
        ("2-----", {"1": "bc", "2": "ad", "3": "ef"}),
        ("-33-3-", {"1": "ad", "2": "ef", "3": "bc"}),
        ("3--3-1", {"1": "ef", "2": "bc", "3": "ad"}),
        ("77-7--", {"1": "ad", "2": "bc", "3": "ef"}),  # that network is closed
        ("1-21--", {"1": "ad", "2": "bc", "3": "ef"}),
        ("2--1--", {"1": "ad", "2": "bc", "3": "ef"}),  # one of each: the first name
        ("11----", {"1": "ad", "2": "bc", "3": "ef"}),  # one of each network: the first of them
    ],
)
def test_names_in_use_go_where_most_of_their_members_sit(present: str, names: dict[str, str]) -> None:
    people = [leader(i, network=None if n == "-" else n) for i, n in zip("abcdef", present, strict=True)]
    made = scenario(people, policy(size="2", number=3, goals=MIX))
    made = made if made.networks == ("1", "2", "3") else made.with_networks(3, {"7"})
    assert named(made, n1="ef", n2="bc", n3="ad") == names


def test_locked_networks_and_counted_moves_keep_their_names() -> None:
    people = [leader(i, network="3", locked=i == "e") for i in "abcdef"]
    made = scenario(people, policy(size="2", number=3, goals=MIX))
    assert named(made, n1="bc", n2="ad", n3="ef") == {"1": "ad", "2": "bc", "3": "ef"}
    counted = scenario(people, policy(size="2", number=3, goals=[*MIX, {"goal": "churn", "rank": 2}]))
    assert named(counted, n1="ef", n2="bc", n3="ad") == {"1": "ef", "2": "bc", "3": "ad"}


def test_the_most_members_first_whatever_their_order() -> None:
    people = [leader(i, network=n) for i, n in zip("abcdef", "121222", strict=True)]
    made = scenario(people, policy(size="3", number=2, goals=MIX))
    found = named(made, n1="bde", n2="acf")
    seats = {p: n for n, members in found.items() for p in members}
    moves = Counter(seats[p.id] != p.network for p in people)
    assert (found, moves[True]) == ({"1": "acf", "2": "bde"}, 1)
