"""The exchange heuristic of anticlustering packages, in numpy: each person in turn makes the best exchange with anybody else.

From a random start, passes over everybody until one brings nothing: a local optimum. Up to ten starts, until the closed form is met
or time is up. What an exchange changes is computed for all partners at once; a meeting of superior and report costs 20 pairs.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from bench.answer import Answer, Stopwatch, answer
from bench.problem import Problem, at_random, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.policy.scenario import Scenario

STARTS, CLASH = 10, 20


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Exchange until the closed form is met, ten local optima are seen or time is up."""
    watch, draw = Stopwatch(), Random(seed)
    problem = problem_of(scenario)
    best, best_cost, to_best = None, 10**9, 0.0
    for _ in range(STARTS):
        seats, cost = _local_optimum(problem, at_random(problem, draw), lambda: watch() > seconds)
        if cost < best_cost:
            best, best_cost, to_best = seats, cost, watch()
        if best_cost <= problem.least or watch() > seconds:
            break
    return answer(scenario, best, to_best=to_best)


def _local_optimum(problem: Problem, start: list[int], late: Callable[[], bool]) -> tuple[list[int], int]:
    """Passes of best exchanges from a start; the plan and its pairs."""
    networks, seat = problem.networks, np.array(start)
    kinds = [np.array(kind) for kind in problem.kinds]
    met = [np.zeros((len(members), networks), dtype=np.int64) for members in problem.members]
    for kind, table in zip(kinds, met, strict=True):
        np.add.at(table, (kind, seat), 1)
    foes = [np.array(some, dtype=np.int64) for some in problem.foes]
    clashes = np.array([np.count_nonzero(seat[some] == seat[p]) for p, some in enumerate(foes)])
    locked = np.array(problem.seat) >= 0
    free = np.flatnonzero(~locked)
    improved = True
    while improved and not late():
        improved = False
        for one in free:
            here = seat[one]
            change = np.zeros(problem.people, dtype=np.int64)
            for kind, table in zip(kinds, met, strict=True):
                a = kind[one]
                step = table[a, seat] - (table[a, here] - 1) + table[kind, here] - (table[kind, seat] - 1)
                step[kind == a] = 0
                change += step
            # conflicts: one with each other's network, and each other with the network of one
            mine = (
                np.bincount(seat[foes[one]], minlength=networks)
                if len(foes[one])
                else np.zeros(networks, dtype=np.int64)
            )
            theirs = np.zeros(problem.people, dtype=np.int64)
            for member in np.flatnonzero(seat == here):
                if member != one:
                    theirs[foes[member]] += 1
            clash = mine[seat] - mine[here] + theirs - clashes
            clash[foes[one]] -= 1  # a foe of one would leave the network that one enters
            change += CLASH * clash
            change[(seat == here) | locked] = 1
            other = int(np.argmin(change))
            if change[other] < 0:
                improved = True
                there = seat[other]
                for kind, table in zip(kinds, met, strict=True):
                    a, b = kind[one], kind[other]
                    table[a, here] -= 1
                    table[a, there] += 1
                    table[b, there] -= 1
                    table[b, here] += 1
                seat[one], seat[other] = there, here
                for moved in (one, other):
                    for person in (moved, *foes[moved]):
                        clashes[person] = np.count_nonzero(seat[foes[person]] == seat[person])
            if late():
                break
    cost = sum(int((table * (table - 1) // 2).sum()) for table in met)
    return seat.tolist(), cost + CLASH * int(clashes.sum()) // 2
