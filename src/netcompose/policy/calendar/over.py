"""Meetings that are over when a plan changes: nothing about them is decided or judged anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netcompose.plan import Meeting
    from netcompose.policy.settings import Policy

NOTICE: Final = timedelta(weeks=4)
"""A meeting that has no date yet is not called at shorter notice than this."""


def over(
    policy: Policy, networks: Iterable[str], meetings: Iterable[Meeting], today: date
) -> frozenset[tuple[str, int]]:
    """(network, number) of each meeting that has been held, and of those without a date whose part of the period is as good as gone.

    Without any dates nothing is known of what has been held. The first day of the policy's period must be settled.
    """
    dates = {(meeting.network, meeting.number): meeting.date for meeting in meetings if meeting.date is not None}
    if not dates or policy.meetings is None:
        return frozenset()
    number = policy.meetings_held
    gone = {n for n in range(1, number + 1) if policy.period.part(n, number)[1] < today + NOTICE}
    return frozenset(
        (network, n)
        for network in networks
        for n in range(1, number + 1)
        if (dates[network, n] < today if (network, n) in dates else n in gone)
    )
