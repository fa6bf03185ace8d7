"""`rebalance` from outside: plans and org charts in, exit code, JSON, workbook and words out."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.compose.outcome import OutOfTime
from netcompose.language import say
from netcompose.plan import Clash
from netcompose.policy.calendar_settings import months_after

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ["Id", "Name", "Level", "Department", "Title", "Manager", "New leader", "Phone"]
SIZES = ["--size", "4-6", "--networks", "3"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"})


def chart(path: Path, *, without: tuple[str, ...] = (), more: tuple[list[object], ...] = ()) -> Path:
    """A director, two chiefs and fifteen leaders in five departments."""
    rows: list[list[object]] = [
        ["D", "Dea Top", "Director", None, "Director", None, None, None],
        ["X", "Xan Chief", "Chief", "A", "Chief", "D", None, None],
        ["Y", "Yrsa Chief", "Chief", "B", "Chief", "D", None, None],
    ]
    rows += [
        [
            f"{i:02}",
            f"Leader {chr(97 + i) * 2}",
            "Leader of employees",
            "ABCDE"[i % 5],
            f"Head {i}",
            "XY"[i % 2],
            None,
            f"5{i}",
        ]
        for i in range(15)
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADERS, *(row for row in rows if row[0] not in without), *more]:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    made = tmp_path / "plan.xlsx"
    assert run("solve", chart(tmp_path / "org.xlsx"), "-o", made, "--lang", "en", *SIZES).exit_code == 0
    return made


def document(*arguments: str | Path) -> dict[str, Any]:
    result = run("rebalance", *arguments, "--json", "--quiet", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_no_change_gives_the_same_plan(plan: Path, tmp_path: Path) -> None:
    before = document(plan, "-o", tmp_path / "a.xlsx")
    again = document(tmp_path / "a.xlsx", tmp_path / "org.xlsx", "-o", tmp_path / "b.xlsx")
    assert before["networks"] == again["networks"]
    assert before["moves"] == before["changes"] == again["moves"] == again["changes"] == []
    assert again["trade_off"][0]["moves"] == 0
    for sheet in ("Assignments", "Hosts", "Mentors", "Contacts"):
        assert rows(plan, sheet) == rows(tmp_path / "a.xlsx", sheet) == rows(tmp_path / "b.xlsx", sheet)
    assert "Changes" not in openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames


def test_a_leaver_and_a_joiner_by_option(plan: Path, tmp_path: Path) -> None:
    joiner = "id=90; name=Nora New; title=Head 3; department=D; manager=Yrsa Chief; new=yes; Phone=555-90"
    found = document(plan, "--leaver", "Leader dd", "--joiner", joiner, "-o", tmp_path / "r.xlsx")
    assert (found["format"], found["leavers"], found["joiners"]) == ("netcompose.plan/1", ["03"], ["90"])
    assert [s["leader"] for s in found["successors"]] == ["90"]
    assert found["moves"] == []
    [home] = [n["id"] for n in found["networks"] if "90" in n["members"]]
    assert [m["mentee"] for m in found["mentors"]] == ["90"]
    changes = rows(tmp_path / "r.xlsx", "Changes")
    assert changes[0] == ("Id", "Name", "From", "To", "What", "Why")
    assert ("90", "Nora New", None, f"Network {home}") in [row[:4] for row in changes]
    messages = {row[0]: row[-1] for row in rows(tmp_path / "r.xlsx", "Messages")}
    assert str(messages["90"]).startswith(f"Dear Nora New,\nYou have a seat in Network {home}.\n")
    assert "03" not in messages
    assert rows(tmp_path / "r.xlsx", "Trade-off")[0][0] == "Moves and mix"
    people = {row[0]: row for row in rows(tmp_path / "r.xlsx", "Assignments")}
    assert "555-90" in people["90"]
    assert "03" not in people


def test_next_years_org_chart(plan: Path, tmp_path: Path) -> None:
    new: list[object] = ["91", "Nis New", "Leader of employees", "E", "Something", "X", "yes", None]
    after = chart(tmp_path / "next.xlsx", without=("00", "Y"), more=(new,))
    book = openpyxl.load_workbook(after)
    for row in book.active.iter_rows(min_row=2):  # type: ignore[union-attr]
        if row[5].value == "Y":
            row[5].value = "01" if row[0].value == "03" else "D"
    book.save(after)
    found = document(plan, after, "-o", tmp_path / "r.xlsx", "--successor", "91=")
    assert (found["leavers"], found["joiners"], found["successors"]) == (["00"], ["91"], [])
    seats = {member: n["id"] for n in found["networks"] for member in n["members"]}
    assert seats["01"] != seats["03"]
    assert {n["roles"]["contact"] for n in found["networks"]} == {"X"}
    before = {row[0]: row[2] for row in rows(plan, "Assignments")}
    differ = {p for p, n in seats.items() if before.get(p) and before[p] != f"Network {n}"}
    assert {move["leader"] for move in found["moves"]} == differ
    shown = run("rebalance", plan, after, "-o", tmp_path / "s.xlsx", "--lang", "en")
    assert "1 leader has left" in shown.stderr


def test_any_list_with_a_network_column_is_a_plan(tmp_path: Path) -> None:
    path = chart(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, 9, "Network")
    for i, row in enumerate(sheet.iter_rows(min_row=5)):
        row[8].value = i % 3 + 1
    book.save(path)
    found = document(path, "--policy", "odder", *SIZES, "-o", tmp_path / "r.xlsx")
    assert found["moves"] == []
    assert all(meeting["host"] for n in found["networks"] for meeting in n["meetings"])


def test_a_list_of_names_and_networks_meets_its_org_chart(tmp_path: Path) -> None:
    names = [[f"Gruppe {i % 3 + 1}", f"Leader {chr(97 + i) * 2}"] for i in range(15)]
    book = openpyxl.Workbook()
    for row in [["Gruppe", "Medlem"], *names]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "names.xlsx")
    org = chart(
        tmp_path / "org.xlsx",
        without=("07",),
        more=(["08b", "Leader ii", *["Leader of employees", "C", "New", "X", None, None]],),
    )
    found = document(tmp_path / "names.xlsx", org, *SIZES, "-o", tmp_path / "r.xlsx")
    assert found["moves"] == []
    seats = {member: network["name"] for network in found["networks"] for member in network["members"]}
    assert {seats[f"{i:02}"] for i in range(15) if i % 3 == 0} == {found["networks"][0]["name"]}
    assert "07" not in seats
    assert {finding["code"] for finding in found["findings"]} >= {"NC525"}  # two are called Leader ii now


def test_joiners_from_a_file(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "joiners.csv"
    file.write_text("Navn;Stilling;Fagområde;Nærmeste leder\nMette Å;Leder;A;X\nBo Æ;Leder;B;Mette Å\n", "utf-8")
    found = document(plan, "--joiner", file, "-o", tmp_path / "r.xlsx")
    assert found["joiners"] == ["Bo Æ", "Mette Å"]
    seats = {member: n["id"] for n in found["networks"] for member in n["members"]}
    assert seats["Bo Æ"] != seats["Mette Å"]  # one is the other's superior


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["--leaver", "nobody"], "NC521", 3),
        (["--joiner", "name=Z Z; manager=nobody"], "NC527", 3),
        (["--joiner", "name=Z Z; new=perhaps; start=x; level=Emperor"], "NC527", 3),
        (["--joiner", "title=Leader"], "NC527", 3),
        (["--joiner", "id=03; name=Z Z"], "NC522", 3),
        (["--successor", "nonsense"], "", 2),
    ],
)
def test_what_cannot_be_understood_is_refused(
    plan: Path, tmp_path: Path, arguments: list[str], code: str, exit_code: int
) -> None:
    result = run("rebalance", plan, *arguments, "-o", tmp_path / "r.xlsx", "--lang", "en")
    assert result.exit_code == exit_code
    assert code in result.stderr
    assert not (tmp_path / "r.xlsx").exists()


def test_an_org_chart_is_no_plan(tmp_path: Path) -> None:
    result = run("rebalance", chart(tmp_path / "org.xlsx"), "-o", tmp_path / "r.xlsx", "--lang", "en")
    assert result.exit_code == 3
    assert "NC528" in result.stderr


def test_fewer_moves_than_the_rules_need_is_infeasible_with_ways_out(plan: Path, tmp_path: Path) -> None:
    network = rows(plan, "Assignments")[1][2]
    members = [str(row[0]) for row in rows(plan, "Assignments") if row[2] == network]
    leavers = [option for member in members[:2] for option in ("--leaver", member)]
    result = run(
        "rebalance", plan, *leavers, "--max-moves", "0", "--json", "-q", "-o", tmp_path / "r.xlsx", "--lang", "en"
    )
    assert result.exit_code == 4
    found = json.loads(result.stdout)
    assert found["format"] == "netcompose.infeasible/1"
    assert found["conflict"][0]["rule"] == "churn"
    assert found["ways_out"][0]["change"] == "Allow 1 move (--max-moves 1), or leave --max-moves out."
    fixed = document(plan, *leavers, "--max-moves", "1", "-o", tmp_path / "r.xlsx")
    assert len(fixed["moves"]) == 1


def test_who_has_met_is_remembered_from_plan_to_plan(plan: Path, tmp_path: Path) -> None:
    """Solved anew for new faces, the plan carries the networks that it parts, and the next round avoids these pairs too."""
    policy = tmp_path / "faces.toml"
    policy.write_text(
        'name = "faces"\n[networks]\nsize = "4-6"\nnumber = 3\n[[goals]]\ngoal = "new_faces"\nrank = 1\n', "utf-8"
    )

    def met(path: Path) -> set[frozenset[str]]:
        groups = [json.loads(str(r[1])) for r in rows(path, "About") if r[0] == "Earlier network (ids)"]
        return {frozenset((a, b)) for group in groups for a in group for b in group if a != b}

    def pairs(path: Path) -> set[frozenset[str]]:
        seats = [(str(r[0]), r[2]) for r in rows(path, "Assignments")[1:] if r[2]]
        return {frozenset((a, b)) for a, n in seats for b, m in seats if a != b and n == m}

    assert met(plan) == set()
    second, third = tmp_path / "second.xlsx", tmp_path / "third.xlsx"
    assert run("solve", plan, "--policy", policy, "-o", second, "--lang", "en").exit_code == 0
    assert met(second) == pairs(plan)
    result = run("solve", second, "--policy", policy, "-o", third, "--lang", "en", "--json", "-q")
    assert result.exit_code == 0
    assert met(third) == pairs(plan) | pairs(second)
    [goal] = json.loads(result.stdout)["goals"]
    assert goal["value"] == len(pairs(third) & pairs(plan)) + len(pairs(third) & pairs(second))
    assert document(third, "-o", tmp_path / "r.xlsx")["moves"] == []
    assert met(tmp_path / "r.xlsx") == met(third)


def test_page_calendars_and_handouts_are_written_and_tell_what_has_changed(plan: Path, tmp_path: Path) -> None:
    page, folder = tmp_path / "new.html", tmp_path / "kalender æ #1"
    gone = {"leaver": "02", "name": "Leader cc"}
    result = run(
        *("rebalance", plan, "--leaver", gone["leaver"], "--lang", "en", "-o", tmp_path / "new.xlsx"),
        *("--page", page, "--calendar", folder, "--sheets-per-network"),
    )
    assert result.exit_code == 0, result.stderr
    assert str(page.name) in result.stderr.replace("\n", "")
    told = page.read_text("utf-8")
    assert '<section id="changes"' in told
    before, changed, after = re.split(
        r'<section id="changes"|(?<=</section>)\n<section aria-labelledby="good-h">', told
    )
    assert gone["name"] in changed
    assert gone["name"] not in before + after.replace(f"(before: {gone['name']})", "")  # they have no seat
    links = set(re.findall(r'href="([^"]+\.ics)"', told))
    assert {unquote(link) for link in links} == {f"{folder.name}/network-{n}.ics" for n in (1, 2, 3)}
    assert all((page.parent / unquote(link)).is_file() for link in links)
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert "Network 3" in book.sheetnames
    for sheet in ("Networks", "Network 3"):
        targets = [cell.hyperlink.target for row in book[sheet] for cell in row if cell.hyperlink is not None]
        assert targets
        assert all((tmp_path / unquote(str(target)).replace("\\", "/")).is_file() for target in targets)


def test_the_page_of_an_unchanged_plan_says_so(plan: Path, tmp_path: Path) -> None:
    result = run("rebalance", plan, "--lang", "en", "-o", tmp_path / "new.xlsx", "--page", tmp_path / "new.html")
    assert result.exit_code == 0
    assert "Nobody changes network, and nobody has come or left." in (tmp_path / "new.html").read_text("utf-8")


def test_files_that_are_there_are_found_before_the_long_work(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "new.html").write_text("mine", "utf-8")
    result = run("rebalance", plan, "-o", tmp_path / "new.xlsx", "--page", tmp_path / "new.html")
    assert result.exit_code == 2
    assert (tmp_path / "new.html").read_text("utf-8") == "mine"
    assert not (tmp_path / "new.xlsx").exists()


def test_a_newcomer_is_new_unless_the_row_tells(plan: Path, tmp_path: Path) -> None:
    row = "id=90; name=Nora New; afdeling=D; manager=Yrsa Chief"
    told = {
        more: document(plan, "--joiner", row + more, "-o", tmp_path / f"{i}.xlsx")["mentors"]
        for i, more in enumerate(["", "; new=no", "; started=2001-01-01"])
    }
    assert [[mentor["mentee"] for mentor in mentors] for mentors in told.values()] == [["90"], [], []]
    people = {row[0]: row for row in rows(tmp_path / "0.xlsx", "Assignments")}
    header = rows(tmp_path / "0.xlsx", "Assignments")[0]
    assert people["90"][header.index("Department")] == "D"


def test_a_file_of_newcomers_with_a_column_for_new_leaders_is_believed(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "joiners.csv"
    file.write_text("id;name;manager;new leader\n90;Nora New;X;\n91;Nis Next;Y;yes\n", "utf-8")
    found = document(plan, "--joiner", file, "-o", tmp_path / "r.xlsx")
    assert [mentor["mentee"] for mentor in found["mentors"]] == ["91"]


def test_a_plan_made_elsewhere_is_known_by_names_not_by_its_row_numbers(plan: Path, tmp_path: Path) -> None:
    members = [row for row in rows(plan, "Assignments") if row[2]]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Id", "Name", "Network", "Level", "Department"])
    columns = [members[0].index(title) for title in ("Network", "Level", "Department")]
    for number, row in enumerate(members[1:], start=1):
        sheet.append([number + 15, row[1], *(row[c] for c in columns)])
    book.save(tmp_path / "elsewhere.xlsx")
    after = chart(tmp_path / "next.xlsx")
    result = run("rebalance", tmp_path / "elsewhere.xlsx", after, "-o", tmp_path / "r.xlsx", "--json", *SIZES)
    found = json.loads(result.stdout)
    assert (found["leavers"], found["joiners"], found["moves"]) == ([], [], [])


def test_a_host_who_has_left_stays_in_the_history(tmp_path: Path) -> None:
    first = date.today() - timedelta(days=200)
    policy = tmp_path / "own.toml"
    policy.write_text(
        f'name = "own"\n[period]\nfirst = {first.isoformat()}\n[networks]\nsize = "4-6"\nnumber = 3\n'
        '[duties.host]\n[meetings]\na_year = 3\nhours = 2\n[[goals]]\ngoal = "even_size"\nrank = 1\n',
        "utf-8",
    )
    made = run(
        "solve", chart(tmp_path / "chart.xlsx"), "--policy", policy, "-o", tmp_path / "plan.xlsx", "--lang", "en"
    )
    assert made.exit_code == 0, made.output
    held = next(row for row in rows(tmp_path / "plan.xlsx", "Hosts")[1:] if row[1] == 1)
    once = run("rebalance", tmp_path / "plan.xlsx", "--leaver", str(held[3]), "-o", tmp_path / "a.xlsx")
    assert once.exit_code == 0, once.output
    twice = run("rebalance", tmp_path / "a.xlsx", "-o", tmp_path / "b.xlsx")
    assert "Nothing has changed" in twice.output
    for file in ("a.xlsx", "b.xlsx"):
        [row] = [row for row in rows(tmp_path / file, "Hosts") if row[:2] == held[:2]]
        assert row[2:4] == held[2:4]
        judged = run("check", tmp_path / file)
        assert judged.exit_code == 0, judged.output
        assert "NC221" not in judged.output


def test_without_a_name_the_new_plan_goes_beside_the_last_one_under_the_first_free_name(plan: Path) -> None:
    names = []
    for more in ((), (), ("--force",)):
        before = set(plan.parent.iterdir())
        assert run("rebalance", plan, "--quiet", *more).exit_code == 0
        names.append(sorted(file.name for file in set(plan.parent.iterdir()) - before))
    assert names == [["plan-rebalanced.xlsx"], ["plan-rebalanced (2).xlsx"], []]


def test_no_plan_in_time_is_told_with_what_is_suspected(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspected = Clash("apart", ("00", "01"), say("Leader aa and Leader bb may not meet."))
    monkeypatch.setattr("netcompose.tasks.rebalance.seat_anew", lambda *_, **__: OutOfTime((suspected,)))
    result = run("rebalance", plan, "-o", tmp_path / "r.xlsx", "--json", "--lang", "en")
    assert result.exit_code == 5
    assert json.loads(result.stdout)["suspected"] == [
        {"rule": "apart", "people": ["00", "01"], "message": "Leader aa and Leader bb may not meet."}
    ]
    assert "No plan was found within the time limit" in result.stderr
    assert " ? Apart from: Leader aa and Leader bb may not meet." in result.stderr
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize(("months_ago", "goes_on"), [(2, True), (30, False)])
def test_a_policy_that_leaves_its_first_day_open_goes_on_with_the_plans_period_while_that_lasts(
    tmp_path: Path, months_ago: int, goes_on: bool
) -> None:
    today = date.today()
    first = months_after(today.replace(day=1), -months_ago)
    text = 'name = "own"\n[networks]\nsize = "4-6"\nnumber = 3\n[meetings]\na_year = 3\nhours = 2\n'
    dated, still_open = tmp_path / "dated.toml", tmp_path / "open.toml"
    dated.write_text(f"{text}[period]\nfirst = {first.isoformat()}\n", "utf-8")
    still_open.write_text(text, "utf-8")
    made = run("solve", chart(tmp_path / "chart.xlsx"), "--policy", dated, "-o", tmp_path / "plan.xlsx", "--quiet")
    assert made.exit_code == 0, made.output
    found = document(tmp_path / "plan.xlsx", "--policy", still_open, "-o", tmp_path / "r.xlsx")
    days = [date.fromisoformat(meeting["date"]) for network in found["networks"] for meeting in network["meetings"]]
    if goes_on:
        assert all(first <= day < months_after(first, 12) for day in days)
    else:
        assert all(day > today for day in days)
