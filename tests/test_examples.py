"""The example workbook is what it says it is, read with nothing of ours."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "make_examples.py"
ODDER = ROOT / "data" / "examples" / "odder.xlsx"
ABOVE = {"Direktør", "Fagchef", "Stabschef"}


def content(path: Path) -> list[tuple[Any, ...]]:
    book = load_workbook(path)
    assert book.sheetnames == ["Ledere"]
    return list(book["Ledere"].iter_rows(values_only=True))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    head, *body = content(ODDER)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def members(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["Lederniveau"] not in ABOVE and not row["Konstitueret"]]


def test_the_kept_file_is_the_one_the_script_writes_and_each_run_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        subprocess.run([sys.executable, SCRIPT, tmp_path / name], check=True, capture_output=True)
    once, again = tmp_path / "one" / "odder.xlsx", tmp_path / "two" / "odder.xlsx"
    assert once.read_bytes() == again.read_bytes()
    assert content(once) == content(ODDER)
    for name in ("nyborg", "aalborg", "albertslund", "danica"):
        once, again = tmp_path / "one" / f"{name}.xlsx", tmp_path / "two" / f"{name}.xlsx"
        assert once.read_bytes() == again.read_bytes()
        assert content(once) == content(ODDER.with_name(f"{name}.xlsx"))


@pytest.mark.parametrize("name", ["nyborg", "aalborg", "albertslund", "danica"])
def test_the_other_examples_have_people_of_one_name_and_number_each_and_one_top(name: str) -> None:
    head, *body = content(ODDER.with_name(f"{name}.xlsx"))
    rows = [dict(zip(head, row, strict=True)) for row in body]
    for column in ("Medarbejdernummer", "Navn", "E-mail"):
        assert len({row[column] for row in rows}) == len(rows)
    numbers = {row["Medarbejdernummer"] for row in rows}
    assert [row["Lederniveau"] for row in rows if row["Nærmeste leder"] is None] == ["Direktør"]
    assert {row["Nærmeste leder"] for row in rows} - {None} <= numbers
    assert all(row["E-mail"].endswith(".example") for row in rows)


def test_levels(rows: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    assert Counter(row["Lederniveau"] for row in members) == {"Leder af ledere": 12, "Leder af medarbejdere": 66}
    above = Counter(row["Lederniveau"] for row in rows if row["Lederniveau"] in ABOVE)
    assert above == {"Direktør": 3, "Fagchef": 7, "Stabschef": 3}
    assert len(rows) == 78 + 13 + 1


def test_every_line_of_reporting_leads_to_the_top(rows: list[dict[str, Any]]) -> None:
    by_number = {row["Medarbejdernummer"]: row for row in rows}
    assert len(by_number) == len({row["Navn"] for row in rows}) == len({row["E-mail"] for row in rows}) == len(rows)
    assert len({int(number) for number in by_number}) == len(rows)
    assert [row["Stilling"] for row in rows if row["Nærmeste leder"] is None] == ["Kommunaldirektør"]
    rank = {"Direktør": 0, "Fagchef": 1, "Stabschef": 1, "Leder af ledere": 2, "Leder af medarbejdere": 3}
    for row in rows:
        manager = by_number.get(row["Nærmeste leder"])
        if manager is None:
            continue
        assert rank[manager["Lederniveau"]] < rank[row["Lederniveau"]] or rank[row["Lederniveau"]] == 0
        if rank[row["Lederniveau"]] > 1:
            assert manager["Fagområde"] == row["Fagområde"]
    managers = {row["Nærmeste leder"] for row in rows}
    for row in rows:
        assert (row["Medarbejdernummer"] in managers) == (row["Lederniveau"] != "Leder af medarbejdere")
    above = Counter(
        by_number[row["Nærmeste leder"]]["Lederniveau"]
        for row in rows
        if row["Lederniveau"] == "Leder af medarbejdere" and not row["Konstitueret"]
    )
    assert above == {"Leder af ledere": 35, "Fagchef": 22, "Stabschef": 9}


def test_new_and_acting_leaders(rows: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    year = (datetime(2025, 9, 1), datetime(2026, 9, 1))
    new = [row for row in rows if row["Ny leder"] == "Ja"]
    assert Counter(row["Lederniveau"] for row in new) == {"Leder af ledere": 1, "Leder af medarbejdere": 7}
    assert [row for row in members if year[0] <= row["Leder siden"] < year[1]] == new
    (acting,) = [row for row in rows if row["Konstitueret"] == "Ja"]
    (chief,) = [row for row in rows if row["Medarbejdernummer"] == acting["Nærmeste leder"]]
    assert chief["Lederniveau"] == "Fagchef"
    assert Counter(row["Kan være vært"] for row in members) == {None: 76, "Nej": 2}


def test_cells_look_like_an_export(rows: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    sizes = Counter(row["Fagområde"] for row in members)
    assert sorted(sizes.values()) == [3, 3, 3, 4, 5, 7, 8, 12, 16, 17]
    for row in rows:
        assert re.fullmatch(r"\d{4,6}", row["Medarbejdernummer"])
        assert re.fullmatch(r"\d{4}", row["Telefonlokal"])
        assert re.fullmatch(r"[a-z.]+@elmedal\.example", row["E-mail"])
        assert isinstance(row["Leder siden"], datetime)
    assert sum(row["Medarbejdernummer"].startswith("0") for row in rows) > 10
    sheet = load_workbook(ODDER)["Ledere"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:M{len(rows) + 1}"
    assert all(cell.font.bold for cell in sheet[1])
