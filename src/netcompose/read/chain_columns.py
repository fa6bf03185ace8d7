"""Columns that name all managers above somebody, one a column: Leder niveau 1…5, Management Chain - Level 01…07."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read.grid import letters
from netcompose.read.source import ColumnChoice
from netcompose.read.text import fold, id_key, login_key, name_key, shown, squash
from netcompose.read.vocabulary import is_nobody, is_vacant

if TYPE_CHECKING:
    from netcompose.read.columns import Columns
    from netcompose.read.rows import Entry

_NUMBERED: Final = re.compile(r"(\D*)(\d{1,2})(\D*)")
_OF_MANAGERS: Final = re.compile(
    r"leder|leader|chef|manager|management|supervisor|superior|overordnet|boss|reports to|reporting|refererer|referenceforhold"
)
_SAYS_LEVELS: Final = re.compile(r"niveau|level|lag\b|layer|tier|chain|kaede|\bl ?\d")
"""Headers that speak of levels; "Leder 1, Leder 2" may be two managers side by side."""
_BRACKETED: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_MOST: Final = 0.9
_ENOUGH: Final = 0.5
_SIDE_BY_SIDE: Final = 3


def take_chain(columns: Columns) -> None:
    """A family of numbered headers whose cells name people in the list, each always below the same one.

    Where it is found it goes before a single column of the family that was taken for the manager, unless the user asked for that one.
    """
    if columns.chain:
        return
    own = {column: name for name, column in columns.of.items()}
    families: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for column, header in columns.table.headers.items():
        match = _NUMBERED.fullmatch(squash(header))
        free = column not in columns.dropped and own.get(column, "manager").startswith("manager")
        if match and free and _OF_MANAGERS.search(fold(header)) and columns.profile(column).count:
            families[match[1], match[3]][int(match[2])] = column
    if any(
        name.startswith("manager") and (name in columns.asked or not _is_in(families, name, columns))
        for name in own.values()
    ):
        return
    known = _keys_of_people(columns)
    fitting = [
        chain
        for family in families.values()
        if (chain := _from_nearest(columns, [column for _, column in sorted(family.items())], known))
    ]
    if not fitting:
        return
    columns.chain = max(fitting, key=len)
    for column in columns.chain:
        if column in own:
            columns.drop(own[column])
    columns.paths = () if set(columns.paths) & set(columns.chain) else columns.paths
    for distance, column in enumerate(columns.chain, 1):
        reason = say("it is one of the columns of managers, each above the next")
        header = columns.table.headers[column]
        columns.choices.append(
            ColumnChoice(f"manager_{distance}", header, columns.table.sheet, letters(column), reason)
        )


def _is_in(families: dict[tuple[str, str], dict[int, int]], name: str, columns: Columns) -> bool:
    return any(columns.of[name] in family.values() for family in families.values())


def _keys_of_people(columns: Columns) -> set[str]:
    """Everything that the rows' own people can be called by."""
    of, rows = columns.of, columns.table.rows
    keys: set[str] = set()
    for name in ("id", "person_key", "post", "name", "email", "username"):
        if name in of:
            keys.update(_key(shown(row.cell(of[name]))) for row in rows)
    if {"first_name", "last_name"} <= of.keys():
        parts = [of[name] for name in ("first_name", "middle_name", "last_name") if name in of]
        keys.update(_key(" ".join(shown(row.cell(column)) for column in parts)) for row in rows)
    return keys - {""}


def _key(text: str) -> str:
    text = _BRACKETED.sub("", text) or text
    return login_key(text) if "@" in text or "\\" in text else name_key(text) or id_key(text)


def _from_nearest(columns: Columns, family: list[int], known: set[str]) -> tuple[int, ...]:
    """The family from the nearest manager to the top; nothing when it is no chain of people in the list."""
    headers = [fold(columns.table.headers[column]) for column in family]
    if len(family) < (2 if _SAYS_LEVELS.search(headers[0]) else _SIDE_BY_SIDE):
        return ()
    texts = {_key(text) for column in family for text in columns.profile(column).texts}
    if len(texts & known) < _ENOUGH * len(texts):
        return ()
    if not _fill_from_left(columns, family):
        return ()
    from_top = max((family, family[::-1]), key=lambda way: (_always_below(columns, way), _widens(columns, way)))
    return tuple(reversed(from_top)) if _always_below(columns, from_top) >= _MOST else ()


def _fill_from_left(columns: Columns, family: list[int]) -> bool:
    """Whether nearly no row has a gap before a name: whichever end the columns begin at, they begin with somebody."""
    filled = [[row.cell(column) != "" for column in family] for row in columns.table.rows]
    return sum(cells == sorted(cells, reverse=True) for cells in filled) >= _MOST * len(filled)


def _always_below(columns: Columns, from_top: list[int]) -> float:
    """Share of the rows' steps down that are the usual ones: whoever stands in a column has the same person above."""
    above: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for row in columns.table.rows:
        texts = [_key(shown(row.cell(column))) for column in from_top]
        for place, (upper, lower) in enumerate(pairwise(texts)):
            if upper and lower:
                above[place, lower][upper] += 1
    steps = sum(counts.total() for counts in above.values())
    return sum(max(counts.values()) for counts in above.values()) / steps if steps else 0.0


def _widens(columns: Columns, from_top: list[int]) -> bool:
    """Whether there are fewer names at the top than at the other end, as in a tree."""
    return columns.profile(from_top[0]).distinct < columns.profile(from_top[-1]).distinct


def nearest_in_chain(entry: Entry, columns: Columns) -> int | None:
    """The column of a row's nearest manager: posts that nobody holds and the person's own name are passed over."""
    own = {
        _key(text) for text in (entry.id, entry.person_key, entry.post, entry.name, entry.email, entry.username) if text
    }
    for column in columns.chain:
        text = shown(entry.row.cell(column))
        if text and not is_nobody(text) and not is_vacant(text) and _key(text) not in own:
            return column
    return None
