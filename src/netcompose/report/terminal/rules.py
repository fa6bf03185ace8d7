"""What the judges say, and why there is no plan when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import listed, say, say_n
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, Screen
from netcompose.report.words import BROKEN, KEPT, OPEN, mark, rule_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Value
    from netcompose.organisation import Organisation
    from netcompose.plan import GoalResult, Verdict
    from netcompose.report.document import Conflict, WayOut
    from netcompose.tasks.check import Swap

WITNESSES_SHOWN: Final = 10
STYLES: Final = {KEPT: GOOD, BROKEN: BAD, OPEN: MUTED}


def show_verdicts(console: Console, verdicts: Sequence[Verdict], language: Language) -> None:
    """What the judges say: tick or cross, the sentence, and who is meant."""
    screen = Screen(console, language)
    for verdict in verdicts:
        sign, name = mark(verdict), rule_name(verdict.rule, verdict.attribute)
        screen.item(sign, say("{rule}: {sentence}", rule=name, sentence=verdict.summary), STYLES[sign])
        if sign != BROKEN and not (verdict.rule == "as_written" and verdict.witnesses):
            continue
        for witness in verdict.witnesses[:WITNESSES_SHOWN]:
            screen.item("–", witness, BAD, indent=3)
        screen.more(len(verdict.witnesses) - WITNESSES_SHOWN, indent=5)


def show_distance(
    console: Console,
    goals: Sequence[GoalResult],
    swaps: Sequence[Swap],
    organisation: Organisation,
    language: Language,
) -> None:
    """How far a plan is from the best that may be possible, and the swaps that would bring it nearest."""
    screen = Screen(console, language)
    away = [goal for goal in goals if goal.gap]
    if goals:
        screen.line()
        screen.line(
            say("How far from the best possible:") if away else say("No plan can be better in any of the goals."),
            STRONG,
        )
    for goal in away:
        screen.item(
            "–",
            say_n(
                "{goal}: {n} pair more than is proven to be needed",
                "{goal}: {n} pairs more than are proven to be needed",
                goal.gap,
                goal=rule_name(goal.goal, goal.attribute),
            ),
            MUTED,
        )
    if swaps:
        screen.line(say("Swaps that would gain most:"), STRONG)
    for swap in swaps:
        gains: list[Value] = []
        if swap.broken:
            gains.append(say("broken rules {change}", change=f"{swap.broken:+d}"))
        gains += [
            say("{goal} {change}", goal=rule_name(goal.goal, goal.attribute), change=f"{change:+d}")
            for goal, change in swap.goals
            if change
        ]
        names = (organisation.person(swap.one).name, organisation.person(swap.other).name)
        screen.item("→", say("{one} and {other}: {gains}.", one=names[0], other=names[1], gains=listed(*gains)), GOOD)


def show_conflict(
    console: Console, contradictions: Sequence[Sequence[Conflict]], ways_out: Sequence[WayOut], language: Language
) -> None:
    """Why there is no plan, and the ways out, cheapest first as they come."""
    screen = Screen(console, language)
    screen.line(say("No plan keeps all the rules."), BAD)
    for number, conflict in enumerate(contradictions, start=1):
        if not conflict:
            continue
        screen.line()
        if len(contradictions) > 1:
            screen.line(say("Contradiction {n} of {total}:", n=number, total=len(contradictions)), STRONG)
        else:
            screen.line(say_n("This rule cannot be kept:", "These rules contradict each other:", len(conflict)), STRONG)
        for part in conflict:
            screen.item("✗", say("{rule}: {sentence}", rule=rule_name(part.rule), sentence=part.message), BAD)
    if ways_out:
        screen.line()
        screen.line(say_n("A way out:", "Ways out:", len(ways_out)), STRONG)
        for way in ways_out:
            screen.item("→", say("{change} → {effect}", change=way.change, effect=way.effect), GOOD)


def show_suspicion(console: Console, suspected: Sequence[Conflict], language: Language) -> None:
    """What may contradict itself, though that is not proven; nothing when nothing is suspected."""
    if not suspected:
        return
    screen = Screen(console, language)
    screen.line(
        say("One search found that no plan keeps these together, but a second one could not confirm it in time:"),
        STRONG,
    )
    for part in suspected:
        screen.item("?", say("{rule}: {sentence}", rule=rule_name(part.rule), sentence=part.message), STRONG)
