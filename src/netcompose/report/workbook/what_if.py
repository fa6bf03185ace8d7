"""Scenarios side by side as a workbook, with charts that the spreadsheet draws itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from netcompose.language import attribute_name, render, say
from netcompose.report.comparison import (
    BEST,
    STATUSES,
    best_value,
    mix_figures,
    name_of,
    people_figures,
    recommendation,
    sizes,
)
from netcompose.report.files import ensure_writable, write_atomically
from netcompose.report.words import rule_name
from netcompose.report.workbook import palette
from netcompose.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from netcompose.language import Language, Value
    from netcompose.report.comparison import Figure
    from netcompose.tasks.what_if import Comparison, Tried

HEADING_ROW: Final = 5
CHART_ROWS: Final = 16


def write_comparison(
    path: Path, comparison: Comparison, *, language: Language, origin: str, force: bool = False
) -> None:
    """Write the scenarios as a workbook, whole or not at all.

    Raises:
        FileExistsError, OSError: as `files.ensure_writable`.
    """
    import xlsxwriter

    from netcompose.report.workbook.build import CREATED

    ensure_writable(path, force)
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties({"title": render(say("Scenarios side by side"), language), "created": CREATED})
        _Writer(workbook, comparison, language).write(origin)
    write_atomically(path, content.getvalue(), force)


class _Writer:
    def __init__(self, workbook: Workbook, comparison: Comparison, language: Language) -> None:
        self.workbook, self.comparison, self.language = workbook, comparison, language
        self.rows: list[Tried] = [*([comparison.present] if comparison.present else []), *comparison.scenarios]
        self.first = 1 if comparison.present else 0
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "valign": "vcenter", "font_color": palette.INK}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]

    def say(self, value: Value) -> str:
        return render(value, self.language)

    def write(self, origin: str) -> None:
        sheet = self.workbook.add_worksheet(Sheet.SCENARIOS.title(self.language))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8&P / &N", {"margin": 0.25})
        title = self.style(bold=True, font_size=20, font_color=palette.BAND)
        sheet.write_string(0, 0, self.say(say("Scenarios side by side")), title)
        sheet.set_row(0, 30)
        sheet.write_string(1, 0, origin, self.style(font_color=palette.MUTED))
        for row, sentence in enumerate(recommendation(self.comparison), 2):
            sheet.write_string(row, 0, self.say(sentence), self.style(bold=row == 2))
        figures = [*mix_figures(self.comparison), *people_figures(self.comparison)]
        last = self._table(sheet, figures)
        last = self._failures(sheet, last + 2)
        self._charts(sheet, figures, last + 2)
        sheet.freeze_panes(HEADING_ROW + 1, 1)
        sheet.repeat_rows(HEADING_ROW)

    def _table(self, sheet: Worksheet, figures: Sequence[Figure]) -> int:
        heading = self.style(
            bold=True, font_color=palette.WHITE, bg_color=palette.BAND, text_wrap=True, align="center", valign="vcenter"
        )
        titles = [self.say(say("Scenario")), self.say(say("Networks")), self.say(say("Status"))]
        titles += [text[:1].upper() + text[1:] for figure in figures if (text := self.say(figure.heading))]
        for column, text in enumerate(titles):
            sheet.write_string(HEADING_ROW, column, text, heading)
        sheet.set_row(HEADING_ROW, 48)
        sheet.set_column_pixels(
            0, 0, max(150, min(420, 8 * max((len(self.say(name_of(tried))) for tried in self.rows), default=0) + 40))
        )
        sheet.set_column_pixels(1, 1, 90)
        sheet.set_column_pixels(2, 2, 130)
        sheet.set_column_pixels(3, 2 + len(figures), 88)
        best = {figure.key: best_value(figure, self.comparison.scenarios) for figure in figures}
        for i, tried in enumerate(self.rows):
            self._row(sheet, HEADING_ROW + 1 + i, i - self.first, tried, figures, best)
        return HEADING_ROW + len(self.rows)

    def _row(
        self,
        sheet: Worksheet,
        row: int,
        number: int,
        tried: Tried,
        figures: Sequence[Figure],
        best: dict[str, float | None],
    ) -> None:
        recommended = number == self.comparison.best
        grey = number in self.comparison.dominated or tried.figures is None
        look: dict[str, Any] = {"bottom": 1, "bottom_color": palette.LINE}
        if grey:
            look["font_color"] = palette.MUTED
        if recommended:
            look |= {"bg_color": palette.GOOD[0], "bold": True}
        if tried.status == "present":
            look |= {"italic": True, "bg_color": palette.PALE}
        name = self.say(name_of(tried))
        sheet.set_row(row, 18)
        sheet.write_string(row, 0, f"{BEST} {name}" if recommended else name, self.style(**look))
        sheet.write_string(row, 1, sizes(tried), self.style(**look, align="center"))
        status = dict(look)
        if tried.figures is None:
            status |= {"bg_color": palette.BAD[0], "font_color": palette.BAD[1]}
        sheet.write_string(row, 2, self.say(STATUSES[tried.status]), self.style(**status))
        for column, figure in enumerate(figures, 3):
            value = figure.number(tried)
            cell = {**look, "align": "center", "num_format": figure.written}
            if value is None:
                sheet.write_string(row, column, "–", self.style(**cell))
                continue
            if best[figure.key] == value and tried.status != "present":
                cell |= {"bg_color": palette.GOOD[0], "font_color": palette.GOOD[1], "bold": True}
            sheet.write_number(row, column, value, self.style(**cell))

    def _failures(self, sheet: Worksheet, row: int) -> int:
        """Why some scenarios have no plan, and the ways out."""
        for tried in self.comparison.scenarios:
            if tried.figures is not None:
                continue
            text = say("{name}: no plan keeps all the rules.", name=name_of(tried))
            if tried.status == "out_of_time":
                text = say("{name}: no plan was found in time.", name=name_of(tried))
            sheet.write_string(row, 0, self.say(text), self.style(bold=True, font_color=palette.BAD[1]))
            row += 1
            for clash in tried.conflict:
                told = say("{rule}: {sentence}", rule=rule_name(clash.rule), sentence=clash.message)
                sheet.write_string(row, 0, self.say(told), self.style(indent=1))
                row += 1
            for way in tried.ways_out:
                way_out = say("{change} → {effect}", change=way.change, effect=way.effect)
                sheet.write_string(row, 0, "→ " + self.say(way_out), self.style(indent=1, font_color=palette.GOOD[1]))
                row += 1
        return row

    def _charts(self, sheet: Worksheet, figures: Sequence[Figure], row: int) -> None:
        """Avoidable pairs stacked by attribute, the share of departments met, and moves where there are any."""
        column = {figure.key: i for i, figure in enumerate(figures, 3)}
        excess = [
            figure
            for figure in figures
            if figure.key.startswith("excess ") and any(figure.number(tried) for tried in self.rows)
        ]
        wanted: list[tuple[Value, list[Figure], str]] = []
        if excess:
            wanted.append((say("Pairs that could be avoided"), excess, "0"))
        for key, title, number_format in (
            ("departments met", say("Share of the other departments that a member meets"), "0%"),
            ("moves", say("Members who change network"), "0"),
        ):
            some = [figure for figure in figures if figure.key == key]
            if some and any(some[0].number(tried) for tried in self.rows):
                wanted.append((title, some, number_format))
        name, first, last = Sheet.SCENARIOS.title(self.language), HEADING_ROW + 1, HEADING_ROW + len(self.rows)
        height = max(240, 26 * len(self.rows) + 110)
        for heading, series, number_format in wanted:
            chart = self.workbook.add_chart({"type": "bar", "subtype": "stacked"})
            for figure, colour in zip(series, palette.HUES * 4, strict=False):
                chart.add_series(
                    {
                        "name": self.say(attribute_name(figure.attribute))
                        if figure in excess
                        else self.say(figure.heading),
                        "categories": [name, first, 0, last, 0],
                        "values": [name, first, column[figure.key], last, column[figure.key]],
                        "fill": {"color": colour},
                        "border": {"color": palette.LINE},
                        "data_labels": {"value": True, "num_format": number_format + ";;"},
                        "gap": 40,
                    }
                )
            chart.set_title({"name": self.say(heading), "overlay": False, "name_font": {"size": 12}})
            chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom"})
            chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
            grid = {"visible": True, "line": {"color": palette.LINE}}
            chart.set_x_axis({"major_gridlines": grid, "num_format": number_format, "min": 0})
            chart.set_size({"width": 900, "height": height})
            sheet.insert_chart(row, 0, chart, {"object_position": 2, "x_offset": 4})
            row += height // 20 + 2
