"""A smallest set of rules that contradict each other, when no pre-check could tell it by name.

Rules are left out physically and the rest solved plainly: behind enforcement literals presolve no longer sees sums and cliques, and
CP-SAT's own assumption cores name wrong literals at times (google/or-tools#5141).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import apart_pairs, limits, reporting_pairs, sibling_groups, together_groups
from netcompose.compose.model import Model
from netcompose.compose.outcome import Clash, Disagreement, Impossible
from netcompose.compose.rules import RULES
from netcompose.compose.solver import Ending, run
from netcompose.language import say, say_n

if TYPE_CHECKING:
    from netcompose.compose.effort import Effort
    from netcompose.policy.scenario import Scenario


def smallest_conflict(scenario: Scenario, effort: Effort) -> Impossible:
    """Leave out one rule after another as long as the rest stays impossible; what remains is the conflict.

    Raises:
        Disagreement: a second solve with other settings finds a composition after all.
    """
    confirmed = run(
        Model(scenario, goals=False),
        scenario,
        seed=effort.seed + 1,
        seconds=effort.seconds,
        presolve=False,
        stop=effort.stop,
    )
    if confirmed.composition is not None:
        raise Disagreement("two solves disagree on whether a composition exists")
    without: list[str] = []
    for rule in RULES:
        if rule == "placed_once":
            continue  # without seats there is nothing to contradict
        model = Model(scenario, without=(*without, rule), goals=False)
        if run(model, scenario, seed=effort.seed, seconds=effort.seconds, stop=effort.stop).ending is Ending.INFEASIBLE:
            without.append(rule)
    kept = [rule for rule in RULES if rule not in (*without, "placed_once")]
    return Impossible(tuple(_clash(scenario, rule) for rule in kept))


def _clash(scenario: Scenario, rule: str) -> Clash:
    """What a rule says in this scenario, and of whom."""
    match rule:
        case "group_size":
            text = say(
                "{people} participants are to be in {networks} networks of {size}.",
                people=len(scenario.participants),
                networks=len(scenario.networks),
                size=str(scenario.size),
            )
            return Clash(rule, (), text)
        case "reporting_line":
            line = reporting_pairs(scenario)
            text = say_n(
                "{n} pair of superior and subordinate may not meet.",
                "{n} pairs of superior and subordinate may not meet.",
                len(line),
            )
            return Clash(rule, tuple(sorted({person for pair in line for person in pair})), text)
        case "siblings":
            siblings = sibling_groups(scenario)
            text = say_n(
                "The reports of {n} superior may not meet each other.",
                "The reports of {n} superiors may not meet each other.",
                len(siblings),
            )
            return Clash(rule, tuple(sorted({person for group in siblings for person in group})), text)
        case "limits":
            some = limits(scenario)
            text = say_n(
                "{n} limit on the members of each network.", "{n} limits on the members of each network.", len(some)
            )
            return Clash(rule, tuple(sorted({person for limit in some for person in limit.people})), text)
        case "apart":
            apart = apart_pairs(scenario)
            text = say_n("{n} pair is to be apart.", "{n} pairs are to be apart.", len(apart))
            return Clash(rule, tuple(sorted({person for pair in apart for person in pair})), text)
        case "together":
            groups = together_groups(scenario)
            text = say_n("{n} group is to sit together.", "{n} groups are to sit together.", len(groups))
            return Clash(rule, tuple(sorted({person for group in groups for person in group})), text)
        case "locked":
            text = say_n("{n} seat is locked.", "{n} seats are locked.", len(scenario.locked))
            return Clash(rule, tuple(sorted(scenario.locked)), text)
        case _:
            text = say_n(
                "{n} new leader needs a mentor in their network.",
                "{n} new leaders need a mentor in their network.",
                len(scenario.new),
            )
            return Clash(rule, tuple(sorted(scenario.new)), text)
