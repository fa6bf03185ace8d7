"""What a command loads, and above all what it does not: the time of a command is mostly that of loading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netcompose.cli import COMMANDS, app

if TYPE_CHECKING:
    from collections.abc import Collection

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "odder.xlsx"
NEVER = {"pandas", "ortools.sat", "jinja2", "icalendar", "dask"}
"""What no command below needs."""
READING = {"openpyxl", "rapidfuzz"}
WRITING = {"xlsxwriter", "tomlkit", "babel"}
CODE = """
import sys
from netcompose.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sys.modules)
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that are there when a command has ended, and ended well."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


def commands_among(modules: Collection[str]) -> set[str]:
    return {name for name, module in COMMANDS.items() if f"netcompose.cli.{module}" in modules}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A folder with a plan that the deal alone composed, and what that loaded."""
    folder = tmp_path_factory.mktemp("made")
    return folder, loaded(folder, "solve", str(EXAMPLE), "-o", "plan.xlsx")


def test_solve_loads_no_cp_sat_where_deal_and_bounds_prove_the_plan(made: tuple[Path, set[str]]) -> None:
    modules = made[1]
    assert modules & NEVER == set()
    assert "ortools.graph" in modules  # duties flow to people
    assert commands_among(modules) == {"solve"}
    for unneeded in ("report.page", "report.document", "report.workbook.handout", "schedule.cause", "compose.solver"):
        assert f"netcompose.{unneeded}" not in modules, unneeded


def test_rebalance_loads_no_cp_sat_where_its_front_is_proven_without(made: tuple[Path, set[str]]) -> None:
    modules = loaded(made[0], "rebalance", "plan.xlsx", "--leaver", "0151", "-o", "next.xlsx")
    assert modules & NEVER == set()
    assert commands_among(modules) == {"rebalance"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "plan.xlsx"),
        ("explain", "plan.xlsx", "--leader", "0151"),
        ("columns", str(EXAMPLE)),
        ("policies",),
    ],
)
def test_what_only_tells_loads_neither_a_solver_nor_what_writes(
    made: tuple[Path, set[str]], arguments: tuple[str, ...]
) -> None:
    modules = loaded(made[0], *arguments)
    assert modules & (NEVER | WRITING | {"ortools"}) == set()
    assert commands_among(modules) == {arguments[0]}


def test_help_loads_no_task_and_nothing_that_reads(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--help")
    assert modules & (NEVER | READING | WRITING | {"ortools", "holidays", "pydantic"}) == set()
    assert [name for name in modules if name.startswith(("netcompose.tasks", "netcompose.read"))] == []
    assert commands_among(modules) == set(COMMANDS)


def test_every_command_is_known_by_its_module() -> None:
    entered = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    groups = [group.name for group in app.registered_groups]
    assert {*entered, *groups} == set(COMMANDS)


def test_a_file_alone_is_solved(tmp_path: Path) -> None:
    """Dragged onto the program: no command says what to put together."""
    loaded(tmp_path, str(EXAMPLE), "-o", "plan.xlsx", "--quiet")
    assert (tmp_path / "plan.xlsx").exists()
