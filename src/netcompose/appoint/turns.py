"""Turns from meeting to meeting: hosts, and members who facilitate one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.plan import Appointment, Duty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netcompose.organisation import Person
    from netcompose.plan import Appointments, Network
    from netcompose.policy.scenario import Scenario


def turns(
    scenario: Scenario,
    network: Network,
    duty: Duty,
    meetings: Iterable[int],
    *,
    able: Sequence[Person],
    new_leader_first: bool,
    hosted: Mapping[str, int],
    kept: Appointments,
    over: Collection[int] = (),
) -> tuple[Appointment, ...]:
    """One of the able members for each meeting: whoever has had fewest turns before, then whoever's last turn is longest ago.

    Nobody has a second turn before all others who can have one have had theirs, and nobody two more than another in the same time. Among
    equals a kept turn goes first, then a workplace that has not been visited, then those with a workplace to show who have led longest.
    A new leader is not first in the year, unless the policy says so. A meeting that is `over` keeps whoever had its turn, also somebody who
    is not here any more.
    Exact without a search: the rule leaves a free choice only among those who are equal, and taking one of each workplace first visits the
    most workplaces among any number of them. Source: odder ("værtskabet går på skift mellem netværkets medlemmer").
    """
    last = {person.id: (0, hosted.get(person.id, 0)) for person in able}
    stay = {a.meeting: a.person for a in kept.of(duty, network.id)}
    places: set[str] = set()
    found = []
    for order, meeting in enumerate(meetings):
        if meeting in over:
            if meeting in stay:
                found.append(Appointment(duty, network.id, stay[meeting], meeting=meeting))
                last |= {person.id: (1, meeting) for person in able if person.id == stay[meeting]}
                places.update(person.workplace for person in able if person.id == stay[meeting] and person.workplace)
            continue
        free = [p for p in able if new_leader_first or order > 0 or p.id not in scenario.new]
        if not free:
            continue
        longest_ago = min(last[person.id] for person in free)
        later = {person for number, person in stay.items() if number is not None and number > meeting}
        chosen = min(
            (person for person in free if last[person.id] == longest_ago),
            key=lambda person: (
                stay.get(meeting) != person.id,
                person.id in later,
                person.workplace is None or person.workplace in places,
                _keenness(scenario, person),
            ),
        )
        last[chosen.id] = (1, meeting)
        if chosen.workplace is not None:
            places.add(chosen.workplace)
        found.append(Appointment(duty, network.id, chosen.id, meeting=meeting))
    return tuple(found)


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
