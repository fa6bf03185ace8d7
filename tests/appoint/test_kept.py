"""Appointments that stay: no way of handing duties out keeps more of them, as few open tasks and as even a load going before."""

from __future__ import annotations

from contextlib import nullcontext
from random import Random
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from duty_worlds import PEOPLE, STAGED, case, everything, worth
from netcompose.appoint import appoint
from netcompose.appoint.flow import flow
from netcompose.organisation import Level
from netcompose.plan import Appointment, Appointments, Composition, Duty, Network, Past
from netcompose.policy.catalogue import judge_duties
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from duty_worlds import Case

WORDS = [
    ("own_superior", "avoid"),
    ("same_department", "never"),
    ("seniority", "prefer"),
    ("holder_of_co_driver", "avoid"),
]


def kept_in(made: Case, seed: int) -> Appointments:
    """Somebody for each task, at random: some of them may not have it."""
    random = Random(seed)
    found = []
    for duty in made.duties:
        if duty in STAGED:
            continue
        if duty is Duty.MENTOR:
            found += [
                Appointment(duty, n, random.choice(PEOPLE), mentee=m)
                for n, ms in (("1", "ab"), ("2", "cd"))
                for m in ms
            ]
        else:
            found += [Appointment(duty, n, random.choice(PEOPLE)) for n in "12"]
    return Appointments(tuple(found))


def worth_with_kept(made: Case, appointments: Appointments, kept: Appointments) -> tuple[int, ...]:
    filled, pairs, *rest = worth(made, appointments)
    return (filled, pairs, -len({*appointments.all} & {*kept.all}), *rest)


@pytest.mark.parametrize(("word", "way"), WORDS)
@pytest.mark.parametrize("seed", range(8))
def test_no_other_appointments_keep_more(seed: int, word: str, way: str) -> None:
    made = case(seed, word, way)
    kept = kept_in(made, seed)
    with mock.patch("netcompose.appoint.assignment.flow", return_value=None) if seed % 2 else nullcontext():
        ours = appoint(made.scenario, made.composition, kept=kept, last=made.past.last)
    assert not ours.unproven

    def allowed(other: Appointments) -> bool:
        return not any(v.violations for v in judge_duties(made.scenario, made.composition, other, made.past))

    assert allowed(ours)
    best = min(worth_with_kept(made, other, kept) for other in everything(made, ours) if allowed(other))
    assert worth_with_kept(made, ours, kept) == best


def networks(*members: str) -> Composition:
    return Composition(tuple(Network(str(i), str(i), tuple(ids)) for i, ids in enumerate(members, start=1)))


def test_numbers_too_large_for_a_flow_are_left_to_the_solver() -> None:
    """A preference whose counts, each above all that follow it, pass what a flow counts in."""
    names = ["own_superior", "superior_above", "same_department", "same_workplace", "same_title"]
    prefer = ["not_above", "other_department", "other_workplace", "other_title", "near_workplace", "seniority", "wish"]
    members = [leader(f"m{i:03}", "c0", department="D", workplace="P", title="T") for i in range(120)]
    chiefs = [leader(f"c{i}", level=Level.CHIEF, department="D", workplace="P", title="T") for i in range(5)]
    settings = policy(size="1-60", number=4, duties={"contact": {"avoid": names, "prefer": prefer}}, rules={"reporting_line": "off"})  # fmt: skip
    made = scenario([*chiefs, *members], settings)
    composition = networks(*([m.id for m in members[n : n + 30]] for n in range(0, 120, 30)))  # type: ignore[arg-type]
    told: list[object] = []

    def watched(*arguments: object) -> object:
        told.append(flow(*arguments))  # type: ignore[arg-type]
        return told[-1]

    with mock.patch("netcompose.appoint.assignment.flow", watched):
        found = appoint(made, composition)
    assert told == [None]
    assert {a.person for a in found.all} == {"c1", "c2", "c3", "c4"}  # not c0, who is above them all
    assert not found.unproven
    assert not any(v.violations for v in judge_duties(made, composition, found, Past()))


def test_duties_that_share_nobody_are_each_a_flow() -> None:
    chiefs = [leader(c, level=Level.CHIEF) for c in "XY"]
    members = [leader(m) for m in "abcd"]
    duties = {"contact": {}, "deputy": {"takes_part": "yes", "levels": ["leader_of_employees"]}}
    made = scenario([*chiefs, *members], policy(size="2", number=2, duties=duties))
    calls: list[tuple[str, int]] = []

    def watched(world: object, terms: object, stay: object) -> object:
        calls.append((str(terms.duty), len(terms.tasks)))  # type: ignore[attr-defined]
        return flow(world, terms, stay)  # type: ignore[arg-type]

    with mock.patch("netcompose.appoint.assignment.flow", watched):
        found = appoint(made, networks("ab", "cd"))
    assert sorted(calls) == [("contact", 2), ("deputy", 1), ("deputy", 1)]  # nobody could be deputy in both
    assert [(str(a.duty), a.network) for a in found.all] == [
        ("contact", "1"),
        ("contact", "2"),
        ("deputy", "1"),
        ("deputy", "2"),
    ]


def test_where_nobody_may_have_a_duty_nobody_has() -> None:
    chiefs = [leader("X", level=Level.CHIEF, new=True, participates=True)]
    made = scenario([*chiefs, leader("a")], policy(size="1-2", number=1, duties={"chair": {"never": ["new_leader"], "avoid": []}}, participants={"levels": ["chief", "leader_of_employees"]}))  # fmt: skip
    assert appoint(made, networks("Xa")).all == ()


def test_a_limit_on_one_person_leaves_the_rest_open() -> None:
    chiefs = [leader("X", level=Level.CHIEF)]
    for most in (1, 2, 3):
        made = scenario(
            [*chiefs, *(leader(m) for m in "abc")], policy(size="1", number=3, duties={"contact": {"most": most}})
        )
        found = appoint(made, networks("a", "b", "c"))
        assert [a.person for a in found.all] == ["X"] * most
        with mock.patch("netcompose.appoint.assignment.flow", return_value=None):
            assert len(appoint(made, networks("a", "b", "c")).all) == most


@pytest.mark.parametrize("network", ["1", "2", "3"])
def test_where_somebody_cannot_have_all_the_kept_appointment_is_not_the_one_left_open(network: str) -> None:
    made = scenario([leader("X", level=Level.CHIEF), *(leader(m) for m in "abc")], policy(size="1", number=3, duties={"contact": {"most": 1}}))  # fmt: skip
    kept = Appointments((Appointment(Duty.CONTACT, network, "X"),))
    for way in (nullcontext(), mock.patch("netcompose.appoint.assignment.flow", return_value=None)):
        with way:
            assert appoint(made, networks("a", "b", "c"), kept=kept).all == kept.all
