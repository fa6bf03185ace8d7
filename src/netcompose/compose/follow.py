"""An outline followed by a deal: its networks as they are drawn, everybody else around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.compose.deal import Deal
from netcompose.compose.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.compose.aggregate import Outline

DEALS: Final = 4
"""How many times the networks without heads are dealt before an outline is given up."""


def filled(table: Table, drawn: Outline, seed: int, stop: Callable[[], bool] = lambda: False) -> Deal | None:
    """A deal of everybody that follows an outline: its networks as they are, the people left dealt over the other networks.

    What the outline only counted can still be broken in it; a little mending follows. None when there is nothing to follow, or when
    following it divides those who must sit together.
    """
    if drawn.networks is None:
        return None
    seats = {person: network for network, members in drawn.networks for person in members}
    named = {network for network, _ in drawn.networks}
    scenario = table.scenario
    people = tuple(person for person in table.people if person not in seats)
    networks = tuple(network for network in table.networks if network not in named)
    if networks and people:
        rest = Table(replace(scenario, participants=people, networks=networks))
        best: Deal | None = None
        for attempt in range(DEALS):
            deal = Deal(rest, seed + attempt)
            deal.mend(1_500, stop)
            if best is None or deal.state < best.state:
                best = deal
            if deal.finished or stop():
                break
        assert best is not None
        seats.update((person, networks[best.books.network_of[i]]) for i, person in enumerate(people))
    at = {network: i for i, network in enumerate(table.networks)}
    dealt = [at[seats[person]] for person in table.people]
    for unit, seat in zip(table.units, table.seat, strict=True):
        if any(dealt[person] != (dealt[unit[0]] if seat < 0 else seat) for person in unit):
            return None  # kinds were counted, not people: a group that must sit together is divided, and a deal never mends that
    whole = Deal(table, seed, dealt)
    whole.mend(300, stop)
    return whole


def followed(
    table: Table,
    drawn: Outline,
    deal: Deal,
    steps: int,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Bring a deal to follow an outline by exchanges, then mend it: where there are many networks, far less work than dealing anew."""
    books, at = deal.books, {network: i for i, network in enumerate(table.networks)}
    index = {person: i for i, person in enumerate(table.people)}
    for network, members in drawn.networks or ():
        here, wanted = at[network], {index[person] for person in members}
        leaving = [person for person in books.members[here] if person not in wanted and deal.swappable[person]]
        for person in sorted(wanted.difference(books.members[here])):
            if not deal.swappable[person]:
                continue
            if leaving:
                _, _, other = books.best_swap(person, here, leaving)
                leaving.remove(other)
                books.swap(person, other)
            else:
                books.move(person, here)
        for person in leaving:
            roomy = min(
                range(len(table.networks)), key=lambda n: (n == here, books.sums[0][n], *books.moving(person, n))
            )
            books.move(person, roomy)
    deal.hold(at[network] for network, _ in drawn.networks or ())
    deal.mend(steps, stop)
    deal.hold(())
    deal.mend(steps, stop)
