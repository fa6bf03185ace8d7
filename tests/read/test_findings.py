"""Every finding of the reader: a table that has it, one that just does not, where it points and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from netcompose.findings import Finding, Refused, Severity
from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.read import Reading
from netcompose.read.assemble import read_book
from netcompose.read.catalogue import CATALOGUE
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook

HEADERS = ["Id", "Navn", "Stilling", "Fagområde", "Nærmeste leder"]
PEOPLE = [
    ["1", "Åse Bøgh", "Direktør", "Staben", ""],
    ["2", "Karl Fjord", "Børnechef", "Børn", "1"],
    ["3", "Mia Skov", "Skoleleder", "Børn", "2"],
    ["4", "Jens Holm", "Teknikchef", "Teknik", "1"],
    ["5", "Eva Bak", "Driftsleder", "Teknik", "4"],
    ["6", "Per Møl", "Vejleder", "Teknik", "4"],
]
TODAY = date(2026, 6, 1)


def sheet(
    *more_headers: str, cells: dict[str, str] | None = None, people: list[list[str]] | None = None
) -> list[list[str]]:
    """The list above with more columns, and some cells (by address) changed."""
    rows = [HEADERS + list(more_headers), *([*row, *([""] * len(more_headers))] for row in (people or PEOPLE))]
    for address, text in (cells or {}).items():
        number = int(address[1:])
        while len(rows) < number:
            rows.append([""] * len(rows[0]))
        rows[number - 1][ord(address[0]) - 65] = text
    return rows


@dataclass
class Case:
    """`faulty` has the finding at `cell` with `says` in its message, `fine` has not; both are sheets or whole books."""

    code: str
    faulty: object
    fine: object
    cell: str | None = None
    says: str = ""
    how: Reading = field(default_factory=lambda: Reading(listed="leaders"))
    value: str | None = None
    fine_how: Reading | None = None


UNITS = [
    ["Afdelingskode", "Afdelingsnavn", "Forældreafdelingskode"],
    ["R", "Byen", ""],
    ["A", "Skole", "R"],
    ["B", "Vej", "R"],
]
STAFF = [
    ["Id", "Navn", "Afdelingskode", "ErLeder"],
    ["1", "Åse Bøgh", "R", "Ja"],
    ["2", "Bo Fjord", "A", "Ja"],
    ["3", "Ida Skov", "B", "Ja"],
    ["4", "Pia Holm", "B", "Nej"],
]
LED = [
    [*UNITS[0], "Enhedsleder"],
    [*UNITS[1], "Åse Bøgh"],
    [*UNITS[2], "Fjord, Bo"],
    [*UNITS[3], "Bo Fjordby"],
]
HISTORY = ["Startdato", "Slutdato", "Status"]
LEADERS = Reading(listed="leaders", today=TODAY)
AUTO = Reading(today=TODAY)
DEEP = [
    ["Id", "Navn", "Nærmeste leder", "Niveau 1", "Niveau 2"],
    ["1", "Åse", "", "By", ""],
    ["2", "Bo", "1", "By", "Skole"],
    ["3", "Ida", "1", "By", "Vej"],
]
NAMESAKES = {"B4": "Jens Holm", "D6": "Drift", "E6": "Jens Holm", "E7": "1"}

CASES = [
    Case("NC110", [["x"], ["y"]], sheet(), says="no row looks like column headers", how=AUTO),
    Case("NC111", sheet(), sheet(), says="no sheet called 'Ark9'. The file has: Ark1", how=Reading(sheet="Ark9"), fine_how=Reading(sheet="ark1")),
    Case("NC112", [["Id", "E-mail", "Nærmeste leder"], ["1", "a@b.dk", ""], ["2", "c@b.dk", "1"]], sheet(), says="The headers are: Id, E-mail, Nærmeste leder"),
    Case("NC113", [row[:4] for row in sheet()], sheet(), says="The headers are: Id, Navn, Stilling, Fagområde"),
    Case("NC114", sheet(), sheet(), says="no column called 'Afd' for department", how=Reading(columns={"department": "Afd"}), fine_how=Reading(columns={"department": "FAGOMRÅDE"})),
    Case("NC115", sheet(), sheet(), says="'departmnt' is not a field", how=Reading(columns={"departmnt": "Fagområde"}), fine_how=Reading(columns={"department": "Fagområde"})),
    Case("NC116", {"Ark1": sheet(), "Ark2": sheet()}, {"Ark1": sheet(), "Ark2": [["Noter"], ["ingen"]]}, says="read from the sheet 'Ark1'. The sheet 'Ark2'"),
    Case("NC117", sheet("Forvaltning", cells={"F2": "A", "F3": "B"}), sheet("Telefon"), "D1", "'Fagområde' was taken as department; 'Forvaltning'"),
    Case("NC118", sheet("Note", "Note", cells={"F2": "a", "G2": "b"}), sheet("Note", "note 2"), "G1", "called 'Note (2)'"),
    Case("NC123", sheet("CPR", cells={"F2": "010190-1234"}), sheet("Kontor"), "F1", "'CPR' holds personal data"),
    Case("NC123", sheet("Kode", cells={f"F{n}": f"0{n}0190-1234" for n in range(2, 8)}), sheet("Kode", cells={f"F{n}": f"0{n}0190-123" for n in range(2, 8)}), "F1", "'Kode'"),
    Case("NC125", sheet("Ansættelsesdato", cells={"F2": "01-02-2020"}), sheet("Leder siden", cells={"F2": "01-02-2020"}), "F1", "not since when they are a leader"),
    Case("NC126", sheet("Arbejdstsed", cells={"F2": "Nord"}), sheet("Arbejdssted", cells={"F2": "Nord"}), "F1", "close to 'Arbejdssted' (workplace)"),
    Case("NC127", [HEADERS], sheet(), says="headers but no people"),
    Case("NC127", [HEADERS, ["1", "Vakant", "", "", ""]], sheet(), says="headers but no people"),
    Case("NC128", sheet("Leders email", cells={"F3": "a@b.dk", "F4": "c@b.dk"}), sheet("E-mail", "Leders email", cells={"F2": "a@b.dk", "G3": "a@b.dk"}), "F1", "values stand in no column"),
    Case("NC129", sheet("Leder 2", cells={"F3": "Jens Holm"}), sheet("Leder 2"), "F1", "'Leder 2' names a second manager"),
    Case("NC129", sheet("Matrix Manager", cells={"F3": "Jens Holm"}), sheet("Matrix", cells={"F3": "Jens Holm"}), "F1", "'Matrix Manager' names"),
    Case("NC130", {"Børn": sheet()[:4], "Teknik": [HEADERS, *sheet()[4:]]}, {"2025": sheet()[:6], "2026": sheet()}, says="over 2 sheets with the same headers, and all of them were read: "),
    Case("NC132", {title: [[*row[:3], row[4]] for row in rows] for title, rows in {"Børn": sheet()[:3], "Teknik": [HEADERS, *sheet()[3:5]], "Stab": [HEADERS, *sheet()[5:]]}.items()}, {"Børn": sheet()[:4], "Teknik": [HEADERS, *sheet()[4:]]}, says="the names of the sheets are taken as departments: Børn"),
    Case("NC131", UNITS, {"Ark1": STAFF, "Enheder": UNITS}, says="a table of units, not a list of people", how=AUTO),
    Case("NC201", sheet(cells={"B5": "Vakant"}), sheet(), "B5", "nobody in it ('Vakant')"),
    Case("NC202", sheet(cells={"A8": "I alt", "B8": "6"}), sheet(), "A8", "sums up"),
    Case("NC202", [*sheet()[:3], HEADERS, *sheet()[3:]], sheet(), "A4", "repeats the headers"),
    Case("NC203", sheet("Note", cells={"F2": "x", "F3": "ring 010190-1234"}), sheet("Note", cells={"F3": "ring 019990-1234"}), "F3", "personal number stands in the column 'Note'"),
    Case("NC203", sheet("Note", cells={"F2": "x", "F3": "0101901234"}), sheet("Note", cells={"F3": "9901901234"}), "F3", "Note"),
    Case("NC203", sheet("Note", cells={"F3": "<b>010190</b>-1234"}), sheet("Note", cells={"F3": "<b>x</b>"}), "F3", "Note"),
    Case("NC204", [[row[1], row[3], ""] if n else ["Navn", "Fagområde", "Nærmeste leder"] for n, row in enumerate(sheet())], sheet(), says="the id"),
    Case("NC205", sheet(cells={"A7": ""}), sheet(), "A7", "Per Møl has no id"),
    Case("NC206", [[row[1], row[3], ""] if n else ["Navn", "Fagområde", "Nærmeste leder"] for n, row in enumerate(sheet(cells={"B7": "Eva Bak"}))], sheet(), "A6", "2 people are called Eva Bak"),
    Case("NC207", sheet(cells={"A7": "5"}), sheet(), "A7", "used for both Eva Bak and Per Møl", value="5"),
    Case("NC208", sheet(cells={"A7": "5", "B7": "Eva Bak"}), sheet(), "A6", "Eva Bak stands on 2 rows"),
    Case("NC209", sheet(*HISTORY, cells={"F2": "01-01-2025", "G7": "31-12-2024"}), sheet(*HISTORY, cells={"F2": "01-01-2025", "G7": "01-01-2025"}), "G7", "Per Møl has left (end date 2024-12-31)", LEADERS),
    Case("NC209", sheet(*HISTORY, cells={"H7": "Fratrådt"}), sheet(*HISTORY, cells={"H7": "Aktiv"}), "H7", "the status says so", LEADERS),
    Case("NC210", sheet("Note", cells={"F3": "#N/A"}), sheet("Note", cells={"F3": "#12"}), "F3", "shows the error #N/A", value="#N/A"),
    Case("NC211", sheet(cells={"C3": "<b>Børne</b>chef &amp; mor"}), sheet(cells={"C3": "Chef < direktør"}), "C3", "Read as: Børne chef & mor"),
    Case("NC211", sheet(cells={"C3": "**Børnechef** [her](https://x.dk)"}), sheet(cells={"C3": "Chef *"}), "C3", "Read as: Børnechef her"),
    Case("NC212", sheet("Deltager", cells={"F3": "måske"}), sheet("Deltager", cells={"F3": "ja"}), "F3", "'måske' under 'Deltager'", value="måske"),
    Case("NC213", sheet("Sammen med", cells={"F3": "Mia Skog"}), sheet("Sammen med", cells={"F3": "Mia Skov; 4, 5"}), "F3", "'Mia Skog' under 'Sammen med'"),
    Case("NC214", sheet(cells={"C4": "Konst. skoleleder"}), sheet("Konstitueret", cells={"C4": "Konst. skoleleder", "F4": "nej", "F3": "ja"}), "C4", "Mia Skov is taken as acting"),
    Case("NC215", sheet("Højst mentees", cells={"F3": "to"}), sheet("Højst mentees", cells={"F3": "2"}), "F3", "'to'"),
    Case("NC216", sheet("Slutdato", cells={"F7": "31-12-2024"}), sheet("Slutdato", "Startdato", cells={"F7": "31-12-2024", "G2": "01-01-2020"}), "F7", "end date 2024-12-31"),
    Case("NC217", sheet("Primær", cells={"A7": "5", "B7": "Eva Bak", "E7": "2", "F6": "Ja", "F7": "Nej"}), sheet("Primær", cells={"A7": "5", "B7": "Eva Bak", "F6": "Ja", "F7": "Nej"}), "E6", "different managers. Jens Holm was used; the other is Karl Fjord"),
    Case("NC218", sheet(), sheet(), says="a list of leaders only: most of those without reports have a leader's title", how=AUTO, fine_how=Reading(listed="staff")),
    Case("NC218", sheet("ErLeder", cells={f"F{n}": "Ja" if n < 6 else "Nej" for n in range(2, 8)}), sheet(), says="the column 'ErLeder' says so. It gives 4 leaders", how=AUTO, fine_how=LEADERS),
    Case("NC219", [["Id", "Navn", "Nærmeste leder"], ["1", "Åse", ""], ["2", "Bo", ""]], sheet(), says="among the 2 people", how=Reading(listed="staff")),
    Case("NC223", sheet(*HISTORY, cells={"H5": "Fratrådt"}), sheet(*HISTORY, cells={"H7": "Fratrådt"}), "B5", "but 2 people are still said to report", LEADERS),
    Case("NC224", sheet(cells={"B9": "Kilde: HR"}), sheet(cells={"B9": "Ida Å", "E9": "4"}), "B9", "nothing but 'Kilde: HR'", value="Kilde: HR"),
    Case("NC224", [*sheet()[:3], ["", "Teknik"], *sheet()[3:]], sheet(cells={"C2": "", "D2": ""}), "B4", "nothing but 'Teknik'"),
    Case("NC301", sheet(cells={"E5": "77"}), sheet(), "E5", "The manager of Jens Holm, '77'", value="77"),
    Case("NC302", sheet(cells={"E7": "77"}), sheet(), "E7", "Per Møl, who leads nobody", Reading(listed="staff")),
    Case("NC303", sheet(cells={"E2": "1"}), sheet(), "E2", "Åse Bøgh is given as their own manager"),
    Case("NC304", sheet(cells={"E2": "3"}), sheet(), "E2", "circle: Åse Bøgh, Mia Skov, Karl Fjord (rows 2, 4, 3). The line above Åse Bøgh was cut"),
    Case("NC305", sheet(cells={"E5": ""}), sheet(), "E5", "Jens Holm has no superior in the list and is one of 2"),
    Case("NC306", sheet(cells=NAMESAKES), sheet(cells={"E6": "Jens Holm"}), "E6", "fits several people: Jens Holm (3), Jens Holm (4)"),
    Case("NC307", sheet("Leders navn", cells={"F3": "Åse Bøgh", "F4": "Åse Bøgh"}), sheet("Leders navn", cells={"F3": "Åse Bøgh", "F4": "Karl Fjord"}), "E4", "For Mia Skov, 'Nærmeste leder' names Karl Fjord, but 'Leders navn' names Åse Bøgh"),
    Case("NC308", sheet(cells={f"E{n}": f"x{n}" for n in range(3, 6)}), sheet(cells={f"E{n}": f"x{n}" for n in range(3, 5)}), "E1", "Of 5 managers in the column 'Nærmeste leder', 3"),
    Case("NC309", sheet(cells={"B5": "Jens Bo Holm", "E6": "Jens Holm"}), sheet(cells={"B5": "Jens Bo Holm", "E6": "Jens Bo Holm"}), "E6", "'Jens Holm' was taken as Jens Bo Holm"),
    Case("NC310", sheet(cells={"E6": "4; 2"}), sheet(), "E6", "names several managers of Eva Bak; Jens Holm was used"),
    Case("NC311", sheet(), [["x"]], "E1", "the column 'Nærmeste leder', which holds the id"),
    Case("NC312", {"Ark1": [*STAFF, ["5", "Ove", "Q", "Nej"]], "Enheder": UNITS}, {"Ark1": STAFF, "Enheder": UNITS}, "C6", "'Q' of Ove", AUTO),
    Case("NC313", {"Ark1": [*STAFF, ["5", "Ove", "B", "Ja"]], "Enheder": UNITS}, {"Ark1": STAFF, "Enheder": UNITS}, "A4", "'Vej' has several leaders: Ida Skov, Ove", AUTO),
    Case("NC314", {"Ark1": STAFF, "Enheder": [UNITS[0], ["R", "Byen", "A"], *UNITS[2:]]}, {"Ark1": STAFF, "Enheder": UNITS}, "C3", "circle at 'Skole'", AUTO),
    Case("NC314", [["Id", "Navn", "Enhed", "Overenhed", "ErLeder"], ["1", "Åse", "A", "B", "Ja"], ["2", "Bo", "B", "A", "Ja"], ["3", "Ida", "C", "A", "Ja"]],
         [["Id", "Navn", "Enhed", "Overenhed", "ErLeder"], ["1", "Åse", "A", "", "Ja"], ["2", "Bo", "B", "A", "Ja"], ["3", "Ida", "C", "A", "Ja"]], "D2", "circle", AUTO),
    Case("NC317", [["Id", "Navn", "Afdelingskode", "Overordnet enhed", "ErLeder"], ["1", "Åse", "A", "", "Ja"], ["2", "Bo", "B", "", "Ja"], ["3", "Ida", "C", "A", "Ja"], ["4", "Ea", "C", "B", "Nej"]],
         [["Id", "Navn", "Afdelingskode", "Overordnet enhed", "ErLeder"], ["1", "Åse", "A", "", "Ja"], ["2", "Bo", "B", "", "Ja"], ["3", "Ida", "C", "A", "Ja"], ["4", "Ea", "C", "A", "Nej"]], "D4", "not clear", AUTO),
    Case("NC317", [["Navn", "Enhed", "Overordnet enhed", "ErLeder"], ["Åse", "By", "", "Ja"], ["Bo", "Stab", "By", "Ja"], ["Ida", "Stab", "Skole", "Ja"], ["Ea", "Skole", "By", "Ja"], ["Uf", "IT", "Stab", "Ja"]],
         [["Navn", "Enhed", "Overordnet enhed", "ErLeder"], ["Åse", "By", "", "Ja"], ["Bo", "Stab", "By", "Ja"], ["Ida", "Stab", "Skole", "Ja"], ["Ea", "Skole", "By", "Ja"], ["Uf", "IT", "Skole", "Ja"]], "C6", "'Stab' is the name of several", AUTO),
    Case("NC315", sheet(cells={"B5": "Vakant"}), sheet(), says="2 reporting lines were followed through"),
    Case("NC316", sheet("ErLeder", cells={**NAMESAKES, "F5": "Ja", "F4": "Nej"}), sheet("ErLeder", cells={"E6": "Jens Holm"}), "E6", "4 was chosen, because only this one is marked as a leader"),
    Case("NC316", sheet(cells={**NAMESAKES, "E7": "4"}), sheet(cells=NAMESAKES), "E6", "4 was chosen, because only this one has others who report"),
    Case("NC316", sheet(cells={**NAMESAKES, "C4": "Lærer"}), sheet(cells=NAMESAKES), "E6", "4 was chosen, because only this one has a leader's title"),
    Case("NC316", sheet(cells={**NAMESAKES, "E4": "5"}), sheet(cells=NAMESAKES), "E6", "4 was chosen, because the others are Eva Bak or report to Eva Bak"),
    Case("NC318", {"Ark1": STAFF, "Enheder": LED}, {"Ark1": STAFF, "Enheder": [*LED[:3], ["B", "Vej", "R", "Vakant"]]}, "D4", "leader of the unit 'Vej', 'Bo Fjordby', is not one person", AUTO),
    Case("NC319", [row[:4] for row in sheet()], sheet(), says="nobody is kept apart", how=Reading(listed="leaders", lines_needed=False)),
    Case("NC401", sheet(), sheet("Niveau", cells={f"F{n}": "Chef" for n in range(2, 8)}), says="director: 1, chief: 2, leader of employees: 3"),
    Case("NC402", sheet("Niveau", cells={**{f"F{n}": "Chef" for n in range(2, 8)}, "F7": "Hofmester"}), sheet("Niveau", cells={f"F{n}": "Chef" for n in range(2, 8)}), "F7", "'Hofmester' is not known. It was taken as leader of employees"),
    Case("NC403", sheet("Niveau", cells={f"F{n}": "Chef" for n in range(2, 7)}), sheet("Niveau", cells={f"F{n}": "Chef" for n in range(2, 8)}), "F7", "Per Møl has no level"),
    Case("NC404", sheet("Niveau", cells={f"F{n}": "1232333"[n - 2] for n in range(2, 8)}), sheet("Niveau", cells={f"F{n}": "Chef" for n in range(2, 8)}), "F1", "1 = director, 2 = chief, 3 = leader of employees"),
    Case("NC411", [row[:3] + row[4:] for row in sheet()], sheet(), says="the reporting lines, at depth 1 under the root. It gives 3 departments"),
    Case("NC411", [["Id", "Navn", "Enhed", "Nærmeste leder"], *([r[0], r[1], r[3], r[4]] for r in PEOPLE)], sheet(), "C1", "the column 'Enhed'. It gives 3"),
    Case("NC412", [HEADERS, *([str(n), f"Navn {n}", "Leder", f"Afd {n}", "1" if n > 1 else ""] for n in range(1, 12))], sheet(), "D1", "11 departments for 11 people"),
    Case("NC413", sheet(cells={"D3": "Børn; Teknik"}), sheet(cells={"D3": "Børn, Teknik og Fritid"}), "D3", "'Børn' was used"),
    Case("NC413", sheet(cells={"D3": "Børn, Teknik"}), sheet(cells={"D3": "Børn, unge"}), "D3", "names several departments of Karl Fjord"),
    Case("NC414", sheet(cells={"D7": "TEKNIK "}), sheet(), "D7", "'TEKNIK' was read as 'Teknik'"),
    Case("NC415", sheet(cells={"D3": "Teknik og Miljø", "D4": "Teknik og Miljo"}), sheet(cells={"D3": "Skole nummer 1", "D4": "Skole nummer 2"}), None, "'Teknik og Miljo' and 'Teknik og Miljø' look alike"),
    Case("NC416", sheet(cells={"D7": ""}), sheet(), "D7", "Per Møl has no department"),
    Case("NC417", DEEP, DEEP, says="depth 9 is below", how=Reading(listed="leaders", department_depth=9), fine_how=Reading(listed="leaders", department_depth=1)),
    Case("NC421", sheet("Leder siden", cells={"F2": "01-01-2020", "F3": "31-02-2020"}), sheet("Leder siden", cells={"F2": "01-01-2020", "F3": "29.02.2020"}), "F3", "'31-02-2020' under 'Leder siden'", LEADERS),
    Case("NC422", sheet("Leder siden", cells={"F2": "01-01-2020", "F3": "02-06-2026"}), sheet("Leder siden", cells={"F2": "01-01-2020", "F3": "2026-06-01"}), "F3", "lies in the future", LEADERS),
    Case("NC431", sheet("Ikke til stede", cells={"F3": "uge 7, efter aftale"}), sheet("Ikke til stede", cells={"F3": "uge 7, 12-10-2026, fredag"}), "F3", "does not say which days Karl Fjord is away", value="efter aftale"),
    Case("NC432", {"Ark1": sheet(), "Lukkedage": [["Dag"], ["24-12-2026"], ["ferie"]]}, {"Ark1": sheet(), "Lukkedage": [["Dag"], ["24-12-2026", "ferie"]]}, "A3", "'ferie' in the sheet Lukkedage"),
    Case("NC433", {"Ark1": sheet(), "Lukkedage": [["24-12-2026"], ["uge 7"]]}, {"Ark1": sheet(), "Lukkedage": [["Ingen"]]}, None, "the sheet Lukkedage: 2 entries"),
    Case("NC434", {"Ark1": sheet(), "Emnebank": [["Emne"], ["Trivsel"]]}, {"Ark1": sheet(), "Emnebank": [["Emne"]]}, None, "the sheet Emnebank: 1 entries"),
    Case("NC435", {"Ark1": sheet(), "Ønsker": [["Navn", "Tema"], ["Ida Lund", "Trivsel"]]}, {"Ark1": sheet(), "Ønsker": [["Navn", "Tema"], ["Mia Skov", "Trivsel"]]}, "A2", "'Ida Lund' in the sheet Ønsker"),
]  # fmt: skip

ELSEWHERE = {"NC436",
    "NC101", "NC102", "NC103", "NC104", "NC105", "NC106", "NC107", "NC108", "NC109", "NC119", "NC120", "NC121", "NC124",  # test_files.py
    "NC122",  # below
    "NC220", "NC221", "NC222", "NC229", "NC230",  # test_plan.py
}  # fmt: skip


def findings(tables: object, how: Reading) -> list[Finding]:
    book = book_of("fil", tables if isinstance(tables, dict) else {"Ark1": tables})  # type: ignore[dict-item]
    notebook = Notebook()
    try:
        read_book(book, how, notebook)
    except Refused as refusal:
        return list(refusal.findings)
    return list(notebook.sorted())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.cell or 'file'}")
def test_the_finding_is_made_where_it_should(case: Case) -> None:
    found = [finding for finding in findings(case.faulty, case.how) if finding.code == case.code]
    assert found, "the finding was not made"
    assert case.cell in {finding.cell for finding in found}
    one = next(finding for finding in found if finding.cell == case.cell and case.says in str(finding.message))
    assert one.severity is CATALOGUE[case.code].severity
    if case.value is not None:
        assert one.value == case.value
    assert str(one.remedy)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.cell or 'file'}")
def test_the_finding_is_not_made_just_beside_it(case: Case) -> None:
    found = findings(case.fine, case.fine_how or case.how)
    assert case.code not in {finding.code for finding in found}


def test_every_code_of_the_catalogue_has_a_case() -> None:
    assert {case.code for case in CASES} | ELSEWHERE == set(CATALOGUE)


def test_a_file_of_units_without_units() -> None:
    book = book_of("fil", {"Ark1": STAFF})
    with pytest.raises(Refused) as caught:
        read_book(book, Reading(), Notebook(), book_of("enheder", {"Ark1": [["Kode", "Navn"], ["1", "A"]]}))
    assert [finding.code for finding in caught.value.findings if finding.severity is Severity.ERROR] == ["NC122"]


def test_findings_stand_in_a_stable_order_and_read_well_in_full() -> None:
    rows = sheet("Note", cells={"F3": "#N/A", "F2": "010190-1234", "E7": "77", "B5": "Vakant"})
    found = findings(rows, LEADERS)
    text = [
        f"{finding.code} {finding.severity.value} {finding.sheet}!{finding.cell} {finding.message}" for finding in found
    ]
    assert text == [
        "NC201 note Ark1!B5 This post has nobody in it ('Vakant'). It is not a person, but reporting lines run through it.",
        "NC203 warning Ark1!F2 A personal number stands in the column 'Note'. It was dropped at once and is stored nowhere.",
        "NC210 warning Ark1!F3 The cell under 'Note' shows the error #N/A. It was read as empty.",
        "NC301 warning Ark1!E7 The manager of Per Møl, '77', is nobody in the list. Per Møl stands without a superior.",
        "NC311 note Ark1!E1 Managers are found by: the column 'Nærmeste leder', which holds the id.",
        "NC315 note Ark1!None 1 reporting lines were followed through vacant posts, former employees or people who are no leaders.",
        "NC401 note Ark1!None There is no column with levels. They were derived from the reporting lines: director: 1, chief: 1, leader of employees: 3.",
    ]  # fmt: skip


def test_no_finding_ever_shows_a_personal_number() -> None:
    number = "010190-1234"
    rows = sheet(
        "CPR 010190-1234",
        "Sammen med",
        cells={"A3": number, "B4": f"Mia {number}", "E5": number, "G3": number, "D6": "0101901234"},
    )
    book = book_of(f"fil {number}", {f"Ark {number}": rows})
    notebook = Notebook()
    reader = read_book(book, Reading(listed="leaders", columns={"department": "Fagområde"}), notebook)
    for finding in notebook.sorted():
        for text in (
            str(finding.message),
            str(finding.remedy),
            finding.sheet or "",
            finding.value or "",
            finding.message.text(Language.EN),
        ):
            assert "1234" not in text, finding.code
    assert "1234" not in repr(reader.organisation).replace(repr(reader.columns.table.sheet), "")
    assert "0101901234" not in repr(reader.organisation)


def test_ten_digits_that_are_no_date_are_an_ordinary_id() -> None:
    people = [[f"99{row[0]}0000000", *row[1:4], f"99{row[4]}0000000" if row[4] else ""] for row in PEOPLE]
    assert "NC203" not in {finding.code for finding in findings(sheet(people=people), LEADERS)}
    mixed = [[f"{11 * int(row[0]):02}9{row[0]}000000", *row[1:]] for row in PEOPLE]
    mixed[0][0] = "0101900000"  # looks like a date, but the others do not
    assert "NC203" not in {finding.code for finding in findings(sheet(people=mixed), LEADERS)}


def test_levels_named_by_the_policy_are_known() -> None:
    rows = sheet("Niveau", cells={**{f"F{n}": "Chef" for n in range(2, 8)}, "F7": "Hofmester"})
    how = Reading(listed="leaders", levels={Level.CHIEF: ("hofmester",)})
    assert "NC402" not in {finding.code for finding in findings(rows, how)}


def test_docs_have_a_page_for_every_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    for code, entry in CATALOGUE.items():
        _, heading, rest = page.partition(f"### {code} ")
        assert heading, f"{code} has no heading in docs/findings.md"
        section = rest.partition("\n### ")[0]
        assert str(entry.title) in section.partition("\n")[0]
        assert f"*{entry.severity.value}*" in section
        for part in ("**Means.**", "**Example.**", "**Remedy.**"):
            assert part in section, f"{code} lacks {part}"
