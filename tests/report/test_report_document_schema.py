"""Every document that the commands give validates against the published schema, and the schema knows every key of it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from typer.testing import CliRunner

from netcompose.cli import app
from netcompose.policy.load import shipped_policies
from netcompose.report.document_schema import document_schema

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "data" / "examples"


def strict(schema: Any) -> Any:
    """The schema with no key let in that it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(part) for key, part in schema.items()}
    if found.get("type") == "object" and "required" in found and "allOf" not in found:
        found["additionalProperties"] = False
    return found


def validator() -> Any:
    schema = strict(document_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def document(*arguments: str | Path, code: int = 0) -> dict[str, Any]:
    answer = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert answer.exit_code == code, answer.stderr
    found = json.loads(answer.stdout)
    assert isinstance(found, dict)
    validator().validate(found)
    return found


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("plans")
    found = {}
    for name in shipped_policies():
        found[name] = folder / f"{name}.xlsx"
        told = document("solve", EXAMPLES / f"{name}.xlsx", "--policy", name, "-o", found[name])
        assert told["format"] == "netcompose.plan/1"
        assert told["networks"]
    return found


def test_the_plans_of_all_examples_and_what_the_judges_say_of_them(plans: dict[str, Path]) -> None:
    for plan in plans.values():
        told = document("check", plan)
        assert told["format"] == "netcompose.check/1"
        assert told["verdicts"]


def test_a_rebalancing(plans: dict[str, Path], tmp_path: Path) -> None:
    told = document("solve", EXAMPLES / "odder.xlsx", "-o", tmp_path / "p.xlsx")
    leaver = told["networks"][0]["members"][0]
    told = document("rebalance", plans["odder"], "--leaver", leaver, "-o", tmp_path / "r.xlsx")
    assert told["leavers"] == [leaver]
    assert told["trade_off"]


def test_an_explanation_a_comparison_and_a_repeat(plans: dict[str, Path]) -> None:
    one = document("check", plans["danica"])["swaps"]
    rows = list(openpyxl.load_workbook(plans["danica"])["Fordeling"].iter_rows(min_row=2, max_col=2, values_only=True))
    first, second = str(rows[0][0]), str(rows[12][0])
    assert "networks" in document("explain", plans["danica"], "--leader", first)
    assert "change" in document("explain", plans["danica"], "--swap", first, second)
    assert isinstance(one, list)
    told = document("what-if", EXAMPLES / "danica.xlsx", "--policy", "danica", "--size", "6-8", "--size", "40-50")
    assert {scenario["status"] for scenario in told["scenarios"]} >= {"infeasible"}
    repeated = document("repeat", plans["danica"], "--org", EXAMPLES / "danica.xlsx")
    assert repeated["same"] is True


def test_what_cannot_be_solved_and_what_is_refused(tmp_path: Path) -> None:
    told = document(
        "solve", EXAMPLES / "odder.xlsx", "--networks", "30", "--size", "8-9", "-o", tmp_path / "p.xlsx", code=4
    )
    assert told["format"] == "netcompose.infeasible/1"
    assert told["ways_out"]
    (tmp_path / "empty.csv").write_text("", "utf-8")
    assert document("solve", tmp_path / "empty.csv", code=3)["format"] == "netcompose.findings/1"


def test_the_policies() -> None:
    assert len(document("policies")["policies"]) == 5
    assert document("policies", "compare", "odder", "danica")["settings"]


def test_the_schema_refuses_what_is_none_of_ours(plans: dict[str, Path]) -> None:
    told = document("check", plans["odder"])
    assert not list(validator().iter_errors(told))
    for change in ({"format": "netcompose.check/9"}, {"verdicts": None}, {"surprise": 1}):
        assert list(validator().iter_errors({**deepcopy(told), **change}))
    del told["goals"]
    assert list(validator().iter_errors(told))
    published = json.loads((ROOT / "docs" / "reference" / "documents.schema.json").read_text("utf-8"))
    assert published == document_schema()
