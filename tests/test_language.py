"""Sentences in two languages: how they are rendered, and that each has its Danish."""

from __future__ import annotations

import gettext
import importlib.util
import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netcompose.language import Language, attribute_name, listed, render, say, say_n

if TYPE_CHECKING:
    from types import ModuleType

    from netcompose.language import Value

DA, EN = Language.DA, Language.EN
SCRIPT = Path(__file__).parent.parent / "scripts" / "translations.py"


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    """The script that keeps the catalogue in step with the code."""
    spec = importlib.util.spec_from_file_location("netcompose_translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(catalogue: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own for the catalogue, with a copy of the kept one in it."""
    for name in ("PO", "MO"):
        kept = getattr(catalogue, name)
        (tmp_path / kept.name).write_bytes(kept.read_bytes())
        monkeypatch.setattr(catalogue, name, tmp_path / kept.name)
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["translations.py"])
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- The catalogue ---------------------------------------------------------------------------------------------------


def test_every_sentence_has_its_danish_and_nothing_is_left_over(catalogue: ModuleType) -> None:
    assert list(catalogue.faults()) == []


ONE, MANY = "{n} seat for {name}.", "{n} seats for {name}."


@pytest.mark.parametrize(
    ("english", "danish", "mistakes"),
    [
        pytest.param("A seat.", "En plads.", [], id="translated"),
        pytest.param("A seat.", None, ["not translated: A seat."], id="not there"),
        pytest.param("A seat.", "", ["not translated: A seat."], id="empty"),
        pytest.param("{a} and {b}", "{b} og {a}", [], id="another order"),
        pytest.param("{a} and {b}", "{a}", ["placeholders differ: {a} and {b}"], id="one lost"),
        pytest.param("{a}", "{a} {b}", ["placeholders differ: {a}"], id="one too many"),
        pytest.param("{name}", "{navn}", ["placeholders differ: {name}"], id="translated by mistake"),
        pytest.param((ONE, MANY), ("{n} plads: {name}", "{n} pladser: {name}"), [], id="counted"),
        pytest.param((ONE, MANY), ("Én plads: {name}", "{n} pladser: {name}"), [], id="counted in words"),
        pytest.param((ONE, MANY), ("{n} plads: {name}", ""), [f"not translated: {ONE}"], id="no plural"),
        pytest.param((ONE, MANY), ("{n}: {name}", "{n}"), [f"placeholders differ: {MANY}"], id="lost in the plural"),
    ],
)
def test_a_mistake_in_the_catalogue_is_found(
    catalogue: ModuleType, english: str | tuple[str, str], danish: str | tuple[str, str] | None, mistakes: list[str]
) -> None:
    said, known = catalogue.Sayings(), catalogue.Sayings()
    said.add(english)
    if danish is not None:
        known.add(english, danish)
    assert list(catalogue.mistakes(said, known)) == mistakes


def test_a_translation_that_is_only_a_guess_does_not_count(catalogue: ModuleType) -> None:
    said, known = catalogue.Sayings(), catalogue.Sayings()
    said.add("A seat.")
    known.add("A seat.", "Et sæde.", flags=["fuzzy"])
    assert list(catalogue.mistakes(said, known)) == ["not translated: A seat."]


def test_a_sentence_that_is_no_longer_said_is_found(catalogue: ModuleType) -> None:
    known = catalogue.Sayings()
    known.add((ONE, MANY), ("{n} {name}", "{n} {name}"))
    assert list(catalogue.mistakes(catalogue.Sayings(), known)) == [f"no longer said: {ONE}"]


def test_updating_a_current_catalogue_changes_nothing(catalogue: ModuleType, elsewhere: Path) -> None:
    before = contents(elsewhere)
    catalogue.update()
    assert contents(elsewhere) == before


def test_the_catalogue_is_made_from_nothing_but_the_code(catalogue: ModuleType, elsewhere: Path) -> None:
    for path in elsewhere.iterdir():
        path.unlink()
    assert catalogue.main() == 1, "nothing is translated yet"
    made = contents(elsewhere)
    assert made.keys() == {"netcompose.po", "netcompose.mo"}
    assert made["netcompose.po"].startswith(b"# The Danish sentences of netcompose.\n")
    assert not any(word in made["netcompose.po"] for word in (b"PROJECT", b"FIRST AUTHOR", b"-Date", b"Babel"))
    catalogue.main()
    assert contents(elsewhere) == made


def test_only_checking_changes_nothing_and_sees_that_the_compiled_catalogue_is_old(
    catalogue: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["translations.py", "--check"])
    assert catalogue.main() == 0
    assert capsys.readouterr().out == "The Danish catalogue is complete.\n"
    (elsewhere / "netcompose.mo").write_bytes(b"old")
    before = contents(elsewhere)
    assert catalogue.main() == 1
    assert capsys.readouterr().out == "the compiled catalogue is out of date\n"
    assert contents(elsewhere) == before


def test_gettext_reads_the_compiled_catalogue_whatever_the_day(catalogue: ModuleType) -> None:
    known = catalogue.Sayings()
    known.add("A seat.", "En plads.")
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(known)))
    assert compiled.gettext("A seat.") == "En plads."
    assert compiled.info().keys() == {
        "project-id-version",
        "language",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "plural-forms",
    }


# --- Rendering -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "english", "danish"),
    [
        (0, "0 meetings have no host.", "0 møder har ingen vært."),
        (1, "1 meeting has no host.", "1 møde har ingen vært."),
        (2, "2 meetings have no host.", "2 møder har ingen vært."),
    ],
)
def test_a_sentence_that_counts(n: int, english: str, danish: str) -> None:
    sentence = say_n("{n} meeting has no host.", "{n} meetings have no host.", n)
    assert (sentence.text(EN), sentence.text(DA)) == (english, danish)


def test_a_sentence_is_english_until_somebody_asks_for_danish() -> None:
    sentence = say("{name} has no department.", name="Åse Mølgård")
    assert str(sentence) == sentence.text(EN) == "Åse Mølgård has no department."
    assert sentence.text(DA) == "Åse Mølgård har intet fagområde."


def test_a_sentence_that_the_catalogue_lacks_stays_english() -> None:
    assert say("Nobody ever says {this}.", this="that").text(DA) == "Nobody ever says that."


def test_sentences_inside_a_sentence_are_rendered_with_it() -> None:
    networks = say_n("{n} network", "{n} networks", 9)
    leaders = say_n("{n} leader", "{n} leaders", 1)
    whole = say(
        "{networks} with {leaders}. {status}", networks=networks, leaders=leaders, status=say("All rules are kept.")
    )
    assert whole.text(EN) == "9 networks with 1 leader. All rules are kept."
    assert whole.text(DA) == "9 netværk med 1 leder. Alle regler er overholdt."


def test_a_list_is_joined_with_commas_and_its_items_are_rendered() -> None:
    levels = listed(say("director"), say("chief"), "Souschef", 3)
    assert render(levels, EN) == "director, chief, Souschef, 3"
    assert render(levels, DA) == "direktør, chef, Souschef, 3"
    assert render(listed(), DA) == ""
    assert render(listed(listed("a", "b"), "c"), DA) == "a, b, c"


@pytest.mark.parametrize(
    ("value", "english", "danish"),
    [
        (date(2026, 3, 1), "2026-03-01", "01-03-2026"),
        (date(1999, 12, 31), "1999-12-31", "31-12-1999"),
        (2.5, "2.5", "2,5"),
        (2.0, "2", "2"),
        (-0.125, "-0.125", "-0,125"),
        (1000000, "1,000,000", "1.000.000"),
        ("2.5", "2.5", "2.5"),
        ("", "", ""),
    ],
)
def test_dates_and_numbers_are_written_as_the_reader_writes_them(value: Value, english: str, danish: str) -> None:
    assert (render(value, EN), render(value, DA)) == (english, danish)
    assert say("end date {date}", date=value).text(DA) == f"slutdato {danish}"


@pytest.mark.parametrize("value", ["{name}", "{0}", "{", "}}", "{n!r:>10}", "100 % {", "has no id", "[bold]", "a\nb"])
@pytest.mark.parametrize("language", Language)
def test_a_value_stays_as_it_is_whatever_it_holds(value: str, language: Language) -> None:
    assert value in say("{name} has no network.", name=value).text(language)
    assert render(value, language) == value
    assert render(listed(value, value), language) == f"{value}, {value}"


def test_the_known_attributes_have_names_and_a_column_of_ones_own_keeps_its_header() -> None:
    assert [render(attribute_name(name), DA) for name in ("department", "level", "workplace", "title")] == [
        "fagområde",
        "niveau",
        "arbejdssted",
        "stilling",
    ]
    assert render(attribute_name("Distrikt"), DA) == render(attribute_name("Distrikt"), EN) == "Distrikt"
