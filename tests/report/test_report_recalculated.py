"""Hand edits recalculated by a real spreadsheet: what the sheet then says is what the judges say of the same file."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import report_samples as samples
from openpyxl import Workbook, load_workbook
from report_books import write
from typer.testing import CliRunner

from netcompose.cli import app
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Network
from netcompose.report.view import View
from netcompose.report.words import rule_name
from netcompose.report.workbook.pairs import follows_whole_chain, pairs
from netcompose.sheets import Column, Sheet

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HEADERS = ["Id", "Name", "Department", "Manager", "Level", "Apart from", "Together with"]
ROWS = [
    ["top", "Top", "Board", None, "Director", None, None],
    *([f"c{n}", f"Chief {n}", "ABC"[n], "top", "Chief", None, None] for n in range(3)),
    *([f"0{n}", f"Leader {n}", "ABC"[n % 3], f"c{n % 3}", "Leader of leaders", None, None] for n in range(6)),
    *([f"l{n}", f"Last {n}", "ABC"[n % 3], f"0{n % 6}", "Leader of employees", None, None] for n in range(6)),
]
WISHES = {"l0": ("l5", "l1"), "~*?": ("00", None)}
POLICY = """name = "own"
title = "Our own"
language = "{language}"
[participants]
levels = ["chief", "leader_of_leaders", "leader_of_employees"]
[networks]
size = "3-7"
number = 3
[rules]
reporting_line = "chain"
[[goals]]
goal = "mix"
attribute = "department"
rank = 1
"""


def solved(folder: Path, language: Language) -> Path:
    """A plan in which nobody sits with anybody above, made of a list with wishes and an id of signs that stand for any letters."""
    book = Workbook()
    assert book.active is not None
    for row in [HEADERS, *ROWS, ["~*?", "Wild Card", "B", "c1", "Leader of employees", None, None]]:
        apart, together = WISHES.get(str(row[0]), (row[-2], row[-1]))
        book.active.append([*row[:-2], apart, together])
    book.save(folder / "list.xlsx")
    policy, plan = folder / f"{language}.toml", folder / f"{language}.xlsx"
    policy.write_text(POLICY.format(language=language), "utf-8")
    answer = CliRunner().invoke(app, ["solve", str(folder / "list.xlsx"), "--policy", str(policy), "-o", str(plan)])
    assert answer.exit_code == 0, answer.stderr
    return plan


def moved(plan: Path, edited: Path, language: Language, seats: dict[str, str]) -> None:
    """Give people the network of somebody else, as by hand."""
    book = load_workbook(plan)
    sheet = book[Sheet.ASSIGNMENTS.title(language)]
    head = [cell.value for cell in sheet[1]]
    key, network = (head.index(column.title(language)) for column in (Column.ID, Column.NETWORK))
    rows = {row[key].value: row[network] for row in sheet.iter_rows(min_row=2)}
    there = {person: rows[other].value for person, other in seats.items()}
    for person, name in there.items():
        rows[person].value = name
    book.save(edited)


def judged(plan: Path) -> dict[str, int]:
    document = json.loads(CliRunner().invoke(app, ["check", str(plan), "--json", "-q"]).stdout)
    return {verdict["rule"]: verdict["violations"] for verdict in document["verdicts"]}


def live(path: Path, language: Language) -> dict[str, tuple[Any, ...]]:
    sheet = load_workbook(path, data_only=True)[Sheet.LIVE.title(language)]
    return {str(row[0]): row[1:4] for row in sheet.iter_rows(min_row=4, values_only=True)}


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_a_spreadsheet_warns_of_every_link_of_the_chain_and_of_wishes_as_the_judges_do(tmp_path: Path) -> None:
    edited = {}
    for language in Language:
        plan = solved(tmp_path, language)
        rules = {rule: rule_name(rule) for rule in ("reporting_line", "apart", "together")}
        assert [live(plan, language)[name.text(language)][:2] for name in rules.values()] == [(0, 0)] * 3
        # A superior of two steps, one of one step, one who is to be elsewhere, and one left by whom they should sit with.
        moves = {"l3": "c0", "l4": "04", "l0": "l5", "~*?": "00"}
        edited[language] = tmp_path / f"edited-{language}.xlsx"
        moved(plan, edited[language], language, moves)
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "reckoned"), *map(str, edited.values())]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for language, path in edited.items():
        told, rules_broken = live(tmp_path / "reckoned" / path.name, language), judged(path)
        assert rules_broken["reporting_line"] >= 2
        assert rules_broken["apart"] == 2
        assert rules_broken["together"] == 1
        for rule in ("reporting_line", "apart", "together"):
            now, in_plan, result = told[rule_name(rule).text(language)]
            assert (now, in_plan) == (rules_broken[rule], 0)
            assert str(result).startswith("✗")


@pytest.mark.parametrize(
    ("links", "followed"), [(63, True), (65, False)]
)  # n(n - 1) / 2 links of two steps and more, at most 2,000
def test_a_chain_of_too_many_links_is_not_followed_and_the_sheet_says_so(
    tmp_path: Path, links: int, followed: bool
) -> None:
    line = tuple(
        Person(
            id=f"{n:03}",
            name=f"Leader {n}",
            level=Level.LEADER_OF_LEADERS,
            level_name="Leader",
            manager=f"{n - 1:03}" if n else None,
        )
        for n in range(links + 1)
    )
    people, policy = Organisation(line), samples.policy(2)
    plan = samples.bare_plan(Network("1", "1", ("000", "002")), Network("2", "2", ("001",)))
    chained = policy.model_copy(update={"rules": policy.rules.with_reporting_line("chain")})
    view = View(plan, people, chained, Language.EN)
    assert follows_whole_chain(view) is followed
    assert len(pairs(view)) == (links * (links - 1) // 2 if followed else 0)
    write(tmp_path / "plan.xlsx", plan, people, policy=chained)
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Live check"]
    assert ("only the direct superior" in str(sheet["A2"].value)) is not followed
    assert sheet["B5"].value == int(followed)  # 000 and 002
    assert pairs(View(plan, people, policy, Language.EN)) == []
