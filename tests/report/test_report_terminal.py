"""What stands on the screen, as whole text: eighty columns, any code page, brackets that are brackets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from report_screen import shown

from netcompose.findings import Finding, Severity
from netcompose.language import Language, Sentence, say
from netcompose.plan import Appointments, GoalResult, Network, NotPlaced, Status, Verdict, WorstNetwork
from netcompose.policy.settings import Duties, Policy
from netcompose.report.progress import shown_progress
from netcompose.report.terminal.columns import show_columns, show_counts
from netcompose.report.terminal.findings import show_findings
from netcompose.report.terminal.plan import show_plan
from netcompose.report.terminal.rules import show_conflict, show_suspicion, show_verdicts

if TYPE_CHECKING:
    from rich.console import Console

    from netcompose.organisation import Organisation
    from netcompose.plan import Plan

EN, DA = Language.EN, Language.DA


def plan_text(
    plan: Plan | None = None,
    people: Organisation | None = None,
    policy: Policy | None = None,
    findings: tuple[Finding, ...] = samples.FINDINGS,
    path: str = "plan.xlsx",
    language: Language = EN,
    width: int = 80,
    encoding: str = "utf-8",
) -> str:
    people = people or samples.organisation()
    return shown(
        lambda console: show_plan(
            console,
            plan=plan or samples.plan(people),
            organisation=people,
            policy=policy or samples.policy(),
            findings=findings,
            path=Path(path),
            language=language,
        ),
        width=width,
        encoding=encoding,
    )


@pytest.mark.parametrize(("bound", "sign"), [(3, "✓"), (2, "–")])
def test_the_worst_network_has_a_sentence_of_its_own(bound: int, sign: str) -> None:
    plan = replace(samples.plan(samples.organisation()), fairness=(WorstNetwork("department", 3, "2", bound),))
    text = plan_text(plan)
    assert f" {sign} No network has more than 3 pairs with the same department (Network 2);" in text
    assert ("no plan has a better" in text) is (bound == 3)


def test_the_answer_on_one_screen() -> None:
    assert plan_text() == (
        """\
Strandby Kommune: tværgående ledernetværk
9 networks with 78 leaders. Proven: no better plan exists under these rules and
goals.

 Network    Members  Contact         Departments  Levels  New leaders
 Network 1        9  Gorm Illemann             9       2            1
 Network 2        9  Hanne Nørtorp             9       2            1
 Network 3        9  Ivan Engstrup             9       2            1
 Network 4        9  Jytte Jernvang            9       2            1
 Network 5        9  Karl Aagaard              9       2            1
 Network 6        8  Lærke Fogtmann            8       2            1
 Network 7        8  Mads Kirketoft            8       2            1
 Network 8        8  Nanna Bisgård             8       2            1
 Network 9        9  Ove Grønlykke             9       2            1

 ✓ 14 pairs of colleagues from the same department meet in a network; no
   composition can have fewer.
 ✓ 171 pairs of colleagues at the same level meet in a network; 168 of them in
   any composition, the rest because of the rules and the goals ranked above; no
   plan can have fewer.
 – 1 pair of new leaders shares a network; whether there could be fewer is not
   proven.
 ✓ The networks are as even in size as the number of people allows.
 ✓ Contacts: 9 of 9 networks.
 ✓ Hosts: 27 of 27 meetings.
 ✓ Mentors: 9 of 9 new leaders.
 ✗ No superior with a subordinate: No leader sits with their own superior.
   – Bo Engstrup sits with Åse Lindvang.

1 leader has no seat yet:
 ? Gorm Møgelbjerg: acting: to be agreed – ask Gorm Clemmensen, Områdeleder,
   beskæftigelse

Noticed in the input: 2 warnings, 1 note
 NC203 Pia Kirketoft has no manager in the sheet; nobody is kept apart from
       them. (and 1 more like it)
 NC301 The level was derived from the reporting lines.

Written to plan.xlsx
Next: open it and print the sheet Networks. To move somebody, choose another
network in the sheet Assignments, save, and run:
  netcompose check plan.xlsx"""
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "cp437", "ascii"])
@pytest.mark.parametrize("width", [80, 120])
def test_no_code_page_and_no_width_is_too_much(language: Language, encoding: str, width: int) -> None:
    people = samples.organisation()
    first = people.person("10000")
    odd = people.with_people({first.id: replace(first, name="😀 Łukasz 王\x1b[31m\n")})
    plan = replace(samples.plan(people), not_placed=(NotPlaced(first.id, say("…")),))
    text = plan_text(plan, odd, language=language, width=width, encoding=encoding)
    assert "Gorm Illemann" in text
    assert "[31m" in text


def test_what_the_code_page_lacks_is_replaced_readably() -> None:
    text = plan_text(encoding="cp850")
    assert " + 14 pairs" in text
    assert " x No superior" in text
    assert "Nørtorp" in text
    assert " ✗" not in text


def test_little_to_tell() -> None:
    policy = samples.policy().model_copy(update={"title": "", "duties": Duties(), "meetings": None})
    text = plan_text(
        replace(samples.bare_plan(Network("1", "Network 1", ("10001",))), verdicts=(Verdict("locked", say("Kept.")),)),
        policy=policy,
        findings=(),
        path="my plan.xlsx",
    )
    assert text == (
        """\
sample
1 network with 1 leader. A good plan; it is not proven that no better one
exists.

 Network    Members  New leaders
 Network 1        1            0

 ✓ All rules are kept.

Written to my plan.xlsx
Next: open it and print the sheet Networks. To move somebody, choose another
network in the sheet Assignments, save, and run:
  netcompose check "my plan.xlsx\""""
    )


def test_what_nobody_was_found_for_is_crossed() -> None:
    people = samples.organisation()
    text = plan_text(replace(samples.plan(people), appointments=Appointments(), verdicts=()), people)
    assert " ✗ Contacts: 0 of 9 networks." in text
    assert " ✗ Hosts: 0 of 27 meetings." in text
    assert " ✗ Mentors: 0 of 9 new leaders." in text
    assert "All rules" not in text


def test_other_attributes_have_their_names_over_the_columns() -> None:
    people = samples.organisation()
    goals = tuple(GoalResult("mix", attribute, 1, 0, 0, 0) for attribute in ("workplace", "title", "department"))
    text = plan_text(replace(samples.plan(people), goals=goals), people)
    assert "Workplaces  Titles  New leaders" in text
    own = replace(samples.plan(people), goals=(GoalResult("mix", "Lønnr.", 1, 0, 0, 0),))
    assert "Lønnr.  New leaders" in plan_text(own, people)


def test_many_networks_and_many_questions_are_cut_short() -> None:
    people = samples.organisation(900)
    plan = replace(
        samples.plan(people, 100),
        not_placed=tuple(NotPlaced(f"1{n:04}", say("unsure"), ask="10000") for n in range(11)),
    )
    text = plan_text(plan, people, samples.policy(100))
    assert "Network 20 " in text
    assert "Network 21 " not in text
    assert "   … and 80 more" in text
    assert "11 leaders have no seat yet:" in text
    assert "   … and 3 more" in text
    assert len(text.splitlines()) < 75


def test_brackets_are_no_markup() -> None:
    people = samples.organisation()
    contact = people.person("0100")
    text = plan_text(people=people.with_people({"0100": replace(contact, name="[red]Bo[/red] \\[x]")}))
    assert "[red]Bo[/red] \\[x]" in text


def test_colour_only_for_a_terminal() -> None:
    verdicts = (Verdict("locked", say("Kept.")),)
    assert "\x1b[32m" in shown(lambda console: show_verdicts(console, verdicts, EN), terminal=True)


def test_findings_by_code_with_places_and_remedy() -> None:
    def found(
        code: str, severity: Severity, cell: str | None, value: str | None = None, sheet: str | None = "Ledere"
    ) -> Finding:
        return Finding(code, severity, say("Wrong."), say("Mend it."), sheet=sheet, cell=cell, value=value)

    findings = (
        found("NC301", Severity.NOTE, None, sheet=None),
        *(found("NC203", Severity.WARNING, f"B{row}") for row in range(2, 8)),
        found("NC101", Severity.ERROR, "A1", "Bo"),
        found("NC102", Severity.ERROR, None, "Bo", None),
    )
    assert shown(lambda console: show_findings(console, findings, EN)) == (
        """\
Noticed in the input: 2 errors, 6 warnings, 1 note

 NC101 Error
   – Ledere!A1 “Bo”: Wrong.
   → Mend it.

 NC102 Error
   – “Bo”: Wrong.
   → Mend it.

 NC203 Warning, 6 times
   – Ledere!B2: Wrong.
   – Ledere!B3: Wrong.
   – Ledere!B4: Wrong.
     … and 3 more
   → Mend it.

 NC301 Note
   – Wrong.
   → Mend it."""
    )
    assert shown(lambda console: show_findings(console, (), EN)) == " ✓ Nothing was found that needs a look."


def test_verdicts_name_the_first_ten() -> None:
    verdicts = (
        Verdict("locked", say("Everybody kept their seat."), witnesses=(say("Unseen."),)),
        Verdict(
            "apart", say("Kept apart."), violations=12, witnesses=tuple(say("{n} sits wrong.", n=n) for n in range(12))
        ),
        Verdict("mix", say("3 pairs."), cost=3, attribute="level"),
    )
    lines = shown(lambda console: show_verdicts(console, verdicts, EN)).splitlines()
    assert lines[0] == " ✓ Locked seats are kept: Everybody kept their seat."
    assert lines[1:3] == [" ✗ Apart from: Kept apart.", "   – 0 sits wrong."]
    assert lines[-3:] == ["   – 9 sits wrong.", "     … and 2 more", " – Mix: level: 3 pairs."]


@dataclass(frozen=True)
class Part:
    rule: str
    people: tuple[str, ...]
    message: Sentence


@dataclass(frozen=True)
class Way:
    change: Sentence
    effect: Sentence


def test_a_conflict_and_the_ways_out() -> None:
    conflict = [Part("group_size", ("1",), say("Too few people.")), Part("reporting_line", (), say("Bo leads ten."))]
    ways = [Way(say("Networks of 7-9"), say("a plan exists")), Way(say("Ten networks"), say("a plan exists"))]
    assert shown(lambda console: show_conflict(console, [conflict], ways, EN)) == (
        """\
No plan keeps all the rules.

These rules contradict each other:
 ✗ Size of the networks: Too few people.
 ✗ No superior with a subordinate: Bo leads ten.

Ways out:
 → Networks of 7-9 → a plan exists
 → Ten networks → a plan exists"""
    )
    assert "This rule cannot be kept:" in shown(lambda console: show_conflict(console, [conflict[:1]], ways[:1], EN))
    assert shown(lambda console: show_conflict(console, [], [], EN)) == "No plan keeps all the rules."


def test_contradictions_that_have_nothing_to_do_with_each_other_are_numbered() -> None:
    one, other = Part("group_size", (), say("Too few people.")), Part("apart", ("1", "2"), say("Bo and Eva."))
    assert shown(lambda console: show_conflict(console, [[one], [other]], [], EN)) == (
        """\
No plan keeps all the rules.

Contradiction 1 of 2:
 ✗ Size of the networks: Too few people.

Contradiction 2 of 2:
 ✗ Apart from: Bo and Eva."""
    )


def test_what_is_only_suspected_is_said_to_be_so() -> None:
    assert shown(lambda console: show_suspicion(console, [], EN)) == ""
    text = shown(lambda console: show_suspicion(console, [Part("apart", (), say("Bo and Eva."))], EN))
    assert "a second one could not confirm it in time:" in " ".join(text.split())
    assert text.splitlines()[-1] == " ? Apart from: Bo and Eva."


@dataclass(frozen=True)
class Choice:
    field: str
    header: str
    sheet: str
    letters: str
    reason: Sentence
    alternatives: tuple[str, ...] = ()


def test_how_the_columns_were_understood() -> None:
    choices = [
        Choice("department", "Org.enhed", "Ledere", "C", say("the same word"), ("Afdeling", "Enhed")),
        Choice("quiet", "Stille [x]", "Ledere", "AB", say("you said so")),
    ]
    assert shown(lambda console: show_columns(console, choices, EN, header_row=3, others=["Telefon", "Alder"])) == (
        """\
The sheet 'Ledere', with headers in row 3:

 Field                    Header in the sheet  Column  Why
 Department [department]  Org.enhed            C       the same word (or was it:
                                                       Afdeling, Enhed?)
 quiet                    Stille [x]           AB      you said so

Kept as they are: Telefon, Alder.

Not right? Say so with the word in brackets, as in --column department="…"."""
    )
    assert "Not right?" not in shown(lambda console: show_columns(console, [], EN))
    assert "Fagområde" in shown(lambda console: show_columns(console, choices, DA))


def test_columns_of_a_path_are_one_line() -> None:
    path = [
        Choice(f"unit_path_{depth}", f"Niveau {depth}", "Ledere", letter, say("you said so"))
        for depth, letter in ((1, "A"), (2, "B"), (3, "C"))
    ]
    assert shown(lambda console: show_columns(console, path, EN)).splitlines()[1] == (
        " Path of units [unit_path_1…3]  Niveau 1 … Niveau 3  A–C     you said so"
    )


def test_what_was_read_in_numbers() -> None:
    counts = SimpleNamespace(people=40, leaders=12, departments=1, resolved=9, followed=1, unresolved=0, tops=2)
    assert shown(lambda console: show_counts(console, counts, EN)).strip() == (
        """\
40 people, of whom 12 are leaders, in 1 department.
Their reporting lines: 9 to the manager in the list, 1 further up, past somebody
who is not a leader here, 2 at the top."""
    )


def test_progress_shows_on_a_terminal_and_nowhere_else() -> None:
    def run(console: Console) -> None:
        with shown_progress(console, EN) as tell:
            tell(42, 40)

    assert shown(run) == ""
    assert "Composing" in shown(run, terminal=True)
    assert "Composing" in shown(run, terminal=True, encoding="cp850")


def test_a_plan_in_danish_names_danish_sheets() -> None:
    text = plan_text(language=DA)
    assert "Netværk 9" in text
    assert "Tovholder" in text
    assert "Fordeling" in text
    assert Status.OPTIMAL.value not in text
