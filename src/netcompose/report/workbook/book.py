"""A thin layer over XlsxWriter: text stays text, nothing is dropped silently, rows are as high as their text needs."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import cache, lru_cache
from heapq import nlargest
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from xlsxwriter import Workbook
from xlsxwriter.utility import cell_autofit_width, xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from netcompose.language import Language
from netcompose.report.workbook import palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlsxwriter.format import Format

    from netcompose.language import Sentence, Value
    from netcompose.report.view import View
    from netcompose.sheets import Sheet, TemplateSheet

MOST_CHARACTERS: Final = 32_767  # of a cell
FONT: Final = {"font_name": "Arial", "font_size": 10}  # on every machine, or as Liberation Sans of the same widths
LINE_HEIGHT: Final = 13.5  # points of one line of text
HIGHEST_ROW: Final = 409.0
PAGE_WIDTH: Final = (
    965  # pixels of A4 across between our margins, at scale 100, with something to spare for LibreOffice
)
PAGE_HEIGHT: Final = 518.0  # points, likewise

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


READABLE_WIDTH: Final = (
    PAGE_WIDTH * 5 // 4
)  # of a list: wider ones are printed too small to read, so their texts are wrapped

BUTTON: Final = "     "  # room for the filter's button
LONGEST_SHEET_NAME: Final = 31
WIDEST: Final = 420  # pixels of a column; longer texts are wrapped


def cells(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A range of cells as a spreadsheet writes it, e.g. "A1:C9"."""
    return str(xl_range(first_row, first_column, last_row, last_column))


def clean(text: str) -> str:
    """A text that a cell can hold: what XML cannot hold becomes the replacement character, too long an end is cut."""
    if text.isprintable() and len(text) <= MOST_CHARACTERS:  # nearly every text, and soon seen
        return text
    return _UNWRITABLE.sub("\ufffd", text)[:MOST_CHARACTERS]


def fitting(texts: Iterable[str], least: int, most: int) -> int:
    """The width in pixels that the longest of the texts needs, within bounds."""
    different = {line for text in set(texts) for line in text.splitlines()}
    longest = nlargest(5, different, key=lambda line: (len(line), line))
    return max(least, min(most, max(map(_width, longest), default=0)))


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a wrapped column of that many pixels."""
    if text.isprintable():  # a single line
        return _wrapped(text, width)
    return sum(_wrapped(line, width) for line in text.splitlines()) or 1


def within(widths: Sequence[int], least: Sequence[int], total: int) -> list[int]:
    """The widths, the widest lowered to one common width until they fit the total; none below what it needs."""

    def lowered(most: int) -> list[int]:
        return [max(needed, min(width, most)) for width, needed in zip(widths, least, strict=True)]

    most = max(widths, default=0)
    while most > 0 and sum(lowered(most)) > total and lowered(most) != list(least):
        most -= 10
    return lowered(most)


def _wrapped(line: str, width: int) -> int:
    needed = _width(line)
    return 1 if needed <= width else math.ceil(needed * 1.08 / width)


@lru_cache(maxsize=200_000)
def _width(text: str) -> int:
    return int(cell_autofit_width(text)) + 12


_letters = cache(xl_col_to_name)


class _PlainWorksheet(Worksheet):  # type: ignore[misc] # XlsxWriter tells no types
    """A worksheet that writes what nearly all cells are in one stroke, which halves the time of saving; all else is XlsxWriter's."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """A text (by its place in the table of texts) or a number, in a format that has its place already."""
        style, kind = cell.format.xf_index if cell.format else None, type(cell).__name__
        if style is None or kind not in {"String", "Number"} or self.constant_memory:
            super()._write_cell(row, col, cell)
            return
        value = f' t="s"><v>{cell.string}' if kind == "String" else f"><v>{cell.number:.16G}"
        self.fh.write(f'<c r="{_letters(col)}{row + 1}" s="{style}"{value}</v></c>')

    def _escape_attributes(self, attribute: Any) -> Any:
        """An address or a number holds nothing to be escaped."""
        if isinstance(attribute, int) or (isinstance(attribute, str) and attribute.isalnum()):
            return attribute
        return super()._escape_attributes(attribute)


class LargeWorkbook(Workbook):  # type: ignore[misc]
    """A workbook of many cells, saved quickly; the same to the byte as any other."""

    worksheet_class = _PlainWorksheet


class Book:
    """The workbook being written: its formats, made once each, and its sheets."""

    def __init__(self, workbook: Workbook, view: View, calendars: Mapping[str, str] | None = None) -> None:
        self.workbook = workbook
        self.view = view
        self.calendars = calendars or {}
        self.colours = palette.colours(person.department or "" for person in view.seated)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._rows: dict[tuple[tuple[str, Any], ...], Format] = {}

    @property
    def date_format(self) -> str:
        """How dates are shown."""
        return "dd-mm-yyyy" if self.view.language is Language.DA else "yyyy-mm-dd"

    def style(self, **properties: Any) -> Format:
        """A cell format; the same properties give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {**FONT, "valign": "vcenter", "font_color": palette.INK}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]

    def heading(self, **properties: Any) -> Format:
        """The format of a column's heading."""
        return self.style(
            **{
                "bold": True,
                "font_color": palette.WHITE,
                "bg_color": palette.BAND,
                "border": 1,
                "border_color": palette.BAND,
                "text_wrap": True,
                **properties,
            }
        )

    def row(self, **properties: Any) -> Format:
        """The format of a cell in a row of a list."""
        asked = tuple(properties.items())
        if asked not in self._rows:
            self._rows[asked] = self.style(
                **{"bottom": 1, "bottom_color": palette.LINE, "text_wrap": True, **properties}
            )
        return self._rows[asked]

    def page(self, sheet: Sheet | TemplateSheet) -> Page:
        """A new sheet, set up for print on A4 across."""
        page = Page(self, self.workbook.add_worksheet(sheet.title(self.view.language)))
        page.worksheet.set_tab_color(palette.TABS.get(sheet, palette.LINE))
        return page

    def handout(self, name: str) -> Page:
        """A new sheet with a name that is not one of ours: without the signs that sheets may not have, and short enough."""
        return Page(self, self.workbook.add_worksheet(self._free_name(name)))

    def _free_name(self, name: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip().strip("'").strip() or "…"
        taken = {sheet.get_name().casefold() for sheet in self.workbook.worksheets()} | {"history"}
        candidate, number = _cut(plain, LONGEST_SHEET_NAME), 1
        while candidate.casefold() in taken:
            number += 1
            end = f" ({number})"
            candidate = _cut(plain, LONGEST_SHEET_NAME - len(end)) + end
        return candidate


class Page:
    """One sheet being written. Rows and columns count from 0."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self.book = book
        self.worksheet = worksheet
        self.widths: list[int] = []
        worksheet.hide_gridlines(2)
        worksheet.set_paper(9)
        worksheet.set_landscape()
        worksheet.set_margins(left=0.45, right=0.45, top=0.4, bottom=0.5)
        worksheet.center_horizontally()
        worksheet.set_footer("&L&8&A&R&8&P / &N", {"margin": 0.25, "scale_with_doc": False})

    def columns(self, widths: Iterable[int]) -> None:
        """Set the columns' widths, in pixels, from the left."""
        self.widths = list(widths)
        for column, width in enumerate(self.widths):
            self.worksheet.set_column_pixels(column, column, width)

    def text(self, row: int, column: int, value: Value | None, style: Format | None = None) -> None:
        """Write a text, as text whatever it begins with; nothing for no text, but the cell keeps its look."""
        written = "" if value is None else clean(value if isinstance(value, str) else self.book.view.say(value))
        if written:
            _checked(self.worksheet.write_string(row, column, written, style))
        elif style is not None:
            _checked(self.worksheet.write_blank(row, column, None, style))

    def formula(self, row: int, column: int, formula: str, value: float | str, style: Format | None = None) -> None:
        """Write a formula with the value it has now, so that readers that do not calculate see it too."""
        _checked(self.worksheet.write_formula(row, column, formula, style, value))

    def array_formula(
        self, row: int, column: int, formula: str, value: float | str, style: Format | None = None
    ) -> None:
        """The same for a formula over whole columns."""
        _checked(self.worksheet.write_array_formula(row, column, row, column, f"{{{formula}}}", style, value))

    def title(self, row: int, text: Value) -> None:
        """The heading of a sheet that is read like a page."""
        self.text(row, 0, text, self.book.style(bold=True, font_size=20, font_color=palette.BAND))
        self.worksheet.set_row(row, 30)

    def number(self, row: int, column: int, value: float, style: Format | None = None) -> None:
        """Write a number."""
        _checked(self.worksheet.write_number(row, column, value, style))

    def day(self, row: int, column: int, value: date, style: Format | None = None) -> None:
        """Write a real date; before 1900 spreadsheets have none, so it is written out."""
        if value.year < 1900:
            self.text(row, column, value, style)
        else:
            _checked(self.worksheet.write_datetime(row, column, value, style))

    def link(self, row: int, column: int, sheet: Sheet, cell: str, text: Value) -> None:
        """Write a text that leads to a cell of another of our sheets."""
        style = self.book.row(font_color=palette.LINK, underline=1)
        target = f"internal:'{sheet.title(self.book.view.language)}'!{cell}"
        _checked(self.worksheet.write_url(row, column, target, style, clean(self.book.view.say(text))))

    def file(self, row: int, column: int, path: str, text: Value, style: Format) -> None:
        """Write a text that opens a file, given by its relative path with `/`."""
        _checked(
            self.worksheet.write_url(row, column, f"external:{quote(path)}", style, clean(self.book.view.say(text)))
        )

    def merged(self, row: int, first: int, last: int, value: Value, style: Format) -> None:
        """Write a text across several cells of a row."""
        for column in range(first, last + 1):
            self.worksheet.write_blank(row, column, None, style)
        if last > first:
            _checked(self.worksheet.merge_range(row, first, row, last, "", style))
        self.text(row, first, value, style)

    def height(self, row: int, *cells: tuple[Value | None, int], least: float = LINE_HEIGHT + 3) -> float:
        """Make a row as high as its wrapped texts need, each given with its width in pixels; returns the points."""
        most = 1
        for value, width in cells:
            if value is not None:
                most = max(most, lines(value if isinstance(value, str) else self.book.view.say(value), width))
        points = min(HIGHEST_ROW, max(least, most * LINE_HEIGHT + 1))
        self.worksheet.set_row(row, points)
        return points

    def value(self, row: int, column: int, value: Value | None, properties: Mapping[str, Any]) -> None:
        """Write a value as what it is: a number as a number, a day as a day, all else as text."""
        if isinstance(value, str):
            self.text(row, column, value, self.book.row(**properties))
        elif isinstance(value, date):
            self.day(
                row,
                column,
                value,
                self.book.row(**{"align": "left", **properties, "num_format": self.book.date_format}),
            )
        elif isinstance(value, int | float):
            self.number(row, column, value, self.book.row(**{"align": "center", **properties}))
        else:
            self.text(row, column, value, self.book.row(**properties))

    def table(
        self,
        first_row: int,
        headings: Mapping[str, int],
        rows: Iterable[Sequence[Value | None]],
        look: Callable[[int, int], Mapping[str, Any]] = lambda row, column: {},
        empty: Sentence | None = None,
    ) -> None:
        """A filterable list under headings (given with their least widths), wrapped, its headings repeated in print.

        `look` gives the properties of a cell's format from its row in the list and its column; `empty` is said below when there is no row.
        """
        body = [list(row) for row in rows]
        shown = [["" if value is None else self.book.view.say(value) for value in row] for row in body]
        needed = [
            fitting((word + BUTTON for word in heading.split()), least, max(least, WIDEST))
            for heading, least in headings.items()
        ]
        wanted = [
            fitting((row[column] for row in shown), least, max(least, WIDEST)) for column, least in enumerate(needed)
        ]
        widths = within(wanted, needed, READABLE_WIDTH)
        self.columns(widths)
        for column, heading in enumerate(headings):
            self.text(first_row, column, heading, self.book.heading())
        self.height(
            first_row, *((heading + BUTTON, width) for heading, width in zip(headings, widths, strict=True)), least=22
        )
        for index, values in enumerate(body):
            row = first_row + 1 + index
            for column, value in enumerate(values):
                self.value(row, column, value, look(index, column))
            self.height(row, *zip(shown[index], widths, strict=True))
        if body:
            self.worksheet.autofilter(first_row, 0, first_row + len(body), len(headings) - 1)
            self.worksheet.ignore_errors(
                {"number_stored_as_text": cells(first_row, 0, first_row + len(body), len(headings) - 1)}
            )
        elif empty is not None:
            self.text(first_row + 2, 0, empty, self.book.style(italic=True, font_color=palette.MUTED))
        self.finish(first_row, len(headings))

    def finish(self, heading_row: int, columns: int) -> None:
        """Keep the headings in sight, on the screen and in print, and the sheet one page wide."""
        self.worksheet.freeze_panes(heading_row + 1, 0)
        self.worksheet.repeat_rows(heading_row)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.print_area(0, 0, max(heading_row, self.worksheet.dim_rowmax or 0), columns - 1)


def _cut(text: str, most: int) -> str:
    """The beginning of a text, in the units that spreadsheets count: a sign beyond the basic plane is two."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text


def _checked(code: int | None) -> None:
    """XlsxWriter answers a negative number when it has left something out; that is our fault and must not pass.

    Raises:
        ValueError: the cell was not written.
    """
    if code is not None and code < 0:
        raise ValueError(f"a cell could not be written (code {code})")
