"""Any table of strings whatever ends in an organisation or in findings, never in another exception.

A longer run: NETCOMPOSE_EXAMPLES=5000 python -m pytest tests/read/test_any_table.py
"""

from __future__ import annotations

import os
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcompose.findings import Refused, Severity
from netcompose.language import Language
from netcompose.read import Reading
from netcompose.read.assemble import read_book
from netcompose.read.catalogue import CATALOGUE
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook
from netcompose.read.vocabulary import FIELDS, HEADERS

EXAMPLES = int(os.environ.get("NETCOMPOSE_EXAMPLES", "120"))
ALL_HEADERS = sorted(
    {title for named in HEADERS.values() for titles in named.values() for title in titles}
    | {f"Niveau {n}" for n in range(1, 5)}
)
COMMON = [
    "Id",
    "Navn",
    "Nærmeste leder",
    "Leder",
    "Stilling",
    "Enhed",
    "Overordnet",
    "Niveau",
    "E-mail",
    "Startdato",
    "Slutdato",
    "Status",
    "Netværk",
    "Sammen med",
]
VALUES = [
    "", "1", "2", "3", "007", "1.0", "Anna Holm", "Holm, Anna", "Bo", "Anna", "ja", "Nej", "X", "Vakant", "N/D", "#N/A", "=1+1", "010190-1234", "0101901234",
    "31-12-2020", "2030-01-01", "99-99-9999", "a@b.dk", "A \\ B", "A / B", "Leder", "Chef", "Direktør", "<b>x</b>", "&amp;", "1; 2", "Anna Holm, Bo", "I alt", "Current",
    "\ud800", "\x00\x1f", "\u202e\u200b", "İ", "ß", "{name}", "%s", "x" * 5000, "-", "0", "٣", "½", "①", ",", ";", "\\", "(1)", "Bo (2)", "Netværk 2", "[x](y)", "&#99999999;",
]  # fmt: skip
cells = st.sampled_from(VALUES) | st.text(max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(0, 8))
    header = draw(
        st.lists(st.sampled_from(COMMON) | st.sampled_from(ALL_HEADERS) | cells, min_size=width, max_size=width)
    )
    rows = draw(st.lists(st.lists(cells, min_size=0, max_size=width + 1), max_size=9))
    above = draw(st.lists(st.lists(cells, max_size=3), max_size=2))
    return [*above, header, *rows]


@st.composite
def people_tables(draw: st.DrawFn) -> list[list[str]]:
    """Tables that get past the headers, so that the rows behind them are put to the test."""
    number = st.sampled_from(["1", "2", "3", "4", "04", "", "Anna Holm"]) | cells
    name = st.sampled_from(["Anna Holm", "Bo Dam", "Cy Ø Lund", "Bo Dam", "Holm, Anna", "Vakant"]) | cells
    columns = draw(
        st.sampled_from(
            [
                ("Id", "Navn", "Nærmeste leder"),
                ("Navn", "Leder"),
                ("Fornavn", "Efternavn", "Manager ID", "Id"),
                ("Navn", "Enhed", "Overordnet enhed", "ErLeder"),
                ("Niveau 1", "Niveau 2", "Navn", "Leder"),
            ]
        )
    )
    kinds = {
        "Navn": name,
        "Fornavn": name,
        "Enhed": name,
        "Overordnet enhed": name,
        "ErLeder": st.sampled_from(["Ja", "Ja", "Nej", "?"]),
    }
    more = draw(st.lists(st.sampled_from(ALL_HEADERS) | st.sampled_from(COMMON) | cells, max_size=5))
    makers = [
        *(kinds.get(column, number | name) for column in columns),
        *(draw(st.sampled_from([cells, name, number])) for _ in more),
    ]
    rows = draw(st.lists(st.tuples(*makers).map(list), min_size=2, max_size=9))
    return [[*columns, *more], *rows]


readings = st.builds(
    Reading,
    columns=st.dictionaries(
        st.sampled_from(FIELDS) | st.text(max_size=5), st.sampled_from(COMMON) | st.text(max_size=5), max_size=2
    ),
    language=st.none() | st.sampled_from(Language),
    listed=st.sampled_from(["auto", "leaders", "staff"]),
    department_depth=st.none() | st.integers(-1, 5),
    today=st.just(date(2026, 6, 1)),
)


def check(sheets: dict[str, list[list[str]]], how: Reading, units: list[list[str]] | None) -> None:
    """Read it; whatever comes of it must be one of the two outcomes, and in order."""
    notebook = Notebook()
    try:
        reader = read_book(
            book_of("fil", sheets), how, notebook, None if units is None else book_of("enheder", {"Enheder": units})
        )
    except Refused as refusal:
        found = refusal.findings
        assert any(finding.severity is Severity.ERROR for finding in found)
    else:
        found = notebook.sorted()
        assert len(reader.organisation) == reader.counts.leaders > 0
        assert not any(finding.severity is Severity.ERROR for finding in found)
    for finding in found:
        assert finding.code in CATALOGUE
        text = f"{finding.message} {finding.remedy} {finding.value}"
        assert "010190" not in text


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    sheets=st.dictionaries(
        st.sampled_from(["Ark1", "Enheder", "Fordeling", "Ledere"]), tables(), min_size=1, max_size=2
    ),
    how=readings,
    units=st.none() | tables(),
)
def test_any_table_ends_in_an_organisation_or_in_findings(
    sheets: dict[str, list[list[str]]], how: Reading, units: list[list[str]] | None
) -> None:
    check(sheets, how, units)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    table=people_tables(),
    listed=st.sampled_from(["auto", "leaders", "staff"]),
    depth=st.none() | st.integers(0, 3),
    units=st.booleans(),
)
def test_any_table_of_people_ends_in_an_organisation_or_in_findings(
    table: list[list[str]], listed: str, depth: int | None, units: bool
) -> None:
    how = Reading(listed=listed, department_depth=depth, today=date(2026, 6, 1))  # type: ignore[arg-type]
    sheets = {"Ark1": table}
    if units:
        sheets["Enheder"] = [
            ["Enhed", "Overordnet enhed", "Enhedsleder"],
            ["Anna Holm", "", "1"],
            ["Bo Dam", "Anna Holm", "Bo Dam"],
            ["1", "Bo Dam", ""],
        ]
    check(sheets, how, None)


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_order_of_the_rows_changes_nothing(data: st.DataObject) -> None:
    header = ["Id", "Navn", "Nærmeste leder", "Fagområde"]
    few = st.sampled_from(["", "1", "2", "3", "Anna", "Bo", "Cy Dam"])
    rows = data.draw(st.lists(st.tuples(few, few, few, few).map(list), min_size=1, max_size=7))
    shuffled = data.draw(st.permutations(rows))

    def read(body: list[list[str]]) -> object:
        try:
            return read_book(
                book_of("fil", {"Ark1": [header, *body]}), Reading(listed="leaders"), Notebook()
            ).organisation
        except Refused as refusal:
            return {finding.code for finding in refusal.findings if finding.severity is Severity.ERROR}

    assert read(rows) == read(shuffled)


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), listed=st.sampled_from(["auto", "leaders", "staff"]))
def test_the_order_of_the_rows_changes_nothing_whatever_the_layout(data: st.DataObject, listed: str) -> None:
    header, *rows = data.draw(people_tables())
    shuffled = data.draw(st.permutations(rows))

    def read(body: list[list[str]]) -> object:
        try:
            return read_book(book_of("fil", {"Ark1": [header, *body]}), Reading(listed=listed), Notebook()).organisation  # type: ignore[arg-type]
        except Refused as refusal:
            return {finding.code for finding in refusal.findings if finding.severity is Severity.ERROR}

    assert read(rows) == read(shuffled)
