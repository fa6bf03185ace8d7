"""Units and their parent units: from a table of units, from path columns, from a path in one cell, or from the rows themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.read.headers import fields_of
from netcompose.read.text import fold, id_key, shown, squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node
    from netcompose.read.rows import Entry
    from netcompose.read.table import Table

_PATH_SIGNS: Final = ("\\", " > ", " » ", " › ", " → ", " | ", " / ", ">", "»", "|", "/")
_TELLING: Final = 0.9
"""Share of the rows that a column tells apart, from which it can be a key."""
_FITS: Final = 0.5
"""Share of a column's units that the table of units must know for the column to be believed."""


def _words(text: str) -> str:
    """A unit's name to compare by; one of signs only is its own."""
    return fold(text) or text


@dataclass(slots=True, eq=False)
class Unit:
    """One unit; `leaders` in the order in which they count, `leader_cells` what the table of units says of them: text, row, column."""

    name: str
    key: str
    parent: Unit | None = None
    leader_cells: list[tuple[str, int, int]] = field(default_factory=list)
    leaders: list[Node] = field(default_factory=list)

    def upwards(self) -> Iterator[Unit]:
        """This unit and those above it, up to the root."""
        unit: Unit | None = self
        while unit is not None:
            yield unit
            unit = unit.parent

    def path(self) -> list[Unit]:
        """From the root down to this unit."""
        return [*self.upwards()][::-1]


@dataclass(kw_only=True)
class Units:
    """All units. `structured` when at least one has a parent, so that one can go up; `from_path` when the rows carry paths."""

    by_key: dict[str, Unit] = field(default_factory=dict)
    by_name: dict[str, list[Unit]] = field(default_factory=dict)
    other_keys: dict[str, Unit] = field(default_factory=dict)
    source: str = ""
    sheet: str = ""

    @property
    def structured(self) -> bool:
        """Whether one can go up from some unit."""
        return any(unit.parent for unit in self.by_key.values())

    def add(self, key: str, name: str, parent: Unit | None = None) -> Unit:
        """The unit with this key, made when it is new."""
        unit = self.by_key.get(key)
        if unit is None:
            unit = self.by_key[key] = Unit(name, key, parent)
            self.by_name.setdefault(_words(name), []).append(unit)
        return unit

    def knows(self, name: str) -> bool:
        """Whether some unit has this name."""
        return _words(name) in self.by_name

    def first(self, name: str) -> Unit:
        """One of the units with this name: the highest written, else a new one without a parent."""
        same = self.by_name.get(_words(name), ())
        return min(same, key=lambda unit: unit.key) if same else self.add(id_key(name), name)

    def find(self, *texts: str) -> Unit | None:
        """The unit that one of the texts names: by key, by a name that only one unit has, or by another key of the table's."""
        for text in filter(None, texts):
            if unit := self.by_key.get(id_key(text)):
                return unit
            same = self.by_name.get(_words(text), ())
            if len(same) == 1:
                return same[0]
            if unit := self.other_keys.get(id_key(text)):
                return unit
        return None


def parent_column(table: Table) -> dict[str, str]:
    """The header of the parent unit in a table of units, where "Overordnet" can mean nothing else."""
    found = [
        header for header in table.headers.values() if any(field == "parent_unit" for field, *_ in fields_of(header))
    ]
    return {"parent_unit": found[0]}


def units_from_table(columns: Columns, notebook: Notebook) -> Units:
    """The units of a table with one row a unit: code or name, parent, and perhaps the leader."""
    units = Units(source="table", sheet=columns.table.sheet)
    of, table = columns.of, columns.table
    parent = of["parent_unit"]
    leaders = [of[key] for key in ("unit_leader", *columns.managers()) if key in of] + [*columns.co_leaders]
    code, name, others = _key_columns(columns, {parent, *leaders})
    hung = _Hung(units)
    by_other: dict[str, list[Unit]] = {}
    for row in table.rows:
        key = shown(row.cell(code)) if code is not None else ""
        text = shown(row.cell(name)) if name is not None else ""
        if not key and not text:
            continue
        unit = hung.add(key, text, shown(row.cell(parent)), row.number)
        unit.leader_cells += [(leader, row.number, column) for column in leaders if (leader := shown(row.cell(column)))]
        for column in others:
            if other := shown(row.cell(column)):
                by_other.setdefault(id_key(other), []).append(unit)
    units.other_keys = {key: found[0] for key, found in by_other.items() if len(found) == 1}
    hung.hang(table.sheet, parent, notebook)
    return units


def _key_columns(columns: Columns, taken: set[int]) -> tuple[int | None, int | None, list[int]]:
    """The columns with the units' code and name, and others that tell them apart. The code is what the parents are given by.

    Headers alone would mislead: beside "id" and "parentOrgUnit" a cost centre looks like a code, and an uuid like a person's key.
    """
    of, rows = columns.of, columns.table.rows
    free = [column for column in columns.table.headers if column not in taken | columns.dropped]
    values = {column: [text for row in rows if (text := shown(row.cell(column)))] for column in free}
    keys = {column: {id_key(text) for text in texts} for column, texts in values.items()}
    telling = [column for column in free if values[column] and len(keys[column]) >= _TELLING * len(rows)]
    parents = {id_key(text) for row in rows if (text := shown(row.cell(of["parent_unit"])))}
    name = next((of[field] for field in ("unit_name", "name", "department") if of.get(field) in free), None)
    code = next((of[field] for field in ("unit", "id") if of.get(field) in free), None)
    best = max(telling, key=lambda column: (len(parents & keys[column]), column == code), default=None)
    if best is not None and best != name and 2 * len(parents & keys[best]) >= len(parents) > 0:
        code = best
    if name is None or name == code:
        worded = [column for column in free if column != code and any(" " in text for text in values[column])]
        name = max(worded, key=lambda column: (len(keys[column]), -column), default=name if name != code else None)
    return code, name, [column for column in telling if column not in (code, name)]


class _Hung:
    """Units with what is said of their parents. A unit is known by its code; without codes, by its name and its parent's name."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._said: dict[str, tuple[Unit, Counter[str], int]] = {}

    def add(self, code: str, name: str, parent: str, row: int) -> Unit:
        """The unit of a row, made when it is new."""
        key = id_key(code) if code else f"{_words(name)}\x1f{_words(parent)}"
        unit = self._units.add(key, name or code)
        _, parents, first = self._said.setdefault(key, (unit, Counter(), row))
        if parent and _words(parent) not in {_words(code), _words(name)}:
            parents[parent] += 1
        self._said[key] = unit, parents, min(first, row)
        return unit

    def hang(self, sheet: str, column: int | None, notebook: Notebook) -> None:
        """Give each unit its parent; one that several rows name differently gets the one that most rows name."""
        for key in sorted(self._said):
            unit, parents, row = self._said[key]
            if not parents:
                continue
            text = min(parents, key=lambda parent: (-parents[parent], parent))
            if len({_words(parent) for parent in parents}) > 1 or (
                self._units.find(text) is None and self._units.knows(text)
            ):
                notebook.note("NC317", sheet, row, column, text, unit=unit.name, parent=text)
            unit.parent = self._units.find(text) or self._units.first(text)
        for key in sorted(self._said):
            unit, parents, row = self._said[key]
            if _in_circle(unit):
                notebook.note("NC314", sheet, row, column, unit=unit.name)
                unit.parent = None


def _in_circle(unit: Unit) -> bool:
    seen: set[int] = set()
    step = unit.parent
    while step is not None and id(step) not in seen:
        if step is unit:
            return True
        seen.add(id(step))
        step = step.parent
    return False


def units_from_rows(found: Sequence[Entry], columns: Columns, notebook: Notebook) -> tuple[Units, dict[int, Unit]]:
    """The units that the people's own rows tell of, and the unit of each row (by row number)."""
    if columns.paths:
        return _from_paths(found, columns, lambda entry: _path_of(entry, columns), "path")
    if "unit_path" in columns.of:
        sign = _path_sign([shown(entry.row.cell(columns.of["unit_path"])) for entry in found])
        return _from_paths(
            found, columns, lambda entry: _split_path(shown(entry.row.cell(columns.of["unit_path"])), sign), "path"
        )
    return _from_columns(found, columns, notebook)


def _from_paths(
    found: Sequence[Entry], columns: Columns, path_of: object, source: str
) -> tuple[Units, dict[int, Unit]]:
    assert callable(path_of)
    units = Units(source=source)
    unit_of: dict[int, Unit] = {}
    own = columns.of.get("unit_name")
    for entry in found:
        path: list[str] = path_of(entry)
        if (
            own is not None
            and (text := shown(entry.row.cell(own)))
            and squash(text) not in {squash(part) for part in path}
        ):
            path = [*path, text]
        unit: Unit | None = None
        key = ""
        for part in path:
            key = f"{key}\x1f{_words(part)}"
            unit = units.add(key, part, unit)
        if unit is not None:
            unit_of[entry.number] = unit
    return units, unit_of


def _path_of(entry: Entry, columns: Columns) -> list[str]:
    path: list[str] = []
    for column in columns.paths:
        text = shown(entry.row.cell(column))
        if text and (not path or text != path[-1]):
            path.append(text)
    return path


def _path_sign(texts: Sequence[str]) -> str:
    """The sign that cuts the most paths; a sign between spaces before the bare one."""
    counted = Counter({sign: sum(sign in text for text in texts) for sign in _PATH_SIGNS})
    most = max(counted.values(), default=0)
    return next((sign for sign in _PATH_SIGNS if counted[sign] == most), "\\")


def _split_path(text: str, sign: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(sign)) if part]


def _from_columns(found: Sequence[Entry], columns: Columns, notebook: Notebook) -> tuple[Units, dict[int, Unit]]:
    """Flat units from a unit column; with a parent column beside it, a tree."""
    units = Units(source="rows")
    unit_of: dict[int, Unit] = {}
    code, name, parent = columns.of.get("unit"), columns.of.get("unit_name"), columns.of.get("parent_unit")
    if code is None and name is None:
        name = columns.of.get("department")
    hung = _Hung(units)
    alone: dict[str, set[str]] = {}
    if parent is not None and code is None and name is not None:
        for entry in found:
            alone.setdefault(_words(shown(entry.row.cell(name))), set()).add(shown(entry.row.cell(parent)))
    for entry in found:
        key = shown(entry.row.cell(code)) if code is not None else ""
        text = shown(entry.row.cell(name)) if name is not None else ""
        above = shown(entry.row.cell(parent)) if parent is not None else ""
        if not key and not text:
            continue
        if not above and len(others := alone.get(_words(text), set()) - {""}) == 1:
            above = min(others)  # a row that leaves the parent out belongs with those that name it
        unit_of[entry.number] = hung.add(key, text, above, entry.number)
    hung.hang(columns.table.sheet, parent, notebook)
    return units, unit_of


def place_in_table(found: Sequence[Entry], units: Units, columns: Columns, notebook: Notebook) -> dict[int, Unit]:
    """The unit of each row, looked up in the table of units."""
    unit_of: dict[int, Unit] = {}
    _find_unit_column(found, units, columns)
    fields = [field for field in ("unit", "unit_name", "department") if field in columns.of]
    for entry in found:
        texts = [shown(entry.row.cell(columns.of[field])) for field in fields]
        unit = units.find(*texts)
        if unit is not None:
            unit_of[entry.number] = unit
        elif any(texts) and not entry.vacant:
            text = next(filter(None, texts))
            notebook.note(
                "NC312", columns.table.sheet, entry.number, columns.of[fields[0]], text, value=text, name=entry.name
            )
    return unit_of


def _find_unit_column(found: Sequence[Entry], units: Units, columns: Columns) -> None:
    """Where no header says which column holds the unit, or the one that does holds others, the values say it: the finest units of all."""
    named = [columns.of[field] for field in ("unit", "unit_name") if field in columns.of]
    texts = {
        column: {text for entry in found if (text := shown(entry.row.cell(column)))}
        for column in columns.table.headers
        if column not in columns.dropped and (column in named or column not in columns.of.values())
    }
    shares = {
        column: sum(1 for text in values if units.find(text) is not None) / len(values)
        for column, values in texts.items()
        if values
    }
    if any(shares.get(column, 0) >= _FITS for column in named):
        return
    fitting = [column for column, share in shares.items() if share >= _TELLING and len(texts[column]) > 1]
    if fitting:
        best = max(fitting, key=lambda column: (len(texts[column]), -column))
        columns.choices = [choice for choice in columns.choices if choice.field != "unit"]
        columns.choose("unit", best, say("its values are units of the table of units"))
