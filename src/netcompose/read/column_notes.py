"""What is said of the columns once all are chosen: dates of employment, second managers, headers that resemble known ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read.headers import is_header, names_second_manager
from netcompose.read.text import squash
from netcompose.read.vocabulary import FIELDS, HEADERS

if TYPE_CHECKING:
    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook

_RESEMBLANCE: Final = 88.0


def settle_rest(columns: Columns, notebook: Notebook) -> None:
    """What follows from the whole: an e-mail column without @ is a user name; an employment date is not "leader since"."""
    table = columns.table
    if "started" not in columns.of:
        for column in columns.starts:
            notebook.note("NC125", table.sheet, table.header_row, column, header=table.headers[column])
    if "username" not in columns.of and "email" not in columns.of:
        keys = {squash(title) for titles in HEADERS["email"].values() for title in titles}
        for column, header in table.headers.items():
            if (
                squash(header) in keys
                and column not in columns.of.values()
                and column not in columns.dropped
                and columns.profile(column).count
            ):
                columns.choose("username", column, say("its header says e-mail, but its values are user names"))
                return


def note_second_managers(columns: Columns, notebook: Notebook) -> None:
    used = columns.used
    for column, header in columns.table.headers.items():
        if column not in used and names_second_manager(header) and columns.profile(column).count:
            notebook.note("NC129", columns.table.sheet, columns.table.header_row, column, header=header)


def suggest_headers(columns: Columns, notebook: Notebook) -> None:
    """Headers that are close to known ones are named, never used."""
    used = columns.used
    names = {
        squash(title): name
        for name in FIELDS
        if name not in columns.of
        for titles in HEADERS[name].values()
        for title in titles
    }
    long_names = [key for key in names if len(key) >= 6]
    for column, header in columns.table.headers.items():
        key = squash(header)
        if column in used or len(key) < 6 or is_header(header) or not columns.profile(column).count:
            continue
        from rapidfuzz import fuzz, process  # here, because in most sheets no header is left to be compared

        found = process.extractOne(key, long_names, scorer=fuzz.ratio, score_cutoff=_RESEMBLANCE)
        if found:
            shown = next(
                title for titles in HEADERS[names[found[0]]].values() for title in titles if squash(title) == found[0]
            )
            notebook.note(
                "NC126",
                columns.table.sheet,
                columns.table.header_row,
                column,
                header=header,
                nearest=shown,
                field=names[found[0]],
            )
