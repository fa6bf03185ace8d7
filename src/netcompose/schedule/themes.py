"""What the networks take up: most wanted first, nothing twice, one after the other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.plan import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


def programme(scenario: Scenario, composition: Composition) -> tuple[Theme, ...]:
    """The themes of each network's meetings, by its members' wishes, or by everybody's when the policy has one programme for all.

    A theme's votes are the people who wish for it; in a programme for all, those that stand beside it in the topic bank count as well.
    Equal votes are decided by everybody's, then by the order of the topic bank, then by the alphabet. A topic with a meeting of its own
    comes then, whatever its votes. When the themes run out, the last meetings have none.
    Source: nyborg ("emnebank"), danica ("et lille skema til lederne forud for jeres første ledernetværk").
    """
    policy = scenario.policy
    if policy.themes is None or policy.meetings is None:
        return ()
    names = theme_names(scenario)
    everybody = [member for network in composition.networks for member in network.members]
    overall = votes(scenario, everybody)
    for topic in scenario.organisation.topics:
        overall[theme_key(topic.name)] += topic.votes
    found: list[Theme] = []
    for network in composition.networks:
        counted = overall if policy.themes.scope == "all" else votes(scenario, network.members)
        ranked = sorted(names, key=lambda key: (-counted[key], -overall[key], list(names).index(key)))
        fixed = {theme_key(topic.name): topic.meeting for topic in scenario.organisation.topics if topic.meeting}
        free = [key for key in ranked if key not in fixed]
        for meeting in range(1, policy.meetings.number(policy.period) + 1):
            taken = [key for key in ranked if fixed.get(key) == meeting]
            while len(taken) < policy.themes.per_meeting and free:
                taken.append(free.pop(0))
            found += [Theme(network.id, meeting, names[key], counted[key]) for key in taken]
    return tuple(found)


def theme_key(name: str) -> str:
    """A theme to compare by: without case, and spaces squeezed."""
    return " ".join(name.casefold().split())


def _of_another_kind(scenario: Scenario) -> set[str]:
    """Wishes that are no themes: to learn to lead networks."""
    return {theme_key(word) for word in scenario.policy.duties.learning_wishes}


def theme_names(scenario: Scenario) -> dict[str, str]:
    """Every theme by its key, as it is written: the topic bank in its order, then the participants' wishes by the alphabet."""
    names = {theme_key(topic.name): topic.name for topic in reversed(scenario.organisation.topics)}
    names = dict(reversed(names.items()))
    wishes = sorted({(theme_key(wish), wish) for person in scenario.organisation.people for wish in person.wishes})
    for key, wish in wishes:
        if key not in _of_another_kind(scenario):
            names.setdefault(key, wish)
    return names


def votes(scenario: Scenario, people: Iterable[str]) -> Counter[str]:
    """How many of these people wish for each theme."""
    return Counter(
        key
        for person in people
        if person in scenario.organisation
        for key in {theme_key(wish) for wish in scenario.organisation.person(person).wishes}
    )
