"""What a rebalancing means for each person and each network, with the reason, and a short text to send to whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcompose.language import Sentence, attribute_name, listed, say, say_n
from netcompose.plan import Appointments, Composition, Duty
from netcompose.policy.catalogue import judge_goals, judge_rules
from netcompose.policy.duties.names import DUTY_NAMES
from netcompose.policy.scenario import network_order
from netcompose.tasks.solve import without_own_superior

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from netcompose.organisation import Organisation
    from netcompose.plan import Appointment, Meeting
    from netcompose.tasks.differences import Changed, Differences
    from netcompose.tasks.solve import Solved

FIRST: tuple[str, ...] = (
    *("reporting_line", "siblings", "apart", "together", "locked", "limits", "mentor_supply", "group_size"),
)
"""Rules in the order in which they are given as the reason of a move: the most telling first."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changes for one person: from one network to another (None: no seat), what and why, and a text of their own."""

    leader: str
    origin: str | None
    destination: str | None
    what: Sentence
    why: Sentence | None
    text: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """What changes in one network: ids of those who left and came, and its duties that somebody else has now, a sentence each.

    `state` says that it is new, or closed; None for all others. `dates` are its meetings that have another date now.
    """

    network: str
    left: tuple[str, ...]
    came: tuple[str, ...]
    duties: tuple[Sentence, ...]
    state: Sentence | None = None
    dates: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changes; nothing for whom nothing does."""

    people: tuple[PersonChange, ...]
    networks: tuple[NetworkChange, ...]
    facts: tuple[Sentence, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing changes for anybody."""
        return not (self.people or self.networks or self.facts)


def told_changes(
    before: Organisation,
    duties: Appointments,
    solved: Solved,
    differences: Differences,
    meetings: Sequence[Meeting] = (),
) -> Changes:
    """The changes from a plan, whose people carry their networks, to the new one; `meetings` as they were dated."""
    return _Teller(before, duties, solved, differences, meetings).changes()


class _Teller:
    def __init__(
        self,
        before: Organisation,
        duties: Appointments,
        solved: Solved,
        differences: Differences,
        meetings: Sequence[Meeting],
    ) -> None:
        self.old_dates = {(m.network, m.number): m.date for m in meetings if m.date is not None}
        self.before, self.differences = before, differences
        self.scenario, self.plan = solved.scenario, solved.plan
        self.composition = solved.plan.composition
        renamed = {s.old: s.new for s in differences.successions if s.same_person}
        self.old_seats = {renamed.get(p.id, p.id): p.network for p in before.people if p.network is not None}
        self.seats = self.composition.seats
        self.predecessor = {s.new: s for s in differences.successions if not s.same_person}
        self.old_duties = _by_task(_renamed(duties, renamed))
        self.new_duties = _by_task(solved.plan.appointments)
        self.tasks: dict[str, list[tuple[Sentence, Sentence]]] = defaultdict(list)  # of them, and to them
        self.of_network: dict[str, list[Sentence]] = defaultdict(list)
        if duties.all:
            self._compare_duties()

    def changes(self) -> Changes:
        """Movers, leavers and joiners, then those who only get or lose a duty; all by network."""
        concerned = {move.leader for move in self.plan.moves} | set(self.differences.left)
        concerned |= {p for p in self.seats if p not in self.old_seats} | self.tasks.keys()
        people = [self._person(person) for person in sorted(concerned)]
        people.sort(key=lambda c: (_rank(c), network_order(c.destination or c.origin or ""), c.leader))
        return Changes(tuple(people), tuple(self._networks()), tuple(map(self._fact, self.differences.changed)))

    # -- people -------------------------------------------------------------------------------------------------

    def _person(self, person: str) -> PersonChange:
        origin, destination = self.old_seats.get(person), self.seats.get(person)
        tasks = [said for said, _ in self.tasks[person]]
        own = [to_them for _, to_them in self.tasks[person]]
        if destination is None and origin is not None:
            return PersonChange(
                person, origin, None, say("leaves network {network}", network=origin), self._why_gone(person), ()
            )
        if destination is None:
            gone = person not in self.scenario.organisation
            why = say("is not in the organisation any more") if gone else None
            text = () if gone else self._text(person, None, None, own)
            return PersonChange(person, None, None, say("{tasks}", tasks=listed(*tasks)), why, text)
        if origin is None:
            what, why = self._joining(person, destination)
        elif origin != destination:
            what = say("moves from network {origin} to network {destination}", origin=origin, destination=destination)
            why = self._why_moved(person, origin)
        else:
            what, why = say("{tasks}", tasks=listed(*tasks)), None
        if tasks and origin != destination:
            what = say("{what}, {tasks}", what=what, tasks=listed(*tasks))
        return PersonChange(person, origin, destination, what, why, self._text(person, origin, destination, own))

    def _joining(self, person: str, destination: str) -> tuple[Sentence, Sentence | None]:
        succession, asked = self.predecessor.get(person), self.differences.asked.get(person)
        if asked == destination:
            return say("gets a seat in network {network}", network=destination), say("the sheet says so")
        if asked is not None and any(network.id == asked for network in self.composition.networks):
            return say(
                "gets a seat in network {network}, not in network {asked} as the sheet says",
                network=destination,
                asked=asked,
            ), self._blocked({**self.seats, person: asked}, person) or say("that asks for fewer moves")
        if succession is None:
            why = (
                say("takes part from now on; the seat that suits the rules and the mix best")
                if person in self.before
                else say("new here; the seat that suits the rules and the mix best")
            )
            return say("gets a seat in network {network}", network=destination), why
        old, seat = self.differences.name(succession.old), self.old_seats[succession.old]
        if seat == destination:
            return say("takes {old}'s seat in network {network}", old=old, network=destination), succession.reason
        blocked = self._blocked({**self.seats, person: seat}, person)
        why = blocked or say("that asks for fewer moves")
        return (
            say(
                "gets a seat in network {network}, not {old}'s in network {seat}",
                network=destination,
                old=old,
                seat=seat,
            ),
            why,
        )

    def _why_gone(self, person: str) -> Sentence:
        heir = next((s.new for s in self.differences.successions if s.old == person), None)
        reason = (
            say("is not in the organisation any more")
            if person in self.differences.gone
            else next(
                (left.reason for left in self.plan.not_placed if left.leader == person),
                say("does not belong to those who take part any more"),
            )
        )
        if heir is None:
            return reason
        return say("{reason}; succeeded by {heir}", reason=reason, heir=self.differences.name(heir))

    def _why_moved(self, person: str, origin: str) -> Sentence:
        """The rule that would be broken had this person stayed, else what the move does for the mix."""
        if all(network.id != origin for network in self.composition.networks):
            return say("network {network} is closed", network=origin)
        stayed = {**self.seats, person: origin}
        blocked = self._led(stayed, person) or self._blocked(stayed, person)
        if blocked is not None:
            return blocked
        partner = next(
            (
                move.leader
                for move in self.plan.moves
                if move.origin == self.seats[person] and move.destination == origin
            ),
            None,
        )
        gains = self._gains({**stayed, partner: self.seats[person]} if partner else stayed)
        if gains is not None:
            return gains
        if partner is not None:
            return say("changes places with {other}, who must move", other=self._name(partner))
        return say("makes room for others who move")

    def _led(self, seats: dict[str, str], person: str) -> Sentence | None:
        """Whether this person could lead their own report in a seating, or be led so, where the policy does not want that."""
        careful, name = without_own_superior(self.scenario), self._name(person)
        if careful is None:
            return None
        line = next(v for v in judge_rules(careful, self._seated(seats)) if v.rule == "reporting_line")
        about = next((witness for witness in line.witnesses if name in dict(witness.values).values()), None)
        return about and say("otherwise: {witness}", witness=about)

    def _blocked(self, seats: dict[str, str], person: str) -> Sentence | None:
        """What stands against a seating, about this person where that can be told."""
        verdicts = {v.rule: v for v in judge_rules(self.scenario, self._seated(seats)) if v.violations}
        for rule in FIRST:
            if rule in verdicts and verdicts[rule].witnesses:
                name = self._name(person)
                witnesses = verdicts[rule].witnesses
                about = next((w for w in witnesses if name in dict(w.values).values()), witnesses[0])
                return say("otherwise: {witness}", witness=about)
        return None

    def _gains(self, stayed: dict[str, str]) -> Sentence | None:
        """The first goal, in order of rank, that is better with the move."""
        goals = self.scenario.policy.goals
        without = judge_goals(self.scenario, self._seated(stayed))
        with_it = judge_goals(self.scenario, self.composition)
        for i in sorted(range(len(goals)), key=lambda i: goals[i].rank):
            saved = without[i].cost - with_it[i].cost
            if saved < 0:
                return None
            if saved and goals[i].attribute is not None:
                return say_n(
                    "a better mix: {n} pair fewer with the same {attribute}",
                    "a better mix: {n} pairs fewer with the same {attribute}",
                    saved,
                    attribute=attribute_name(goals[i].attribute or ""),
                )
            if saved:
                return say("a better balance of the networks")
        return None

    def _seated(self, seats: dict[str, str]) -> Composition:
        members: dict[str, list[str]] = defaultdict(list)
        for person, network in seats.items():
            members[network].append(person)
        return Composition(
            tuple(replace(network, members=tuple(members[network.id])) for network in self.composition.networks)
        )

    # -- networks and duties ---------------------------------------------------------------------------------------

    def _networks(self) -> Iterator[NetworkChange]:
        ids = {network.id for network in self.composition.networks} | set(self.old_seats.values())
        for network in sorted(ids, key=network_order):
            left = tuple(p for p, n in sorted(self.old_seats.items()) if n == network and self.seats.get(p) != network)
            came = tuple(p for p, n in sorted(self.seats.items()) if n == network and self.old_seats.get(p) != network)
            duties = tuple(self.of_network[network])
            state = None
            if network not in self.old_seats.values():
                state = say("the network is new")
            elif all(here.id != network for here in self.composition.networks):
                state = say("the network is closed")
            dates = tuple(self._redated(network))
            if left or came or duties or state or dates:
                also = (*dates, *duties) if state is None else (state, *dates, *duties)
                yield NetworkChange(network, left, came, also, state, dates)

    def _redated(self, network: str) -> Iterator[Sentence]:
        """The network's meetings that could not stay on their day."""
        for meeting in self.plan.meetings:
            before = self.old_dates.get((meeting.network, meeting.number))
            if meeting.network == network and meeting.date is not None and before not in {None, meeting.date}:
                yield say(
                    "meeting {n} is on {day} (before: {before})",
                    n=meeting.number,
                    day=meeting.date,
                    before=before or "",
                )

    def _compare_duties(self) -> None:
        """Who got and who lost which duty."""
        for task in sorted({*self.old_duties, *self.new_duties}, key=_task_order):
            old, new = self.old_duties.get(task), self.new_duties.get(task)
            one, other = old.person if old else None, new.person if new else None
            if one == other and (old is None or new is None or old.network == new.network):
                continue
            a = new or old
            assert a is not None
            if one is not None and one != other and (one in self.scenario.organisation or one not in self.old_seats):
                self.tasks[one].append(self._duty(a, given=False))
            if other is not None and one != other:
                self.tasks[other].append(self._duty(a, given=True))
            if other is not None and a.duty is Duty.MENTOR and a.mentee is not None and one != other:
                self.tasks[a.mentee].append(
                    (
                        say("gets {mentor} as mentor", mentor=self._name(other)),
                        say("Your mentor is {mentor}.", mentor=self._name(other)),
                    )
                )
            if one != other and a.network and (a.mentee is None or a.mentee in self.seats):
                self.of_network[a.network].append(self._handed_on(a, one, other))

    def _handed_on(self, a: Appointment, old: str | None, new: str | None) -> Sentence:
        nobody = say("nobody")
        who = self._name(new) if new is not None else nobody
        before = self._name(old) if old is not None else nobody
        match a.duty:
            case Duty.HOST:
                return say("host of meeting {n}: {new} (before: {old})", n=a.meeting or 0, new=who, old=before)
            case Duty.MENTOR:
                return say(
                    "mentor of {mentee}: {new} (before: {old})", mentee=self._name(a.mentee or ""), new=who, old=before
                )
            case _:
                return say("{duty}: {new} (before: {old})", duty=DUTY_NAMES[a.duty], new=who, old=before)

    def _duty(self, a: Appointment, given: bool) -> tuple[Sentence, Sentence]:
        """A duty that somebody gets or loses, as it is said of them and to them."""
        network, number, mentee = a.network, a.meeting or 0, self._name(a.mentee or "")
        match a.duty, given:
            case Duty.HOST, True:
                return (
                    say("hosts meeting {n} of network {network}", n=number, network=network),
                    say("You host meeting {n} of network {network}.", n=number, network=network),
                )
            case Duty.HOST, False:
                return (
                    say("does not host meeting {n} of network {network} any more", n=number, network=network),
                    say("You do not host meeting {n} of network {network} any more.", n=number, network=network),
                )
            case Duty.MENTOR, True:
                return say("is mentor of {mentee}", mentee=mentee), say("You are mentor of {mentee}.", mentee=mentee)
            case Duty.MENTOR, False:
                return (
                    say("is not mentor of {mentee} any more", mentee=mentee),
                    say("You are not mentor of {mentee} any more.", mentee=mentee),
                )
            case duty, True:
                return (
                    say("is {duty} of network {network}", duty=DUTY_NAMES[duty], network=network),
                    say("You are {duty} of network {network}.", duty=DUTY_NAMES[duty], network=network),
                )
            case duty, _:
                return (
                    say("is not {duty} of network {network} any more", duty=DUTY_NAMES[duty], network=network),
                    say("You are not {duty} of network {network} any more.", duty=DUTY_NAMES[duty], network=network),
                )

    # -- texts -------------------------------------------------------------------------------------------------------

    def _text(
        self, person: str, origin: str | None, destination: str | None, tasks: list[Sentence]
    ) -> tuple[Sentence, ...]:
        """A short mail: greeting, where to, duties, and with whom."""
        lines = [say("Dear {name},", name=self._name(person))]
        if destination is not None and destination != origin:
            name = self.composition.network(destination).name
            lines.append(
                say("You have a seat in {network}.", network=name)
                if origin is None
                else say("You move from {origin} to {network}.", origin=self._called(origin), network=name)
            )
        if tasks:
            lines.extend(tasks)
        if destination is not None and destination != origin:
            others = [self._name(p) for p in self.composition.network(destination).members if p != person]
            if others:
                lines.append(say("You meet: {names}.", names=listed(*sorted(others))))
        return tuple(lines)

    def _called(self, network: str) -> str | Sentence:
        """What a network is called, also one that is closed now."""
        name = next((here.name for here in self.composition.networks if here.id == network), None)
        return name or (say("Network {number}", number=network) if network.isdecimal() else network)

    def _fact(self, changed: Changed) -> Sentence:
        """One thing that is new about somebody, in a sentence."""
        name, before, after = self._name(changed.leader), changed.before or "–", changed.after or "–"
        match changed.field:
            case "name":
                return say("{before} is called {after} now.", before=before, after=after)
            case "manager":
                return say("{name} reports to {after} (before: {before}).", name=name, after=after, before=before)
            case "acting" if changed.after == "True":
                return say("{name} is acting now.", name=name)
            case "acting":
                return say("{name} is not acting any more.", name=name)
            case field:
                attribute = attribute_name("level" if field == "level_name" else field)
                return say(
                    "{name}: {attribute} is {after} (before: {before}).",
                    name=name,
                    attribute=attribute,
                    after=after,
                    before=before,
                )

    def _name(self, person: str) -> str:
        return self.differences.name(person)


def _rank(change: PersonChange) -> int:
    """Movers first, then joiners, leavers, and those who only get or lose a duty."""
    if change.origin is not None and change.destination is not None and change.origin != change.destination:
        return 0
    if change.destination is not None and change.origin is None:
        return 1
    return 2 if change.destination is None and change.origin is not None else 3


def _renamed(duties: Appointments, renamed: Mapping[str, str]) -> Appointments:
    """The duties under the ids that people have now."""
    return Appointments(
        tuple(
            replace(a, person=renamed.get(a.person, a.person), mentee=a.mentee and renamed.get(a.mentee, a.mentee))
            for a in duties.all
        )
    )


def _by_task(appointments: Appointments) -> dict[tuple[str, str, int, str], Appointment]:
    return {
        (a.duty.value, "" if a.duty is Duty.MENTOR else a.network, a.meeting or 0, a.mentee or ""): a
        for a in appointments.all
    }


def _task_order(task: tuple[str, str, int, str]) -> tuple[object, ...]:
    duty, network, meeting, mentee = task
    return [d.value for d in Duty].index(duty), network_order(network), meeting, mentee
