"""Which demands are needed for a contradiction, seen from compositions that break just one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netcompose.compose.demands import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netcompose.compose.elements import Element
    from netcompose.policy.scenario import Scenario


class Rotation:
    """Demands that contradict each other, and a composition that keeps as many of them as it can.

    Whatever composition breaks one demand alone shows that the others do not contradict each other: the one is needed. From each such
    composition those are looked at in which somebody whom the broken demand concerns sits elsewhere. Who did not matter in the composition
    is not seated: a demand that names them counts as broken, so that less is found but nothing that is not so.
    """

    def __init__(self, scenario: Scenario, demands: Sequence[Element], seats: Mapping[str, str]) -> None:
        self.scenario, self.demands = scenario, demands
        self.needed: set[Element] = set()
        self._seats = dict(seats)
        self._locked = scenario.locked
        self._own: defaultdict[str, list[Element]] = defaultdict(list)
        for element in demands:
            if element.rule not in _COUNTED:
                for person in element.people:
                    self._own[person].append(element)
        self._counted = [element for element in demands if element.rule in _COUNTED]
        broken = {element for element in demands if self._is_broken(element)}
        if len(broken) == 1:
            self._turn(*broken)

    def _turn(self, first: Element) -> None:
        """Go from one composition to the next, as long as each breaks just one demand that has not been seen yet."""
        self.needed.add(first)
        waiting = [(first, dict(self._seats))]
        while waiting:
            broken, seats = waiting.pop()
            self._seats = seats
            for person in broken.people if broken.rule not in _COUNTED else ():
                if person not in seats:
                    continue
                home = seats[person]
                for network in self.scenario.networks:
                    if network == home:
                        continue
                    seats[person] = network
                    now = self._only_broken(self._own[person])
                    if now is not None and now not in self.needed:
                        self.needed.add(now)
                        waiting.append((now, dict(seats)))
                seats[person] = home

    def _only_broken(self, some: Iterable[Element]) -> Element | None:
        """The one demand that is broken among those of a person and those that count everybody; None for several (or none)."""
        found = None
        for element in (*some, *self._counted):
            if self._is_broken(element):
                if found is not None:
                    return None
                found = element
        return found

    def _is_broken(self, element: Element) -> bool:
        seats = self._seats
        if any(person not in seats for person in element.people):
            return True
        match element.rule:
            case "locked":
                person = element.people[0]
                return seats[person] != self._locked[person]
            case "together":
                return len({seats[person] for person in element.people}) > 1
            case "reporting_line" | "siblings" | "apart":
                one, other = element.people
                return seats[one] == seats[other]
            case "group_size":
                return self._wrong_size(element.which)
            case "limits":
                return self._wrong_number(element)
            case _:
                return self._no_mentor()

    def _wrong_size(self, which: int) -> bool:
        sizes, size = Counter(self._seats.values()), self.scenario.size
        if which == 1:
            return any(members > size.largest for members in sizes.values())
        return any(sizes[network] < size.smallest for network in self.scenario.networks)

    def _wrong_number(self, element: Element) -> bool:
        limit = limits(self.scenario)[element.which]
        there = Counter(self._seats[person] for person in limit.people)
        most = len(limit.people) if limit.at_most is None else limit.at_most
        return any(not limit.at_least <= there[network] <= most for network in self.scenario.networks)

    def _no_mentor(self) -> bool:
        if len(self._seats) < len(self.scenario.participants):
            return True
        spare: Counter[str] = Counter()
        for person, network in self._seats.items():
            spare[network] += self.scenario.mentees_at_most(person) - (person in self.scenario.new)
        return any(left < 0 for left in spare.values())


_COUNTED = ("group_size", "limits", "mentor_supply")
"""Demands on how many of a kind a network has."""
