"""Write the example workbooks: invented organisations, in the shape of an ordinary HR export.

    python scripts/make_examples.py [folder]

Every person, workplace and number is invented. The same files come out, byte for byte, each time.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import xlsxwriter

from example_organisations import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from example_organisations import Example

FOLDER = Path(__file__).resolve().parent.parent / "data" / "examples"
CREATED = datetime(2026, 8, 3, 8, 0)
SEED = 78

DIRECTOR, FIELD_CHIEF, STAFF_CHIEF = "Direktør", "Fagchef", "Stabschef"
OF_LEADERS, OF_EMPLOYEES = "Leder af ledere", "Leder af medarbejdere"
TOWN_HALL = "Elmedal Rådhus"

FIRST_NAMES = (
    *("Åse", "Torben", "Mette", "Søren", "Kirsten", "Jørgen", "Lone", "Bjørn", "Anne", "Henrik", "Gitte", "Mikkel"),
    *(
        "Dagny",
        "Rasmus",
        "Hanne",
        "Asger",
        "Birgitte",
        "Flemming",
        "Trine",
        "Kåre",
        "Dorthe",
        "Niels",
        "Maja",
        "Jesper",
    ),
    *("Lærke", "Carsten", "Signe", "Ole", "Charlotte", "Tobias", "Ulla", "Frederik", "Inge", "Claus", "Freja", "Bo"),
    *("Rikke", "Jens", "Tove", "Steffen", "Louise", "Preben", "Sanne", "Anders", "Marianne", "Esben", "Karin", "Ivan"),
    *(
        "Camilla",
        "Palle",
        "Maiken",
        "Troels",
        "Bente",
        "Simon",
        "Vibeke",
        "Jannik",
        "Heidi",
        "Morten",
        "Solvej",
        "Keld",
    ),
    "Britta",
)
SURNAMES = (
    *("Østerby", "Kjeldsen", "Damgaard", "Mølgård", "Holm", "Overgaard", "Bach", "Ågård", "Thomsen", "Lauridsen"),
    *("Vestergård", "Dalsgaard", "Kragh", "Bisgård", "Mikkelsen", "Toft", "Nørskov", "Hedegaard", "Lundby", "Skødt"),
    *("Jeppesen", "Brøndum", "Sønderby", "Kjær", "Mortensen", "Ravn", "Høgh", "Steffensen", "Bundgård", "Juul"),
    *("Pedersen", "Enevoldsen", "Krogh", "Ærø", "Sørensen", "Fisker", "Bjerregaard", "Villadsen", "Nørgård", "Friis"),
    *(
        "Andersen",
        "Lyngsø",
        "Gregersen",
        "Højlund",
        "Mark",
        "Kristoffersen",
        "Søgaard",
        "Vinderslev",
        "Tranberg",
        "Aagaard",
    ),
    *("Møller", "Iversen", "Skov"),
)
_PLAIN = {ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa", ord(" "): "."}
HEADINGS = (
    ("Medarbejdernummer", 20),
    ("Navn", 26),
    ("Stilling", 44),
    ("Lederniveau", 23),
    ("Fagområde", 22),
    ("Arbejdssted", 30),
    ("E-mail", 40),
    ("Nærmeste leder", 17),
    ("Leder siden", 14),
    ("Ny leder", 11),
    ("Konstitueret", 15),
    ("Kan være vært", 16),
    ("Telefonlokal", 15),
)


@dataclass(frozen=True)
class Post:
    """A leader's post and the posts that report to it."""

    title: str
    level: str
    field: str
    workplace: str
    below: tuple[Post, ...] = ()
    since: date | None = None  # of a new or an acting leader; an earlier date is made up for the others
    acting: bool = False
    can_host: bool = True


@dataclass(frozen=True)
class Row:
    """One line of the export."""

    number: str
    name: str
    post: Post
    manager: str
    since: date
    extension: str

    @property
    def email(self) -> str:
        """The address, made from the name."""
        plain = self.name.lower().translate(_PLAIN)
        return f"{plain}@elmedal.example"


def field(name: str, chief: str, level: str, *below: Post) -> Post:
    """A field with its chief; what is below is given the field's name."""
    return Post(chief, level, name, TOWN_HALL, tuple(_within(name, post) for post in below))


def _within(name: str, post: Post) -> Post:
    below = tuple(_within(name, each) for each in post.below)
    return Post(post.title, post.level, name, post.workplace, below, post.since, post.acting, post.can_host)


def over(title: str, workplace: str, *below: Post, since: date | None = None) -> Post:
    """A leader of leaders."""
    return Post(title, OF_LEADERS, "", workplace, below, since)


def unit(
    title: str, workplace: str = TOWN_HALL, since: date | None = None, *, acting: bool = False, can_host: bool = True
) -> Post:
    """A leader of employees."""
    return Post(title, OF_EMPLOYEES, "", workplace, (), since, acting, can_host)


def elmedal() -> Post:
    """Elmedal Kommune, organised as Odder Kommune's charter of 2025 describes its own leaders."""
    schools = field(
        "Skole",
        "Skolechef",
        FIELD_CHIEF,
        over(
            "Skoleleder",
            "Elmebakkeskolen",
            unit("Afdelingsleder, indskoling", "Elmebakkeskolen"),
            unit("Afdelingsleder, udskoling", "Elmebakkeskolen"),
            unit("SFO-leder", "Elmebakkeskolen"),
        ),
        over(
            "Skoleleder",
            "Nordmarkens Skole",
            unit("Afdelingsleder, mellemtrin", "Nordmarkens Skole"),
            unit("Afdelingsleder, specialklasser", "Nordmarkens Skole"),
            unit("SFO-leder", "Nordmarkens Skole"),
            since=date(2026, 1, 1),
        ),
        unit("Skoleleder", "Vråby Friluftsskole"),
        unit("Skoleleder", "Ærtebjerg Skole"),
        unit("Leder af Pædagogisk Psykologisk Rådgivning", "Børnehuset Broen"),
        unit("Leder af Ungdomsskolen", "Ungehuset Loftet"),
    )
    daycare = field(
        "Dagtilbud",
        "Dagtilbudschef",
        FIELD_CHIEF,
        over(
            "Områdeleder, Dagtilbud Nord",
            "Børnehuset Kragereden",
            unit("Pædagogisk leder", "Børnehuset Kragereden"),
            unit("Pædagogisk leder", "Vuggestuen Mariehønen"),
            unit("Pædagogisk leder", "Børnehaven Åkanden"),
            unit("Pædagogisk leder", "Naturbørnehaven Egernet", date(2026, 3, 1)),
        ),
        over(
            "Områdeleder, Dagtilbud Midt",
            "Børnehuset Tusindfryd",
            unit("Pædagogisk leder", "Børnehuset Tusindfryd"),
            unit("Pædagogisk leder", "Børnehaven Solsikken"),
            unit("Pædagogisk leder", "Vuggestuen Mælkevejen"),
        ),
        over(
            "Områdeleder, Dagtilbud Syd",
            "Børnehuset Pilehytten",
            unit("Pædagogisk leder", "Børnehuset Pilehytten"),
            unit("Pædagogisk leder", "Børnehaven Grævlingen"),
            unit("Pædagogisk leder", "Skovbørnehaven Rønnebær", can_host=False),
        ),
        unit("Dagplejeleder", "Dagplejens Hus"),
        unit("Institutionsleder", "Børnehuset Havblik", date(2025, 11, 1)),
        unit("Institutionsleder", "Børnehaven Ødegården"),
        unit("Leder af sprog- og støttekorpset", "Børnehuset Broen"),
    )
    elderly = field(
        "Ældre og Sundhed",
        "Ældre- og sundhedschef",
        FIELD_CHIEF,
        over(
            "Områdeleder, plejehjem",
            "Plejehjemmet Lindegården",
            unit("Plejehjemsleder", "Plejehjemmet Lindegården"),
            unit("Plejehjemsleder", "Plejehjemmet Ålykke"),
            unit("Plejehjemsleder", "Plejehjemmet Fjordbo", date(2026, 8, 1)),
        ),
        over(
            "Områdeleder, hjemmepleje",
            "Hjemmeplejens Hus",
            unit("Teamleder, hjemmepleje øst", "Hjemmeplejens Hus"),
            unit("Teamleder, hjemmepleje vest", "Hjemmeplejens Hus"),
            unit("Teamleder, aften og nat", "Hjemmeplejens Hus", can_host=False),
        ),
        over(
            "Leder af sundhed og træning",
            "Sundhedshuset Kilden",
            unit("Teamleder, genoptræning", "Sundhedshuset Kilden"),
            unit("Teamleder, forebyggelse", "Sundhedshuset Kilden"),
            unit("Teamleder, hjælpemidler", "Hjælpemiddeldepotet"),
        ),
        unit("Leder af sygeplejen", "Sygeplejeklinikken"),
        unit("Leder af visitationen"),
        unit("Køkkenleder", "Centralkøkkenet Gryden", date(2025, 10, 1)),
        unit("Leder af dagcenteret", "Dagcenteret Kastanjen"),
    )
    social = field(
        "Social",
        "Socialchef",
        FIELD_CHIEF,
        over(
            "Leder af bo- og støttetilbud",
            "Bostedet Møllestien",
            unit("Afdelingsleder", "Bostedet Møllestien"),
            unit("Afdelingsleder", "Bofællesskabet Bøgely"),
            unit("Afdelingsleder, bostøtte", "Støttecenteret Perronen"),
        ),
        unit("Leder af familieafdelingen"),
        unit("Leder af voksenrådgivningen", since=date(2026, 2, 1)),
        unit("Leder af sundhedsplejen", "Børnehuset Broen"),
        unit("Leder af rusmiddelcenteret", "Støttecenteret Perronen"),
        unit("Konstitueret leder af værestedet", "Værestedet Håndslaget", date(2026, 6, 1), acting=True),
    )
    technical = field(
        "Teknik og Miljø",
        "Teknik- og miljøchef",
        FIELD_CHIEF,
        over(
            "Leder af vej, park og ejendomme",
            "Materielgården",
            unit("Driftsleder, vej og park", "Materielgården"),
            unit("Driftsleder, ejendomme", "Materielgården", date(2026, 5, 1)),
            unit("Rengøringsleder", "Materielgården"),
        ),
        unit("Leder af byggesag"),
        unit("Leder af natur og miljø"),
        unit("Leder af plan og klima"),
    )
    culture = field(
        "Kultur og Fritid",
        "Kultur- og fritidschef",
        FIELD_CHIEF,
        over(
            "Biblioteks- og borgerserviceleder",
            "Elmedal Bibliotek",
            unit("Teamleder, bibliotek", "Elmedal Bibliotek"),
            unit("Teamleder, borgerservice"),
        ),
        unit("Musikskoleleder", "Musikskolen Trekløver"),
        unit("Halleder", "Elmedalhallen"),
    )
    employment = field(
        "Beskæftigelse",
        "Beskæftigelseschef",
        FIELD_CHIEF,
        over(
            "Leder af jobcenteret",
            "Jobcenter Elmedal",
            unit("Teamleder, unge og uddannelse", "Jobcenter Elmedal"),
            unit("Teamleder, sygedagpenge", "Jobcenter Elmedal"),
        ),
        unit("Leder af ydelse"),
    )
    hr = field(
        "HR",
        "HR-chef",
        STAFF_CHIEF,
        unit("Lønleder"),
        unit("Leder af personalejura"),
        unit("Leder af arbejdsmiljø og udvikling"),
    )
    finance = field(
        "Økonomi",
        "Økonomichef",
        STAFF_CHIEF,
        unit("Regnskabsleder"),
        unit("Budgetleder"),
        unit("Leder af indkøb og udbud"),
    )
    it = field(
        "IT og Digitalisering",
        "IT- og digitaliseringschef",
        STAFF_CHIEF,
        unit("Driftsleder, IT"),
        unit("Leder af digitalisering", since=date(2025, 12, 1)),
        unit("Leder af dokumenter og arkiv"),
    )
    top = "Direktionen"
    young = Post(
        "Direktør for Børn, Kultur og Teknik", DIRECTOR, top, TOWN_HALL, (schools, daycare, culture, technical)
    )
    welfare = Post("Direktør for Velfærd og Beskæftigelse", DIRECTOR, top, TOWN_HALL, (elderly, social, employment))
    return Post("Kommunaldirektør", DIRECTOR, top, TOWN_HALL, (young, welfare, hr, finance, it))


def staffed(root: Post) -> Iterator[Row]:
    """Each post, from the top down, with an invented person in it."""
    random = Random(SEED)
    posts = list(_walk(root))
    numbers: dict[int, str] = {}
    for index, (post, manager) in enumerate(posts):
        # Both lists have a prime length, so no pair of first name and surname comes twice.
        name = f"{FIRST_NAMES[index % len(FIRST_NAMES)]} {SURNAMES[index * 7 % len(SURNAMES)]}"
        numbers[index] = _number(_scattered(index, 41), random)
        made_up = date(2025 - int(random.random() ** 1.5 * 17) - 1, 1 + int(random.random() * 12), 1)
        extension = f"{7003 + _scattered(index, 29) * 19}"
        yield Row(
            numbers[index],
            name,
            post,
            "" if manager is None else numbers[manager],
            post.since or made_up,
            extension,
        )


def _walk(root: Post) -> Iterator[tuple[Post, int | None]]:
    """Posts depth first, each with the position of the post it reports to."""
    waiting: list[tuple[Post, int | None]] = [(root, None)]
    position = 0
    while waiting:
        post, above = waiting.pop()
        yield post, above
        waiting.extend((each, position) for each in reversed(post.below))
        position += 1


def _scattered(index: int, step: int) -> int:
    """Another position for each, below 97: a number tells nothing of where in the organisation one is."""
    return (index + 5) * step % 97


def _number(index: int, random: Random) -> str:
    """A number of four, five or six digits; the oldest series begin with a nought."""
    step = index * 9 + int(random.random() * 9)  # strictly rising, so none comes twice within a series
    if index % 7 == 3:
        return f"0{120 + step}"
    if index % 7 == 5:
        return f"0{41000 + step * 13}"
    if index % 7 == 6:
        return f"{210000 + step * 31}"
    return f"{13000 + step * 57}"


def write_odder(path: Path) -> None:
    """The export of an invented municipality that is organised as Odder Kommune's charter describes."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Ledere i Elmedal Kommune", "company": "Elmedal Kommune", "created": CREATED})
    sheet = book.add_worksheet("Ledere")
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EEF4", "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left"})

    for column, (title, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    last = 0
    for last, row in enumerate(staffed(elmedal()), start=1):
        post = row.post
        new = post.since is not None and not post.acting
        cells: tuple[str | date, ...] = (
            row.number,
            row.name,
            post.title,
            post.level,
            post.field,
            post.workplace,
            row.email,
            row.manager,
            row.since,
            "Ja" if new else "",
            "Ja" if post.acting else "",
            "" if post.can_host else "Nej",
            row.extension,
        )
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, cell, day)
            elif cell:
                sheet.write_string(last, column, cell, text if cell.isdecimal() else None)

    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:A{last + 1} H2:H{last + 1} M2:M{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


def write_example(path: Path, example: Example) -> None:
    """The export of one of the other invented organisations."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"title": f"Ledere i {example.organisation}", "company": example.organisation, "created": CREATED}
    )
    sheet = book.add_worksheet("Ledere")
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EEF4", "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd-mm-yyyy", "align": "left"})
    rows = list(example.rows())
    for column, title in enumerate(example.headings):
        longest = max(len(str(row[column])) for row in rows)
        sheet.set_column(column, column, max(len(title) + 4, min(longest + 2, 46)))
        sheet.write_string(0, column, title, heading)
    for index, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(index, column, cell, day)
            elif cell:
                sheet.write_string(index, column, cell, text if cell.isdecimal() else None)
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(example.headings) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:A{len(rows) + 1} H2:H{len(rows) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


def main() -> None:
    """Write every example into the folder given, or into data/examples."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "odder.xlsx"
    write_odder(path)
    print(path)
    for example in EXAMPLES:
        path = folder / f"{example.name}.xlsx"
        write_example(path, example)
        print(path)


if __name__ == "__main__":
    main()
