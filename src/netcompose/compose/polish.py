"""The last few pairs: a tabu search that goes on from a wrong cell to the wrong cell that mending it made.

Where plain swaps that help have run out, the best exchange for one wrong thing is made even when it costs something, and is not undone
for a while; what it spoilt is looked at next. After each step only the two networks concerned are looked through again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netcompose.compose.deal import Deal
    from netcompose.compose.faults import Fault

TENURE: Final = (4, 14)
"""For how many steps nobody goes back to where they came from, drawn evenly between these."""

LOOKED: Final = 8
"""Networks looked at for one wrong thing."""


class Polish:
    """Steps of tabu search on a deal; the deal is left at the best composition seen."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.table, self.books, self.random = deal.table, deal.books, deal.random
        self.networks = len(self.table.networks)
        self.faults = deal.faults
        self.tabu: dict[tuple[int, int], int] = {}
        self.step = 0
        self.wrong = {
            n: items for n in range(self.networks) if n not in deal.held and (items := list(self.faults.of(n)))
        }

    def run(self, steps: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Take up to so many steps, fewer when everything is as good as it can be."""
        deal = self.deal
        best, seats = deal.state, self.books.network_of.copy()
        for _ in range(steps):
            if not self.wrong or deal.finished or (self.step % 64 == 0 and stop()):
                break
            self.step += 1
            network = self.random.choice(list(self.wrong))
            self._mend(network, self.random.choice(self.wrong[network]))
            if deal.state < best:
                best, seats = deal.state, self.books.network_of.copy()
        if best < deal.state:
            deal.reseat(seats)

    def _mend(self, network: int, item: Fault) -> None:
        """Make the best exchange for one wrong thing that is not forbidden for now, whatever it costs."""
        best: tuple[int, int, int, int, int] | None = None
        for person, place in self._exchanges(network, item):
            home = self.books.network_of[person]
            if place == home or not self.deal.swappable[person] or self.tabu.get((person, place), 0) > self.step:
                continue
            partners = [
                q
                for q in self.books.members[place]
                if self.deal.swappable[q] and self.tabu.get((q, home), 0) <= self.step
            ]
            broken, cost, partner = self.books.best_swap(person, place, partners)
            if self.deal.may_move(home, place):
                moved = self.books.moving(person, place)
                if moved < (broken, cost):
                    broken, cost, partner = *moved, -1
            elif partner < 0:
                continue
            if best is None or (broken, cost) < best[:2]:
                best = (broken, cost, person, place, partner)
            if (broken, cost) < (0, 0):
                break
        if best is not None:
            self._take(*best[2:])

    def _take(self, person: int, place: int, partner: int) -> None:
        home = self.books.network_of[person]
        until = self.step + self.random.randint(*TENURE)
        self.tabu[person, home] = until
        if partner >= 0:
            self.tabu[partner, place] = until
            self.books.swap(person, partner)
        else:
            self.books.move(person, place)
        for n in (home, place):
            if items := list(self.faults.of(n)):
                self.wrong[n] = items
            else:
                self.wrong.pop(n, None)

    def _exchanges(self, network: int, item: Fault) -> Iterator[tuple[int, int]]:
        """(person, place) pairs whose exchange would mend the item."""
        what, one, other = item
        books, members = self.books, self.books.members[network]
        if what == "crowded":
            rows, category = books.rows[one], self.table.layers[one].category
            here = rows[network][other]
            places = self.deal.emptier(rows, other, here - 2)[:LOOKED]
            for person in members:
                if category[person] == other:
                    yield from ((person, n) for n in places)
        elif what == "lacking":
            rows, category = books.rows[one], self.table.layers[one].category
            here = rows[network][other]
            for n in self.deal.fuller(rows, other, here + 2)[:LOOKED]:
                yield from ((person, network) for person in books.members[n] if category[person] == other)
        elif what == "meets":
            yield from ((one, n) for n in self.deal.drawn()[:LOOKED])
        elif what == "away":
            yield one, self.table.home[one]
        elif what == "apart":
            rows, c = books.rows[other], self.table.layers[other].category[one]
            yield from ((one, n) for n in [n for n in self.deal.drawn() if rows[n][c]][:LOOKED])
        else:
            places = self.deal.drawn()[:LOOKED]
            yield from ((person, n) for person in self.random.sample(members, min(3, len(members))) for n in places)
            yield from ((person, network) for n in places[:3] for person in books.members[n])
