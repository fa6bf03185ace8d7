"""What the judges say, and why there is no plan when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say, say_n
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, Screen
from netcompose.report.words import BROKEN, KEPT, OPEN, mark, rule_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language
    from netcompose.plan import Verdict
    from netcompose.report.document import Conflict, WayOut

WITNESSES_SHOWN: Final = 10
STYLES: Final = {KEPT: GOOD, BROKEN: BAD, OPEN: MUTED}


def show_verdicts(console: Console, verdicts: Sequence[Verdict], language: Language) -> None:
    """What the judges say: tick or cross, the sentence, and who is meant."""
    screen = Screen(console, language)
    for verdict in verdicts:
        sign, name = mark(verdict), rule_name(verdict.rule, verdict.attribute)
        screen.item(sign, say("{rule}: {sentence}", rule=name, sentence=verdict.summary), STYLES[sign])
        if sign != BROKEN:
            continue
        for witness in verdict.witnesses[:WITNESSES_SHOWN]:
            screen.item("–", witness, BAD, indent=3)
        screen.more(len(verdict.witnesses) - WITNESSES_SHOWN, indent=5)


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
