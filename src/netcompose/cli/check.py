"""`netcompose check`: judge a plan."""

from __future__ import annotations

from typing import Annotated

import typer

from netcompose.cli.ending import Exit, Voice, handled
from netcompose.cli.options import (
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Json,
    Lang,
    Listed,
    Networks,
    PageOption,
    PlanFile,
    Quiet,
    ReportingLine,
    SheetOption,
    Size,
    Units,
)
from netcompose.cli.plans import opened
from netcompose.cli.root import app
from netcompose.language import locale_language, say

SWAPS = 3
"""How many of the best swaps are told."""


@app.command()
def check(
    plan: PlanFile,
    policy: Annotated[
        str | None,
        typer.Option("--policy", metavar="NAME|FILE", help="The policy to judge by; the plan's own when left out."),
    ] = None,
    size: Size = None,
    networks: Networks = None,
    reporting_line: ReportingLine = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    page: PageOption = None,
    force: Force = False,
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge a plan: ours, edited by hand, or any list of people with a network column."""
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice):
        from netcompose.report.document import check_document
        from netcompose.report.files import ensure_writable
        from netcompose.report.page import write_page
        from netcompose.report.terminal.findings import show_findings
        from netcompose.report.terminal.rules import show_distance, show_verdicts
        from netcompose.tasks.check import check as judge

        if page is not None:
            ensure_writable(page, force)
        found = opened(
            plan,
            voice,
            lang,
            policy=policy,
            size=size,
            networks=networks,
            reporting_line=reporting_line,
            sheet=sheet,
            column=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        source = found.source
        judged = judge(
            source.organisation,
            found.policy,
            found.composition,
            source.appointments,
            today=found.today,
            meetings=source.calendar,
            events=source.events,
            written=source.written,
            swaps=SWAPS,
        )
        if json:
            voice.answer(check_document(judged.verdicts, source.findings, voice.language, judged.goals, judged.swaps))
        else:
            out = voice.console(stderr=False)
            show_verdicts(out, judged.verdicts, voice.language)
            show_distance(out, judged.goals, judged.swaps, source.organisation, voice.language)
        show_findings(voice.console(), source.findings, voice.language)
        if page is not None:
            write_page(
                page,
                plan=judged.as_plan(source.appointments, source.calendar, source.events),
                organisation=source.organisation,
                policy=found.policy,
                language=voice.language,
                force=force,
            )
            voice.console().print(say("The members' page: {path}", path=str(page)).text(voice.language), markup=False)
        if judged.broken:
            raise typer.Exit(Exit.RULES_BROKEN)
