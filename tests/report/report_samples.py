"""An invented municipality with its networks, made without reading or solving, to be looked at and written down."""

from __future__ import annotations

from datetime import date

from netcompose.findings import Finding, Severity
from netcompose.language import Language, say
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import (
    Appointment,
    Appointments,
    Composition,
    Duty,
    GoalResult,
    Network,
    NotPlaced,
    Plan,
    Status,
    Verdict,
)
from netcompose.policy.settings import (
    ContactDuty,
    Duties,
    Goal,
    HostDuty,
    Meetings,
    MentorDuty,
    Networks,
    NewLeaders,
    Policy,
    Size,
)
from netcompose.report.workbook import Provenance

FIRST = (
    "Anne",
    "Bo",
    "Carla",
    "Dorte",
    "Erik",
    "Freja",
    "Gorm",
    "Hanne",
    "Ivan",
    "Jytte",
    "Karl",
    "Lærke",
    "Mads",
    "Nanna",
    "Ove",
    "Pia",
    "Rasmus",
    "Signe",
    "Tove",
    "Ulrik",
    "Vibeke",
    "Åse",
    "Øjvind",
    "Ægir",
)
LAST = (
    "Aagaard",
    "Bisgård",
    "Clemmensen",
    "Dyrholm",
    "Engstrup",
    "Fogtmann",
    "Grønlykke",
    "Hvidkær",
    "Illemann",
    "Jernvang",
    "Kirketoft",
    "Lindvang",
    "Møgelbjerg",
    "Nørtorp",
)
DEPARTMENTS = (
    "Skole og læring",
    "Dagtilbud",
    "Ældre og sundhed",
    "Social og handicap",
    "Børn, unge og familie",
    "Teknik og miljø",
    "Beskæftigelse",
    "Kultur og fritid",
    "Økonomi og digitalisering",
)
PLACES = (
    "Rådhuset, Torvet 1",
    "Åhusene, Kanalvej 12",
    "Nørremarkens Skole",
    "Børnehuset Bøgen",
    "Plejehjemmet Solgården",
    "Materielgården",
)


def name(number: int) -> str:
    """A name of its own for every number."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number * 5 % len(LAST)]}" + ("" if number < 168 else f" {number}")


def organisation(leaders: int = 78) -> Organisation:
    """A director, a chief for each department, and under them leaders of leaders and leaders of employees; one of them acting."""
    people = [
        Person(id="0001", name="Birgit Åkjær", level=Level.DIRECTOR, level_name="Direktør", title="Kommunaldirektør")
    ]
    people += [
        Person(
            id=f"01{number:02}",
            name=name(150 + number),
            level=Level.CHIEF,
            level_name="Fagchef",
            title=f"Chef for {department}",
            department=department,
            manager="0001",
            workplace=PLACES[0],
        )
        for number, department in enumerate(DEPARTMENTS)
    ]
    middle = leaders // 4
    for number in range(leaders + 1):
        field = number % len(DEPARTMENTS)
        upper = number < middle
        people.append(
            Person(
                id=f"1{number:04}",
                name=name(number),
                level=Level.LEADER_OF_LEADERS if upper else Level.LEADER_OF_EMPLOYEES,
                level_name="Leder af ledere" if upper else "Leder af medarbejdere",
                title=("Områdeleder" if upper else "Afdelingsleder") + f", {DEPARTMENTS[field].split()[0].lower()}",
                email=f"leder{number}@example.org",
                department=DEPARTMENTS[field],
                workplace=PLACES[number % len(PLACES)],
                manager=f"01{field:02}" if upper or field + len(DEPARTMENTS) >= middle else f"1{field:04}",
                started=date(2025, 1 + number % 9, 1) if number % 9 == 4 else date(2010 + number % 13, 5, 1),
                acting=number == leaders,
                can_mentor=False if number % 20 == 7 else None,
                own_columns=(
                    *(() if number % 7 else (("Bemærkning", "Barsel til august"),)),
                    ("Lønnr.", f"{number:06}"),
                ),
            )
        )
    return Organisation(tuple(people))


def policy(number: int = 9) -> Policy:
    """The policy of the invented municipality."""
    return Policy(
        name="sample",
        title="Strandby Kommune: tværgående ledernetværk",
        source="Et opdigtet kommissorium",
        language=Language.DA,
        networks=Networks(size=Size(smallest=8, largest=9), number=number),
        new_leaders=NewLeaders(months=12, as_of=date(2025, 9, 15)),
        goals=(
            Goal(goal="mix", attribute="department", rank=1),
            Goal(goal="mix", attribute="level", rank=2),
            Goal(goal="new_leaders", rank=3),
            Goal(goal="even_size", rank=4),
        ),
        duties=Duties(contact=ContactDuty(), mentor=MentorDuty(), host=HostDuty()),
        meetings=Meetings(a_year=3, hours=2),
    )


def plan(people: Organisation, number: int = 9) -> Plan:
    """Everybody dealt out in turn, with contacts, hosts and mentors."""
    leaders = [person for person in people.people if person.id.startswith("1") and not person.acting]
    seats: list[list[Person]] = [[] for _ in range(number)]
    for index, leader in enumerate(leaders):
        seats[(index + index // number) % number].append(leader)
    networks = tuple(
        Network(str(index), f"Network {index}", tuple(member.id for member in members))
        for index, members in enumerate(seats, 1)
    )
    appointed = []
    for index, members in enumerate(seats):
        network = str(index + 1)
        appointed.append(Appointment(Duty.CONTACT, network, f"01{index % len(DEPARTMENTS):02}"))
        appointed += [Appointment(Duty.HOST, network, members[n].id, meeting=n + 1) for n in range(3)]
        new = [member for member in members if member.started is not None and member.started.year == 2025]
        old = [member for member in members if member not in new]
        appointed += [
            Appointment(Duty.MENTOR, network, mentor.id, mentee=mentee.id)
            for mentee, mentor in zip(new, old[3:], strict=False)
        ]
    return Plan(
        policy="sample",
        seed=1,
        status=Status.OPTIMAL,
        composition=Composition(networks),
        appointments=Appointments(tuple(appointed)),
        goals=(
            GoalResult("mix", "department", 1, 14, 14, 14),
            GoalResult("mix", "level", 2, 171, 168, 171),
            GoalResult("new_leaders", None, 3, 1, 0, 0),
            GoalResult("even_size", None, 4, 300, 300, 300),
        ),
        not_placed=tuple(
            NotPlaced(person.id, say("acting: to be agreed"), ask=person.manager)
            for person in people.people
            if person.acting
        ),
        verdicts=(
            Verdict("placed_once", say("Everybody who takes part has exactly one seat.")),
            Verdict("group_size", say("{networks} networks of {size} members.", networks=number, size="8-9")),
            Verdict(
                "reporting_line",
                say("No leader sits with their own superior."),
                violations=1,
                witnesses=(say("{leader} sits with {superior}.", leader="Bo Engstrup", superior="Åse Lindvang"),),
            ),
            Verdict(
                "mix",
                say("14 pairs of members with the same department meet in a network."),
                cost=14,
                attribute="department",
            ),
        ),
    )


FINDINGS = (
    Finding(
        "NC203",
        Severity.WARNING,
        say("{name} has no manager in the sheet; nobody is kept apart from them.", name="Pia Kirketoft"),
        say("Write the manager's id in the column Manager, or leave it empty for the head of the organisation."),
        sheet="Ledere",
        cell="F14",
        value="Vakant",
    ),
    Finding(
        "NC203",
        Severity.WARNING,
        say("{name} has no manager in the sheet; nobody is kept apart from them.", name="Ove Lindvang"),
        say("Write the manager's id in the column Manager, or leave it empty for the head of the organisation."),
        sheet="Ledere",
        cell="F31",
    ),
    Finding(
        "NC301",
        Severity.NOTE,
        say("The level was derived from the reporting lines."),
        say("Nothing, if the levels in Assignments are right."),
    ),
)

PROVENANCE = Provenance(
    input_name="orgchart.xlsx",
    input_digest="9f" * 32,
    policy_toml='name = "sample"\n\n' + "\n".join(f"# line {number}" for number in range(60)) + "\n",
    options=(("--seed", "1"),),
    versions=(("netcompose", "0.1.0"), ("ortools", "9.15")),
)


def bare_plan(*networks: Network) -> Plan:
    """Networks, and nothing else decided."""
    return Plan("sample", 1, Status.FEASIBLE, Composition(networks), Appointments())
