"""Deal and repair: its books are right at every step, and it does not need the solver where the bound can be met."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from effort import examples
from netcompose.compose.deal import Deal
from netcompose.compose.demands import apart_pairs, reporting_pairs, sibling_groups
from netcompose.compose.table import Table
from netcompose.organisation import Level, Organisation
from netcompose.policy.catalogue import judge_goals, judge_rules
from netcompose.policy.scenario import draw_up
from worlds import leader, planted_scenarios, policy, scenario

if TYPE_CHECKING:
    from netcompose.plan import Composition

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))
COUNTED = {"group_size", "reporting_line", "siblings", "apart", "mentor_supply", "limits"}
"""Rules that a deal may break on its way, and counts; the others hold by construction."""


def judged(table: Table, deal: Deal) -> tuple[int, int]:
    """(broken, cost) as the judges see the deal's composition, each goal by its own weight."""
    composition = table.composition(deal.books.network_of)
    rules = {verdict.rule: verdict.violations for verdict in judge_rules(table.scenario, composition)}
    verdicts = judge_goals(table.scenario, composition)
    cost = sum(goal.weight * verdict.cost for goal, verdict in zip(table.goals, verdicts, strict=True))
    return sum(rules[rule] for rule in COUNTED) - counted_twice(table, composition), cost


def counted_twice(table: Table, composition: Composition) -> int:
    """Pairs who meet though two rules keep them apart: each rule's judge counts them, the deal counts the pair once."""
    pairs = Counter(frozenset(pair) for pair in {frozenset(p) for p in reporting_pairs(table.scenario)})
    pairs.update(frozenset(p) for group in sibling_groups(table.scenario) for p in combinations(group, 2))
    pairs.update(frozenset(pair) for pair in apart_pairs(table.scenario))
    seats = composition.seats
    return sum(many - 1 for pair, many in pairs.items() if len({seats[person] for person in pair}) == 1)


@quietly
@given(planted_scenarios())
def test_the_books_are_right_before_and_after_repair(made) -> None:  # type: ignore[no-untyped-def]
    table = Table(made)
    deal = Deal(table, 3)
    assert deal.state == judged(table, deal)
    deal.mend(50)
    assert deal.state == judged(table, deal)
    held = {"placed_once", "locked", "together"}
    assert not any(v.violations for v in judge_rules(made, table.composition(deal.books.network_of)) if v.rule in held)


@quietly
@given(planted_scenarios())
def test_repair_never_ends_worse_than_it_began_and_repeats_itself(made) -> None:  # type: ignore[no-untyped-def]
    table = Table(made)
    deal, twin = Deal(table, 3), Deal(table, 3)
    start = deal.state
    deal.mend(200)
    twin.mend(200)
    assert deal.state <= start
    assert deal.books.network_of == twin.books.network_of


def municipality(leaders: int, seed: int) -> Organisation:
    """A tree as municipalities have them: ten chiefs, uneven fields, some leaders of leaders."""
    draw = random.Random(seed)
    people = [leader("D", level=Level.DIRECTOR)]
    people += [leader(f"C{i}", "D", level=Level.CHIEF) for i in range(10)]
    above: list[tuple[str, int]] = []
    for i in range(leaders):
        field = min(9, int(draw.expovariate(0.4)))
        manager = f"C{field}"
        if i < leaders * 0.15:
            above.append((f"L{i:04}", field))
        elif draw.random() < 0.6:
            manager, field = draw.choice(above)
        people.append(
            leader(
                f"L{i:04}",
                manager,
                department=f"F{field}",
                level_name="LL" if i < leaders * 0.15 else "LM",
                new=i % 10 == 9,
            )
        )
    return Organisation(tuple(people))


@pytest.mark.parametrize("leaders", [78, 110, 300])
@pytest.mark.parametrize("seed", range(5))
def test_ordinary_organisations_reach_the_bound_without_a_solver(leaders: int, seed: int) -> None:
    made = draw_up(
        municipality(leaders, seed),
        policy(size="8-9" if leaders != 110 else "10-12"),
        __import__("datetime").date(2026, 9, 1),
    )
    table = Table(made)
    deal = Deal(table, 1)
    deal.mend(3_000)
    assert deal.finished
    composition = table.composition(deal.books.network_of)
    assert not any(verdict.violations for verdict in judge_rules(made, composition))
    assert [verdict.cost for verdict in judge_goals(made, composition)] == list(table.least)


def test_a_group_moves_as_one() -> None:
    people = [leader(f"{i}", department="AB"[i % 2]) for i in range(8)]
    people[0] = leader("0", department="A", together=("2", "4"))
    made = scenario(people, policy(size="4", number=2))
    table = Table(made)
    deal = Deal(table, 1)
    deal.mend(50)
    assert deal.books.broken == 0
    assert len({deal.books.network_of[i] for i in (0, 2, 4)}) == 1
