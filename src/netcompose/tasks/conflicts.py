"""All that contradicts itself in an impossible scenario: not one contradiction after another, but those that are there at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.compose.elements import Part, covered, elements
from netcompose.compose.outcome import Impossible
from netcompose.policy.scenario import fitting_numbers, strata

if TYPE_CHECKING:
    from datetime import date

    from netcompose.compose.elements import Element
    from netcompose.compose.search import Effort
    from netcompose.organisation import Organisation
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.schedule import Unschedulable
    from netcompose.tasks.solve import Unsolvable

MOST: Final = 5
"""Contradictions told at once."""

MOST_PEOPLE: Final = 3_000
"""Participants above which the first contradiction is the only one that is looked for."""

NUMBERS: Final = 4
"""Numbers of networks tried where the number is open."""

QUESTIONS: Final = 30
"""Scenarios looked at at the most."""


def conflicts(unsolvable: Unsolvable, effort: Effort) -> tuple[Impossible | Unschedulable, ...]:
    """The contradictions of a scenario, each as small as can be, the first one first; they may have people and rules in common.

    A contradiction loses its force when one of its clashes is lifted. For each clash in turn the rest is looked at again: what is still
    impossible then is another contradiction (the hitting-set tree of Reiter, 1987, two steps deep). Of a calendar only the first is told.
    """
    if not isinstance(unsolvable.conflict, Impossible):
        return (unsolvable.conflict,)
    scenario, found = unsolvable.scenario, [unsolvable.conflict]
    nobody = any(clash.rule == "placed_once" for clash in found[0].conflict)
    if nobody or unsolvable.standing is not None or len(scenario.participants) > MOST_PEOPLE:
        return tuple(found)
    demanded = elements(scenario)
    queue: list[frozenset[Element]] = [frozenset()]
    depths, asked = [0], 0
    for lifted, depth in zip(queue, depths, strict=False):  # both grow on the way
        if asked >= QUESTIONS or len(found) >= MOST or effort.stop():
            break
        label = next((one for one in found if not _lifted(one, lifted, demanded)), None)
        if label is None:
            asked += 1
            label = _another(scenario, demanded, lifted, effort)
            if label is None:
                continue
            found.append(label)
        if depth < 2:
            for clash in label.conflict:
                more = lifted | covered(clash, demanded)
                if more not in queue:
                    queue.append(more)
                    depths.append(depth + 1)
    return tuple(found)


def hindrance(organisation: Organisation, policy: Policy, *, today: date, effort: Effort) -> Scenario | None:
    """The first stratum that has no composition, with the number of networks that fits best; None when each of them has one.

    That it has none need not be proven: it may only be that none was found in a short time.
    """
    from netcompose.compose.core import possible  # ortools takes most of a second to load: only when it is needed

    taken: set[str] = set()
    for scenario in strata(organisation, policy, today):
        number = scenario.policy.networks.number
        numbers = fitting_numbers(len(scenario.participants), scenario.size) if number == "auto" else (number,)
        without_goals = replace(scenario, policy=scenario.policy.model_copy(update={"goals": ()}))
        for number in numbers[:NUMBERS]:
            tried = without_goals.with_networks(number, taken)
            if possible(Part(tried), effort):
                taken.update(tried.networks)
                break
        else:
            return scenario.with_networks(numbers[0], taken)
    return None


def conflict_among(scenario: Scenario, effort: Effort) -> Impossible | None:
    """Why a scenario has no composition; None when it has one after all, or when it cannot be told in time."""
    return _another(scenario, elements(scenario), frozenset(), effort)


def _lifted(conflict: Impossible, lifted: frozenset[Element], demanded: tuple[Element, ...]) -> bool:
    return any(lifted.issuperset(covered(clash, demanded)) for clash in conflict.conflict)


def _another(
    scenario: Scenario, demanded: tuple[Element, ...], lifted: frozenset[Element], effort: Effort
) -> Impossible | None:
    from netcompose.compose.core import conflict_among  # ortools takes most of a second to load: only when it is needed

    return conflict_among(scenario, [element for element in demanded if element not in lifted], effort)
