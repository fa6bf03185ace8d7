"""A plan's calendar as its judges see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from netcompose.plan import Appointments, Composition, Event, Meeting
    from netcompose.policy.calendar_settings import Meetings, Period
    from netcompose.policy.scenario import Scenario


@dataclass(frozen=True)
class Dated:
    """The meetings and events of a plan under a policy that plans meetings, in a period whose first day is settled.

    Of meetings that are `over`, by network and number, no rule asks anything any more.
    """

    scenario: Scenario
    composition: Composition
    appointments: Appointments
    meetings: tuple[Meeting, ...]
    events: tuple[Event, ...] = ()
    over: frozenset[tuple[str, int]] = frozenset()

    @property
    def settings(self) -> Meetings:
        """What the policy says of meetings."""
        assert self.scenario.policy.meetings is not None
        return self.scenario.policy.meetings

    @property
    def period(self) -> Period:
        """The time that is planned."""
        return self.scenario.policy.period

    @property
    def number(self) -> int:
        """How many meetings each network is to have."""
        return self.settings.number(self.period)

    @cached_property
    def days(self) -> tuple[tuple[Meeting, date], ...]:
        """The meetings that have a date, with it."""
        return tuple((meeting, meeting.date) for meeting in self.meetings if meeting.date is not None)

    def is_over(self, meeting: Meeting) -> bool:
        """Whether a meeting has been held."""
        return (meeting.network, meeting.number) in self.over

    @cached_property
    def upcoming(self) -> tuple[tuple[Meeting, date], ...]:
        """The dated meetings that are not over, with their dates."""
        return tuple((meeting, day) for meeting, day in self.days if not self.is_over(meeting))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {network.id: network.name for network in self.composition.networks}

    def network_name(self, meeting: Meeting) -> str:
        """What the network of a meeting is called."""
        return self._names.get(meeting.network, meeting.network)

    def name(self, person: str) -> str:
        """Somebody's name; the id of somebody who is not in the organisation."""
        return self.scenario.organisation.name(person)

    def needed(self, meeting: Meeting) -> list[str]:
        """Who must be at a meeting: those whose duty the policy names, for it or for all of the network's."""
        wanted = set(self.settings.needed)
        if meeting.number == 1:
            wanted |= set(self.settings.needed_first)
        found = set()
        for duty in wanted:
            found |= {
                a.person
                for a in self.appointments.of(duty, meeting.network)
                if a.meeting is None or a.meeting == meeting.number
            }
        return sorted(found)

    def members(self, meeting: Meeting) -> tuple[str, ...]:
        """The members of a meeting's network."""
        return next((n.members for n in self.composition.networks if n.id == meeting.network), ())

    def away(self, person: str, day: date) -> bool:
        """Whether the sheet says that somebody is away that day."""
        organisation = self.scenario.organisation
        return person in organisation and any(day in spell for spell in organisation.person(person).away)
