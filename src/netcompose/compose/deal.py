"""Deal and repair: a constructive start, then swaps that only ever help, aimed at what is still wrong.

Pure Python, repeatable by seed, and nearly always at the least that is possible; CP-SAT is needed only where this is not enough.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from netcompose.compose.books import Books
from netcompose.compose.faults import Faults
from netcompose.compose.polish import Polish
from netcompose.compose.start import Around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netcompose.compose.books import Row
    from netcompose.compose.faults import Fault
    from netcompose.compose.table import Table

NEARBY: Final = 12
"""Networks tried for one person at a time."""

SMALL: Final = 400
"""Participants up to which a deal that did not come out is dealt anew: above, going on with the same one is the better use of time."""

DEALS: Final = 8
"""How many times it is dealt anew."""

FIRST_DEALS: Final = 2
"""How many times it is dealt before CP-SAT is asked how good the networks of heads let it be."""

FIRST_STEPS: Final = 1_500
"""Steps of polishing a deal at first."""

RANK_STEPS: Final = 1_000
"""The same once each rank is weighed above all that are below it."""

FEW: Final = 40
"""Up to so many networks all of them are looked through; among more, as many are drawn."""


class Deal:
    """A composition being made, by the rule of the card table: sort, deal around, then mend what went wrong."""

    def __init__(self, table: Table, seed: int, seats: list[int] | None = None) -> None:
        """Everybody dealt around; or seated already, person by person, where `seats` says so."""
        self.table = table
        self.random = Random(seed)
        self.books = Books(table, table.flat_weights())
        self.faults = Faults(self.books)
        self.alone = [len(unit) == 1 and seat < 0 for unit, seat in zip(table.units, table.seat, strict=True)]
        self.unit_of = [0] * len(table.people)
        for u, unit in enumerate(table.units):
            for person in unit:
                self.unit_of[person] = u
        self.swappable = [self.alone[u] for u in self.unit_of]
        self.held: frozenset[int] = frozenset()
        self.round = list(range(len(table.networks)))
        self.random.shuffle(self.round)
        self.everywhere = self.round.copy() if len(self.round) > FEW else []
        self.round += self.round[: FEW - 1]  # so that a stretch can begin anywhere
        if seats is None:
            self._start()
        else:
            for person, network in enumerate(seats):
                self.books.seat(person, network)

    @property
    def finished(self) -> bool:
        """Whether nothing better exists."""
        return self.books.finished

    @property
    def state(self) -> tuple[int, int]:
        """(broken, cost): what the deal makes smaller."""
        return self.books.broken, self.books.cost

    # -- the start ----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Locked units first; then the others, sorted so that each run of equals is dealt around the table."""
        table, books = self.table, self.books
        for unit, network in zip(table.units, table.seat, strict=True):
            if network >= 0:
                for person in unit:
                    books.seat(person, network)
        free = [u for u, network in enumerate(table.seat) if network < 0]
        free.sort(key=lambda u: (-len(table.units[u]), self._sorting_key(u)))
        around = Around.suits(books)
        single = [table.units[u][0] for u in free if around and len(table.units[u]) == 1]
        for u in free[: len(free) - len(single)]:
            unit = table.units[u]
            network = self._best_start(unit)
            for person in unit:
                books.seat(person, network)
        if single:
            Around(books, self.random).deal(single)

    def _sorting_key(self, u: int) -> tuple[int, ...]:
        """The unit's categories, goal by goal, every second one serpentine so that the ends of neighbouring runs fit together."""
        person = self.table.units[u][0]
        key: list[int] = []
        for category in self.books.kinds[person]:
            key.append(category if not key or key[-1] % 2 == 0 else -category)
        return (*key, person)

    def _best_start(self, unit: tuple[int, ...]) -> int:
        """The network, among some of those with room, where the unit breaks and costs least, the emptiest of equals."""
        books, networks = self.books, range(len(self.table.networks))
        sizes = books.sums[0]
        even = -(-len(self.table.people) // len(networks))
        room = [n for n in networks if sizes[n] + len(unit) <= even]
        room = room or [n for n in networks if sizes[n] + len(unit) <= self.table.tallies[0].at_most] or list(networks)
        some = room if len(room) <= FEW else self.random.sample(room, FEW)
        return min(some, key=lambda n: (*self._entering(unit, n), sizes[n], n))

    def _entering(self, unit: tuple[int, ...], network: int) -> tuple[int, int]:
        """What it would add to (broken, cost) to seat a unit that has no seat here, the tallies apart."""
        books, table = self.books, self.table
        broken = cost = 0
        for person in unit:
            if table.foes[person]:
                broken += books.met(person, network)
            for weight, rows, category in zip(books.weights, books.rows, books.kinds[person], strict=True):
                if category >= 0:
                    cost += weight * rows[network][category]
            if books.home_weight:
                cost += books.home_weight * (-1 < table.home[person] != network)
        return broken, cost

    # -- repair -------------------------------------------------------------------------------------------------

    def repair(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Go through all that is wrong, in random order, again and again until a round does not help; the best found stays."""
        books, networks = self.books, range(len(self.table.networks))
        troubled: Iterable[int] = networks
        while not self.finished and not stop():
            before, seats = self.state, books.network_of.copy()
            wrong = [(network, fault) for network in troubled for fault in self.faults.of(network)]
            troubled = {network for network, _ in wrong}
            self.random.shuffle(wrong)
            for network, fault in wrong:
                self._mend(network, fault)
                if books.finished:
                    return
            if self.state >= before:
                if self.state > before:
                    self.reseat(seats)
                return
            changed = [p for p, (here, there) in enumerate(zip(seats, books.network_of, strict=True)) if here != there]
            troubled |= {seats[p] for p in changed} | {books.network_of[p] for p in changed}
            troubled = sorted(troubled)

    def mend(self, steps: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Repair as long as that helps, then polish for so many steps."""
        self.repair(stop)
        if not self.finished and not stop():
            Polish(self).run(steps, stop)

    def hold(self, networks: Iterable[int]) -> None:
        """Leave these networks as they are, and none before them any more."""
        for network in self.held:
            for person in self.books.members[network]:
                self.swappable[person] = self.alone[self.unit_of[person]]
        self.held = frozenset(networks)
        for network in self.held:
            for person in self.books.members[network]:
                self.swappable[person] = False

    def reweigh(self, weights: list[int]) -> None:
        """Go on with other weights."""
        self.books.weigh(weights)

    def _mend(self, network: int, fault: Fault) -> None:
        """Mend one thing in a network, if it is still wrong and can be mended without harm."""
        what, one, other = fault
        match what:
            case "crowded":
                self._thin_out(one, network, other)
            case "lacking":
                self._fill_up(one, network, other)
            case "meets":
                self._improve(one, self.drawn())
            case "away":
                self._improve(one, [self.table.home[one]])
            case "apart":
                self._join(other, one)
            case "tally":
                self._mend_network(network)

    # -- mending one thing --------------------------------------------------------------------------------------

    def _thin_out(self, k: int, network: int, c: int) -> None:
        """Send somebody of a category from a network that has too many to one that has at least two fewer."""
        rows, layer = self.books.rows[k], self.table.layers[k]
        here = rows[network][c]
        if here <= self.faults.most[k][c]:
            return
        leavers = [p for p in self.books.members[network] if layer.category[p] == c]
        self.random.shuffle(leavers)
        places = self.emptier(rows, c, here - 2)
        for p in leavers[:3]:
            if self._improve(p, places):
                return

    def _fill_up(self, k: int, network: int, c: int) -> None:
        """Bring somebody of a category to a network that has too few from one that has at least two more."""
        books, layer, networks = self.books, self.table.layers[k], len(self.table.networks)
        rows = books.rows[k]
        here = rows[network][c]
        if here >= layer.sizes[c] // networks:
            return
        tried = 0
        for n in self.fuller(rows, c, here + 2):
            for p in books.members[n]:
                if layer.category[p] == c:
                    if self._improve(p, [network]):
                        return
                    tried += 1
            if tried > NEARBY:
                return

    def _join(self, k: int, p: int) -> None:
        """Bring somebody to where more of their own kind sit."""
        rows, c = self.books.rows[k], self.table.layers[k].category[p]
        here = rows[self.books.network_of[p]][c]
        self._improve(p, [n for n in self.drawn() if rows[n][c] >= here])

    def _mend_network(self, network: int) -> None:
        """Exchange somebody of a network whose size, mentors or limits are wrong, in either direction."""
        places = self.drawn()
        for p in self.random.sample(self.books.members[network], min(3, len(self.books.members[network]))):
            if self._improve(p, places):
                return
        for n in places:
            for p in list(self.books.members[n]):
                if self._improve(p, [network], sideways=False):
                    return

    def drawn(self) -> list[int]:
        """FEW networks, or all of them: a stretch, begun anywhere, of a shuffled round (to draw each would cost more than it gives)."""
        start = int(self.random.random() * len(self.table.networks))
        return self.round[start : start + min(FEW, len(self.table.networks))]

    def emptier(self, rows: list[Row], c: int, most: int) -> list[int]:
        """Networks, drawn, that have at most so many of a category; all of them are gone through when none of the drawn has so few."""
        some = [n for n in self.drawn() if rows[n][c] <= most]
        return some or [n for n in self.everywhere if rows[n][c] <= most]

    def fuller(self, rows: list[Row], c: int, least: int) -> list[int]:
        """Networks, drawn, that have at least so many of a category; all of them are gone through when none of the drawn has as many."""
        some = [n for n in self.drawn() if rows[n][c] >= least]
        return some or [n for n in self.everywhere if rows[n][c] >= least]

    def _improve(self, person: int, networks: list[int], sideways: bool = True) -> bool:
        """Swap or move somebody to one of these networks: the first exchange that helps, else one without harm; whether it helped."""
        books = self.books
        if not self.swappable[person]:
            return self._improve_group(person, networks)
        home = books.network_of[person]
        level: tuple[int, int] | None = None
        for network in books.promising(person, networks, NEARBY):
            if self.may_move(home, network):
                change = books.moving(person, network)
                if change < (0, 0):
                    books.move(person, network)
                    return True
            swappable = self.swappable
            partners = [q for q in books.members[network] if swappable[q]]
            broken, cost, partner = books.best_swap(person, network, partners, books.hopeless)
            if (broken, cost) < (0, 0):
                books.swap(person, partner)
                return True
            if (broken, cost) == (0, 0) and (level is None or self.random.random() < 0.5):
                level = (network, partner)
        if sideways and level is not None and books.network_of[level[1]] == level[0]:
            books.swap(person, level[1])
        return False

    def may_move(self, home: int, network: int) -> bool:
        """Whether the sizes allow, or even want, that somebody leaves one network for another without an exchange."""
        sizes, size = self.books.sums[0], self.table.tallies[0]
        return sizes[home] > size.at_least and sizes[network] < size.at_most and network not in self.held

    def _improve_group(self, person: int, networks: list[int]) -> bool:
        """As `_improve` for people who must sit together: they move as one, in exchange for as many others or for nobody."""
        table, books = self.table, self.books
        unit = table.units[self.unit_of[person]]
        home, before = books.network_of[person], self.state
        if table.seat[self.unit_of[person]] >= 0 or home in self.held:
            return False
        for network in networks:
            if network == home or network in self.held:
                continue
            free = [q for q in books.members[network] if self.swappable[q]]
            groups = [
                table.units[u]
                for u in {self.unit_of[q] for q in books.members[network]}
                if not self.alone[u] and table.seat[u] < 0
            ]
            for others in ((), tuple(self.random.sample(free, min(len(unit), len(free)))), *groups):
                self._exchange(unit, network, others, home)
                if self.state < before:
                    return True
                self._exchange(unit, home, others, network)
        return False

    def _exchange(self, unit: tuple[int, ...], network: int, others: tuple[int, ...], home: int) -> None:
        for person in unit:
            self.books.move(person, network)
        for person in others:
            self.books.move(person, home)

    def reseat(self, seats: list[int]) -> None:
        """Go back to an earlier seating."""
        for person, network in enumerate(seats):
            if self.books.network_of[person] != network:
                self.books.move(person, network)
