"""No composition beats a bound: every one is enumerated."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.bounds import Bounds, pairs, water_fill
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import compositions, leader, policy, scenario, tiny_scenarios


@settings(deadline=None, max_examples=examples(150))
@given(tiny_scenarios())
def test_no_composition_that_keeps_the_rules_beats_a_bound(made) -> None:  # type: ignore[no-untyped-def]
    allowed = [c for c in compositions(made) if not any(v.violations for v in judge_rules(made, c))]
    costs = [[verdict.cost for verdict in judge_goals(made, c)] for c in allowed]
    bounds = Bounds(made)
    for i in range(len(made.policy.goals)):
        assert bounds.unavoidable[i] <= bounds.proven[i]
        if costs:
            assert bounds.proven[i] <= min(cost[i] for cost in costs)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 5), st.integers(0, 2)), min_size=1, max_size=3),
    st.integers(0, 9),
)
def test_water_fill_is_the_least_of_all_ways_to_add(boxes: list[tuple[int, int, int]], free: int) -> None:
    """Networks with some members and a most, which may be below it; who finds no room costs nothing."""
    networks = [(here, max(most - here, 0)) for here, most, many in boxes for _ in range(many)]
    added = min(free, sum(room for _, room in networks))
    least = min(
        sum(pairs(here + more) for (here, _), more in zip(networks, way, strict=True))
        for way in product(*(range(room + 1) for _, room in networks))
        if sum(way) == added
    )
    assert water_fill(boxes, free) == least


def test_locked_seats_of_others_leave_less_room() -> None:
    # ten leaders in three networks of four; two chiefs locked to the first leave room for two leaders, so the others have four each:
    # C(2, 2) + C(2, 2) + 2 C(4, 2) = 14, where the even spread is 1 + 3 + 3 + 6 = 13
    people = [leader(f"c{i}", title="Chief", network="1", locked=True) for i in range(2)]
    people += [leader(f"x{i}", title="Leader") for i in range(10)]
    made = scenario(people, policy(size="4", number=3, goals=[{"goal": "mix", "attribute": "title", "rank": 1}]))
    assert Bounds(made).unavoidable == (13,)
    assert Bounds(made).proven == (14,)


def test_a_full_network_has_room_for_nobody() -> None:
    # two of a department and two free networks would be one each; with one of them full of others both are in the other
    people = [leader(f"c{i}", network="1", locked=True) for i in range(3)]
    people += [leader("a", department="D"), leader("b", department="D"), leader("x")]
    made = scenario(people, policy(size="3", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    assert Bounds(made).unavoidable[0] == 0
    assert Bounds(made).proven[0] == 1


def test_nobody_comes_to_a_locked_superior() -> None:
    # six under one who is locked to the first network: all six in the other, C(6, 2), where evenly it would be C(4, 2) + C(3, 2)
    people = [leader("boss", department="D", network="1", locked=True)]
    people += [leader(f"d{i}", "boss", department="D") for i in range(6)] + [leader(f"x{i}") for i in range(5)]
    made = scenario(people, policy(size="6", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    assert Bounds(made).unavoidable[0] == 9
    assert Bounds(made).proven[0] == 15


def test_a_superior_of_the_own_department_forces_pairs_that_the_closed_form_does_not_see() -> None:
    # 19 of one department over nine networks: evenly 3 + 8 x 2, C = 3 + 8 = 11. But the boss sits alone among them:
    # 18 over eight networks, 2 x 3 + 6 x 2, C = 6 + 6 = 12.
    people = [leader("boss", department="D"), *(leader(f"{i:02}", "boss", department="D") for i in range(18))]
    people += [leader(f"x{i:02}") for i in range(59)]
    made = scenario(people, policy(size="8-9", number=9))
    assert Bounds(made).unavoidable[0] == 11
    assert Bounds(made).proven[0] == 12


def test_locked_seats_are_counted_in() -> None:
    # three of one department locked to network 1: C(3, 2) = 3 at least, evenly it would be 0
    people = [leader(str(i), department="D", network="1", locked=True) for i in range(3)]
    people += [leader(f"x{i}") for i in range(6)]
    made = scenario(people, policy(size="3", number=3))
    assert Bounds(made).unavoidable[0] == 3


def test_two_who_are_kept_out_of_a_network_find_no_network_each() -> None:
    # two of a department and two networks would be one each; but neither may meet the one who is locked to the first
    people = [leader("c", network="1", locked=True, apart=("a", "b"))]
    people += [leader("a", department="D"), leader("b", department="D"), leader("x")]
    made = scenario(people, policy(size="1-3", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    assert Bounds(made).unavoidable[0] == 0
    assert Bounds(made).proven[0] == 1
