"""What the rules and goals demand of whom, as pairs and groups of ids: common ground of the encoders, the deal and the pre-checks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

Pair: TypeAlias = tuple[str, str]


def reporting_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """(superior, subordinate) of all participants whom the policy's reporting line keeps apart, in order of subordinate."""
    reach = scenario.policy.rules.reporting_line
    if reach == "off":
        return ()
    taking_part, organisation = scenario.taking_part, scenario.organisation
    pairs: list[Pair] = []
    for person in scenario.people:
        manager = person.manager
        while manager is not None:
            if manager in taking_part:
                pairs.append((manager, person.id))
            if reach == "direct":
                break
            manager = organisation.person(manager).manager
    return tuple(pairs)


def apart_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """Pairs of participants whom the sheet wants apart, each once, in order; a person apart from themselves is left out."""
    return _wished(scenario, "apart")


def together_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """Pairs of participants whom the sheet wants together, each once, in order."""
    return _wished(scenario, "together")


def _wished(scenario: Scenario, wish: str) -> tuple[Pair, ...]:
    return tuple(
        sorted(
            {
                (min(person.id, other), max(person.id, other))
                for person in scenario.people
                for other in getattr(person, wish)
                if other in scenario.taking_part and other != person.id
            }
        )
    )


def together_groups(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """Groups of participants who must share a network because pairs of them must, each group and all of them in order of id."""
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in together_pairs(scenario):
        neighbours[one].append(other)
        neighbours[other].append(one)
    groups, seen = [], set()
    for person in sorted(neighbours):
        if person in seen:
            continue
        group, queue = {person}, [person]
        while queue:
            for other in neighbours[queue.pop()]:
                if other not in group:
                    group.add(other)
                    queue.append(other)
        seen |= group
        groups.append(tuple(sorted(group)))
    return tuple(groups)


def categories(scenario: Scenario, goal: Goal) -> tuple[tuple[str, ...], ...]:
    """The groups of participants of whom as few pairs as possible should meet: a goal's cost is the pairs that do.

    For mix: those who share the attribute's value; for new_leaders: the new leaders; for even_size: everybody.
    """
    if goal.goal == "new_leaders":
        return (tuple(person for person in scenario.participants if person in scenario.new),)
    if goal.goal == "even_size":
        return (scenario.participants,)
    assert goal.attribute is not None
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for person in scenario.people:
        value = person.attribute(goal.attribute)
        if value is not None:
            groups[value].append(person.id)
    return tuple(tuple(groups[value]) for value in sorted(groups))
