"""What was noticed about the input: by code, errors first, each with where it is and how to mend it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from netcompose.findings import Severity
from netcompose.language import listed, say, say_n
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, WARN, Screen
from netcompose.report.words import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence, Value

PLACES_SHOWN: Final = 3
SEVERITY_STYLE: Final = {Severity.ERROR: BAD, Severity.WARNING: WARN, Severity.NOTE: MUTED}


def show_findings(console: Console, findings: Sequence[Finding], language: Language) -> None:
    """Everything that was noticed; of many alike the first few, and how many more."""
    screen = Screen(console, language)
    if not findings:
        screen.item("✓", say("Nothing was found that needs a look."), GOOD)
        return
    screen.line(counted(findings), STRONG)
    for code, group in grouped(findings):
        screen.line()
        severity = SEVERITIES[group[0].severity]
        title = severity if len(group) == 1 else say("{severity}, {n} times", severity=severity, n=len(group))
        screen.item(code, title, SEVERITY_STYLE[group[0].severity])
        for found in group[:PLACES_SHOWN]:
            screen.item("–", _placed(found), MUTED, indent=3)
        screen.more(len(group) - PLACES_SHOWN, indent=5)
        screen.item("→", group[0].remedy, GOOD, indent=3)


def grouped(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by code, errors first; within a code in their order."""
    order = list(Severity)
    by_code = sorted(findings, key=lambda found: (order.index(found.severity), found.code))
    return [
        (code, list(group)) for (_, code), group in groupby(by_code, key=lambda found: (found.severity, found.code))
    ]


def counted(findings: Sequence[Finding]) -> Sentence:
    """How many errors, warnings and notes."""
    numbers = {severity: sum(found.severity is severity for found in findings) for severity in Severity}
    told = {
        Severity.ERROR: say_n("{n} error", "{n} errors", numbers[Severity.ERROR]),
        Severity.WARNING: say_n("{n} warning", "{n} warnings", numbers[Severity.WARNING]),
        Severity.NOTE: say_n("{n} note", "{n} notes", numbers[Severity.NOTE]),
    }
    return say(
        "Noticed in the input: {counts}", counts=listed(*(told[severity] for severity in Severity if numbers[severity]))
    )


def first(group: Sequence[Finding]) -> Value:
    """The first finding of a group, and how many more there are."""
    if len(group) == 1:
        return group[0].message
    return say("{message} (and {n} more like it)", message=group[0].message, n=len(group) - 1)


def _placed(found: Finding) -> Sentence:
    """Where it is, what stood there, and what is wrong with it."""
    where = "!".join(filter(None, [found.sheet, found.cell]))
    if found.value is None:
        return say("{place}: {message}", place=where, message=found.message) if where else found.message
    if where:
        return say("{place} “{value}”: {message}", place=where, value=found.value, message=found.message)
    return say("“{value}”: {message}", value=found.value, message=found.message)
