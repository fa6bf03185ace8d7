"""The template and the policy that `init` writes: what they say is read back as it was meant."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from netcompose.language import Language
from netcompose.organisation import Level, Organisation
from netcompose.policy.load import load_policy, parse_policy, policy_text, shipped_policies
from netcompose.policy.reference import NAMED, schema, settings
from netcompose.read import read_organisation
from netcompose.report.new_policy import new_policy
from netcompose.report.workbook import write_template
from netcompose.report.workbook.guide import COLUMNS
from netcompose.report.workbook.invented import invented
from netcompose.sheets import Column, TemplateSheet

if TYPE_CHECKING:
    from pathlib import Path

    from netcompose.policy.settings import Policy


def sign_up() -> Policy:
    policy = load_policy("odder")
    return policy.model_copy(update={"participants": policy.participants.model_copy(update={"sign_up": True})})


@pytest.mark.parametrize("language", list(Language))
def test_the_ten_are_read_as_they_were_meant(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, policy=load_policy("odder"), language=language)
    source = read_organisation(path)
    assert source.language is language
    assert source.organisation.people == invented(language).people
    assert {finding.code for finding in source.findings} <= {"NC218", "NC311"}
    assert {choice.header for choice in source.columns} == {
        column.title(language) for column, told in COLUMNS.items() if told.shown
    }


@pytest.mark.parametrize("language", list(Language))
def test_every_column_is_explained_and_offers_what_it_takes(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, policy=load_policy("odder"), language=language)
    book = load_workbook(path)
    leaders, guide = (book[sheet.title(language)] for sheet in TemplateSheet)
    assert set(COLUMNS) == set(Column)
    for cell in leaders[1]:
        assert cell.comment is not None, cell.value
    told = [row[0].value for row in guide.iter_rows(min_row=10)]
    assert [column.title(language) for column in COLUMNS] == told
    rules = {str(rule.sqref)[0]: rule for rule in leaders.data_validations.dataValidation}
    header = {cell.value: cell.column_letter for cell in leaders[1]}
    yes_no = '"Ja,Nej"' if language is Language.DA else '"Yes,No"'
    assert rules[header[Column.ACTING.title(language)]].formula1 == yes_no
    assert rules[header[Column.MANAGER.title(language)]].formula1 == "$A$2:$A$501"
    levels = [cell.value for cell in book[book.sheetnames[1]]["A"]]
    assert levels[0] in {"Direktør", "Director"}
    assert len(levels) == 4
    assert leaders.freeze_panes == "C2"


def test_a_policy_with_sign_up_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, policy=sign_up(), language=Language.EN)
    assert "Signed up" in [cell.value for cell in load_workbook(path)["Leaders"][1]]


def test_a_policys_own_names_of_levels_are_offered(tmp_path: Path) -> None:
    policy = load_policy("odder").model_copy(update={"levels": {Level.DIRECTOR: ("Kommunaldirektør",)}})
    people = Organisation(
        tuple(p for p in invented(Language.DA).people if p.level is not Level.DIRECTOR and not p.manager)
    )
    write_template(tmp_path / "template.xlsx", policy=policy, language=Language.DA, organisation=people)
    book = load_workbook(tmp_path / "template.xlsx")
    levels = [cell.value for cell in book[book.sheetnames[1]]["A"]]
    assert "Kommunaldirektør" in levels
    assert "Direktør" not in levels


def test_an_export_comes_back_as_it_was_understood(tmp_path: Path) -> None:
    people = invented(Language.DA)
    changed = people.with_people(
        {
            "1004": replace(
                people.person("1004"),
                name="=1+1",
                level_name="Mellemleder",
                network="3",
                locked=True,
                competences=("rolig", "nysgerrig"),
                own_columns=(("Lokal", "0012"), ("Netværk", "=2+2")),
            )
        }
    )
    path = tmp_path / "template.xlsx"
    write_template(path, policy=load_policy("odder"), language=Language.DA, organisation=changed)
    again = read_organisation(path).organisation.person("1004")
    assert (again.name, again.level_name, again.network, again.locked) == ("=1+1", "Mellemleder", "3", True)
    assert again.competences == ("rolig", "nysgerrig")
    assert dict(again.own_columns)["Lokal"] == "0012"
    assert "=2+2" in dict(again.own_columns).values()
    guide = load_workbook(path)["Vejledning"]
    assert "opdigtede" not in guide["A2"].value


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", shipped_policies())
def test_a_policy_of_ones_own_is_the_shipped_one_with_more_comments(name: str, language: Language) -> None:
    text = new_policy(policy_text(name), name, language)
    assert parse_policy(text, "own") == load_policy(name)
    assert all(f"#   {setting.key}: " in text for setting in settings())
    first = "# Jeres egen politik" if language is Language.DA else "# Your own policy"
    assert text.startswith(first)


def test_the_reference_knows_every_setting_of_the_shipped_policies() -> None:
    known = {setting.path for setting in settings()}
    free = {"levels", "columns", "phases.hours"}  # their keys are names of levels, fields and duties

    def paths(table: dict[str, object], above: str) -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            path = f"{above}.{key}" if above else key
            if isinstance(value, dict) and any(one.startswith(f"{path}.{NAMED}.") for one in known):
                found |= set().union(*(paths(one, f"{path}.{NAMED}") for one in value.values()))
                continue
            inner = value if isinstance(value, list) else [value]
            tables = [one for one in inner if isinstance(one, dict)]
            if tables and path not in free:
                found |= set().union(*(paths(one, path) for one in tables))
            else:
                found.add(path)
        return found

    for name in shipped_policies():
        assert paths(tomllib.loads(policy_text(name)), "") <= known, name
    assert {setting.path for setting in settings() if setting.repeated} >= {"goals.goal", "limits.value", "strata.name"}
    assert next(s for s in settings() if s.path == "networks.size").takes == "size, like 8-9"
    assert next(s for s in settings() if s.path == "participants.acting").takes == "ask | include | exclude"
    assert schema()["additionalProperties"] is False
    assert Level.CHIEF.value in str(schema())
