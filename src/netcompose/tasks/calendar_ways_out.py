"""Ways out of an impossible calendar: small changes, each verified by dating the same networks again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.language import listed, say, say_n
from netcompose.plan import Appointments, Duty
from netcompose.policy.calendar.dated import Dated
from netcompose.policy.calendar_settings import WEEKDAYS
from netcompose.schedule import Scheduled
from netcompose.tasks.calendar import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Sentence
    from netcompose.plan import Clash, Composition
    from netcompose.policy.scenario import Scenario

Change = tuple["Sentence", "Scenario", "Appointments"]

MOST = 5
"""How many ways out are offered."""


def calendar_changes(
    scenario: Scenario, composition: Composition, appointments: Appointments, conflict: tuple[Clash, ...]
) -> tuple[tuple[Sentence, Sentence], ...]:
    """Changes after which there is a calendar, and what it is like: each one was tried."""
    found: list[tuple[Sentence, Sentence]] = []
    for change, changed, duties in _changes(scenario, composition, appointments, conflict):
        if len(found) >= MOST:
            break
        calendar = dated(changed, composition, duties)
        if isinstance(calendar, Scheduled):
            found.append((change, _effect(scenario, composition, calendar)))
    return tuple(found)


def _effect(scenario: Scenario, composition: Composition, calendar: Scheduled) -> Sentence:
    """When the meetings are then, and who would have to come although the sheet has them away."""
    plan = Dated(scenario, composition, calendar.appointments, calendar.meetings)
    days = sorted(day for _, day in plan.days)
    comes = sorted(
        {
            (day, plan.name(person))
            for meeting, day in plan.days
            for person in plan.needed(meeting)
            if plan.away(person, day)
        }
    )
    told = say_n(
        "{n} meeting, from {first} to {last}.",
        "{n} meetings, from {first} to {last}.",
        len(days),
        first=days[0],
        last=days[-1],
    )
    if not comes:
        return told
    who = listed(*(say("{name} on {day}", name=name, day=day) for day, name in comes))
    return say("{meetings} Then these have to come all the same: {who}.", meetings=told, who=who)


def _changes(
    scenario: Scenario, composition: Composition, appointments: Appointments, conflict: tuple[Clash, ...]
) -> Iterator[Change]:
    """Candidate changes, the least drastic first."""
    policy, organisation, meetings = scenario.policy, scenario.organisation, scenario.policy.meetings
    assert meetings is not None
    rules = {clash.rule for clash in conflict}

    def settings(**changes: object) -> Scenario:
        changed = meetings.model_copy(update=changes)
        return replace(scenario, policy=policy.model_copy(update={"meetings": changed}))

    for clash in conflict:
        if clash.rule == "calendar_present":
            (person,) = clash.people
            someone = organisation.person(person)
            there = organisation.with_people({person: replace(someone, away=())})
            yield (
                say("Let {name} come on a day on which they are away.", name=someone.name),
                replace(scenario, organisation=there),
                appointments,
            )
    for clash in conflict:
        if clash.rule == "calendar_two_places":
            yield from _relieved(scenario, composition, appointments, clash.people[0])
    if "calendar_open_days" in rules:
        for week in sorted(set(meetings.closed_weeks))[:2]:
            others = tuple(other for other in meetings.closed_weeks if other != week)
            yield (
                say("Let meetings be held in week {week} (closed_weeks in the policy).", week=week),
                settings(closed_weeks=others),
                appointments,
            )
        if set(meetings.weekdays) < set(WEEKDAYS[:5]):
            yield (
                say("Let meetings be held from Monday to Friday (weekdays in the policy)."),
                settings(weekdays=WEEKDAYS[:5]),
                appointments,
            )
        if organisation.closed:
            here = replace(scenario, organisation=replace(organisation, closed=()))
            yield say("Let meetings be held on days of the list of closed days."), here, appointments
        if len(set(meetings.closed_weeks)) > 1:
            yield (
                say("Let meetings be held in the closed weeks (closed_weeks in the policy)."),
                settings(closed_weeks=()),
                appointments,
            )
    if "calendar_same_week" in rules:
        for days in range(meetings.spread - 1, 0, -1):
            yield (
                say_n(
                    "Spread the networks over {n} day of the week (days in the policy).",
                    "Spread the networks over {n} days of the week (days in the policy).",
                    days,
                ),
                settings(days=days),
                appointments,
            )
        # more days than networks would be the same days
        most = min(len(set(meetings.weekdays)), len(composition.networks))
        for days in range(meetings.spread + 1, most + 1):
            yield (
                say_n(
                    "Spread the networks over {n} day of the week (days in the policy).",
                    "Spread the networks over {n} days of the week (days in the policy).",
                    days,
                ),
                settings(days=days),
                appointments,
            )
        yield (
            say("Let the networks meet in different weeks (same_week = false in the policy)."),
            settings(same_week=False, days=None),
            appointments,
        )
    if "calendar_seminar" in rules:
        yield say("Do without the joint seminar (seminar in the policy)."), settings(seminar=None), appointments
    if policy.period.first is not None:
        later = policy.period.model_copy(update={"first": policy.period.after(1)})
        here = replace(scenario, policy=policy.model_copy(update={"period": later}))
        yield (
            say("Begin a month later (first = {day} under [period] in the policy).", day=policy.period.after(1)),
            here,
            appointments,
        )
    if meetings.a_year > 1:
        fewer = settings(a_year=meetings.a_year - 1, every_months=None)
        fewer_meetings = fewer.policy.meetings
        assert fewer_meetings is not None
        number = fewer_meetings.number(policy.period)
        if number < meetings.number(policy.period):
            left = Appointments(tuple(a for a in appointments.all if a.meeting is None or a.meeting <= number))
            yield (
                say_n(
                    "Hold {n} meeting a year (a_year in the policy).",
                    "Hold {n} meetings a year (a_year in the policy).",
                    meetings.a_year - 1,
                ),
                fewer,
                left,
            )


def _relieved(
    scenario: Scenario, composition: Composition, appointments: Appointments, person: str
) -> Iterator[Change]:
    """Somebody with duties in several networks gives one of them up."""
    for given_up in appointments.all:
        if given_up.person == person and given_up.duty not in {Duty.HOST, Duty.MENTOR}:
            rest = Appointments(tuple(a for a in appointments.all if a is not given_up))
            change = say(
                "Let somebody else than {name} have the duty in {network}.",
                name=scenario.organisation.person(person).name,
                network=composition.network(given_up.network).name,
            )
            yield change, scenario, rest
