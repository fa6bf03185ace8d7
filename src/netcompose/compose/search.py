"""Compose: pre-checks, deal and repair, bounds – and CP-SAT where these do not meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.compose.deal import DEALS, FIRST_DEALS, FIRST_STEPS, RANK_STEPS, SMALL, Deal
from netcompose.compose.effort import Effort
from netcompose.compose.fairness import fair
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


BROKEN_DEALS: Final = 2
"""Deals after which a contradiction is suspected when none of them has kept all rules."""

GLANCE, STEPS = 100, 20_000
"""Steps of polishing where only one deal is made: before anything else, and for as long as it may help."""


def compose(scenario: Scenario, effort: Effort) -> Outcome:
    """Seat everybody: a composition that keeps every rule and is as good as can be proven, or why there is none."""
    if conflict := contradictions(scenario):
        return Impossible(conflict)
    table = Table(scenario)
    deal, settled = _small(table, effort) if len(table.people) <= SMALL else _large(table, effort)
    start = table.composition(deal.books.network_of) if deal.books.broken == 0 else None
    outcome: Outcome
    if settled is not None:
        outcome = settled
    elif start is not None and deal.finished:
        outcome = Composed(start, table.bounds.unavoidable, table.bounds.proven)
    elif len(scenario.participants) * len(scenario.networks) > MOST_SEATS or effort.seconds <= 0 or effort.stop():
        outcome = OutOfTime() if start is None else Composed(start, table.bounds.unavoidable, table.bounds.proven)
    else:
        from netcompose.compose.closing import close  # ortools takes most of a second to load: only when it is needed

        outcome = close(table, effort, start)
    if not isinstance(outcome, Composed):
        return outcome
    outcome = fair(table, effort, outcome, deal if outcome.composition is start else None)
    return replace(outcome, composition=canonical(scenario, outcome.composition))


def _small(table: Table, effort: Effort) -> tuple[Deal, Outcome | None]:
    """The best of a few deals: first with all goals at once, for nearly always all can be at their least; else rank by rank.

    When the first ones break rules, it is asked whether there is a composition at all; the outcome, when there is none.
    """
    outlined = _outlined(table, effort)
    best: Deal | None = None
    for attempt in range(FIRST_DEALS if outlined else DEALS):
        deal = Deal(table, effort.seed + attempt)
        deal.mend(FIRST_STEPS, effort.stop)
        if best is None or deal.state < best.state:
            best = deal
        if deal.finished or effort.stop():
            break
        if attempt + 1 == BROKEN_DEALS and best.books.broken and effort.seconds > 0:
            from netcompose.compose.core import contradiction  # ortools takes most of a second to load

            if (outcome := contradiction(table.scenario, effort)) is not None:
                return best, outcome
    assert best is not None
    _mend_by_rank(best, effort)
    return best, None


def _outlined(table: Table, effort: Effort) -> bool:
    """Whether CP-SAT is to be asked how good the networks of heads let it be."""
    return effort.seconds > 0 and any(table.bounds.heads(goal) for goal in range(len(table.goals)))


def _mend_by_rank(deal: Deal, effort: Effort) -> None:
    if not deal.finished and len({goal.rank for goal in deal.table.goals}) > 1:
        deal.reweigh(deal.table.ranked_weights())
        deal.mend(RANK_STEPS, effort.stop)


def _large(table: Table, effort: Effort) -> tuple[Deal, Outcome | None]:
    """One deal; before it is polished, whether it can follow an outline to a plan that is proven best."""
    deal = Deal(table, effort.seed)
    deal.mend(GLANCE, effort.stop)
    if deal.books.broken:
        deal.mend(FIRST_STEPS, effort.stop)
    if not deal.finished and deal.books.broken == 0 and _outlined(table, effort) and not effort.stop():
        from netcompose.compose.closing import outlined

        composition, outcome = outlined(table, effort, table.composition(deal.books.network_of))
        if outcome is not None:
            return deal, outcome
        at = {network: i for i, network in enumerate(table.networks)}
        deal.reseat([at[composition.seats[person]] for person in table.people])
    deal.mend(STEPS, effort.stop)
    _mend_by_rank(deal, effort)
    return deal, None
