"""A scenario in arrays, as the peers take it. Read here anew from the organisation, not with the composer's own tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.evaluator import Evaluator
from bench.families import TODAY

if TYPE_CHECKING:
    from random import Random

    from netcompose.policy.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Problem:
    """People and networks by index.

    `kinds[a][p]` is the kind of person p in attribute a, `members[a]` how many have each kind; `foes[p]` are those whom p may not
    meet; `seat[p]` is where p is locked, or -1; `least` is the closed form: no plan has fewer pairs.
    """

    people: int
    networks: int
    smallest: int
    largest: int
    kinds: list[list[int]]
    members: list[list[int]]
    foes: list[list[int]]
    seat: list[int]
    least: int


def problem_of(scenario: Scenario) -> Problem:
    """The scenario in arrays. The families leave no value empty and use no rule but sizes, reporting lines, siblings and locked seats."""
    evaluator = Evaluator(scenario.organisation, scenario.policy, TODAY, scenario.participants, scenario.elsewhere)
    index = {person: i for i, person in enumerate(scenario.participants)}
    at = {network: i for i, network in enumerate(scenario.networks)}
    foes: list[list[int]] = [[] for _ in index]
    for one, other in (*evaluator.line, *evaluator.siblings, *evaluator.apart):
        foes[index[one]].append(index[other])
        foes[index[other]].append(index[one])
    kinds, members = [], []
    for kind_of in evaluator.kinds:
        numbers: dict[str, int] = {}
        kinds.append([numbers.setdefault(kind_of[person], len(numbers)) for person in scenario.participants])
        members.append(_counted(kinds[-1]))
    return Problem(
        people=len(index),
        networks=len(at),
        smallest=scenario.size.smallest,
        largest=scenario.size.largest,
        kinds=kinds,
        members=members,
        foes=foes,
        seat=[at[evaluator.locked[person]] if person in evaluator.locked else -1 for person in scenario.participants],
        least=sum(evaluator.unavoidable(scenario.networks)),
    )


def _counted(kinds: list[int]) -> list[int]:
    counts = [0] * (max(kinds) + 1)
    for kind in kinds:
        counts[kind] += 1
    return counts


def at_random(problem: Problem, draw: Random) -> list[int]:
    """Networks of even size, the locked where they are and everybody else by lot."""
    room = [
        problem.people // problem.networks + (g < problem.people % problem.networks) for g in range(problem.networks)
    ]
    for network in problem.seat:
        if network >= 0:
            room[network] -= 1
    spare = -sum(min(0, left) for left in room)  # a network with more locked than its share takes from the roomiest
    for _ in range(spare):
        room[room.index(max(room))] -= 1
    chairs = [g for g, left in enumerate(room) for _ in range(left)]
    draw.shuffle(chairs)
    rest = iter(chairs)
    return [network if network >= 0 else next(rest) for network in problem.seat]
