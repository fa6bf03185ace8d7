"""What has changed since the last plan, a text for each person concerned, and what more or fewer moves would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import listed, say
from netcompose.report.rebalanced import goal_name, moves_sentence, one_more, proof_of, shown_goals
from netcompose.report.workbook import palette
from netcompose.sheets import Column, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Value
    from netcompose.report.workbook.book import Book, Page
    from netcompose.tasks.plan_changes import PersonChange
    from netcompose.tasks.rebalance import Rebalanced


def write_rebalanced(book: Book, answer: Rebalanced) -> None:
    """The sheets that only a rebalancing has."""
    if not answer.changes.nothing:
        _write_changes(book, answer)
        _write_messages(book, answer)
    _write_trade_off(book, answer)


def _write_changes(book: Book, answer: Rebalanced) -> None:
    """One row a person concerned, then one a network, then what else is new about those who stay."""
    view, language = book.view, book.view.language
    page = book.page(Sheet.CHANGES)
    headings = {
        Column.ID: 100,
        Column.NAME: 150,
        Heading.FROM: 90,
        Heading.TO: 90,
        Heading.WHAT: 260,
        Heading.WHY: 280,
    }

    def row(change: PersonChange) -> list[Value | None]:
        moved = change.origin != change.destination
        return [
            change.leader,
            answer.differences.name(change.leader),
            view.network_name(change.origin) if change.origin is not None and moved else None,
            view.network_name(change.destination) if change.destination is not None and moved else None,
            change.what,
            change.why,
        ]

    rows = [row(change) for change in answer.changes.people]
    page.table(
        0,
        {heading.title(language): width for heading, width in headings.items()},
        rows,
        empty=say("Nobody is concerned."),
    )
    at = max(1, len(rows)) + 2
    titles = (Column.NETWORK, Heading.LEFT, Heading.CAME, Heading.HANDED_ON)
    spans = ((0, 0), (1, 2), (3, 4), (5, 5))
    if answer.changes.networks:
        at = _row(page, at, spans, [title.title(language) for title in titles], heading=True)
    for network in answer.changes.networks:
        people = [listed(*map(answer.differences.name, some)) for some in (network.left, network.came)]
        at = _row(page, at, spans, [view.network_name(network.network), *people, listed(*network.duties)])
    if answer.changes.facts:
        at = _row(page, at + 1, ((0, 5),), [say("Also new about those who stay")], heading=True)
        for fact in answer.changes.facts:
            at = _row(page, at, ((0, 5),), [fact])
    page.worksheet.print_area(0, 0, at, 5)


def _row(page: Page, at: int, spans: tuple[tuple[int, int], ...], values: list[Value], *, heading: bool = False) -> int:
    """One row of texts, each across several columns; returns the next row."""
    style = page.book.heading() if heading else page.book.row(valign="top")
    for (first, last), value in zip(spans, values, strict=True):
        page.merged(at, first, last, value, style)
    page.height(at, *((v, sum(page.widths[a : b + 1])) for (a, b), v in zip(spans, values, strict=True)))
    return at + 1


def _write_messages(book: Book, answer: Rebalanced) -> None:
    """A short text for each person who is still here, to paste into a mail."""
    view, language = book.view, book.view.language
    headings = {Column.ID: 80, Column.NAME: 150, Column.EMAIL: 170, Heading.TEXT: 520}

    def rows() -> Iterator[list[Value | None]]:
        for change in answer.changes.people:
            if change.text:
                person = view.person(change.leader)
                yield [
                    person.id,
                    person.name,
                    person.email,
                    "\n".join(line.text(language) for line in change.text),
                ]

    page = book.page(Sheet.MESSAGES)
    page.table(
        0,
        {heading.title(language): width for heading, width in headings.items()},
        rows(),
        empty=say("Nobody is concerned."),
    )


def _write_trade_off(book: Book, answer: Rebalanced) -> None:
    """A row for each number of moves worth choosing, and a chart of them."""
    language, points, shown = book.view.language, answer.trade_off, shown_goals(answer)
    page = book.page(Sheet.TRADE_OFF)
    names = [book.view.say(goal_name(points[0].goals[i])) for i in shown]
    names = [name[:1].upper() + name[1:] for name in names]
    titles = [Heading.MOVES.title(language), *names, Heading.TOTAL.title(language), Heading.PROOF.title(language)]
    page.columns([110, *[130] * len(names), 110, 160])
    page.text(0, 0, say("Moves and mix"), book.style(bold=True, font_size=20, font_color=palette.BAND))
    page.worksheet.set_row(0, 30)
    explained = (
        moves_sentence(answer),
        say("The numbers are pairs who meet although it can be avoided: 0 is the best there is."),
        one_more(answer),
    )
    at = 1
    for sentence in filter(None, explained):
        at = _row(page, at, ((0, len(titles) - 1),), [sentence])
    header = at + 1
    for column, title in enumerate(titles):
        page.text(header, column, title, book.heading(align="center"))
    page.height(header, *zip(titles, page.widths, strict=True))
    for row, point in enumerate(points, header + 1):
        chosen = {"bold": True, "bg_color": palette.PALE} if point.moves == answer.moves else {}
        excess = [point.goals[i].excess for i in shown]
        for column, value in enumerate([point.moves, *excess, sum(excess)]):
            page.number(row, column, value, book.row(align="center", **chosen))
        page.text(row, len(titles) - 1, proof_of(point), book.row(align="center", **chosen))
    if len(points) > 1:
        _chart(page, header, len(points), len(names), titles)


def _chart(page: Page, header: int, points: int, goals: int, titles: list[str]) -> None:
    """The front: moves across, pairs upwards."""
    sheet = page.worksheet.get_name()
    chart = page.book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": titles[goals + 1],
            "categories": [sheet, header + 1, 0, header + points, 0],
            "values": [sheet, header + 1, goals + 1, header + points, goals + 1],
            "fill": {"color": palette.BAND},
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"none": True})
    chart.set_x_axis({"name": titles[0]})
    chart.set_y_axis(
        {
            "name": page.book.view.say(say("Pairs that can be avoided")),
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": palette.LINE}},
            "num_format": "0",
        }
    )
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 300})
    page.worksheet.insert_chart(header + points + 2, 0, chart)
