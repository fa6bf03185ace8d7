"""The main job: an organisation and a policy in, a judged plan out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Literal, TypeAlias

from netcompose.appoint import appoint
from netcompose.compose.outcome import Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.search import Effort, compose
from netcompose.findings import Finding, Severity
from netcompose.language import Language, attribute_name, say, say_n
from netcompose.organisation import Level
from netcompose.plan import NOTHING_BEFORE, Composition, GoalResult, Move, Past, Plan, Status, Verdict
from netcompose.policy.catalogue import judge_calendar, judge_duties, judge_fairness, judge_goals, judge_rules
from netcompose.policy.scenario import draw_up, strata
from netcompose.schedule import NoDatesInTime, Unschedulable, programme
from netcompose.tasks.calendar import NOTHING_KEPT, Kept, dated
from netcompose.tasks.duty_gaps import duty_gaps
from netcompose.tasks.fairness import worst_networks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from netcompose.organisation import Organisation
    from netcompose.plan import Appointments
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that every judge has passed, and what was noticed on the way."""

    plan: Plan
    scenario: Scenario
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Unsolvable:
    """No plan keeps every rule of this scenario; `conflict` says why.

    When only the calendar is impossible, `standing` is the plan that has everything but dates.
    """

    scenario: Scenario
    conflict: Impossible | Unschedulable
    standing: Plan | None = None


Answer: TypeAlias = Solved | Unsolvable | OutOfTime


def solve(
    organisation: Organisation,
    policy: Policy,
    *,
    today: date,
    effort: Effort,
    language: Language,
    last: Appointments = NOTHING_BEFORE.last,
) -> Answer:
    """Compose the networks, appoint people to their duties, and have everything judged.

    `last` are the duties of the plan before, which a policy may want to keep or to change; turns as host go on from the sheet's count.

    With a fixed number of networks, that number; else the numbers that the sizes allow, best fit first, until one works.

    Raises:
        Disagreement: a judge finds what the composer claims to have kept: our bug, and nothing may be written.
    """
    policy = policy.starting(today)
    parts: list[Part] = []
    for scenario in strata(organisation, policy, today):
        part = _compose(scenario, {network for done in parts for network in done.scenario.networks}, effort)
        if not isinstance(part, Part):
            return part
        parts.append(part)
    past = Past({person.id: person.hosted for person in organisation.people if person.hosted}, last)
    solved = make_plan(draw_up(organisation, policy, today), parts, effort.seed, language, past)
    if not isinstance(solved, Solved):
        return solved
    chosen = (finding for part in parts for finding in _number_chosen(part.scenario))
    return replace(solved, findings=(*chosen, *solved.findings))


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum, composed by itself; the only part where a policy has no strata."""

    scenario: Scenario
    composed: Composed


def _compose(scenario: Scenario, taken: set[str], effort: Effort) -> Part | Unsolvable | OutOfTime:
    """One stratum, with the first number of networks that works."""
    refusals = []
    for number in scenario.numbers:
        tried = scenario.with_networks(number, taken)
        careful = without_own_superior(tried)
        outcome = compose(careful, effort) if careful is not None else None
        if not isinstance(outcome, Composed):
            outcome = compose(tried, effort)
        match outcome:
            case Composed():
                return Part(tried, outcome)
            case Impossible():
                refusals.append(Unsolvable(tried, outcome))
            case OutOfTime():
                return outcome
    return refusals[0]


def without_own_superior(scenario: Scenario) -> Scenario | None:
    """The scenario with everybody who may lead a network kept apart from their own reports; None when the policy does not ask for that.

    A chair who is a member is chosen once the networks stand. Where they stand so that no possible chair meets an own report, none is led
    by their own superior, whoever is chosen: what the policy would avoid is avoided altogether. Source: nyborg.
    """
    policy = scenario.policy
    chair = policy.duties.chair
    shunned = {*chair.never, *chair.avoid} if chair is not None and chair.takes_part == "yes" else set()
    line: Literal["direct", "chain"] = "chain" if "superior_above" in shunned else "direct"
    if (
        chair is None
        or not shunned & {"own_superior", "superior_above"}
        or policy.rules.reporting_line in {line, "chain"}
    ):
        return None
    others = tuple(level for level in Level if chair.levels and level not in chair.levels)
    rules = policy.rules.model_copy(update={"reporting_line": line, "reporting_exempt": others})
    return replace(scenario, policy=policy.model_copy(update={"rules": rules}))


def make_plan(
    scenario: Scenario,
    parts: Sequence[Part],
    seed: int,
    language: Language,
    past: Past = NOTHING_BEFORE,
    kept: Kept = NOTHING_KEPT,
    hand_out: Callable[[Scenario, Composition], Appointments] | None = None,
) -> Answer:
    """The plan around the composed strata: duties, meetings, moves, and the judges' word on all of it.

    What is `kept` of the calendar keeps its dates where it can; `hand_out` hands out the duties where that is not to be done from the
    beginning.

    Raises:
        Disagreement: as `solve`.
    """
    composition = Composition(
        tuple(replace(n, stratum=part.scenario.stratum) for part in parts for n in part.composed.composition.networks)
    ).named(language)
    scenario = replace(
        scenario,
        networks=tuple(network.id for network in composition.networks),
        participants=tuple(sorted(person for part in parts for person in part.scenario.participants)),
        not_placed=tuple(left for part in parts for left in part.scenario.not_placed),
    )
    appointments = (
        appoint(scenario, composition, history=past.hosted, last=past.last)
        if hand_out is None
        else hand_out(scenario, composition)
    )
    named = {network.id: network for network in composition.networks}
    seated = [Composition(tuple(named[network] for network in part.scenario.networks)) for part in parts]
    scenarios = [part.scenario for part in parts]
    calendar = dated(scenario, composition, appointments, past, kept)
    match calendar:
        case NoDatesInTime():
            return OutOfTime()
        case Unschedulable():
            undated = Plan(scenario.policy.name, seed, Status.FEASIBLE, composition, appointments)
            return Unsolvable(scenario, calendar, undated)
    appointments, themes = calendar.appointments, programme(scenario, composition)
    verdicts = (
        *judged(scenarios, seated),
        *judge_fairness(scenario, composition),
        *judge_duties(scenario, composition, appointments, past),
        *judge_calendar(scenario, composition, appointments, calendar.meetings, calendar.events, themes, past),
    )
    goals = goal_results(
        scenarios, seated, [part.composed.unavoidable for part in parts], [part.composed.bounds for part in parts]
    )
    fairness = worst_networks(scenario, composition, [part.composed.worst for part in parts])
    broken = sorted({verdict.rule for verdict in verdicts if verdict.violations})
    if broken or any(goal.gap < 0 or goal.excess < 0 for goal in goals):
        raise Disagreement(f"the judges reject the plan: {', '.join(broken) or 'a goal beats its bound'}")
    if any(one.bound is not None and one.worst < one.bound for one in fairness):
        raise Disagreement("the judges reject the plan: a worst network beats its bound")
    plan = Plan(
        policy=scenario.policy.name,
        seed=seed,
        status=Status.OPTIMAL if all(goal.proven for goal in goals) and not appointments.unproven else Status.FEASIBLE,
        composition=composition,
        appointments=appointments,
        meetings=calendar.meetings,
        events=calendar.events,
        themes=themes,
        goals=goals,
        fairness=fairness,
        moves=moves(scenario, composition),
        not_placed=scenario.not_placed,
        verdicts=verdicts,
        facilitation=_facilitation(scenario),
    )
    return Solved(
        plan, scenario, (*_without_value(scenario), *duty_gaps(scenario, composition, appointments, verdicts, past))
    )


def judged(scenarios: Sequence[Scenario], parts: Sequence[Composition]) -> tuple[Verdict, ...]:
    """A verdict on each rule and goal: of each stratum's part of a composition, put together."""
    each = [
        (*judge_rules(scenario, part), *judge_goals(scenario, part))
        for scenario, part in zip(scenarios, parts, strict=True)
    ]
    return tuple(_together(scenarios, verdicts) for verdicts in zip(*each, strict=True))


def _together(scenarios: Sequence[Scenario], verdicts: Sequence[Verdict]) -> Verdict:
    """The verdicts of all strata on one rule as one."""
    if len(verdicts) == 1:
        return verdicts[0]
    told = [
        say("{stratum}: {summary}", stratum=scenario.stratum or "", summary=verdict.summary)
        for scenario, verdict in zip(scenarios, verdicts, strict=True)
    ]
    alike = len({verdict.summary for verdict in verdicts}) == 1 and not any(verdict.cost for verdict in verdicts)
    return Verdict(
        verdicts[0].rule,
        verdicts[0].summary
        if alike
        else reduce(lambda one, other: say("{sentence} {following}", sentence=one, following=other), told),
        violations=sum(verdict.violations for verdict in verdicts),
        cost=sum(verdict.cost for verdict in verdicts),
        witnesses=tuple(witness for verdict in verdicts for witness in verdict.witnesses),
        attribute=verdicts[0].attribute,
    )


def goal_results(
    scenarios: Sequence[Scenario],
    parts: Sequence[Composition],
    unavoidable: Sequence[tuple[int, ...]],
    bounds: Sequence[tuple[int, ...]],
) -> tuple[GoalResult, ...]:
    """Each goal's value as its judges count it, beside what is unavoidable and proven, all strata added up; in order of rank."""
    judged = [judge_goals(scenario, part) for scenario, part in zip(scenarios, parts, strict=True)]
    results = [
        GoalResult(
            goal.goal,
            goal.attribute,
            goal.rank,
            sum(verdicts[i].cost for verdicts in judged),
            sum(least[i] for least in unavoidable),
            sum(bound[i] for bound in bounds),
        )
        for i, goal in enumerate(scenarios[0].policy.goals)
    ]
    return tuple(sorted(results, key=lambda result: result.rank))


def moves(scenario: Scenario, composition: Composition) -> tuple[Move, ...]:
    """Participants whose network is another than the one in the sheet."""
    return tuple(
        Move(person.id, person.network, composition.seats[person.id])
        for person in scenario.people
        if person.network is not None and composition.seats.get(person.id, person.network) != person.network
    )


def _facilitation(scenario: Scenario) -> tuple[str, ...]:
    duty = scenario.policy.duties.facilitator
    if duty is None:
        return ()
    return tuple(duty.mode(meeting) for meeting in range(1, scenario.policy.meetings_held + 1))


def _number_chosen(scenario: Scenario) -> tuple[Finding, ...]:
    """Say which number of networks was taken when the policy leaves it open."""
    if scenario.policy.networks.number != "auto" or scenario.policy.networks.given:
        return ()
    message = say_n(
        "{people} participants fit best into {n} network of {size}.",
        "{people} participants fit best into {n} networks of {size}.",
        len(scenario.networks),
        people=len(scenario.participants),
        size=str(scenario.size),
    )
    return (Finding("NC501", Severity.NOTE, message, say("Give --networks N to have another number.")),)


def _without_value(scenario: Scenario) -> tuple[Finding, ...]:
    """Say which attributes of the mix some or all participants lack: they are mixed as if they shared it with nobody."""
    findings = []
    for goal in scenario.policy.goals:
        if goal.attribute is None:
            continue
        lacking = sum(person.attribute(goal.attribute) is None for person in scenario.people)
        if lacking:
            message = say_n(
                "{n} participant has no {attribute} and is not counted in that mix.",
                "{n} participants have no {attribute} and are not counted in that mix.",
                lacking,
                attribute=attribute_name(goal.attribute),
            )
            remedy = say('Fill the column in, or name it with --column {attribute}="…".', attribute=goal.attribute)
            findings.append(Finding("NC502", Severity.WARNING, message, remedy, value=goal.attribute))
    return tuple(findings)
