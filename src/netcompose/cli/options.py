"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from netcompose.cli.usage import Unusable, cannot_be
from netcompose.language import Language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.language import Sentence
    from netcompose.policy.settings import Policy
    from netcompose.read import Reading

TIME_LIMIT: Final = 20.0  # seconds, when nobody says
ORGCHART, COMPOSING, ANSWER = "The org chart", "Composing", "The answer"

OrgChart: TypeAlias = Annotated[
    Path, typer.Argument(metavar="ORGCHART", help="The org chart: .xlsx, .xlsm, .xls, .ods or .csv.")
]
PlanFile: TypeAlias = Annotated[
    Path, typer.Argument(metavar="PLAN", help="Our workbook, or any list of people with a network column.")
]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write.", rich_help_panel=ANSWER)
]
SheetsPerNetwork: TypeAlias = Annotated[
    bool,
    typer.Option("--sheets-per-network", help="Also a sheet for each network, to hand out.", rich_help_panel=ANSWER),
]
PageOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--page", metavar="FILE", help="Also a page for the members, one HTML file to send.", rich_help_panel=ANSWER
    ),
]
CalendarOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--calendar",
        metavar="DIR",
        help="Also write the meetings as .ics files there: one a network, and one for all.",
        rich_help_panel=ANSWER,
    ),
]
Force: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Replace the file if it exists.", rich_help_panel=ANSWER)
]
PolicyOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--policy", metavar="NAME|FILE", help="A shipped policy, or your own TOML file.", rich_help_panel=COMPOSING
    ),
]
Size: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="8-9", help="Members of each network; frees the number of networks.", rich_help_panel=COMPOSING
    ),
]
Networks: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="N|auto", help="How many networks; auto lets the sizes decide.", rich_help_panel=COMPOSING),
]
ReportingLine: TypeAlias = Annotated[
    Literal["direct", "chain", "off"] | None,
    typer.Option(help="Keep apart: own superior, everybody above, or nobody.", rich_help_panel=COMPOSING),
]
Seed: TypeAlias = Annotated[
    int, typer.Option(min=0, help="The same seed gives the same plan.", rich_help_panel=COMPOSING)
]
TimeLimit: TypeAlias = Annotated[
    float,
    typer.Option(
        min=0, metavar="SECONDS", help="How long to look for a better plan or a proof.", rich_help_panel=COMPOSING
    ),
]
SheetOption: TypeAlias = Annotated[
    str | None, typer.Option("--sheet", help="The sheet to read, when not the one found.", rich_help_panel=ORGCHART)
]
ColumnOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=HEADER",
        help="Which column holds what, e.g. department=Org.enhed; repeatable.",
        rich_help_panel=ORGCHART,
    ),
]
Units: TypeAlias = Annotated[
    Path | None, typer.Option(help="A second file with the units and their parent units.", rich_help_panel=ORGCHART)
]
Listed: TypeAlias = Annotated[
    Literal["auto", "leaders", "staff"],
    typer.Option(help="Whether the list holds leaders only or the whole staff.", rich_help_panel=ORGCHART),
]
DepartmentDepth: TypeAlias = Annotated[
    int | None, typer.Option(min=0, help="How far down the units departments are taken from.", rich_help_panel=ORGCHART)
]
Lang: TypeAlias = Annotated[Language | None, typer.Option(help="Language of the answer.", rich_help_panel=ANSWER)]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel=ANSWER)]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing when all is well.", rich_help_panel=ANSWER)
]
SaveModel: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--save-model",
        metavar="FILE",
        help="Also the model that is solved, with nobody's id or name in it: for the report of a fault.",
        rich_help_panel=ANSWER,
    ),
]
Debug: TypeAlias = Annotated[bool, typer.Option(help="Show tracebacks; they may hold names.", rich_help_panel=ANSWER)]


def with_options(
    policy: Policy,
    size: str | None,
    networks: str | None,
    reporting_line: Literal["direct", "chain", "off"] | None,
    today: date,
) -> Policy:
    """The policy with the command's own wishes, and with the day of the run noted where it counts new leaders from.

    A size without a number of networks frees the number.
    """
    from netcompose.policy.settings import MOST_NETWORKS
    from netcompose.policy.settings import Size as Sizes

    settings, number = policy.networks, policy.networks.number
    try:
        members = settings.size if size is None else Sizes.parse(size)
    except ValueError as error:
        raise Unusable(cannot_be("--size", str(size), _fault(error))) from None
    if networks == "auto" or (networks is None and size is not None):
        number = "auto"
    elif networks is not None:
        if not networks.isdecimal() or not 1 <= int(networks[:6]) <= MOST_NETWORKS:
            raise Unusable(say("Give a number from 1 to {most}, or auto.", most=MOST_NETWORKS), "--networks")
        number = int(networks)
    rules = policy.rules if reporting_line is None else policy.rules.with_reporting_line(reporting_line)
    newcomers = policy.new_leaders.model_copy(update={"as_of": policy.new_leaders.as_of or today})
    return policy.model_copy(
        update={
            "networks": settings.model_copy(update={"size": members, "number": number}),
            "rules": rules,
            "new_leaders": newcomers,
        }
    )


def asked(
    *,
    sheet: str | None,
    columns: Sequence[str] | None,
    units: Path | None,
    listed: str,
    department_depth: int | None,
    time_limit: float,
) -> tuple[tuple[str, str], ...]:
    """What of the command line a repeat needs besides policy and seed, as (name, value); what was left out is left out."""
    given = [
        ("--sheet", sheet),
        *(("--column", column) for column in columns or ()),
        ("--units", units),
        ("--listed", None if listed == "auto" else listed),
        ("--department-depth", department_depth),
        ("--time-limit", None if time_limit == TIME_LIMIT else f"{time_limit:g}"),
    ]
    return tuple((name, str(value)) for name, value in given if value is not None)


def _fault(error: ValueError) -> Sentence | str:
    """What is wrong with a refused size, as a clause, without the library's frame around it."""
    from pydantic import ValidationError

    from netcompose.policy.values import fault_of

    if isinstance(error, ValidationError):
        return fault_of(error.errors(include_url=False)[0])
    told: Sentence = error.args[0]
    return told


def reading(
    policy: Policy,
    language: Language | None,
    *,
    sheet: str | None,
    columns: Sequence[str] | None,
    units: Path | None,
    listed: Literal["auto", "leaders", "staff"],
    department_depth: int | None,
) -> Reading:
    """How to read the org chart: the policy's columns and levels, and the command's options before them."""
    from netcompose.read import Reading

    named = dict(policy.columns)
    for column in columns or ():
        field, equals, header = column.partition("=")
        if not equals or not field.strip() or not header.strip():
            raise Unusable(say("'{column}' should look like department=Org.enhed.", column=column), "--column")
        named[field.strip()] = header.strip()
    return Reading(
        sheet=sheet,
        columns=named,
        levels=policy.levels,
        language=language,
        listed=listed,
        department_depth=department_depth,
        units=units,
        lines_needed=policy.rules.reporting_line != "off",
        today=policy.new_leaders.as_of,
    )
