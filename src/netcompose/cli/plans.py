"""Opening a plan: the sheet as it stands, and the policy that it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from netcompose.cli.options import reading, with_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.cli.ending import Voice
    from netcompose.language import Language
    from netcompose.plan import Composition
    from netcompose.policy.settings import Policy
    from netcompose.read import PlanSource


@dataclass(frozen=True)
class Opened:
    """A plan as read, the policy to judge it by, who sits where, and the day of the run."""

    source: PlanSource
    policy: Policy
    composition: Composition
    today: date


def opened(
    plan: Path,
    voice: Voice,
    lang: Language | None,
    *,
    policy: str | None,
    size: str | None,
    networks: str | None,
    reporting_line: Literal["direct", "chain", "off"] | None,
    sheet: str | None,
    column: Sequence[str] | None,
    units: Path | None,
    listed: Literal["auto", "leaders", "staff"],
    department_depth: int | None,
) -> Opened:
    """Read a plan; its own policy goes before ours when none is named. The voice takes on the plan's language."""
    from netcompose.policy.load import load_policy, parse_policy
    from netcompose.read import read_plan
    from netcompose.tasks.check import seated

    today = date.today()
    settings = with_options(load_policy(policy or "odder"), size, networks, reporting_line, today)
    how = reading(
        settings, lang, sheet=sheet, columns=column, units=units, listed=listed, department_depth=department_depth
    )
    source = read_plan(plan, how)
    if policy is None and source.policy_toml is not None:
        settings = with_options(parse_policy(source.policy_toml, plan.name), size, networks, reporting_line, today)
    voice.language = lang or settings.language or source.language
    return Opened(source, settings, seated(source.organisation, source.double_seats, voice.language), today)
