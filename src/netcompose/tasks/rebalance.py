"""Membership has changed: the fewest moves that keep every rule, then the best mix – and the whole trade-off between the two."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from netcompose.compose.bounds import Bounds
from netcompose.compose.demands import kept_apart
from netcompose.compose.front import Front, front
from netcompose.compose.outcome import Clash, Composed, Impossible, OutOfTime
from netcompose.findings import Finding, Refused, Severity
from netcompose.language import say, say_n
from netcompose.plan import Composition, Duty, GoalResult, Past
from netcompose.policy.catalogue import judge_rules
from netcompose.policy.scenario import apportioned, draw_up, network_order, strata
from netcompose.tasks.differences import compare, next_organisation
from netcompose.tasks.keeping import keep
from netcompose.tasks.other_sizes import other_sizes, with_number
from netcompose.tasks.plan_changes import Changes, told_changes
from netcompose.tasks.solve import Part, Solved, Unsolvable, goal_results, make_plan, without_own_superior

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from netcompose.compose.front import Point
    from netcompose.compose.search import Effort
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Appointments, Meeting, Verdict
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.differences import Differences, Wishes


@dataclass(frozen=True)
class Standing:
    """The plan as it stands: its organisation, whose people carry their networks, its duties and its meetings."""

    organisation: Organisation
    appointments: Appointments
    meetings: tuple[Meeting, ...] = ()

    @property
    def networks(self) -> tuple[str, ...]:
        """Ids of the networks that somebody sits in, in order."""
        return tuple(sorted({p.network for p in self.organisation.people if p.network is not None}, key=network_order))

    @property
    def turns_before(self) -> dict[str, int]:
        """Each person's turns as host before this plan: the sheet's count is with the plan's own."""
        own = Counter(a.person for a in self.appointments.of(Duty.HOST))
        return {p.id: max(0, p.hosted - own[p.id]) for p in self.organisation.people if p.hosted is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What HR asks of the rebalancing: at most so many moves (None: the fewest), that hosts stay, and another number of networks."""

    most_moves: int | None = None
    keep_hosts: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TradeOff:
    """One point of the trade-off: with so many moves, what each goal comes to; `proven`: nothing better exists with so many."""

    moves: int
    goals: tuple[GoalResult, ...]
    proven: bool


@dataclass(frozen=True)
class Rebalanced:
    """The new plan, what has changed and why, and the whole trade-off; `complete`: its ends and all of its points are proven.

    `to_mend` are the rules that the present seats would break, with their witnesses; `held` successors sit where their predecessor sat.
    """

    solved: Solved
    differences: Differences
    changes: Changes
    trade_off: tuple[TradeOff, ...]
    fewest_proven: bool
    complete: bool
    to_mend: tuple[Verdict, ...]

    @property
    def moves(self) -> int:
        """How many members change network."""
        return len(self.solved.plan.moves)


Rebalancing: TypeAlias = Rebalanced | Unsolvable | OutOfTime


def rebalance(
    standing: Standing,
    chart: Organisation | None,
    policy: Policy,
    wishes: Wishes,
    terms: Terms,
    *,
    columns: Collection[str] = (),
    today: date,
    effort: Effort,
    language: Language,
) -> Rebalancing:
    """Find what has changed, and seat everybody anew with as few moves as the rules allow.

    `chart` is the new org chart, when there is one, and `columns` the fields it has a column for.

    Raises:
        Refused: a wish names nobody, or several people.
        Disagreement: as `solve`.
    """
    task = prepared(standing, chart, policy, wishes, terms, columns=columns, today=today)
    return seat_anew(task, effort=effort, language=language)


@dataclass(frozen=True)
class Prepared:
    """What has changed since the plan, and the scenario of each stratum, with everybody's present network."""

    standing: Standing
    policy: Policy
    terms: Terms
    today: date
    organisation: Organisation
    differences: Differences
    scenarios: tuple[Scenario, ...]


def prepared(
    standing: Standing,
    chart: Organisation | None,
    policy: Policy,
    wishes: Wishes,
    terms: Terms,
    *,
    columns: Collection[str] = (),
    today: date,
) -> Prepared:
    """Find what has changed, as `rebalance` does first."""
    policy = policy.starting(today)
    after = next_organisation(standing.organisation, chart, columns, wishes)
    turns, before = standing.turns_before, _seats(standing.organisation)
    after = after.with_people(
        {p.id: replace(p, network=before.get(p.id), hosted=turns.get(p.id, p.hosted)) for p in after.people}
    )
    taking_part = draw_up(after, policy, today).taking_part
    differences = compare(standing.organisation, after, taking_part, wishes)
    organisation = after.with_people({p.id: replace(p, network=None) for p in after.people if p.id not in taking_part})
    scenarios = _scenarios(organisation, standing, policy, terms.number, today)
    return Prepared(standing, policy, terms, today, organisation, differences, scenarios)


def seat_anew(task: Prepared, *, effort: Effort, language: Language) -> Rebalancing:
    """Seat everybody anew, as `rebalance` does then."""
    standing, policy, terms, today = task.standing, task.policy, task.terms, task.today
    organisation, differences, scenarios = task.organisation, task.differences, task.scenarios
    fronts: list[_Stratum] = []
    for scenario in scenarios:
        found = _front(scenario, standing, differences, terms, effort, language)
        if not isinstance(found, _Stratum):
            return found
        fronts.append(found)
    points = _combined(fronts)
    chosen = points[0] if terms.most_moves is None else _within(points, terms.most_moves)
    if chosen is None:
        return _too_few(fronts, points[0].moves)
    parts = [stratum.part(point) for stratum, point in zip(fronts, chosen.points, strict=True)]
    past = Past({p.id: p.hosted for p in organisation.people if p.hosted})

    def hand_out(scenario: Scenario, composition: Composition) -> Appointments:
        return keep(scenario, composition, standing.appointments, differences, past.hosted)

    networks = {network for part in parts for network in part.scenario.networks}
    dates = tuple(meeting for meeting in standing.meetings if meeting.date is not None and meeting.network in networks)
    solved = make_plan(draw_up(organisation, policy, today), parts, effort.seed, language, past, dates, hand_out)
    if not isinstance(solved, Solved):
        return solved
    fewest_proven = all(stratum.front.fewest_proven for stratum in fronts)
    complete = all(stratum.front.complete for stratum in fronts)
    trade_off = tuple(_trade_off(fronts, point, complete) for point in points)
    if chosen is not points[-1] or not complete:
        goals = tuple(replace(goal, few_moves=True) for goal in solved.plan.goals)
        solved = replace(solved, plan=replace(solved.plan, goals=goals, few_moves=True))
    to_mend = tuple(verdict for stratum in fronts for verdict in stratum.broken)
    findings = (
        *differences.findings,
        *_number_kept(policy, scenarios),
        *(finding for scenario in scenarios for finding in _at_the_edge(scenario, effort)),
        *solved.findings,
    )
    return Rebalanced(
        replace(solved, findings=findings),
        differences,
        told_changes(standing.organisation, standing.appointments, solved, differences),
        trade_off,
        fewest_proven,
        complete,
        to_mend,
    )


def ensure_seated(organisation: Organisation) -> None:
    """A plan is a list of people of whom some have a network.

    Raises:
        Refused: nobody has (NC528).
    """
    if all(person.network is None for person in organisation.people):
        message = say("Nobody in the plan has a network, so there is nothing to rebalance.")
        remedy = say(
            'Give a plan with a network column, or name it with --column network="…"; for a first plan, use solve.'
        )
        raise Refused([Finding("NC528", Severity.ERROR, message, remedy)])


# -- strata -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stratum:
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
class _Combined:
    """One point of each stratum's front, and the moves of all together."""

    moves: int
    points: tuple[Point, ...]
    costs: tuple[int, ...]


def _scenarios(
    organisation: Organisation, standing: Standing, policy: Policy, number: int | None, today: date
) -> tuple[Scenario, ...]:
    """The scenario of each stratum, with the networks that it has now; with another number of them when HR asks for one."""
    scenarios = strata(organisation, policy, today)
    if len(scenarios) == 1:
        present = {0: standing.networks}
    else:
        whole = Composition.of({p: n for p, n in _seats(standing.organisation).items()}, standing.networks)
        parts = apportioned(whole, scenarios)
        present = {i: tuple(network.id for network in part.networks) for i, part in enumerate(parts)}
    return tuple(
        with_number(
            replace(scenario, networks=present[i] or scenario.networks), number if len(scenarios) == 1 else None
        )
        for i, scenario in enumerate(scenarios)
    )


def _seats(organisation: Organisation) -> dict[str, str]:
    return {p.id: p.network for p in organisation.people if p.network is not None}


def _front(
    scenario: Scenario, standing: Standing, differences: Differences, terms: Terms, effort: Effort, language: Language
) -> _Stratum | Unsolvable | OutOfTime:
    """The front of one stratum: successors in their predecessors' seats as long as that costs no move and breaks no rule."""
    hosts = {a.person for a in standing.appointments.of(Duty.HOST)} if terms.keep_hosts else set[str]()
    hosts &= {p.id for p in scenario.people if p.network in scenario.networks}
    inherited = {
        s.new: seat
        for s in differences.successions
        if s.new in scenario.taking_part
        and (seat := standing.organisation.person(s.old).network) in scenario.networks
        and seat is not None
    }
    held = _free_of_conflict(scenario, inherited)
    found = _careful_front(_holding(scenario, held, hosts), effort)
    if held and (isinstance(found, Impossible) or (isinstance(found, Front) and found.points[0].moves > 0)):
        freer = front(_holding(scenario, {}, hosts), effort)
        if isinstance(freer, Front) and (not isinstance(found, Front) or freer.points[0].moves < found.points[0].moves):
            found = freer
    if isinstance(found, Impossible):
        return Unsolvable(scenario, found)
    if isinstance(found, OutOfTime):
        return found
    present = {p.id: p.network for p in scenario.people if p.network in scenario.networks and p.network} | inherited
    seated = Composition.of(present, scenario.networks).named(language)
    broken = tuple(
        verdict
        for verdict in judge_rules(replace(scenario, participants=tuple(sorted(present))), seated)
        if verdict.violations and (verdict.rule != "group_size" or found.points[0].moves)
    )
    forced = sum(p.network is not None and p.network not in scenario.networks for p in scenario.people)
    return _Stratum(scenario, found, forced, broken)


def _careful_front(scenario: Scenario, effort: Effort) -> Front | Impossible | OutOfTime:
    """The front of a scenario; where the policy wants nobody led by their own superior, with these apart if that costs no more moves."""
    careful = without_own_superior(scenario)
    found = front(careful, effort) if careful is not None else None
    if isinstance(found, Front) and found.points[0].moves == 0:
        return found
    plain = front(scenario, effort)
    if isinstance(found, Front) and isinstance(plain, Front) and found.points[0].moves <= plain.points[0].moves:
        return found
    return plain


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


def _combined(fronts: Sequence[_Stratum]) -> list[_Combined]:
    """The front of all strata together: of all ways to share the moves out, those that no other one beats."""
    goals = fronts[0].scenario.policy.goals
    ranked = sorted(range(len(goals)), key=lambda i: goals[i].rank)
    ranks = [
        list(rank) for _, rank in groupby((i for i in ranked if goals[i].goal != "churn"), key=lambda i: goals[i].rank)
    ]

    def costs(point: Point) -> tuple[int, ...]:
        return tuple(sum(goals[i].weight * point.values[i] for i in rank) for rank in ranks)

    combined = [_Combined(0, (), (0,) * len(ranks))]
    for stratum in fronts:
        every = (
            _Combined(
                one.moves + stratum.forced + point.moves,
                (*one.points, point),
                tuple(a + b for a, b in zip(one.costs, costs(point), strict=True)),
            )
            for one in combined
            for point in stratum.front.points
        )
        kept: list[_Combined] = []
        for one in sorted(every, key=lambda one: (one.moves, one.costs)):
            if not kept or one.costs < kept[-1].costs:
                kept.append(one)
        combined = kept
    return combined


def _within(points: Sequence[_Combined], moves: int) -> _Combined | None:
    return next((point for point in reversed(points) if point.moves <= moves), None)


def _trade_off(fronts: Sequence[_Stratum], point: _Combined, complete: bool) -> TradeOff:
    scenarios = [stratum.scenario for stratum in fronts]
    parts = [stratum.part(each) for stratum, each in zip(fronts, point.points, strict=True)]
    goals = goal_results(
        scenarios,
        [part.composed.composition for part in parts],
        [part.composed.unavoidable for part in parts],
        [part.composed.bounds for part in parts],
    )
    proven = complete if len(fronts) > 1 else point.points[0].proven
    return TradeOff(point.moves, goals, proven)


def _too_few(fronts: Sequence[_Stratum], fewest: int) -> Unsolvable:
    """Why not with so few moves: what the present seats would break."""
    witnesses = [
        (verdict.rule, witness) for stratum in fronts for verdict in stratum.broken for witness in verdict.witnesses
    ]
    needed = say_n(
        "The rules cannot be kept with fewer than {n} move.",
        "The rules cannot be kept with fewer than {n} moves.",
        fewest,
    )
    clashes = (Clash("churn", (), needed), *(Clash(rule, (), witness) for rule, witness in witnesses))
    return Unsolvable(fronts[0].scenario, Impossible(clashes))


# -- another number of networks --------------------------------------------------------------------------------------


def _number_kept(policy: Policy, scenarios: Sequence[Scenario]) -> Iterator[Finding]:
    """Say that the plan has another number of networks than the policy, and keeps it."""
    number = policy.networks.number
    if len(scenarios) == 1 and number != "auto" and number != len(scenarios[0].networks):
        yield Finding(
            "NC526",
            Severity.NOTE,
            say_n(
                "The plan has {n} network, the policy {number}: those of the plan are kept.",
                "The plan has {n} networks, the policy {number}: those of the plan are kept.",
                len(scenarios[0].networks),
                number=number,
            ),
            say("Give --networks {number} to have as many as the policy says.", number=number),
        )


def _at_the_edge(scenario: Scenario, effort: Effort) -> Iterator[Finding]:
    """Say which other number of networks would do where one leader fewer, or one more, would not fit in these."""
    people, number, size = len(scenario.participants), len(scenario.networks), scenario.size
    if number * size.smallest < people < number * size.largest:
        return
    for way in other_sizes(scenario, effort, only_numbers=True):
        yield Finding(
            "NC529",
            Severity.NOTE,
            say(
                "The networks are at the edge of their sizes ({people} members in {number} of {size}). {change} {effect}",
                people=people,
                number=number,
                size=str(size),
                change=way.change,
                effect=way.effect,
            ),
            say("It is only proposed: nothing of it is done unless you ask for that number."),
        )
