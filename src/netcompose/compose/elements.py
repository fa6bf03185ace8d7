"""What a scenario demands, taken apart: the single seats, pairs, groups and limits that can each be left out.

A contradiction is a set of such elements that no composition can keep together; to leave one out, the scenario is drawn up without it, so
that no solver ever sees it (see `core`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from netcompose.compose.demands import (
    apart_pairs,
    divided_pairs,
    limits,
    reporting_pairs,
    sibling_groups,
    together_groups,
)
from netcompose.policy.settings import Size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netcompose.compose.demands import Pair
    from netcompose.compose.outcome import Clash
    from netcompose.policy.scenario import Scenario

PAIRS: Final = ("reporting_line", "siblings", "apart")
"""The rules that keep two people apart."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that is demanded: a locked seat (one person), a pair apart, a group together, a limit, one end of the sizes, the mentors.

    `which` tells the limits apart by their place in the policy, and of the sizes 0 is the smallest and 1 the largest.
    """

    rule: str
    people: tuple[str, ...] = ()
    which: int = 0


SMALLEST: Final = Element("group_size", which=0)
LARGEST: Final = Element("group_size", which=1)


def elements(scenario: Scenario) -> tuple[Element, ...]:
    """Everything that a scenario demands, rule by rule; pairs of one superior side by side."""
    line = sorted((superior, _pair(superior, subordinate)) for superior, subordinate in reporting_pairs(scenario))
    found = [SMALLEST, LARGEST]
    found += [Element("reporting_line", pair) for _, pair in line]
    found += [Element("siblings", pair) for group in sibling_groups(scenario) for pair in combinations(group, 2)]
    found += [Element("locked", (person,)) for person in sorted(scenario.locked)]
    found += [Element("together", pair) for pair in divided_pairs(scenario)]
    found += [Element("together", group) for group in together_groups(scenario)]
    found += [Element("apart", pair) for pair in apart_pairs(scenario)]
    found += [Element("limits", limit.people, which) for which, limit in enumerate(limits(scenario))]
    if scenario.mentors_wanted and scenario.new:
        found.append(Element("mentor_supply", tuple(sorted(scenario.new))))
    return tuple(found)


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


@dataclass(frozen=True)
class Part:
    """A scenario that demands only some of what another does, and which rule each of its pairs apart comes from.

    `apart` is None where the scenario demands everything, and its own rules say it.
    """

    scenario: Scenario
    apart: dict[Pair, str] | None = None


def only(scenario: Scenario, kept: Collection[Element]) -> Part:
    """The same people and networks, but nothing demanded of them except these elements, and no goals.

    Whoever is kept apart, by whatever rule, is kept apart by a wish of the sheet instead: all pairs are one to the solver.
    """
    wishes: defaultdict[str, set[str]] = defaultdict(set)
    friends: defaultdict[str, set[str]] = defaultdict(set)
    apart: dict[Pair, str] = {}
    locked: set[str] = set()
    for element in kept:
        if element.rule in PAIRS:
            one, other = element.people
            apart.setdefault((one, other), element.rule)
            wishes[one].add(other)
        elif element.rule == "together":
            for one, other in pairwise(element.people):
                friends[one].add(other)
        elif element.rule == "locked":
            locked.add(element.people[0])
    changed = {}
    for person in scenario.people:
        foes = tuple(sorted(wishes[person.id])) if person.id in wishes else ()
        near = tuple(sorted(friends[person.id])) if person.id in friends else ()
        held = person.id in locked
        if (person.apart, person.together, person.locked) != (foes, near, held):
            changed[person.id] = replace(person, apart=foes, together=near, locked=held)
    rules = scenario.policy.rules.model_copy(
        update={
            "reporting_line": "off",
            "reporting_depth": None,
            "reporting_exempt": (),
            "siblings": False,
            "mentor_supply": any(element.rule == "mentor_supply" for element in kept),
        }
    )
    size = Size.model_construct(  # not validated: without a least size a network may be empty
        smallest=scenario.size.smallest if SMALLEST in kept else 0,
        largest=scenario.size.largest if LARGEST in kept else max(1, len(scenario.participants)),
    )
    which = {element.which for element in kept if element.rule == "limits"}
    policy = scenario.policy.model_copy(
        update={
            "rules": rules,
            "networks": scenario.policy.networks.model_copy(update={"size": size}),
            "limits": tuple(limit for i, limit in enumerate(scenario.policy.limits) if i in which),
            "goals": (),
        }
    )
    part = replace(scenario, organisation=scenario.organisation.with_people(changed), policy=policy)
    return Part(part, apart)


def covered(clash: Clash, demanded: Iterable[Element]) -> frozenset[Element]:
    """The elements that a clash stands for: those of its rule among its people; with one person, all in which they take part."""
    people = set(clash.people)

    def meant(element: Element) -> bool:
        if element.rule != clash.rule:
            return False
        match element.rule:
            case "reporting_line" | "siblings" | "apart":
                return people.issuperset(element.people) if len(people) > 1 else not people.isdisjoint(element.people)
            case "locked":
                return element.people[0] in people
            case "together":
                return not people.isdisjoint(element.people)
            case "limits":
                return clash.which is None or clash.which == element.which
            case _:
                return True

    return frozenset(filter(meant, demanded))
