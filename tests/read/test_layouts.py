"""One organisation, written down in every layout we know, is one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lindby
import pytest
import xlsxwriter
from lindby import EMPLOYEES, LEADERS, ROOT, facts, get, of_manager, table, unit_code, unit_table, write_csv, write_xlsx

from netcompose.language import Language
from netcompose.read import Reading, Source, read_organisation

if TYPE_CHECKING:
    from pathlib import Path

    from lindby import Leader


def path_columns(depth: int = 4) -> list[object]:
    return [lambda leader, at=at: leader.path[at] if at < len(leader.path) else "" for at in range(depth)]


def by_id(tmp: Path) -> Source:
    rows = table(
        ["Medarbejdernummer", "Navn", "Stilling", "Fagområde", "Leders medarbejdernummer"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("id"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_id_in_english(tmp: Path) -> Source:
    rows = table(
        ["EmployeeID", "First Name", "Middle Name", "Last Name", "Department", "ManagerID"],
        get("id"),
        get("first"),
        get("middle"),
        get("last"),
        get("department"),
        of_manager("id"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Sheet1=rows), Reading(listed="leaders"))


def by_number_with_zeros(tmp: Path) -> Source:
    path = tmp / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, zeros = book.add_worksheet(), book.add_format({"num_format": "0000"})
        for column, header in enumerate(["MA-nummer", "Navn", "Titel", "Forvaltning", "Leders MA-nummer"]):
            sheet.write_string(0, column, header)
        for row, leader in enumerate(LEADERS, 1):
            sheet.write_number(row, 0, int(leader.id), zeros)
            for column, text in ((1, leader.name), (2, leader.title), (3, leader.department)):
                sheet.write_string(row, column, text)
            if leader.manager:
                sheet.write_number(row, 4, int(leader.manager))
    return read_organisation(path)


def by_name(tmp: Path) -> Source:
    rows = table(
        ["Id", "Navn", "Stilling", "Fagområde", "Nærmeste leder"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("name"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_name_last_first(tmp: Path) -> Source:
    rows = table(
        ["Id", "Navn", "Stilling", "Fagområde", "Leder"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("last_first"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_name_without_middle_names(tmp: Path) -> Source:
    short = lambda leader: f"{m.first} {m.last}" if (m := lindby.manager_of(leader)) else ""  # noqa: E731
    rows = table(
        ["Navn", "Stilling", "Fagområde", "Nærmeste leder"], get("name"), get("title"), get("department"), short
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_email(tmp: Path) -> Source:
    rows = table(
        ["Navn", "E-mail", "Stilling", "Fagområde", "Leders email"],
        get("name"),
        get("email"),
        get("title"),
        get("department"),
        of_manager("email"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_username(tmp: Path) -> Source:
    rows = table(
        ["Navn", "Brugernavn", "Stilling", "Fagområde", "Leders brugernavn"],
        get("name"),
        get("username"),
        get("title"),
        get("department"),
        lambda leader: "LINDBY\\" + m.username.upper() if (m := lindby.manager_of(leader)) else "",
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_role(tmp: Path) -> Source:
    rows = table(
        ["Navn", "Stilling", "Fagområde", "Overordnet"],
        get("name"),
        get("title"),
        get("department"),
        of_manager("title"),
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def by_a_key_of_its_own(tmp: Path) -> Source:
    key = lambda leader: f"k/{leader.username}"  # noqa: E731
    rows = table(
        ["Navn", "Stilling", "Fagområde", "Kode i systemet", "Refererer til"],
        get("name"),
        get("title"),
        get("department"),
        key,
        lambda leader: key(m) if (m := lindby.manager_of(leader)) else "XX",
    )
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def own_units_leader(tmp: Path) -> Source:
    """The leader on a row is that of the row's own unit, so leaders name themselves; a vacant unit names nobody."""
    headers = [
        "Niveau 1",
        "Niveau 2",
        "Niveau 3",
        "Niveau 4",
        "Enhedsnavn",
        "Medarbejder",
        "Stilling",
        "Leder",
        "CPR-nummer",
    ]
    rows = table(
        headers, *path_columns(), get("unit"), get("name"), get("title"), get("name"), lambda leader: "010190-1234"
    )
    rows.append([ROOT, "Teknik & Miljø", "Vandværket", "", "Vandværket", "Ulla Strøm", "Tekniker", "Vakant", ""])
    return read_organisation(write_xlsx(tmp / "a.xlsx", Personer=rows), Reading(listed="staff"))


def units_in_second_sheet(tmp: Path) -> Source:
    rows = table(
        ["Medarbejdernummer", "Fornavn", "Efternavn", "Afdelingskode", "ErLeder"],
        get("id"),
        lambda leader: f"{leader.first} {leader.middle}".strip(),
        get("last"),
        unit_code,
        lambda leader: "Ja",
    )
    rows += [[number, *name.split(" ", 1), unit_code(leader), "Nej"] for number, name, leader in EMPLOYEES]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Enheder=unit_table(), Medarbejdere=rows))


def units_in_second_file(tmp: Path) -> Source:
    rows = table(
        ["Medarbejdernummer", "Navn", "Afdelingskode", "ErLeder"],
        get("id"),
        get("name"),
        unit_code,
        lambda leader: "Ja",
    )
    units = write_csv(tmp / "enheder.csv", unit_table())
    return read_organisation(write_csv(tmp / "medarbejdere.csv", rows), Reading(units=units))


def units_with_their_leaders(tmp: Path) -> Source:
    units = [
        [*row, "Enhedsleder"] if not number else [*row, LEADERS[number - 1].id]
        for number, row in enumerate(unit_table())
    ]
    rows = table(["Medarbejdernummer", "Navn", "Afdeling"], get("id"), get("name"), get("unit"))
    rows += [[number, name, leader.unit] for number, name, leader in EMPLOYEES]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Personer=rows, Enheder=units))


def path_columns_of_leaders(tmp: Path) -> Source:
    rows = table(
        ["root", "org", "sub org", "2xsub org", "Ansvar", "Navn", "E-mail"],
        *path_columns(),
        lambda leader: "Personale",
        get("name"),
        get("email"),
    )
    rows.insert(3, [ROOT, "Børn og Unge", "Tom enhed", "", "", "", ""])
    return read_organisation(write_xlsx(tmp / "Alle lederfunktioner.xlsx", Ark1=rows))


def path_in_one_cell(tmp: Path) -> Source:
    rows = table(
        ["Navn", "MA-nummer", "Sti", "Er leder"],
        get("name"),
        get("id"),
        lambda leader: " \\ ".join(leader.path),
        lambda leader: "X",
    )
    rows += [[name, number, " \\ ".join(leader.path), ""] for number, name, leader in EMPLOYEES]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows), Reading(listed="staff"))


def parent_unit_beside_the_unit(tmp: Path) -> Source:
    parent = lambda leader: leader.path[-2] if len(leader.path) > 1 else ""  # noqa: E731
    rows = table(
        ["Navn", "Medarbejdernr", "Enhed", "Overordnet enhed", "Type"],
        get("name"),
        get("id"),
        get("unit"),
        parent,
        lambda leader: "Leder",
    )
    rows += [[name, number, leader.unit, leader.path[-2], "Medarbejder"] for number, name, leader in EMPLOYEES]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def title_rows_on_second_sheet(tmp: Path) -> Source:
    rows = table(
        ["Lønnr.", " Navn ", "Stilling", "FAGOMRÅDE", "Nærmeste\nleder"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("name"),
    )
    rows = [["Ledere i Lindby Kommune"], [], ["Udtrukket 1. maj"], [], *rows]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Forside=[["Lindby"], ["Kontakt HR"]], Data=rows))


def windows_csv(tmp: Path) -> Source:
    rows = table(
        ["Medarbejdernummer", "Navn", "Stilling", "Fagområde", "Leders medarbejdernummer"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("id"),
    )
    return read_organisation(write_csv(tmp / "a.csv", rows, encoding="cp1252"))


def tabbed_csv_with_mark(tmp: Path) -> Source:
    rows = table(
        ["Id", "Navn", "Stilling", "Fagområde", "Nærmeste leder"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("id"),
    )
    return read_organisation(write_csv(tmp / "a.csv", rows, separator="\t", encoding="utf-8-sig"))


def csv_that_names_its_separator(tmp: Path) -> Source:
    rows = table(
        ["Id", "Navn", "Stilling", "Fagområde", "Nærmeste leder"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("id"),
    )
    return read_organisation(write_csv(tmp / "a.csv", rows, separator="|", first="sep=|\r\n"))


def history_rows(tmp: Path) -> Source:
    """Row keys, not person keys; people who moved have an old row, and some managers are given by an old key."""
    headers = [
        "EmployeeKey",
        "ParentEmployeeKey",
        "Name",
        "Title",
        "LoginID",
        "DepartmentName",
        "StartDate",
        "EndDate",
        "Status",
    ]
    keys = {leader.id: str(number * 2 + 1) for number, leader in enumerate(LEADERS)}
    rows = [headers]
    for number, leader in enumerate(LEADERS):
        above = keys.get(leader.manager or "", "")
        old = str(int(above) + 1) if above and number % 2 else above
        rows.append(
            [
                str(int(keys[leader.id]) + 1),
                above,
                leader.name,
                "Trainee",
                leader.username,
                "Old place",
                "2010-01-01",
                "2015-06-30",
                "",
            ]
        )
        rows.append(
            [
                keys[leader.id],
                old,
                leader.name,
                leader.title,
                leader.username,
                leader.department,
                "2015-07-01",
                "",
                "Current",
            ]
        )
    return read_organisation(write_xlsx(tmp / "a.xlsx", DimEmployee=rows), Reading(listed="leaders"))


def whole_staff(tmp: Path) -> Source:
    rows = table(
        ["Medarbejdernummer", "Navn", "Stilling", "Fagområde", "Leders medarbejdernummer"],
        get("id"),
        get("name"),
        get("title"),
        get("department"),
        of_manager("id"),
    )
    rows += [[number, name, "Medarbejder", leader.department, leader.id] for number, name, leader in EMPLOYEES]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Ark1=rows))


def chain_through_vacant_posts(tmp: Path) -> Source:
    """Between a leader and the manager stands a post that nobody has."""
    headers = ["Post Unique Reference", "Name", "Job Title", "Department", "Reports to Senior Post"]
    rows = [
        headers,
        *(
            [leader.id, leader.name, leader.title, leader.department, f"V{leader.manager}" if leader.manager else "XX"]
            for leader in LEADERS
        ),
    ]
    rows += [
        [f"V{number}", ("Vacant", "N/D", "Eliminated", "")[index % 4], "Deputy", "", number]
        for index, number in enumerate(sorted({str(leader.manager) for leader in LEADERS if leader.manager}))
    ]
    return read_organisation(write_xlsx(tmp / "a.xlsx", Posts=rows), Reading(listed="leaders"))


def merged_groups_above(tmp: Path) -> Source:
    path = tmp / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, plain = book.add_worksheet(), book.add_format()
        sheet.merge_range(0, 0, 0, 2, "Medarbejder", plain)
        sheet.merge_range(0, 3, 0, 4, "Leders", plain)
        sheet.write_string(0, 5, "Organisation")
        for column, header in enumerate(["Navn", "E-mail", "Stilling", "Navn", "E-mail", "Fagområde"]):
            sheet.write_string(1, column, header)
        for row, leader in enumerate(LEADERS, 2):
            manager = lindby.manager_of(leader)
            texts = [
                leader.name,
                leader.email,
                leader.title,
                manager.name if manager else "",
                manager.email if manager else "",
                leader.department,
            ]
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
    return read_organisation(path)


LAYOUTS = [
    by_id, by_id_in_english, by_number_with_zeros, by_name, by_name_last_first, by_name_without_middle_names, by_email, by_username, by_role,
    by_a_key_of_its_own, own_units_leader, units_in_second_sheet, units_in_second_file, units_with_their_leaders, path_columns_of_leaders,
    path_in_one_cell, parent_unit_beside_the_unit, title_rows_on_second_sheet, windows_csv, tabbed_csv_with_mark, csv_that_names_its_separator,
    history_rows, whole_staff, chain_through_vacant_posts, merged_groups_above,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_gives_the_same_organisation(layout: object, tmp_path: Path) -> None:
    source = layout(tmp_path)  # type: ignore[operator]
    english = source.language is Language.EN
    assert facts(source.organisation) == lindby.expected(english=english)
    assert source.counts.leaders == len(LEADERS)
    assert source.counts.resolved + source.counts.followed == len(LEADERS) - 1
    assert source.counts.unresolved == 0
    assert source.counts.departments == 4


WITH_IDS = [by_id, by_id_in_english, by_number_with_zeros, by_name, by_name_last_first, units_in_second_sheet, units_in_second_file, path_in_one_cell,
            title_rows_on_second_sheet, windows_csv, whole_staff, chain_through_vacant_posts]  # fmt: skip


@pytest.mark.parametrize("layout", WITH_IDS, ids=lambda layout: layout.__name__)
def test_ids_keep_their_leading_zeros(layout: object, tmp_path: Path) -> None:
    source = layout(tmp_path)  # type: ignore[operator]
    assert {person.id: person.name for person in source.organisation.people} == {
        leader.id: leader.name for leader in LEADERS
    }


def test_rows_in_another_order_give_the_same_organisation(tmp_path: Path) -> None:
    headers = ["Id", "Navn", "Stilling", "Fagområde", "Nærmeste leder"]
    rows = table(headers, get("id"), get("name"), get("title"), get("department"), of_manager("id"))
    one = read_organisation(write_xlsx(tmp_path / "one.xlsx", Ark1=rows))
    other = read_organisation(write_xlsx(tmp_path / "other.xlsx", Ark1=[rows[0], *reversed(rows[1:])]))
    assert one.organisation == other.organisation
    assert one.digest != other.digest


def leader_named(name: str) -> Leader:
    return next(leader for leader in LEADERS if leader.name == name)
