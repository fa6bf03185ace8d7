"""The answer on one screen, read in ten seconds: is it good, who is missing, what was noticed, where is the file, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say, say_n
from netcompose.plan import Duty, EventKind, Status
from netcompose.report.dates import long_day
from netcompose.report.terminal.findings import SEVERITY_STYLE, counted, first, grouped
from netcompose.report.terminal.rules import show_verdicts
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, WARN, Screen, quoted
from netcompose.report.view import View
from netcompose.report.words import (
    RULES,
    fairness_sentence,
    goal_sentence,
    open_questions,
    shared_reasons,
    status_sentence,
)
from netcompose.sheets import Column, DutyName, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence, Value
    from netcompose.organisation import Organisation
    from netcompose.plan import Network, Plan, Verdict
    from netcompose.policy.settings import Policy

NETWORKS_SHOWN: Final = 20
QUESTIONS_SHOWN: Final = 8
ATTRIBUTES_SHOWN: Final = 2


def show_plan(
    console: Console,
    *,
    plan: Plan,
    organisation: Organisation,
    policy: Policy,
    findings: Sequence[Finding],
    path: Path,
    language: Language,
    page: Path | None = None,
    calendar: Path | None = None,
) -> None:
    """The whole answer on one screen."""
    screen, view = Screen(console, language), View(plan, organisation, policy, language)
    screen.line(policy.title or policy.name, STRONG)
    screen.line(
        say(
            "{networks} with {leaders}. {status}",
            networks=say_n("{n} network", "{n} networks", len(view.networks)),
            leaders=say_n("{n} leader", "{n} leaders", len(view.seated)),
            status=status_sentence(plan),
        ),
        GOOD if plan.status is Status.OPTIMAL else WARN,
    )
    screen.line()
    _show_networks(screen, view)
    screen.line()
    for goal in sorted(plan.goals, key=lambda goal: goal.rank):
        screen.item("✓" if goal.proven else "–", goal_sentence(goal), GOOD if goal.proven else WARN)
    _show_worst(screen, plan)
    _show_duties(screen, view)
    _show_calendar(screen, view)
    _show_broken(screen, plan.verdicts)
    _show_questions(screen, view)
    if findings:
        screen.line()
        screen.line(counted(findings), STRONG)
        for code, group in grouped(findings):
            screen.item(code, first(group), SEVERITY_STYLE[group[0].severity])
    screen.line()
    screen.written(path, page, calendar)
    screen.line(
        say(
            "Next: open it and print the sheet {networks}. To move somebody, choose another network in the sheet "
            "{assignments}, save, and run:",
            networks=Sheet.NETWORKS.title(language),
            assignments=Sheet.ASSIGNMENTS.title(language),
        )
    )
    screen.line(f"  netcompose check {quoted(str(path))}", GOOD)


def _show_networks(screen: Screen, view: View) -> None:
    attributes = view.mixed[:ATTRIBUTES_SHOWN]
    leading = view.leading
    headings: list[tuple[Value, bool]] = [
        (Column.NETWORK.title(view.language), False),
        (Heading.MEMBERS.title(view.language), True),
    ]
    if leading is not None:
        headings.append((DutyName.of(leading).title(view.language), False))
    headings += [(_plural(attribute), True) for attribute in attributes]
    headings.append((say("New leaders"), True))

    def row(network: Network) -> list[Value]:
        members = view.members(network.id)
        cells: list[Value] = [view.network_name(network.id), len(members)]
        if leading is not None:
            holder = view.holder(leading, network.id)
            cells.append(holder.name if holder else "–")
        cells += [len(view.counts(network.id, attribute).keys() - {""}) for attribute in attributes]
        return [*cells, sum(map(view.is_new, members))]

    screen.table(headings, map(row, view.networks[:NETWORKS_SHOWN]))
    screen.more(len(view.networks) - NETWORKS_SHOWN)


def _show_worst(screen: Screen, plan: Plan) -> None:
    """The worst networks, and what is proven about them."""
    worst = fairness_sentence(plan)
    if worst is not None:
        proven = all(one.proven for one in plan.fairness)
        screen.item("✓" if proven else "–", worst, GOOD if proven else MUTED)


def _plural(attribute: str) -> Value:
    """What several values of an attribute are called over a column of counts."""
    match attribute:
        case "department":
            return say("Departments")
        case "level":
            return say("Levels")
        case "workplace":
            return say("Workplaces")
        case "title":
            return say("Titles")
        case _:
            return attribute


def _show_duties(screen: Screen, view: View) -> None:
    """How many of the duties somebody was found for."""
    counted: list[tuple[Duty, int, int, Sentence]] = []
    meetings = len(view.meetings)
    new = sum(map(view.is_new, view.seated))
    for duty, settings in view.policy.duties.per_network.items():
        if settings.from_pool:
            found, wanted = view.served(duty)
            sentence = say("{duties}: {found} of {wanted} networks.", duties=RULES[duty], found=found, wanted=wanted)
            counted.append((duty, found, wanted, sentence))
    if Duty.HOST in view.duties:
        found = sum(view.host(network.id, number) is not None for network in view.networks for number in view.meetings)
        wanted = len(view.networks) * meetings
        counted.append(
            (Duty.HOST, found, wanted, say("Hosts: {found} of {wanted} meetings.", found=found, wanted=wanted))
        )
    if Duty.MENTOR in view.duties:
        found = sum(view.mentor(member.id) is not None for member in view.seated)
        counted.append(
            (Duty.MENTOR, found, new, say("Mentors: {found} of {wanted} new leaders.", found=found, wanted=new))
        )
    for _, found, wanted, sentence in counted:
        screen.item("✓" if found >= wanted else "✗", sentence, GOOD if found >= wanted else BAD)


def _show_calendar(screen: Screen, view: View) -> None:
    """When the meetings are, and what else is in the calendar."""
    days = sorted(meeting.date for meeting in view.plan.meetings if meeting.date is not None)
    if days:
        sentence = say_n(
            "{n} meeting, on {first}.",
            "{n} meetings, the first on {first}, the last on {last}.",
            len(days),
            first=long_day(days[0], view.language),
            last=long_day(days[-1], view.language),
        )
        screen.item("✓", sentence, GOOD)
    for event in view.plan.events:
        if event.kind is EventKind.SEMINAR:
            told = say("{title}: {day}.", title=event.title, day=long_day(event.first, view.language))
            screen.item("✓", told, GOOD)


def _show_broken(screen: Screen, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    broken = [verdict for verdict in verdicts if verdict.violations]
    if not broken:
        screen.item("✓", say("All rules are kept."), GOOD)
        return
    show_verdicts(screen.console, broken, screen.language)


def _show_questions(screen: Screen, view: View) -> None:
    questions = open_questions(view.plan, view.person)
    if view.plan.not_placed:
        screen.line()
    for sentence in shared_reasons(view.plan):
        screen.item("–", sentence)
    if questions:
        screen.line(
            say_n("{n} leader has no seat yet:", "{n} leaders have no seat yet:", len(questions)),
            STRONG,
        )
        for person, reason in questions[:QUESTIONS_SHOWN]:
            screen.item("?", say("{name}: {reason}", name=person.name, reason=reason), WARN)
        screen.more(len(questions) - QUESTIONS_SHOWN)
