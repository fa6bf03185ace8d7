"""A scenario in whole numbers: every field of a small table, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from netcompose.compose import table as tables
from netcompose.compose.table import Layer, Table, Tally
from netcompose.policy.catalogue import judge_goals
from worlds import compositions, leader, policy, scenario

PEOPLE = [
    leader("a", department="X", title="T", network="2", locked=True),
    leader("b", "a", department="X", title="U", network="1", together=("e",)),
    leader("c", "a", department="Y", title="T", network="9", new=True),
    leader("d", department="Z", title="T", apart=("a", "b"), max_mentees=3),
    leader("e", department="Y", network="1"),
]
GOALS: list[dict[str, Any]] = [
    {"goal": "mix", "attribute": "department", "rank": 1, "weight": 2},
    {"goal": "same", "attribute": "title", "rank": 2},
    {"goal": "new_faces", "rank": 3, "weight": 3},
    {"goal": "churn", "rank": 3},
    {"goal": "even_size", "rank": 4},
]
LIMITS = [
    {"attribute": "department", "value": "X", "at_least": 1},
    {"attribute": "department", "value": "Y", "at_most": 1},
]


def made(**more: Any) -> Table:
    settings = {"goals": GOALS, "limits": LIMITS, "duties": {"mentor": {"most_mentees": 2}}, **more}
    return Table(scenario(PEOPLE, policy("2-3", 2, **settings), met=(("a", "b", "d"), ("c", "e"))))


def test_who_may_not_meet_whom() -> None:
    table = made()
    assert (table.people, table.networks) == (("a", "b", "c", "d", "e"), ("1", "2"))
    assert [sorted(foes) for foes in table.foes] == [[1, 2, 3], [0, 3], [0], [0, 1], []]
    assert table.many_foes == {}


@pytest.mark.parametrize(("many", "people"), [(3, []), (2, [0]), (1, [0, 1, 3]), (0, [0, 1, 2, 3])])
def test_who_has_many_foes(monkeypatch: pytest.MonkeyPatch, many: int, people: list[int]) -> None:
    monkeypatch.setattr(tables, "MANY", many)
    table = made()
    assert table.many_foes == {p: frozenset(table.foes[p]) for p in people}


def test_what_moves_as_one_and_where_it_is_locked() -> None:
    table = made()
    assert (table.units, table.seat) == ([(0,), (1, 4), (2,), (3,)], [1, -1, -1, -1])
    held = [replace(PEOPLE[0], network="7"), *PEOPLE[1:4], replace(PEOPLE[4], locked=True)]
    table = Table(scenario(held, policy("2-3", 2)).with_networks(2))
    assert table.networks == ("1", "7")
    assert (table.units, table.seat) == ([(0,), (1, 4), (2,), (3,)], [1, 0, -1, -1])
    lost = Table(replace(table.scenario, networks=("1", "2")))  # 7 is not there
    assert lost.seat == [-1, 0, -1, -1]


def test_what_is_counted_in_a_network() -> None:
    table = made()
    assert table.tallies == [
        Tally([1, 1, 1, 1, 1], 2, 3),
        Tally([2, 2, -1, 3, 2], 0, 10),
        Tally([1, 1, 0, 0, 0], 1, 5),
        Tally([0, 0, 1, 0, 1], 0, 1),
    ]
    assert table.signature == [0, 0, 1, 2, 3]
    assert made(duties={}, limits=[]).tallies == table.tallies[:1]
    assert made(rules={"mentor_supply": False}, limits=[]).tallies == table.tallies[:1]
    nobody_new = [replace(person, new=False) for person in PEOPLE]
    assert len(Table(scenario(nobody_new, policy("2-3", 2))).tallies) == 1


def test_which_pairs_are_counted() -> None:
    """d is alone in Z and makes no pair; of those who have met, a, b and d overlap with b and e, who share a network now."""
    assert made().layers == [
        Layer([0, 0, 1, -1, 1], [2, 2], 1, 0),
        Layer([0, 0, 0, 0, -1], [4], 1, 1),
        Layer([0, -1, 0, 0, -1], [3], -1, 1),
        Layer([-1, 0, -1, -1, 0], [2], 1, 2),
        Layer([0, 0, 1, 0, 1], [3, 2], 1, 2),
        Layer([0, 0, 0, 0, 0], [5], 1, 4),
    ]


def test_where_people_sit_now() -> None:
    table = made()
    assert (table.home_goal, table.home) == (3, [1, 0, -1, -1, 0])
    still = made(goals=GOALS[:3])
    assert (still.home_goal, still.home) == (None, [-1] * 5)


def test_a_composition_of_whole_numbers() -> None:
    seats = made().composition([1, 0, 0, 1, 0])
    assert [(network.id, network.members) for network in seats.networks] == [("1", ("b", "c", "e")), ("2", ("a", "d"))]


def test_goals_weigh_by_rank_or_flat() -> None:
    assert made().flat_weights() == [2, 1, 3, 1, 1]
    # five people in networks of three make at most 5 * 3 // 2 = 7 pairs, and five moves: 12
    even = 1
    third = 1 + 12 * even
    second = 1 + 12 * (even + 3 * third + third)
    first = 1 + 12 * (even + 4 * third + second)
    assert made().ranked_weights() == [2 * first, second, 3 * third, third, even]
    huge = Table(scenario(PEOPLE, policy("2-30", 2, goals=GOALS)))
    assert huge.ranked_weights()[3] == 1 + 5 * 5 // 2 + 5


def test_a_rank_weighs_more_than_all_that_is_below() -> None:
    table = Table(scenario(PEOPLE, policy("1-5", 2, goals=GOALS)))
    weights = table.ranked_weights()
    for goals in ((1, 2, 3, 4), (2, 3, 4), (4,)):
        worst = max(
            sum(weights[goal] * judge_goals(table.scenario, c)[goal].cost for goal in goals)
            for c in compositions(table.scenario)
        )
        assert worst < weights[min(goals) - 1] // table.goals[min(goals) - 1].weight
