"""How well each network is mixed: who comes from where, beside what could be expected, with a chart and the proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Final

from netcompose.language import attribute_name, say
from netcompose.report.words import fairness_sentence, goal_sentence, status_sentence
from netcompose.report.workbook import palette
from netcompose.report.workbook.book import FONT, PAGE_HEIGHT, PAGE_WIDTH, fitting
from netcompose.sheets import Column, Heading, Sheet

if TYPE_CHECKING:
    from netcompose.report.workbook.book import Book, Page

Held = tuple[str, tuple[str, ...]]  # a column: its heading, and the values counted in it

FEWEST_GATHERED: Final = 5  # values of one leader each; fewer keep their columns
FEWEST_IN_CHART: Final = 2  # values; one alone shows nothing
MOST_IN_CHART: Final = 24  # values; more cannot be told apart
MOST_UPRIGHT: Final = 14  # columns; the headings of more are turned upwards
TURNED: Final = 40  # pixels of a column under a turned heading
LONGEST_TURNED: Final = 45  # characters of a turned heading
CHART_FONT: Final = {"name": FONT["font_name"]}
BEGUN: Final = 0.6  # of a page must be free for a matrix that takes several
BAR: Final = 18  # pixels of a network in the chart
ROW: Final = 16.0  # points
LARGEST_SCALE: Final = 85  # in print, so that nine networks and their chart share a page


@dataclass
class Position:
    """Where on the sheet and on the printed page the next thing goes."""

    row: int = 0
    points: float = 0.0
    breaks: list[int] = field(default_factory=list)

    def down(self, points: float) -> int:
        """Use a row of that height; returns the row."""
        self.row, self.points = self.row + 1, self.points + points
        return self.row - 1

    def keep_together(self, points: float, page_points: float) -> None:
        """Start a new page unless that much still fits on this one (or nothing stands on it yet)."""
        if self.points and self.points + points > page_points:
            self.breaks.append(self.row)
            self.points = 0.0


def write_mix(book: Book) -> None:
    """The goals in sentences, then a matrix of networks and values for each attribute the policy mixes by."""
    view = book.view
    names = fitting(
        [view.network_name(network.id) for network in view.networks] + [Heading.EXPECTED.title(view.language)], 130, 300
    )
    values = {attribute: _gathered(book, attribute) for attribute in view.mixed}
    if not values:
        return
    page = book.page(Sheet.MIX)
    widest = max([len(found) + 1 for found in values.values()] + [8])
    words = (word for found in values.values() for title, _ in found for word in title.split())
    page.columns([names, *[TURNED if widest > MOST_UPRIGHT else fitting(words, 84, 150)] * widest])
    scale = max(25, min(LARGEST_SCALE, PAGE_WIDTH * 100 // sum(page.widths)))
    page_points = PAGE_HEIGHT * 100 / scale

    at = Position()
    page.text(
        at.down(30),
        0,
        say("How well the networks are mixed"),
        book.style(bold=True, font_size=20, font_color=palette.BAND),
    )
    page.worksheet.set_row(0, 30)
    page.text(at.down(ROW), 0, status_sentence(view.plan), book.style(bold=True))
    across = next(
        (column for column in range(len(page.widths)) if sum(page.widths[: column + 1]) > 900), len(page.widths) - 1
    )
    sentences = [goal_sentence(goal) for goal in sorted(view.plan.goals, key=lambda goal: goal.rank)]
    worst = fairness_sentence(view.plan)
    for said in sentences if worst is None else [*sentences, worst]:
        page.merged(at.row, 0, across, said, book.style(text_wrap=True))
        at.down(page.height(at.row, (said, sum(page.widths[: across + 1]))))
    for attribute, found in values.items():
        at.down(ROW)
        needed = 60 + ROW * (len(view.networks) + 4)
        at.keep_together(needed if needed <= page_points else page_points * BEGUN, page_points)
        before = len(at.breaks)
        rows = _matrix(page, at, attribute, found, page_points)
        whole = len(at.breaks) == before  # where networks do not fit on a page, a chart cannot show them either
        if FEWEST_IN_CHART <= len(found) <= MOST_IN_CHART and view.networks and whole:
            height = max(200, BAR * len(view.networks) + 70)
            at.down(ROW)
            at.keep_together(height * 0.75, page_points)
            _chart(page, at.row, attribute, rows, found, height)
            for _ in range(height // 20 + 1):
                at.down(15)
    page.worksheet.set_print_scale(scale)
    page.worksheet.set_h_pagebreaks(at.breaks)


def _gathered(book: Book, attribute: str) -> list[Held]:
    """The columns of an attribute's matrix: each value its own, but many that one leader each has are together in the last one."""
    view = book.view
    values, total = view.values(attribute), Counter(member.attribute(attribute) or "" for member in view.seated)
    alone = tuple(value for value in values if value and total[value] == 1) if len(values) > MOST_UPRIGHT else ()
    gathered = alone if len(alone) >= FEWEST_GATHERED else ()
    columns: list[Held] = [
        (value or Heading.NONE.title(view.language), (value,)) for value in values if value not in gathered
    ]
    if gathered:
        columns.append((view.say(say("Had by one leader each ({n})", n=len(gathered))), gathered))
    return columns


def _matrix(page: Page, at: Position, attribute: str, values: list[Held], page_points: float) -> tuple[int, int, int]:
    """Counts of an attribute's values in each network, with totals; returns the rows of the headings, the first and the last network.

    The headings stand again on every page.
    """
    book, view = page.book, page.book.view
    title = at.down(24)
    page.text(
        title,
        0,
        say("Mix of {attribute}", attribute=attribute_name(attribute)),
        book.style(bold=True, font_size=14, font_color=palette.BAND),
    )
    page.worksheet.set_row(title, 24)
    heading = at.row
    _headings(page, at, [title for title, _ in values])

    totals, first, most = [0] * len(values), at.row, 0
    plain = book.row(align="center", num_format="0;-0;–")
    for network in view.networks:
        pages = len(at.breaks)
        at.keep_together(ROW, page_points)
        if len(at.breaks) > pages:
            _headings(page, at, [title for title, _ in values])
        row, counts = at.down(ROW), view.counts(network.id, attribute)
        page.worksheet.set_row(row, ROW)
        page.text(row, 0, view.network_name(network.id), book.row(bold=True))
        for column, (_, held) in enumerate(values, 1):
            count = sum(counts[value] for value in held)
            totals[column - 1] += count
            most = max(most, count if len(held) == 1 else 0)
            page.number(row, column, count, plain)
        page.number(row, len(values) + 1, len(network.members), book.row(align="center", bold=True))
    last = at.row - 1
    _sums(page, at, totals, len(view.seated))
    if alike := sum(len(held) == 1 for _, held in values):
        scale = {
            "type": "2_color_scale",
            "min_color": palette.WHITE,
            "max_color": palette.MUCH,
            "min_type": "num",
            "min_value": 0,
        }
        page.worksheet.conditional_format(first, 1, last, alike, scale | {"max_type": "num", "max_value": max(3, most)})
    return heading, first, last


def _headings(page: Page, at: Position, values: list[str]) -> None:
    """The values over their columns, turned upwards when there are many."""
    language, heading = page.book.view.language, at.row
    turned = page.widths[1] == TURNED
    style = page.book.heading(align="center", **({"rotation": 90, "text_wrap": False} if turned else {}))
    total = Heading.TOTAL.title(language)
    page.text(heading, 0, Column.NETWORK.title(language), page.book.heading())
    for column, value in enumerate([*values, total], 1):
        page.text(heading, column, value[:LONGEST_TURNED] if turned else value, style)
    if turned:
        page.worksheet.set_row(
            heading, height := fitting((value[:LONGEST_TURNED] for value in values), 60, 400) * 0.75 + 6
        )
        at.down(height)
    else:
        at.down(page.height(heading, *((value, page.widths[1] - 8) for value in values), least=22))


def _sums(page: Page, at: Position, totals: list[int], people: int) -> None:
    """Totals, shares, and what each network would have if the value were spread evenly."""
    book, networks = page.book, max(1, len(page.book.view.networks))
    language = book.view.language
    for kind, (heading, number_format) in enumerate(
        ((Heading.TOTAL, "0"), (Heading.SHARE, "0%"), (Heading.EXPECTED, "0.0"))
    ):
        look = {"bg_color": palette.PALE, "align": "center", "num_format": number_format, "bold": kind == 0}
        row = at.down(ROW)
        page.worksheet.set_row(row, ROW)
        page.text(row, 0, heading.title(language), book.row(**{**look, "align": "left"}))
        for column, count in enumerate([*totals, people], 1):
            page.number(row, column, (count, count / max(1, people), count / networks)[kind], book.row(**look))


def _chart(page: Page, top: int, attribute: str, rows: tuple[int, int, int], values: list[Held], height: int) -> None:
    """A bar a network, in the colours of its members' values."""
    book, view = page.book, page.book.view
    heading, first, last = rows
    colours = (
        book.colours
        if attribute == "department"
        else palette.colours(member.attribute(attribute) or "" for member in view.seated)
    )
    sheet, spare = Sheet.MIX.title(view.language), cycle(palette.GREYS)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (_, (value, *_)) in enumerate(values, 1):
        chart.add_series(
            {
                "name": [sheet, heading, column],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, column, last, column],
                "fill": {"color": colours.get(value) or next(spare)},
                "border": {"color": palette.WHITE, "width": 0.75},
                "gap": 35,
            }
        )
    title = view.say(say("Members by {attribute}", attribute=attribute_name(attribute)))
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 12, **CHART_FONT}})
    chart.set_legend({"position": "right", "font": CHART_FONT})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none", "num_font": CHART_FONT})
    grid = {"visible": True, "line": {"color": palette.LINE}}
    chart.set_x_axis(
        {
            "major_gridlines": grid,
            "num_format": "0",
            "num_font": CHART_FONT,
            "min": 0,
            "major_unit": 1 if view.largest <= MOST_IN_CHART else None,
        }
    )
    chart.set_size({"width": min(sum(page.widths), 1080), "height": height})
    page.worksheet.insert_chart(top, 0, chart, {"object_position": 2})
