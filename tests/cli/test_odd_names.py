"""Names of signs that mean something to some program appear as themselves in everything that is written."""

from __future__ import annotations

import csv
import html
import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from ical.calendar_stream import IcsCalendarStream
from typer.testing import CliRunner, Result

from netcompose.cli import app

if TYPE_CHECKING:
    from pathlib import Path

ODD = [
    "=1+1",
    "@SUM(A1)",
    "+45",
    "-5",
    'O\'Hara "Quoted"',
    "Semi;kolon",
    "<3 & co",
    "{name}",
    "%s %d",
    "[bold]rich[/bold]",
    "C:\\temp\\new",
    "😀 👩\u200d👧",
    "אבג עברית",
    "می\u200cخواهم",
    "X" * 200,
    "one, two",
    "<script>alert(1)</script>",
    "<Ny leder>",
]
HEADERS = [
    "Id",
    "Name",
    "Title",
    "Department",
    "Workplace",
    "Manager",
    "Level",
    "E-mail",
    "New leader",
    "Wishes",
    "Own",
]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of such people, and all that solve writes of it."""
    made = tmp_path_factory.mktemp("odd")
    rows: list[list[str]] = [["top", "Top", "Director", "Board", "House", "", "Director", "", "", "", ""]]
    rows += [[f"c{n}", f"{ODD[n]} chief", "Chief", "A", "House", "top", "Chief", "", "", "", ""] for n in range(4)]
    rows += [
        [
            *(f"p{n:02}", f"{odd} {n}", odd, ["A", odd][n % 2], odd, f"c{n % 4}", "Leader of employees", ""),
            *("yes" * (n == 5), odd.replace(";", " ").replace(",", " "), odd),
        ]
        for n, odd in enumerate(ODD)
    ]
    with (made / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *rows])
    answer = run(
        *("solve", made / "list.csv", "--size", "5-6", "--lang", "en", "-o", made / "plan.xlsx"),
        *("--page", made / "plan.html", "--calendar", made / "cal", "--sheets-per-network", "--json"),
    )
    assert answer.exit_code == 0, answer.stderr
    (made / "plan.json").write_text(answer.stdout, "utf-8")
    (made / "screen.txt").write_text(answer.stderr, "utf-8")
    return made


def names() -> dict[str, str]:
    return {f"p{n:02}": f"{odd} {n}" for n, odd in enumerate(ODD)}


def texts(path: Path, sheet: str) -> str:
    return "\n".join(
        str(cell.value) for row in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in row if cell.value
    )


def test_in_the_workbook_and_no_formula_is_made_of_them(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    for sheet in ("Networks", "Assignments", "Mail texts"):
        told = texts(folder / "plan.xlsx", sheet)
        assert [name for name in names().values() if name not in told] == []
        assert not [cell for row in book[sheet].iter_rows() for cell in row if cell.data_type == "f"]
    head, *people = book["Assignments"].iter_rows(values_only=True)
    own = {str(row[0]): row[head.index("Own")] for row in people}
    assert {person: own[person] for person in names()} == {f"p{n:02}": odd for n, odd in enumerate(ODD)}


def test_on_the_page_and_in_the_calendars(folder: Path) -> None:
    page = (folder / "plan.html").read_text("utf-8")
    shown = html.unescape(re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", "", page, flags=re.S))
    assert [name for name in names().values() if name not in shown] == []
    document = json.loads((folder / "plan.json").read_text("utf-8"))
    hosts = {
        names()[meeting["host"]]
        for network in document["networks"]
        for meeting in network["meetings"]
        if meeting["host"]
    }
    calendar = IcsCalendarStream.calendar_from_ics((folder / "cal" / "all.ics").read_text("utf-8"))
    told = "\n".join(event.description or "" for event in calendar.events)
    assert hosts
    assert [host for host in hosts if host not in told] == []


def test_the_plan_reads_back_and_changes_are_told_with_them(folder: Path) -> None:
    assert run("check", folder / "plan.xlsx").exit_code == 0
    answer = run(
        *("rebalance", folder / "plan.xlsx", "--leaver", "p00", "--leaver", "p11", "--lang", "en", "--size", "4-6"),
        *("--joiner", "id=new; name==2+2 <i>New</i>; department=A; manager=c1", "-o", folder / "new.xlsx"),
        *("--page", folder / "new.html"),
    )
    assert answer.exit_code == 0, answer.stderr
    told = texts(folder / "new.xlsx", "Changes")
    for name in (names()["p00"], names()["p11"], "=2+2 <i>New</i>"):
        assert name in told
        assert html.escape(name) in (folder / "new.html").read_text("utf-8")
        assert name.split()[0] in answer.stderr
    assert "[bold]rich[/bold]" in run("explain", folder / "plan.xlsx", "--leader", "p09", "--lang", "en").output
