"""Each judge of a duty: what it counts, and what it says of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import pytest

from netcompose.organisation import Level
from netcompose.plan import NETWORK_DUTIES, Appointment, Appointments, Composition, Duty, Network, Past, Verdict
from netcompose.policy.catalogue import judge_duties
from netcompose.policy.duties import network as network_duty
from netcompose.policy.duties.names import DUTY_NAMES
from netcompose.policy.settings import Policy
from netcompose.policy.settings.duties import Avoidance, Holding, held
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.organisation import Person
    from netcompose.policy.scenario import Scenario

NETWORKS = Composition((Network("1", "Network 1", ("a", "b", "e", "m")), Network("2", "Network 2", ("n",))))
LEVELS = ["leader_of_employees", "leader_of_leaders"]


def people(**changes: dict[str, Any]) -> list[Person]:
    """m is above a, and a above b; e is above m. Nearly all of a network look alike."""
    given: dict[str, dict[str, Any]] = {
        "e": {"department": "B", "title": "T", "workplace": "Q", "level": Level.LEADER_OF_LEADERS},
        "m": {"manager": "e", "department": "A", "title": "T", "workplace": "P"},
        "a": {"manager": "m", "department": "A", "title": "U", "workplace": "P"},
        "b": {"manager": "a", "department": "A", "title": "T", "workplace": "R"},
        "n": {},
    }
    return [leader(id, **{**fields, **changes.get(id, {})}) for id, fields in given.items()]


def world(duties: dict[str, Any], some: list[Person] | None = None, **settings: Any) -> Scenario:
    rules = {"reporting_line": "off", "mentor_supply": False}
    return scenario(
        some or people(),
        policy(
            size="1-9",
            number=2,
            duties=duties,
            rules=rules,
            participants={"levels": LEVELS},
            goals=[],
            **settings,
        ),
    )


def judged(made: Scenario, duty: Duty, *appointments: Appointment, past: Past | None = None) -> Verdict:
    verdicts = judge_duties(made, NETWORKS, Appointments(appointments), past or Past())
    (verdict,) = [verdict for verdict in verdicts if verdict.rule == duty]
    return verdict


def told(verdict: Verdict) -> tuple[int, int, str, list[str]]:
    return verdict.violations, verdict.cost, str(verdict.summary), [str(witness) for witness in verdict.witnesses]


SAID = {
    "own_superior": (1, "is the own superior of 1 of those it is for."),
    "superior_above": (2, "is a superior of 2 of those it is for."),
    "own_report": (1, "reports to one of those it is for."),
    "same_department": (2, "is of the same department as 2 of those it is for."),
    "same_workplace": (1, "is at the same workplace as 1 of those it is for."),
    "same_title": (2, "has the same title as 2 of those it is for."),
    "new_leader": (1, "is a new leader."),
    "acting_leader": (1, "is an acting leader."),
}
LIKED: dict[str, Any] = {"levels": LEVELS, "takes_part": "yes", "avoid": [], "prefer": []}


def alone(name: str, **more: Any) -> dict[str, Any]:
    return {"deputy": {**LIKED, "avoid": [name], **more}}


@pytest.mark.parametrize("name", SAID)
def test_what_is_avoided_and_happens_is_counted_and_told(name: str) -> None:
    times, words = SAID[name]
    made = world(alone(name), people(m={"new": True, "acting": True, "participates": True}))
    one = (Appointment(Duty.DEPUTY, "1", "m"), Appointment(Duty.DEPUTY, "2", "n"))
    verdict = judged(made, Duty.DEPUTY, *one)
    assert told(verdict) == (
        0,
        times,
        "2 of 2 networks have their deputy.",
        [f"Leader m, deputy of Network 1, {words}"],
    )
    other = (Appointment(Duty.DEPUTY, "1", "b"), Appointment(Duty.DEPUTY, "2", "n"))
    if name in {"own_superior", "superior_above", "new_leader", "acting_leader"}:
        assert told(judged(made, Duty.DEPUTY, *other))[1] == 0
    barred = world(alone(name, avoid=[], never=[name]), people(m={"new": True, "acting": True, "participates": True}))
    assert told(judged(barred, Duty.DEPUTY, *one))[3] == ["Leader m cannot be deputy of Network 1."]


def test_somebody_has_the_duty_as_last_year() -> None:
    made = world(alone("same_as_last_year"))
    now = (Appointment(Duty.DEPUTY, "1", "m"), Appointment(Duty.DEPUTY, "2", "n"))
    again = judged(made, Duty.DEPUTY, *now, past=Past({}, Appointments(now[:1])))
    assert told(again)[1:] == (
        1,
        "2 of 2 networks have their deputy.",
        ["Leader m is deputy of Network 1 as last year."],
    )
    for before in (
        Appointment(Duty.DEPUTY, "2", "m"),
        Appointment(Duty.CHAIR, "1", "m"),
        Appointment(Duty.DEPUTY, "1", "b"),
    ):
        assert judged(made, Duty.DEPUTY, *now, past=Past({}, Appointments((before,)))).witnesses == ()


@pytest.mark.parametrize("other", [duty for duty in NETWORK_DUTIES if duty is not Duty.DEPUTY])
def test_somebody_who_has_another_duty_too_is_told_with_it(other: Duty) -> None:
    more: dict[str, Any] = {str(other): {"levels": LEVELS, "avoid": [], "prefer": []}}
    if other is Duty.PERSONNEL_MANAGER:
        more = {"network_leader": LIKED, "personnel_manager": {}}
    made = world({**alone(f"holder_of_{other}"), **more})
    given = (Appointment(Duty.DEPUTY, "1", "m"), Appointment(Duty.DEPUTY, "2", "n"))
    verdict = judged(made, Duty.DEPUTY, *given, Appointment(other, "2", "m"))
    assert told(verdict)[1] == 1
    assert told(verdict)[3] == [f"Leader m, deputy of Network 1, is {DUTY_NAMES[other]} too."]
    assert judged(made, Duty.DEPUTY, *given, Appointment(other, "2", "b")).cost == 0


def test_every_duty_is_called_by_its_own_words() -> None:
    called = {duty: str(name) for duty, name in DUTY_NAMES.items()}
    assert called == {duty: duty.value.replace("co_driver", "co-driver").replace("_", " ") for duty in Duty}


def test_every_avoidance_has_a_sentence_of_its_own() -> None:
    words = {word for part in get_args(Avoidance) for word in ([part] if isinstance(part, str) else get_args(part))}
    assert words == {*SAID, "same_as_last_year", *get_args(Holding)}
    assert {held(word) for word in get_args(Holding)} == {*NETWORK_DUTIES}
    assert all(held(word) is None for word in SAID)  # type: ignore[arg-type]


CONTACT: dict[str, Any] = {"levels": LEVELS, "takes_part": "either", "avoid": [], "prefer": []}


@pytest.mark.parametrize(
    ("settings", "holders", "violations", "witnesses"),
    [
        ({}, {"1": "m", "2": "n"}, 0, []),
        ({}, {"1": "m"}, 1, ["Network 2 has no contact."]),
        ({}, {"1": "mb", "2": "n"}, 1, ["Network 1 has 2 people as contact."]),
        ({}, {"1": "mm", "2": "n"}, 0, []),  # named twice is one person
        ({}, {"1": "m", "2": "n", "3": "a"}, 0, []),  # there is no such network
        ({}, {"1": "x", "2": "n"}, 1, ["x cannot be contact of Network 1."]),
        ({"takes_part": "yes", "even": False}, {"1": "n", "2": "n"}, 1, ["Leader n cannot be contact of Network 1."]),
        ({"takes_part": "elsewhere", "even": False}, {"1": "n", "2": "n"}, 1, ["Leader n cannot be contact of Network 2."]),
        ({"takes_part": "no"}, {"1": "n"}, 1, ["Leader n cannot be contact of Network 1.", "Network 2 has no contact."]),
        ({"levels": ["leader_of_leaders"]}, {"1": "m", "2": "e"}, 1, ["Leader m cannot be contact of Network 1."]),
        ({"most": 1}, {"1": "m", "2": "m"}, 2, ["Leader m is contact of 2 networks, too many.", "Leader m is contact of 2 networks while others have fewer."]),
        ({"most": 1, "even": False}, {"1": "m", "2": "m"}, 1, ["Leader m is contact of 2 networks, too many."]),
        ({}, {"1": "m", "2": "m"}, 1, ["Leader m is contact of 2 networks while others have fewer."]),
        ({"even": False}, {"1": "m", "2": "m"}, 0, []),
        ({"levels": ["leader_of_leaders"]}, {"1": "e", "2": "e"}, 0, []),  # there is nobody else
        ({"levels": ["leader_of_leaders"], "most": 1}, {"1": "e"}, 0, ["Network 2 has no contact."]),
    ],
)  # fmt: skip
def test_one_for_each_network(
    settings: dict[str, Any], holders: dict[str, str], violations: int, witnesses: list[str]
) -> None:
    made = world({"contact": {**CONTACT, **settings}})
    given = [Appointment(Duty.CONTACT, network, person) for network, some in holders.items() for person in some]
    summary = f"{len({'1', '2'} & holders.keys())} of 2 networks have their contact."
    assert told(judged(made, Duty.CONTACT, *given)) == (violations, 0, summary, witnesses)


def test_loads_count_by_how_much_they_are_too_large() -> None:
    networks = Composition(tuple(Network(n, n, (m,)) for n, m in zip("1234", "abem", strict=True)))

    def violations(holders: str, **settings: Any) -> int:
        made = world({"contact": {**CONTACT, **settings}})
        given = tuple(Appointment(Duty.CONTACT, n, p) for n, p in zip("1234", holders, strict=True))
        return network_duty.judge(Duty.CONTACT, made, networks, Appointments(given)).violations

    assert [violations(some, even=False, most=1) for some in ("abem", "aabe", "aaab", "aaaa")] == [0, 1, 2, 3]
    assert [violations(some) for some in ("abem", "aabe", "aabb", "aaab", "aaaa")] == [0, 1, 1, 2, 3]


def test_only_some_types_of_network_have_the_duty() -> None:
    some = people(a={"own_columns": (("Type", "Lean"),)}, n={"own_columns": (("Type", "Other"),)})
    given = {"size": "1-9", "number": 2, "type_column": "Type"}
    made = world({"reference_leader": {"types": {" LEAN": {"levels": LEVELS}}}}, some, networks=given)
    both = [Appointment(Duty.REFERENCE_LEADER, n, p) for n, p in (("1", "b"), ("2", "n"))]
    assert told(judged(made, Duty.REFERENCE_LEADER, *both)) == (
        1,
        0,
        "1 of 1 network has its reference leader.",
        ["Network 2 is to have no reference leader."],
    )
    assert told(judged(made, Duty.REFERENCE_LEADER, both[0]))[0] == 0


def test_where_nobody_can_have_a_duty_that_is_told_and_breaks_nothing() -> None:
    made = world({"contact": {"levels": ["director"]}})
    assert told(judged(made, Duty.CONTACT)) == (
        0,
        0,
        "Nobody in the list can be contact.",
        ["Nobody in the list can be contact."],
    )


def test_where_no_network_is_of_a_type_that_has_a_duty_nobody_is_missed() -> None:
    given = {"size": "1-9", "number": "auto", "given": True, "type_column": "Type"}
    duty = {"reference_leader": {"types": {"lean": {"levels": ["director"]}}}}
    made = world(duty, [leader("n", network="1", own_columns=(("Type", "Other"),))], networks=given)
    nobody = "Nobody in the list can be reference leader."
    assert told(judged(made, Duty.REFERENCE_LEADER)) == (0, 0, nobody, [])


def test_nobody_is_wanted_whom_another_duty_bars() -> None:
    """m is the only other who could be contact, but whoever is chair may not be."""
    duties = {"contact": {**CONTACT, "takes_part": "yes"}, "chair": {**LIKED, "never": ["holder_of_contact"]}}
    made = world(duties, [leader("n"), leader("m")])
    composition = Composition((Network("1", "Network 1", ("m",)), Network("2", "Network 2", ("n",))))
    given = Appointments((Appointment(Duty.CHAIR, "1", "m"), Appointment(Duty.CONTACT, "2", "n")))
    assert network_duty.judge(Duty.CONTACT, made, composition, given).violations == 0
    free = Appointments(given.all[1:])
    assert network_duty.judge(Duty.CONTACT, made, composition, free).violations == 1


def mentor(person: str, mentee: str, network: str = "1") -> Appointment:
    return Appointment(Duty.MENTOR, network, person, mentee=mentee)


@pytest.mark.parametrize(
    ("given", "violations", "summary", "witnesses"),
    [
        ([mentor("m", "a"), mentor("e", "b")], 0, "2 new leaders have a mentor in their own network.", []),
        ([mentor("m", "a")], 1, "1 new leader lacks a proper mentor.", ["Leader b has no mentor."]),
        ([], 2, "2 new leaders lack a proper mentor.", ["Leader a has no mentor.", "Leader b has no mentor."]),
        ([mentor("m", "a"), mentor("m", "b")], 2, "2 new leaders lack a proper mentor.", ["Leader m has 2 mentees while others have fewer."] * 2),
        ([mentor("n", "a"), mentor("m", "b")], 1, "1 new leader lacks a proper mentor.", ["Leader n is mentor of Leader a but not in the same network."]),
        ([mentor("m", "e"), mentor("m", "a"), mentor("e", "b")], 0, "2 new leaders have a mentor in their own network.", []),
        ([mentor("m", "n"), mentor("m", "a"), mentor("e", "b")], 1, "1 new leader lacks a proper mentor.", ["Leader m is mentor of Leader n but not in the same network."]),
        ([mentor("b", "a"), mentor("m", "b")], 1, "1 new leader lacks a proper mentor.", ["Leader b may not be mentor."]),
        ([mentor("x", "a"), mentor("m", "b")], 1, "1 new leader lacks a proper mentor.", ["x may not be mentor."]),
        ([mentor("m", "x"), mentor("m", "a"), mentor("e", "b")], 1, "1 new leader lacks a proper mentor.", ["x is no new leader."]),
    ],
)  # fmt: skip
def test_mentors(given: list[Appointment], violations: int, summary: str, witnesses: list[str]) -> None:
    made = world({"mentor": {"avoid": [], "prefer": []}}, people(a={"new": True}, b={"new": True}))
    verdict = judged(made, Duty.MENTOR, *given)
    assert [str(w) for w in verdict.witnesses] == witnesses
    assert (verdict.violations, verdict.cost, str(verdict.summary)) == (violations, 0, summary)


def test_a_mentor_with_more_than_they_may_have() -> None:
    some = people(a={"new": True}, b={"new": True}, e={"new": True})
    made = world({"mentor": {"avoid": [], "prefer": [], "most_mentees": 1}}, some)
    verdict = judged(made, Duty.MENTOR, mentor("m", "a"), mentor("m", "b"), mentor("m", "e"))
    assert told(verdict) == (2, 0, "2 new leaders lack a proper mentor.", ["Leader m has 3 mentees, too many."])
    alone = judged(made, Duty.MENTOR, mentor("m", "a"))
    # nobody has room for the others: that is told, and breaks nothing
    assert told(alone) == (
        0,
        0,
        "1 new leader has a mentor.",
        ["Leader b has no mentor.", "Leader e has no mentor."],
    )


@pytest.mark.parametrize("name", ["own_superior", "superior_above", "own_report", "same_department", "same_title"])
def test_what_is_avoided_of_mentors_is_about_the_new_leader(name: str) -> None:
    some = people(a={"new": True, "title": "T"})
    made = world({"mentor": {"avoid": [name], "prefer": []}}, some)
    person = "b" if name == "own_report" else "m"
    verdict = judged(made, Duty.MENTOR, mentor(person, "a"))
    words = SAID[name][1].replace("2 of those", "1 of those")
    assert told(verdict) == (
        0,
        1,
        "1 new leader has a mentor.",
        [f"Leader {person}, mentor of Leader a, {words}"],
    )
    barred = world({"mentor": {"avoid": [], "never": [name], "prefer": []}}, some)
    assert told(judged(barred, Duty.MENTOR, mentor(person, "a")))[3] == [f"Leader {person} may not be mentor."]


def host(person: str, meeting: int, network: str = "1") -> Appointment:
    return Appointment(Duty.HOST, network, person, meeting=meeting)


def hosting(*given: Appointment, past: Past | None = None, **settings: Any) -> tuple[int, int, str, list[str]]:
    """What is said of hosts: two meetings in each network, of which n hosts those of the second."""
    some = people(**settings.pop("some", {}))
    made = world({"host": settings}, some, meetings={"a_year": 2, "hours": 2})
    return told(judged(made, Duty.HOST, *given, host("n", 1, "2"), host("n", 2, "2"), past=past))


GOOD_HOSTS = "2 meetings a year in each network, each with a host."
REMARK = "1 remark on who hosts."


def test_hosts() -> None:
    assert hosting(host("a", 1), host("b", 2)) == (0, 0, GOOD_HOSTS, [])
    assert hosting(host("a", 1)) == (1, 0, REMARK, ["Meeting 2 of Network 1 has 0 people as host."])
    assert hosting(host("a", 1), host("e", 1), host("b", 2))[3] == ["Meeting 1 of Network 1 has 2 people as host."]
    assert hosting(host("a", 1), host("a", 2)) == (
        1,
        1,  # at a's workplace again
        REMARK,
        ["Leader a is host again in Network 1 before all others have been."],
    )
    assert hosting(host("a", 1), host("m", 2))[:2] == (0, 1)  # both at P
    assert hosting(host("a", 1), host("b", 2), host("e", 3)) == (1, 0, REMARK, ["Network 1 has no meeting 3."])
    assert hosting(host("n", 1), host("b", 2))[3] == ["Leader n cannot be host in Network 1."]
    assert hosting(host("a", 1), host("b", 2), some={"a": {"can_host": False}})[0] == 1
    new = {"a": {"new": True}}
    first = ["Leader a is new and host at the first meeting of Network 1."]
    assert hosting(host("a", 1), host("b", 2), some=new) == (1, 0, REMARK, first)
    assert hosting(host("a", 1), host("b", 2), some=new, new_leader_first=True)[0] == 0
    assert hosting(host("b", 1), host("a", 2), some=new)[0] == 0
    assert hosting()[:3] == (2, 0, "2 remarks on who hosts.")


def test_a_host_of_earlier_years_waits_and_what_is_over_is_only_a_turn() -> None:
    assert hosting(host("a", 1), host("b", 2), past=Past({"a": 1}))[3] == [
        "Leader a is host again in Network 1 before all others have been."
    ]
    assert hosting(host("a", 1), host("b", 2), past=Past({"a": 1, "b": 1, "e": 1, "m": 1}))[0] == 0
    held_ = Past({}, over=frozenset({("1", 1)}))
    assert hosting(host("b", 2), past=held_)[0] == 0  # nothing is asked of the first any more
    assert hosting(host("b", 1), host("b", 2), past=held_)[0] == 1  # but b has had a turn


def test_the_chair_hosts_all_where_the_policy_says_so() -> None:
    duties = {"chair": LIKED, "host": {"same_as": "chair"}}
    made = world(duties, meetings={"a_year": 2, "hours": 2})
    chairs = [Appointment(Duty.CHAIR, "1", "m"), Appointment(Duty.CHAIR, "2", "n")]
    turns = [host("m", 1), host("m", 2), host("n", 1, "2"), host("n", 2, "2")]
    assert told(judged(made, Duty.HOST, *chairs, *turns, past=Past({"m": 2}))) == (0, 0, GOOD_HOSTS, [])
    other = [host("a", 1), *turns[1:]]
    assert told(judged(made, Duty.HOST, *chairs, *other))[3] == ["Leader a cannot be host in Network 1."]
    nobody = judged(made, Duty.HOST, chairs[1], *turns[2:])
    assert told(nobody)[0] == 0  # without a chair nobody can
    assert len(nobody.witnesses) == 2


def test_one_meeting_a_year_with_its_host() -> None:
    made = world({"host": {}}, meetings={"a_year": 1, "hours": 2})
    verdict = judged(made, Duty.HOST, host("a", 1), host("n", 1, "2"))
    assert told(verdict) == (0, 0, "1 meeting a year, each with a host.", [])


def facilitated(
    *given: tuple[str, int], roles: bool = False, past: Past | None = None
) -> tuple[int, int, str, list[str]]:
    """A consultant at the first of four meetings, then the members in turn, and the corps at the last; of network 1 alone."""
    modes: list[dict[str, Any]] = [{"mode": "external"}, {"mode": "rolling", "from_meeting": 2}]
    settings: dict[str, Any] = {"modes": modes, "avoid": [], "prefer": []}
    if roles:
        modes.append({"mode": "corps", "from_meeting": 4})
        settings["roles"] = ["F"]
    some = people(n={"roles": ("f ",)})
    made = world({"facilitator": settings}, some, meetings={"a_year": 4, "hours": 2})
    turns = [Appointment(Duty.FACILITATOR, "2", "n", meeting=m) for m in range(2, 4 + (not roles))]
    own = [Appointment(Duty.FACILITATOR, "1", person, meeting=meeting) for person, meeting in given]
    return told(judged(made, Duty.FACILITATOR, *own, *turns, past=past))


def test_members_who_facilitate_in_turn() -> None:
    members = "Nobody of the list facilitates but the members in turn."
    right = (("a", 2), ("b", 3), ("e", 4))
    assert facilitated(*right) == (0, 0, members, [])
    assert facilitated(*right[:2], ("a", 4)) == (
        1,
        0,
        members,
        ["Leader a is facilitator again in Network 1 before all others have been."],
    )
    assert facilitated(*right[:2])[3] == ["Meeting 4 of Network 1 has 0 people as facilitator."]
    outside = ["Leader m facilitates meeting 1 of Network 1, which is for a consultant from outside."]
    assert facilitated(("m", 1), *right) == (1, 0, members, outside)
    over = Past({}, over=frozenset({("1", 1)}))
    assert facilitated(("m", 1), *right, past=over)[0] == 0


def test_a_corps_beside_members_in_turn() -> None:
    turns = (("a", 2), ("b", 3))
    both = facilitated(*turns, ("n", 4), roles=True)
    assert both == (0, 0, "1 of 2 networks have their facilitator.", ["Network 2 has no facilitator."])
    missing = facilitated(*turns[:1], ("n", 4), roles=True)
    assert missing[0] == 1
    assert missing[3] == ["Network 2 has no facilitator.", "Meeting 3 of Network 1 has 0 people as facilitator."]


@pytest.mark.parametrize(
    ("level", "roles", "asked", "fits"),
    [
        (Level.CHIEF, (), {"levels": ["chief"]}, True),
        (Level.DIRECTOR, (), {"levels": ["chief"]}, False),
        (Level.LEADER_OF_EMPLOYEES, (" FAGCHEF",), {"levels": ["chief"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("chef",), {"levels": ["chief"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("stabschef",), {"levels": ["chief"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("chief",), {"levels": ["chief"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("direktør",), {"levels": ["chief"]}, False),
        (Level.LEADER_OF_EMPLOYEES, ("Direktør",), {"levels": ["director"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("director",), {"levels": ["director"]}, True),
        (Level.LEADER_OF_EMPLOYEES, ("chief",), {"levels": ["leader_of_leaders"]}, False),
        (Level.CHIEF, ("coach",), {"roles": ["Coach "]}, True),
        (Level.CHIEF, (), {"roles": ["Coach"]}, False),
        (Level.CHIEF, ("coach",), {"levels": ["chief"], "roles": ["Coach"]}, True),
        (Level.DIRECTOR, ("coach",), {"levels": ["chief"], "roles": ["Coach"]}, False),
        (Level.DIRECTOR, (), {}, True),
    ],
)  # fmt: skip
def test_who_is_of_a_pool(level: Level, roles: tuple[str, ...], asked: dict[str, Any], fits: bool) -> None:
    settings = policy(duties={"facilitator": {"modes": [{"mode": "hr"}], **asked}}).duties.facilitator
    assert settings is not None
    assert settings.has(leader("1", level=level, roles=roles)) is fits


def test_what_duties_are_when_a_policy_only_names_them() -> None:
    """The shipped meaning of each duty: whom it is chosen among, what is avoided and preferred."""
    duties = Policy.model_validate(
        {
            "name": "own",
            "networks": {"size": "8"},
            "participants": {"levels": ["chief", "director", *LEVELS]},
            "meetings": {"a_year": 3, "hours": 2},
            "duties": {
                **{str(duty): {} for duty in NETWORK_DUTIES if duty is not Duty.FACILITATOR},
                "mentor": {},
                "host": {},
                "facilitator": {"roles": ["F"]},
            },
        }
    ).duties
    said = {
        str(duty): (tuple(map(str, s.levels)), s.takes_part, s.most, s.even, s.never, s.avoid, s.prefer, s.superior_of)
        for duty, s in duties.per_network.items()
    }
    assert said == {
        "contact": (("chief",), "no", None, True, (), ("own_superior",), ("not_above",), None),
        "chair": (("director", "chief"), "yes", None, True, (), ("own_superior",), ("not_above", "seniority"), None),
        "facilitator": ((), "elsewhere", None, True, (), (), (), None),
        "network_leader": ((), "yes", None, True, (), (), (), None),
        "co_driver": ((), "either", None, True, (), (), (), None),
        "reference_leader": ((), "either", None, True, (), (), (), None),
        "personnel_manager": ((), "either", None, False, (), (), (), Duty.NETWORK_LEADER),
        "deputy": ((), "yes", None, True, (), (), (), None),
    }
    assert duties.mentor is not None
    assert duties.host is not None
    assert (duties.mentor.most_mentees, duties.mentor.never) == (2, ())
    assert duties.mentor.avoid == ("superior_above", "same_department")
    assert duties.mentor.prefer == ("other_workplace", "other_title", "seniority")
    assert (duties.host.new_leader_first, duties.host.same_as) == (False, None)
    assert duties.learning_wishes == ("netværksleder", "netværksledelse", "network leader")


@pytest.mark.parametrize(
    ("meeting", "mode"), [(1, "hr"), (2, "rolling"), (3, "rolling"), (4, "external"), (9, "external")]
)
def test_who_facilitates_from_which_meeting_on(meeting: int, mode: str) -> None:
    modes = [{"mode": "hr"}, {"mode": "rolling", "from_meeting": 2}, {"mode": "external", "from_meeting": 4}]
    settings = policy(duties={"facilitator": {"modes": modes}}).duties.facilitator
    assert settings is not None
    assert settings.mode(meeting) == mode
    assert not settings.from_pool
    throughout = policy(duties={"facilitator": {"roles": ["F"]}}).duties.facilitator
    assert throughout is not None
    assert (throughout.mode(meeting), throughout.from_pool) == ("corps", True)


@pytest.mark.parametrize(
    ("duties", "builds"),
    [
        ({"contact": {}}, False),
        ({"contact": {"avoid": ["same_as_last_year"]}}, True),
        ({"contact": {"never": ["same_as_last_year"], "avoid": []}}, True),
        ({"contact": {"prefer": ["as_last_year"]}}, True),
        ({"mentor": {}}, False),
        ({"mentor": {"avoid": ["same_as_last_year"]}}, True),
        ({"mentor": {"never": ["same_as_last_year"]}}, True),
        ({"mentor": {"prefer": ["as_last_year"]}}, True),
    ],
)
def test_whether_duties_build_on_those_of_the_last_plan(duties: dict[str, Any], builds: bool) -> None:
    assert policy(duties=duties).duties.builds_on_the_last is builds


def test_seniority_counts_days_and_not_people() -> None:
    days = {"a": date(2010, 1, 1), "b": date(2010, 1, 1), "e": date(2015, 1, 1)}
    made = world(
        {"contact": {**CONTACT, "prefer": ["seniority"]}},
        people(**{id: {"started": day} for id, day in days.items()}),
    )

    def later(person: str) -> list[int]:
        given = Appointments((Appointment(Duty.CONTACT, "1", person),))
        return network_duty.costs(Duty.CONTACT, made, NETWORKS, given)[1]

    assert [later(person) for person in "abem"] == [[0], [0], [1], [2]]
