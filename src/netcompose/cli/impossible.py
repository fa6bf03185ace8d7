"""What every command says when there is no plan: which rules and people contradict each other and the ways out, or that time ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

from netcompose.cli.ending import Exit, Voice
from netcompose.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.compose.outcome import OutOfTime
    from netcompose.compose.search import Effort
    from netcompose.findings import Finding
    from netcompose.policy.settings import Policy
    from netcompose.tasks.solve import Unsolvable


def explain_impossible(
    voice: Voice, unsolvable: Unsolvable, policy: Policy, findings: Sequence[Finding], today: date, effort: Effort
) -> NoReturn:
    """Say what contradicts itself and what would help; the command ends with exit code 4."""
    from netcompose.report.document import infeasible_document
    from netcompose.report.terminal.rules import show_conflict
    from netcompose.tasks.conflicts import conflicts
    from netcompose.tasks.ways_out import ways_out

    found = [part.conflict for part in conflicts(unsolvable, effort)]
    ways = ways_out(unsolvable, today=today, effort=effort, language=voice.language, policy=policy)
    if voice.json:
        voice.answer(infeasible_document(found, ways, findings, voice.language))
    show_conflict(Voice(voice.language).console(), found, ways, voice.language)
    raise typer.Exit(Exit.INFEASIBLE)


def say_out_of_time(voice: Voice, answer: OutOfTime) -> NoReturn:
    """Say that neither a plan nor a proof was found, and what is suspected; the command ends with exit code 5, or 130 after Ctrl-C."""
    from netcompose.report.document import out_of_time_document
    from netcompose.report.terminal.rules import show_suspicion

    if voice.json:
        voice.answer(out_of_time_document(answer.suspected, voice.language))
    if voice.stopped.is_set():
        voice.complain(say("Stopped before there was a plan; nothing was written."))
        raise typer.Exit(Exit.STOPPED)
    voice.complain(say("No plan was found within the time limit, nor a proof that there is none."))
    show_suspicion(Voice(voice.language).console(), answer.suspected, voice.language)
    voice.complain(say("Give it longer with --time-limit SECONDS."))
    raise typer.Exit(Exit.NO_PLAN_IN_TIME)
