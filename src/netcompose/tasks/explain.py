"""Why somebody sits where they sit: what every other seat would cost, and which rule forbids it with whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_goals, judge_rules
from netcompose.policy.scenario import apportioned, strata
from netcompose.tasks.prices import Prices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.language import Sentence
    from netcompose.organisation import Organisation
    from netcompose.plan import Verdict
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal, Policy
    from netcompose.tasks.prices import Seat


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that would be broken by so much more, and what its judge says of it."""

    rule: str
    violations: int
    witnesses: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Some moves, and what they would change, by the judges' numbers: rules broken, and the cost of each goal before and after."""

    moves: tuple[tuple[str, str, str], ...]
    broken: tuple[Broken, ...]
    goals: tuple[tuple[Goal, int, int], ...]

    @property
    def allowed(self) -> bool:
        """Whether no rule is broken by it."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class SeatPrice:
    """One network for one leader: `move` is going there while all others stay, `exchange` the cheapest way that keeps every rule and moves
    one other (None when there is none); `elsewhere` names the stratum that the network belongs to when it is not the leader's own."""

    network: str
    here: bool
    move: Change | None = None
    exchange: Change | None = None
    elsewhere: str | None = None

    @property
    def best(self) -> Change | None:
        """The cheapest way to the seat: moving alone where that keeps the rules, else the exchange."""
        return self.move if self.move is not None and self.move.allowed else self.exchange


class Explainer:
    """One plan, ready to be asked: each stratum with its part of the composition, judged once."""

    def __init__(self, organisation: Organisation, policy: Policy, composition: Composition, today: date) -> None:
        self.organisation = organisation
        self.composition = composition
        scenarios = strata(organisation, policy, today)
        self.parts = []
        for scenario, part in zip(scenarios, apportioned(composition, scenarios), strict=True):
            here = replace(scenario, networks=tuple(network.id for network in part.networks))
            self.parts.append(_Part(here, part))

    def seated(self, person: str) -> bool:
        """Whether somebody has a seat that can be priced."""
        return any(person in part.prices.seats for part in self.parts)

    def networks(self) -> tuple[str, ...]:
        """The networks of the plan."""
        return tuple(network.id for network in self.composition.networks)

    def seats(self, leader: str) -> tuple[SeatPrice, ...]:
        """Every network for one leader, in the plan's order."""
        own = self._part(leader)
        home = own.prices.seats[leader]
        found = []
        for part in self.parts:
            for network in part.prices.networks:
                if part is not own:
                    found.append(SeatPrice(network, here=False, elsewhere=part.scenario.stratum))
                elif network == home:
                    found.append(SeatPrice(network, here=True))
                else:
                    exchange = own.prices.best_exchange(leader, network)
                    found.append(
                        SeatPrice(
                            network,
                            here=False,
                            move=own.change((leader, network)),
                            exchange=exchange and own.change((leader, network), (exchange[0], exchange[1])),
                        )
                    )
        order = {network: i for i, network in enumerate(self.networks())}
        return tuple(sorted(found, key=lambda seat: order[seat.network]))

    def swap(self, one: str, other: str) -> Change:
        """What it would change if two leaders took each other's seat."""
        seats = self.composition.seats
        return self._any_change((one, seats[other]), (other, seats[one]))

    def move(self, leader: str, network: str) -> Change:
        """What it would change if a leader went to another network while all others stay."""
        return self._any_change((leader, network))

    def _part(self, leader: str) -> _Part:
        return next(part for part in self.parts if leader in part.prices.seats)

    def _any_change(self, *moves: Seat) -> Change:
        part = self._part(moves[0][0])
        if all(person in part.prices.seats and network in part.prices.networks for person, network in moves):
            return part.change(*moves)
        told = say("The two networks belong to different strata, which are composed by themselves.")
        return Change(_told(moves, self.composition.seats), (Broken("placed_once", 1, (told,)),), ())


class _Part:
    """One stratum of the plan."""

    def __init__(self, scenario: Scenario, composition: Composition) -> None:
        self.scenario, self.composition = scenario, composition
        self.prices = Prices(scenario, composition)
        self._rules = judge_rules(scenario, composition)
        self._goals = judge_goals(scenario, composition)

    def change(self, *moves: Seat) -> Change:
        """What some moves would change, as the judges say."""
        going = dict(moves)
        networks = []
        for network in self.composition.networks:
            stay = [member for member in network.members if going.get(member, network.id) == network.id]
            come = [person for person, to in moves if to == network.id and person not in stay]
            networks.append(replace(network, members=(*stay, *come)))
        after = Composition(tuple(networks))
        broken = tuple(
            Broken(new.rule, new.violations - old.violations, _new(old, new))
            for old, new in zip(self._rules, judge_rules(self.scenario, after), strict=True)
            if new.violations > old.violations or set(map(str, _new(old, new)))
        )
        goals = tuple(
            (goal, old.cost, new.cost)
            for goal, old, new in zip(
                self.scenario.policy.goals, self._goals, judge_goals(self.scenario, after), strict=True
            )
        )
        return Change(_told(moves, self.prices.seats), broken, goals)


def _new(old: Verdict, new: Verdict) -> tuple[Sentence, ...]:
    """What a judge says now and did not say before."""
    said = set(map(str, old.witnesses))
    return tuple(witness for witness in new.witnesses if str(witness) not in said)


def _told(moves: Sequence[Seat], seats: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((person, seats[person], network) for person, network in moves)
