"""Turns from meeting to meeting: hosting stays fair over years in which members come and go."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from netcompose.appoint import appoint
from netcompose.organisation import Level, Person
from netcompose.plan import Appointment, Appointments, Composition, Duty, Network, Past
from netcompose.policy.catalogue import judge_duties
from worlds import leader, policy, scenario

YEARS, MEETINGS = 5, 3


def settings(**duties: Any) -> Any:
    meetings = {"a_year": MEETINGS, "hours": 2}
    return policy(size="1-99", number=2, rules={"reporting_line": "off"}, duties=duties, meetings=meetings)


def years(seed: int) -> list[tuple[dict[str, Person], Composition, Counter[str], list[Appointment]]]:
    """Five years of two networks: each year some leave, some join, some stop or begin to be able to host, and some change network."""
    random = Random(seed)
    people = {f"{n:03}": leader(f"{n:03}", new=False) for n in range(random.randint(6, 12))}
    seats = {id: random.choice("12") for id in people}
    hosted: Counter[str] = Counter()
    told = []
    for year in range(YEARS):
        for id in list(people):
            if random.random() < 0.15 and len(people) > 4:
                del people[id], seats[id]
            elif random.random() < 0.1:
                people[id] = leader(id, new=False, can_host=random.choice([None, False]))
            elif random.random() < 0.05:
                seats[id] = random.choice("12")
        for n in range(random.randint(0, 3)):
            id = f"{100 + year * 10 + n}"
            people[id], seats[id] = leader(id, new=random.random() < 0.5), random.choice("12")
        here = tuple(Network(n, n, tuple(id for id in people if seats[id] == n)) for n in "12")
        made = scenario(list(people.values()), settings(host={}))
        appointments = appoint(made, Composition(here), history=dict(hosted))
        assert not [v for v in judge_duties(made, Composition(here), appointments, Past(dict(hosted))) if v.violations]
        turns = sorted(appointments.of(Duty.HOST), key=lambda a: a.meeting or 0)
        told.append((dict(people), Composition(here), Counter(hosted), turns))
        hosted.update(a.person for a in turns)
    return told


@pytest.mark.parametrize("seed", range(40))
def test_nobody_hosts_again_before_all_present_members_who_can_have_hosted_once(seed: int) -> None:
    for people, composition, before, turns in years(seed):
        hosted = Counter(before)
        for turn in turns:
            able = [m for m in composition.network(turn.network).members if people[m].can_host is not False]
            if turn.meeting == 1:
                able = [m for m in able if not people[m].new]  # a new leader cannot host the first meeting
            assert turn.person in able
            if hosted[turn.person]:
                assert all(hosted[member] for member in able)
            hosted[turn.person] += 1


@pytest.mark.parametrize("seed", range(40))
def test_within_a_year_turns_are_spread_over_all_who_can_host(seed: int) -> None:
    for people, composition, _, turns in years(seed):
        for network in composition.networks:
            able = [m for m in network.members if people[m].can_host is not False]
            counts = Counter(turn.person for turn in turns if turn.network == network.id)
            if counts:
                assert max(counts.values()) <= -(-MEETINGS // len(able))


def test_kept_hosts_stay_where_the_rounds_allow() -> None:
    made = scenario([leader(id, new=False) for id in "abc"], settings(host={}))
    composition = Composition((Network("1", "1", ("a", "b", "c")), Network("2", "2", ())))
    kept = Appointments(
        tuple(
            Appointment(Duty.HOST, "1", person, meeting=meeting) for meeting, person in ((1, "c"), (2, "a"), (3, "b"))
        )
    )
    assert appoint(made, composition, kept=kept).all == kept.all
    again = Appointments(tuple(Appointment(Duty.HOST, "1", "c", meeting=meeting) for meeting in (1, 2, 3)))
    hosts = [a.person for a in appoint(made, composition, kept=again).all]
    assert (hosts[0], {*hosts}) == ("c", {"a", "b", "c"})  # only the first of the three may stay


def test_the_chair_hosts_every_meeting_where_the_policy_says_so() -> None:
    people = [leader("a", level=Level.CHIEF, participates=True), leader("b")]
    duties = {"chair": {"levels": ["leader_of_employees"], "avoid": [], "prefer": []}, "host": {"same_as": "chair"}}
    made = scenario(people, settings(**duties))
    composition = Composition((Network("1", "1", ("a", "b")), Network("2", "2", ())))
    appointments = appoint(made, composition)
    assert appointments.holder(Duty.CHAIR, "1") == "b"
    assert [a.person for a in appointments.of(Duty.HOST, "1")] == ["b"] * MEETINGS
    assert not [v for v in judge_duties(made, composition, appointments) if v.violations]
    wrong = Appointments(
        (*appointments.of(Duty.CHAIR), *(Appointment(Duty.HOST, "1", "a", meeting=m) for m in (1, 2, 3)))
    )
    (verdict,) = [v for v in judge_duties(made, composition, wrong) if v.rule == Duty.HOST]
    assert verdict.violations == 3


def test_members_facilitate_in_turn_after_a_consultant() -> None:
    modes = [{"mode": "external"}, {"mode": "rolling", "from_meeting": 2}]
    made = scenario([leader(id, new=id == "a") for id in "abc"], settings(facilitator={"modes": modes}))
    composition = Composition((Network("1", "1", ("a", "b", "c")), Network("2", "2", ())))
    appointments = appoint(made, composition)
    told = [appointments.facilitator("1", meeting) for meeting in (1, 2, 3)]
    assert told[0] is None
    assert told[1] in {"b", "c"}  # not the new leader first
    assert told[2] not in {None, told[1]}
    assert not [v for v in judge_duties(made, composition, appointments) if v.violations]
    wrong = Appointments(tuple(Appointment(Duty.FACILITATOR, "1", "b", meeting=meeting) for meeting in (1, 2, 3)))
    (verdict,) = judge_duties(made, composition, wrong)
    assert verdict.violations == 2  # one meeting is the consultant's, and b has two turns before c has one


def test_a_deputy_is_another_member_than_the_chair() -> None:
    people = [leader(id, level=Level.CHIEF, participates=True) for id in "ab"]
    made = scenario(
        people,
        policy(
            size="1-9",
            number=1,
            participants={"levels": ["chief"]},
            duties={"chair": {}, "deputy": {"never": ["holder_of_chair"]}},
        ),
    )
    composition = Composition((Network("1", "1", ("a", "b")),))
    appointments = appoint(made, composition)
    assert {a.person for a in appointments.all} == {"a", "b"}
    twice = Appointments((Appointment(Duty.CHAIR, "1", "a"), Appointment(Duty.DEPUTY, "1", "a")))
    assert [v.violations for v in judge_duties(made, composition, twice)] == [0, 1]


def test_kept_appointments_stay_where_the_load_allows() -> None:
    chiefs = [leader(id, level=Level.CHIEF) for id in "XYZ"]
    made = scenario([*chiefs, *(leader(id) for id in "abc")], policy(size="1-9", number=3, duties={"contact": {}}))
    composition = Composition(tuple(Network(n, n, (m,)) for n, m in zip("123", "abc", strict=True)))
    kept = Appointments(tuple(Appointment(Duty.CONTACT, n, c) for n, c in zip("123", "ZXY", strict=True)))
    assert appoint(made, composition, kept=kept).all == kept.all
    one_chief = Appointments(tuple(Appointment(Duty.CONTACT, n, "Z") for n in "123"))
    found = appoint(made, composition, kept=one_chief).all
    assert Counter(a.person for a in found) == {"X": 1, "Y": 1, "Z": 1}
