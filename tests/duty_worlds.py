"""Tiny worlds for the duties, and every way to hand them out: ours must be among the best by the judges' own counting."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any
from unittest import mock

from netcompose.appoint import appoint
from netcompose.organisation import Level
from netcompose.plan import Appointment, Appointments, Composition, Duty, Network, Past
from netcompose.policy.catalogue import judge_duties
from netcompose.policy.duties import mentor, network
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.policy.scenario import Scenario

PEOPLE = "abcdef"
WAYS = ("avoid", "prefer", "never")
DAYS = [date(2010, 1, 1), date(2015, 1, 1), date(2020, 1, 1), None]


@dataclass(frozen=True)
class Case:
    """A scenario with its networks, its last duties, and those that are to be handed out."""

    scenario: Scenario
    composition: Composition
    past: Past
    duties: tuple[Duty, ...]


def case(seed: int, word: str, way: str) -> Case:
    """Six people, two networks of two and two outside; one network duty, a second where the word is about it, or mentors."""
    random = Random(f"{seed} {word} {way}")
    people = []
    for index, id in enumerate(PEOPLE):
        above = [None, *PEOPLE[:index]]
        people.append(
            leader(
                id,
                random.choice(above),
                level=random.choice([Level.CHIEF, Level.LEADER_OF_EMPLOYEES]),
                department=random.choice(["A", "B", None]),
                workplace=random.choice(["P", "Q", None]),
                title=random.choice(["T", "U", None]),
                started=random.choice(DAYS),
                new=random.random() < 0.3,
                acting=random.random() < 0.2,
                participates=id in "abcd",
                max_mentees=random.choice([None, None, 0, 1]),
                competences=tuple(random.sample(["nysgerrig", "Struktureret", "ensomhed", "a"], random.randint(0, 3))),
                wishes=tuple(random.sample(["1", "Network 2", "ensomhed", "Netværksleder"], random.randint(0, 2))),
                own_columns=(("Tema", random.choice(["Ensomhed", "Klima"])), ("Felt", random.choice(["A", "B"]))),
            )
        )
    composition = Composition((Network("1", "Network 1", ("a", "b")), Network("2", "Network 2", ("c", "d"))))
    settings: dict[str, Any] = {way: [word]}
    kind = random.choice(["facilitator", "contact", "deputy", "mentor"])
    duties: dict[str, Any]
    if kind == "mentor":
        duties = {"mentor": {"avoid": [], "prefer": [], "most_mentees": random.randint(1, 2), **settings}}
    else:
        pool = {
            "levels": random.choice([["chief"], ["chief", "leader_of_employees"]]),
            "takes_part": random.choice(["yes", "no", "elsewhere", "either"]),
            "even": random.random() < 0.7,
            "avoid": [],
            "prefer": [],
        }
        if pool["takes_part"] == "yes":
            pool["levels"] = ["chief", "leader_of_employees"]
        if random.random() < 0.3:
            pool["most"] = 1
        duties = {kind: {**pool, **settings}}
    if word.startswith("holder_of_"):
        other = word.removeprefix("holder_of_")
        if other in duties:
            duties = {"chair": {"takes_part": "either", "avoid": [], "prefer": [], **settings}}
            kind = "chair"
        duties[other] = {
            "levels": ["chief"] if random.random() < 0.5 else ["chief", "leader_of_employees"],
            "takes_part": random.choice(["either", "no"]),
            "even": False,
            "avoid": [],
            "prefer": random.choice([[], ["seniority"]]),
        }
        if other == "personnel_manager":
            duties |= {"network_leader": {"takes_part": "yes"}, "personnel_manager": {}}
    made = scenario(
        people,
        policy(
            size="1-9",
            number=2,
            networks={"size": "1-9", "number": 2, "theme_column": "Tema", "field_column": "Felt"},
            rules={"reporting_line": "off", "mentor_supply": False},
            participants={"levels": ["chief", "leader_of_employees"]},
            duties=duties,
        ),
    )
    kinds = tuple(Duty(name) for name in duties)
    last = [Appointment(d, n, random.choice(PEOPLE), mentee=None) for d in kinds for n in "12"]
    last += [
        Appointment(Duty.MENTOR, n, random.choice("ab" if n == "1" else "cd"), mentee=m) for n in "12" for m in "abcd"
    ]
    return Case(made, composition, Past({}, Appointments(tuple(last))), kinds)


STAGED = {Duty.NETWORK_LEADER, Duty.PERSONNEL_MANAGER}
"""Found before the others, which build on them."""


def everything(case: Case, ours: Appointments) -> Iterator[Appointments]:
    """Every way to give each task somebody or nobody; network leaders and their superiors stay as we found them."""
    stay = tuple(a for a in ours.all if a.duty in STAGED)
    tasks: list[tuple[Duty, str, str | None]] = []
    for duty in case.duties:
        if duty in STAGED:
            continue
        if duty is Duty.MENTOR:
            tasks += [(duty, n.id, m) for n in case.composition.networks for m in n.members if m in case.scenario.new]
        else:
            tasks += [(duty, n.id, None) for n in case.composition.networks]
    choices = [
        [None, *(p for p in PEOPLE if _allowed(case, Appointment(d, n, p, mentee=m), stay))] for d, n, m in tasks
    ]
    for people in product(*choices):
        yield Appointments(
            stay
            + tuple(
                Appointment(duty, n, person, mentee=mentee)
                for (duty, n, mentee), person in zip(tasks, people, strict=True)
                if person is not None
            )
        )


def _allowed(case: Case, appointment: Appointment, stay: tuple[Appointment, ...]) -> bool:
    """Whether the judge lets somebody have the task at all; whom it bars, no way of handing out may have."""
    alone = judge_duties(case.scenario, case.composition, Appointments((*stay, appointment)), case.past)
    refused = {
        f"{case.scenario.organisation.person(appointment.person).name} {may}" for may in ("cannot be", "may not be")
    }
    told = [str(w) for verdict in alone if verdict.rule is appointment.duty for w in verdict.witnesses]
    return not any(witness.startswith(tuple(refused)) or "not in the same network" in witness for witness in told)


def worth(case: Case, appointments: Appointments) -> tuple[int, ...]:
    """What counts, in order, by the judges: filled tasks, second turns, then avoidances and preferences rank by rank."""
    filled = -len(appointments.all)
    pairs = 0
    avoids: list[list[int]] = []
    prefers: list[list[int]] = []
    for duty in case.duties:
        settings = case.scenario.policy.duties.of(duty)
        loads: dict[str, int] = {}
        for a in appointments.of(duty):
            loads[a.person] = loads.get(a.person, 0) + 1
        if settings is None or settings.even:
            pairs += sum(load * (load - 1) // 2 for load in loads.values())
        costs = mentor.costs if duty is Duty.MENTOR else lambda *of, duty=duty: network.costs(duty, *of)
        avoid, prefer = costs(case.scenario, case.composition, appointments, case.past)
        avoids.append(avoid)
        prefers.append(prefer)
    return (filled, pairs, *_ranks(avoids), *_ranks(prefers))


def _ranks(lists: list[list[int]]) -> list[int]:
    return [sum(counts[rank] for counts in lists if rank < len(counts)) for rank in range(max(map(len, lists)))]


def mismatch(seed: int, word: str, way: str) -> str | None:
    """What is wrong with our appointments in one world; None when nobody can do better.

    Every other world is solved without the flow of least cost, so that the model of CP-SAT is tried on the same.
    """
    made = case(seed, word, way)
    with mock.patch("netcompose.appoint.assignment.flow", return_value=None) if seed % 2 else nullcontext():
        ours = appoint(made.scenario, made.composition, last=made.past.last)
    broken = [v for v in judge_duties(made.scenario, made.composition, ours, made.past) if v.violations]
    if broken:
        return f"{seed} {word} {way}: the judge says {[str(w) for v in broken for w in v.witnesses]}"
    if ours.unproven:
        return f"{seed} {word} {way}: not proven"
    best = min(
        worth(made, other)
        for other in everything(made, ours)
        if not any(v.violations for v in judge_duties(made.scenario, made.composition, other, made.past))
    )
    mine = worth(made, ours)
    return None if mine == best else f"{seed} {word} {way}: ours {mine}, best {best}"
