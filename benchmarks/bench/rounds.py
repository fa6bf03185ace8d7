"""What a round at random is made of: an organisation, the sheet that it is exported as, and a policy with settings of its own."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import openpyxl

from netcompose.findings import Refused
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.policy.load import load_policy, parse_policy, policy_toml
from netcompose.report.org_chart import write_org_chart
from netcompose.sheets import Column

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from netcompose.policy.settings import Policy

TODAY: Final = date.today()
POLICIES: Final = ("odder", "odder", "nyborg", "aalborg", "albertslund", "danica")
TITLES: Final = {
    Level.DIRECTOR: "Direktør",
    Level.CHIEF: "Fagchef",
    Level.LEADER_OF_LEADERS: "Leder af ledere",
    Level.LEADER_OF_EMPLOYEES: "Leder af medarbejdere",
    Level.OTHER: "Konsulent",
}
FIRST: Final = ("Æsel", "Ørn", "Ål", "=1+1", "Bæk", "D’or", "@SUM(A1)", "-2+3", "<b>Bo</b>", "O'Neill", '"Sten"')
THEMES: Final = (("Den grønne bydel", "Innovation"), ("Ensomhed", "Velfærd"), ("Data i ledelse", "Læring"))


@dataclass(frozen=True)
class World:
    """An organisation and the policy that it is composed by; `participants` are the ids that the drawing meant to take part."""

    organisation: Organisation
    policy: Policy


def world(draw: Random) -> World:
    """A policy and an organisation that it has been drawn for; most of them have a plan, some do not."""
    base = draw.choice(POLICIES)
    while True:
        made = organisation(draw, base)
        try:
            return World(made, policy(draw, base, made))
        except Refused:  # settings that contradict each other are refused by name: another draw
            continue


def organisation(draw: Random, base: str) -> Organisation:
    """Directors, chiefs and leaders below them, with what the policy asks of a sheet: sign-ups, roles, themes, invitations."""
    leaders = draw.choice([draw.randint(10, 24), draw.randint(16, 60), draw.randint(16, 60), draw.randint(50, 110)])
    chiefs = draw.randint(max(2, leaders // 12), max(3, leaders // 6))
    people = [_person(draw, 0, Level.DIRECTOR, None, "Ledelse")]
    people += [_person(draw, i, Level.CHIEF, people[0].id, f"Område {chr(64 + i)}") for i in range(1, chiefs + 1)]
    for i in range(chiefs + 1, chiefs + 1 + leaders):
        middle = [person for person in people if person.level is Level.LEADER_OF_LEADERS]
        above = draw.choice(middle if middle and draw.random() < 0.6 else people[1 : chiefs + 1])
        level = Level.LEADER_OF_LEADERS if draw.random() < 0.25 else Level.LEADER_OF_EMPLOYEES
        people.append(_person(draw, i, level, above.id, above.department or ""))
    last = len(people)
    if base in {"aalborg", "danica"}:
        role = "Facilitator" if base == "aalborg" else "HR"
        for i in range(last, last + draw.randint(3, 9)):
            outside = _person(draw, i, Level.OTHER, people[0].id, "Stab")
            people.append(replace(outside, roles=(role,), acting=False, new=None))
    people = [_marked(draw, base, person) for person in people]
    if base == "albertslund":
        chosen = draw.sample(range(chiefs + 1, last), draw.randint(2, 5))
        for number, at in enumerate(chosen, 1):
            theme, kind = draw.choice(THEMES)
            own = (("Tema", theme), ("Netværkstype", kind), ("Temaets fagområde", "Område A"))
            people[at] = replace(people[at], network=str(number), own_columns=own)
    elif draw.random() < 0.7:
        people = _wished(draw, people, last)
    return Organisation(tuple(people))


def _person(draw: Random, number: int, level: Level, manager: str | None, department: str) -> Person:
    return Person(
        id=f"{4_000 + number * 7}",
        name=f"{draw.choice(FIRST)} Nr{number}",
        level=level,
        level_name=TITLES[level],
        manager=manager,
        title=draw.choice([TITLES[level], "Centerleder", "Skoleleder"]),
        department=department,
        workplace=draw.choice(["Rådhuset", "Nord", "Syd", None]),
        new=(draw.random() < 0.1 or None) if level is not Level.OTHER else None,
        acting=draw.random() < 0.04,
        can_host=draw.choice([None, None, None, None, False]),
        max_mentees=draw.choice([None, None, None, None, 1, 3]),
    )


def _marked(draw: Random, base: str, person: Person) -> Person:
    """What only the sheets of some policies have."""
    if person.level is Level.OTHER:
        return person
    if base == "aalborg":
        top = person.level is Level.DIRECTOR  # with whom no chief may sit: then the top leaders have a plan seldom
        return replace(person, signed_up=draw.random() < (0.1 if top else 0.8))
    if base == "danica" and person.level is not Level.DIRECTOR:
        return replace(person, participates=True if draw.random() < 0.8 else None)
    if base == "albertslund":
        competences = tuple(draw.sample(["nysgerrig", "struktureret", "processuel"], draw.randint(0, 2)))
        roles = ("Chefforum",) if person.level is Level.CHIEF else ()
        wishes = ("netværksleder",) if draw.random() < 0.2 else ()
        return replace(person, competences=competences, roles=roles, wishes=wishes)
    return person


def _wished(draw: Random, people: list[Person], last: int) -> list[Person]:
    """A few wishes, seats of last year, and now and then a lock."""
    networks = draw.choice([0, 0, 2, 3])
    for at in draw.sample(range(last), min(last, draw.randint(0, 4))):
        other = draw.choice(people[:last])
        near = {people[at].id, people[at].manager, other.manager}
        if other.id not in near and people[at].id != other.manager:
            wish = draw.choice(["apart", "apart", "together"])
            people[at] = replace(people[at], **{wish: (other.id,)})
    if networks:
        for at in range(last):
            if draw.random() < 0.5:
                locked = draw.random() < 0.04
                people[at] = replace(people[at], network=str(draw.randint(1, networks)), locked=locked)
    return people


def policy(draw: Random, base: str, made: Organisation) -> Policy:
    """A shipped policy with sizes that fit, and with some of its other settings drawn.

    Raises:
        Refused: the settings contradict each other.
    """
    shipped = load_policy(base)
    table = shipped.model_dump(mode="json", exclude_none=True)
    chiefs = sum(person.level is Level.CHIEF for person in made.people)
    members = max(4, sum(_member(person, shipped) for person in made.people))
    networks = draw.randint(2, max(2, members // 4))
    if base == "nyborg":
        networks = min(networks, chiefs)
    slack = draw.choice([0, 1, 1, 2])
    sizes = f"{max(1, members // networks - slack)}-{ceil(members / networks) + slack}"
    if not shipped.networks.given:
        table["networks"] = {"size": sizes, "number": draw.choice(["auto", "auto", networks])}
    for part in table.get("strata", ()):
        part["networks"] = "auto"
        part["size"] = draw.choice(["2-5", "3-8", "4-6"])
        table["networks"]["number"] = "auto"
    if draw.random() < 0.6 and not shipped.networks.given:
        _settings(draw, table)
    return parse_policy(policy_toml(type(shipped).model_validate(table)), base)


def _member(person: Person, shipped: Policy) -> bool:
    """Whether a person will take part, roughly: sizes are drawn by it."""
    if shipped.participants.given:
        return person.participates is True
    return person.level in shipped.participants.levels and (
        person.signed_up is True or not shipped.participants.sign_up
    )


def _settings(draw: Random, table: dict[str, Any]) -> None:
    """Other rules, goals, limits and meetings than the policy ships with."""
    rules = table["rules"]
    rules["reporting_line"] = draw.choice(["direct", "direct", "chain", "off"])
    rules.pop("reporting_depth", None)
    if rules["reporting_line"] == "chain" and draw.random() < 0.5:
        rules["reporting_depth"] = 2
    rules["siblings"] = draw.random() < 0.07
    rules["mentor_supply"] = "mentor" in table.get("duties", {}) and draw.random() < 0.7
    attributes = draw.sample(["department", "level", "workplace", "title"], draw.randint(1, 4))
    goals: list[dict[str, Any]] = [
        {"goal": "same" if draw.random() < 0.1 else "mix", "attribute": attribute, "rank": draw.randint(1, 3)}
        for attribute in attributes
    ]
    extra = draw.sample(["new_leaders", "even_size", "new_faces", "churn"], draw.randint(0, 3))
    table["goals"] = [*goals, *({"goal": goal, "rank": draw.randint(1, 4)} for goal in extra)]
    if draw.random() < 0.25:
        table["limits"] = [
            *table.get("limits", ()),
            {"attribute": "department", "value": "Område A", "at_most": draw.randint(2, 5)},
        ]
    table["participants"]["acting"] = draw.choice(["ask", "include", "exclude"])
    if table.get("meetings") is not None and draw.random() < 0.5:
        table["meetings"].pop("every_months", None)
        table["meetings"]["a_year"] = draw.randint(2, 8)


def exported(draw: Random, made: Organisation, folder: Path) -> Path:
    """The sheet as one of many HR systems might write it: columns and rows in any order, below a title, on another sheet, or as text."""
    plain = folder / "plain.xlsx"
    language = draw.choice([Language.DA, Language.EN])
    write_org_chart(plain, made, language, force=True)
    sheet = openpyxl.load_workbook(plain).active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    if draw.random() < 0.3:
        at, names = header.index(Column.MANAGER.title(language)), {person.id: person.name for person in made.people}
        for row in rows:
            row[at] = names.get(str(row[at]), row[at])
    order = draw.sample(range(len(header)), len(header))
    table = [[row[at] for at in order] for row in (header, *draw.sample(rows, len(rows)))]
    if draw.random() < 0.4:
        return _text_file(draw, table, folder / "org.csv")
    return _workbook(draw, table, folder / "org.xlsx")


def _text_file(draw: Random, table: list[list[Any]], path: Path) -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=draw.choice(";,\t")).writerows(table)
    path.write_bytes(out.getvalue().encode(draw.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])))
    return path


def _workbook(draw: Random, table: list[list[Any]], path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if draw.random() < 0.4:
        sheet.title = "Forside"
        sheet.append(["Udtræk", "fra HR"])
        sheet = book.create_sheet("Udtræk")
    for _ in range(draw.choice([0, 0, 1, 3])):
        sheet.append(["Lederoversigt"])
    for row in table:
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"  # text that only looks like a formula
    book.save(path)
    return path
