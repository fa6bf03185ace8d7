"""What the README tells people to type works."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netcompose.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def test_there_are_two_commands_to_begin_with_and_ci_runs_the_second() -> None:
    first, second = (block.strip() for block in blocks("sh"))
    assert first.endswith("netcompose solve data/examples/odder.xlsx")
    assert "--constraint constraints.txt" in first
    assert second == "python3 scripts/test.py"
    assert second in (ROOT / ".ci" / "run").read_text("utf-8")


def test_each_command_shown_works_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "data" / "examples" / "odder.xlsx", tmp_path / "leaders.xlsx")
    monkeypatch.chdir(tmp_path)
    commands = [
        re.split(r"  +", line)[0]
        for block in blocks("")
        for line in block.splitlines()
        if line.startswith("netcompose ")
    ]
    assert len(commands) >= 5
    for command in commands:
        line, _, target = command.partition(" > ")
        result = CliRunner().invoke(app, line.split()[1:])
        assert result.exit_code == 0, (command, result.output)
        if target:
            Path(target).write_text(result.stdout, "utf-8")


@pytest.mark.parametrize(
    ("page", "file"), [("docs/tutorial.md", "leaders.xlsx"), ("docs/da/kom-i-gang.md", "ledere.xlsx")]
)
def test_the_tutorial_can_be_followed(page: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "data" / "examples" / "odder.xlsx", tmp_path / file)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^netcompose (.*)$", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE)
    commands = [command for command in commands if not command.startswith("sammensætter")]
    assert len(commands) == 7
    for command in commands:
        result = CliRunner().invoke(app, shlex.split(command))
        assert result.exit_code == 0, (command, result.output)


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not link.startswith("http"):
            assert (page.parent / link).exists(), link
