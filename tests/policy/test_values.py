"""What is wrong with a value of the policy, in both languages."""

from __future__ import annotations

import pytest

from netcompose.findings import Refused
from netcompose.language import Language
from netcompose.policy.load import parse_policy
from netcompose.policy.values import fault_of

HEAD = 'name = "own"\n[networks]\nsize = "8-9"\n'


def faults(text: str, language: Language) -> list[str]:
    with pytest.raises(Refused) as refused:
        parse_policy(text, "own.toml")
    return [finding.message.text(language) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("settings", "english", "danish"),
    [
        ('[meetings]\na_year = "many"\n', "that is no whole number", "det er ikke et helt tal"),
        ("[meetings]\na_year = 3.5\n", "that is no whole number", "det er ikke et helt tal"),
        ('[meetings]\nhours = "long"\n', "that is no number", "det er ikke et tal"),
        ("[meetings]\nhours = 0\n", "that is not more than 0", "det er ikke mere end 0"),
        ("[meetings]\nhours = nan\n", "that is no number", "det er ikke et tal"),
        ("[period]\nmonths = 0\n", "that is less than 1", "det er mindre end 1"),
        ("[period]\nmonths = 61\n", "that is more than 60", "det er mere end 60"),
        (
            '[period]\nfirst = "soon"\n',
            "that is no day; write it like 2027-01-31",
            "det er ikke en dato; skriv den som 2027-01-31",
        ),
        (
            '[meetings]\na_year = 3\nstart = "nine"\n',
            "that is no time of day; write it like 09:00",
            "det er ikke et klokkeslæt; skriv det som 09:00",
        ),
        (
            '[[phases]]\nname = "Start"\nweeks = 3\nhours = {host = inf}\n',
            "that is more than 9999",
            "det er mere end 9999",
        ),
        ("[rules]\nsiblings = 3\n", "write true or false", "skriv true eller false"),
        ('[rules]\nsiblings = "perhaps"\n', "write true or false", "skriv true eller false"),
        ('[rules]\nreporting_line = "up"\n', "write one of direct, chain, off", "skriv en af direct, chain, off"),
        (
            "[evaluation]\nby = 3\n",
            "that is no text; put it in quotes",
            "det er ikke en tekst; sæt den i anførselstegn",
        ),
        ('[evaluation]\nmonth = "January"\n', "write it like 2027-01", "skriv det som 2027-01"),
        ('[evaluation]\nafter_months = "six"\n', "write it like 6-12", "skriv det som 6-12"),
        ('[[phases]]\nname = ""\nweeks = 3\n', "that is empty", "det er tomt"),
        (
            '[[limits]]\nattribute = "level"\nvalue = []\nat_least = 1\n',
            "that is too few; it takes at least 1",
            "det er for få; der skal mindst 1 til",
        ),
        (
            "[meetings]\na_year = 3\nclosed_weeks = 42\n",
            "that is no list; put it in square brackets",
            "det er ikke en liste; sæt den i kantede parenteser",
        ),
        (
            "[duties]\nhost = 3\n",
            "that is no table with settings of its own",
            "det er ikke en tabel med egne indstillinger",
        ),
        ('[participants]\nlevels = ["boss"]\n', "write one of director, chief", "skriv en af director, chief"),
    ],
)
def test_a_value_of_another_kind_is_told_in_both_languages(settings: str, english: str, danish: str) -> None:
    assert any(english in message for message in faults(HEAD + settings, Language.EN))
    told = faults(HEAD + settings, Language.DA)
    assert any(danish in message for message in told)
    assert all(message.startswith("Politikken own.toml ") for message in told)


@pytest.mark.parametrize(
    ("settings", "english", "danish"),
    [
        (
            "[rules]\nreporting_depth = 2\n",
            "The policy own.toml contradicts itself at 'rules': reporting_depth says how far up a chain goes, but reporting_line is direct.",
            "Politikken own.toml modsiger sig selv ved 'rules': "
            "reporting_depth siger, hvor langt op en kæde går, men reporting_line er direct.",
        ),
        (
            "[meetings]\nevery_months = 5\n",
            "The policy own.toml contradicts itself at 'meetings': every_months = 5 does not divide a year; write 1, 2, 3, 4, 6 or 12.",
            "Politikken own.toml modsiger sig selv ved 'meetings': every_months = 5 går ikke op i et år; skriv 1, 2, 3, 4, 6 eller 12.",
        ),
        (
            '[meetings]\na_year = 3\nstart = "23:00"\nhours = 2.5\n',
            "The policy own.toml contradicts itself at 'meetings': a meeting that begins at 23:00 and lasts 2.5 hours ends after midnight.",
            "Politikken own.toml modsiger sig selv ved 'meetings': et møde, der begynder kl. 23:00 og varer 2,5 timer, slutter efter midnat.",
        ),
    ],
)
def test_a_contradiction_is_told_in_both_languages(settings: str, english: str, danish: str) -> None:
    assert faults(HEAD + settings, Language.EN) == [english]
    assert faults(HEAD + settings, Language.DA) == [danish]


def test_what_is_not_known_yet_is_told_in_the_librarys_words() -> None:
    assert fault_of({"type": "news", "loc": (), "msg": "Input should be new", "input": 1}) == "Input should be new"
    pattern = {"type": "string_pattern_mismatch", "loc": (), "msg": "no match", "input": "", "ctx": {"pattern": "x"}}
    assert fault_of(pattern) == "no match"  # type: ignore[arg-type]
    error = {
        "type": "value_error",
        "loc": (),
        "msg": "Value error, odd",
        "input": "",
        "ctx": {"error": ValueError("odd")},
    }
    assert fault_of(error) == "odd"  # type: ignore[arg-type]
