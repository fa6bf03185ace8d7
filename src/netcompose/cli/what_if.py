"""`netcompose what-if`: scenarios side by side."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from netcompose.cli.ending import Exit, Voice, handled
from netcompose.cli.options import (
    ANSWER,
    COMPOSING,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Json,
    Lang,
    Listed,
    Out,
    PlanFile,
    Quiet,
    Seed,
    SheetOption,
    TimeLimit,
    Units,
    reading,
    with_options,
)
from netcompose.cli.root import app
from netcompose.cli.usage import Unusable
from netcompose.language import Language, locale_language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.plan import Composition
    from netcompose.policy.settings import Policy
    from netcompose.read import PlanSource
    from netcompose.tasks.executors import Executor
    from netcompose.tasks.what_if import Comparison, Setting

MOST_SCENARIOS = 10_000

Choice = tuple[str, str, "Callable[[Policy], Policy]"]


@app.command("what-if")
def what_if(
    org: PlanFile,
    out: Out = None,
    size: Annotated[
        list[str] | None,
        typer.Option(metavar="8-9", help="Sizes to try; repeatable.", rich_help_panel=COMPOSING),
    ] = None,
    networks: Annotated[
        list[str] | None,
        typer.Option(metavar="7..11", help="Numbers of networks to try; repeatable.", rich_help_panel=COMPOSING),
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="NAME|FILE",
            help="Policies to try, the plan's own when left out; repeatable.",
            rich_help_panel=COMPOSING,
        ),
    ] = None,
    reporting_line: Annotated[
        list[str] | None,
        typer.Option(metavar="direct|chain|off", help="Whom to keep apart; repeatable.", rich_help_panel=COMPOSING),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Any setting of the policy, e.g. rules.siblings=true; repeatable.",
            rich_help_panel=COMPOSING,
        ),
    ] = None,
    keep: Annotated[
        int, typer.Option(min=0, help="Write the full plans of the best N scenarios.", rich_help_panel=ANSWER)
    ] = 0,
    parallel: Annotated[
        Literal["auto", "on", "off"],
        typer.Option(help="Solve in several processes: where it pays, always, never.", rich_help_panel=COMPOSING),
    ] = "auto",
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Solve on a Dask cluster (netcompose[dask]).", rich_help_panel=COMPOSING),
    ] = None,
    seed: Seed = 1,
    time_limit: TimeLimit = 10,
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
    """Compare scenarios: other sizes, numbers of networks, policies and rules, each combination composed and judged."""
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice), ExitStack() as stack:
        from netcompose.compose.search import Effort
        from netcompose.policy.load import load_policy, parse_policy
        from netcompose.read import read_plan
        from netcompose.report.decisions import what_if_document
        from netcompose.report.files import ensure_writable
        from netcompose.report.terminal.findings import show_findings
        from netcompose.report.terminal.what_if import show_comparison, show_tried
        from netcompose.tasks import what_if as task

        today = date.today()
        policies = [with_options(load_policy(name), None, None, None, today) for name in policy or ["odder"]]
        axes = _axes(size, networks, reporting_line, set_, today)
        settings = task.product_of(policies, axes)
        if len(settings) > MOST_SCENARIOS:
            raise Unusable(
                say("{n} scenarios are too many; {most} are the most.", n=len(settings), most=MOST_SCENARIOS)
            )
        targets = _targets(org, out, keep, settings)
        for target in targets:
            ensure_writable(target, force)
        how = reading(
            policies[0],
            lang,
            sheet=sheet,
            columns=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        source = read_plan(org, how)
        if policy is None and source.policy_toml is not None:
            policies = [with_options(parse_policy(source.policy_toml, org.name), None, None, None, today)]
            settings = task.product_of(policies, axes)
        voice.language = lang or policies[0].language or source.language
        comparison = task.what_if(
            source.organisation,
            settings,
            present=_present(source, voice.language),
            today=today,
            effort=Effort(seed=seed, seconds=time_limit, stop=voice.stopped.is_set),
            language=voice.language,
            executor=_executor(stack, parallel, cluster, len(settings), len(source.organisation)),
            told=lambda number, tried: show_tried(voice.console(), number, len(settings), tried, voice.language),
        )
        _write(voice, comparison, source, org.name, out, targets, keep, force)
        if json:
            voice.answer(what_if_document(comparison, source.findings, voice.language))
        else:
            show_comparison(voice.console(stderr=False), comparison, voice.language)
        show_findings(voice.console(), source.findings, voice.language)
        if comparison.best is None:
            late = any(tried.status == "out_of_time" for tried in comparison.scenarios)
            raise typer.Exit(Exit.NO_PLAN_IN_TIME if late else Exit.INFEASIBLE)


def _axes(
    sizes: Sequence[str] | None,
    networks: Sequence[str] | None,
    lines: Sequence[str] | None,
    settings: Sequence[str] | None,
    today: date,
) -> list[list[Choice]]:
    """What is tried, axis by axis; each axis given has at least one choice."""
    axes: list[list[Choice]] = []
    if sizes:
        axes.append([("size", text, _sized(text, today)) for text in dict.fromkeys(sizes)])
    numbers = [number for text in networks or () for number in _numbers(text)]
    if numbers:
        axes.append([("networks", text, _numbered(text, today)) for text in dict.fromkeys(numbers)])
    if lines:
        for line in lines:
            if line not in {"direct", "chain", "off"}:
                raise Unusable(say("Give direct, chain or off."), "--reporting-line")
        axes.append([("reporting line", line, _lined(line)) for line in dict.fromkeys(lines)])
    by_key: dict[str, list[Choice]] = {}
    for setting in settings or ():
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise Unusable(say("'{setting}' should look like rules.siblings=true.", setting=setting), "--set")
        by_key.setdefault(key.strip(), []).append((key.strip(), value.strip(), _set(key.strip(), value.strip())))
    return [*axes, *by_key.values()]


def _sized(size: str, today: date) -> Callable[[Policy], Policy]:
    return lambda policy: with_options(policy, size, None, None, today)


def _numbered(number: str, today: date) -> Callable[[Policy], Policy]:
    return lambda policy: with_options(policy, None, number, None, today)


def _lined(line: str) -> Callable[[Policy], Policy]:
    return lambda policy: policy.model_copy(update={"rules": policy.rules.with_reporting_line(line)})  # type: ignore[arg-type]


def _set(key: str, value: str) -> Callable[[Policy], Policy]:
    from netcompose.policy.load import with_setting

    return lambda policy: with_setting(policy, key, value)


def _numbers(text: str) -> list[str]:
    """The numbers in "7..11", "7-11", "9" or "auto"."""
    match = re.fullmatch(r"\s*(\d{1,5})(?:\s*(?:\.\.|-|–)\s*(\d{1,5}))?\s*", text)
    if match is None or int(match[1]) < 1:
        if text.strip() == "auto":
            return ["auto"]
        raise Unusable(say("Give numbers like 7..11, 9 or auto."), "--networks")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise Unusable(say("{text} has its last number first.", text=text), "--networks")
    return [str(number) for number in range(first, last + 1)]


def _executor(
    stack: ExitStack, parallel: Literal["auto", "on", "off"], cluster: str | None, scenarios: int, people: int
) -> Executor:
    """Where to solve. A process takes about a second to load everything, so only long work is spread out (docs/performance.md)."""
    from netcompose.tasks.executors import Processes, Serial, connected

    if cluster is not None:
        try:
            return stack.enter_context(connected(cluster))
        except ModuleNotFoundError:
            raise Unusable(say("A cluster needs `pip install netcompose[dask]`."), "--cluster") from None
    if parallel == "on" or (parallel == "auto" and scenarios > 1 and scenarios * people >= 100_000):
        return Processes()
    return Serial()


def _present(source: PlanSource, language: Language) -> Composition | None:
    """Today's plan, where the sheet has one that seats most of those who have a network column."""
    from netcompose.tasks.check import seated

    composition = seated(source.organisation, source.double_seats, language)
    return composition if len(composition.networks) > 1 else None


def _targets(org: Path, out: Path | None, keep: int, settings: Sequence[Setting]) -> list[Path]:
    """All files that will be written: the comparison, and the plans that are kept."""
    stem = out if out is not None else org.with_name(f"{org.stem}-what-if.xlsx")
    plans = [stem.with_stem(f"{stem.stem}-plan-{number}") for number in range(1, min(keep, len(settings)) + 1)]
    return [*([out] if out is not None else []), *plans]


def _write(
    voice: Voice,
    comparison: Comparison,
    source: PlanSource,
    input_name: str,
    out: Path | None,
    targets: Sequence[Path],
    keep: int,
    force: bool,
) -> None:
    """The workbook with the comparison, and the plans of the best scenarios."""
    from netcompose.policy.load import policy_toml
    from netcompose.report.versions import versions
    from netcompose.report.workbook import Provenance, write_workbook
    from netcompose.report.workbook.what_if import write_comparison
    from netcompose.tasks.what_if import ranked

    if out is not None:
        write_comparison(out, comparison, language=voice.language, origin=input_name, force=force)
    plans = targets[1:] if out is not None else targets
    for target, tried in zip(plans, ranked(comparison)[:keep], strict=False):
        assert tried.plan is not None
        policy = tried.setting.policy
        write_workbook(
            target,
            plan=tried.plan,
            organisation=source.organisation,
            policy=policy,
            findings=source.findings,
            language=voice.language,
            provenance=Provenance(
                input_name=input_name,
                input_digest=source.digest,
                policy_toml=policy_toml(policy),
                options=tuple(tried.setting.chosen),
                versions=tuple(versions()),
            ),
            force=force,
        )
        voice.console().print(say("{name}: {file}", name=tried.setting.name, file=str(target)).text(voice.language))
