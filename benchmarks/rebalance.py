"""Moves and mix: the front held against an independent count of the fewest moves, and timed.

    python benchmarks/rebalance.py check [--worlds 200]     every world's front against a plain CP-SAT model of the moves
    python benchmarks/rebalance.py speed                    CPU seconds of fronts, and how many of their points are proven

The independent model is written from the evaluator's own reading of the rules (bench.problem), not with the composer's tables.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from ortools.sat.python import cp_model

from bench.membership import a_year_later
from bench.problem import problem_of
from netcompose.compose import closing_front  # noqa: F401 - loaded before the clock starts
from netcompose.compose.front import front
from netcompose.compose.outcome import Impossible, OutOfTime
from netcompose.compose.points import Front
from netcompose.compose.search import Effort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.policy.scenario import Scenario

FAMILIES = ("trees", "chain", "flat", "siblings")
SPEED = (
    ("trees", 78, 2, 10, 5),
    ("trees", 110, 2, 8, 8),
    ("trees", 300, 2, 10, 8),
    ("flat", 78, 2, 10, 5),
    ("chain", 110, 2, 8, 8),
    ("trees", 78, 6, 10, 5),
    ("trees", 110, 6, 8, 8),
)


def worlds(number: int) -> Iterator[tuple[str, Scenario]]:
    """So many organisations of 78 to 110 leaders with 1 to 12 changes since they were composed: leavers, joiners, promotions."""
    seed = made = 0
    while made < number:
        draw = Random(f"worlds/{seed}")
        changes = draw.randint(1, 12)
        leavers = draw.randint(0, changes)
        joiners = draw.randint(0, changes - leavers)
        leaders, family = draw.randint(78, 110), FAMILIES[seed % len(FAMILIES)]
        kinds = {"leavers": leavers, "joiners": joiners, "promotions": changes - leavers - joiners}
        seed += 1
        try:
            scenario = a_year_later(family, leaders, 2, seed, spread=draw.randint(0, 1), **kinds)
        except ValueError:
            continue
        made += 1
        yield f"{family} {leaders} seed {seed} {kinds}", scenario


def fewest_moves(scenario: Scenario) -> int | None:
    """The fewest moves by a plain CP-SAT model without hints, bounds or symmetry; None when no composition keeps the rules."""
    problem, model = problem_of(scenario), cp_model.CpModel()
    at = {network: g for g, network in enumerate(scenario.networks)}
    networks = range(problem.networks)
    x = [[model.new_bool_var("") for _ in networks] for _ in range(problem.people)]
    for row in x:
        model.add_exactly_one(row)
    for g in networks:
        model.add_linear_constraint(sum(row[g] for row in x), problem.smallest, problem.largest)
        for p, foes in enumerate(problem.foes):
            for q in foes:
                if p < q:
                    model.add_at_most_one(x[p][g], x[q][g])
    homes = [at.get(person.network or "", -1) for person in scenario.people]
    model.minimize(sum(1 - x[p][home] for p, home in enumerate(homes) if home >= 0))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)


def disagreements(scenario: Scenario, seconds: float) -> tuple[list[str], bool]:
    """What is wrong with the front of a scenario, in words, and whether all of it is proven."""
    found, fewest = front(scenario, Effort(seconds=10 * seconds, repeatable=seconds)), fewest_moves(scenario)
    if isinstance(found, OutOfTime):
        return ["no composition in time"], False
    if isinstance(found, Impossible):
        return ([] if fewest is None else [f"called impossible, but {fewest} moves are enough"]), True
    return faults(scenario, found, fewest), found.complete


def faults(scenario: Scenario, found: Front, fewest: int | None) -> list[str]:
    """What is wrong with a front."""
    wrong = []
    first = found.points[0]
    if first.moves != fewest or not found.fewest_proven:
        wrong.append(f"{first.moves} moves where {fewest} are the fewest")
    if not (first.proven and found.points[-1].proven):
        wrong.append("an end is not proven")
    costs = [sum(point.values[: len(scenario.policy.goals)]) for point in found.points]
    moves = [point.moves for point in found.points]
    if costs != sorted(set(costs), reverse=True) or moves != sorted(set(moves)):
        wrong.append("not monotone")
    for point in found.points:
        seats = point.composition.seats
        differ = sum(p.network in scenario.networks and seats[p.id] != p.network for p in scenario.people)
        if differ != point.moves:
            wrong.append(f"{differ} seats differ where {point.moves} moves are told")
    return wrong


def check(number: int) -> int:
    """Hold every world's front against the independent count."""
    wrong = complete = 0
    for i, (name, scenario) in enumerate(worlds(number), 1):
        told, whole = disagreements(scenario, 40)
        wrong += bool(told)
        complete += whole
        for fault in told:
            print(f"{name}: {fault}", flush=True)
        if i % 50 == 0:
            print(f"{i} worlds, {wrong} with faults, {complete} proven throughout", flush=True)
    return wrong


def speed(seeds: int = 5) -> None:
    """CPU seconds of whole fronts, without imports."""
    print("family     leaders attributes out/in   median s  worst s  points  proven  complete fronts")
    for family, leaders, attributes, leavers, joiners in SPEED:
        seconds, points, proven, complete = [], 0, 0, 0
        for seed in range(seeds):
            scenario = a_year_later(family, leaders, attributes, seed, leavers=leavers, joiners=joiners)
            before = process_time()
            found = front(scenario, Effort())
            seconds.append(process_time() - before)
            assert isinstance(found, Front)
            points += len(found.points)
            proven += sum(point.proven for point in found.points)
            complete += found.complete
        told = f"{family:10} {leaders:7} {attributes:10} {f'{leavers}/{joiners}':>6} {median(seconds):10.2f} {max(seconds):8.2f}"
        print(f"{told} {points:7} {proven:7} {complete:9} of {seeds}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("check", "speed"))
    parser.add_argument("--worlds", type=int, default=200)
    chosen = parser.parse_args()
    if chosen.what == "speed":
        speed()
    else:
        sys.exit(check(chosen.worlds) > 0)
