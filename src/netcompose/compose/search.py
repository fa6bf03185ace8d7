"""Compose: pre-checks, deal and repair, bounds – and CP-SAT where these do not meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.compose.deal import DEALS, FIRST_DEALS, SMALL, Deal
from netcompose.compose.effort import Effort
from netcompose.compose.naming import canonical
from netcompose.compose.outcome import Composed, Impossible, OutOfTime
from netcompose.compose.prechecks import contradictions
from netcompose.compose.table import Table

if TYPE_CHECKING:
    from netcompose.compose.outcome import Outcome
    from netcompose.policy.scenario import Scenario

__all__ = ["Effort", "compose"]

MOST_SEATS: Final = 150_000
"""Participants x networks above which no CP-SAT model is built: it would not fit in memory or end in time (1,000 leaders do)."""


def compose(scenario: Scenario, effort: Effort) -> Outcome:
    """Seat everybody: a composition that keeps every rule and is as good as can be proven, or why there is none."""
    if conflict := contradictions(scenario):
        return Impossible(conflict)
    table = Table(scenario)
    deal = _dealt(table, effort)
    start = table.composition(deal.books.network_of) if deal.books.broken == 0 else None
    if start is not None and deal.finished:
        outcome: Outcome = Composed(start, table.bounds.unavoidable, table.bounds.proven)
    elif len(scenario.participants) * len(scenario.networks) > MOST_SEATS or effort.seconds <= 0 or effort.stop():
        outcome = OutOfTime() if start is None else Composed(start, table.bounds.unavoidable, table.bounds.proven)
    else:
        from netcompose.compose.closing import close  # ortools takes most of a second to load: only when it is needed

        outcome = close(table, effort, start)
    return (
        replace(outcome, composition=canonical(scenario, outcome.composition))
        if isinstance(outcome, Composed)
        else outcome
    )


def _dealt(table: Table, effort: Effort) -> Deal:
    """The best of a few deals: first with all goals at once, for nearly always all can be at their least; else rank by rank."""
    small = len(table.people) <= SMALL
    outlined = effort.seconds > 0 and any(table.bounds.heads(goal) for goal in range(len(table.goals)))
    best: Deal | None = None
    for attempt in range((FIRST_DEALS if outlined else DEALS) if small else 1):
        deal = Deal(table, effort.seed + attempt)
        deal.mend(1_500 if small else 20_000, effort.stop)
        if best is None or deal.state < best.state:
            best = deal
        if deal.finished or effort.stop():
            break
    assert best is not None
    if not best.finished and len({goal.rank for goal in table.goals}) > 1:
        best.reweigh(table.ranked_weights())
        best.mend(1_000, effort.stop)
    return best
