"""Make a plan again and say where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from netcompose.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.language import Sentence
    from netcompose.plan import Appointment, Appointments, Composition

Versions: TypeAlias = "tuple[tuple[str, str], ...]"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the plan and its repeat do not have in common; `people` are ids."""

    people: tuple[str, ...]
    message: Sentence


def differences(
    then: tuple[Composition, Appointments], now: tuple[Composition, Appointments]
) -> tuple[Difference, ...]:
    """Who sits elsewhere, and which duties are handed out otherwise, in order of id."""
    return (*_seats(then[0].seats, now[0].seats), *_duties(then[1].all, now[1].all))


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


def other_versions(then: Versions, now: Versions) -> tuple[tuple[str, str, str], ...]:
    """(name, then, now) of tool and libraries that are not the same: a reason why a repeat may come out otherwise."""
    today = dict(now)
    return tuple((name, version, today.get(name, "–")) for name, version in then if today.get(name) != version)
