"""The meetings as iCalendar files: one for each network, and one for all. A second run updates what the first one put into calendars."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from netcompose.language import Language, say
from netcompose.plan import EventKind
from netcompose.report.files import ensure_writable, write_atomically
from netcompose.report.view import View
from netcompose.sheets import network_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netcompose.language import Value
    from netcompose.organisation import Organisation
    from netcompose.plan import Event as Joint
    from netcompose.plan import Meeting, Plan
    from netcompose.policy.settings import Policy

ZONE: Final = ZoneInfo("Europe/Copenhagen")
OURS: Final = "@netcompose"
NAMESPACE: Final = UUID("6b7c3b0e-5f0e-5d4c-9a53-0d6a0b3a1c11")
LONGEST_NAME: Final = 80
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def ensure_calendar_folder(folder: Path, force: bool) -> None:
    """Whether calendar files can be put there, asked before the long work. A folder that is not there is made later.

    Raises:
        FileExistsError: there are calendar files in it and `force` is not given.
        OSError: see `ensure_writable`.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if not folder.exists():
        ensure_writable(folder)
        return
    ensure_writable(folder / "netcompose.ics", force)
    there = sorted(folder.glob("*.ics"))
    if there and not force:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(there[0]))


def write_calendars(
    folder: Path,
    *,
    plan: Plan,
    organisation: Organisation,
    policy: Policy,
    language: Language,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write all.ics (da: alle.ics) and a file for each network; returns their paths.

    A meeting keeps its UID from run to run: it is made of the policy's name, the period's first day, the network's id and the meeting's
    number. What has changed since the files that are there gets the next SEQUENCE, and what is gone is cancelled, so that calendars follow.

    Raises:
        FileExistsError, OSError: as `ensure_calendar_folder`.
    """
    ensure_calendar_folder(folder, force)
    folder.mkdir(exist_ok=True)
    view = View(plan, organisation, policy, language)
    stamp = datetime.combine(policy.new_leaders.as_of or policy.period.first or date(2000, 1, 1), time(), UTC)
    entries = list(_entries(view))
    names = file_names([view.network_name(network.id) for network in view.networks], language)
    written = [folder / f"{'alle' if language is Language.DA else 'all'}.ics"]
    files = [(written[0], view.say(say("Leadership networks")), entries)]
    for network, name in zip(view.networks, names, strict=True):
        mine = [entry for entry in entries if entry.network in {network.id, None} and not entry.for_all_only]
        files.append((folder / name, view.network_name(network.id), mine))
        written.append(folder / name)
    for path, title, mine in files:
        write_atomically(path, _calendar(title, mine, _known(path), stamp), force)
    return tuple(written)


def calendar_links(folder: Path, plan: Plan, language: Language, seen_from: Path) -> dict[str, str]:
    """The file of each network's meetings by the network's id, as seen from a folder; nothing for networks without dates.

    A folder on another drive cannot be told so, and there are no links to it.
    """
    try:
        way = Path(os.path.relpath(folder.resolve(), seen_from)).as_posix()
    except ValueError:
        return {}
    dated = {meeting.network for meeting in plan.meetings if meeting.date is not None}
    networks = plan.composition.networks
    names = file_names([network_name(network.id, language) for network in networks], language)
    return {network.id: f"{way}/{name}" for network, name in zip(networks, names, strict=True) if network.id in dated}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event of the calendar: what it says, and whose it is (None: everybody's)."""

    uid: str
    network: str | None
    summary: str
    start: datetime | date
    end: datetime | date
    place: str | None = None
    description: str = ""
    for_all_only: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """The properties that a reader sees."""
        found: dict[str, Any] = {"SUMMARY": self.summary, "DTSTART": self.start, "DTEND": self.end}
        if self.place:
            found["LOCATION"] = self.place
        if self.description:
            found["DESCRIPTION"] = self.description
        if not isinstance(self.start, datetime):
            found["TRANSP"] = "TRANSPARENT"
        return found


def _entries(view: View) -> Iterator[_Entry]:
    first = view.policy.period.first
    for meeting in view.plan.meetings:
        if meeting.date is not None:
            yield _meeting(view, meeting, meeting.date, _uid(view.plan.policy, first, meeting.network, meeting.number))
    counted: dict[EventKind, int] = {}
    for event in view.plan.events:
        counted[event.kind] = counted.get(event.kind, 0) + 1
        yield _joint(view, event, _uid(view.plan.policy, first, event.kind.value, counted[event.kind]))


def _uid(*parts: object) -> str:
    return f"{uuid5(NAMESPACE, '|'.join(map(str, parts)))}{OURS}"


def _meeting(view: View, meeting: Meeting, day: date, uid: str) -> _Entry:
    """A network's meeting; of people it names the host and nobody else."""
    host = view.host(meeting.network, meeting.number)
    told: list[Value] = []
    if host is not None:
        told.append(say("Host: {name}", name=host.name))
    told += [say("Theme: {theme}", theme=theme) for theme in view.themes(meeting.network, meeting.number)]
    start, end = _moments(day, meeting.start, meeting.end)
    return _Entry(
        uid,
        meeting.network,
        view.say(say("{network}, meeting {n}", network=view.network_name(meeting.network), n=meeting.number)),
        start,
        end,
        host.workplace if host is not None else None,
        "\n".join(map(view.say, told)),
    )


def _joint(view: View, event: Joint, uid: str) -> _Entry:
    start, end = _moments(event.first, event.start, event.end, event.last)
    return _Entry(uid, None, view.say(event.title), start, end, for_all_only=event.kind is not EventKind.SEMINAR)


def _moments(first: date, start: time | None, end: time | None, last: date | None = None) -> tuple[date, date]:
    """From and to: hours of one day, or whole days, the end of which is the day after."""
    if start is None or end is None:
        return first, (last or first) + timedelta(days=1)
    return datetime.combine(first, start, ZONE), datetime.combine(last or first, end, ZONE)


def _known(path: Path) -> dict[str, Event]:
    """The events of ours in a file that is there; a file that is no calendar has none."""
    try:
        calendar = Calendar.from_ical(path.read_bytes())
    except (OSError, ValueError):
        return {}
    events = (event for event in calendar.walk("VEVENT") if isinstance(event, Event))
    return {uid: event for event in events if (uid := str(event.get("UID", ""))).endswith(OURS)}


def _calendar(title: str, entries: Iterable[_Entry], known: Mapping[str, Event], stamp: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//netcompose//netcompose//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", title)
    wanted = {entry.uid: entry for entry in entries}
    for uid, entry in wanted.items():
        calendar.add_component(_event(entry, known.get(uid), stamp))
    for uid in sorted(known.keys() - wanted.keys()):
        calendar.add_component(_cancelled(known[uid], stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: _Entry, before: Event | None, stamp: datetime) -> Event:
    """An event; one that says the same as before is left as it was, a changed one gets the next SEQUENCE."""
    event, sequence = _plain(entry.uid, entry.facts), 0
    if before is not None:
        sequence = int(before.get("SEQUENCE", 0))
        if _facts(before) == _facts(event) and before.get("STATUS") == "CONFIRMED":
            stamp = before.decoded("DTSTAMP")
        else:
            sequence += 1
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", sequence)
    event.add("STATUS", "CONFIRMED")
    return event


def _cancelled(before: Event, stamp: datetime) -> Event:
    """An event that is in the plan no more."""
    if before.get("STATUS") == "CANCELLED":
        return before
    facts = {name: before.decoded(name) for name in ("DTSTART", "DTEND") if name in before}
    event = _plain(str(before["UID"]), {"SUMMARY": str(before.get("SUMMARY", "")), **facts})
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", int(before.get("SEQUENCE", 0)) + 1)
    event.add("STATUS", "CANCELLED")
    return event


def _plain(uid: str, facts: Mapping[str, Any]) -> Event:
    event = Event()
    event.add("UID", uid)
    for name, value in facts.items():
        event.add(name, value)
    return event


def _facts(event: Event) -> dict[str, str]:
    """What an event says, to be compared."""
    names = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "TRANSP")
    return {name: str(event[name].to_ical()) for name in names if name in event}


def file_names(networks: Iterable[str], language: Language) -> list[str]:
    """A safe file name for each network: small letters, digits and hyphens, no two alike, none that a system keeps for itself."""
    kind = "netvaerk" if language is Language.DA else "network"
    found: list[str] = []
    for network in networks:
        slug = re.sub(r"[^a-z0-9]+", "-", network.casefold().translate(_LETTERS)).strip("-")[:LONGEST_NAME].strip("-")
        stem = slug if slug.startswith(kind) else f"{kind}-{slug or 'x'}"
        name, number = stem, 2
        while f"{name}.ics" in found:
            name, number = f"{stem}-{number}", number + 1
        found.append(f"{name}.ics")
    return found
