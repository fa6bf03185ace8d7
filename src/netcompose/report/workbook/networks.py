"""The sheet that HR prints: a block for each network, whole on its page, with who does what in it."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from netcompose.language import say, say_n
from netcompose.report.dates import hours, short_day
from netcompose.report.words import described, facilitation_sentences, open_questions, shared_reasons
from netcompose.report.workbook import palette
from netcompose.report.workbook.book import PAGE_HEIGHT, PAGE_WIDTH, fitting, lines
from netcompose.sheets import Column, DutyName, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netcompose.language import Value
    from netcompose.organisation import Person
    from netcompose.plan import Network
    from netcompose.report.view import View
    from netcompose.report.workbook.book import Book, Page

HEADINGS: Final = (
    (Column.NAME, 150, 300),
    (Column.TITLE, 130, 320),
    (Column.LEVEL, 110, 220),
    (Column.DEPARTMENT, 120, 260),
    (Column.WORKPLACE, 110, 280),
    (Heading.HOSTS_MEETING, 90, 110),
    (Heading.NEW_LEADER_AND_MENTOR, 170, 320),
)
LAST: Final = len(HEADINGS) - 1
DEPARTMENT: Final = 3
HOSTING: Final = 5
TOP_ROWS: Final = 3  # title, line below it, headings
MEMBER_HEIGHT: Final = 16.0


def write_networks(book: Book) -> None:
    """Title, headings that repeat on every page, one block a network, and at the end the open questions."""
    page = book.page(Sheet.NETWORKS)
    view, language = book.view, book.view.language
    cells = {
        network.id: [_cells(view, network.id, member) for member in view.members(network.id)]
        for network in view.networks
    }
    columns = list(zip(*chain.from_iterable(cells.values()), strict=True)) or [()] * len(HEADINGS)
    page.columns(
        fitting([heading.title(language), *texts], least, most)
        for (heading, least, most), texts in zip(HEADINGS, columns, strict=True)
    )

    page.title(0, say("Leadership networks"))
    page.text(1, 0, _subtitle(view), book.style(font_color=palette.MUTED))
    for column, (heading, _, _) in enumerate(HEADINGS):
        page.text(
            2,
            column,
            heading.title(language),
            book.heading(
                align="center" if column == HOSTING else "left",
                indent=int(column in {DEPARTMENT, DEPARTMENT + 1, LAST}),
            ),
        )
    page.worksheet.set_row(2, 20)
    page.finish(2, len(HEADINGS))

    # Excel ignores page breaks when it fits a sheet to pages by itself, so the scale is ours and the breaks hold.
    scale = max(40, min(100, PAGE_WIDTH * 100 // sum(page.widths)))
    page.worksheet.set_print_scale(scale)
    blocks: list[Callable[[int], float]] = [
        _network_block(page, network, cells[network.id]) for network in view.networks
    ]
    if view.plan.not_placed:
        blocks.append(_open_block(page))
    _lay_out(page, blocks, PAGE_HEIGHT * 100 / scale)
    page.worksheet.print_area(0, 0, max(2, page.worksheet.dim_rowmax or 0), LAST)


def _subtitle(view: View) -> Value:
    return say(
        "{policy} · {networks} · {leaders}",
        policy=view.policy.title or view.policy.name,
        networks=say_n("{n} network", "{n} networks", len(view.networks)),
        leaders=say_n("{n} leader", "{n} leaders", len(view.seated)),
    )


def _lay_out(page: Page, blocks: list[Callable[[int], float]], page_points: float) -> None:
    """Write the blocks one under the other, and break the page before one that would not be whole."""
    row, used, breaks = TOP_ROWS, 72.0, []
    for block in blocks:
        points = block(row)
        if row > TOP_ROWS and used + points > page_points:
            breaks.append(row)
            used = 22.0  # the repeated headings
        used += points
        row = (page.worksheet.dim_rowmax or 0) + 2
    page.worksheet.set_h_pagebreaks(breaks)


def _network_block(page: Page, network: Network, cells: list[tuple[str, ...]]) -> Callable[[int], float]:
    """A band with the name, who has a duty in it, and a row a member; tells how high it is."""

    def write(row: int) -> float:
        book, view = page.book, page.book.view
        members = view.members(network.id)
        band = {"bold": True, "font_size": 13, "bg_color": palette.PALE, "top": 2, "top_color": palette.BAND}
        name: Value = view.network_name(network.id)
        for fact in view.about(network):
            name = say("{network} · {stratum}", network=name, stratum=fact)
        page.merged(row, 0, LAST - 1, name, book.style(**band))
        page.text(
            row,
            LAST,
            say_n("{n} member", "{n} members", len(members)),
            book.style(**{**band, "bold": False, "font_size": 10, "align": "right", "indent": 1}),
        )
        points = page.height(row, (name, sum(page.widths[:-1]) * 11 // 13), least=22)
        told = [
            say("{duty}: {person}", duty=DutyName.of(duty).title(view.language), person=described(holder))
            for duty, holder in view.roles(network.id)
        ]
        for said in (*told, *facilitation_sentences(view.facilitation(network.id))):
            page.merged(row := row + 1, 0, LAST, said, book.style(bg_color=palette.PALE, italic=True, text_wrap=True))
            points += page.height(row, (said, sum(page.widths)), least=MEMBER_HEIGHT)
        file = book.calendars.get(network.id)
        last = LAST if file is None else LAST - 1
        if dates := _in_lines(_dates(view, network.id), sum(page.widths[: last + 1])):
            page.merged(row := row + 1, 0, last, dates, book.style(bg_color=palette.PALE, text_wrap=True))
            points += page.height(row, (dates, sum(page.widths[: last + 1])), least=MEMBER_HEIGHT)
            if file is not None:
                look = book.style(
                    bg_color=palette.PALE, font_color=palette.LINK, underline=1, align="right", valign="top", indent=1
                )
                page.file(row, LAST, file, say("Calendar file"), look)
        for member, texts in zip(members, cells, strict=True):
            points += _member_row(page, row := row + 1, texts, member)
        page.worksheet.set_row(row + 1, 8)
        return points + 8

    return write


def _in_lines(parts: Sequence[str], width: int) -> str:
    """Parts one after another, and a new line before one that would not be whole in that many pixels."""
    told: list[str] = []
    for part in parts:
        if told and lines(longer := f"{told[-1]}   ·   {part}", width) == 1:
            told[-1] = longer
        else:
            told.append(part)
    return "\n".join(told)


def _dates(view: View, network: str) -> list[str]:
    """When the network meets, each date with its hours and its host; nothing until the calendar is made."""
    told: list[str] = []
    for number in view.meetings:
        meeting, host = view.meeting(network, number), view.host(network, number)
        if meeting is not None and meeting.date is not None:
            when = f"{short_day(meeting.date, view.language)} {hours(meeting, view.language)}".rstrip()
            about = f" ({', '.join(themes)})" if (themes := view.themes(network, number)) else ""
            told.append(f"{number}: {when}" + (f", {host.name}" if host else "") + about)
    return told


def _member_row(page: Page, row: int, cells: tuple[str, ...], member: Person) -> float:
    book = page.book
    colour = book.colours.get(member.department) if member.department is not None else None
    for column, text in enumerate(cells):
        marked = column == LAST and text != "" and book.view.is_new(member)
        page.text(row, column, text, book.row(**_look(column, colour if column == DEPARTMENT else None, marked)))
    return page.height(row, *zip(cells, page.widths, strict=True), least=MEMBER_HEIGHT)


@cache
def _look(column: int, colour: str | None, marked: bool) -> Mapping[str, object]:
    """The properties of a cell's format: in its department's colour, or marked as that of a new leader."""
    look: dict[str, object] = {"valign": "vcenter"}
    if column == 0:
        look["bold"] = True
    elif colour is not None:
        look |= {"bg_color": colour, "indent": 1}
    elif column == HOSTING:
        look["align"] = "center"
    elif column > DEPARTMENT:
        look["indent"] = 1
    if marked:
        look |= {"bg_color": palette.WARN[0], "font_color": palette.WARN[1]}
    return look


def _cells(view: View, network: str, member: Person) -> tuple[str, ...]:
    return (
        member.name,
        member.title or "",
        member.level_name,
        member.department or "",
        member.workplace or "",
        ", ".join(map(str, view.hosted(network, member.id))),
        _mentoring(view, member),
    )


def _mentoring(view: View, member: Person) -> str:
    """What a member has to do with mentors: as a new leader, or as the mentor of one."""
    told: list[Value] = []
    if view.is_new(member):
        mentor = view.mentor(member.id)
        told.append(say("New leader") if mentor is None else say("New leader · mentor: {name}", name=mentor.name))
    told += [say("Mentor for {name}", name=mentee.name) for mentee in view.mentees(member.id)]
    return "\n".join(view.say(value) for value in told)


def _open_block(page: Page) -> Callable[[int], float]:
    """Leaders without a seat: why, and with whom to settle it."""

    def write(row: int) -> float:
        book, view = page.book, page.book.view
        band = book.style(
            bold=True,
            font_size=13,
            bg_color=palette.WARN[0],
            font_color=palette.WARN[1],
            top=2,
            top_color=palette.WARN[1],
        )
        page.merged(row, 0, LAST, say("Without a seat"), band)
        page.worksheet.set_row(row, 22)
        points = 22.0
        for sentence in shared_reasons(view.plan):
            row += 1
            page.merged(row, 0, LAST, sentence, book.row(valign="vcenter"))
            points += page.height(row, (sentence, sum(page.widths)), least=MEMBER_HEIGHT)
        for person, reason in open_questions(view.plan, view.person):
            row += 1
            cells = (
                person.name,
                person.title or "",
                person.level_name,
                person.department or "",
                person.workplace or "",
            )
            for column, text in enumerate(cells):
                page.text(row, column, text, book.row(valign="vcenter", bold=column == 0))
            page.merged(row, len(cells), LAST, reason, book.row(valign="vcenter"))
            points += page.height(
                row,
                *zip(cells, page.widths, strict=False),
                (reason, sum(page.widths[len(cells) :])),
                least=MEMBER_HEIGHT,
            )
        return points

    return write
