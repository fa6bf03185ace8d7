"""The house: floors, twins, and what starting up costs."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from netcompose.appoint.prices import PRICES
from netcompose.plan import Duty
from netcompose.policy.catalogue import DUTIES
from netcompose.policy.settings import Avoidance, Preference

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "netcompose"


def modules(folder: str) -> set[str]:
    return {path.stem for path in (SOURCE / folder).glob("*.py")} - {"__init__"}


def test_imports_point_only_down_the_floors() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_each_rule_has_a_judge_and_an_encoder_of_one_name() -> None:
    assert modules("policy/rules") == modules("compose/rules")


def test_each_duty_has_a_judge_and_each_word_a_price() -> None:
    criteria = {word for union in (Avoidance, Preference) for word in words(union)}
    assert set(PRICES) == criteria
    assert set(DUTIES) == set(Duty)


def words(literal: Any) -> set[str]:
    """All texts of a Literal, or of a union of several."""
    return {text for part in get_args(literal) for text in ({part} if isinstance(part, str) else words(part))}


def test_each_rule_goal_and_duty_has_a_heading_in_the_docs() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    for name in modules("policy/rules") | {duty.value for duty in Duty}:
        assert f"### {name}\n" in page, name


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {path.name for path in SOURCE.rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 450}
    assert long <= {"catalogue.py"}  # one entry for each finding, to be looked up and not read


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["solve", "--help"],
        ["rebalance", "--help"],
        ["check", "--help"],
        ["what-if", "--help"],
        ["explain", "--help"],
        ["policies", "--help"],
    ],
)
def test_help_loads_no_solver_and_no_spreadsheet_library(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom netcompose.cli import app\n"
        f"try: app({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'ortools', 'pandas', 'openpyxl', 'xlsxwriter', 'rapidfuzz', 'numpy', 'jinja2', 'babel'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_no_two_test_files_share_a_name() -> None:
    """pytest imports them by name: the second one would end the whole run."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


HANDING_ON = sorted(path for path in SOURCE.rglob("*.py") if "\n__all__" in path.read_text("utf-8"))


@pytest.mark.parametrize("path", HANDING_ON, ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_a_module_says_it_hands_on_is_there(path: Path) -> None:
    module = importlib.import_module(
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    )
    named = module.__all__
    assert len(set(named)) == len(named) > 0
    assert [name for name in named if not hasattr(module, name)] == []
