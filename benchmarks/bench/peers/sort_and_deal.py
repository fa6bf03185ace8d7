"""What a spreadsheet does: sort by department, then by every other attribute, and deal around the table.

It knows no rule but locked seats.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from bench.answer import Answer, answer
from bench.problem import problem_of

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Sort and deal; who is locked sits, the others go round the networks that have room."""
    del seconds, seed
    problem = problem_of(scenario)
    seats = problem.seat.copy()
    room = [
        problem.people // problem.networks + (g < problem.people % problem.networks) for g in range(problem.networks)
    ]
    for network in seats:
        if network >= 0:
            room[network] -= 1
    free = [person for person, network in enumerate(seats) if network < 0]
    free.sort(key=lambda person: [kind[person] for kind in problem.kinds])
    table = deque(network for network, left in enumerate(room) if left > 0)
    for person in free:
        network = table.popleft()
        seats[person] = network
        room[network] -= 1
        if room[network] > 0:
            table.append(network)
    return answer(scenario, seats)
