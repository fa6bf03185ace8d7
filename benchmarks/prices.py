"""Hold the prices of `explain --leader` against solving the plan anew with that seat locked.

    python benchmarks/prices.py --cases 200

For a random leader and another network of a random plan, everybody keeps their seat as far as that goes: the plan is solved once more with
the leader locked to that network and "few moves" ranked above all other goals. Its moves and the cost of each rank are what the seat really
costs; `explain` says it in milliseconds, by looking at moves of one and of two people. They agree when

- the fewest moves are one or two, and explain's best way costs the same, rank by rank; or
- more than two must move (or it is impossible), and explain says that there is no seat.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.policy.settings import Policy
from netcompose.tasks.explain import Explainer
from netcompose.tasks.solve import Solved, Unsolvable, solve

if TYPE_CHECKING:
    from netcompose.tasks.explain import Change

TODAY: Final = date(2026, 9, 1)


@dataclass(frozen=True)
class Held:
    """What came of one case, and the milliseconds that explain took for all networks of the leader."""

    seed: int
    ending: str
    wrong: str = ""
    milliseconds: float = 0.0


def world(draw: Random) -> tuple[Organisation, Policy]:
    """Few departments under a handful of chiefs, so that most seats cost something."""
    count = draw.choice((12, 18, 24, 30, 40))
    ids = [f"{i:02}" for i in range(count)]
    people = []
    for i, person in enumerate(ids):
        people.append(
            Person(
                id=person,
                name=f"Leader {person}",
                level=Level.LEADER_OF_LEADERS if i < count // 5 else Level.LEADER_OF_EMPLOYEES,
                level_name="A" if i < count // 5 else "B",
                manager=draw.choice(ids[: max(1, count // 5)]) if i >= count // 5 else None,
                department=draw.choice("ABCDE"),
                workplace=draw.choice("PQRST"),
                new=draw.random() < 0.15,
                apart=(draw.choice(ids[:i]),) if i and draw.random() < 0.1 else (),
            )
        )
    number = max(2, count // draw.choice((4, 5, 6)))
    even = count / number
    spare = draw.choice((0, 0, 1))
    goals: list[dict[str, Any]] = [
        {"goal": "mix", "attribute": "department", "rank": 1, "weight": draw.choice((1, 2))},
        {"goal": "mix", "attribute": "workplace", "rank": draw.choice((1, 2))},
        {"goal": "new_leaders", "rank": 2},
    ]
    policy = Policy.model_validate(
        {
            "name": "prices",
            "networks": {"size": f"{max(1, int(even) - spare)}-{-(-count // number) + spare}", "number": number},
            "duties": {"mentor": {}},
            "goals": goals,
        }
    )
    return Organisation(tuple(people)), policy


def hold(seed: int, seconds: float) -> Held:
    """One case."""
    draw = Random(f"prices/{seed}")
    organisation, policy = world(draw)
    how: dict[str, Any] = {"today": TODAY, "language": Language.EN}
    answer = solve(organisation, policy, effort=Effort(seed=seed, seconds=seconds), **how)
    if not isinstance(answer, Solved):
        return Held(seed, "no plan")
    plan = answer.plan.composition
    seated = organisation.with_people(
        {person: replace(organisation.person(person), network=network) for person, network in plan.seats.items()}
    )
    leader = draw.choice(sorted(plan.seats))
    network = draw.choice([one.id for one in plan.networks if one.id != plan.seats[leader]])
    begin = perf_counter()
    seats = Explainer(seated, policy, plan, TODAY).seats(leader)
    took = 1000 * (perf_counter() - begin)
    best = next(seat.best for seat in seats if seat.network == network)
    again = _again(seated, policy, leader, network, seconds, how)
    if again is None:
        return Held(seed, "not proven in time", milliseconds=took)
    return replace(_compared(seed, policy, best, again), milliseconds=took)


def _again(
    seated: Organisation, policy: Policy, leader: str, network: str, seconds: float, how: dict[str, Any]
) -> tuple[int, dict[tuple[str, str | None], int]] | str | None:
    """(moves, cost of each goal) of the plan with that seat locked; "impossible"; None when it was not proven in time."""
    locked = seated.with_people({leader: replace(seated.person(leader), network=network, locked=True)})
    goals = [
        {"goal": "churn", "rank": 1},
        *({**goal.model_dump(), "rank": goal.rank + 1} for goal in policy.goals),
    ]
    fewest = Policy.model_validate(
        {**policy.model_dump(), "networks": policy.networks.model_dump(mode="json"), "goals": goals}
    )
    answer = solve(locked, fewest, effort=Effort(seconds=seconds), **how)
    if isinstance(answer, Unsolvable):
        return "impossible"
    if not isinstance(answer, Solved) or not all(goal.proven for goal in answer.plan.goals):
        return None
    costs = {(goal.goal, goal.attribute): goal.value for goal in answer.plan.goals}
    return costs.pop(("churn", None)) + 1, costs  # the leader sits in the locked network already, and moves to it


def _compared(
    seed: int, policy: Policy, best: Change | None, again: tuple[int, dict[tuple[str, str | None], int]] | str
) -> Held:
    if isinstance(again, str) or again[0] > 2:
        wrong = "" if best is None else f"explain finds a seat, though it is {again}"
        return Held(seed, "no seat with two moves", wrong)
    moves, costs = again
    if best is None:
        return Held(seed, f"{moves} moves", f"explain finds no seat; {moves} moves are enough")
    ranks = sorted({goal.rank for goal in policy.goals})
    mine = [sum(goal.weight * after for goal, _, after in best.goals if goal.rank == rank) for rank in ranks]
    theirs = [
        sum(goal.weight * costs[goal.goal, goal.attribute] for goal in policy.goals if goal.rank == rank)
        for rank in ranks
    ]
    if len(best.moves) != moves or mine != theirs:
        return Held(
            seed, f"{moves} moves", f"explain: {len(best.moves)} moves at {mine}; solved anew: {moves} at {theirs}"
        )
    return Held(seed, f"{moves} moves")


def main(given: list[str] | None = None) -> int:
    """Hold many cases, and say what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args(given)
    with ProcessPoolExecutor(options.at_once) as pool:
        held = list(
            pool.map(
                partial(hold, seconds=options.seconds),
                range(options.first, options.first + options.cases),
                chunksize=4,
            )
        )
    for one in held:
        if one.wrong:
            print(f"case {one.seed}: {one.wrong}")
    wrong = sum(bool(one.wrong) for one in held)
    endings = ", ".join(f"{n} {ending}" for ending, n in sorted(Counter(one.ending for one in held).items()))
    times = [one.milliseconds for one in held if one.milliseconds]
    print(f"{len(held)} prices held against solving anew: {wrong} differ ({endings}).")
    print(f"explain took {median(times):.1f} ms median, {max(times):.1f} ms at most, for all networks of a leader.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
