"""`netcompose rebalance`: membership has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcompose.cli.answers import Files
from netcompose.cli.ending import Exit, Voice, handled
from netcompose.cli.impossible import say_out_of_time
from netcompose.cli.options import (
    CalendarOption,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Json,
    Lang,
    Listed,
    Networks,
    Out,
    PageOption,
    PlanFile,
    Quiet,
    ReportingLine,
    SaveModel,
    Seed,
    SheetOption,
    SheetsPerNetwork,
    Size,
    TimeLimit,
    Units,
    reading,
    with_options,
)
from netcompose.cli.root import app
from netcompose.cli.usage import Unusable
from netcompose.language import locale_language, say

if TYPE_CHECKING:
    from netcompose.compose.search import Effort
    from netcompose.findings import Finding
    from netcompose.policy.settings import Policy
    from netcompose.read import PlanSource, Source
    from netcompose.tasks.rebalance import Rebalanced
    from netcompose.tasks.solve import Unsolvable

CHANGES = "What has changed"
MOVES = "Moves"


@app.command()
def rebalance(
    plan: PlanFile,
    org: Annotated[
        Path | None,
        typer.Argument(metavar="[ORGCHART]", help="The new org chart; the plan's own people when left out."),
    ] = None,
    leaver: Annotated[
        list[str] | None,
        typer.Option(metavar="ID|NAME", help="Somebody who leaves; repeatable.", rich_help_panel=CHANGES),
    ] = None,
    joiner: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROW|FILE",
            help='Somebody who comes: "id=…; name=…; manager=…", or a file of them; repeatable.',
            rich_help_panel=CHANGES,
        ),
    ] = None,
    successor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NEW=OLD",
            help="Who takes whose seat; NEW= for somebody who takes nobody's. Repeatable.",
            rich_help_panel=CHANGES,
        ),
    ] = None,
    acting_becomes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID|NAME", help="An acting leader who stays on as leader; repeatable.", rich_help_panel=CHANGES
        ),
    ] = None,
    max_moves: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="K",
            help="The best mix with at most so many moves; the fewest when left out.",
            rich_help_panel=MOVES,
        ),
    ] = None,
    keep_hosts: Annotated[
        bool, typer.Option("--keep-hosts", help="Nobody who hosts a meeting is moved.", rich_help_panel=MOVES)
    ] = False,
    out: Out = None,
    policy: Annotated[
        str | None,
        typer.Option("--policy", metavar="NAME|FILE", help="The policy; the plan's own when left out."),
    ] = None,
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
    """Seat leavers' networks and newcomers anew: fewest moves, then best mix."""
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice):
        from netcompose.compose.outcome import OutOfTime
        from netcompose.compose.search import Effort
        from netcompose.policy.load import load_policy, parse_policy
        from netcompose.read import Reading, read_joiners, read_organisation, read_plan
        from netcompose.report.progress import shown_progress
        from netcompose.tasks.differences import Wishes
        from netcompose.tasks.identities import with_ids_of
        from netcompose.tasks.rebalance import Rebalanced, Standing, Terms, ensure_seated, prepared, seat_anew

        today = date.today()
        settings = with_options(load_policy(policy or "odder"), size, networks, reporting_line, today)
        files = Files(out if out is not None else _beside(plan, force), page, calendar, sheets_per_network, force)
        files.ensure(save_model)
        how = reading(
            settings,
            lang,
            sheet=sheet,
            columns=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        before = read_plan(plan, how if org is None else Reading(language=lang, today=today, lines_needed=False))
        if policy is None and before.policy_toml is not None:
            settings = with_options(parse_policy(before.policy_toml, plan.name), size, networks, reporting_line, today)
            settings = _counted_from(settings, today)
        settings = _going_on(settings, before, today)
        source: Source = before if org is None else read_organisation(org, how)
        voice.language = lang or settings.language or source.language
        last = before.organisation if org is None else with_ids_of(before.organisation, source.organisation)
        ensure_seated(last)
        wishes = Wishes(
            leavers=tuple(leaver or ()),
            joiners=read_joiners(joiner or (), source.organisation, settings.levels),
            successors=tuple(_pair(text) for text in successor or ()),
            permanent=tuple(acting_becomes or ()),
        )
        terms = Terms(
            most_moves=max_moves,
            keep_hosts=keep_hosts,
            number=int(networks) if networks is not None and networks.isdecimal() else None,
        )
        seminar = before.events[0].first if before.events else None
        task = prepared(
            Standing(last, before.appointments, before.calendar, seminar),
            None if org is None else source.organisation,
            settings,
            wishes,
            terms,
            columns={choice.field for choice in source.columns},
            today=today,
        )
        if save_model is not None:
            from netcompose.cli.saving import save_models
            from netcompose.tasks.models import model_texts

            save_models(voice, save_model, model_texts(task.scenarios), force)
        with shown_progress(voice.console(), voice.language) as tell:
            effort = Effort(seed=seed, seconds=time_limit, progress=tell, stop=voice.stopped.is_set)
            answer = seat_anew(task, effort=effort, language=voice.language)
        if isinstance(answer, Rebalanced):
            _deliver(voice, answer, source, files, (org or plan).name)
        elif isinstance(answer, OutOfTime):
            say_out_of_time(voice, answer)
        else:
            _explain(voice, answer, settings, source.findings, today, effort)


def _beside(plan: Path, force: bool) -> Path:
    """Where the plan goes when nobody says: beside the last one, under the first free name."""
    first = plan.with_name(f"{plan.stem}-rebalanced.xlsx")
    free, number = first, 2
    while free.exists() and not force:
        free = first.with_stem(f"{first.stem} ({number})")
        number += 1
    return free


def _counted_from(policy: Policy, today: date) -> Policy:
    """The plan's own policy, with new leaders counted from today: the day it notes is that of the last run."""
    newcomers = policy.new_leaders
    as_of = max(newcomers.as_of or today, today)
    return policy.model_copy(update={"new_leaders": newcomers.model_copy(update={"as_of": as_of})})


def _going_on(policy: Policy, before: PlanSource, today: date) -> Policy:
    """A policy that leaves its first day open goes on with the plan's own period while that lasts."""
    from netcompose.policy.load import parse_policy

    if policy.period.first is not None or before.policy_toml is None:
        return policy
    own = parse_policy(before.policy_toml, "").period
    if own.first is None or own.last < today:
        return policy
    return policy.model_copy(update={"period": policy.period.model_copy(update={"first": own.first})})


def _pair(text: str) -> tuple[str, str]:
    new, equals, old = (part.strip() for part in text.partition("="))
    if not equals or not new:
        raise Unusable(
            say("'{text}' should look like NEW=OLD, or NEW= for nobody's successor.", text=text), "--successor"
        )
    return new, old


def _deliver(voice: Voice, answer: Rebalanced, source: Source, files: Files, input_name: str) -> None:
    """Write what is asked for, then tell of it."""
    from netcompose.policy.load import policy_toml
    from netcompose.report.rebalanced import rebalanced_document
    from netcompose.report.terminal.rebalanced import show_rebalanced
    from netcompose.report.versions import versions
    from netcompose.report.workbook import Provenance, write_workbook

    solved = answer.solved
    policy, organisation = solved.scenario.policy, solved.scenario.organisation
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
            versions=tuple(versions()),
        ),
        force=files.force,
        handouts=files.handouts,
        rebalanced=answer,
        calendars=files.links(solved.plan, voice.language, files.workbook),
    )
    files.write_beside(solved.plan, organisation, policy, voice.language, answer)
    if voice.json:
        voice.answer(rebalanced_document(answer, findings, voice.language))
    show_rebalanced(
        voice.console(),
        answer,
        findings=findings,
        path=files.workbook,
        page=files.page,
        calendar=files.calendar,
        language=voice.language,
    )


def _explain(
    voice: Voice,
    unsolvable: Unsolvable,
    policy: Policy,
    findings: tuple[Finding, ...],
    today: date,
    effort: Effort,
) -> None:
    """Say which rules contradict each other, and what would help: verified by solving, with its cost in moves where that is known."""
    from netcompose.report.document import infeasible_document
    from netcompose.report.terminal.rules import show_conflict
    from netcompose.tasks.conflicts import conflicts
    from netcompose.tasks.other_sizes import too_few_moves, ways_to_rebalance

    ways = ways_to_rebalance(unsolvable, today=today, effort=effort, language=voice.language, policy=policy)
    found = (unsolvable.conflict,) if too_few_moves(unsolvable) else conflicts(unsolvable, effort)
    contradictions = [one.conflict for one in found]
    if voice.json:
        voice.answer(infeasible_document(contradictions, ways, findings, voice.language))
    show_conflict(Voice(voice.language).console(), contradictions, ways, voice.language)
    raise typer.Exit(Exit.INFEASIBLE)
