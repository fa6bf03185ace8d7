"""Who does what: hosts, mentors and contacts as lists, and who changes network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Duty
from netcompose.report.alphabet import alphabetical
from netcompose.sheets import Column, Heading, Sheet

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
