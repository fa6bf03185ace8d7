"""`netcompose explain`: why somebody sits here, what any other seat would cost; or why there is no plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import (
    ANSWER,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Json,
    Lang,
    Listed,
    Networks,
    PlanFile,
    Quiet,
    ReportingLine,
    Seed,
    SheetOption,
    Size,
    TimeLimit,
    Units,
)
from netcompose.cli.plans import opened
from netcompose.cli.root import app
from netcompose.cli.usage import Unusable
from netcompose.language import Language, listed, locale_language, say

if TYPE_CHECKING:
    from netcompose.cli.plans import Opened
    from netcompose.tasks.explain import Explainer

ASKED = "What is asked"


@app.command()
def explain(
    plan: PlanFile,
    leader: Annotated[
        str | None,
        typer.Option(metavar="ID|NAME", help="What every other seat would cost this leader.", rich_help_panel=ASKED),
    ] = None,
    swap: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="What it would change if two leaders swapped seats.", rich_help_panel=ASKED),
    ] = None,
    move: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A NETWORK", help="What it would change if a leader went there.", rich_help_panel=ASKED),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            metavar="NAME|FILE",
            help="The policy to judge by; the plan's own when left out.",
            rich_help_panel=ANSWER,
        ),
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
    lang: Lang = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Explain a seat in a plan (--leader, --swap, --move); without them, why no plan keeps all the rules, and the ways out."""
    if sum(asked is not None for asked in (leader, swap, move)) > 1:
        raise Unusable(say("Ask for one of --leader, --swap and --move at a time."))
    voice = Voice(lang or locale_language(), json, quiet, debug)
    with handled(voice):
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
        if leader is None and swap is None and move is None:
            _contradictions(voice, found, seed, time_limit)
        else:
            _seats(voice, found, leader, swap, move)


def _seats(
    voice: Voice, found: Opened, leader: str | None, swap: tuple[str, str] | None, move: tuple[str, str] | None
) -> None:
    """The price of one leader's seats, of a swap or of a move."""
    from netcompose.report.decisions import change_document, seats_document
    from netcompose.report.terminal.findings import show_findings
    from netcompose.report.terminal.seats import show_change, show_seats
    from netcompose.tasks.explain import Explainer

    explainer = Explainer(found.source.organisation, found.policy, found.composition, found.today)
    organisation, findings = found.source.organisation, found.source.findings
    out = voice.console(stderr=False)
    if leader is not None:
        person = _person(explainer, leader, "--leader", voice.language)
        seats = explainer.seats(person)
        if voice.json:
            voice.answer(seats_document(person, seats, organisation, findings, voice.language))
        else:
            show_seats(out, person, seats, organisation, voice.language)
    else:
        if swap is not None:
            change = explainer.swap(*(_person(explainer, one, "--swap", voice.language) for one in swap))
        else:
            assert move is not None
            person = _person(explainer, move[0], "--move", voice.language)
            network = _network(explainer, move[1], voice.language)
            change = explainer.move(person, network)
        if voice.json:
            voice.answer(change_document(change, organisation, findings, voice.language))
        else:
            show_change(out, change, organisation, voice.language)
    if found.policy.networks.given and not voice.json:
        typer.echo(
            say(
                "The networks are given: everybody sits where the sheet says. Write another network there to change it."
            ).text(voice.language)
        )
    show_findings(voice.console(), findings, voice.language)


def _person(explainer: Explainer, asked: str, option: str, language: Language) -> str:
    """The member meant: by id, else by a name that only one of them has."""
    wanted = " ".join(asked.split()).casefold()
    members = [person for person in explainer.organisation.people if explainer.seated(person.id)]
    for found in (
        [person for person in members if person.id == asked.strip()],
        [person for person in members if " ".join(person.name.split()).casefold() == wanted],
        [person for person in members if wanted and wanted in person.name.casefold()],
    ):
        if len(found) == 1:
            return found[0].id
        if found:
            ids = listed(*(person.id for person in found[:8]))
            raise Unusable(
                say("'{asked}' is more than one member; give the id: {ids}.", asked=asked, ids=ids), option, language
            )
    raise Unusable(say("'{asked}' is no member of a network in this plan.", asked=asked), option, language)


def _network(explainer: Explainer, asked: str, language: Language) -> str:
    """The network meant: by id or name ("3", "Network 3")."""
    from netcompose.sheets import network_name

    wanted = asked.strip().casefold()
    for network in explainer.networks():
        names = {network, *(network_name(network, one) for one in Language)}
        if wanted in {name.casefold() for name in names}:
            return network
    raise Unusable(
        say("'{asked}' is no network of this plan: {names}.", asked=asked, names=listed(*explainer.networks())),
        "--move",
        language,
    )


def _contradictions(voice: Voice, found: Opened, seed: int, time_limit: float) -> None:
    """Why no plan keeps all the rules; or that one does."""
    from netcompose.cli.impossible import explain_impossible, say_out_of_time
    from netcompose.compose.outcome import OutOfTime
    from netcompose.compose.search import Effort
    from netcompose.report.document import infeasible_document
    from netcompose.tasks.solve import Unsolvable, solve

    effort = Effort(seed=seed, seconds=time_limit, stop=voice.stopped.is_set)
    organisation, findings = found.source.organisation, found.source.findings
    answer = solve(organisation, found.policy, today=found.today, effort=effort, language=voice.language)
    if isinstance(answer, Unsolvable):
        explain_impossible(voice, answer, found.policy, findings, found.today, effort)
    if isinstance(answer, OutOfTime):
        say_out_of_time(voice, answer)
    if voice.json:
        voice.answer(infeasible_document((), (), findings, voice.language))
    else:
        typer.echo(
            say("Nothing contradicts itself: a plan that keeps all the rules exists.").text(voice.language)
            + "\n"
            + say("Ask for a seat with --leader, --swap or --move.").text(voice.language)
        )
