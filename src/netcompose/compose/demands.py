"""What the rules and goals demand of whom, as pairs and groups of ids: common ground of the encoders, the deal and the pre-checks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from netcompose.language import Value
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal
    from netcompose.policy.settings.rules import ValueLimit

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Limit:
    """At least and at most so many of these participants in every network; `at_most` is None when there is no upper limit.

    `attribute` and `value` are what they have in common, as the policy writes it.
    """

    people: tuple[str, ...]
    at_least: int
    at_most: int | None
    attribute: str
    value: Value


def kept_apart(scenario: Scenario) -> tuple[Pair, ...]:
    """Every pair of participants that may not meet, whichever rule says so, each once, in order."""
    pairs = {(min(pair), max(pair)) for pair in reporting_pairs(scenario)}
    pairs.update(pair for group in sibling_groups(scenario) for pair in combinations(group, 2))
    pairs.update(apart_pairs(scenario))
    return tuple(sorted(pairs))


def reporting_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """(superior, subordinate) of all participants whom the policy's reporting line keeps apart, in order of subordinate."""
    rules = scenario.policy.rules
    reach = rules.reach
    if reach == 0:
        return ()
    organisation = scenario.organisation
    exempt = rules.reporting_exempt
    above = {person.id for person in scenario.people if person.level not in exempt} if exempt else scenario.taking_part
    if reach == 1:
        return tuple((m, person.id) for person in scenario.people if (m := person.manager) is not None and m in above)
    pairs: list[Pair] = []
    for person in scenario.people:
        manager, steps = person.manager, 0
        while manager is not None and steps != reach:
            if manager in above:
                pairs.append((manager, person.id))
            manager, steps = organisation.person(manager).manager, steps + 1
    return tuple(pairs)


def sibling_groups(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """Participants with the same direct superior, when the policy keeps them apart: groups of at least two, each and all in order."""
    if not scenario.policy.rules.siblings:
        return ()
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for person in scenario.people:
        if person.manager is not None:
            groups[person.manager].append(person.id)
    return tuple(sorted(tuple(group) for group in groups.values() if len(group) > 1))


def apart_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """Pairs of participants whom the sheet wants apart, each once, in order; a person apart from themselves is left out."""
    return _wished(scenario, "apart")


def together_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """Pairs of participants whom the sheet wants together, each once, in order."""
    return _wished(scenario, "together")


def divided_pairs(scenario: Scenario) -> tuple[Pair, ...]:
    """(participant, person of another stratum) whom the sheet wants together, though strata have networks of their own."""
    if not scenario.elsewhere:
        return ()
    return tuple(
        (person.id, other) for person in scenario.people for other in person.together if other in scenario.elsewhere
    )


def _wished(scenario: Scenario, wish: str) -> tuple[Pair, ...]:
    wished = attrgetter(wish)
    return tuple(
        sorted(
            {
                (min(person.id, other), max(person.id, other))
                for person in scenario.people
                for other in wished(person)
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


def limits(scenario: Scenario) -> tuple[Limit, ...]:
    """What each network must hold at least and at most, in the policy's order; of a value that nobody has, the people are none."""
    return tuple(
        Limit(
            people=_concerned(scenario, limit),
            at_least=limit.at_least or 0,
            at_most=limit.at_most,
            attribute=limit.attribute,
            value=limit.label,
        )
        for limit in scenario.policy.limits
    )


def _concerned(scenario: Scenario, limit: ValueLimit) -> tuple[str, ...]:
    """Those whom a limit concerns, each value looked at once."""
    name, known = limit.attribute, dict[object, bool]()
    simple = attrgetter(name) if name in {"department", "workplace", "title"} else None
    found = []
    for person in scenario.people:
        value = simple(person) if simple else (person.level, person.attribute(name))
        if value not in known:
            known[value] = limit.concerns(person)
        if known[value]:
            found.append(person.id)
    return tuple(found)


def present(scenario: Scenario) -> dict[str, str]:
    """The present network of each participant who can stay there, because it is one of the scenario's."""
    networks = set(scenario.networks)
    return {person.id: person.network for person in scenario.people if person.network in networks}


def _by_network(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for person in scenario.people:
        if person.network is not None:
            groups[person.network].append(person.id)
    return tuple(tuple(groups[network]) for network in sorted(groups))


def _met_before(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """Participants who shared a network in an earlier plan, a group for each network, in order."""
    groups = (
        tuple(sorted(person for person in group if person in scenario.taking_part))
        for group in scenario.organisation.met
    )
    return tuple(sorted(group for group in groups if len(group) > 1))


def disjoint(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The groups in as few layers as come by themselves, so that within a layer nobody is in two groups; just one where none overlap."""
    layers: list[list[tuple[str, ...]]] = []
    taken: list[set[str]] = []
    for group in groups:
        layer = next((i for i, people in enumerate(taken) if people.isdisjoint(group)), len(layers))
        if layer == len(layers):
            layers.append([])
            taken.append(set())
        layers[layer].append(group)
        taken[layer].update(group)
    return tuple(tuple(layer) for layer in layers)


def kind(goal: Goal) -> Literal["pairs", "differing", "moves"]:
    """How a goal is counted.

    pairs: those of one category who meet (`categories`). new_faces is one of these: pairs who have met are the pairs within each present
    network and each network of earlier plans, so these are the categories, with the closed-form bound of every mix. They may overlap.
    differing: pairs of members of one network who both have a value, and not the same; `categories` are those of each value.
    moves: participants of `present` who sit elsewhere.
    """
    match goal.goal:
        case "same":
            return "differing"
        case "churn":
            return "moves"
        case _:
            return "pairs"


def categories(scenario: Scenario, goal: Goal) -> tuple[tuple[str, ...], ...]:
    """The groups of participants whose pairs a goal counts.

    For mix and same: those who share the attribute's value; for new_leaders: the new leaders; for even_size: everybody; for new_faces:
    those who share a network now, and those who did in an earlier plan; for churn, which counts no pairs: none.
    """
    match goal.goal:
        case "new_leaders":
            return (tuple(person for person in scenario.participants if person in scenario.new),)
        case "even_size":
            return (scenario.participants,)
        case "new_faces":
            return (*_by_network(scenario), *_met_before(scenario))
        case "churn":
            return ()
    assert goal.attribute is not None
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for person in scenario.people:
        value = person.attribute(goal.attribute)
        if value is not None:
            groups[value].append(person.id)
    return tuple(tuple(groups[value]) for value in sorted(groups))
