"""Who does what: hosts, mentors and contacts as lists, and who changes network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Duty
from netcompose.report.alphabet import alphabetical
from netcompose.report.words import described
from netcompose.sheets import Column, DutyName, Heading, Sheet, yes_no

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from netcompose.language import Value
    from netcompose.organisation import Person
    from netcompose.report.workbook.book import Book


def write_hosts(book: Book) -> None:
    """One row a meeting: who hosts it and where."""
    view, language = book.view, book.view.language
    if Duty.HOST not in view.duties:
        return
    dated = any(meeting.date is not None for meeting in view.calendar.values())
    headings = {Column.NETWORK: 110, Heading.MEETING: 70, Heading.HOST: 150, Heading.HOST_ID: 90, Heading.PLACE: 150}
    if dated:
        headings |= {Heading.DATE: 90, Heading.START: 70, Heading.END: 70}

    def rows() -> Iterator[list[Value | None]]:
        for network in view.networks:
            for number in view.meetings:
                host = view.host(network.id, number)
                row: list[Value | None] = [
                    view.network_name(network.id),
                    number,
                    *_named(host),
                    host.workplace if host else None,
                ]
                if dated:
                    meeting = view.calendar.get((network.id, number))
                    row += [meeting.date, _hour(meeting.start), _hour(meeting.end)] if meeting else [None, None, None]
                yield row

    book.page(Sheet.HOSTS).table(0, {heading.title(language): width for heading, width in headings.items()}, rows())


def write_mentors(book: Book) -> None:
    """One row a new leader: their mentor in the network."""
    view, language = book.view, book.view.language
    if Duty.MENTOR not in view.duties:
        return
    headings = {
        Column.NETWORK: 110,
        Heading.NEW_LEADER: 150,
        Heading.NEW_LEADER_ID: 100,
        Heading.NEW_LEADER_DEPARTMENT: 150,
        Heading.MENTOR: 150,
        Heading.MENTOR_ID: 100,
        Heading.MENTOR_DEPARTMENT: 150,
    }

    def rows() -> Iterator[list[Value | None]]:
        for network in view.networks:
            for member in filter(view.is_new, view.members(network.id)):
                mentor = view.mentor(member.id)
                yield [
                    view.network_name(network.id),
                    *_named(member),
                    member.department,
                    *_named(mentor),
                    mentor.department if mentor else None,
                ]

    titles = {heading.title(language): width for heading, width in headings.items()}
    book.page(Sheet.MENTORS).table(0, titles, rows(), empty=say("There are no new leaders in the networks."))


def write_contacts(book: Book) -> None:
    """One row a network: its contact, and how many of its members report to them."""
    view, language = book.view, book.view.language
    if Duty.CONTACT not in view.duties:
        return
    headings = {
        Column.NETWORK: 110,
        Heading.CONTACT: 150,
        Heading.CONTACT_ID: 110,
        Column.TITLE: 150,
        Column.DEPARTMENT: 140,
        Heading.MEMBERS: 90,
        Heading.OWN_REPORTS: 140,
    }

    def rows() -> Iterator[list[Value | None]]:
        for network in view.networks:
            contact, members = view.contact(network.id), view.members(network.id)
            own = sum(member.manager == contact.id for member in members) if contact else None
            yield [
                view.network_name(network.id),
                *_named(contact),
                contact.title if contact else None,
                contact.department if contact else None,
                len(members),
                own,
            ]

    book.page(Sheet.CONTACTS).table(0, {heading.title(language): width for heading, width in headings.items()}, rows())


def write_duties(book: Book) -> None:
    """Everybody with a duty, one row each: filter by person to see what somebody has, or by duty to see who has it."""
    view, language = book.view, book.view.language
    if not view.plan.appointments.all:
        return
    headings = {
        Heading.DUTY: 130,
        Column.NETWORK: 110,
        Heading.MEETING: 70,
        Heading.PERSON: 160,
        Heading.PERSON_ID: 100,
        Column.TITLE: 160,
        Column.DEPARTMENT: 140,
        Heading.NEW_LEADER: 150,
        Heading.NEW_LEADER_ID: 100,
    }

    def rows() -> Iterator[list[Value | None]]:
        for a in view.plan.appointments.all:
            person = view.person(a.person)
            yield [
                DutyName.of(a.duty).title(language),
                view.network_name(a.network),
                a.meeting,
                *_named(person),
                person.title,
                person.department,
                *((view.person(a.mentee).name, a.mentee) if a.mentee is not None else (None, None)),
            ]

    found = list(rows())
    shown = [place for place in range(len(headings)) if any(row[place] is not None for row in found)]
    titles = [(heading.title(language), width) for heading, width in headings.items()]
    book.page(Sheet.DUTIES).table(
        0, dict(titles[place] for place in shown), ([row[place] for place in shown] for row in found)
    )


def write_open_questions(book: Book) -> None:
    """Each acting leader whose taking part is to be agreed: with whom, and how the answer is written down."""
    view, language = book.view, book.view.language
    asked = [left for left in view.plan.not_placed if left.ask is not None or view.person(left.leader).acting]
    if not asked:
        return
    headings = {
        Column.ID: 90,
        Column.NAME: 160,
        Column.TITLE: 180,
        Column.DEPARTMENT: 140,
        Heading.QUESTION: 220,
        Heading.ASK: 220,
        Heading.ANSWER: 320,
    }
    answer = say(
        "Write {yes} or {no} under {column} in the sheet {sheet}, and run solve again on this file.",
        yes=yes_no(True, language),
        no=yes_no(False, language),
        column=Column.PARTICIPATES.title(language),
        sheet=Sheet.ASSIGNMENTS.title(language),
    )

    def rows() -> Iterator[list[Value | None]]:
        for left in asked:
            person = view.person(left.leader)
            asks = described(view.person(left.ask)) if left.ask is not None else None
            yield [person.id, person.name, person.title, person.department, left.reason, asks, answer]

    titles = {heading.title(language): width for heading, width in headings.items()}
    book.page(Sheet.OPEN_QUESTIONS).table(0, titles, rows())


def write_changes(book: Book) -> None:
    """One row a member who changes network; no sheet when nobody does."""
    view, language = book.view, book.view.language
    if not view.plan.moves:
        return
    headings = {Column.ID: 90, Column.NAME: 160, Heading.FROM: 120, Heading.TO: 120}
    moves = sorted(view.plan.moves, key=lambda move: (alphabetical(view.person(move.leader).name), move.leader))
    rows = (
        [
            move.leader,
            view.person(move.leader).name,
            view.network_name(move.origin),
            view.network_name(move.destination),
        ]
        for move in moves
    )
    book.page(Sheet.CHANGES).table(0, {heading.title(language): width for heading, width in headings.items()}, rows)


def _named(person: Person | None) -> tuple[Value | None, Value | None]:
    return (say("(nobody yet)"), None) if person is None else (person.name, person.id)


def _hour(hour: time | None) -> str | None:
    return None if hour is None else hour.isoformat("minutes")
