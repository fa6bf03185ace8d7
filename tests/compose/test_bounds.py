"""No composition beats a bound: every one is enumerated."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose.bounds import Bounds, capped_fill, pairs, water_fill
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


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(0, 6))
def test_water_fill_is_the_least_of_all_ways_to_add(counts: list[int], free: int) -> None:
    least = min(
        sum(pairs(n + m) for n, m in zip(counts, more, strict=True))
        for more in product(range(free + 1), repeat=len(counts))
        if sum(more) == free
    )
    assert water_fill(counts.copy(), free) == least


@given(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.integers(0, 12))
def test_capped_fill_is_the_least_of_all_ways_to_fill(caps: list[int], people: int) -> None:
    ways = [
        sum(map(pairs, fill))
        for fill in product(*(range(cap + 1) for cap in caps))
        if sum(fill) == min(people, sum(caps))
    ]
    assert capped_fill(caps, people) == min(ways)


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
