"""Command lines that cannot be used are told in the reader's language, and end with exit code 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netcompose.cli import app
from netcompose.cli.ending import Exit
from netcompose.cli.usage import Unusable, cannot_be
from netcompose.language import Language, say

ODDER = str(Path(__file__).parents[2] / "data" / "examples" / "odder.xlsx")
PLAIN = {"COLUMNS": "300", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C", "LC_MESSAGES": "", "LANG": ""}


def told(*arguments: str, danish: bool = False) -> list[str]:
    """What the box of an error says, line by line, after the usage and the hint before it."""
    result = CliRunner().invoke(app, arguments, env={**PLAIN, **({"LC_ALL": "da_DK.UTF-8"} if danish else {})})
    assert result.exit_code == Exit.USAGE, result.output
    assert result.stdout == ""
    lines = [line.strip("│ ").rstrip() for line in result.stderr.splitlines()]
    return [line for line in lines if line and not re.match(r"[╭╰]|Usage|Try|Prøv", line)]


@pytest.mark.parametrize(
    ("arguments", "english", "danish"),
    [
        (["solve"], "ORGCHART is missing.", "ORGCHART mangler."),
        (["check"], "PLAN is missing.", "PLAN mangler."),
        (
            ["sovle", "x"],
            "There is no command sovle. Did you mean solve?",
            "Der er ingen kommando sovle. Mente du solve?",
        ),
        (["brew"], "There is no command brew.", "Der er ingen kommando brew."),
        (
            ["solve", "x", "--sede", "3"],
            "There is no option --sede. Did you mean --listed, --seed, --sheet?",
            "Der er ikke noget tilvalg --sede. Mente du --listed, --seed, --sheet?",
        ),
        (["--tea"], "There is no option --tea.", "Der er ikke noget tilvalg --tea."),
        (["solve", "x", "-z"], "There is no option -z.", "Der er ikke noget tilvalg -z."),
        (
            ["solve", "x", "--networks"],
            "The option --networks needs a value behind it.",
            "Tilvalget --networks skal have en værdi efter sig.",
        ),
        (["solve", "x", "--json=3"], "The option --json takes no value.", "Tilvalget --json tager ingen værdi."),
        (
            ["solve", "my", "org", "chart.xlsx"],
            "The command has no place for 'org chart.xlsx'. A name or path with spaces in it needs quotes around it.",
            "Kommandoen har ikke plads til 'org chart.xlsx'. Et navn eller en sti med mellemrum skal stå i anførselstegn.",
        ),
        (
            ["solve", "x", "--seed", "x"],
            "--seed cannot be 'x': that is no whole number.",
            "--seed kan ikke være 'x': det er ikke et helt tal.",
        ),
        (
            ["solve", "x", "--seed", "-1"],
            "--seed cannot be '-1': that is less than 0.",
            "--seed kan ikke være '-1': det er mindre end 0.",
        ),
        (
            ["solve", "x", "--time-limit", "long"],
            "--time-limit cannot be 'long': that is no number.",
            "--time-limit kan ikke være 'long': det er ikke et tal.",
        ),
        (
            ["solve", "x", "--listed", "some"],
            "--listed cannot be 'some': write one of auto, leaders, staff.",
            "--listed kan ikke være 'some': skriv en af auto, leaders, staff.",
        ),
        (
            ["solve", "x", "--reporting-line", "is not one of 'a'"],
            "--reporting-line cannot be 'is not one of 'a'': write one of direct, chain, off.",
            "--reporting-line kan ikke være 'is not one of 'a'': skriv en af direct, chain, off.",
        ),
        (
            ["solve", ODDER, "--size", "0"],
            "--size cannot be '0': that is less than 1.",
            "--size kan ikke være '0': det er mindre end 1.",
        ),
        (
            ["solve", ODDER, "--size", "9-8"],
            "--size cannot be '9-8': the smallest size (9) is above the largest (8); write 8-9.",
            "--size kan ikke være '9-8': den mindste størrelse (9) er større end den største (8); skriv 8-9.",
        ),
        (
            ["solve", ODDER, "--size", "many"],
            "--size cannot be 'many': 'many' is no size; write it like 8-9, or 8 for exactly eight.",
            "--size kan ikke være 'many': 'many' er ikke en størrelse; skriv den som 8-9, eller 8 for netop otte.",
        ),
        (
            ["solve", ODDER, "--networks", "0"],
            "--networks: Give a number from 1 to 99,999, or auto.",
            "--networks: Angiv et tal fra 1 til 99.999, eller auto.",
        ),
        (
            ["solve", ODDER, "--column", "department"],
            "--column: 'department' should look like department=Org.enhed.",
            "--column: 'department' skal se ud som department=Org.enhed.",
        ),
        (
            ["what-if", ODDER, "--networks", "9..7"],
            "--networks: 9..7 has its last number first.",
            "--networks: 9..7 har det sidste tal først.",
        ),
        (
            ["what-if", ODDER, "--reporting-line", "up"],
            "--reporting-line: Give direct, chain or off.",
            "--reporting-line: Angiv direct, chain eller off.",
        ),
        (
            ["explain", "x", "--leader", "a", "--move", "b", "1"],
            "Ask for one of --leader, --swap and --move at a time.",
            "Brug kun en af --leader, --swap og --move ad gangen.",
        ),
    ],
)
def test_what_cannot_be_used_is_told_in_the_readers_language(arguments: list[str], english: str, danish: str) -> None:
    assert told(*arguments) == [english]
    assert told(*arguments, danish=True) == [danish]


def test_the_language_asked_for_comes_before_the_machines() -> None:
    assert told("solve", "x", "--seed", "x", "--lang", "da") == ["--seed kan ikke være 'x': det er ikke et helt tal."]
    assert told("solve", "x", "--seed", "x", "--lang=en", danish=True) == [
        "--seed cannot be 'x': that is no whole number."
    ]
    assert told("solve", "x", "--lang", "fr") == ["--lang cannot be 'fr': write one of da, en."]


@pytest.mark.parametrize(
    ("danish", "hint", "title"), [(False, "for help.", "Error"), (True, "for at få hjælp.", "Fejl")]
)
def test_usage_and_hint_stand_before_what_is_told(danish: bool, hint: str, title: str) -> None:
    environment = {**PLAIN, **({"LC_ALL": "da_DK.UTF-8"} if danish else {})}
    lines = CliRunner().invoke(app, ["solve", "x", "--seed", "x"], env=environment).stderr.splitlines()
    assert lines[0].startswith("Usage: ")
    assert " solve [OPTIONS]" in lines[0]
    assert lines[1].strip().endswith(hint)
    assert title in lines[2]


@pytest.mark.parametrize(
    ("command", "arguments", "english", "danish"),
    [
        (
            "rebalance",
            ["--successor", "0150"],
            "--successor: '0150' should look like NEW=OLD, or NEW= for nobody's successor.",
            "--successor: '0150' skal se ud som NY=GAMMEL, eller NY= for en, der ikke efterfølger nogen.",
        ),
        (
            "explain",
            ["--leader", "Nobody"],
            "--leader: 'Nobody' is no member of a network in this plan.",
            "--leader: 'Nobody' er ikke medlem af et netværk i denne plan.",
        ),
        (
            "explain",
            ["--move", "{id}", "99"],
            "--move: '99' is no network of this plan: 1, 2, 3, 4, 5, 6, 7, 8, 9.",
            "--move: '99' er ikke et netværk i denne plan: 1, 2, 3, 4, 5, 6, 7, 8, 9.",
        ),
    ],
)
def test_what_does_not_fit_a_plan_is_told_in_the_language_asked_for(
    tmp_path: Path, command: str, arguments: list[str], english: str, danish: str
) -> None:
    from netcompose.policy.load import load_policy
    from netcompose.read import Reading, read_plan

    plan = tmp_path / "plan.xlsx"
    assert CliRunner().invoke(app, ["solve", ODDER, "-o", str(plan), "-q"], env=PLAIN).exit_code == Exit.OK
    people = read_plan(plan, Reading(levels=load_policy("odder").levels)).organisation.people
    id = next(person.id for person in people if person.network)
    asked = [argument.format(id=id) for argument in arguments]
    assert told(command, str(plan), *asked, "--lang", "en") == [english]
    assert told(command, str(plan), *asked, "--lang", "da") == [danish]


def test_a_sentence_is_english_until_somebody_says_otherwise() -> None:
    error = Unusable(cannot_be("--size", "x", say("that is no number")))
    assert error.format_message() == str(error.told) == "--size cannot be 'x': that is no number."
    error.language = Language.DA
    assert error.format_message() == "--size kan ikke være 'x': det er ikke et tal."


@pytest.mark.parametrize("command", [["solve", ODDER], ["init"]])
def test_a_file_that_is_a_folder_is_told_in_the_readers_language(command: list[str], tmp_path: Path) -> None:
    for name in ("", ".", str(tmp_path)):
        result = CliRunner().invoke(app, [*command, "--output", name], env={**PLAIN, "LC_ALL": "da_DK.UTF-8"})
        assert result.exit_code == Exit.USAGE
        assert "kan ikke skrives: Det er en mappe." in result.stderr
    assert list(tmp_path.iterdir()) == []
