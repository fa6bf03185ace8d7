"""Cells read by ourselves, held against openpyxl, which reads them in its own way."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH

from netcompose.read.text import clean, from_moment
from netcompose.read.xlsx import Formats, read_xlsx

if TYPE_CHECKING:
    from netcompose.read.grid import Book

TEXTS = "xl/sharedStrings.xml"
EXAMPLES = Path(__file__).parents[2] / "data" / "examples"


def read(content: bytes) -> Book:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return read_xlsx(Path("book.xlsx"), content, archive)


def as_text(value: object) -> str:
    """A cell as openpyxl gives it, as a reader of the sheet sees it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return str(from_moment(value))
        case date() | time():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return clean(str(value))


@pytest.mark.parametrize("name", ["odder", "nyborg", "aalborg", "albertslund", "danica"])
def test_every_cell_of_the_examples_is_what_openpyxl_reads(name: str) -> None:
    path = EXAMPLES / f"{name}.xlsx"
    theirs = load_workbook(path, read_only=True, data_only=True)
    ours = read(path.read_bytes())
    assert [(grid.title, grid.hidden) for grid in ours.grids] == [
        (sheet.title, sheet.sheet_state != "visible") for sheet in theirs.worksheets
    ]
    for grid, sheet in zip(ours.grids, theirs.worksheets, strict=True):
        found = {(row.number, at): str(cell) for row in grid.rows for at, cell in enumerate(row.cells) if cell != ""}
        expected = {
            (number, at): text
            for number, row in enumerate(sheet.values, 1)
            for at, value in enumerate(row)
            if (text := as_text(value))
        }
        assert found == expected, grid.title


def test_zeros_at_the_front_are_counted() -> None:
    formats = Formats(["0", "0000", '"00"', "000;-000", "00.0"], WINDOWS_EPOCH)
    assert formats.number("7", "1") == "0007"
    assert [formats.of(str(style))[1] for style in range(5)] == [0, 4, 2, 3, 0]


def changed(content: bytes, part: str, before: str, after: str) -> bytes:
    """A workbook with a text replaced in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            assert name != part or before in text
            new.writestr(name, text.replace(before, after) if name == part else text)
    return target.getvalue()


@pytest.fixture
def small() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Ledere")
        sheet.write_row(0, 0, ["Id", "Navn", "Dag"])
        sheet.write_string(1, 1, "Åse Ø")
        sheet.write_number(1, 2, 10, book.add_format({"num_format": "dd-mm-yyyy"}))
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Ledere!$C$2:$C$2"})
        book.add_chartsheet("Figur").set_chart(chart)
        book.add_worksheet("Gemt").hide()
    return target.getvalue()


def rows(book: Book) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in book.grids[0].rows]


def test_a_sheet_of_charts_is_passed_over(small: bytes) -> None:
    assert [(grid.title, grid.hidden) for grid in read(small).grids] == [("Ledere", False), ("Gemt", True)]
    assert rows(read(small)) == [["Id", "Navn", "Dag"], ["", "Åse Ø", "1900-01-10"]]


def test_days_counted_from_1904(small: bytes) -> None:
    mac = changed(small, "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')
    assert rows(read(mac))[1][2] == "1904-01-11"


def test_absolute_places_are_understood(small: bytes) -> None:
    absolute = changed(small, "xl/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/')
    assert rows(read(absolute)) == rows(read(small))


def test_runs_are_joined_and_reading_aids_left_out(small: bytes) -> None:
    marked = changed(
        small, TEXTS, "<t>Åse Ø</t>", "<r><t>Åse </t></r><r><t>Ø</t></r><rPh sb='0' eb='1'><t>no</t></rPh>"
    )
    assert rows(read(marked))[1][1] == "Åse Ø"


def test_an_escaped_underscore_is_an_underscore(small: bytes) -> None:
    assert rows(read(changed(small, TEXTS, "Åse Ø", "_x005F_x0041_")))[1][1] == "_x0041_"
