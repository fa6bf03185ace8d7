"""`netcompose check`: judge a plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from netcompose.cli.app import app
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
    reading,
    with_options,
)
from netcompose.language import locale_language, say


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
        from netcompose.policy.load import load_policy, parse_policy
        from netcompose.read import read_plan
        from netcompose.report.document import check_document
        from netcompose.report.files import ensure_writable
        from netcompose.report.page import write_page
        from netcompose.report.terminal import show_findings, show_verdicts
        from netcompose.tasks.check import check as judge
        from netcompose.tasks.check import seated

        today = date.today()
        if page is not None:
            ensure_writable(page, force)
        settings = with_options(load_policy(policy or "odder"), size, networks, reporting_line, today)
        source = read_plan(
            plan,
            reading(
                settings,
                lang,
                sheet=sheet,
                columns=column,
                units=units,
                listed=listed,
                department_depth=department_depth,
            ),
        )
        if policy is None and source.policy_toml is not None:
            settings = with_options(parse_policy(source.policy_toml, plan.name), size, networks, reporting_line, today)
        voice.language = lang or settings.language or source.language
        composition = seated(source.organisation, source.double_seats, voice.language)
        judged = judge(
            source.organisation,
            settings,
            composition,
            source.appointments,
            today=today,
            meetings=source.calendar,
            events=source.events,
        )
        if json:
            voice.answer(check_document(judged.verdicts, source.findings, voice.language))
        else:
            show_verdicts(voice.console(stderr=False), judged.verdicts, voice.language)
        show_findings(voice.console(), source.findings, voice.language)
        if page is not None:
            write_page(
                page,
                plan=judged.as_plan(source.appointments, source.calendar, source.events),
                organisation=source.organisation,
                policy=settings,
                language=voice.language,
                force=force,
            )
            voice.console().print(say("The members' page: {path}", path=str(page)).text(voice.language), markup=False)
        if judged.broken:
            raise typer.Exit(Exit.RULES_BROKEN)
