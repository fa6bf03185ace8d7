"""The help and the first steps in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.cli.spoken import asked_language, help_texts
from netcompose.language import Language, translations

if TYPE_CHECKING:
    from pathlib import Path

DANISH = {"LC_ALL": "da_DK.UTF-8", "LANG": "", "LC_MESSAGES": ""}


def run(*arguments: str | Path, **environment: str) -> Result:
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C", "LC_MESSAGES": "", "LANG": ""}
    return CliRunner().invoke(app, [str(a) for a in arguments], env={**plain, **environment})


def test_the_help_of_every_command_is_danish_when_asked_for() -> None:
    for command in get_command(app).commands:  # type: ignore[attr-defined]
        danish, english = (run(command, "--help", "--lang", language).stdout for language in ("da", "en"))
        assert "Vis denne hjælp." in danish
        assert "Svarets sprog." in danish
        assert "Tilvalg" in danish
        assert "Show this message and exit." in english
        assert "Options" in english
        assert set(re.findall(r"--[a-z-]+", danish)) == set(re.findall(r"--[a-z-]+", english))


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["solve", "-h"], ["policies", "show", "--help"]])
def test_the_help_follows_the_machine_when_nothing_is_asked(arguments: list[str]) -> None:
    assert "Vis denne hjælp." in run(*arguments, **DANISH).stdout
    assert "Show this message and exit." in run(*arguments).stdout
    assert "Show this message and exit." in run(*arguments, "--lang=en", **DANISH).stdout


def test_the_first_steps_follow_the_machine_or_the_option() -> None:
    assert "netcompose solve ledere.xlsx" in run(**DANISH).stdout
    assert "netcompose solve ledere.xlsx" in run("--lang", "da").stdout
    assert "netcompose solve leaders.xlsx" in run().stdout


def test_every_text_of_the_help_is_in_the_catalogue() -> None:
    catalogue = translations(Language.DA)
    texts = set(help_texts(get_command(app)))
    assert len(texts) > 70
    assert not [text for text in texts if catalogue.gettext(text) == text]


def test_a_language_that_is_none_of_ours_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    assert asked_language(["solve", "--lang", "fr"]) is Language.DA
    assert asked_language(["solve", "--lang"]) is Language.DA
    assert asked_language(["--lang=en"]) is Language.EN
    assert run("solve", "x.xlsx", "--lang", "fr").exit_code == 2


def test_flags_show_no_type() -> None:
    assert "bool" not in run("solve", "--help").stdout


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("Id;Navn;Fagområde;Nærmeste leder", "heraf"),
        ("Id;Name;Department;Reports to", "of whom"),
    ],
)
def test_the_headers_go_before_the_machine(tmp_path: Path, headers: str, said: str) -> None:
    rows = ["1;Ann Top;Board;", *(f"{n};Leader {'abcdefgh'[n]};D{n % 3};1" for n in range(2, 8))]
    (tmp_path / "list.csv").write_text("\n".join([headers, *rows]), "utf-8")
    other = {} if "Navn" in headers else DANISH
    assert said in run("columns", tmp_path / "list.csv", **other).stdout


def test_headers_that_say_nothing_leave_it_to_the_machine(tmp_path: Path) -> None:
    rows = ["1;Ann Top;Board;", *(f"{n};Leader {'abcdefgh'[n]};D{n % 3};1" for n in range(2, 8))]
    (tmp_path / "list.csv").write_text("\n".join(["A;B;C;D", *rows]), "utf-8")
    columns = [
        f"--column={field}={header}"
        for field, header in zip(("id", "name", "department", "manager"), "ABCD", strict=True)
    ]
    assert "heraf" in run("columns", tmp_path / "list.csv", *columns, **DANISH).stdout
    assert "of whom" in run("columns", tmp_path / "list.csv", *columns).stdout
