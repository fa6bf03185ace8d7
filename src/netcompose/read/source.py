"""What reading needs to know, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence
    from netcompose.organisation import Level, Organisation
    from netcompose.plan import Appointments, Event, Meeting

Listed = Literal["auto", "leaders", "staff"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How to read an org chart; whatever is left out, the reader finds out by itself and says so.

    `columns` maps a field (see `netcompose.read.vocabulary.FIELDS`) to a header; `levels` names levels as the sheet writes them.
    `listed` says whether the list holds leaders only or the whole staff. `department_depth` counts from the root (the root is 0).
    `units` is a second file with units and their parent units. Without `lines_needed` a file that tells of no managers is read all the
    same: whoever keeps nobody apart need not know who reports to whom. `today` is the day that dates are compared with (None: this day).
    """

    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    levels: Mapping[Level, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    language: Language | None = None
    listed: Listed = "auto"
    department_depth: int | None = None
    units: Path | None = None
    lines_needed: bool = True
    today: date | None = None


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which column was taken for a field, and why; `alternatives` are headers that could also have been meant."""

    field: str
    header: str
    sheet: str
    letters: str
    reason: Sentence
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was read, in numbers.

    `rows` with content below the headers; `people` in the list (merged, vacant posts and former employees not counted); `leaders` in
    the organisation. Of the reporting lines of those in the organisation: `resolved` leads directly to somebody in it, `followed` through
    others, `unresolved` names nobody, `tops` names no one on purpose. `staff_…` counts everybody's own line, whether leader or not.
    """

    rows: int
    people: int
    leaders: int
    departments: int
    resolved: int
    followed: int
    unresolved: int
    tops: int
    staff_resolved: int
    staff_unresolved: int


@dataclass(frozen=True, kw_only=True)
class Source:
    """An org chart as read: the organisation, and everything that was found and assumed on the way.

    `other_headers` are those of the columns that mean nothing to the reader; they are kept as they are.
    """

    organisation: Organisation
    findings: tuple[Finding, ...]
    columns: tuple[ColumnChoice, ...]
    sheet: str
    header_row: int
    language: Language
    digest: str
    counts: Counts
    other_headers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanSource(Source):
    """A plan as read, exactly as it stands: nothing in it is repaired.

    `double_seats` gives, for each person on more than one row, the networks of these rows in their order (one network twice, too).
    `meetings` is the number of meetings of a network, `calendar` the meetings with their dates, `events` the joint seminar,
    `policy_toml` the policy as our About sheet carries it. `written` is who sat where when we wrote the workbook, as (id, name, network);
    None where it is not ours.
    """

    appointments: Appointments
    meetings: int | None = None
    calendar: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
    policy_toml: str | None = None
    double_seats: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ours: bool = False
    written: tuple[tuple[str, str, str | None], ...] | None = None
