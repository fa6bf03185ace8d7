"""Simulated annealing in plain Python, as one writes it in an afternoon: exchange two people, accept a worse plan by its temperature.

A schedule cools from where one pair more is often accepted to where it is not, over 400 exchanges a person. It is repeated, each time
twice as long, until the closed form is met, two schedules in a row bring nothing, or time is up. A meeting of superior and report
costs 20 pairs.
"""

from __future__ import annotations

from math import exp
from random import Random
from typing import TYPE_CHECKING

from bench.answer import Answer, Stopwatch, answer
from bench.problem import Problem, at_random, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.policy.scenario import Scenario

WARM, COLD, CLASH = 1.5, 0.15, 20


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Anneal until the closed form is met or time is up."""
    watch, draw = Stopwatch(), Random(seed)
    problem = problem_of(scenario)
    best, best_cost, to_best, steps, idle = at_random(problem, draw), 10**9, 0.0, 400 * problem.people, 0
    while best_cost > problem.least and idle < 2 and watch() < seconds:
        found, cost = _anneal(problem, draw, steps, lambda: watch() > seconds)
        idle += 1
        if cost < best_cost:
            best, best_cost, to_best, idle = found, cost, watch(), 0
        steps *= 2
    return answer(scenario, best, to_best=to_best)


def _anneal(problem: Problem, draw: Random, steps: int, late: Callable[[], bool]) -> tuple[list[int], int]:
    """One schedule from a random start: the best plan seen, and its pairs."""
    kinds, foes, networks = problem.kinds, [set(some) for some in problem.foes], problem.networks
    seat = at_random(problem, draw)
    met = [[0] * (networks * len(members)) for members in problem.members]
    for person, network in enumerate(seat):
        for kind, table in zip(kinds, met, strict=True):
            table[kind[person] * networks + network] += 1
    cost = sum(n * (n - 1) // 2 for table in met for n in table)
    cost += CLASH * sum(seat[p] == seat[foe] for p, some in enumerate(foes) for foe in some) // 2
    free = [person for person, locked in enumerate(problem.seat) if locked < 0]
    best, best_cost, rows = seat.copy(), cost, list(zip(kinds, met, strict=True))
    cooling, heat, many = (COLD / WARM) ** (1 / steps), WARM, len(free)
    for step in range(steps):
        heat *= cooling
        one, other = free[int(draw.random() * many)], free[int(draw.random() * many)]
        here, there = seat[one], seat[other]
        if here == there:
            continue
        change = 0
        for kind, table in rows:
            a, b = kind[one] * networks, kind[other] * networks
            if a != b:
                change += table[a + there] - table[a + here] + table[b + here] - table[b + there] + 2
        for foe in foes[one]:
            change += CLASH * ((seat[foe] == there and foe != other) - (seat[foe] == here))
        for foe in foes[other]:
            change += CLASH * ((seat[foe] == here and foe != one) - (seat[foe] == there))
        if change <= 0 or draw.random() < exp(-change / heat):
            for kind, table in rows:
                a, b = kind[one] * networks, kind[other] * networks
                table[a + here] -= 1
                table[a + there] += 1
                table[b + there] -= 1
                table[b + here] += 1
            seat[one], seat[other] = there, here
            cost += change
            if cost < best_cost:
                best, best_cost = seat.copy(), cost
                if cost <= problem.least:
                    break
        if step % 4096 == 0 and late():
            break
    return best, best_cost
