"""The workbook, read back cell by cell: it says what the plan says, and text stays text."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from report_books import cells, records, write

from netcompose.findings import Finding, Severity
from netcompose.language import Language, say
from netcompose.organisation import Organisation
from netcompose.plan import Appointments, Composition, Meeting, Move, Network, NotPlaced, Plan, Verdict, WorstNetwork
from netcompose.policy.settings import Duties
from netcompose.report.workbook import ensure_writable
from netcompose.report.workbook.book import MOST_CHARACTERS, clean, lines, within
from netcompose.sheets import Fact, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

ODD_NAMES = (
    "=1+1",
    "+x",
    "-2",
    "@x",
    "{=A1}",
    "<script>alert(1)</script>",
    "http://example.org",
    "000123",
    "x" * 200,
    "Åse 😀 Ærø",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    'O\'Neil "Bo"; & Co.',
    "[red]Rød[/red]",
    "to\nlinjer",
    "_x000D_",
    " polstret ",
    "*",
)


def charts(book: Workbook) -> int:
    return len(book["Mix"]._charts)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return write(tmp_path_factory.mktemp("plan") / "plan.xlsx")


@pytest.mark.parametrize("language", list(Language))
def test_sheets_come_in_their_order_and_in_the_language(tmp_path: Path, language: Language) -> None:
    book = write(tmp_path / "plan.xlsx", language=language)
    when_asked = {Sheet.MEETINGS, Sheet.THEMES, Sheet.PHASES, Sheet.TOPICS, Sheet.CLOSED_DAYS, Sheet.CHANGES}
    when_asked |= {Sheet.MESSAGES, Sheet.TRADE_OFF, Sheet.SCENARIOS}
    written = [sheet for sheet in Sheet if sheet not in when_asked]
    shown = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    assert shown == [sheet.title(language) for sheet in written if sheet is not Sheet.LISTS]
    assert book[Sheet.LISTS.title(language)].sheet_state == "hidden"
    assert cells(book, Sheet.LISTS.title(language))[0][0] == ("Netværk 1" if language is Language.DA else "Network 1")


def test_networks_are_blocks_that_say_everything(book: Workbook) -> None:
    rows = cells(book, "Networks")
    assert rows[0][0] == "Leadership networks"
    assert rows[1][0] == "Strandby Kommune: tværgående ledernetværk · 9 networks · 78 leaders"
    assert rows[2] == ("Name", "Title", "Level", "Department", "Workplace", "Hosts meeting", "New leader · mentor")
    assert (rows[3][0], rows[3][6]) == ("Network 1", "9 members")
    assert rows[4][0] == "Contact: Gorm Illemann, Chef for Skole og læring"
    anne = ("Anne Aagaard", "Områdeleder, skole", "Leder af ledere", "Skole og læring", "Rådhuset, Torvet 1", "1", None)
    assert rows[5] == anne
    said = [row[6] for row in rows if row[6] and "entor" in row[6]]
    assert "New leader · mentor: Jytte Lindvang" in said
    assert "Mentor for Bo Hvidkær" in said
    assert rows[-2][0] == "Without a seat"
    assert rows[-1][0] == "Gorm Møgelbjerg"
    assert rows[-1][5] == "acting: to be agreed – ask Gorm Clemmensen, Områdeleder, beskæftigelse"


def test_networks_print_whole_blocks_on_pages_across(book: Workbook) -> None:
    sheet = book["Networks"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert (
        not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    )  # or Excel ignores the breaks
    starts = [row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("Network ")]
    assert [found.id + 1 for found in sheet.row_breaks.brk] == [starts[3], starts[6]]
    width = sum(sheet.column_dimensions[letter].width * 7 for letter in "ABCDEFG") * sheet.page_setup.scale / 100
    assert width < 1_000


def test_a_department_has_its_colour_and_keeps_it(book: Workbook) -> None:
    seen: dict[str, set[str]] = {}
    for row in book["Networks"].iter_rows(min_row=4, max_row=110):
        if row[3].value in samples.DEPARTMENTS and row[0].value != "Gorm Møgelbjerg":
            seen.setdefault(row[3].value, set()).add(row[3].fill.fgColor.rgb)
    assert len(seen) == len(samples.DEPARTMENTS)
    assert all(len(colours) == 1 for colours in seen.values())
    assert len(set.union(*seen.values())) == len(seen)


def test_hosts_mentors_and_contacts(book: Workbook) -> None:
    hosts, mentors, contacts = (records(book, sheet) for sheet in ("Hosts", "Mentors", "Contacts"))
    assert len(hosts) == 27
    assert hosts[0] == {
        "Network": "Network 1",
        "Meeting": 1,
        "Host": "Anne Aagaard",
        "Host id": "10000",
        "Place": "Rådhuset, Torvet 1",
    }
    assert len(mentors) == 9
    assert mentors[0] == {
        "Network": "Network 1",
        "New leader": "Bo Hvidkær",
        "New leader id": "10049",
        "New leader's department": "Børn, unge og familie",
        "Mentor": "Jytte Lindvang",
        "Mentor id": "10033",
        "Mentor's department": "Beskæftigelse",
    }
    assert contacts[0] == {
        "Network": "Network 1",
        "Contact": "Gorm Illemann",
        "Contact id": "0100",
        "Title": "Chef for Skole og læring",
        "Department": "Skole og læring",
        "Members": 9,
        "Members who report to the contact": 1,
    }


def test_what_nobody_was_found_for_is_seen(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = replace(samples.plan(people), appointments=Appointments())
    book = write(tmp_path / "plan.xlsx", plan, people)
    assert records(book, "Hosts")[0] == {
        "Network": "Network 1",
        "Meeting": 1,
        "Host": "(nobody yet)",
        "Host id": None,
        "Place": None,
    }
    assert {row["Mentor"] for row in records(book, "Mentors")} == {"(nobody yet)"}
    assert records(book, "Contacts")[0]["Members who report to the contact"] is None
    assert "New leader" in [row[6] for row in cells(book, "Networks")]
    assert not any(str(row[0]).startswith("Contact:") for row in cells(book, "Networks"))


def test_duties_that_the_policy_does_not_hand_out_have_no_sheet(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = replace(samples.plan(people), appointments=Appointments())
    book = write(tmp_path / "plan.xlsx", plan, people, policy=samples.policy().model_copy(update={"duties": Duties()}))
    assert not {"Hosts", "Mentors", "Contacts"} & set(book.sheetnames)


def test_dates_stand_beside_the_hosts_when_there_are_any(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = replace(
        samples.plan(people), meetings=(Meeting("1", 1, date(2026, 1, 20), time(9), time(11)), Meeting("1", 2))
    )
    first, second, third, *_ = records(write(tmp_path / "plan.xlsx", plan, people), "Hosts")
    assert (first["Date"], first["From hour"], first["To hour"]) == (datetime(2026, 1, 20), "09:00", "11:00")
    assert second["Date"] is None
    assert third["From hour"] is None


def test_moves_have_a_sheet_when_there_are_any(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = replace(samples.plan(people), moves=(Move("10004", "2", "Nord"), Move("10000", "1", "3")))
    assert cells(write(tmp_path / "plan.xlsx", plan, people), "Changes") == [
        ("Id", "Name", "From", "To"),
        ("10000", "Anne Aagaard", "Network 1", "Network 3"),
        ("10004", people.person("10004").name, "Network 2", "Nord"),
    ]


def test_the_mix_is_counted_and_told(book: Workbook) -> None:
    rows = cells(book, "Mix")
    assert rows[1][0] == "Proven: no better plan exists under these rules and goals."
    assert (
        rows[2][0]
        == "14 pairs of colleagues from the same department meet in a network; no composition can have fewer."
    )
    (top,) = (number for number, row in enumerate(rows) if row[0] == "Mix of department")
    assert rows[top + 1][:3] == ("Network", "Beskæftigelse", "Børn, unge og familie")
    assert [sum(row[1:10]) for row in rows[top + 2 : top + 11]] == [row[10] for row in rows[top + 2 : top + 11]]
    assert rows[top + 11][0] == "Total"
    assert rows[top + 11][10] == 78
    assert rows[top + 12][10] == 1
    assert rows[top + 13][10] == pytest.approx(78 / 9)
    assert charts(book) == 2
    assert len(book["Mix"].conditional_formatting) == 2


def test_the_worst_network_is_told_on_the_sheets_mix_and_checks(tmp_path: Path) -> None:
    people = samples.organisation()
    worst = WorstNetwork("department", 3, "2", 3)
    verdict = Verdict("fairness", say("So many."), cost=3, attribute="department")
    plan = samples.plan(people)
    made = replace(plan, fairness=(worst,), verdicts=(*plan.verdicts, verdict))
    written = write(tmp_path / "plan.xlsx", made, people)
    assert cells(written, "Mix")[2 + len(plan.goals)][0] == (
        "No network has more than 3 pairs with the same department (Network 2); "
        "with these values no plan has a better worst network."
    )
    assert ("The worst network: department", "✓", "So many.") in cells(written, "Checks")


def test_values_that_are_missing_or_too_many_for_a_chart(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = samples.plan(people)
    several = Organisation(
        tuple(
            replace(person, department=None if number % 5 == 0 else f"Fag {number % 40}")
            for number, person in enumerate(people.people)
        )
    )
    book = write(tmp_path / "plan.xlsx", plan, several)
    rows = cells(book, "Mix")
    (top,) = (number for number, row in enumerate(rows) if row[0] == "Mix of department")
    assert "(none)" in rows[top + 1]
    assert book["Mix"].cell(top + 2, 2).alignment.textRotation == 90
    assert charts(book) == 1
    single = Organisation(tuple(replace(person, department="Et") for person in people.people))
    assert charts(write(tmp_path / "single.xlsx", plan, single)) == 1


def test_fourteen_values_get_greys_after_the_colours(tmp_path: Path) -> None:
    people = samples.organisation()
    many = Organisation(
        tuple(replace(person, department=f"Fag {number % 14:02}") for number, person in enumerate(people.people))
    )
    assert charts(write(tmp_path / "plan.xlsx", samples.plan(people), many)) == 2


def test_checks_and_open_questions(book: Workbook) -> None:
    assert cells(book, "Checks") == [
        ("Rule", "Result", "What was found"),
        ("Everybody has one seat", "✓", "Everybody who takes part has exactly one seat."),
        ("Size of the networks", "✓", "9 networks of 8-9 members."),
        ("No superior with a subordinate", "✗", "No leader sits with their own superior."),
        (None, None, "Bo Engstrup sits with Åse Lindvang."),
        ("Mix: department", "✓", "14 pairs of members with the same department meet in a network."),
        (
            "Without a seat",
            "?",
            "Gorm Møgelbjerg: acting: to be agreed – ask Gorm Clemmensen, Områdeleder, beskæftigelse",
        ),
    ]


def test_a_reason_that_many_share_is_counted(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = samples.plan(people)
    not_signed_up = tuple(NotPlaced(person.id, say("not signed up")) for person in people.people[:6])
    plan = replace(plan, not_placed=(*plan.not_placed, *not_signed_up))
    book = write(tmp_path / "plan.xlsx", plan, people)
    assert cells(book, "Checks")[-2:] == [
        ("Without a seat", "–", "6 leaders have no seat: not signed up"),
        (
            "Without a seat",
            "?",
            "Gorm Møgelbjerg: acting: to be agreed – ask Gorm Clemmensen, Områdeleder, beskæftigelse",
        ),
    ]
    assert [row[0] for row in cells(book, "Networks") if row[0] and "have no seat" in row[0]] == [
        "6 leaders have no seat: not signed up"
    ]
    five = write(tmp_path / "five.xlsx", replace(plan, not_placed=not_signed_up[:5]), people)
    assert [row[1] for row in cells(five, "Checks")[-5:]] == ["?"] * 5


def test_checks_name_all_who_break_a_rule_and_some_of_a_goal(tmp_path: Path) -> None:
    people = samples.organisation()
    forty = tuple(say("Place {n}.", n=n) for n in range(40))
    broken = Verdict("apart", say("Apart."), violations=40, witnesses=forty)
    open_goal = Verdict("mix", say("99 pairs."), cost=99, witnesses=forty, attribute="department")
    plan = replace(samples.plan(people), verdicts=(broken, open_goal), not_placed=())
    rows = cells(write(tmp_path / "plan.xlsx", plan, people), "Checks")[1:]
    assert [row[1] for row in rows if row[1]] == ["✗", "–"]
    assert len(rows) == 1 + 40 + 1 + 30 + 1
    assert rows[-1][2] == "… and 10 more; see the sheet Mix"


def test_findings_each_in_a_row(book: Workbook, tmp_path: Path) -> None:
    rows = cells(book, "Findings")
    assert rows[0] == ("Severity", "Code", "Sheet", "Cell", "Value", "What was found", "What to do")
    assert rows[1][:5] == ("Warning", "NC203", "Ledere", "F14", "Vakant")
    assert rows[3][:5] == ("Note", "NC301", None, None, None)
    error = Finding("NC101", Severity.ERROR, say("{name} twice.", name="=Bo"), say("Look."), value="=1+1")
    assert cells(write(tmp_path / "error.xlsx", findings=(error,)), "Findings")[1][4:6] == ("=1+1", "=Bo twice.")
    none = cells(write(tmp_path / "none.xlsx", findings=()), "Findings")
    assert [row[0] for row in none[1:]] == [None, "Nothing was found that needs a look."]


def test_about_tells_enough_to_repeat(book: Workbook) -> None:
    rows = cells(book, "About")
    told = dict(rows)
    assert told["Policy"] == "sample"
    assert told["Policy source"] == "Et opdigtet kommissorium"
    assert told["Input file"] == "orgchart.xlsx"
    assert told["Input SHA-256"] == "9f" * 32
    assert (told["Seed"], told["Option"], told["Language"]) == ("1", "--seed 1", "en")
    assert [row[1] for row in rows if row[0] == "Version"] == ["netcompose 0.1.0", "ortools 9.15"]
    assert rows[2][1] == (
        "1. 14 pairs of colleagues from the same department meet in a network; no composition can have fewer. "
        "(value 14, unavoidable 14, proven bound 14, excess 0, gap 0)"
    )
    policy = "\n".join(row[1] or "" for row in rows if row[0] == Fact.POLICY_TOML.english)
    assert policy + "\n" == samples.PROVENANCE.policy_toml


def test_a_policy_without_title_or_source_has_no_such_rows(tmp_path: Path) -> None:
    policy = samples.policy().model_copy(update={"title": "", "source": ""})
    book = write(tmp_path / "plan.xlsx", policy=policy)
    assert not {"Policy title", "Policy source"} & {row[0] for row in cells(book, "About")}
    assert cells(book, "Networks")[1][0] == "sample · 9 networks · 78 leaders"


def test_rows_are_high_enough_for_long_names(tmp_path: Path) -> None:
    people = samples.organisation()
    first = people.person("10000")
    long = people.with_people({first.id: replace(first, name="Anne " * 40)})
    sheet = write(tmp_path / "plan.xlsx", samples.plan(people), long)["Networks"]
    (row,) = (row for row in range(1, 30) if str(sheet.cell(row, 1).value).startswith("Anne Anne"))
    assert sheet.row_dimensions[row].height >= 4 * 15


def test_what_a_cell_cannot_hold_is_mended() -> None:
    assert clean("a\ud800b\x07\uffff\t\n") == "a\ufffdb\ufffd\ufffd\t\n"
    assert len(clean("x" * 40_000)) == MOST_CHARACTERS
    assert lines("", 100) == 1
    assert lines("a\nb", 100) == 2
    assert lines("word " * 40, 100) > 10


@pytest.mark.parametrize("language", list(Language))
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, language: Language) -> None:
    write(tmp_path / "a.xlsx", language=language)
    write(tmp_path / "b.xlsx", language=language)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_existing_file_is_refused_and_a_failure_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write(path)
    with pytest.raises(FileExistsError):
        ensure_writable(path)

    def fail(*_: object) -> None:
        raise RuntimeError("halfway")

    with monkeypatch.context() as patched:
        patched.setattr("netcompose.report.workbook.build.write_findings", fail)
        with pytest.raises(RuntimeError, match="halfway"):
            write(path, force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert "About" in write(path, force=True).sheetnames


@pytest.mark.parametrize(("leaders", "number"), [(3, 1), (27, 3), (3_000, 350)])
def test_it_works_for_few_and_for_many(tmp_path: Path, leaders: int, number: int) -> None:
    people = samples.organisation(leaders)
    book = write(tmp_path / "plan.xlsx", samples.plan(people, number), people, policy=samples.policy(number))
    assert sum(str(row[0]).startswith("Network ") for row in cells(book, "Networks")) == number
    assert len(records(book, "Assignments")) == len(people)


def test_nobody_at_all_is_still_a_workbook(tmp_path: Path) -> None:
    nobody = Organisation(())
    plan = Plan(
        "sample",
        1,
        samples.plan(samples.organisation()).status,
        Composition(()),
        Appointments(),
        goals=samples.plan(samples.organisation()).goals,
    )
    book = write(tmp_path / "plan.xlsx", plan, nobody)
    assert [row[0] for row in cells(book, "Networks")] == [
        "Leadership networks",
        "Strandby Kommune: tværgående ledernetværk · 0 networks · 0 leaders",
        "Name",
    ]
    assert cells(book, "Assignments")[0][:3] == ("Id", "Name", "Network")
    assert cells(book, "Mentors")[2][0] == "There are no new leaders in the networks."


def test_a_network_larger_than_a_page_and_a_stratum(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = samples.bare_plan(
        Network("Top", "Top", tuple(f"1{n:04}" for n in range(70)), stratum="Chefer"), Network("2", "2", ("10070",))
    )
    book = write(tmp_path / "plan.xlsx", plan, people)
    rows = [row[0] for row in cells(book, "Networks")]
    assert rows[3] == "Top · Chefer"
    assert len(book["Networks"].row_breaks.brk) == 1


def test_what_xlsxwriter_leaves_out_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.add_table", lambda *_: -1)
    with pytest.raises(ValueError, match="table of people"):
        write(tmp_path / "plan.xlsx")
    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.write_string", lambda *_: -2)
    with pytest.raises(ValueError, match="could not be written"):
        write(tmp_path / "plan.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_xlsxwriter_is_loaded_only_to_write() -> None:
    asked = "import sys; from netcompose.report import document, terminal, workbook; print('xlsxwriter' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


def test_a_matrix_of_many_networks_has_its_headings_on_every_page_and_no_chart(tmp_path: Path) -> None:
    people = samples.organisation(600)
    sheet = write(tmp_path / "plan.xlsx", samples.plan(people, 70), people, policy=samples.policy(70))["Mix"]
    headings = [cell.row for cell in sheet["A"] if cell.value == "Network"]
    breaks = [found.id for found in sheet.row_breaks.brk]
    assert len(headings) == len(breaks) + 2 - any(
        str(sheet.cell(row + 1, 1).value).startswith("Mix of") for row in breaks
    )
    assert all(str(sheet.cell(row + 1, 1).value).startswith(("Network", "Mix of")) for row in breaks)
    assert sum(row - 1 in breaks for row in headings) >= 4
    assert sheet._charts == []


def test_titles_of_one_leader_each_share_a_column_of_the_mix(tmp_path: Path) -> None:
    people = samples.organisation()
    titled = Organisation(tuple(replace(person, title=f"Head {person.id}") for person in people.people))
    plan = samples.plan(people)
    goals = (replace(plan.goals[0], attribute="title", value=0), *plan.goals[1:])
    sheet = write(tmp_path / "plan.xlsx", replace(plan, goals=goals), titled)["Mix"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "Network")
    assert head[1] == f"Had by one leader each ({sum(len(n.members) for n in plan.composition.networks)})"
    assert next(row[1] for row in rows if row[0] == "Network 1") == len(plan.composition.network("1").members)


def test_wide_lists_wrap_before_they_are_printed_too_small() -> None:
    assert within([100, 200, 300], [50, 50, 50], 600) == [100, 200, 300]
    assert within([100, 420, 420], [50, 300, 100], 700) == [100, 300, 300]
    assert within([900, 900], [800, 800], 700) == [800, 800]
    assert within([], [], 10) == []


def test_assignments_are_printed_over_several_pages_with_the_names_on_each(tmp_path: Path) -> None:
    people = samples.organisation()
    wide = Organisation(
        tuple(replace(p, own_columns=tuple((f"Own {n}", "x" * 60) for n in range(8))) for p in people.people)
    )
    sheet = write(tmp_path / "plan.xlsx", samples.plan(people), wide)["Assignments"]
    assert sheet.page_setup.fitToWidth > 1
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.print_title_rows == "$1:$1"


def test_a_mail_stands_whole_on_its_page(tmp_path: Path) -> None:
    sheet = write(tmp_path / "plan.xlsx")["Mail texts"]
    breaks = [found.id for found in sheet.row_breaks.brk]
    assert len(breaks) >= 4
    assert all(sheet.cell(row + 1, 1).fill.fgColor.rgb == sheet["A4"].fill.fgColor.rgb for row in breaks)
