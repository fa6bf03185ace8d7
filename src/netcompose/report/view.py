"""A plan beside its organisation, ready to be looked at: names instead of ids, members in alphabetical order, colours not yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from netcompose.language import render, say
from netcompose.organisation import Level, Person
from netcompose.plan import NETWORK_DUTIES, Duty
from netcompose.policy.load import load_policy, shipped_policies
from netcompose.policy.scenario import is_new
from netcompose.report.alphabet import alphabetical
from netcompose.sheets import network_name

if TYPE_CHECKING:
    from netcompose.language import Language, Value
    from netcompose.organisation import Organisation
    from netcompose.plan import Meeting, Network, Plan
    from netcompose.policy.settings import Policy


@dataclass(frozen=True)
class View:
    """Questions that every sheet asks of a plan."""

    plan: Plan
    organisation: Organisation
    policy: Policy
    language: Language

    def say(self, value: Value) -> str:
        """A sentence, a date or a number as the reader writes it."""
        return render(value, self.language)

    def network_name(self, network: str) -> str:
        """What a network is called."""
        return network_name(network, self.language)

    @cached_property
    def heading(self) -> str:
        """What the members read above it all: the policy's title when it is the organisation's own, not that of a shipped policy."""
        policy = self.policy
        borrowed = policy.name in shipped_policies() and load_policy(policy.name).title == policy.title
        return self.say(say("Leadership networks")) if borrowed or not policy.title else policy.title

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks, in the plan's order."""
        return self.plan.composition.networks

    @property
    def largest(self) -> int:
        """Members of the largest network."""
        return max((len(network.members) for network in self.networks), default=0)

    def person(self, person: str) -> Person:
        """Someone by id; a foreign plan may name people whom the organisation does not have, and they appear as their id."""
        if person in self.organisation:
            return self.organisation.person(person)
        return Person(id=person, name=self.organisation.name(person), level=Level.OTHER, level_name="")

    @cached_property
    def _members(self) -> dict[str, tuple[Person, ...]]:
        return {
            network.id: tuple(
                sorted(map(self.person, network.members), key=lambda member: (alphabetical(member.name), member.id))
            )
            for network in self.networks
        }

    def members(self, network: str) -> tuple[Person, ...]:
        """The members of a network by name."""
        return self._members[network]

    @cached_property
    def seated(self) -> tuple[Person, ...]:
        """Everybody who has a seat, network by network."""
        return tuple(member for network in self.networks for member in self.members(network.id))

    @cached_property
    def _contacts(self) -> dict[str, str]:
        return {a.network: a.person for a in self.plan.appointments.of(Duty.CONTACT)}

    def contact(self, network: str) -> Person | None:
        """The contact of a network."""
        return self.person(self._contacts[network]) if network in self._contacts else None

    @cached_property
    def _hosts(self) -> dict[tuple[str, int], str]:
        return {(a.network, a.meeting): a.person for a in self.plan.appointments.of(Duty.HOST) if a.meeting is not None}

    def host(self, network: str, meeting: int) -> Person | None:
        """The host of a network's meeting."""
        host = self._hosts.get((network, meeting))
        return None if host is None else self.person(host)

    @cached_property
    def turns(self) -> Counter[str]:
        """How many meetings each person hosts in this plan, where the members host in turn."""
        duty = self.policy.duties.host
        in_turn = duty is not None and duty.same_as is None
        return Counter(self._hosts.values()) if in_turn else Counter()

    @cached_property
    def _hosted(self) -> dict[tuple[str, str], list[int]]:
        hosted = defaultdict(list)
        for (network, meeting), host in sorted(self._hosts.items()):
            hosted[network, host].append(meeting)
        return hosted

    def meeting(self, network: str, number: int) -> Meeting | None:
        """A network's meeting with its date; None until the calendar is made."""
        meeting = self.calendar.get((network, number))
        return meeting if meeting is not None and meeting.date is not None else None

    @cached_property
    def _themes(self) -> dict[tuple[str, int], list[str]]:
        themes = defaultdict(list)
        for theme in self.plan.themes:
            themes[theme.network, theme.meeting].append(theme.theme)
        return themes

    def themes(self, network: str, number: int) -> list[str]:
        """What a network takes up at a meeting."""
        return self._themes.get((network, number), [])

    def hosted(self, network: str, person: str) -> list[int]:
        """Numbers of the meetings that a member hosts."""
        return self._hosted.get((network, person), [])

    @cached_property
    def calendar(self) -> dict[tuple[str, int], Meeting]:
        """The dated meetings, by network and number."""
        return {(meeting.network, meeting.number): meeting for meeting in self.plan.meetings}

    @cached_property
    def meetings(self) -> tuple[int, ...]:
        """Numbers of a network's meetings, from 1."""
        planned = self.policy.meetings.number(self.policy.period) if self.policy.meetings is not None else 0
        known = [number for _, number in self.calendar] + [number for _, number in self._hosts]
        return tuple(range(1, max([planned, *known]) + 1))

    @cached_property
    def _mentors(self) -> dict[str, str]:
        return {a.mentee: a.person for a in self.plan.appointments.of(Duty.MENTOR) if a.mentee is not None}

    def mentor(self, mentee: str) -> Person | None:
        """The mentor of a new leader."""
        return self.person(self._mentors[mentee]) if mentee in self._mentors else None

    @cached_property
    def _mentees(self) -> dict[str, list[str]]:
        mentees = defaultdict(list)
        for mentee, mentor in self._mentors.items():
            mentees[mentor].append(mentee)
        return mentees

    def mentees(self, mentor: str) -> list[Person]:
        """The new leaders whom someone is mentor for, by name."""
        return sorted(map(self.person, self._mentees.get(mentor, [])), key=lambda person: alphabetical(person.name))

    def is_new(self, person: Person) -> bool:
        """Whether a member is a new leader: by the sheet's word, by the policy's months, or because a mentor was found for them."""
        as_of = self.policy.new_leaders.as_of
        if person.id in self._mentors or as_of is None:
            return person.id in self._mentors or person.new is True
        return is_new(person, as_of, self.policy.new_leaders.months)

    @property
    def duties(self) -> frozenset[Duty]:
        """The duties that the policy hands out, and any that somebody has all the same."""
        had = {appointment.duty for appointment in self.plan.appointments.all}
        return frozenset(duty for duty in Duty if self.policy.duties.hands_out(duty) or duty in had)

    def holder(self, duty: Duty, network: str) -> Person | None:
        """Who has a duty in a network as a whole."""
        holder = self.plan.appointments.holder(duty, network)
        return None if holder is None else self.person(holder)

    @cached_property
    def _roles(self) -> dict[str, list[tuple[Duty, Person]]]:
        roles: defaultdict[str, list[tuple[Duty, Person]]] = defaultdict(list)
        for duty in NETWORK_DUTIES:
            for found in self.plan.appointments.of(duty):
                if found.meeting is None and duty not in {known for known, _ in roles[found.network]}:
                    roles[found.network].append((duty, self.person(found.person)))
        return roles

    def roles(self, network: str) -> list[tuple[Duty, Person]]:
        """Who has a duty in a network as a whole, in the order of duties."""
        return self._roles.get(network, [])

    def about(self, network: Network) -> list[str]:
        """What tells a network from the others beside its name: its stratum; of a given one its theme and type."""
        columns = (self.policy.networks.theme_column, self.policy.networks.type_column)
        facts = [
            next((fact for member in self.members(network.id) if (fact := member.attribute(column))), None)
            for column in columns
            if column is not None
        ]
        return [fact for fact in (network.stratum, *facts) if fact]

    def served(self, duty: Duty) -> tuple[int, int]:
        """How many networks have somebody for a duty, and how many are to; a type of network that has nobody is not counted."""
        settings = self.policy.duties.of(duty)
        column = self.policy.networks.type_column
        served = {a.network for a in self.plan.appointments.of(duty)}

        def wanted(network: Network) -> bool:
            facts = (member.attribute(column) for member in self.members(network.id)) if column is not None else ()
            return settings is None or settings.pool(next((fact for fact in facts if fact), None)) is not None

        asked = [network for network in self.networks if wanted(network)]
        return sum(network.id in served for network in asked), len(asked)

    @property
    def leading(self) -> Duty | None:
        """The duty that stands for a network beside its name: its contact, its chair, its leader or its facilitator."""
        order = (Duty.CONTACT, Duty.CHAIR, Duty.NETWORK_LEADER, Duty.FACILITATOR)
        return next((duty for duty in order if duty in self.duties and self._one_each(duty)), None)

    def _one_each(self, duty: Duty) -> bool:
        return duty is Duty.CONTACT or any(self.holder(duty, network.id) for network in self.networks)

    def facilitation(self, network: str) -> list[tuple[str, list[int], list[Person]]]:
        """Who facilitates a network during the year: each mode, its meetings, and its people in order; nothing when it never changes."""
        told: list[tuple[str, list[int], list[Person]]] = []
        if not any(a.meeting is not None for a in self.plan.appointments.of(Duty.FACILITATOR)):
            return told
        for meeting, mode in enumerate(self.plan.facilitation, start=1):
            if not told or told[-1][0] != mode:
                told.append((mode, [], []))
            person = self.plan.appointments.facilitator(network, meeting)
            told[-1][1].append(meeting)
            if person is not None and self.person(person) not in told[-1][2]:
                told[-1][2].append(self.person(person))
        return told

    @cached_property
    def mixed(self) -> tuple[str, ...]:
        """The attributes that the policy mixes by, in order of rank."""
        return tuple(
            dict.fromkeys(
                goal.attribute for goal in self.plan.goals if goal.goal == "mix" and goal.attribute is not None
            )
        )

    def counts(self, network: str, attribute: str) -> Counter[str]:
        """How many members of a network have each value of an attribute; "" stands for those who have none."""
        return Counter(member.attribute(attribute) or "" for member in self.members(network))

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute among the members: levels from the top, all else alphabetically, and "" last."""
        found: dict[str, int] = {}
        order = list(Level)
        for member in self.seated:
            rank = order.index(member.level) if attribute == "level" else 0
            value = member.attribute(attribute) or ""
            found[value] = min(rank, found.get(value, rank))
        return sorted(found, key=lambda value: (value == "", found[value], alphabetical(value)))
