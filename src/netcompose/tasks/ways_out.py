"""Ways out of an impossible scenario: small changes, each verified by solving it, cheapest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcompose.compose.outcome import Disagreement
from netcompose.language import say, say_n
from netcompose.organisation import Level
from netcompose.policy.settings import Size
from netcompose.tasks.calendar_ways_out import calendar_changes
from netcompose.tasks.solve import Solved, solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netcompose.compose.search import Effort
    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.solve import Unsolvable

MOST = 5
"""How many ways out are offered."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One change that makes a plan possible, and what the plan is like then."""

    change: Sentence
    effect: Sentence


def ways_out(unsolvable: Unsolvable, *, today: date, effort: Effort, language: Language) -> tuple[WayOut, ...]:
    """Changes after which a plan exists: each one was tried, and its effect is that plan's.

    For one stratum of several none is offered yet: a change would have to be tried on the whole policy.
    """
    if unsolvable.standing is not None:
        standing = unsolvable.standing
        changes = calendar_changes(
            unsolvable.scenario, standing.composition, standing.appointments, unsolvable.conflict.conflict
        )
        return tuple(WayOut(change, effect) for change, effect in changes)
    if unsolvable.scenario.stratum is not None:
        return ()
    found: list[WayOut] = []
    short = replace(effort, seconds=min(effort.seconds, 5.0), progress=lambda value, bound: None)
    for change, organisation, policy in _changes(unsolvable):
        if len(found) >= MOST or effort.stop():
            break
        try:
            answer = solve(organisation, policy, today=today, effort=short, language=language)
        except Disagreement:
            continue
        if isinstance(answer, Solved):
            found.append(WayOut(change, _effect(answer)))
    return tuple(found)


def _effect(solved: Solved) -> Sentence:
    sizes = sorted(len(network.members) for network in solved.plan.composition.networks)
    return say_n(
        "{n} network of {sizes} members; {excess} pairs more than the unavoidable meet.",
        "{n} networks of {sizes} members; {excess} pairs more than the unavoidable meet.",
        len(sizes),
        sizes=str(sizes[0]) if sizes[0] == sizes[-1] else f"{sizes[0]}-{sizes[-1]}",
        excess=sum(goal.excess for goal in solved.plan.goals),
    )


def _changes(unsolvable: Unsolvable) -> Iterator[tuple[Sentence, Organisation, Policy]]:
    """Candidate changes, the least drastic first."""
    scenario = unsolvable.scenario
    rules = {clash.rule for clash in unsolvable.conflict.conflict}
    organisation, policy = scenario.organisation, scenario.policy
    if policy.networks.number != "auto":
        yield (
            say("Leave the number of networks open (--networks auto)."),
            organisation,
            _networks(policy, number="auto"),
        )
    yield from ((change, organisation, changed) for change, changed in _sizes(scenario))
    if "reporting_line" in rules and policy.rules.reporting_line == "chain":
        top = _top_level(scenario)
        if top is not None and top not in policy.rules.reporting_exempt:
            exempt = {"reporting_exempt": (*policy.rules.reporting_exempt, top)}
            changed = policy.model_copy(update={"rules": policy.rules.model_copy(update=exempt)})
            change = say(
                'Let the highest level meet those below it (reporting_exempt = ["{level}"] in the policy).',
                level=top.value,
            )
            yield change, organisation, changed
        changed = policy.model_copy(update={"rules": policy.rules.with_reporting_line("direct")})
        yield say("Keep only direct superiors apart (--reporting-line direct)."), organisation, changed
    if "siblings" in rules:
        changed = policy.model_copy(update={"rules": policy.rules.model_copy(update={"siblings": False})})
        yield say("Let those with the same superior meet (siblings = false in the policy)."), organisation, changed
    if "limits" in rules:
        yield say("Do without [[limits]] in the policy."), organisation, policy.model_copy(update={"limits": ()})
    if "mentor_supply" in rules and policy.duties.mentor is not None:
        changed = policy.model_copy(update={"rules": policy.rules.model_copy(update={"mentor_supply": False})})
        yield (
            say("Do without a mentor where none is left (mentor_supply = false in the policy)."),
            organisation,
            changed,
        )
    for clash in unsolvable.conflict.conflict:
        if clash.rule in {"locked", "together", "apart"}:
            for person in clash.people[:3]:
                yield _released(scenario, person, clash.rule)
    if "reporting_line" in rules:
        changed = policy.model_copy(update={"rules": policy.rules.with_reporting_line("off")})
        yield say("Let superiors and subordinates meet (--reporting-line off)."), organisation, changed


def _top_level(scenario: Scenario) -> Level | None:
    """The highest level of those who take part; None when all are of one level, for exempting it would lift the rule."""
    levels = {person.level for person in scenario.people}
    return next((level for level in Level if level in levels), None) if len(levels) > 1 else None


def _networks(policy: Policy, **changes: object) -> Policy:
    return policy.model_copy(update={"networks": policy.networks.model_copy(update=changes)})


def _sizes(scenario: Scenario) -> Iterator[tuple[Sentence, Policy]]:
    """Sizes one wider at either end, then whatever the people make with this number of networks."""
    policy, size = scenario.policy, scenario.size
    people, networks = len(scenario.participants), len(scenario.networks)
    fitting = [(people // networks, -(-people // networks))] if people >= networks else [(people, people)]
    for smallest, largest in (
        (size.smallest, size.largest + 1),
        (size.smallest - 1, size.largest),
        (size.smallest - 1, size.largest + 1),
        *((min(low, size.smallest), max(high, size.largest)) for low, high in fitting),
        *fitting,
    ):
        if smallest >= 1:
            wider = Size(smallest=smallest, largest=largest)
            number = policy.networks.number
            if number == "auto":
                yield (
                    say("Let networks have {size} members (--size {size}).", size=str(wider)),
                    _networks(policy, size=wider),
                )
            else:
                change = say(
                    "Let networks have {size} members (--size {size} --networks {number}).",
                    size=str(wider),
                    number=number,
                )
                yield change, _networks(policy, size=wider)


def _released(scenario: Scenario, person: str, rule: str) -> tuple[Sentence, Organisation, Policy]:
    """One person freed from one wish of the sheet."""
    organisation, someone = scenario.organisation, scenario.organisation.person(person)
    if rule == "locked":
        freed = {person: replace(someone, locked=False)}
        change = say("Unlock {name}'s seat.", name=someone.name)
    else:
        freed = {}
        for other in organisation.people:
            wishes = other.together if rule == "together" else other.apart
            if other.id == person or person in wishes:
                left = () if other.id == person else tuple(wish for wish in wishes if wish != person)
                freed[other.id] = replace(other, together=left) if rule == "together" else replace(other, apart=left)
        change = (
            say("Do not ask that {name} sit together with others.", name=someone.name)
            if rule == "together"
            else say("Do not ask that {name} be apart from others.", name=someone.name)
        )
    return change, organisation.with_people(freed), scenario.policy
