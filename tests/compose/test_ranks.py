"""Ranks: a goal of a lower rank never costs one of a higher, however much it weighs – held against every composition."""

from __future__ import annotations

from random import Random

from netcompose.compose.closing import close
from netcompose.compose.effort import Effort
from netcompose.compose.outcome import Composed
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import compositions, leader, policy, scenario

WEIGHTS = (1, 5, 9)
GOALS = [
    {"goal": "mix", "attribute": "department", "rank": 1, "weight": WEIGHTS[0]},
    {"goal": "mix", "attribute": "title", "rank": 2, "weight": WEIGHTS[1]},
    {"goal": "mix", "attribute": "workplace", "rank": 3, "weight": WEIGHTS[2]},
]


def test_closing_goes_rank_by_rank() -> None:
    disputed = 0
    for seed in range(60):
        draw = Random(seed)
        people = [leader("0", department="A")]
        people += [
            leader(
                str(i),
                draw.choice(["0", None]),
                department=draw.choice("AAB"),
                title=draw.choice("TTU"),
                workplace=draw.choice("VW"),
            )
            for i in range(1, 7)
        ]
        made = scenario(people, policy(size="3-4", number=2, goals=GOALS, duties={}))
        allowed = [c for c in compositions(made) if not any(v.violations for v in judge_rules(made, c))]
        if not allowed:
            continue
        costs = [[verdict.cost for verdict in judge_goals(made, c)] for c in allowed]
        best = min(costs)
        heaviest = min(costs, key=lambda cost: sum(weight * n for weight, n in zip(WEIGHTS, cost, strict=True)))
        disputed += heaviest > best
        start = max(zip(costs, allowed, strict=True), key=lambda pair: pair[0])[1]
        outcome = close(Table(made), Effort(seconds=20), start)
        assert isinstance(outcome, Composed)
        assert [verdict.cost for verdict in judge_goals(made, outcome.composition)] == best
        assert list(outcome.bounds) == best
    assert disputed >= 5  # worlds in which the weights alone would choose another composition
