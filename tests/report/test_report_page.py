"""The members' page, parsed as a browser does: complete, safe, private, labelled, readable. axe itself runs in scripts/try_page.py."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import date, time
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import report_samples as samples

from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Appointments, Composition, Duty, Meeting, Network, Plan, Status
from netcompose.policy.settings import Duties
from netcompose.report.page import write_page
from netcompose.report.page.build import STEPS
from netcompose.report.workbook import palette

if TYPE_CHECKING:
    from pathlib import Path

ODD_NAMES = (
    "=1+1",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "http://example.org",
    "x" * 200,
    "Åse 😀 Ærø",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    'O\'Neil "Bo"; & Co.',
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "half \ud800 \x07",
)
VOID = {"meta", "input", "br", "img", "link", "rect"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)


class Parsed(HTMLParser):
    """All elements in order, with the text within them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text.append(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def texts(self, tag: str) -> list[str]:
        return [" ".join("".join(element.text).split()) for element in self.all(tag)]


def written(
    path: Path, plan: Plan | None = None, people: Organisation | None = None, language: Language = Language.EN
) -> tuple[str, Parsed]:
    people = people or samples.organisation()
    plan = plan or samples.plan(people)
    write_page(path, plan=plan, organisation=people, policy=samples.policy(), language=language, force=True)
    page = path.read_text("utf-8")
    return page, Parsed(page)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Parsed]:
    people = samples.organisation()
    plan = replace(
        samples.plan(people), meetings=(Meeting("1", 1, date(2026, 1, 20), time(9), time(11)), Meeting("1", 2))
    )
    return written(tmp_path_factory.mktemp("page") / "page.html", plan, people, Language.DA)


def test_nothing_is_loaded_and_only_our_style_and_script_may_run(example: tuple[str, Parsed]) -> None:
    page, parsed = example
    assert not re.search(r"(?:https?:)?//\w", page.replace("<!doctype", ""))
    for element in parsed.elements:
        assert element.tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"}
        assert not {"src", "style", "srcset", "action"} & element.attributes.keys()
        assert not any(name.startswith("on") for name in element.attributes)
        assert element.attributes.get("href", "#").startswith("#")
    (rule,) = (m.attributes["content"] for m in parsed.all("meta") if "http-equiv" in m.attributes)
    assert rule.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (only,) = parsed.all(tag)
        digest = base64.b64encode(hashlib.sha256("".join(only.text).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rule
        assert "unsafe" not in rule


def test_it_is_labelled_for_those_who_do_not_see_it(example: tuple[str, Parsed]) -> None:
    _, parsed = example
    ids = [element.attributes["id"] for element in parsed.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in parsed.elements:
        for name in ("aria-labelledby", "aria-controls", "for"):
            assert element.attributes.get(name, ids[0]) in ids
        assert element.attributes.get("href", "#top").removeprefix("#") in ids
        if element.tag == "svg":
            assert element.attributes["role"] == "img"
            assert element.attributes["aria-label"]
    (html,) = parsed.all("html")
    assert html.attributes["lang"] == "da"
    assert [len(parsed.all(tag)) for tag in ("h1", "header", "nav", "main", "footer", "title")] == [1] * 6
    levels = [int(element.tag[1]) for element in parsed.elements if re.fullmatch("h[1-6]", element.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {label.attributes["for"] for label in parsed.all("label")} == {"q"}
    assert len(parsed.all("caption")) == len(parsed.all("table")) == 3
    assert all(cell.attributes["scope"] in {"row", "col"} for cell in parsed.all("th"))
    assert parsed.all("a")[0].attributes == {"class": "skip", "href": "#main"}


def test_a_card_a_view_of_ones_own_and_a_line_in_the_list_for_everybody(example: tuple[str, Parsed]) -> None:
    page, parsed = example
    people = samples.organisation()
    plan = samples.plan(people)
    articles = parsed.all("article")
    assert sum(a.attributes["class"] == "network" for a in articles) == 9
    own = ["".join(a.text) for a in articles if a.attributes["class"] == "member"]
    names = {people.person(member).name for network in plan.composition.networks for member in network.members}
    names |= {people.person(a.person).name for a in plan.appointments.of(Duty.CONTACT)}
    assert len(own) == len(names) == 78 + 9
    (contact,) = (text for text in own if text.strip().startswith("Gorm Illemann"))
    assert re.findall("Du er tovholder|Netværk [0-9]", contact) == ["Du er tovholder", "Netværk 1"]
    (bo,) = (text for text in own if "Bo Hvidkær" in text and "Din mentor" in text)
    assert "Jytte Lindvang" in bo
    assert "Gorm Illemann" in bo
    (anne,) = (text for text in own if text.strip().startswith("Anne Aagaard"))
    assert "Møde 1: tirsdag den 20. januar 2026 kl. 9.00–11.00, Rådhuset, Torvet 1" in anne
    first = page.split('id="n1"')[1].split("</article>")[0]
    assert len(re.findall("</bdi></a>", first)) == 9
    assert "aftales · Vært: <bdi>" in first
    listed = page.split('id="people"')[1].split("</ul>")[0]
    order = re.findall(r"<a [^>]*><bdi>(.*?)</bdi>", listed)
    assert order[0].startswith("Anne")
    assert order[-1].startswith("Åse")
    assert len(order) == 87


def test_who_meets_whom_is_counted(example: tuple[str, Parsed]) -> None:
    page, _ = example
    people = samples.organisation()
    plan = samples.plan(people)
    table = page.split('<section id="matrix"')[1].split("</table>")[0]
    rows = re.findall(r'<th scope="row"><bdi>(.*?)</bdi></th>(.*?)</tr>', table)
    figures = {name: [int(number) for number in re.findall(r">(\d+)</td>", cells)] for name, cells in rows}
    assert set(figures) == set(samples.DEPARTMENTS)
    pairs = sum(figures[name][index] for index, name in enumerate(figures))
    different = sum(sum(row) for row in figures.values()) - pairs
    assert different % 2 == 0
    everybody = sum(len(network.members) * (len(network.members) - 1) // 2 for network in plan.composition.networks)
    assert pairs + different // 2 == everybody


def test_members_learn_nothing_that_is_not_theirs(example: tuple[str, Parsed]) -> None:
    page, _ = example
    for private in ("Gorm Møgelbjerg", "konstitueret", "Barsel", "Lønnr", "NC203", "leder0@example.org", "10000"):
        assert private not in page


@pytest.mark.parametrize("language", list(Language))
def test_names_show_as_themselves(tmp_path: Path, language: Language) -> None:
    people = [
        Person(
            id=name,
            name=name,
            level=Level.LEADER_OF_EMPLOYEES,
            level_name=name,
            title=name,
            department=name,
            workplace=name,
        )
        for name in ODD_NAMES
    ]
    networks = (Network("<b>*", "<b>*", ODD_NAMES[:5], stratum="a<b"), Network("2", "2", ODD_NAMES[5:]))
    plan = replace(samples.bare_plan(*networks), goals=samples.plan(samples.organisation()).goals)
    _, parsed = written(tmp_path / "page.html", plan, Organisation(tuple(people)), language)
    shown = set(parsed.texts("bdi"))
    for name in ODD_NAMES[:-1]:
        assert name in shown
    assert "half \ufffd \ufffd" in shown
    assert {"<b>*", "a<b"} <= shown
    assert len(parsed.all("script")) == len(parsed.all("style")) == 1
    assert not parsed.all("img")


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_all_text_stands_out_from_what_is_behind_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    behind = [*palette.HUES, *palette.PLAIN, *STEPS, palette.PALE, palette.WHITE]
    pairs = [(palette.INK, colour) for colour in behind]
    pairs += [(ink, palette.WHITE) for ink in (palette.MUTED, palette.LINK, palette.BAND)]
    pairs += [(palette.WHITE, palette.BAND), *((ink, colour) for colour, ink in (palette.GOOD, palette.BAD))]
    pairs += [(ink, colour) for colour, ink in (palette.WARN, palette.NOTE)]
    for ink, colour in pairs:
        assert contrast(ink, colour) >= 4.5, (ink, colour)


@pytest.mark.parametrize(("leaders", "number", "most"), [(3, 1, 100_000), (110, 12, 500_000), (3_000, 350, 5_000_000)])
def test_it_is_small_enough_to_send(tmp_path: Path, leaders: int, number: int, most: int) -> None:
    people = samples.organisation(leaders)
    plan = samples.plan(people, number)
    meetings = tuple(
        Meeting(network.id, n, date(2026, 2 * n, 3), time(9), time(11))
        for network in plan.composition.networks
        for n in range(1, 5)
    )
    path = tmp_path / "page.html"
    policy = samples.policy(number)
    write_page(path, plan=replace(plan, meetings=meetings), organisation=people, policy=policy, language=Language.DA)
    assert path.stat().st_size < most


def test_much_to_mix_by_and_nothing_to_hand_out(tmp_path: Path) -> None:
    people = samples.organisation()
    many = Organisation(
        tuple(
            replace(person, department=None if number % 9 == 0 else f"Fag {number % 40:02}")
            for number, person in enumerate(people.people)
        )
    )
    page, parsed = written(tmp_path / "page.html", None, many)
    assert "more are not shown." in page
    assert "d12" in page
    assert "The dates are not set yet." in page
    assert len(parsed.all("article")) == 9 + 78 + 9
    bare = replace(samples.plan(people), goals=(), verdicts=(), status=Status.FEASIBLE)
    write_page(
        tmp_path / "bare.html",
        plan=bare,
        organisation=people,
        policy=samples.policy().model_copy(update={"duties": Duties(), "title": "", "meetings": None}),
        language=Language.EN,
    )
    assert "A good plan; it is not proven" in (tmp_path / "bare.html").read_text("utf-8")


def test_nobody_at_all_is_still_a_page(tmp_path: Path) -> None:
    nobody = Plan("sample", 1, Status.OPTIMAL, Composition(()), Appointments())
    page, _ = written(tmp_path / "page.html", nobody, Organisation(()))
    assert "0 networks · 0 leaders" in page


def test_a_plan_that_breaks_rules_does_not_look_proven(example: tuple[str, Parsed], tmp_path: Path) -> None:
    page, _ = example
    assert "Ikke alle regler er overholdt" in page
    people = samples.organisation()
    kept, _ = written(tmp_path / "page.html", replace(samples.plan(people), verdicts=()), people)
    assert "Proven: no better plan exists" in kept


def test_the_same_plan_gives_the_same_page_and_an_old_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    first, _ = written(path)
    assert written(path)[0] == first
    people = samples.organisation()
    with pytest.raises(FileExistsError):
        write_page(path, plan=samples.plan(people), organisation=people, policy=samples.policy(), language=Language.EN)
    assert path.read_text("utf-8") == first


def test_jinja_is_loaded_only_to_write() -> None:
    asked = "import sys; from netcompose.report import page; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_calendar_files_are_linked_where_there_are_any(tmp_path: Path) -> None:
    people = samples.organisation()
    path = tmp_path / "page.html"
    write_page(
        path,
        plan=samples.plan(people),
        organisation=people,
        policy=samples.policy(),
        language=Language.DA,
        calendars={"1": 'Netværk 1 "a".ics'},
    )
    links = [a.attributes for a in Parsed(path.read_text("utf-8")).all("a") if not a.attributes["href"].startswith("#")]
    assert len(links) == 1 + 9
    assert all(link == {"href": "Netv%C3%A6rk%201%20%22a%22.ics", "download": ""} for link in links)
