"""A plan as it stands in a workbook: ours, edited by hand or not, or any list of people with a column of networks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netcompose.language import listed
from netcompose.plan import Appointment, Appointments, Duty, Event, EventKind, Meeting
from netcompose.read.assemble import Reader, read_file
from netcompose.read.details import network_id
from netcompose.read.history import with_history
from netcompose.read.source import PlanSource, Reading
from netcompose.read.text import day, hour, id_key, shown, squash
from netcompose.sheets import ROSTER, Column, DutyName, Fact, Heading, Sheet, read_seat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time
    from pathlib import Path

    from netcompose.organisation import Organisation
    from netcompose.read.grid import Grid, Row


def read_plan(path: Path, how: Reading | None = None) -> PlanSource:
    """The last plan: the organisation with everybody's network, and who was appointed to what. Nothing in it is repaired.

    Raises:
        Refused: the file cannot be used; all findings come with it.
    """
    reader = read_file(path, how or Reading())
    reader.organisation = with_history(_seated_take_part(reader), reader.book)
    plan = _Plan(reader)
    twice = plan.double_seats()
    appointments, facts = plan.appointments(), plan.facts()
    calendar = plan.calendar()
    if plan.former:
        reader.organisation = replace(reader.organisation, former=tuple(sorted(plan.former.items())))
    source = reader.source()
    return PlanSource(
        **{name: getattr(source, name) for name in source.__dataclass_fields__},
        appointments=appointments,
        meetings=plan.meetings(),
        calendar=calendar,
        events=plan.seminars(),
        policy_toml="\n".join(facts.pop(Fact.POLICY_TOML, ())) or None,
        facts=facts,
        double_seats=twice,
        ours=reader.columns.table.ours,
        written=plan.written(),
    )


def _seated_take_part(reader: Reader) -> Organisation:
    """In a list made elsewhere that tells no levels, whoever has a network takes part: levels derived from members only are no guide."""
    organisation, columns = reader.organisation, reader.columns
    if columns.table.ours or not {"level", "participates"}.isdisjoint(columns.of):
        return organisation
    seated = {person.id: replace(person, participates=True) for person in organisation.people if person.network}
    if seated:
        reader.notebook.note("NC230", columns.table.sheet, n=len(seated))
    return organisation.with_people(seated)


@dataclass
class _Listing:
    """One of our other sheets: its rows, by heading."""

    sheet: str
    headers: dict[Heading | Column, int]
    header_row: int
    rows: list[Row]

    def text(self, row: Row, heading: Heading | Column) -> str:
        column = self.headers.get(heading)
        return "" if column is None else shown(row.cell(column))


class _Plan:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._grids = reader.book.grids
        self._today = reader.how.today or date.today()
        self._ids = {id_key(person.id): person.id for person in reader.organisation.people}
        self.former: dict[str, str] = {}

    def double_seats(self) -> dict[str, tuple[str, ...]]:
        """People on more than one row of the plan, with the networks of these rows."""
        columns, notebook = self._reader.columns, self._reader.notebook
        column = columns.of.get("network")
        twice: dict[str, tuple[str, ...]] = {}
        if column is None:
            return twice
        for node in self._reader.chosen:
            texts = [(entry.number, network_id(shown(entry.row.cell(column)))) for entry in node.rows]
            seats = [network for _, network in sorted(texts) if network is not None]
            if len(seats) > 1:
                twice[node.id] = tuple(seats)
                last = max(number for number, _ in texts)
                notebook.note("NC220", columns.table.sheet, last, column, name=node.name, networks=listed(*seats))
        return twice

    def appointments(self) -> Appointments:
        """Who does what, from our own sheets: contacts, mentors and hosts from theirs, all else from the one of all duties."""
        found: list[Appointment] = []
        if contacts := self._listing(Sheet.CONTACTS, Heading.CONTACT_ID):
            found.extend(self._contacts(contacts))
        if mentors := self._listing(Sheet.MENTORS, Heading.MENTOR_ID):
            found.extend(self._mentors(mentors))
        if hosts := self._listing(Sheet.HOSTS, Heading.HOST_ID):
            found.extend(self._hosts(hosts))
        if duties := self._listing(Sheet.DUTIES, Heading.DUTY):
            own_sheet = {Duty.CONTACT: contacts, Duty.MENTOR: mentors, Duty.HOST: hosts}
            found.extend(self._duties(duties, {duty for duty, listing in own_sheet.items() if listing is not None}))
        return Appointments(tuple(found))

    def meetings(self) -> int | None:
        """How many meetings a network has, by the sheet with hosts, else by the one with meetings."""
        for sheet in (Sheet.HOSTS, Sheet.MEETINGS):
            if listing := self._listing(sheet, Heading.MEETING):
                numbers = [number for row in listing.rows if (number := _number(listing.text(row, Heading.MEETING)))]
                if numbers:
                    return max(numbers)
        return None

    def calendar(self) -> tuple[Meeting, ...]:
        """The meetings with their dates and hours, from the sheet with meetings; the last one, should a number come twice."""
        found: dict[tuple[str, int], Meeting] = {}
        for listing, row, number in self._meeting_rows():
            network = network_id(listing.text(row, Column.NETWORK))
            if network is None or number is None:
                continue
            when = _when(listing, row)
            if when is None:
                self._reader.notebook.note("NC436", listing.sheet, row.number, row=row.number, listing=listing.sheet)
            found[network, number] = Meeting(network, number, *(when or (None, None, None)))
        return tuple(found.values())

    def seminars(self) -> tuple[Event, ...]:
        """The joint seminar, from the same sheet: a row with hours, but without a meeting's number."""
        return tuple(
            Event(EventKind.SEMINAR, listing.text(row, Column.NETWORK), when[0], when[0], when[1], when[2])
            for listing, row, number in self._meeting_rows()
            if number is None and (when := _when(listing, row)) is not None
        )

    def _meeting_rows(self) -> Iterator[tuple[_Listing, Row, int | None]]:
        """The rows of the sheet with meetings, with the meeting's number where there is one."""
        if listing := self._listing(Sheet.MEETINGS, Heading.DATE):
            for row in listing.rows:
                yield listing, row, _number(listing.text(row, Heading.MEETING))

    def facts(self) -> dict[Fact, tuple[str, ...]]:
        """What the About sheet tells, a text for each row of a name; the policy in full runs over many rows."""
        listing = self._listing(Sheet.ABOUT, Heading.VALUE)
        facts: dict[Fact, tuple[str, ...]] = {}
        if listing is None:
            return facts
        names = {squash(title): fact for fact in Fact for title in fact.titles}
        for row in listing.rows:
            fact = names.get(squash(listing.text(row, Heading.WHAT)))
            if fact is not None:
                facts[fact] = (*facts.get(fact, ()), listing.text(row, Heading.VALUE))
        return facts

    def written(self) -> tuple[tuple[str, str, str | None], ...] | None:
        """Who sat where when we wrote the workbook: (id, name, network); None where it is not ours."""
        if not self._reader.columns.table.ours:
            return None
        for grid in self._grids:
            if grid.title in Sheet.LISTS.titles:
                cells = (row.cell(ROSTER) for row in grid.rows)
                seats = [seat for cell in cells if isinstance(cell, str) and (seat := read_seat(cell)) is not None]
                return tuple(seats) or None
        return None

    def _contacts(self, listing: _Listing) -> Iterator[Appointment]:
        for row in listing.rows:
            network = self._network(listing, row, Heading.CONTACT_ID)
            person = self._person(listing, row, Heading.CONTACT_ID)
            if network and person:
                yield Appointment(Duty.CONTACT, network, person)

    def _mentors(self, listing: _Listing) -> Iterator[Appointment]:
        networks = {person.id: person.network for person in self._reader.organisation.people}
        for row in listing.rows:
            mentee = self._person(listing, row, Heading.NEW_LEADER_ID)
            person = self._person(listing, row, Heading.MENTOR_ID)
            if mentee and person:
                network = network_id(listing.text(row, Column.NETWORK)) or networks[mentee] or ""
                yield Appointment(Duty.MENTOR, network, person, mentee=mentee)

    def _hosts(self, listing: _Listing) -> Iterator[Appointment]:
        for row in listing.rows:
            network = self._network(listing, row, Heading.HOST_ID)
            person = self._host_before(listing, row) or self._person(listing, row, Heading.HOST_ID)
            meeting = _number(listing.text(row, Heading.MEETING))
            if network and person and meeting:
                yield Appointment(Duty.HOST, network, person, meeting=meeting)
            elif network and person:
                self._reader.notebook.note(
                    "NC222", listing.sheet, row.number, header=Heading.MEETING.title(self._reader.language)
                )

    def _host_before(self, listing: _Listing, row: Row) -> str | None:
        """Somebody who is not in the plan any more, but was the host of a meeting that has been held."""
        when, text = day(listing.text(row, Heading.DATE)), listing.text(row, Heading.HOST_ID)
        if when is None or when >= self._today or not text or id_key(text) in self._ids:
            return None
        self.former[text] = listing.text(row, Heading.HOST) or text
        return text

    def _duties(self, listing: _Listing, told: set[Duty]) -> Iterator[Appointment]:
        """The duties but for those that sheets of their own have told already."""
        names = {squash(title): name.duty for name in DutyName for title in name.titles}
        for row in listing.rows:
            text = listing.text(row, Heading.DUTY)
            duty = names.get(squash(text))
            if duty is None:
                if text:
                    column = listing.headers[Heading.DUTY]
                    self._reader.notebook.note("NC229", listing.sheet, row.number, column, text, value=text)
                continue
            if duty in told:
                continue
            network = self._network(listing, row, Heading.PERSON_ID)
            person = self._person(listing, row, Heading.PERSON_ID)
            mentee = self._person(listing, row, Heading.NEW_LEADER_ID) if duty is Duty.MENTOR else None
            meeting = _number(listing.text(row, Heading.MEETING))
            if network and person:
                yield Appointment(duty, network, person, meeting=meeting, mentee=mentee)

    def _network(self, listing: _Listing, row: Row, heading: Heading) -> str | None:
        network = network_id(listing.text(row, Column.NETWORK))
        if network is None and listing.text(row, heading):
            self._reader.notebook.note(
                "NC222", listing.sheet, row.number, header=Column.NETWORK.title(self._reader.language)
            )
        return network

    def _person(self, listing: _Listing, row: Row, heading: Heading) -> str | None:
        """The id of the person in a cell; somebody who is not in the plan is told."""
        if heading not in listing.headers:
            return None
        text = listing.text(row, heading)
        person = self._ids.get(id_key(text)) if text else None
        if text and person is None:
            column = listing.headers[heading]
            self._reader.notebook.note(
                "NC221", listing.sheet, row.number, column, text, value=text, listing=listing.sheet
            )
        return person

    def _listing(self, sheet: Sheet, needed: Heading) -> _Listing | None:
        """One of our sheets, when it is there and has the heading that it is read by."""
        for grid in self._grids:
            if grid.title in sheet.titles and (listing := _listing(grid, needed)):
                return listing
        return None


def _listing(grid: Grid, needed: Heading) -> _Listing | None:
    known: list[Heading | Column] = [*Heading, Column.NETWORK]
    for index, row in enumerate(grid.rows[:20]):
        headers: dict[Heading | Column, int] = {}
        for column, cell in enumerate(row.cells):
            for heading in known:
                if isinstance(cell, str) and cell and squash(cell) in {squash(title) for title in heading.titles}:
                    headers.setdefault(heading, column)
        if needed in headers:
            return _Listing(grid.title, headers, row.number, grid.rows[index + 1 :])
    return None


def _when(listing: _Listing, row: Row) -> tuple[date, time, time] | None:
    """The day and the hours of a row; None when one of them cannot be read."""
    when = day(listing.text(row, Heading.DATE))
    start, end = (hour(listing.text(row, heading)) for heading in (Heading.START, Heading.END))
    return None if when is None or start is None or end is None else (when, start, end)


def _number(text: str) -> int | None:
    """A meeting's number, from 1; "Møde 2" is 2."""
    digits = text.split()[-1] if text else ""
    return int(digits) if digits.isdecimal() and len(digits) < 5 and int(digits) > 0 else None
