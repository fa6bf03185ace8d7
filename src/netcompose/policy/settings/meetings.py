"""Settings on time: meetings and evaluation."""

from __future__ import annotations

from pydantic import Field

from netcompose.policy.settings.base import Settings


class Meetings(Settings):
    """How often and how long the networks meet."""

    a_year: int = Field(ge=1, le=52)
    hours: float = Field(gt=0, le=24)


class Evaluation(Settings):
    """When the networks are evaluated, and by whom, in the policy's own words."""

    when: str
    by: str
