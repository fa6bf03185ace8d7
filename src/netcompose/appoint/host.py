"""A host for each meeting, in turn among the members, at the host's own workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.plan import Appointment, Duty

if TYPE_CHECKING:
    from netcompose.organisation import Person
    from netcompose.plan import Composition, Network
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import HostDuty


def hosts(scenario: Scenario, composition: Composition, duty: HostDuty, meetings: int) -> tuple[Appointment, ...]:
    """A host per network and meeting: nobody a second time before all who can have hosted once, a new leader never first.

    Within a round as many different workplaces as possible are visited. Exact without a search: taking one member of each workplace first,
    and the others after, visits most workplaces among any number of members (the sets without two of one workplace form a matroid, for
    which greedy is best); putting somebody who is not new first changes the order within the round only.
    Source: odder ("værtskabet går på skift mellem netværkets medlemmer").
    """
    return tuple(
        Appointment(Duty.HOST, network.id, person, meeting=meeting)
        for network in composition.networks
        for meeting, person in enumerate(_turns(scenario, network, duty, meetings), start=1)
        if person is not None
    )


def _turns(scenario: Scenario, network: Network, duty: HostDuty, meetings: int) -> list[str | None]:
    """Who hosts the first, second, … meeting; None when nobody can."""
    people = [scenario.organisation.person(member) for member in network.members if member in scenario.organisation]
    able = sorted(
        (person for person in people if person.can_host is not False), key=lambda person: _keenness(scenario, person)
    )
    seen: set[str | None] = {None}
    first_of_place: list[str] = []
    others: list[str] = []
    for person in able:
        (others if person.workplace in seen else first_of_place).append(person.id)
        seen.add(person.workplace)
    order = first_of_place + others
    if not order:
        return [None] * meetings
    turns: list[str | None] = [order[meeting % len(order)] for meeting in range(meetings)]
    if not duty.new_leader_first and turns[0] in scenario.new:
        experienced = next((person for person in order if person not in scenario.new), None)
        if experienced is None:
            return [None, *turns[: meetings - 1]]
        if experienced in turns:
            there = turns.index(experienced)
            turns[0], turns[there] = turns[there], turns[0]
        else:
            turns[0] = experienced
    return turns


def _keenness(scenario: Scenario, person: Person) -> tuple[object, ...]:
    """Earlier turns go to those with a workplace to show, who are neither new nor acting, who have led longest."""
    return (
        person.workplace is None,
        person.id in scenario.new,
        person.acting,
        person.started is None,
        person.started or 0,
        person.id,
    )
