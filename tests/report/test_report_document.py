"""The JSON documents, word for word as other programs rely on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time

import report_samples as samples

from netcompose.findings import Finding, Severity
from netcompose.language import Language, Sentence, say
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import (
    Appointment,
    Appointments,
    Composition,
    Duty,
    Event,
    EventKind,
    GoalResult,
    Meeting,
    Move,
    Network,
    NotPlaced,
    Plan,
    Status,
    Theme,
    Verdict,
    WorstNetwork,
)
from netcompose.report.document import check_document, findings_document, infeasible_document, plan_document, to_json

FINDING = Finding(
    "NC203", Severity.WARNING, say("{name} is unknown.", name="Bo"), say("Ask."), sheet="Ledere", cell="B7", value="Bo"
)
FOUND = {
    "code": "NC203",
    "severity": "warning",
    "sheet": "Ledere",
    "cell": "B7",
    "value": "Bo",
    "message": "Bo is unknown.",
    "remedy": "Ask.",
}
VERDICT = Verdict("mix", say("Mixed."), cost=31, witnesses=(say("{who} twice.", who="Skole"),), attribute="department")
JUDGED = {
    "rule": "mix",
    "attribute": "department",
    "violations": 0,
    "cost": 31,
    "summary": "Mixed.",
    "witnesses": ["Skole twice."],
}


@dataclass(frozen=True)
class Part:
    rule: str
    people: tuple[str, ...]
    message: Sentence


@dataclass(frozen=True)
class Way:
    change: Sentence
    effect: Sentence


NO_ROLES = dict.fromkeys(
    (
        "contact",
        "chair",
        "facilitator",
        "network_leader",
        "co_driver",
        "reference_leader",
        "personnel_manager",
        "deputy",
    )
)
NOBODY: dict[str, object] = {"themes": [], "facilitator": None, "facilitation": None}


def test_a_plan_is_written_as_promised() -> None:
    people = Organisation(
        tuple(
            Person(id=key, name=key, level=Level.OTHER, level_name="", workplace=place)
            for key, place in (("1001", "Rådhuset"), ("1004", None), ("2001", None), ("1009", None))
        )
    )
    plan = Plan(
        policy="odder",
        seed=1,
        status=Status.OPTIMAL,
        composition=Composition(
            (Network("1", "Network 1", ("1004", "1001")), Network("Nord", "Nord", (), stratum="Top"))
        ),
        appointments=Appointments(
            (
                Appointment(Duty.CONTACT, "1", "2001"),
                Appointment(Duty.HOST, "1", "1001", meeting=1),
                Appointment(Duty.HOST, "1", "gone", meeting=3),
                Appointment(Duty.MENTOR, "1", "1001", mentee="1004"),
            )
        ),
        meetings=(Meeting("1", 1, date(2026, 1, 20), time(9), time(11)), Meeting("1", 2)),
        goals=(GoalResult("mix", "department", 1, 31, 30, 31),),
        fairness=(WorstNetwork("department", 3, "1", 2), WorstNetwork("level", 0, None)),
        events=(
            Event(EventKind.SEMINAR, "Summer day", date(2026, 6, 1), date(2026, 6, 1), time(9), time(15)),
            Event(EventKind.PHASE, say("Test"), date(2026, 8, 3), date(2026, 9, 25), hours=(("contact", 4.5),)),
        ),
        themes=(Theme("1", 1, "Trivsel", 2),),
        moves=(Move("1001", "2", "1"),),
        not_placed=(NotPlaced("1009", say("acting: to be agreed"), ask="2001"),),
        verdicts=(VERDICT,),
    )
    empty = {"date": None, "start": None, "end": None}
    document = plan_document(plan, people, (FINDING,), Language.EN)
    assert document == {
        "format": "netcompose.plan/1",
        "status": "optimal",
        "policy": "odder",
        "seed": 1,
        "goals": [
            {
                "goal": "mix",
                "attribute": "department",
                "rank": 1,
                "value": 31,
                "unavoidable": 30,
                "bound": 31,
                "excess": 1,
                "gap": 0,
                "proven": True,
            }
        ],
        "fairness": [
            {"attribute": "department", "worst": 3, "bound": 2, "proven": False, "network": "1"},
            {"attribute": "level", "worst": 0, "bound": None, "proven": False, "network": None},
        ],
        "networks": [
            {
                "id": "1",
                "name": "Network 1",
                "stratum": None,
                "members": ["1001", "1004"],
                "roles": {**NO_ROLES, "contact": "2001"},
                "meetings": [
                    {
                        "number": 1,
                        "date": "2026-01-20",
                        "start": "09:00",
                        "end": "11:00",
                        "host": "1001",
                        "place": "Rådhuset",
                        **NOBODY,
                        "themes": ["Trivsel"],
                    },
                    {"number": 2, **empty, "host": None, "place": None, **NOBODY},
                    {"number": 3, **empty, "host": "gone", "place": None, **NOBODY},
                ],
            },
            {"id": "Nord", "name": "Nord", "stratum": "Top", "members": [], "roles": NO_ROLES, "meetings": []},
        ],
        "mentors": [{"mentee": "1004", "mentor": "1001", "network": "1"}],
        "events": [
            {
                "kind": "seminar",
                "title": "Summer day",
                "first": "2026-06-01",
                "last": "2026-06-01",
                "start": "09:00",
                "end": "15:00",
                "hours": {},
            },
            {
                "kind": "phase",
                "title": "Test",
                "first": "2026-08-03",
                "last": "2026-09-25",
                "start": None,
                "end": None,
                "hours": {"contact": 4.5},
            },
        ],
        "themes": [{"network": "1", "meeting": 1, "theme": "Trivsel", "votes": 2}],
        "moves": [{"leader": "1001", "from": "2", "to": "1"}],
        "not_placed": [{"leader": "1009", "reason": "acting: to be agreed", "ask": "2001"}],
        "findings": [FOUND],
        "verdicts": [JUDGED],
    }
    assert list(document)[:5] == ["format", "status", "policy", "seed", "goals"]


def test_names_of_networks_follow_the_language() -> None:
    people = samples.organisation()
    document = plan_document(samples.plan(people), people, (), Language.DA)
    assert [network["name"] for network in document["networks"]][:2] == ["Netværk 1", "Netværk 2"]


def test_a_check_an_impossibility_and_a_refusal() -> None:
    assert check_document((VERDICT,), (FINDING,), Language.EN) == {
        "format": "netcompose.check/1",
        "verdicts": [JUDGED],
        "findings": [FOUND],
        "goals": [],
        "swaps": [],
    }
    part, way = Part("group_size", ("1", "2"), say("Too few.")), Way(say("Size 7-9"), say("A plan exists."))
    assert infeasible_document([[part]], [way], (), Language.EN) == {
        "format": "netcompose.infeasible/1",
        "conflict": [{"rule": "group_size", "people": ["1", "2"], "message": "Too few.", "contradiction": 1}],
        "ways_out": [{"change": "Size 7-9", "effect": "A plan exists."}],
        "findings": [],
    }
    assert findings_document((FINDING,), Language.EN) == {"format": "netcompose.findings/1", "findings": [FOUND]}


def test_any_text_survives() -> None:
    odd = 'Åse "\ud800" 😀 \\ \n \u202eabc'
    text = to_json({"name": odd, "rest": [1, None]})
    assert "Åse" in text
    assert "😀" in text
    assert json.loads(text.encode("utf-8")) == {"name": odd, "rest": [1, None]}
    assert text.startswith('{\n  "name"')


def test_the_same_plan_gives_the_same_text() -> None:
    first, second = samples.organisation(), samples.organisation()
    assert to_json(plan_document(samples.plan(first), first, samples.FINDINGS, Language.EN)) == to_json(
        plan_document(samples.plan(second), second, samples.FINDINGS, Language.EN)
    )
