"""One duty by itself, proven best without a search: tasks flow to people at the least cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.appoint.prices import price
from netcompose.plan import Appointment

if TYPE_CHECKING:
    from typing import TypeAlias

    from netcompose.appoint.tasks import Terms, World
    from netcompose.plan import Duty

    Stay: TypeAlias = tuple[Duty, str, str, str | None]

LARGEST: Final = 2**62
"""What a cost times the number of nodes must stay below for the flow to count in 64 bits."""


def flow(world: World, terms: Terms, stay: set[Stay]) -> list[Appointment] | None:
    """One duty whose holders depend on no other duty that is handed out with it; None when the costs are too large to be one number.

    The goals, in the order of `assign`, become one cost: each weighs more than all that follow it can ever add up to. A person's first
    task costs nothing more, the second 1, the third 2, … of the goal that nobody has it twice while another could; these costs rise, so the
    cheapest flow takes them in order. A least-cost flow in whole numbers is an assignment, and no other is better.
    """
    candidates = {
        (number, person): _goals(world, terms, number, person, stay)
        for number, task in enumerate(terms.tasks)
        for person in task.people
        if not any(price(name, world, task, person) for name in terms.never)
    }
    if not candidates:
        return []
    people = sorted({person for _, person in candidates})
    tasks = sorted({number for number, _ in candidates})
    most = {person: min(terms.most.get(person, len(tasks)), len(tasks)) for person in people}
    kept = {
        n
        for n in tasks
        for a in stay
        if a[:2] == (terms.duty, terms.tasks[n].network.id) and a[3] == terms.tasks[n].mentee
    }
    weights = _weights(candidates, len(kept))
    open_task = weights[0] * (len(tasks) * (len(tasks) - 1) // 2 + 1 if terms.even else 1)
    nodes = 2 + len(tasks) + len(people)
    if open_task * (len(tasks) + 1) * nodes >= LARGEST:
        return None

    from ortools.graph.python import min_cost_flow  # here, because only appointing needs it

    network = min_cost_flow.SimpleMinCostFlow()
    at_task = {number: 2 + index for index, number in enumerate(tasks)}
    at_person = {person: 2 + len(tasks) + index for index, person in enumerate(people)}
    arcs = {}
    for number in tasks:
        network.add_arc_with_capacity_and_unit_cost(0, at_task[number], 1, 0)
        given_up = weights[1] if number in kept else 0
        network.add_arc_with_capacity_and_unit_cost(at_task[number], 1, 1, open_task + given_up)
    for (number, person), goals in candidates.items():
        cost = sum(value * weight for value, weight in zip(goals, weights[1:], strict=True))
        arcs[network.add_arc_with_capacity_and_unit_cost(at_task[number], at_person[person], 1, cost)] = number, person
    for person in people:
        for turn in range(most[person]):
            network.add_arc_with_capacity_and_unit_cost(at_person[person], 1, 1, turn * weights[0] if terms.even else 0)
    network.set_node_supply(0, len(tasks))
    network.set_node_supply(1, -len(tasks))
    if network.solve() != network.OPTIMAL:
        return None
    return [
        Appointment(task.duty, task.network.id, person, mentee=task.mentee)
        for arc, (number, person) in arcs.items()
        if network.flow(arc)
        for task in (terms.tasks[number],)
    ]


def _goals(world: World, terms: Terms, number: int, person: str, stay: set[Stay]) -> tuple[int, ...]:
    """What a candidate adds to each goal below the even load: whether a kept appointment is given up, then avoidances and preferences."""
    task = terms.tasks[number]
    holders = {a[2] for a in stay if a[:2] == (task.duty, task.network.id) and a[3] == task.mentee}
    return (
        int(bool(holders) and person not in holders),
        *(price(name, world, task, person) for name in (*terms.avoid, *terms.prefer)),
    )


def _weights(candidates: dict[tuple[int, str], tuple[int, ...]], kept: int) -> list[int]:
    """The weight of an even load, then of each goal after it: each above all that the later ones can add up to."""
    worst: dict[int, tuple[int, ...]] = {}
    for (number, _), goals in candidates.items():
        worst[number] = tuple(map(max, zip(goals, worst.get(number, goals), strict=True)))
    totals = [sum(column) for column in zip(*worst.values(), strict=True)]
    totals[0] = kept  # an open task gives up its kept appointment, too
    weights = [1]
    for total in reversed(totals):
        weights.append(weights[-1] * (total + 1))
    return list(reversed(weights))
