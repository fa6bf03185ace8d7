"""All rules and goals, in the order in which the model takes them and the reader sees them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.plan import NETWORK_DUTIES, NOTHING_BEFORE, Duty, Verdict
from netcompose.policy.calendar import open_days, phases, present, quiet_weeks, rhythm, same_week, themes, two_places
from netcompose.policy.calendar.dated import Dated
from netcompose.policy.duties import mentor, network
from netcompose.policy.duties.turns import judge_facilitators, judge_hosts
from netcompose.policy.rules import (
    apart,
    churn,
    even_size,
    fairness,
    group_size,
    limits,
    locked,
    mentor_supply,
    mix,
    new_faces,
    new_leaders,
    placed_once,
    reporting_line,
    same,
    siblings,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netcompose.plan import Appointments, Composition, Event, Meeting, Past, Theme
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal, Policy

RULES: Final[Mapping[str, Callable[[Scenario, Composition], Verdict]]] = {
    rule.RULE: rule.judge
    for rule in (
        placed_once,
        group_size,
        reporting_line,
        siblings,
        locked,
        together,
        apart,
        limits,
        mentor_supply,
    )
}
GOALS: Final[Mapping[str, Callable[[Scenario, Goal, Composition], Verdict]]] = {
    goal.RULE: goal.judge for goal in (mix, same, new_leaders, even_size, new_faces, churn)
}


def _facilitators(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> Verdict:
    """The facilitators whom each network has one of, and those who take turns."""
    duty = scenario.policy.duties.facilitator
    assert duty is not None
    turns, told = judge_facilitators(scenario, composition, appointments, past)
    if not duty.from_pool:
        summary = say("Nobody of the list facilitates but the members in turn.")
        return Verdict(Duty.FACILITATOR, summary, violations=turns, witnesses=tuple(told))
    verdict = network.judge(Duty.FACILITATOR, scenario, composition, appointments, past)
    return replace(verdict, violations=verdict.violations + turns, witnesses=(*verdict.witnesses, *told))


DUTIES: Final[Mapping[Duty, Callable[..., Verdict]]] = {
    **{duty: partial(network.judge, duty) for duty in NETWORK_DUTIES if duty is not Duty.FACILITATOR},
    Duty.FACILITATOR: _facilitators,
    Duty.MENTOR: mentor.judge,
    Duty.HOST: judge_hosts,
}
CALENDAR: Final[Mapping[str, Callable[[Dated], Verdict]]] = {
    rule.RULE: rule.judge for rule in (open_days, rhythm, same_week, present, two_places, quiet_weeks)
}


def judge_rules(scenario: Scenario, composition: Composition) -> tuple[Verdict, ...]:
    """A verdict on every hard rule."""
    return tuple(judge(scenario, composition) for judge in RULES.values())


def judge_goals(scenario: Scenario, composition: Composition) -> tuple[Verdict, ...]:
    """A verdict on each of the policy's goals, in the policy's order."""
    return tuple(GOALS[goal.goal](scenario, goal, composition) for goal in scenario.policy.goals)


def mixed_goals(policy: Policy) -> tuple[Goal, ...]:
    """The policy's goals that mix an attribute, in order of rank: those whose worst network is looked at."""
    return tuple(sorted((goal for goal in policy.goals if goal.goal == mix.RULE), key=lambda goal: goal.rank))


def judge_fairness(scenario: Scenario, composition: Composition) -> tuple[Verdict, ...]:
    """A verdict on the worst network, for each attribute that the policy mixes, in order of rank."""
    return tuple(fairness.judge(scenario, goal, composition) for goal in mixed_goals(scenario.policy))


def judge_duties(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> tuple[Verdict, ...]:
    """A verdict on each duty that the policy hands out."""
    duties, meetings = scenario.policy.duties, scenario.policy.meetings
    return tuple(
        judge(scenario, composition, appointments, past)
        for duty, judge in DUTIES.items()
        if duties.hands_out(duty) and (duty is not Duty.HOST or meetings is not None)
    )


def judge_calendar(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    meetings: tuple[Meeting, ...],
    events: tuple[Event, ...] = (),
    programme: tuple[Theme, ...] = (),
    past: Past = NOTHING_BEFORE,
) -> tuple[Verdict, ...]:
    """A verdict on each rule of the calendar that the policy has use for; the first day of its period must be settled."""
    policy, verdicts = scenario.policy, []
    if policy.meetings is not None:
        plan = Dated(scenario, composition, appointments, meetings, events, past.over)
        verdicts += [
            judge(plan) for rule, judge in CALENDAR.items() if rule != same_week.RULE or policy.meetings.same_week
        ]
    if policy.phases:
        verdicts.append(phases.judge(scenario, events))
    if policy.themes is not None and programme:
        verdicts.append(themes.judge(scenario, composition, programme))
    return tuple(verdicts)
