"""Calendars in bad years: random closed days, absences, shared chiefs and rhythms, each answer judged and each refusal proved smallest.

    python benchmarks/closed_days.py 1000

For every world either every judge is silent, or the refusal's reasons are checked: with all of them there is no calendar, and without any
one of them there is. The same worlds, a few of them, run in the tests.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from netcompose.organisation import Days, Level, Organisation, Person
from netcompose.plan import Appointment, Appointments, Composition, Duty
from netcompose.policy.catalogue import judge_calendar
from netcompose.policy.scenario import Scenario, draw_up
from netcompose.policy.settings import Policy
from netcompose.schedule import Scheduled, Unschedulable, schedule
from netcompose.schedule.cause import core
from netcompose.schedule.days import GAP, SAME_WEEK, SPREAD, Reason, away, monday, two_places
from netcompose.schedule.slots import Slot, Task, task

FIRST = date(2026, 9, 1)
MOST_TRIED = 300_000
"""Choices tried for one question at the most."""


class TooMany(Exception):
    """A question that trying all days does not answer in time."""


@dataclass(frozen=True)
class World:
    """One organisation, composed and with its duties, that wants a calendar."""

    scenario: Scenario
    composition: Composition
    appointments: Appointments


def world(seed: int) -> World:
    """A random world: from easy to hopeless."""
    dice = random.Random(seed)
    networks, size = dice.randint(1, 6), dice.randint(2, 4)
    months = dice.choice([1, 2, 4, 12])
    numbers = {1: [12, 24], 2: [6, 12], 4: [3, 6, 9], 12: [1, 3, 6, 8]}[months]
    meetings: dict[str, Any] = {
        "a_year": dice.choice(numbers),
        "hours": dice.choice([2, 3]),
        "closed_weeks": dice.sample(range(1, 53), dice.choice([0, 1, 4, 20])),
        "weekdays": dice.choice(
            [
                ("monday", "tuesday", "wednesday", "thursday", "friday"),
                ("tuesday", "wednesday", "thursday"),
                ("monday", "friday"),
                ("wednesday",),
            ]
        ),
        "same_week": dice.random() < 0.3,
    }
    if meetings["same_week"]:
        meetings["days"] = dice.randint(1, len(meetings["weekdays"]))
    if dice.random() < 0.2:
        meetings["seminar"] = {"hours": 6}
    people = [
        Person(
            id=f"{n}{m}",
            name=f"Leader {n}{m}",
            level=Level.LEADER_OF_EMPLOYEES,
            level_name="",
            away=_away(dice, months),
        )
        for n in range(networks)
        for m in range(size)
    ]
    chiefs = [
        Person(id=f"c{i}", name=f"Chief {i}", level=Level.CHIEF, level_name="", away=_away(dice, months))
        for i in range(dice.randint(1, 3))
    ]
    closed = tuple(_spell(dice, months) for _ in range(dice.choice([0, 2, 6, 15])))
    policy = Policy.model_validate(
        {
            "name": "test",
            "networks": {"size": str(size), "number": networks},
            "duties": {"host": {}},
            "period": {"first": FIRST, "months": months},
            "meetings": meetings,
        }
    )
    scenario = draw_up(Organisation((*people, *chiefs), closed), policy, FIRST)
    composition = Composition.of({p.id: str(int(p.id[0]) + 1) for p in people}, [str(n + 1) for n in range(networks)])
    return World(scenario, composition, _appointments(dice, scenario, composition, [chief.id for chief in chiefs]))


def _appointments(dice: random.Random, scenario: Scenario, composition: Composition, chiefs: list[str]) -> Appointments:
    """Hosts in turn, and a chief for each network: a contact, whom the first meeting needs, unless nobody is wanted."""
    assert scenario.policy.meetings is not None
    number = scenario.policy.meetings.number(scenario.policy.period)
    found = []
    contacts, hosting = dice.random() < 0.6, dice.random() < 0.7
    for network in composition.networks:
        if contacts:
            found.append(Appointment(Duty.CONTACT, network.id, dice.choice(chiefs)))
        if hosting:
            for meeting in range(number):
                person = network.members[meeting % len(network.members)]
                found.append(Appointment(Duty.HOST, network.id, person, meeting=meeting + 1))
    return Appointments(tuple(found))


def _spell(dice: random.Random, months: int) -> Days:
    first = FIRST + timedelta(days=dice.randrange(months * 30))
    return Days(first, first + timedelta(days=dice.choice([0, 0, 2, 6, 13, 30])))


def _away(dice: random.Random, months: int) -> tuple[Days, ...]:
    spells = [_spell(dice, months) for _ in range(dice.choice([0, 0, 1, 3]))]
    if dice.random() < 0.2:
        spells.append(Days(weekday=dice.randrange(5)))
    return tuple(spells)


def outcome(here: World) -> str:
    """What came of a world: a calendar that every judge passes, or a refusal whose reasons are all needed.

    Raises:
        AssertionError: neither.
    """
    answer = schedule(here.scenario, here.composition, here.appointments)
    match answer:
        case Scheduled():
            verdicts = judge_calendar(
                here.scenario, here.composition, answer.appointments, answer.meetings, answer.events
            )
            broken = [str(witness) for verdict in verdicts if verdict.violations for witness in verdict.witnesses]
            assert not broken, broken
            return "dated" if answer.proven else "dated, not proven best"
        case Unschedulable():
            assert answer.conflict
            if any(clash.rule != "calendar_seminar" for clash in answer.conflict):
                try:
                    prove(task(here.scenario, here.composition, here.appointments, (), swap=True))
                except TooMany:
                    return "impossible, its causes too many to try"
            return "impossible: " + ", ".join(sorted({clash.rule for clash in answer.conflict}))
        case _:
            raise AssertionError("out of time")


def prove(whole: Task) -> None:
    """That a refusal's meetings have no days together for its reasons, and that each meeting and each reason is needed for that.

    By trying all days one by one, without a solver.

    Raises:
        AssertionError: they have, or one is not needed.
    """
    slots, reasons = core(whole)
    assert not possible(whole, slots, frozenset(reasons)), "the refused meetings can be dated"
    for slot in slots:
        rest = [other for other in slots if other is not slot]
        assert possible(whole, rest, frozenset(reasons)), f"{slot.key} is not needed"
    for reason in reasons:
        assert possible(whole, slots, frozenset(reasons) - {reason}), f"{reason} is not needed"


def possible(whole: Task, slots: list[Slot], reasons: frozenset[Reason]) -> bool:
    """Whether these meetings can be dated when nothing but these reasons stands in the way: every choice of days is tried."""
    meetings = whole.scenario.policy.meetings
    assert meetings is not None
    networks = {n: sum(s.number == n for s in whole.slots) for n in {slot.number for slot in slots}}

    def days(slot: Slot) -> list[tuple[date, str]]:
        """Each day that a meeting could have, with who could host it then."""
        found = []
        for i in range((slot.last - slot.first).days + 1):
            day = slot.first + timedelta(days=i)
            if day.weekday() > 4 or whole.days.closing(day) & reasons:
                continue
            for host in slot.hosts or ("",):
                there = (*slot.needed, host)
                if not any(away(person) in reasons and whole.days.is_away(person, day) for person in there):
                    found.append((day, host))
        return found

    def together(chosen: dict[Slot, tuple[date, str]], slot: Slot, day: date, host: str) -> bool:
        for other, (when, hosting) in chosen.items():
            if other.network == slot.network:
                if host and host == hosting and slot.round == other.round:
                    return False
                apart = (day - when).days if slot.number > other.number else (when - day).days
                following = abs(slot.number - other.number) == 1
                if following and apart < (whole.gap if GAP in reasons else 1):
                    return False
            if day == when and any(two_places(person) in reasons for person in slot.everybody & other.everybody):
                return False
            if (
                meetings.same_week
                and SAME_WEEK in reasons
                and other.number == slot.number
                and monday(day) != monday(when)
            ):
                return False
        return True

    def spread(chosen: dict[Slot, tuple[date, str]]) -> bool:
        """Whether the days fit a week over so many days, with the meetings that are not asked about on any open day of it."""
        if not meetings.same_week or SAME_WEEK not in reasons or SPREAD not in reasons:
            return True
        for number, all_of_them in networks.items():
            used = {day for slot, (day, _) in chosen.items() if slot.number == number}
            here = [slot for slot in chosen if slot.number == number]
            wanted, others = min(meetings.spread, all_of_them), all_of_them - len(here)
            if not used:
                continue
            week = [monday(min(used)) + timedelta(days=i) for i in range(5)]
            free = {
                day
                for day in week
                if here[0].first <= day <= here[0].last and not whole.days.closing(day) & reasons and day not in used
            }
            if not (len(used) <= wanted <= len(used) + min(others, len(free))):
                return False
        return True

    choices = {slot: days(slot) for slot in slots}
    order = sorted(slots, key=lambda slot: len(choices[slot]))
    tried = 0

    def search(index: int, chosen: dict[Slot, tuple[date, str]]) -> bool:
        nonlocal tried
        if index == len(order):
            return spread(chosen)
        for day, host in choices[order[index]]:
            tried += 1
            if tried > MOST_TRIED:
                raise TooMany
            if together(chosen, order[index], day, host) and search(index + 1, {**chosen, order[index]: (day, host)}):
                return True
        return False

    return search(0, {})


def main(worlds: int) -> None:
    """So many worlds, and what came of them."""
    found: Counter[str] = Counter()
    slowest, begun = (0.0, 0), time.perf_counter()
    for seed in range(worlds):
        before = time.perf_counter()
        found[outcome(world(seed))] += 1
        slowest = max(slowest, (time.perf_counter() - before, seed))
    for what, often in found.most_common():
        print(f"{often:5} {what}")
    print(f"{worlds} worlds in {time.perf_counter() - begun:.1f} s; slowest {slowest[0]:.2f} s (world {slowest[1]})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
