"""How dating can end: a closed set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from netcompose.plan import Appointments, Clash, Event, Meeting


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A date for every meeting. `appointments` are those handed in, some hosts with another turn because of the dates.

    `proven` says whether no calendar has fewer absences or lies nearer the even rhythm.
    """

    meetings: tuple[Meeting, ...]
    events: tuple[Event, ...]
    appointments: Appointments
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Unschedulable:
    """No calendar keeps every rule; these few contradict each other, and without any one of them there would be one."""

    conflict: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class NoDatesInTime:
    """Neither dates nor a proof that there are none was found within the limit."""


Calendar: TypeAlias = Scheduled | Unschedulable | NoDatesInTime
