"""The fronts of moves and mix, stratum by stratum, and that of all of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from netcompose.compose.bounds import Bounds
from netcompose.compose.demands import kept_apart
from netcompose.compose.front import front
from netcompose.compose.outcome import Composed, Impossible, OutOfTime
from netcompose.compose.points import Front
from netcompose.plan import Appointments, Composition, Duty
from netcompose.policy.catalogue import judge_rules
from netcompose.policy.scenario import apportioned, network_order, strata
from netcompose.tasks.other_sizes import with_number
from netcompose.tasks.solve import Part, Unsolvable, without_own_superior

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from netcompose.compose.points import Point
    from netcompose.compose.search import Effort
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Meeting, Verdict
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy


@dataclass(frozen=True)
class Standing:
    """The plan as it stands: its organisation, whose people carry their networks, its duties and its meetings."""

    organisation: Organisation
    appointments: Appointments
    meetings: tuple[Meeting, ...] = ()
    seminar: date | None = None
    new_round: bool = False

    @property
    def networks(self) -> tuple[str, ...]:
        """Ids of the networks that somebody sits in, in order."""
        return tuple(sorted({p.network for p in self.organisation.people if p.network is not None}, key=network_order))

    def beginning(self, policy: Policy) -> Standing:
        """The same, without its calendar and turns where all of its meetings were before the policy's period: a new round begins."""
        dates = [meeting.date for meeting in self.meetings if meeting.date is not None]
        first = policy.period.first
        if not dates or first is None or max(dates) >= first:
            return self
        lasting = tuple(a for a in self.appointments.all if a.meeting is None)
        return replace(self, appointments=Appointments(lasting), meetings=(), seminar=None, new_round=True)

    @property
    def turns_before(self) -> dict[str, int]:
        """Each person's turns as host before this plan: the sheet's count is with the plan's own, but in a new round these are past."""
        if self.new_round:
            return {p.id: p.hosted for p in self.organisation.people if p.hosted is not None}
        own = Counter(a.person for a in self.appointments.of(Duty.HOST))
        return {p.id: max(0, p.hosted - own[p.id]) for p in self.organisation.people if p.hosted is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What HR asks of the rebalancing: at most so many moves (None: the fewest), that hosts stay, and another number of networks."""

    most_moves: int | None = None
    keep_hosts: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Stratum:
    """One stratum's scenario with everybody's present network, and its front; `forced` members must move, for their network closes."""

    scenario: Scenario
    front: Front
    forced: int
    broken: tuple[Verdict, ...]

    def part(self, point: Point) -> Part:
        """The stratum composed as that point has it."""
        goals = len(self.scenario.policy.goals)
        unavoidable = Bounds(self.scenario).unavoidable
        return Part(self.scenario, Composed(point.composition, unavoidable, point.bounds[:goals]))


@dataclass(frozen=True, slots=True)
class Combined:
    """One point of each stratum's front, and the moves of all together."""

    moves: int
    points: tuple[Point, ...]
    costs: tuple[int, ...]


def scenarios_of(
    organisation: Organisation, standing: Standing, policy: Policy, number: int | None, today: date
) -> tuple[Scenario, ...]:
    """The scenario of each stratum, with the networks that it has now; with another number of them when HR asks for one."""
    parts = strata(organisation, policy, today)
    if len(parts) == 1:
        present = {0: standing.networks}
    else:
        whole = Composition.of(seats_of(standing.organisation), standing.networks)
        shares = apportioned(whole, parts)
        present = {i: tuple(network.id for network in share.networks) for i, share in enumerate(shares)}
    # a given network is whoever sits in it: it ends with its last member, and a newcomer may bring a new one
    if policy.networks.given:
        return parts
    return tuple(
        with_number(
            replace(scenario, networks=present[i] or scenario.networks),
            number if len(parts) == 1 else _decided(scenario),
        )
        for i, scenario in enumerate(parts)
    )


def _decided(scenario: Scenario) -> int | None:
    """How many networks the policy says that a stratum has; None where that is open, and it keeps those it has."""
    number = scenario.policy.networks.number
    return None if number == "auto" else number


def seats_of(organisation: Organisation) -> dict[str, str]:
    return {p.id: p.network for p in organisation.people if p.network is not None}


def stratum_front(
    scenario: Scenario,
    standing: Standing,
    wanted: Mapping[str, str],
    terms: Terms,
    effort: Effort,
    language: Language,
    *,
    careful: bool = False,
) -> Stratum | Unsolvable | OutOfTime:
    """The front of one stratum; `wanted` seats of newcomers are given to them as long as that costs no move and breaks no rule.

    `careful`: nobody may sit with a possible leader of the network who is their own superior, though that costs moves; see `_best_front`.
    """
    hosts = {a.person for a in standing.appointments.of(Duty.HOST)} if terms.keep_hosts else set[str]()
    hosts &= {p.id for p in scenario.people if p.network in scenario.networks}
    wanted = {p: seat for p, seat in wanted.items() if p in scenario.taking_part and seat in scenario.networks}
    held = _free_of_conflict(scenario, wanted)
    free = _holding(scenario, {}, hosts)
    found = _best_front(_holding(scenario, held, hosts), effort, careful)
    if held and not (isinstance(found, Front) and found.points[0].moves == 0):
        freer = _best_front(free, effort, careful)
        found = _fewer(freer, found)
    if isinstance(found, Impossible):
        return Unsolvable(scenario, found)
    if isinstance(found, OutOfTime):
        return found
    present = {p.id: p.network for p in scenario.people if p.network in scenario.networks and p.network} | wanted
    seated = Composition.of(present, scenario.networks).named(language)
    judged = without_own_superior(scenario) if careful else None
    broken = tuple(
        verdict
        for verdict in judge_rules(replace(judged or scenario, participants=tuple(sorted(present))), seated)
        if verdict.violations and (verdict.rule != "group_size" or found.points[0].moves)
    )
    forced = sum(p.network is not None and p.network not in scenario.networks for p in scenario.people)
    return Stratum(free, found, forced, broken)


def _best_front(scenario: Scenario, effort: Effort, careful: bool) -> Front | Impossible | OutOfTime:
    """The front of a scenario; where the policy wants nobody led by their own superior, with these apart if that costs no more moves.

    `careful`: with these apart whatever it costs, if it can be done at all.
    """
    apart = without_own_superior(scenario)
    found = front(apart, effort) if apart is not None else None
    if isinstance(found, Front) and (careful or found.points[0].moves == 0):
        return found
    plain = front(scenario, effort)
    return plain if found is None else _fewer(plain, found)


def _fewer(
    freer: Front | Impossible | OutOfTime, held: Front | Impossible | OutOfTime
) -> Front | Impossible | OutOfTime:
    """The front of a freer scenario, or of one that holds more seats where that costs no moves; the fewest moves are those of the freer."""
    if not isinstance(held, Front) or not isinstance(freer, Front):
        return held if isinstance(held, Front) else freer
    if freer.points[0].moves < held.points[0].moves:
        return freer
    proven = freer.fewest_proven and freer.points[0].moves == held.points[0].moves
    return replace(held, fewest_proven=proven, complete=held.complete and proven)


def _free_of_conflict(scenario: Scenario, inherited: Mapping[str, str]) -> dict[str, str]:
    """The inherited seats beside which nobody sits whom the successor may not meet."""
    seats = {p.id: p.network for p in scenario.people if p.network is not None} | dict(inherited)
    clashing = {
        person for pair in kept_apart(scenario) if seats.get(pair[0]) == seats.get(pair[1], "") for person in pair
    }
    return {person: seat for person, seat in inherited.items() if person not in clashing}


def _holding(scenario: Scenario, held: Mapping[str, str], hosts: Collection[str]) -> Scenario:
    """The scenario with successors locked into their predecessors' seats, and hosts into their own."""
    organisation = scenario.organisation
    locked = {p: replace(organisation.person(p), network=seat, locked=True) for p, seat in held.items()}
    locked |= {p: replace(organisation.person(p), locked=True) for p in hosts}
    return replace(scenario, organisation=organisation.with_people(locked)) if locked else scenario


# -- points -------------------------------------------------------------------------------------------------------


def combined(fronts: Sequence[Stratum]) -> list[Combined]:
    """The front of all strata together: of all ways to share the moves out, those that no other one beats."""
    goals = fronts[0].scenario.policy.goals
    ranked = sorted(range(len(goals)), key=lambda i: goals[i].rank)
    ranks = [
        list(rank) for _, rank in groupby((i for i in ranked if goals[i].goal != "churn"), key=lambda i: goals[i].rank)
    ]

    def costs(point: Point) -> tuple[int, ...]:
        return tuple(sum(goals[i].weight * point.values[i] for i in rank) for rank in ranks)

    whole = [Combined(0, (), (0,) * len(ranks))]
    for stratum in fronts:
        every = (
            Combined(
                one.moves + stratum.forced + point.moves,
                (*one.points, point),
                tuple(a + b for a, b in zip(one.costs, costs(point), strict=True)),
            )
            for one in whole
            for point in stratum.front.points
        )
        kept: list[Combined] = []
        for one in sorted(every, key=lambda one: (one.moves, one.costs)):
            if not kept or one.costs < kept[-1].costs:
                kept.append(one)
        whole = kept
    return whole


def within(points: Sequence[Combined], moves: int) -> Combined | None:
    return next((point for point in reversed(points) if point.moves <= moves), None)
