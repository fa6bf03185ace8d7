"""Claims of proof held against the model alone, with hours: nothing below a value that is called proven may exist.

    python benchmarks/confirm.py                                    a night: 20 to 110 leaders, ten minutes a question
    python benchmarks/confirm.py --sizes 20 --instances 3 --seconds 20

Each organisation is composed as always. Then CP-SAT alone, with the model that defines the problem and none of what stands before it
(pre-checks, deal, bounds, outlines, hint, numbering of networks), is asked for a composition that costs less than what is called proven,
or for any composition where none is said to exist. It may say that there is none ("confirmed") or run out of time ("undecided"). A
composition is a contradiction.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench.families import FAMILIES, make  # noqa: E402 - the folder is put on the path first
from netcompose.compose.effort import Effort  # noqa: E402
from netcompose.compose.model import Model  # noqa: E402
from netcompose.compose.outcome import Composed, Impossible  # noqa: E402
from netcompose.compose.search import compose  # noqa: E402
from netcompose.policy.catalogue import judge_goals  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.compose.outcome import Outcome
    from netcompose.policy.scenario import Scenario

WORKERS: Final = 2
SIZES: Final = (20, 78, 110)


def questions(scenario: Scenario, outcome: Outcome) -> list[tuple[str, Model]]:
    """What may have no answer, each with its name: better in some rank that is proven, those above it no worse; or anything at all."""
    if isinstance(outcome, Impossible):
        return [("any composition", Model(scenario, goals=False))]
    if not isinstance(outcome, Composed):
        return []
    goals = scenario.policy.goals
    values = [verdict.cost for verdict in judge_goals(scenario, outcome.composition)]
    asked = []
    for rank in sorted({goal.rank for goal in goals}):
        alike = [i for i, goal in enumerate(goals) if goal.rank == rank]
        if any(outcome.bounds[i] < values[i] for i in alike):
            break  # neither this rank nor what is below it is called proven
        model = Model(scenario)
        for above in sorted({goal.rank for goal in goals if goal.rank < rank}):
            _at_most(model, scenario, values, above, 0)
        if _at_most(model, scenario, values, rank, -1):
            asked.append((f"better in rank {rank}", model))
    return asked


def _at_most(model: Model, scenario: Scenario, values: Sequence[int], rank: int, more: int) -> bool:
    """Let a rank cost what it does, and so much more, at the most; whether the rank costs anything to ask about."""
    alike = [(i, goal.weight) for i, goal in enumerate(scenario.policy.goals) if goal.rank == rank]
    most = sum(weight * values[i] for i, weight in alike) + more
    if most < 0:
        return False
    cost = sum(weight * model.costs[i] for i, weight in alike)
    if not isinstance(cost, int):
        model.cp.add(cost <= most)
    return True


def ending(model: Model, seconds: float) -> str:
    """How the model alone answers."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "contradicted"
    return "confirmed" if status == cp_model.INFEASIBLE else "undecided"


def hold(
    family: str, leaders: int, attributes: int, seed: int, seconds: float, say: Callable[[str], None] = print
) -> Counter[str]:
    """Compose one organisation, and count how its claims end."""
    endings: Counter[str] = Counter()
    for scenario in make(family, leaders, attributes, seed).scenarios():
        outcome = compose(scenario, Effort())
        asked = questions(scenario, outcome)
        if not asked:
            endings["nothing claimed"] += 1
        for what, model in asked:
            ended = ending(model, seconds)
            endings[ended] += 1
            say(f"{family} {leaders} {attributes} #{seed}, {what}: {ended}")
    return endings


def main(given: list[str] | None = None) -> int:
    """Ask for every organisation, and tell how it ended; 1 when a claim is contradicted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--attributes", nargs="+", type=int, choices=(2, 6), default=[2, 6])
    parser.add_argument("--instances", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=600.0, help="for one question, by the clock (default 600)")
    options = parser.parse_args(given)
    total: Counter[str] = Counter()
    for leaders in options.sizes:
        for family in options.families:
            for attributes in options.attributes:
                for seed in range(options.instances):
                    total += hold(
                        family, leaders, attributes, seed, options.seconds, lambda text: print(text, flush=True)
                    )
    print(", ".join(f"{many} {how}" for how, many in sorted(total.items())))
    return 1 if total["contradicted"] else 0


if __name__ == "__main__":
    sys.exit(main())
