"""Excel workbooks: openpyxl for the book, our own bounded walk over the cells of a sheet.

openpyxl's read-only sheets do not tell which rows are hidden and fill gaps with empty rows; so the cells are read here, straight from the
XML, one row at a time: a stray cell in the last corner costs nothing, and no tree is ever built.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHARED_STRINGS

from netcompose.language import say
from netcompose.read import limits
from netcompose.read.grid import Book, Grid, Row, Span, address, column_number
from netcompose.read.limits import Unreadable, too_large
from netcompose.read.text import clean, from_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netcompose.read.text import Cell

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZEROS: Final = re.compile(r'"?(0{2,})"?(?:;.*)?')
_CHUNK: Final = 1 << 16
_SHEET_OR_TEXTS: Final = ("xl/worksheets/", "xl/sharedstrings", "content.xml", "xl/media/", "pictures/")


@contextmanager
def open_archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """A zip file whose table of contents keeps within the limits.

    Raises:
        Unreadable: it is damaged, protected, or would unpack to more than the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_sizes(archive)
    except Unreadable:
        raise
    except Exception as error:  # a damaged zip raises whatever its reader meets
        raise Unreadable("NC106") from error
    with archive:
        yield archive


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > limits.PARTS:
        raise too_large(say("the number of its parts"), len(parts), limits.PARTS)
    total = sum(part.file_size for part in parts)
    if total > limits.UNPACKED_BYTES:
        raise too_large(say("what it unpacks to in bytes"), total, limits.UNPACKED_BYTES)
    for part in parts:
        if part.flag_bits & 0x1:
            raise Unreadable("NC105")
        if part.file_size > limits.RATIO_FROM and part.file_size > limits.RATIO * max(part.compress_size, 1):
            raise too_large(
                say("how many times a part is packed"), part.file_size // max(part.compress_size, 1), limits.RATIO
            )
        if part.file_size > limits.PART_BYTES and not part.filename.lower().lstrip("/").startswith(_SHEET_OR_TEXTS):
            raise too_large(say("the size of an inner part in bytes"), part.file_size, limits.PART_BYTES)


def read_xlsx(path: Path, content: bytes, archive: zipfile.ZipFile) -> Book:
    """All sheets of an Excel workbook.

    Raises:
        Unreadable: the workbook is damaged or above a limit.
    """
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of drawings and extensions that we do not need, and prints of odd styles
            return Book(name=path.stem, grids=_grids(content, archive))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl and zlib raise whatever their parsers meet
        raise Unreadable("NC106") from error


def _grids(content: bytes, archive: zipfile.ZipFile) -> list[Grid]:
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    formats = Formats(_number_formats(archive), reader.wb.epoch)
    shared = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    texts = [] if shared is None else _shared_texts(archive, shared.PartName.lstrip("/"))
    grids: list[Grid] = []
    cells = 0
    for sheet, relation in reader.parser.find_sheets():
        if not relation.Type.endswith("/worksheet"):
            continue
        if len(grids) >= limits.SHEETS:
            raise too_large(say("the number of sheets"), len(grids) + 1, limits.SHEETS)
        walk = SheetWalk(sheet.name, texts, formats, limits.CELLS - cells)
        with archive.open(relation.target) as source:
            grid = walk.read(source)
        grid.hidden = sheet.state != "visible"
        cells += walk.cells
        grids.append(grid)
    return grids


def _shared_texts(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The table of texts that cells refer to by their place, each without its formatting and its reading aids.

    It may hold as many texts as there are cells, so it is walked over as they are.
    """
    found: list[str] = []
    pieces: list[str] = []
    wanted = aside = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal wanted, aside
        match tag.rpartition(":")[2]:
            case "t":
                wanted = not aside
            case "rPh":
                aside = True
            case "si":
                pieces.clear()

    def end(tag: str) -> None:
        nonlocal wanted, aside
        match tag.rpartition(":")[2]:
            case "t":
                wanted = False
            case "rPh":
                aside = False
            case "si":
                found.append(_text("".join(pieces)))

    def text(data: str) -> None:
        if wanted:
            pieces.append(data)

    with archive.open(part) as source:
        _walk(source, start, end, text)
    return found


def _walk(
    source: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Walk over XML without keeping it. A document type, and with it every entity, is refused: a workbook never has one."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _number_formats(archive: zipfile.ZipFile) -> list[str]:
    """The number format of each cell style.

    Nothing else of the styles is looked at: fonts, fills and borders are where other programs' files are often not as they should be.
    """
    try:
        root = fromstring(archive.read("xl/styles.xml"), forbid_dtd=True)
    except KeyError:
        return []
    own = {found.get("numFmtId"): found.get("formatCode") or "" for found in root.iterfind(".//{*}numFmts/{*}numFmt")}
    numbers = [found.get("numFmtId", "0") for found in root.iterfind("{*}cellXfs/{*}xf")]
    return [own[n] if n in own else builtin_format_code(int(n)) or "" if n.isdecimal() else "" for n in numbers]


class Formats:
    """What a cell's number format means for its value: a day, or leading zeros."""

    def __init__(self, formats: list[str], epoch: datetime) -> None:
        self._formats = formats
        self._epoch = epoch
        self._known: dict[str, tuple[bool, int]] = {}

    def of(self, style: str) -> tuple[bool, int]:
        """Whether numbers of this style are days, and how many digits they are shown with."""
        if style not in self._known:
            code = self._formats[_place(style)] if self._formats else ""
            zeros = _ZEROS.fullmatch(code)
            self._known[style] = is_date_format(code), len(zeros[1]) if zeros else 0
        return self._known[style]

    def number(self, text: str, style: str) -> Cell:
        """A number as the sheet shows it: a day, or text with its leading zeros."""
        is_day, digits = self.of(style) if style else (False, 0)
        if is_day:
            return self._day(float(text))
        if not text.isdigit():
            number = float(text)
            text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        return text.zfill(digits) if digits and text.isdigit() else text

    def _day(self, number: float) -> Cell:
        try:
            moment = from_excel(number, self._epoch)
        except (ValueError, OverflowError):
            return "#VALUE!"
        if isinstance(moment, datetime):
            return from_moment(moment)
        return str(moment)


class SheetWalk:
    """One walk over a sheet's XML; what it meets is kept as rows of cells."""

    def __init__(self, title: str, texts: list[str], formats: Formats, cells_left: int) -> None:
        self._title = title
        self._texts = texts
        self._formats = formats
        self._cells_left = cells_left
        self.cells = 0
        self._rows: list[Row] = []
        self._row: list[Cell] = []
        self._number = 0
        self._column = -1
        self._kind = "n"
        self._style = ""
        self._in_value = False
        self._in_phonetic = False
        self._formula = False
        self._value: list[str] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[Span] = []
        self._beyond: list[str] = []
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_value,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "col": self._start_column,
            "mergeCell": self._start_merged,
        }
        self._ends = {
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._end_value,
            "t": self._end_value,
            "rPh": self._end_phonetic,
        }

    def read(self, source: IO[bytes]) -> Grid:
        """The sheet."""
        _walk(source, self._start, self._end, self._text)
        return Grid(
            title=self._title,
            rows=self._rows,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            merged=tuple(self._merged),
            beyond=tuple(self._beyond),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v":  # with cells the most, so it is soon done
            self._in_value = True
            return
        handler = self._starts.get(tag) or self._starts.get(tag.rpartition(":")[2])
        if handler is not None:
            handler(attributes)

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._in_value = False
            return
        handler = self._ends.get(tag) or self._ends.get(tag.rpartition(":")[2])
        if handler is not None:
            handler()

    def _text(self, data: str) -> None:
        if self._in_value and not self._in_phonetic:
            self._value.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("r", self._number + 1))
        if not 0 < self._number <= limits.LAST_ROW:
            raise Unreadable("NC106")
        self._row = []
        self._column = -1
        if is_on(attributes, "hidden"):
            self._hidden_rows.add(self._number)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = _column(reference.rstrip("0123456789")) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = []
        self._formula = False

    def _start_value(self, _: dict[str, str]) -> None:
        self._in_value = True

    def _end_value(self) -> None:
        self._in_value = False

    def _start_formula(self, _: dict[str, str]) -> None:
        self._formula = True

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self._in_phonetic = True

    def _end_phonetic(self) -> None:
        self._in_phonetic = False

    def _start_column(self, attributes: dict[str, str]) -> None:
        if is_on(attributes, "hidden"):
            last = min(int(attributes["max"]), limits.COLUMNS)
            self._hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _start_merged(self, attributes: dict[str, str]) -> None:
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", attributes.get("ref", ""))
        if match and len(self._merged) < limits.PARTS:
            self._merged.append(Span(int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3])))

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell == "" or self._column < 0:
            return
        if self._column >= limits.COLUMNS:
            if len(self._beyond) < 10:
                self._beyond.append(address(self._number, self._column))
            return
        if self._column == len(self._row):
            self._row.append(cell)
        else:
            self._row.extend([""] * (self._column + 1 - len(self._row)))
            self._row[self._column] = cell
        self.cells += 1
        if self.cells > self._cells_left:
            raise too_large(say("the number of cells"), self.cells, limits.CELLS)

    def _end_row(self) -> None:
        if not self._row:
            return
        self._rows.append(Row(self._number, tuple(self._row)))
        if len(self._rows) > limits.ROWS:
            raise too_large(say("the number of rows"), len(self._rows), limits.ROWS)

    def _cell(self) -> Cell:
        if not self._value:
            return "#FORMULA!" if self._formula and self._kind != "str" else ""
        text = "".join(self._value)
        match self._kind:
            case "s":
                return self._texts[_place(text)]
            case "n":
                return self._formats.number(text, self._style)
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "d":
                return _iso(text)
            case _:
                return _text(text)


_column = lru_cache(maxsize=20_000)(column_number)
"""The column (from 0) of an address without its row: a sheet has few."""


def _place(text: str) -> int:
    """The place of a shared text or a style; one below zero would be counted from the end."""
    place = int(text)
    if place < 0:
        raise Unreadable("NC106")
    return place


def _iso(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _text(text)
    return from_moment(moment) if len(text) > 10 else date(moment.year, moment.month, moment.day)


def _text(text: str | None) -> str:
    if not text:
        return ""
    if len(text) > limits.CELL_CHARACTERS:
        raise too_large(say("the length of a cell"), len(text), limits.CELL_CHARACTERS)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean(text)


def is_on(attributes: dict[str, str], name: str) -> bool:
    """Whether a yes-or-no attribute says yes; no when it is not there."""
    return attributes.get(name) in {"1", "true"}


def _refuse_document_type(*_: object) -> None:
    raise Unreadable("NC106")
