"""Turns from meeting to meeting: hosting stays fair over years in which members come and go."""

from __future__ import annotations

from collections import Counter
from datetime import date
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


ONE = Composition((Network("1", "1", tuple("abcd")), Network("2", "2", ())))


def first_host(**people: dict[str, Any]) -> str:
    """Who of a, b, c and d hosts the first meeting, where each has a workplace unless they say otherwise."""
    made = scenario(
        [leader(id, **{"new": False, "workplace": id, **people.get(id, {})}) for id in "abcd"], settings(host={})
    )
    return appoint(made, ONE).all[0].person


@pytest.mark.parametrize(
    ("people", "first"),
    [
        ({}, "a"),  # nothing tells them apart but their ids
        ({"a": {"workplace": None}}, "b"),
        ({"a": {"acting": True, "participates": True}}, "b"),
        ({"d": {"started": date(2020, 1, 1)}}, "d"),
        ({"c": {"started": date(2010, 1, 1)}, "d": {"started": date(2020, 1, 1)}}, "c"),
        ({"a": {"new": True}}, "b"),
        ({"c": {"started": date(2010, 1, 1), "acting": True, "participates": True}}, "a"),  # not acting before long served
        ({"c": {"started": date(2010, 1, 1), "workplace": None}}, "a"),  # a place to show before long served
        ({"a": {"workplace": None}, "b": {"acting": True, "participates": True}, "c": {"can_host": False}, "d": {"can_host": False}}, "b"),
    ],
)  # fmt: skip
def test_who_hosts_first_of_those_who_have_not_hosted(people: dict[str, dict[str, Any]], first: str) -> None:
    assert first_host(**people) == first


def hosts_of(made: Any, **more: Any) -> list[str]:
    return [a.person for a in appoint(made, ONE, **more).of(Duty.HOST, "1")]


def test_a_new_leader_hosts_first_where_the_policy_lets_them() -> None:
    people = [leader(id, new=id == "a", workplace="P", can_host=None if id in "ab" else False) for id in "abcd"]
    assert hosts_of(scenario(people, settings(host={}))) == ["b", "a", "b"]
    assert hosts_of(scenario(people, settings(host={"new_leader_first": True}))) == ["b", "a", "b"]  # but is not keen
    alone = [leader(id, new=True, can_host=None if id == "a" else False) for id in "abcd"]
    assert hosts_of(scenario(alone, settings(host={}))) == ["a", "a"]
    assert hosts_of(scenario(alone, settings(host={"new_leader_first": True}))) == ["a", "a", "a"]


def test_another_workplace_is_visited_before_one_is_visited_again() -> None:
    places = {"a": "P", "b": "P", "c": "Q", "d": None}
    made = scenario([leader(id, new=False, workplace=place) for id, place in places.items()], settings(host={}))
    assert hosts_of(made) == ["a", "c", "b"]


def test_whoever_hosted_longest_ago_is_next_and_whoever_never_did_before_them() -> None:
    made = scenario([leader(id, new=False, workplace=id) for id in "abcd"], settings(host={}))
    assert hosts_of(made, history={"a": 3, "b": 2, "c": 1}) == ["d", "c", "b"]


def test_a_kept_turn_goes_before_all_else_that_is_equal_and_is_left_for_its_meeting() -> None:
    made = scenario([leader(id, new=False, workplace=id) for id in "abcd"], settings(host={}))
    kept = Appointments((Appointment(Duty.HOST, "1", "a", meeting=2),))
    assert hosts_of(made, kept=kept) == ["b", "a", "c"]
    late = Appointments((Appointment(Duty.HOST, "1", "d", meeting=1), Appointment(Duty.HOST, "1", "a", meeting=3)))
    assert hosts_of(made, kept=late) == ["d", "b", "a"]


BOTH = Composition((Network("1", "1", ("a", "b")), Network("2", "2", ("c", "d"))))


def test_each_network_is_hosted_by_its_own_chair() -> None:
    duties = {"chair": {"levels": ["leader_of_employees"], "avoid": [], "prefer": []}, "host": {"same_as": "chair"}}
    found = appoint(scenario([leader(id) for id in "abcd"], settings(**duties)), BOTH)
    for network in ("1", "2"):
        chair = found.holder(Duty.CHAIR, network)
        assert chair is not None
        assert [(a.person, a.meeting) for a in found.of(Duty.HOST, network)] == [(chair, m) for m in (1, 2, 3)]


def test_a_corps_facilitates_the_meetings_that_are_its_own_and_is_told_for_each_of_them() -> None:
    modes = [{"mode": "corps"}, {"mode": "external", "from_meeting": 3}]
    people = [*(leader(id) for id in "abcd"), leader("X", level=Level.CHIEF), leader("Y", level=Level.CHIEF)]
    made = scenario(people, settings(facilitator={"modes": modes, "levels": ["chief"]}, contact={}))
    found = appoint(made, BOTH)
    for network in ("1", "2"):
        (holder,) = {a.person for a in found.of(Duty.FACILITATOR, network)}
        told = [(a.person, a.meeting) for a in found.of(Duty.FACILITATOR, network)]
        assert told == [(holder, 1), (holder, 2)]
        assert [a.meeting for a in found.of(Duty.CONTACT, network)] == [None]
    plain = scenario(people, settings(facilitator={"levels": ["chief"]}))
    assert [a.meeting for a in appoint(plain, BOTH).of(Duty.FACILITATOR)] == [None, None]  # throughout


def holders(appointments: Appointments, duty: Duty, network: str = "1") -> list[tuple[int | None, str]]:
    return sorted((a.meeting, a.person) for a in appointments.of(duty, network))


def test_a_meeting_that_is_over_keeps_its_host_when_another_leads_the_network_now() -> None:
    chiefs = [leader(id, level=Level.CHIEF) for id in "XY"]
    made = scenario(
        [*chiefs, *(leader(id, new=False) for id in "abcd")],
        settings(chair={"levels": ["chief"], "takes_part": "no"}, host={"same_as": "chair"}),
    )
    two = Composition((Network("1", "1", ("a", "b")), Network("2", "2", ("c", "d"))))
    hosts = {("1", 1): "X", ("1", 2): "X", ("2", 1): "Y", ("2", 2): "Y"}
    kept = Appointments(
        (
            Appointment(Duty.CHAIR, "1", "Y"),
            Appointment(Duty.CHAIR, "2", "X"),
            *(Appointment(Duty.HOST, network, person, meeting=n) for (network, n), person in hosts.items()),
        )
    )
    found = appoint(made, two, kept=kept, over=frozenset({("1", 1)}))
    assert holders(found, Duty.CHAIR, "1") == [(None, "Y")]
    assert holders(found, Duty.HOST, "1") == [(1, "X"), (2, "Y"), (3, "Y")]
    assert holders(found, Duty.HOST, "2") == [(1, "X"), (2, "X"), (3, "X")]


def test_a_meeting_that_is_over_keeps_its_facilitator_whoever_has_the_corps_seat_now() -> None:
    corps = [leader(id, level=Level.CHIEF) for id in "XY"]
    modes = [{"mode": "corps", "from_meeting": 1}, {"mode": "rolling", "from_meeting": 3}]
    made = scenario(
        [*corps, *(leader(id, new=False) for id in "abcd")],
        settings(facilitator={"levels": ["chief"], "takes_part": "no", "modes": modes}),
    )
    two = Composition((Network("1", "1", ("a", "b")), Network("2", "2", ("c", "d"))))
    before = {("1", 1): "X", ("1", 2): "X", ("1", 3): "b", ("2", 1): "Y", ("2", 2): "Y"}
    kept = Appointments(
        (
            Appointment(Duty.FACILITATOR, "1", "Y"),
            Appointment(Duty.FACILITATOR, "2", "X"),
            *(Appointment(Duty.FACILITATOR, network, person, meeting=n) for (network, n), person in before.items()),
        )
    )
    found = appoint(made, two, kept=kept, over=frozenset({("1", 1), ("1", 3)}))
    turns = [(n, person) for n, person in holders(found, Duty.FACILITATOR, "1") if n is not None]
    assert turns == [(1, "X"), (2, "Y"), (3, "b")]
    turns = [(n, person) for n, person in holders(found, Duty.FACILITATOR, "2") if n is not None]
    assert turns[:2] == [(1, "X"), (2, "X")]
    assert turns[2][1] in "cd"


@pytest.mark.parametrize(("wishes", "chosen"), [((), "a"), (("Strategi",), "a"), (("NETVÆRKSLEDELSE",), "b")])
def test_whoever_asks_to_learn_to_lead_networks_comes_before_the_rest(wishes: tuple[str, ...], chosen: str) -> None:
    people = [leader("a", new=False), leader("b", new=False, wishes=wishes)]
    made = scenario(
        people, policy(size="1-9", number=1, duties={"co_driver": {"takes_part": "yes", "prefer": ["wants_to_learn"]}})
    )
    found = appoint(made, Composition((Network("1", "1", ("a", "b")),)))
    assert [a.person for a in found.of(Duty.CO_DRIVER)] == [chosen]
