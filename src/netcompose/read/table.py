"""Finding the table: which sheet, which row holds the headers, and which table holds units instead of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from netcompose.language import listed
from netcompose.read import limits
from netcompose.read.further_sheets import further_sheets
from netcompose.read.grid import Row, letters
from netcompose.read.headers import fields_of, is_header
from netcompose.read.text import fold, mask, squash
from netcompose.read.vocabulary import MANAGER_FIELDS, PATH_HEADERS
from netcompose.sheets import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from netcompose.read.grid import Book, Grid
    from netcompose.read.notebook import Notebook
    from netcompose.read.source import Reading
    from netcompose.read.text import Cell

_ROWS_LOOKED_AT: Final = 60
_HIGHEST: Final = 5_000
"""Rows of one merged cell; a department of more is a mistake."""
_WEIGHTS: Final = {
    "name": 4,
    "first_name": 3,
    "last_name": 3,
    "id": 3,
    "manager": 3,
    "manager_id": 3,
    "manager_name": 3,
    "manager_email": 3,
}
_PEOPLE_ONLY: Final = frozenset(
    {
        "first_name",
        "last_name",
        "title",
        "email",
        "username",
        "manager_id",
        "manager_name",
        "manager_email",
        "leader_flag",
        "level",
    }
)
_OF_LINES: Final = frozenset(
    {*MANAGER_FIELDS, "unit", "unit_name", "unit_path", "unit_leader", "leader_flag", "network"}
)
_OF_PEOPLE: Final = frozenset({"first_name", "last_name", "title", "username"})
_OF_ONE_PERSON: Final = frozenset(
    {"name", "first_name", "middle_name", "last_name", "id", "person_key", "post", "email", "username", "title"}
)
_UNIT_WORDS: Final = frozenset(
    {
        "enhed",
        "enheder",
        "afdelinger",
        "units",
        "unit",
        "organisationsenheder",
        "orgenheder",
        "departments",
        "organisation",
        "organisationen",
        "org",
    }
)


@dataclass(kw_only=True)
class Table:
    """A header row and the rows below it; headers are distinct, one per column that has any content.

    `of_sheets` is a column that the file does not have: it holds the name of the sheet that each row stands on.
    """

    sheet: str
    header_row: int
    headers: dict[int, str]
    rows: list[Row]
    score: int
    ours: bool = False
    grid: Grid | None = None
    renamed: dict[int, str] = field(default_factory=dict)
    of_sheets: int | None = None

    @property
    def fields(self) -> set[str]:
        """All fields that some header could mean."""
        return {name for header in self.headers.values() for name, *_ in fields_of(header)}

    def column(self, header: str) -> int | None:
        """The column with this header: as written, else whatever the case and the signs."""
        for same in (str, str.casefold, squash):
            for column, text in self.headers.items():
                if same(text) == same(header):
                    return column
        return None

    def is_units(self) -> bool:
        """Whether it looks like a table of units with their parent units, not of people."""
        meanings = [{name for name, *_ in fields_of(header)} for header in self.headers.values()]
        fields = set[str]().union(*meanings)
        if "parent_unit" not in fields or fields.isdisjoint({"unit", "unit_name", "name", "id"}):
            return False
        if "unit_name" in fields and fields.isdisjoint({"name", "first_name", "last_name"}):
            return fields.isdisjoint(_OF_PEOPLE)  # its managers are the leaders of the units
        sure = set[str]().union(*(found for found in meanings if "parent_unit" not in found))
        return sure.isdisjoint(_PEOPLE_ONLY) and (
            not sure.isdisjoint({"unit", "unit_name"}) or not _UNIT_WORDS.isdisjoint(fold(self.sheet).split())
        )

    def is_beside(self) -> bool:
        """Whether its sheet is one of ours that stands beside the people: Hosts, Topic bank, Closed days."""
        return any(self.sheet in sheet.titles for sheet in Sheet if sheet is not Sheet.ASSIGNMENTS)

    def tells_lines(self) -> bool:
        """Whether some header promises a manager, or a unit and its leader: a list of people with something else is no org chart."""
        return not self.fields.isdisjoint(_OF_LINES)

    def has_people(self) -> bool:
        """Whether some header promises people's names."""
        return not self.fields.isdisjoint({"name", "first_name", "last_name"})


def find_people(book: Book, how: Reading, notebook: Notebook) -> list[Table]:
    """The table with the people: on the sheet asked for, else our own Assignments sheet, else the sheet that looks most like one.

    Behind it those on other sheets that it goes on with.

    Raises:
        Refused: there is no such sheet, or no table on it.
    """
    wanted = tuple(how.columns.values())
    grids = book.grids
    if how.sheet is not None:
        grids = [grid for grid in grids if grid.title.casefold().strip() == how.sheet.casefold().strip()]
        if not grids:
            notebook.refuse("NC111", sheet=how.sheet, sheets=listed(*(grid.title for grid in book.grids)))
    named_as_ours = [grid for grid in grids if grid.title in Sheet.ASSIGNMENTS.titles]
    if len(named_as_ours) == 1:  # our own workbook has many sheets that need not be looked through
        table = find_table(named_as_ours[0], wanted)
        if table is not None and table.ours and table.rows and table.has_people():
            return [table]
    tables = [table for grid in grids if (table := find_table(grid, wanted)) is not None]
    if not tables:
        notebook.refuse("NC110", file=book.name)
    with_people = [table for table in tables if table.has_people() and not table.is_units()]
    with_people = [table for table in with_people if not table.is_beside()] or with_people
    candidates = with_people or [table for table in tables if not table.is_units()] or tables
    best = max(candidates, key=_rank)
    if not best.rows:
        notebook.refuse("NC127", best.sheet, **{"sheet": best.sheet})
    others = [table for table in with_people if table is not best and table.rows and not best.ours]
    further = further_sheets(best, others) if how.sheet is None else []
    for other in others:
        if other not in further and 2 * other.score >= best.score:
            notebook.note("NC116", other.sheet, **{"sheet": best.sheet, "other": other.sheet})
    return [best, *further]


def find_units(book: Book, people: Table | None) -> Table | None:
    """A table of units in the book, on another sheet than the people."""
    tables = (
        table
        for grid in book.grids
        if people is None or grid is not people.grid
        for table in [find_table(grid, ())]
        if table
    )
    return max(
        (table for table in tables if _may_be_units(table, people is None)), key=lambda table: table.score, default=None
    )


def _may_be_units(table: Table, asked_for: bool) -> bool:
    return table.is_units() or (asked_for and "parent_unit" in table.fields)


def _rank(table: Table) -> tuple[bool, bool, bool, bool, int, int]:
    visible = table.grid is None or not table.grid.hidden
    return table.ours, bool(table.rows), visible, table.tells_lines(), table.score, len(table.rows)


def find_table(grid: Grid, wanted: Collection[str]) -> Table | None:
    """The table of a sheet: its header row is the one that holds the most known headers, or None when no row holds any."""
    wanted_keys = {squash(header) for header in wanted}
    scored = [(_score(row, wanted_keys), -index) for index, row in enumerate(grid.rows[:_ROWS_LOOKED_AT])]
    if not scored or max(scored)[0] == 0:
        return None
    score, index = max(scored)[0], -max(scored)[1]
    index = _lower_header(grid, index, wanted_keys)
    labels = _labels(grid, index)
    rows = _until_gap(grid.rows[index + 1 :])
    headers, renamed = _distinct(labels, rows)
    rows = _merged_down(grid, headers, rows)
    is_ours = grid.title in Sheet.ASSIGNMENTS.titles and {squash(title) for title in headers.values()} >= {squash("Id")}
    names = {squash(title) for title in headers.values()}
    is_ours = is_ours and any(
        {squash(c.titles[i]) for c in (Column.NAME, Column.NETWORK, Column.MANAGER)} <= names for i in (0, 1)
    )
    return Table(
        sheet=grid.title,
        header_row=grid.rows[index].number,
        headers=headers,
        rows=rows,
        score=score,
        ours=is_ours,
        grid=grid,
        renamed=renamed,
    )


def _score(row: Row, wanted: Collection[str]) -> int:
    """How much a row looks like headers: known headers count by weight; dates and repeated words count against it."""
    texts = [cell for cell in row.cells if isinstance(cell, str) and cell]
    keys = {key: text for text in reversed(texts) if (key := squash(text))}
    known = {key: found for key, text in keys.items() if (found := fields_of(text))}
    recognised = [max(_WEIGHTS.get(name, 1) for name, *_ in found) for found in known.values()]
    paths = sum(1 for key in keys if key not in known and any(p.fullmatch(key) for p in PATH_HEADERS[:4]))
    asked = 6 * len(keys.keys() & set(wanted))
    if not asked and (len(recognised) + paths < 2 and len(keys) < 2):
        return 0
    if not recognised and not asked:
        return 0
    return max(1, sum(recognised) + paths + asked - (len(row.cells) - row.cells.count("") - len(keys)))


def _lower_header(grid: Grid, index: int, wanted: Collection[str]) -> int:
    """A header row with groups above the real headers, merged or with blanks between them, gives way to the row below."""
    row = grid.rows[index]
    if index + 1 >= len(grid.rows) or grid.rows[index + 1].number != row.number + 1:
        return index
    below = grid.rows[index + 1]
    wide = [span for span in grid.merged if span.top == row.number and span.right > span.left and row.cell(span.left)]
    covered = {column for span in wide for column in range(span.left, span.right + 1)}
    under_blanks = {column for column in range(len(below.cells)) if not row.cell(column)}
    has_headers = sum(1 for column in covered or under_blanks if below.cell(column)) >= 2 and _score(below, wanted) > 1
    texts = [cell for cell in below.cells if isinstance(cell, str) and cell]
    are_headers = 2 * sum(1 for text in texts if is_header(text)) >= len(texts)
    return index + 1 if has_headers and are_headers else index


def _labels(grid: Grid, index: int) -> list[str]:
    """The header of each column: its own cell, else the cell above; under a merged group, a header used twice is led by the group."""
    row = grid.rows[index]
    own = [cell if isinstance(cell, str) else cell.isoformat() for cell in row.cells]
    above = grid.rows[index - 1] if index else None
    if above is None or above.number != row.number - 1:
        return own
    spans = [span for span in grid.merged if span.top <= above.number <= span.bottom]
    groups = [_group(above, spans, column) for column in range(max(len(own), len(above.cells)))]
    own.extend([""] * (len(groups) - len(own)))
    keys = [squash(text) for text in own]
    lonely_title = sum(1 for cell in above.cells if cell) == 1 and not spans
    labels = []
    for column, text in enumerate(own):
        group = "" if lonely_title else groups[column]
        if text and not group and not spans and not lonely_title and keys.count(keys[column]) > 1:
            left = next(filter(None, reversed(groups[:column])), "")  # the group runs on over blank cells
            group = left if is_header(f"{left} {text}") else ""
        if not text:
            text = (
                group if not any(span.left <= column <= span.right and span.right > span.left for span in spans) else ""
            )
        elif group and keys.count(keys[column]) > 1:
            text = f"{group} {text}"
        labels.append(text)
    return labels


def _group(above: Row, spans: Sequence[tuple[int, int, int, int]], column: int) -> str:
    for _, left, _, right in spans:
        if left <= column <= right:
            column = left
    cell = above.cell(column)
    return cell if isinstance(cell, str) else ""


def _distinct(labels: list[str], rows: list[Row]) -> tuple[dict[int, str], dict[int, str]]:
    """Column → header, each once; a column with content but no header is called by its letters."""
    width = max((len(row.cells) for row in rows), default=0)
    filled = (
        {column for row in rows for column, cell in enumerate(row.cells) if cell != ""}
        if len(labels) < width or "" in labels
        else set()
    )
    headers: dict[int, str] = {}
    renamed: dict[int, str] = {}
    taken: set[str] = set()
    for column in range(max(width, len(labels))):
        text = labels[column] if column < len(labels) else ""
        if not text and column not in filled:
            continue
        wanted = mask(text) or f"Column {letters(column)}"
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted} ({number})", number + 1
        taken.add(name.casefold())
        headers[column] = name
        if name != wanted:
            renamed[column] = wanted
    return headers, renamed


def _until_gap(rows: list[Row]) -> list[Row]:
    """The rows up to a gap so wide that what follows cannot belong to the table."""
    for index in range(1, len(rows)):
        if rows[index].number - rows[index - 1].number > limits.GAP:
            return rows[:index]
    return rows


def _merged_down(grid: Grid, headers: dict[int, str], rows: list[Row]) -> list[Row]:
    """Cells merged over several rows say the same of each of them: a department, a manager. Never who somebody is."""
    below: dict[tuple[int, int], Cell] = {}
    at = {row.number: row for row in rows}
    for top, left, bottom, right in grid.merged:
        shared = left == right and top in at and left in headers and bottom - top < _HIGHEST
        if shared and {field for field, *_ in fields_of(headers[left])}.isdisjoint(_OF_ONE_PERSON):
            below.update({(number, left): at[top].cell(left) for number in range(top + 1, bottom + 1) if number in at})
        if len(below) > limits.MERGED:
            break
    filled: dict[int, list[Cell]] = {}
    for (number, column), cell in below.items():
        cells = filled.setdefault(number, [*at[number].cells])
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cells[column] or cell
    return [Row(row.number, tuple(filled[row.number])) if row.number in filled else row for row in rows]


def note_layout(table: Table, notebook: Notebook) -> None:
    """What HR should know of how the sheet looks: hidden rows and columns, cells far away, headers used twice."""
    grid = table.grid
    assert grid is not None
    first, last = table.header_row, table.rows[-1].number if table.rows else table.header_row
    with_content = {row.number for row in table.rows}
    if (
        hidden := sorted(grid.hidden_rows & with_content)
    ) and not table.ours:  # of our own sheet, filtering is everyday use
        notebook.note("NC119", table.sheet, hidden[0], rows=_ranges(hidden))
    hidden = sorted(column for column in grid.hidden_columns if column in table.headers)
    if hidden and not table.ours:
        notebook.note("NC120", table.sheet, first, hidden[0], columns=listed(*(letters(column) for column in hidden)))
    far = [*grid.beyond, *(f"A{row.number}" for row in grid.rows if row.number > last)]
    if far:
        notebook.note("NC121", table.sheet, cells=listed(*far[:10]))
    for column, header in table.renamed.items():
        notebook.note("NC118", table.sheet, first, column, header=header, renamed=table.headers[column])


def _ranges(numbers: list[int]) -> str:
    """Numbers with runs shortened: 3-5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:20]]
    return ", ".join(shown) + (", …" if len(runs) > 20 else "")
