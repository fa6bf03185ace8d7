"""`netcompose repeat`: make a plan again from what it tells of itself, and compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from netcompose.cli.ending import Exit, Voice, handled
from netcompose.cli.options import ANSWER, TIME_LIMIT, Debug, Json, Lang, PlanFile, Quiet, reading
from netcompose.cli.root import app
from netcompose.language import Language, locale_language, say

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.policy.settings import Policy
    from netcompose.read import PlanSource, Source


@app.command()
def repeat(
    plan: PlanFile,
    org: Annotated[
        Path | None,
        typer.Option(
            "--org",
            metavar="ORGCHART",
            help="The org chart it was made from, when not beside it.",
            rich_help_panel=ANSWER,
        ),
    ] = None,
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a plan again from its own policy, seed and options, and say whether it comes out the same. Nothing is written."""
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice):
        from netcompose.compose.search import Effort
        from netcompose.plan import Appointments
        from netcompose.policy.load import parse_policy
        from netcompose.read import Reading, read_organisation, read_plan
        from netcompose.report.versions import versions
        from netcompose.sheets import Fact
        from netcompose.tasks.check import seated
        from netcompose.tasks.repeat import Outcome, differences, other_versions
        from netcompose.tasks.solve import Solved, solve

        then = read_plan(plan, Reading(lines_needed=False))
        voice.language = lang or then.language
        if then.policy_toml is None or not {Fact.SEED, Fact.INPUT, Fact.DIGEST} <= then.facts.keys():
            _refuse(
                "NC601",
                say("This is no plan of ours: the sheet that tells how it was made is missing."),
                say("Give the workbook that solve wrote."),
            )
        settings = parse_policy(then.policy_toml, plan.name)
        options = _Options(then.facts.get(Fact.OPTION, ()))
        how = options.reading(settings, then.language)
        chart = org or plan.with_name(then.facts[Fact.INPUT][0])
        source = read_organisation(chart, how)
        _same_input(source, then, chart)
        last = read_plan(chart, how).appointments if settings.duties.builds_on_the_last else Appointments()
        effort = Effort(seed=int(then.facts[Fact.SEED][0]), seconds=options.time_limit, stop=voice.stopped.is_set)
        today = settings.new_leaders.as_of or date.today()
        now = solve(source.organisation, settings, today=today, effort=effort, language=then.language, last=last)
        if not isinstance(now, Solved):
            voice.complain(say("The repeat found no plan at all."))
            raise typer.Exit(Exit.RULES_BROKEN)
        before = seated(then.organisation, then.double_seats, then.language)
        plan_now = now.plan
        found = differences(
            Outcome(before, then.appointments, then.calendar, then.events),
            Outcome(plan_now.composition, plan_now.appointments, plan_now.meetings, plan_now.events),
        )
        made_with = tuple((name, version) for name, _, version in (v.rpartition(" ") for v in then.facts[Fact.VERSION]))
        others = other_versions(made_with, versions())
        if json:
            voice.answer(_document(found, others, voice.language))
        _tell(voice, [difference.message for difference in found], others)
        if found:
            raise typer.Exit(Exit.RULES_BROKEN)


class _Options:
    """The options that the plan was made with, as its About sheet tells them ("--sheet Ledere")."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._given = [(name, value) for name, _, value in (line.partition(" ") for line in lines)]

    def _last(self, name: str) -> str | None:
        return next((value for key, value in reversed(self._given) if key == name), None)

    @property
    def time_limit(self) -> float:
        return float(self._last("--time-limit") or TIME_LIMIT)

    def reading(self, settings: Policy, language: Language) -> Any:
        units, depth, listed = self._last("--units"), self._last("--department-depth"), self._last("--listed")
        return reading(
            settings,
            settings.language or language,
            sheet=self._last("--sheet"),
            columns=[value for name, value in self._given if name == "--column"],
            units=Path(units) if units else None,
            listed="leaders" if listed == "leaders" else "staff" if listed == "staff" else "auto",
            department_depth=int(depth) if depth else None,
        )


def _same_input(source: Source, then: PlanSource, chart: Path) -> None:
    """Only from the very same file can a plan be made again.

    Raises:
        Refused: its SHA-256 is another (NC602).
    """
    from netcompose.sheets import Fact

    if source.digest != then.facts[Fact.DIGEST][0]:
        _refuse(
            "NC602",
            say("{file} is not the file that the plan was made from: it has been changed since.", file=chart.name),
            say("Give the old file with --org, or make a new plan with solve."),
        )


def _refuse(code: str, message: Sentence, remedy: Sentence) -> NoReturn:
    from netcompose.findings import Finding, Refused, Severity

    raise Refused([Finding(code, Severity.ERROR, message, remedy)])


def _document(found: tuple[Any, ...], others: tuple[tuple[str, str, str], ...], language: Language) -> dict[str, Any]:
    return {
        "format": "netcompose.repeat/1",
        "same": not found,
        "differences": [{"people": list(d.people), "message": d.message.text(language)} for d in found],
        "versions": [{"name": name, "then": then, "now": now} for name, then, now in others],
    }


def _tell(voice: Voice, messages: list[Sentence], others: tuple[tuple[str, str, str], ...]) -> None:
    from netcompose.report.terminal.screen import Screen

    screen = Screen(voice.console(), voice.language)
    if not messages:
        screen.line(say("The repeat gives the same plan: every seat, every duty and every date."))
    for message in messages:
        screen.line(message)
    for name, then, now in others:
        screen.line(say("{name} was {then} when the plan was made and is {now} now.", name=name, then=then, now=now))
