"""Make a plan again and say where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from netcompose.language import say
from netcompose.plan import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netcompose.language import Sentence, Value
    from netcompose.plan import Appointment, Appointments, Composition, Event, Meeting

Versions: TypeAlias = "tuple[tuple[str, str], ...]"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is compared of a plan: who sits where, who does what, and when."""

    composition: Composition
    appointments: Appointments
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the plan and its repeat do not have in common; `people` are ids."""

    people: tuple[str, ...]
    message: Sentence


def differences(then: Outcome, now: Outcome) -> tuple[Difference, ...]:
    """Who sits elsewhere and which duties are handed out otherwise, in order of id; then which days and hours are others."""
    return (
        *_seats(then.composition.seats, now.composition.seats),
        *_duties(then.appointments.all, now.appointments.all),
        *_meetings(then.meetings, now.meetings),
        *_seminars(then.events, now.events),
    )


def _seats(then: dict[str, str], now: dict[str, str]) -> Iterable[Difference]:
    for person in sorted(then.keys() | now.keys()):
        before, after = then.get(person), now.get(person)
        if before != after:
            text = say(
                "{person} sits in network {then} in the plan and in {now} in the repeat.",
                person=person,
                then=before or "–",
                now=after or "–",
            )
            yield Difference((person,), text)


def _duties(then: Sequence[Appointment], now: Sequence[Appointment]) -> Iterable[Difference]:
    for appointment in sorted(set(then) ^ set(now), key=lambda a: (a.network, a.duty.value, a.meeting or 0, a.person)):
        values = {"duty": appointment.duty.value, "person": appointment.person, "network": appointment.network}
        text = (
            say("{person} has the duty {duty} in network {network} in the plan, not in the repeat.", **values)
            if appointment in then
            else say("{person} has the duty {duty} in network {network} in the repeat, not in the plan.", **values)
        )
        yield Difference((appointment.person,), text)


def _meetings(then: Sequence[Meeting], now: Sequence[Meeting]) -> Iterable[Difference]:
    """Days and hours of the meetings; a calendar without any day is none."""
    before, after = ({(m.network, m.number): m for m in some if m.date is not None} for some in (then, now))
    for network, number in sorted(before.keys() | after.keys()):
        one, other = before.get((network, number)), after.get((network, number))
        if one == other:
            continue
        text = say(
            "Meeting {number} of network {network} is held {then} in the plan and {now} in the repeat.",
            number=number,
            network=network,
            then=_when(one, one.date) if one is not None else "–",
            now=_when(other, other.date) if other is not None else "–",
        )
        yield Difference((), text)


def _seminars(then: Sequence[Event], now: Sequence[Event]) -> Iterable[Difference]:
    """Days and hours of the joint seminar; the other events of a calendar follow from the policy."""
    before, after = ([event for event in some if event.kind is EventKind.SEMINAR] for some in (then, now))
    for one, other in zip_longest(before, after):
        days = [_when(event, event.first) if event is not None else "–" for event in (one, other)]
        if days[0] != days[1]:
            text = say("The seminar is held {then} in the plan and {now} in the repeat.", then=days[0], now=days[1])
            yield Difference((), text)


def _when(held: Meeting | Event, day: date | None) -> Value:
    if day is None or held.start is None or held.end is None:
        return day or "–"
    return say("{day} at {start}–{end}", day=day, start=f"{held.start:%H:%M}", end=f"{held.end:%H:%M}")


def other_versions(then: Versions, now: Versions) -> tuple[tuple[str, str, str], ...]:
    """(name, then, now) of tool and libraries that are not the same: a reason why a repeat may come out otherwise."""
    today = dict(now)
    return tuple((name, version, today.get(name, "–")) for name, version in then if today.get(name) != version)
