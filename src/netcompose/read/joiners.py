"""Leaders who come, as HR writes them: a row of `field=value`, or a file with a row each."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netcompose.findings import Finding, Refused, Severity
from netcompose.language import say
from netcompose.organisation import Level, Person
from netcompose.read.details import network_id
from netcompose.read.files import open_book
from netcompose.read.headers import fields_of
from netcompose.read.levels import known_level
from netcompose.read.notebook import Notebook
from netcompose.read.table import find_table
from netcompose.read.text import day, holds_personal_number, id_key, login_key, name_key, parts, shown, yes_or_no
from netcompose.read.vocabulary import MANAGER_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from netcompose.organisation import Organisation

_TEXTS: Final = ("title", "email", "department", "workplace")
_ANSWERS: Final = ("new", "participates", "signed_up", "can_host", "can_mentor", "locked", "acting")
_LISTS: Final = ("competences", "wishes", "roles")
_NAMED: Final = ("together", "apart")


def read_joiners(
    given: Sequence[str], company: Organisation, levels: Mapping[Level, tuple[str, ...]]
) -> tuple[Person, ...]:
    """The people that `--joiner` describes; managers and others are found in the company, by id, name or e-mail, or among the joiners.

    Raises:
        Refused: something is missing or cannot be read (NC527).
    """
    rows = [row for text in given for row in _rows(text)]
    faults: list[Finding] = []
    known = _Known(company, rows)
    people = [person for row in rows if (person := _person(row, known, levels, faults)) is not None]
    if faults:
        raise Refused(faults)
    return tuple(people)


class _Known:
    """Whom a joiner's row may name, and what a level is called here."""

    def __init__(self, company: Organisation, rows: Sequence[Mapping[str, str]]) -> None:
        self.ids: dict[str, set[str]] = {}
        for person in company.people:
            self._enter(person.id, person.name, person.email)
        for row in rows:
            self._enter(_id(row), _name(row), row.get("email"))
        named = Counter((person.level, person.level_name) for person in company.people)
        self.level_of = {name.casefold(): level for (level, name), _ in reversed(named.most_common())}
        self.name_of = {level: name for (level, name), _ in reversed(named.most_common())}

    def _enter(self, id: str, name: str, email: str | None) -> None:
        keys = {("id", id_key(id)), ("name", name_key(name)), ("email", login_key(email or ""))}
        for kind, key in keys:
            if key:
                self.ids.setdefault(f"{kind} {key}", set()).add(id)

    def find(self, text: str) -> str | None:
        """The id of the one person whom a text names."""
        for key in (f"id {id_key(text)}", f"name {name_key(text)}", f"email {login_key(text)}"):
            if len(found := self.ids.get(key, set())) == 1:
                return next(iter(found))
        return None


def _rows(text: str) -> Iterator[dict[str, str]]:
    """The rows of one `--joiner`: of a file, or the one that the text itself is."""
    if "=" not in text or Path(text).is_file():
        notebook = Notebook()
        book = open_book(Path(text), notebook)
        table = next(
            (t for grid in book.grids if (t := find_table(grid, ())) and "name" in t.fields | _pair(t.fields)), None
        )
        if table is None:
            raise Refused([_fault(text, say("has no row of headers with a name"))])
        for row in table.rows:
            cells = {header: shown(row.cell(column)) for column, header in table.headers.items()}
            if any(cells.values()):
                yield _as_newcomer(_by_field(cells), told=bool(table.fields & _TELLING))
        return
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    told = _by_field({key.strip(): value.strip() for key, _, value in pairs})
    yield _as_newcomer(told, told=bool(told.keys() & _TELLING))


_TELLING: Final = frozenset({"new", "started"})
"""Fields that tell whether somebody is a new leader."""


def _as_newcomer(row: dict[str, str], *, told: bool) -> dict[str, str]:
    """Whoever comes is a new leader, unless it is told whether they are."""
    return row if told else {"new": "yes", **row}


def _pair(fields: set[str]) -> set[str]:
    return {"name"} if {"first_name", "last_name"} <= fields else set()


def _by_field(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells by field; a header that means none of them stays as it is, for a column of the organisation's own."""
    row: dict[str, str] = {}
    for header, value in cells.items():
        if not value:
            continue
        meanings = [header] if header in _FIELDS else [name for name, *_ in fields_of(header)]
        meanings = ["department" if name == "unit_name" else name for name in meanings]
        field = next((name for name in meanings if name in _FIELDS and name not in row), header)
        row["manager" if field in MANAGER_FIELDS else field] = value
    return row


_FIELDS: Final = frozenset(
    {
        *("id", "name", "first_name", "last_name", "level", "started", "max_mentees", "network"),
        *_TEXTS,
        *_ANSWERS,
        *_LISTS,
        *_NAMED,
        *MANAGER_FIELDS,
    }
)


def _name(row: Mapping[str, str]) -> str:
    return row.get("name") or " ".join(filter(None, (row.get("first_name"), row.get("last_name"))))


def _id(row: Mapping[str, str]) -> str:
    return row.get("id") or _name(row)


def _person(
    row: Mapping[str, str], known: _Known, levels: Mapping[Level, tuple[str, ...]], faults: list[Finding]
) -> Person | None:
    name = _name(row)
    if not name:
        faults.append(_fault("; ".join(f"{key}=…" for key in row), say("has no name")))
        return None
    if holds_personal_number(_id(row)):
        faults.append(_fault(name, say("has a personal number for an id")))
        return None
    fields: dict[str, Any] = {field: row[field] for field in _TEXTS if field in row}
    for field in _ANSWERS:
        if field in row:
            fields[field] = yes_or_no(row[field])
            if fields[field] is None:
                faults.append(
                    _fault(name, say("has '{value}' for {field}: neither yes nor no", value=row[field], field=field))
                )
    fields |= {field: parts(row[field]) for field in _LISTS if field in row}
    fields["network"] = network_id(row.get("network"))
    if "started" in row:
        fields["started"] = day(row["started"])
        if fields["started"] is None:
            faults.append(_fault(name, say("has '{value}' for a date", value=row["started"])))
    if "max_mentees" in row:
        fields["max_mentees"] = int(row["max_mentees"]) if re.fullmatch("[0-9]{1,6}", row["max_mentees"]) else None
        if fields["max_mentees"] is None:
            faults.append(_fault(name, say("has '{value}' for a whole number", value=row["max_mentees"])))
    if "manager" in row:
        fields["manager"] = known.find(row["manager"])
        if fields["manager"] is None:
            faults.append(_fault(name, say("has the manager '{value}', whom nobody here is", value=row["manager"])))
    for field in _NAMED:
        if field in row:
            found = {text: known.find(text) for text in parts(row[field])}
            fields[field] = tuple(id for id in found.values() if id is not None)
            faults.extend(
                _fault(name, say("names '{value}', whom nobody here is", value=text))
                for text, id in found.items()
                if id is None
            )
    written = row.get("level", "")
    level = known.level_of.get(written.casefold()) or known_level(written, levels)
    if written and level is None:
        faults.append(_fault(name, say("has the level '{value}', which nobody here has", value=written)))
    level = level or Level.LEADER_OF_EMPLOYEES
    own = tuple((key, value) for key, value in row.items() if key not in _FIELDS)
    level_name = written or known.name_of.get(level, level.value.replace("_", " "))
    return Person(id=_id(row), name=name, level=level, level_name=level_name, own_columns=own, **fields)


def _fault(who: str, fault: Any) -> Finding:
    return Finding(
        "NC527",
        Severity.ERROR,
        say("--joiner {who} {fault}.", who=who, fault=fault),
        say('Write it like --joiner "id=1234; name=Mette Holm; title=Skoleleder; department=Skole; manager=2001".'),
        value=who,
    )
