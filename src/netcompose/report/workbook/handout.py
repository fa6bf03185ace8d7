"""A sheet for each network, to be handed out to its members: everything that concerns them, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.plan import Duty
from netcompose.report.dates import hours, long_day
from netcompose.report.words import described, facilitation_sentences
from netcompose.report.workbook import palette
from netcompose.report.workbook.book import fitting
from netcompose.sheets import Column, DutyName, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.language import Value
    from netcompose.plan import Network
    from netcompose.report.view import View
    from netcompose.report.workbook.book import Book, Page

MEMBERS: Final = (
    (Column.NAME, 150, 260),
    (Column.TITLE, 160, 320),
    (Column.DEPARTMENT, 130, 240),
    (Column.WORKPLACE, 140, 260),
    (Column.EMAIL, 150, 300),
)
LAST: Final = len(MEMBERS) - 1


def write_handouts(book: Book) -> None:
    """One sheet a network, in the plan's order."""
    for network in book.view.networks:
        _write(book, network)


def _write(book: Book, network: Network) -> None:
    view = book.view
    page = book.handout(view.network_name(network.id))
    language = view.language
    members = [
        [member.name, member.title, member.department, member.workplace, member.email]
        for member in view.members(network.id)
    ]
    meetings, pairs = _meetings(view, network), _pairs(view, network)
    listed = [*_padded(members), *_padded(meetings)]
    shown = [[view.say(value) if value else "" for value in row] for row in listed]
    page.columns(
        fitting([heading.title(language), *(row[column] for row in shown)], least, most)
        for column, (heading, least, most) in enumerate(MEMBERS)
    )
    page.title(0, view.network_name(network.id))
    page.merged(1, 0, LAST, " · ".join([view.heading, *view.about(network)]), book.style(font_color=palette.MUTED))
    row = 3
    for duty, person in view.roles(network.id):
        known = ", ".join(filter(None, [described(person), person.email]))
        said = say("{duty}: {person}", duty=DutyName.of(duty).title(view.language), person=known)
        page.merged(row, 0, LAST, said, book.style(bold=True, text_wrap=True))
        page.height(row, (said, sum(page.widths)))
        row += 1
    for told in facilitation_sentences(view.facilitation(network.id)):
        page.merged(row, 0, LAST, told, book.style(text_wrap=True))
        page.height(row, (told, sum(page.widths)))
        row += 1
    row += row > 3
    row = _list(
        page, row, Heading.MEMBERS.title(language), [heading.title(language) for heading, *_ in MEMBERS], members
    )
    if meetings:
        titles = [Heading.MEETING, Heading.DATE]
        titles += [Heading.HOST, Heading.PLACE] if Duty.HOST in view.duties else []
        titles += [Heading.THEME] if any(len(row) > len(titles) for row in meetings) else []
        row = _list(page, row, say("Meetings"), [title.title(language) for title in titles], meetings)
    if network.id in book.calendars:
        page.file(
            row - 1,
            0,
            book.calendars[network.id],
            say("Put the meetings into my calendar"),
            book.style(font_color=palette.LINK, underline=1),
        )
        row += 1
    if pairs:
        row = _list(
            page, row, say("Mentors"), [Heading.NEW_LEADER.title(language), Heading.MENTOR.title(language)], pairs
        )
    page.worksheet.fit_to_pages(1, 1)
    page.worksheet.print_area(0, 0, row, LAST)


def _list(page: Page, row: int, title: Value, headings: Sequence[str], rows: Sequence[Sequence[Value | None]]) -> int:
    """A list with its title above it; returns where the next may begin."""
    book = page.book
    page.text(row, 0, title, book.style(bold=True, font_size=13, font_color=palette.BAND))
    page.worksheet.set_row(row, 20)
    for column in range(LAST + 1):
        page.text(
            row + 1, column, headings[column] if column < len(headings) else None, book.heading(indent=int(column > 1))
        )
    for index, values in enumerate(rows, row + 2):
        (padded,) = _padded([values])
        for column, value in enumerate(padded):
            coloured = headings[column : column + 1] == [Column.DEPARTMENT.title(book.view.language)]
            colour = book.colours.get(value) if coloured and isinstance(value, str) else None
            page.text(
                index,
                column,
                value,
                book.row(bold=column == 0, indent=int(column > 1), **({"bg_color": colour} if colour else {})),
            )
        page.height(index, *zip(padded, page.widths, strict=True))
    return row + len(rows) + 3


def _padded(rows: Sequence[Sequence[Value | None]]) -> list[list[Value | None]]:
    """Rows with a cell for every column."""
    return [[*row, *[None] * (LAST + 1 - len(row))] for row in rows]


def _meetings(view: View, network: Network) -> list[list[Value | None]]:
    """Each meeting: which, when, who hosts, where."""
    rows: list[list[Value | None]] = []
    for number in view.meetings:
        meeting, host = view.meeting(network.id, number), view.host(network.id, number)
        when = (
            f"{long_day(meeting.date, view.language)} {hours(meeting, view.language)}".rstrip()
            if meeting is not None and meeting.date is not None
            else say("to be agreed")
        )
        about = ", ".join(view.themes(network.id, number))
        row: list[Value | None] = [say("Meeting {n}", n=number), when]
        if Duty.HOST in view.duties:
            row += [host.name, host.workplace] if host else [None, None]
        rows.append([*row, *([about] if about else [])])
    return rows


def _pairs(view: View, network: Network) -> list[list[Value | None]]:
    """Each new leader of the network with their mentor."""
    found = ((member, view.mentor(member.id)) for member in view.members(network.id))
    return [[new.name, mentor.name] for new, mentor in found if mentor is not None]
