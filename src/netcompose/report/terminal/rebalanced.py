"""A rebalancing on one screen: who moves and why, what was handed on, and what more moves would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say, say_n
from netcompose.report.rebalanced import goal_name, moves_sentence, one_more, proof_of, shown_goals
from netcompose.report.terminal.findings import SEVERITY_STYLE, counted, first, grouped
from netcompose.report.terminal.screen import GOOD, STRONG, WARN, Screen
from netcompose.sheets import Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence, Value
    from netcompose.tasks.rebalance import Rebalanced

CHANGES_SHOWN: Final = 15
BAR: Final = 12
"""Signs of the longest bar."""


def show_rebalanced(
    console: Console,
    answer: Rebalanced,
    *,
    findings: Sequence[Finding],
    path: Path,
    language: Language,
    page: Path | None = None,
    calendar: Path | None = None,
) -> None:
    """The whole answer on one screen."""
    screen, plan = Screen(console, language), answer.solved.plan
    policy, differences = answer.solved.scenario.policy, answer.differences
    screen.line(policy.title or policy.name, STRONG)
    proven = answer.fewest_proven and all(goal.proven for goal in plan.goals)
    screen.line(moves_sentence(answer), GOOD if proven else WARN)
    networks = [
        say("Network {network}: {what}", network=network.network, what=what)
        for network in answer.changes.networks
        for what in (*([network.state] if network.state is not None else []), *network.dates)
    ]
    heirs = [succession for succession in differences.successions if not succession.same_person]
    told: list[tuple[Sentence, object]] = [
        (say_n("{n} leader has left", "{n} leaders have left", len(differences.left)), differences.left),
        (say_n("{n} leader has come", "{n} leaders have come", len(differences.came)), differences.came),
        (say_n("{n} takes a predecessor's seat", "{n} take a predecessor's seat", len(heirs)), heirs),
        (
            say_n(
                "{n} thing is new about those who stay (the sheet {changes})",
                "{n} things are new about those who stay (the sheet {changes})",
                len(answer.changes.facts),
                changes=Sheet.CHANGES.title(language),
            ),
            answer.changes.facts,
        ),
        *((sentence, sentence) for sentence in networks[:CHANGES_SHOWN]),
    ]
    for sentence, who in told:
        if who:
            screen.item("·", sentence)
    screen.more(len(networks) - CHANGES_SHOWN)
    if answer.changes.nothing:
        screen.item("✓", say("Nothing has changed: the plan stands as it is."), GOOD)
    _show_broken(screen, answer)
    _show_changes(screen, answer)
    _show_trade_off(screen, answer)
    if findings:
        screen.line()
        screen.line(counted(findings), STRONG)
        for code, group in grouped(findings):
            screen.item(code, first(group), SEVERITY_STYLE[group[0].severity])
    screen.line()
    screen.written(path, page, calendar)
    screen.line(
        say(
            "Next: the sheet {changes} says who moves and why, {messages} has a text for each of them.",
            changes=Sheet.CHANGES.title(language),
            messages=Sheet.MESSAGES.title(language),
        )
        if not answer.changes.nothing
        else say("Next: nothing. The workbook is the plan as it was.")
    )


def _show_broken(screen: Screen, answer: Rebalanced) -> None:
    """What the present seats would have broken."""
    witnesses = [witness for verdict in answer.to_mend for witness in verdict.witnesses]
    for witness in witnesses[:CHANGES_SHOWN]:
        screen.item("!", say("Mended: {witness}", witness=witness), WARN)
    screen.more(len(witnesses) - CHANGES_SHOWN)


def _show_changes(screen: Screen, answer: Rebalanced) -> None:
    people = answer.changes.people
    if not people:
        return
    screen.line()
    for change in people[:CHANGES_SHOWN]:
        name = answer.differences.name(change.leader)
        sentence = (
            say("{name} {what}", name=name, what=change.what)
            if change.why is None
            else say("{name} {what} ({why})", name=name, what=change.what, why=change.why)
        )
        screen.item("→" if change.destination else "·", sentence)
    screen.more(len(people) - CHANGES_SHOWN)


def _show_trade_off(screen: Screen, answer: Rebalanced) -> None:
    """A row a point, with a bar of the pairs above the unavoidable; only where there is something to choose."""
    points, shown = answer.trade_off, shown_goals(answer)
    if len(points) < 2:
        return
    screen.line()
    screen.line(say("Moves and mix: pairs who meet although it can be avoided, goal by goal"), STRONG)
    totals = [sum(point.goals[i].excess for i in shown) for point in points]
    longest = max(*totals, 1)
    headings: list[tuple[Value, bool]] = [(Heading.MOVES.title(screen.language), True)]
    names = [screen.plain(goal_name(points[0].goals[i])) for i in shown]
    headings += [(name[:1].upper() + name[1:], True) for name in names]
    headings += [("", False), (Heading.PROOF.title(screen.language), False)]
    rows: list[list[Value]] = [
        [
            point.moves,
            *(point.goals[i].excess for i in shown),
            "█" * round(total * BAR / longest),
            say("{proof}, chosen", proof=proof_of(point)) if point.moves == answer.moves else proof_of(point),
        ]
        for point, total in zip(points, totals, strict=True)
    ]
    screen.table(headings, rows)
    if (more := one_more(answer)) is not None:
        screen.line(more)
