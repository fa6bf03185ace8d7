"""`netcompose solve`: the main job."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netcompose.cli.answers import Files
from netcompose.cli.ending import Voice, handled
from netcompose.cli.impossible import explain_impossible, say_out_of_time
from netcompose.cli.options import (
    TIME_LIMIT,
    CalendarOption,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Json,
    Lang,
    Listed,
    Networks,
    OrgChart,
    Out,
    PageOption,
    PolicyOption,
    Quiet,
    ReportingLine,
    SaveModel,
    Seed,
    SheetOption,
    SheetsPerNetwork,
    Size,
    TimeLimit,
    Units,
    asked,
    reading,
    with_options,
)
from netcompose.cli.root import app
from netcompose.language import locale_language

if TYPE_CHECKING:
    from netcompose.read import Source
    from netcompose.tasks.solve import Solved


@app.command()
def solve(
    org: OrgChart,
    out: Out = None,
    policy: PolicyOption = "odder",
    size: Size = None,
    networks: Networks = None,
    reporting_line: ReportingLine = None,
    seed: Seed = 1,
    time_limit: TimeLimit = TIME_LIMIT,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    page: PageOption = None,
    calendar: CalendarOption = None,
    sheets_per_network: SheetsPerNetwork = False,
    save_model: SaveModel = None,
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Compose the networks and write the plan as a workbook."""
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice):
        from netcompose.compose.outcome import OutOfTime
        from netcompose.compose.search import Effort
        from netcompose.plan import Appointments
        from netcompose.policy.load import load_policy
        from netcompose.read import read_organisation, read_plan
        from netcompose.report.progress import shown_progress
        from netcompose.tasks.solve import Solved
        from netcompose.tasks.solve import solve as compose_plan

        today = date.today()
        settings = with_options(load_policy(policy), size, networks, reporting_line, today)
        voice.language = lang or settings.language or locale_language()
        how = reading(
            settings,
            lang or settings.language,
            sheet=sheet,
            columns=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        files = Files(out if out is not None else _beside(org, force), page, calendar, sheets_per_network, force)
        files.ensure(save_model)
        source = read_organisation(org, how)
        last = read_plan(org, how).appointments if settings.duties.builds_on_the_last else Appointments()
        voice.language = lang or settings.language or source.language
        if save_model is not None:  # before it is solved: it may be the solving that fails
            from netcompose.cli.saving import save_models
            from netcompose.tasks.models import models

            save_models(voice, save_model, models(source.organisation, settings, today), force)
        with shown_progress(voice.console(), voice.language) as tell:
            effort = Effort(seed=seed, seconds=time_limit, progress=tell, stop=voice.stopped.is_set)
            answer = compose_plan(
                source.organisation, settings, today=today, effort=effort, language=voice.language, last=last
            )
        if isinstance(answer, Solved):
            options = asked(
                sheet=sheet,
                columns=column,
                units=units,
                listed=listed,
                department_depth=department_depth,
                time_limit=time_limit,
            )
            _deliver(voice, answer, source, files, org.name, options)
        elif isinstance(answer, OutOfTime):
            say_out_of_time(voice, answer)
        else:
            explain_impossible(voice, answer, settings, source.findings, today, effort)


def _beside(org: Path, force: bool) -> Path:
    """Where the plan goes when nobody says: beside the org chart, under the first free name."""
    first = org.with_name(f"{org.stem}-plan.xlsx")
    free = first
    number = 2
    while free.exists() and not force:
        free = first.with_stem(f"{first.stem} ({number})")
        number += 1
    return free


def _deliver(
    voice: Voice, solved: Solved, source: Source, files: Files, input_name: str, options: tuple[tuple[str, str], ...]
) -> None:
    """Write what is asked for, then tell of it."""
    from netcompose.policy.load import policy_toml
    from netcompose.report.terminal.plan import show_plan
    from netcompose.report.versions import versions
    from netcompose.report.workbook import Provenance, write_workbook

    policy, organisation = solved.scenario.policy, source.organisation
    findings = (*source.findings, *solved.findings)
    write_workbook(
        files.workbook,
        plan=solved.plan,
        organisation=organisation,
        policy=policy,
        findings=findings,
        language=voice.language,
        provenance=Provenance(
            input_name=input_name,
            input_digest=source.digest,
            policy_toml=policy_toml(policy),
            options=options,
            versions=tuple(versions()),
        ),
        force=files.force,
        handouts=files.handouts,
        calendars=files.links(solved.plan, voice.language, files.workbook),
    )
    files.write_beside(solved.plan, organisation, policy, voice.language)
    if voice.json:
        from netcompose.report.document import plan_document

        voice.answer(plan_document(solved.plan, organisation, findings, voice.language))
    show_plan(
        voice.console(),
        plan=solved.plan,
        organisation=organisation,
        policy=policy,
        findings=findings,
        path=files.workbook,
        page=files.page,
        calendar=files.calendar,
        language=voice.language,
    )
