"""Columns that hold a path of units, one unit a column: Niveau 1…7, or root, org, sub org, 2xsub org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read.grid import letters
from netcompose.read.source import ColumnChoice
from netcompose.read.text import squash
from netcompose.read.vocabulary import PATH_HEADERS

if TYPE_CHECKING:
    from netcompose.read.columns import Columns

_PATH_SIGNS: Final = ("\\", ">", "»", "›", "→")
"""Signs that hardly anything but a path has."""
_OTHER_SIGNS: Final = ("/", "|")
"""Signs that stand in names of units, too: a path only where all begin with the same root."""
_HALF: Final = 0.5
_MOST: Final = 0.9


def take_paths(columns: Columns) -> None:
    """Unit path columns: a family of headers like Niveau 1…7 or root, org, sub org, 2xsub org, filled from the left."""
    if columns.paths:
        return
    families: dict[str, dict[int, int]] = {}
    for column, header in columns.table.headers.items():
        key = squash(header)
        if column in columns.dropped or column in columns.of.values():
            continue
        if match := PATH_HEADERS[0].fullmatch(key):
            families.setdefault(key[: match.start(1)], {})[int(match[1])] = column
        elif match := PATH_HEADERS[1].fullmatch(key):
            families.setdefault("root", {})[1 + int(match[1] or 1)] = column
        elif match := PATH_HEADERS[2].fullmatch(key):
            families.setdefault("root", {})[1 + int(match[1])] = column
        elif PATH_HEADERS[3].fullmatch(key):
            families.setdefault("root", {})[0] = column
        elif PATH_HEADERS[4].fullmatch(key):
            families.setdefault("root", {}).setdefault(1, column)
    if 0 not in families.get("root", {}):
        families.pop("root", None)
    paths = (tuple(column for _, column in sorted(family.items())) for family in families.values() if len(family) > 1)
    fitting = [path for way in paths if (path := _from_the_root(columns, way))]
    if fitting:
        columns.paths = max(fitting, key=len)
        for depth, column in enumerate(columns.paths, 1):
            header = columns.table.headers[column]
            reason = say("it is one of the columns of a path of units")
            columns.choices.append(
                ColumnChoice(f"unit_path_{depth}", header, columns.table.sheet, letters(column), reason)
            )


def _from_the_root(columns: Columns, path: tuple[int, ...]) -> tuple[int, ...]:
    """The path from the root down: Niveau 1 is the root, and so is SD's NY6; where both could be, the one with fewer units."""
    upwards = path[::-1]
    if not _fills_from_left(columns, path):
        return upwards if _fills_from_left(columns, upwards) else ()
    first, last = (columns.profile(column).distinct for column in (path[0], path[-1]))
    return upwards if first > last > 0 and _fills_from_left(columns, upwards) else path


def _fills_from_left(columns: Columns, path: tuple[int, ...]) -> bool:
    if any(columns.profile(column).digits > 0.5 for column in path if columns.profile(column).count):
        return False
    good = 0
    for row in columns.table.rows:
        filled = [row.cell(column) != "" for column in path]
        good += filled == sorted(filled, reverse=True)
    return good >= 0.9 * len(columns.table.rows)


def take_path_in_cell(columns: Columns) -> None:
    """A column of units whose cells hold whole paths, whatever its header says: "Kommune \\ Skole \\ Nord" under "Enhed"."""
    if columns.paths or not {"unit_path", "parent_unit"}.isdisjoint(columns.of):
        return
    for name in ("unit_name", "unit", "department"):
        column = columns.of.get(name)
        if column is None or name in columns.asked or not _holds_paths(columns.profile(column).texts):
            continue
        columns.drop(name)
        columns.choose("unit_path", column, say("its values are paths of units"))
        return


def _holds_paths(texts: tuple[str, ...]) -> bool:
    different = sorted(set(texts))
    if len(different) < 2:
        return False
    if any(sum(sign in text for text in different) >= _HALF * len(different) for sign in _PATH_SIGNS):
        return True
    return any(
        sum(sign in text for text in different) >= _MOST * (len(different) - 1)
        and len({text.partition(sign)[0].strip() for text in different}) == 1
        for sign in _OTHER_SIGNS
    )
