"""What there is to choose between, on the screen and in the workbook: other seats, swaps and scenarios, each with its price."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from openpyxl import load_workbook
from report_screen import shown

from netcompose.language import Language, say
from netcompose.plan import Clash, GoalResult
from netcompose.policy.settings import Goal
from netcompose.report.terminal.rules import show_distance
from netcompose.report.terminal.seats import show_change, show_seats
from netcompose.report.terminal.what_if import show_comparison
from netcompose.report.workbook.what_if import write_comparison
from netcompose.tasks.check import Swap
from netcompose.tasks.explain import Broken, Change, SeatPrice
from netcompose.tasks.ways_out import WayOut
from netcompose.tasks.what_if import Comparison, Figures, MixFigure, Setting, Tried

if TYPE_CHECKING:
    from pathlib import Path

EN = Language.EN


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


def test_the_workbook_says_why_some_scenarios_have_no_plan_and_charts_the_others(tmp_path: Path) -> None:
    setting = Setting("late", (), samples.policy())
    clash, way = Clash("group_size", (), say("Too few people.")), WayOut(say("Nine networks"), say("a plan exists"))
    without = [
        Tried(setting, "out_of_time"),
        Tried(replace(setting, name="small"), "infeasible", conflict=(clash,), ways_out=(way,)),
    ]
    comparison = Comparison(
        None, (*without, scenario("first", excess=2, moves=3), scenario("worse", excess=3)), 2, frozenset({3})
    )
    write_comparison(tmp_path / "compared.xlsx", comparison, language=EN, origin="org.xlsx")
    sheet = load_workbook(tmp_path / "compared.xlsx")["Scenarios"]
    told = [cell.value for cell in sheet["A"] if cell.value]
    assert told[told.index("late: no plan was found in time.") :] == [
        "late: no plan was found in time.",
        "small: no plan keeps all the rules.",
        "Size of the networks: Too few people.",
        "→ Nine networks → a plan exists",
    ]
    titles = [chart.title.tx.rich.p[0].r[0].t for chart in sheet._charts]
    assert titles == [
        "Pairs that could be avoided",
        "Share of the other departments that a member meets",
        "Members who change network",
    ]


def test_what_no_scenario_has_is_not_charted(tmp_path: Path) -> None:
    comparison = Comparison(None, (scenario("one", met=0), scenario("other", met=0)), 0, frozenset())
    write_comparison(tmp_path / "compared.xlsx", comparison, language=EN, origin="org.xlsx")
    assert load_workbook(tmp_path / "compared.xlsx")["Scenarios"]._charts == []
