"""The commands, in the order in which HR meets them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcompose.cli.ending import Exit, Voice, handled
from netcompose.cli.options import (
    ANSWER,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Json,
    Lang,
    Listed,
    Networks,
    PolicyOption,
    Quiet,
    ReportingLine,
    Seed,
    SheetOption,
    Size,
    TimeLimit,
    Units,
    reading,
    with_options,
)
from netcompose.language import Language, say

if TYPE_CHECKING:
    from netcompose.compose.outcome import OutOfTime
    from netcompose.findings import Finding
    from netcompose.read import Source
    from netcompose.tasks.solve import Solved, Unsolvable

app = typer.Typer(
    name="netcompose",
    help="Compose leadership networks from an org chart: every rule kept, the mix proven best.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
policies_app = typer.Typer(help="The policies that come with netcompose.", invoke_without_command=True)
app.add_typer(policies_app, name="policies")

OrgChart = Annotated[Path, typer.Argument(metavar="ORGCHART", help="The org chart: .xlsx, .xlsm, .xls, .ods or .csv.")]
PlanFile = Annotated[
    Path, typer.Argument(metavar="PLAN", help="Our workbook, or any list of people with a network column.")
]
Out = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write.", rich_help_panel=ANSWER)
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.", rich_help_panel=ANSWER)]


def _version(asked: bool) -> None:
    if asked:
        from netcompose.report.versions import versions

        for name, version in versions():
            typer.echo(f"{name} {version}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Versions of netcompose and its libraries."),
    ] = False,
) -> None:
    """Compose leadership networks from an org chart: every rule kept, the mix proven best."""


@app.command()
def solve(
    org: OrgChart,
    out: Out = None,
    policy: PolicyOption = "odder",
    size: Size = None,
    networks: Networks = None,
    reporting_line: ReportingLine = None,
    seed: Seed = 1,
    time_limit: TimeLimit = 20,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Compose the networks and write the plan as a workbook."""
    voice = Voice(lang or Language.EN, json, quiet, debug)
    with handled(voice):
        from netcompose.compose.outcome import OutOfTime
        from netcompose.compose.search import Effort
        from netcompose.policy.load import load_policy
        from netcompose.read import read_organisation
        from netcompose.report.files import ensure_writable
        from netcompose.report.progress import shown_progress
        from netcompose.tasks.solve import Solved
        from netcompose.tasks.solve import solve as compose_plan

        today = date.today()
        settings = with_options(load_policy(policy), size, networks, reporting_line, today)
        voice.language = lang or settings.language or Language.EN
        how = reading(
            settings,
            lang or settings.language,
            sheet=sheet,
            columns=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        target = out if out is not None else _beside(org, force)
        ensure_writable(target, force)
        source = read_organisation(org, how)
        voice.language = lang or settings.language or source.language
        with shown_progress(voice.console(), voice.language) as tell:
            effort = Effort(seed=seed, seconds=time_limit, progress=tell, stop=voice.stopped.is_set)
            answer = compose_plan(source.organisation, settings, today=today, effort=effort, language=voice.language)
        if isinstance(answer, Solved):
            _deliver(voice, answer, source, target, force, org.name)
        elif isinstance(answer, OutOfTime):
            _out_of_time(voice, answer)
        else:
            _explain(voice, answer, source.findings, today, effort)


def _beside(org: Path, force: bool) -> Path:
    """Where the plan goes when nobody says: beside the org chart, under the first free name."""
    first = org.with_name(f"{org.stem}-plan.xlsx")
    free = first
    number = 2
    while free.exists() and not force:
        free = first.with_stem(f"{first.stem} ({number})")
        number += 1
    return free


def _deliver(voice: Voice, solved: Solved, source: Source, target: Path, force: bool, input_name: str) -> None:
    """Write the workbook, then tell of it."""
    from netcompose.policy.load import policy_toml
    from netcompose.report.document import plan_document
    from netcompose.report.terminal import show_plan
    from netcompose.report.versions import versions
    from netcompose.report.workbook import Provenance, write_workbook

    policy, organisation = solved.scenario.policy, source.organisation
    findings = (*source.findings, *solved.findings)
    write_workbook(
        target,
        plan=solved.plan,
        organisation=organisation,
        policy=policy,
        findings=findings,
        language=voice.language,
        provenance=Provenance(
            input_name=input_name,
            input_digest=source.digest,
            policy_toml=policy_toml(policy),
            versions=tuple(versions()),
        ),
        force=force,
    )
    if voice.json:
        voice.answer(plan_document(solved.plan, organisation, findings, voice.language))
    show_plan(
        voice.console(),
        plan=solved.plan,
        organisation=organisation,
        policy=policy,
        findings=findings,
        path=target,
        language=voice.language,
    )


def _out_of_time(voice: Voice, answer: OutOfTime) -> None:
    del answer
    voice.complain(
        say("No plan was found within the time limit, nor a proof that there is none."),
        say("Give it longer with --time-limit SECONDS."),
    )
    if voice.json:
        from netcompose.report.document import findings_document

        voice.answer(findings_document((), voice.language))
    raise typer.Exit(Exit.NO_PLAN_IN_TIME)


def _explain(voice: Voice, unsolvable: Unsolvable, findings: tuple[Finding, ...], today: date, effort: object) -> None:
    """Say which rules contradict each other, and what would help."""
    from netcompose.compose.search import Effort
    from netcompose.report.document import infeasible_document
    from netcompose.report.terminal import show_conflict
    from netcompose.tasks.ways_out import ways_out

    assert isinstance(effort, Effort)
    ways = ways_out(unsolvable, today=today, effort=effort, language=voice.language)
    conflict = unsolvable.conflict.conflict
    if voice.json:
        voice.answer(infeasible_document(conflict, ways, findings, voice.language))
    show_conflict(Voice(voice.language).console(), conflict, ways, voice.language)
    raise typer.Exit(Exit.INFEASIBLE)


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
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge a plan: ours, edited by hand, or any list of people with a network column."""
    voice = Voice(lang or Language.EN, json, quiet, debug)
    with handled(voice):
        from netcompose.policy.load import load_policy, parse_policy
        from netcompose.read import read_plan
        from netcompose.report.document import check_document
        from netcompose.report.terminal import show_findings, show_verdicts
        from netcompose.tasks.check import check as judge
        from netcompose.tasks.check import seated

        today = date.today()
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
        judged = judge(source.organisation, settings, composition, source.appointments, today=today)
        if json:
            voice.answer(check_document(judged.verdicts, source.findings, voice.language))
        else:
            show_verdicts(voice.console(stderr=False), judged.verdicts, voice.language)
        show_findings(voice.console(), source.findings, voice.language)
        if judged.broken:
            raise typer.Exit(Exit.RULES_BROKEN)


@app.command()
def columns(
    org: OrgChart,
    policy: PolicyOption = "odder",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the columns into a policy of your own, made from --policy.",
            rich_help_panel=ANSWER,
        ),
    ] = None,
    force: Force = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Show how an org chart is understood: which column is taken for what, and why."""
    voice = Voice(lang or Language.EN, debug=debug)
    with handled(voice):
        from netcompose.policy.load import load_policy
        from netcompose.read import read_organisation
        from netcompose.report.terminal import show_columns, show_findings

        settings = load_policy(policy)
        how = reading(
            settings, lang, sheet=sheet, columns=column, units=units, listed=listed, department_depth=department_depth
        )
        source = read_organisation(org, how)
        voice.language = lang or source.language
        show_columns(voice.console(stderr=False), source.columns, voice.language)
        show_findings(voice.console(stderr=False), source.findings, voice.language)
        if save is not None:
            _save_columns(save, policy, {choice.field: choice.header for choice in source.columns}, force)
            voice.complain(say("The columns are written into {file}; use it with --policy {file}.", file=str(save)))


def _save_columns(target: Path, policy: str, columns: dict[str, str], force: bool) -> None:
    """A policy of one's own that says which column holds what, so that nothing need be found out next time."""
    from netcompose.policy.load import parse_policy, policy_text, with_columns
    from netcompose.report.files import write_atomically

    text = with_columns(policy_text(policy), columns)
    parse_policy(text, str(target))
    write_atomically(target, text.encode("utf-8"), force)


@policies_app.callback()
def policies(context: typer.Context, lang: Lang = None) -> None:
    """List the policies that come with netcompose."""
    if context.invoked_subcommand is not None:
        return
    voice = Voice(lang or Language.EN)
    with handled(voice):
        from netcompose.policy.load import load_policy, shipped_policies
        from netcompose.report.terminal import show_policies

        show_policies(voice.console(stderr=False), [load_policy(name) for name in shipped_policies()], voice.language)


@policies_app.command("show")
def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A shipped policy, or a TOML file.")],
    toml: Annotated[bool, typer.Option("--toml", help="As TOML, with its comments, to start your own from.")] = False,
    lang: Lang = None,
) -> None:
    """Show one policy in full."""
    voice = Voice(lang or Language.EN)
    with handled(voice):
        from netcompose.policy.load import load_policy, policy_text
        from netcompose.report.terminal import show_policy

        policy = load_policy(name)
        if toml:
            typer.echo(policy_text(name), nl=False)
        else:
            show_policy(voice.console(stderr=False), policy, voice.language)


def main() -> None:
    """The entry point: a console that cannot show a letter shows a substitute, and never stops the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app()
