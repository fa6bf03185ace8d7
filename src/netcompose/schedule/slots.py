"""What is to be dated: every meeting of every network, with the days it could have and whom it needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netcompose.plan import Duty
from netcompose.schedule.days import Days, Reason, away, monday, weekdays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.plan import Appointments, Composition, Meeting
    from netcompose.policy.scenario import Scenario

FORTNIGHT: Final = 2
"""Networks that do not meet in one week take their even dates in turn over the weekdays of so many weeks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting to be dated, between `first` and `last`, best on `ideal`.

    `needed` must be there. `hosts` are those who may host it, its own host first: more than one where turns can be swapped,
    which they can within the same `round` of the network.
    """

    network: str
    number: int
    first: date
    last: date
    ideal: date
    members: tuple[str, ...]
    needed: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    round: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """Network and number."""
        return self.network, self.number

    @property
    def surely(self) -> tuple[str, ...]:
        """Who must be there whoever swaps with whom."""
        return (*self.needed, *self.hosts) if len(self.hosts) == 1 else self.needed

    @property
    def everybody(self) -> frozenset[str]:
        """Members and those who are needed."""
        return frozenset((*self.members, *self.surely))


@dataclass(frozen=True)
class Task:
    """All that is to be dated, what is dated already, and the days there are."""

    scenario: Scenario
    days: Days
    slots: tuple[Slot, ...]
    kept: tuple[Meeting, ...]
    gap: int
    attendance: dict[tuple[str, int], frozenset[str]]
    blocked: frozenset[date] = frozenset()

    def reasons(self, slot: Slot, day: date) -> frozenset[Reason]:
        """What keeps a meeting off a day: the day itself, and those who must be there."""
        gone = [away(person) for person in slot.surely if self.days.is_away(person, day)]
        return self.days.closing(day).union(gone) if gone else self.days.closing(day)

    def open_to_all(self, slot: Slot) -> list[date]:
        """The days of a meeting's part of the period that are closed to nobody."""
        return [
            day for day in weekdays(slot.first, slot.last) if day not in self.blocked and not self.days.closing(day)
        ]

    def price(self, slot: Slot, day: date) -> tuple[int, int, int]:
        """What speaks against a day: a week to be avoided, then members who are away, then days (or weeks, when all
        networks meet in the same week) off the even rhythm.
        """
        meetings = self.scenario.policy.meetings
        assert meetings is not None
        off = (monday(day) - monday(slot.ideal)).days // 7 if meetings.same_week else (day - slot.ideal).days
        absent = [member for member in slot.members if member in self.days.ever_away and member not in slot.surely]
        return (
            int(day.isocalendar().week in meetings.avoid_weeks),
            sum(self.days.is_away(member, day) for member in absent),
            abs(off),
        )


def task(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    kept: Sequence[Meeting],
    swap: bool,
    over: frozenset[tuple[str, int]] = frozenset(),
    today: date | None = None,
) -> Task:
    """Everything to be dated in a composition, from `today` on: as many meetings as the policy says, but for those kept and those over."""
    meetings, period = scenario.policy.meetings, scenario.policy.period
    assert meetings is not None
    number = meetings.number(period)
    fixed = {(meeting.network, meeting.number) for meeting in kept} | over
    turns = _turns(scenario, composition, appointments, fixed, swap)
    days = Days(scenario)
    ideals = [
        _ideals(days, period.part(meeting + 1, number), scenario, len(composition.networks))
        for meeting in range(number)
    ]
    slots = []
    for index, network in enumerate(composition.networks):
        members = tuple(member for member in network.members if member in scenario.organisation)
        for meeting in range(1, number + 1):
            if (network.id, meeting) in fixed:
                continue
            first, last = period.part(meeting, number)
            slots.append(
                Slot(
                    network.id,
                    meeting,
                    first if today is None else max(first, today),
                    last,
                    ideals[meeting - 1][index % len(ideals[meeting - 1])],
                    members,
                    _needed(scenario, appointments, network.id, meeting),
                    *turns.get((network.id, meeting), ((), 0)),
                )
            )
    return Task(
        scenario,
        days,
        tuple(slots),
        tuple(sorted(kept, key=lambda meeting: (meeting.network, meeting.number))),
        attendance={
            (meeting.network, meeting.number): frozenset(composition.network(meeting.network).members)
            | {*_needed(scenario, appointments, meeting.network, meeting.number)}
            | {host for host in [appointments.host(meeting.network, meeting.number)] if host is not None}
            for meeting in kept
            if meeting.network in {network.id for network in composition.networks}
        },
        gap=max(1, ((period.last - period.after(0)).days + 1) // number // 2),
    )


def _ideals(days: Days, part: tuple[date, date], scenario: Scenario, networks: int) -> list[date]:
    """The best days of a stretch, a network each in turn: the good days in a row that lie nearest its middle, up to a fortnight of them.

    Good is an open day outside the weeks to be avoided; where there are none, any weekday. When all meet in the same week, one day.
    """
    meetings = scenario.policy.meetings
    assert meetings is not None
    first, last = part
    middle = first + (last - first) // 2
    open_ = [day for day in weekdays(first, last) if not days.closing(day)]
    good = [day for day in open_ if day.isocalendar().week not in meetings.avoid_weeks]
    among = good or open_ or list(weekdays(first, last)) or [middle]
    span = 1 if meetings.same_week else min(networks, FORTNIGHT * len(set(meetings.weekdays)), len(among))
    blocks = (among[start : start + span] for start in range(len(among) - span + 1))
    return min(blocks, key=lambda block: (sum(abs((day - middle).days) for day in block), block))


def _needed(scenario: Scenario, appointments: Appointments, network: str, number: int) -> tuple[str, ...]:
    """Who must be at a meeting, hosts apart."""
    meetings = scenario.policy.meetings
    assert meetings is not None
    duties = {*meetings.needed, *(meetings.needed_first if number == 1 else ())} - {Duty.HOST}
    return tuple(
        sorted(
            {
                a.person
                for a in appointments.all
                if a.network == network and a.duty in duties and a.meeting in {None, number}
            }
        )
    )


def _turns(
    scenario: Scenario, composition: Composition, appointments: Appointments, fixed: set[tuple[str, int]], swap: bool
) -> dict[tuple[str, int], tuple[tuple[str, ...], int]]:
    """Who may host each meeting: its own host, then those of the same round, in which nobody hosts twice; and the round, from 0.

    Somebody new takes nobody's first turn, unless the policy lets them.
    """
    meetings, duty = scenario.policy.meetings, scenario.policy.duties.host
    if meetings is None or Duty.HOST not in meetings.needed:
        return {}
    own: dict[str, dict[int, str]] = defaultdict(dict)
    for a in appointments.of(Duty.HOST):
        if a.meeting is not None:
            own[a.network][a.meeting] = a.person
    found: dict[tuple[str, int], tuple[tuple[str, ...], int]] = {}
    for network in composition.networks:
        for index, turn in enumerate(_rounds(own[network.id])):
            free = [number for number in turn if (network.id, number) not in fixed]
            for number in free:
                host = own[network.id][number]
                others = [own[network.id][other] for other in free if other != number] if swap else []
                if number == 1 and not (duty is not None and duty.new_leader_first):
                    others = [other for other in others if other not in scenario.new]
                found[network.id, number] = (host, *others), index
    return found


def _rounds(hosts: dict[int, str]) -> list[list[int]]:
    """The meetings in order, cut where somebody would host again."""
    rounds: list[list[int]] = []
    for number in sorted(hosts):
        if not rounds or hosts[number] in {hosts[other] for other in rounds[-1]}:
            rounds.append([])
        rounds[-1].append(number)
    return rounds


def open_days(task: Task, slot: Slot, relaxed: frozenset[Reason] = frozenset()) -> list[date]:
    """The days that a meeting could have, apart from all other meetings."""
    return [
        day for day in weekdays(slot.first, slot.last) if day not in task.blocked and task.reasons(slot, day) <= relaxed
    ]
