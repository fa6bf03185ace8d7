"""Membership has changed: the fewest moves that keep every rule, then the best mix – and the whole trade-off between the two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from netcompose.compose.front import fewest_confirmed
from netcompose.compose.outcome import Clash, Impossible, OutOfTime
from netcompose.findings import Finding, Refused, Severity
from netcompose.language import say, say_n
from netcompose.plan import Duty, GoalResult, Past
from netcompose.policy.calendar.over import over
from netcompose.policy.scenario import draw_up, network_order
from netcompose.tasks.calendar import NOTHING_KEPT, Kept
from netcompose.tasks.differences import compare, next_organisation
from netcompose.tasks.fronts import Standing, Stratum, Terms, combined, scenarios_of, stratum_front, within
from netcompose.tasks.keeping import keep
from netcompose.tasks.newcomers import seats_of_newcomers
from netcompose.tasks.other_sizes import other_sizes
from netcompose.tasks.plan_changes import Changes, told_changes
from netcompose.tasks.solve import Solved, Unsolvable, goal_results, make_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from netcompose.compose.search import Effort
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Appointments, Composition, Verdict
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.differences import Differences, Wishes
    from netcompose.tasks.fronts import Combined
    from netcompose.tasks.solve import Answer, Part

__all__ = [
    "Prepared",
    "Rebalanced",
    "Rebalancing",
    "Standing",
    "Terms",
    "ensure_seated",
    "prepared",
    "rebalance",
    "seat_anew",
]


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
    """The organisation as it is now, with everybody's present network, and what HR asks for; `wanted` are seats for newcomers."""

    standing: Standing
    organisation: Organisation
    policy: Policy
    wanted: Mapping[str, str]
    terms: Terms
    wishes: Wishes
    differences: Differences
    today: date

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """That of each stratum."""
        return scenarios_of(self.organisation, self.standing, self.policy, self.terms.number, self.today)


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
    """Find what has changed, as `rebalance` does first.

    Raises:
        Refused: a wish names nobody, or several people.
    """
    policy = policy.starting(today)
    standing = standing.beginning(policy)
    after, wanted, differences = _changed(standing, chart, policy, wishes, columns, today)
    taking_part = draw_up(after, policy, today).taking_part
    organisation = after.with_people({p.id: replace(p, network=None) for p in after.people if p.id not in taking_part})
    return Prepared(standing, organisation, policy, wanted, terms, wishes, differences, today)


def seat_anew(task: Prepared, *, effort: Effort, language: Language) -> Rebalancing:
    """Seat everybody anew, as `rebalance` does then.

    Raises:
        Disagreement: as `solve`.
    """
    seating = _Seating(task, effort, language)
    found = seating.rebalanced()
    if isinstance(found, Rebalanced) and _own_superiors(found):
        careful = seating.rebalanced(careful=True)
        if isinstance(careful, Rebalanced) and _own_superiors(careful) < _own_superiors(found):
            return careful
    return found


def _changed(
    standing: Standing,
    chart: Organisation | None,
    policy: Policy,
    wishes: Wishes,
    columns: Collection[str],
    today: date,
) -> tuple[Organisation, dict[str, str], Differences]:
    """The organisation as it is now with everybody's present network, the seats that newcomers should get, and what is different."""
    before, turns = standing.organisation, standing.turns_before

    def now(likely: Mapping[str, str]) -> tuple[Organisation, dict[str, str], Differences]:
        after = next_organisation(before, chart, columns, wishes, likely)
        after = after.with_people({p.id: replace(p, hosted=turns.get(p.id, p.hosted)) for p in after.people})
        asked = {p.id: p.network for p in after.people if p.network is not None}
        after, wanted = seats_of_newcomers(before, after, policy, wishes, today)
        found = compare(before, after, draw_up(after, policy, today).taking_part, wishes)
        inherited = {s.new: seat for s in found.successions if (seat := before.person(s.old).network) is not None}
        asked = {p: network for p, network in asked.items() if p in found.joiners}
        return after, wanted | inherited, replace(found, asked=asked)

    after, wanted, found = now({})
    likely = {s.old: s.new for s in found.successions}
    if chart is None and likely:  # whoever takes over a seat takes over the reports
        after, wanted, again = now(likely)
        found = replace(again, successions=found.successions, findings=found.findings)
    return after, wanted, found


def _own_superiors(found: Rebalanced) -> int:
    """How often somebody is led by their own superior."""
    return sum(verdict.cost for verdict in found.solved.plan.verdicts if verdict.rule == Duty.CHAIR)


@dataclass(frozen=True)
class _Seating:
    """What was prepared, and how much may be spent on it."""

    task: Prepared
    effort: Effort
    language: Language

    def rebalanced(self, *, careful: bool = False) -> Rebalancing:
        """The plan; `careful` as in `stratum_front`."""
        most = self.task.terms.most_moves
        scenarios = self.task.scenarios
        fronts: list[Stratum] = []
        for scenario in scenarios:
            found = stratum_front(
                scenario,
                self.task.standing,
                self.task.wanted,
                self.task.terms,
                self.effort,
                self.language,
                careful=careful,
            )
            if not isinstance(found, Stratum):
                return found
            fronts.append(found)
        points = combined(fronts)
        chosen = points[0] if most is None else within(points, most)
        if chosen is None:
            return _too_few(fronts, points[0].moves, self.effort)
        parts = [stratum.part(point) for stratum, point in zip(fronts, chosen.points, strict=True)]
        solved = self._plan(parts)
        if not isinstance(solved, Solved):
            return solved
        fewest_proven = all(stratum.front.fewest_proven for stratum in fronts)
        complete = all(stratum.front.complete for stratum in fronts)
        if chosen is not points[-1] or not complete:
            goals = tuple(replace(goal, few_moves=True) for goal in solved.plan.goals)
            solved = replace(solved, plan=replace(solved.plan, goals=goals, few_moves=True))
        findings = (
            *self.task.differences.findings,
            *_without_seat(self.task.differences, self.task.wishes, solved),
            *_ended(self.task.standing, scenarios, self.task.policy),
            *_number_kept(self.task.policy, scenarios),
            *(finding for scenario in scenarios for finding in _at_the_edge(scenario, self.effort)),
            *solved.findings,
        )
        duties, organisation = self.task.standing.appointments, self.task.standing.organisation
        return Rebalanced(
            replace(solved, findings=findings),
            self.task.differences,
            told_changes(organisation, duties, solved, self.task.differences, self.task.standing.meetings),
            tuple(_trade_off(fronts, point, complete) for point in points),
            fewest_proven,
            complete,
            tuple(verdict for stratum in fronts for verdict in stratum.broken),
        )

    def _plan(self, parts: Sequence[Part]) -> Answer:
        """The plan around these seats, with duties and dates kept as far as they can be."""
        networks = {network for part in parts for network in part.scenario.networks}
        dates = tuple(m for m in self.task.standing.meetings if m.date is not None and m.network in networks)
        hosted = {p.id: p.hosted for p in self.task.organisation.people if p.hosted}
        past = Past(hosted, over=over(self.task.policy, networks, dates, self.task.today))

        def hand_out(scenario: Scenario, composition: Composition) -> Appointments:
            return keep(scenario, composition, self.task.standing.appointments, self.task.differences, past)

        kept = Kept(dates, self.task.standing.seminar, self.task.today) if dates else NOTHING_KEPT
        whole = draw_up(self.task.organisation, self.task.policy, self.task.today)
        return make_plan(whole, parts, self.effort.seed, self.language, past, kept, hand_out)


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


# -- the trade-off ---------------------------------------------------------------------------------------------------


def _trade_off(fronts: Sequence[Stratum], point: Combined, complete: bool) -> TradeOff:
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


def _too_few(fronts: Sequence[Stratum], fewest: int, effort: Effort) -> Unsolvable | OutOfTime:
    """Why not with so few moves: what the present seats would break. Only said when that fewer are not enough is proven twice."""
    if not all(fewest_confirmed(s.scenario, s.front.points[0].moves, effort) for s in fronts):
        return OutOfTime()
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


def _without_seat(differences: Differences, wishes: Wishes, solved: Solved) -> Iterator[Finding]:
    """Say of whom HR has named as coming and who gets no seat, and why."""
    reasons = {left.leader: left.reason for left in solved.plan.not_placed}
    for person in wishes.joiners:
        if person.id not in solved.plan.composition.seats:
            reason = reasons.get(person.id, say("does not belong to those who take part"))
            yield Finding(
                "NC531",
                Severity.WARNING,
                say("{name} comes, but gets no seat: {reason}.", name=differences.name(person.id), reason=reason),
                say("If they are to have one, add participates=yes to the row."),
                value=person.id,
            )


def _ended(standing: Standing, scenarios: Sequence[Scenario], policy: Policy) -> Iterator[Finding]:
    """Say which given networks have nobody left, and so are no more."""
    left = set(standing.networks) - {network for scenario in scenarios for network in scenario.networks}
    for network in sorted(left, key=network_order) if policy.networks.given else ():
        yield Finding(
            "NC530",
            Severity.WARNING,
            say("Nobody is left in network {network}, so it ends.", network=network),
            say("If somebody takes it over, say --successor NEW=OLD, or give them the network in the new org chart."),
            value=network,
        )


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
