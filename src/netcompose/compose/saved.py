"""The model as a text, to be sent with the report of a fault: nothing in it tells who anybody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.model import Model
from netcompose.compose.search import MOST_SEATS

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

_LEGEND = (
    "A model of the composing of leadership networks, as a CpModelProto in text format.",
    "It holds no ids, names or texts of people: they are numbers, in the order of their ids.",
    "Variable '2 0' says that the third of them sits in the first network; the others are only counted.",
    "Constraints bear the name of the rule or goal that made them.",
)


def model_text(scenario: Scenario) -> str | None:
    """The definition of a scenario's problem, with the goals of the first rank to be minimised; None when it is too large for a model.

    Any CP-SAT reads it. Variables and constraints are named by numbers, rules and goals.
    """
    people, networks = len(scenario.participants), len(scenario.networks)
    if people * networks > MOST_SEATS:
        return None
    model = Model(scenario)
    goals = scenario.policy.goals
    first = min((goal.rank for goal in goals), default=0)
    wanted = [goal.weight * cost for goal, cost in zip(goals, model.costs, strict=True) if goal.rank == first]
    if wanted:
        model.cp.minimize(sum(wanted))
    proto = model.cp.proto
    for index in range(len(proto.variables)):
        seat = index < people * networks  # the seats are made first, person by person
        proto.variables[index].name = f"{index // networks} {index % networks}" if seat else str(index)
    begin = 0
    for maker, end in model.made:
        for index in range(begin, end):
            proto.constraints[index].name = f"{maker} {index}"
        begin = end
    size = f"{people} people, {networks} networks of {scenario.size}, {len(proto.constraints)} constraints."
    ranks = ", ".join(f"{goal.goal} (rank {goal.rank}, weight {goal.weight})" for goal in goals) or "none"
    legend = "".join(f"# {line}\n" for line in (*_LEGEND, size, f"Goals, of which the first rank is here: {ranks}."))
    return f"{legend}{proto}"
