"""What stands on the screen, as whole text: eighty columns, any code page, brackets that are brackets."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import report_samples as samples
from rich.console import Console

from netcompose.findings import Finding, Severity
from netcompose.language import Language, Sentence, say
from netcompose.organisation import Level, Organisation
from netcompose.plan import Appointments, Clash, GoalResult, Network, NotPlaced, Status, Verdict, WorstNetwork
from netcompose.policy.settings import (
    Duties,
    Evaluation,
    Goal,
    HostDuty,
    MentorDuty,
    Networks,
    Participants,
    Policy,
    Rules,
    Size,
)
from netcompose.report.progress import shown_progress
from netcompose.report.terminal.columns import show_columns, show_counts
from netcompose.report.terminal.findings import show_findings
from netcompose.report.terminal.plan import show_plan
from netcompose.report.terminal.policies import show_differences, show_policies, show_policy
from netcompose.report.terminal.rules import show_conflict, show_distance, show_suspicion, show_verdicts
from netcompose.report.terminal.seats import show_change, show_seats
from netcompose.report.terminal.what_if import show_comparison
from netcompose.tasks.check import Swap
from netcompose.tasks.explain import Broken, Change, SeatPrice
from netcompose.tasks.ways_out import WayOut
from netcompose.tasks.what_if import Comparison, Figures, MixFigure, Setting, Tried

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.plan import Plan

EN, DA = Language.EN, Language.DA


def shown(show: Callable[[Console], None], *, width: int = 80, encoding: str = "utf-8", terminal: bool = False) -> str:
    """What a command writes; trailing blanks do not count."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    show(
        Console(
            file=stream, width=width, force_terminal=terminal or None, color_system="standard" if terminal else None
        )
    )
    stream.flush()
    text = raw.getvalue().decode(encoding)
    if not terminal:
        assert "\x1b" not in text
        assert max(map(len, text.splitlines()), default=0) <= width
    return "\n".join(line.rstrip() for line in text.splitlines())


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


def test_how_far_a_plan_is_from_the_best_and_the_swaps_that_gain_most() -> None:
    people, mix = samples.organisation(), Goal(goal="mix", attribute="department", rank=1)
    even, names = Goal(goal="even_size", rank=2), ("10001", "10002")
    goals = (GoalResult("mix", "department", 1, 15, 14, 14), GoalResult("even_size", None, 2, 3, 3, 3))
    swaps = (Swap(*names, -1, ((mix, -2), (even, 0))), Swap(*names, 0, ((mix, 0), (even, 1))))
    one, other = (people.person(person).name for person in names)
    text = shown(lambda console: show_distance(console, goals, swaps, people, EN), width=120)
    assert text == (
        f"""
How far from the best possible:
 – Mix: department: 1 pair more than is proven to be needed
Swaps that would gain most:
 → {one} and {other}: broken rules -1, Mix: department -2.
 → {one} and {other}: Networks of even size +1."""
    )
    assert shown(lambda console: show_distance(console, goals[1:], (), people, EN)).strip() == (
        "No plan can be better in any of the goals."
    )
    assert shown(lambda console: show_distance(console, (), (), people, EN)) == ""


MIX = Goal(goal="mix", attribute="department", rank=1)
"""The goal that other seats are priced by here."""


def seats_text(*seats: SeatPrice) -> str:
    people = samples.organisation()
    return shown(lambda console: show_seats(console, "10001", seats, people, EN), width=120)


def test_every_other_seat_has_a_line_and_a_reason() -> None:
    names = [samples.organisation().person(person).name for person in ("10001", "10002", "10003")]
    size = Broken("group_size", 1, (say("Network 2 has 10 members."),))
    line = Broken("reporting_line", 1, (say("One sits with another."),))
    move, swap = ("10001", "1", "2"), ("10002", "2", "1")
    assert seats_text(
        SeatPrice("1", here=True),
        SeatPrice("2", here=False, move=Change((move,), (), ((MIX, 3, 3),))),
        SeatPrice(
            "3", here=False, move=Change((move,), (size,), ()), exchange=Change((move, swap), (), ((MIX, 3, 5),))
        ),
        SeatPrice(
            "4",
            here=False,
            move=Change((move,), (size, line), ()),
            exchange=Change((move, ("10003", "2", "5")), (), ((MIX, 3, 2),)),
        ),
        SeatPrice("5", here=False, move=Change((move,), (size, line), ())),
        SeatPrice("6", here=False, elsewhere="Chefer"),
    ) == (
        f"""\
{names[0]} sits in Network 1. Any other seat:
 ✓ Network 2: by moving alone. It costs nothing.
 ✓ Network 3: by a swap with {names[1]}. Pairs more or fewer: Mix: department +2.
 ✓ Network 4: when {names[2]} goes to Network 5. Pairs more or fewer: Mix: department -1.
   – One sits with another.
 ✗ Network 5: no seat, whoever of them moves instead.
   – Network 2 has 10 members.
   – One sits with another.
 – Network 6: belongs to Chefer."""
    )


def test_a_swap_is_told_with_the_rules_that_it_breaks_and_its_price() -> None:
    people = samples.organisation()
    name = people.person("10001").name
    line = Broken("reporting_line", 1, (say("One sits with another."),))
    change = Change((("10001", "1", "2"),), (line,), ((MIX, 3, 5),))
    assert shown(lambda console: show_change(console, change, people, EN)) == (
        f"""\
{name}: Network 1 → Network 2
 ✗ No superior with a subordinate
   – One sits with another.
 • Pairs more or fewer: Mix: department +2.
   – Mix: department: 3 → 5"""
    )
    free = Change((("10001", "1", "2"),), (), ())
    assert shown(lambda console: show_change(console, free, people, EN)).splitlines()[1:] == [" ✓ All rules are kept."]


def scenario(name: str, excess: int = 0, met: float = 0.5, moves: int | None = None) -> Tried:
    """A scenario with a plan of three networks of four."""
    mix = MixFigure("mix", "department", 3 + excess, excess, 3, 2, "1")
    figures = Figures(3, (4, 4, 4), (mix,), met, moves, (0, 1), 2, 0.75, 6, 3, 1.5)
    goals = (GoalResult("mix", "department", 1, 3 + excess, 3, 3),)
    return Tried(Setting(name, (), samples.policy()), "optimal", figures, goals)


def compared(*scenarios: Tried, best: int | None = 0, dominated: frozenset[int] = frozenset()) -> str:
    comparison = Comparison(None, scenarios, best, dominated)
    return shown(lambda console: show_comparison(console, comparison, EN), width=100)


def test_scenarios_without_a_plan_say_why() -> None:
    setting = Setting("late", (), samples.policy())
    clash, way = Clash("group_size", (), say("Too few people.")), WayOut(say("Nine networks"), say("a plan exists"))
    text = compared(
        Tried(setting, "out_of_time"),
        Tried(replace(setting, name="small"), "infeasible", conflict=(clash,), ways_out=(way,)),
        best=None,
    )
    assert text.splitlines()[-7:] == [
        " – late: no plan was found in time.",
        "",
        " ✗ small: no plan keeps all the rules.",
        "   – Size of the networks: Too few people.",
        "   → Nine networks → a plan exists",
        "",
        "None of the scenarios has a plan.",
    ]
    assert "What it means for the members" not in text


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (scenario("next", excess=1), "the next best, next, has 1 pair that could be avoided."),
        (scenario("next", met=0.4), "in the next best, next, it is 40 %."),
        (scenario("next", moves=5), "the next best, next, moves 5 members."),
        (scenario("next"), "next is as good in this."),
    ],
)
def test_a_recommendation_says_what_the_next_best_lacks(other: Tried, reason: str) -> None:
    text = " ".join(compared(scenario("first"), other).split())
    assert "Recommended: first, with 3 × 4 members. Because no pair meets that could be avoided" in text
    assert reason in text
    assert "In grey" not in text


def test_the_only_plan_is_recommended_with_what_it_costs() -> None:
    text = " ".join(compared(scenario("only", excess=2, moves=1)).split())
    assert "It is the only one with a plan: 2 pairs more meet than is unavoidable" in text
    assert "1 member would change network." in text


def test_scenarios_in_grey_are_explained() -> None:
    text = compared(scenario("first"), scenario("worse", excess=3), dominated=frozenset({1}))
    assert "In grey: scenarios to which another is preferable in everything." in text


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


def test_policies_in_a_list() -> None:
    policies = [samples.policy(), Policy(name="free", networks=Networks(size=Size(smallest=6, largest=6)))]
    assert shown(lambda console: show_policies(console, policies, EN)) == (
        """\
 Policy  Size  Networks  Whose
 sample  8-9   9         Strandby Kommune: tværgående ledernetværk
 free    6     auto"""
    )


def test_one_policy_in_sentences() -> None:
    policy = samples.policy().model_copy(update={"evaluation": Evaluation(when="primo 2027", by="Chefforum")})
    assert shown(lambda console: show_policy(console, policy, EN)) == (
        """\
Strandby Kommune: tværgående ledernetværk
Et opdigtet kommissorium

 • Takes part: leader of leaders, leader of employees.
 • Acting leaders: asked about, never silently placed.
 • 9 networks of 8-9 members.
 • Nobody shares a network with their own superior.
 • Goal 1: as few as possible with the same department in a network.
 • Goal 2: as few as possible with the same level in a network.
 • Goal 3: new leaders are spread over the networks.
 • Goal 4: networks of even size.
 • Each network has a contact, chosen among: chief.
 • The contact is in no network.
 • Avoided in the contact: their direct superior.
 • Preferred in the contact, in order: not above them in the reporting line.
 • Each new leader has a mentor in the network; a mentor has at most 2 new
   leaders.
 • The members take turns as host; a new leader is never first.
 • 3 meetings a year of 2 hours.
 • No meetings in week 42.
 • Evaluation: primo 2027, by Chefforum."""
    )


@pytest.mark.parametrize(
    ("acting", "line", "said"),
    [
        ("include", "chain", ["Acting leaders take part.", "anybody above them in their reporting line."]),
        ("exclude", "off", ["Acting leaders do not take part.", "Superiors and subordinates may share a network."]),
    ],
)
def test_other_policies_say_other_things(acting: str, line: str, said: list[str]) -> None:
    policy = Policy(
        name="other",
        networks=Networks(size=Size(smallest=6, largest=8)),
        participants=Participants.model_validate({"levels": (Level.CHIEF,), "sign_up": True, "acting": acting}),
        rules=Rules.model_validate({"reporting_line": line}),
        goals=(Goal(goal="mix", attribute="Faglighed", rank=1),),
        duties=Duties(mentor=MentorDuty(most_mentees=1), host=HostDuty(new_leader_first=True)),
    )
    text = shown(lambda console: show_policy(console, policy, EN))
    for sentence in [
        *said,
        "Takes part: chief.",
        "Only those who signed up.",
        "Networks of 6-8 members, as many as fit best.",
        "Goal 1: as few as possible with the same Faglighed in a network.",
        "at most 1 new leader.",
        "The members take turns as host.",
    ]:
        assert sentence in " ".join(text.split())
    assert text.splitlines()[0] == "other"


def test_one_network_only() -> None:
    text = shown(lambda console: show_policy(console, samples.policy(1), EN))
    assert "1 network of 8-9 members." in text


def policy_text(language: Language = EN, **settings: Any) -> str:
    """A policy told in sentences, on one line."""
    policy = Policy.model_validate({"name": "other", "networks": {"size": "6-8"}, **settings})
    return " ".join(shown(lambda console: show_policy(console, policy, language)).split())


def test_given_networks_and_people_are_told_of() -> None:
    text = policy_text(networks={"size": "6-8", "given": True}, participants={"given": True}, rules={"siblings": True})
    assert "The networks stand in the sheet and stay as they are." in text
    assert "of 6-8 members" not in text
    assert "Only those of whom the sheet says that they take part, if it says so of any." in text
    assert "Those with the same direct superior are kept apart." in text


def test_strata_limits_and_the_other_goals_are_told_of() -> None:
    text = policy_text(
        strata=[{"name": "Chefer", "levels": ["leader_of_leaders"]}],
        limits=[
            {"attribute": "department", "value": "Skole", "at_most": 2},
            {"attribute": "Køn", "value": ["K", "X"], "at_least": 1},
            {"attribute": "level", "value": "leader_of_leaders", "at_least": 1, "at_most": 3},
        ],
        goals=[
            {"goal": "churn", "rank": 3},
            {"goal": "new_faces", "rank": 2},
            {"goal": "same", "attribute": "workplace", "rank": 1},
        ],
    )
    told = [sentence.strip() for sentence in text.split("•")]
    assert told[5:] == [
        "Composed by itself: Chefer.",
        "In each network at most 2 with department Skole.",
        "In each network at least 1 with Køn K, X.",
        "In each network 1 to 3 with level leader of leaders.",
        "Goal 1: as many as possible with the same workplace in a network.",
        "Goal 2: as few as possible meet again from their present network.",
        "Goal 3: as few as possible change network.",
    ]


def test_who_can_have_a_duty_is_told_as_the_policy_chooses_them() -> None:
    text = policy_text(
        networks={"size": "6-8", "given": True, "type_column": "Type"},
        meetings={"a_year": 4, "hours": 2},
        duties={
            "facilitator": {
                "levels": ["chief"],
                "roles": ["Corps", "Coach"],
                "modes": [{"mode": "corps"}, {"mode": "rolling", "from_meeting": 3}],
            },
            "network_leader": {},
            "reference_leader": {"types": {"Digital": {"levels": ["director"]}}, "takes_part": "elsewhere"},
            "personnel_manager": {"superior_of": "network_leader"},
            "deputy": {"roles": ["Deputy"], "never": ["new_leader"]},
            "host": {"same_as": "deputy"},
        },
    )
    for sentence in [
        "Facilitation: the corps from meeting 1, the members in turn from meeting 3.",
        "Each network has a facilitator, chosen among: those with the role Corps, Coach and the level chief.",
        "The facilitator is not a member of that network.",
        "Each network has a network leader, chosen among: everybody in the list.",
        "In networks of the type Digital, the reference leader is chosen among: director.",
        "The personnel manager is the direct superior of the network leader.",
        "The personnel manager may be in a network or not.",
        "Each network has a deputy, chosen among: those with the role Deputy.",
        "The deputy is a member of the network. • Never deputy: a new leader. • The deputy hosts every meeting.",
    ]:
        assert sentence in text


def test_a_corps_that_nobody_is_in_for_the_whole_year_is_not_told_of() -> None:
    text = policy_text(
        meetings={"a_year": 4, "hours": 2}, duties={"facilitator": {"modes": [{"mode": "external"}], "levels": []}}
    )
    assert "Facilitation: a consultant from outside from meeting 1." in text
    assert "facilitator" not in text


def test_what_the_year_is_like_is_told() -> None:
    text = policy_text(
        meetings={
            "a_year": 3,
            "hours": 2.5,
            "closed_weeks": [42, 8, 42],
            "same_week": True,
            "days": 1,
            "seminar": {},
        },
        themes={"scope": "all"},
        phases=[{"name": "Start", "weeks": 4}, {"name": "Break", "weeks": 1}],
    )
    for sentence in [
        "3 meetings a year of 2.5 hours.",
        "All networks meet in the same week, on 1 day, at the same hour.",
        "No meetings in week 8, 42.",
        "One joint seminar a period: Joint leadership seminar.",
        "All networks take up the same themes, the most wanted first.",
        "Phases: Start (4 weeks), Break (1 week).",
    ]:
        assert sentence in text
    each = policy_text(meetings={"a_year": 3, "hours": 2, "closed_weeks": []}, themes={}, language=DA)
    assert "Hvert netværk tager det op, som medlemmerne helst vil." in each
    assert "i uge" not in each


@pytest.mark.parametrize(
    ("evaluation", "when"),
    [
        ({"after_meetings": 1}, "after 1 meeting"),
        ({"after_months": "6-12"}, "after 6-12 months"),
        ({"month": "2027-01"}, "2027-01"),
        ({}, "not decided"),
    ],
)
def test_an_evaluation_is_told_when_it_is(evaluation: dict[str, object], when: str) -> None:
    assert policy_text(evaluation=evaluation).endswith(f"Evaluation: {when}.")


def test_two_policies_are_told_apart_setting_by_setting() -> None:
    one, other = samples.policy(), samples.policy().model_copy(update={"name": "other"})
    assert shown(lambda console: show_differences(console, one, other, [], EN)) == "sample and other are the same."
    text = shown(lambda console: show_differences(console, one, other, [("meetings.hours", "2", None)], EN))
    assert [line.split() for line in text.splitlines()] == [
        ["Setting", "sample", "other"],
        ["meetings.hours", "2", "–"],
    ]


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
