"""Leaders who come, as HR writes them: what a row says, whom it names, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.findings import Refused
from netcompose.organisation import Level, Organisation
from netcompose.read.joiners import read_joiners
from worlds import leader

if TYPE_CHECKING:
    from pathlib import Path

COMPANY = Organisation(
    (
        leader("1", name="Ane Chief", level=Level.CHIEF, level_name="Afdelingschef", email="ane@example.org"),
        leader("2", "1", name="Bo Berg"),
        leader("3", "1", name="Bo Berg"),
    )
)


def joined(*given: object) -> list[Any]:
    return list(read_joiners([str(one) for one in given], COMPANY, {}))


def refused(*given: object) -> list[str]:
    with pytest.raises(Refused) as found:
        joined(*given)
    assert {finding.code for finding in found.value.findings} == {"NC527"}
    return [str(finding.message) for finding in found.value.findings]


def test_a_row_tells_everything_that_a_sheet_can() -> None:
    row = (
        "id=9; first_name=Nora; last_name=New; level=afdelingschef; manager=ANE@example.org; started=1.2.2026; acting=ja; "
        "max_mentees=3; can host=no; locked=yes; network=Network 2; together=2; apart=3; competences=Law, Tax; Room=B12"
    )
    [nora] = joined(row)
    assert (nora.id, nora.name, nora.level, nora.level_name) == ("9", "Nora New", Level.CHIEF, "afdelingschef")
    assert (nora.manager, nora.started, nora.acting, nora.max_mentees) == ("1", date(2026, 2, 1), True, 3)
    assert (nora.can_host, nora.locked, nora.network, nora.new) == (False, True, "2", None)
    assert (nora.together, nora.apart, nora.competences) == (("2",), ("3",), ("Law", "Tax"))
    assert nora.own_columns == (("Room", "B12"),)


def test_newcomers_may_name_each_other() -> None:
    one, other = joined("name=Nora New; together=Otto Old", "name=Otto Old; manager=Nora New")
    assert (one.together, other.manager) == (("Otto Old",), "Nora New")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("new=no; title=Head", "--joiner new=…; title=… has no name."),
        ("name=Nora New; id=010203-1234", "--joiner Nora New has a personal number for an id."),
        ("name=Nora New; new=perhaps", "--joiner Nora New has 'perhaps' for new: neither yes nor no."),
        ("name=Nora New; acting=perhaps", "--joiner Nora New has 'perhaps' for acting: neither yes nor no."),
        ("name=Nora New; started=soon", "--joiner Nora New has 'soon' for a date."),
        ("name=Nora New; max_mentees=two", "--joiner Nora New has 'two' for a whole number."),
        ("name=Nora New; manager=Nobody", "--joiner Nora New has the manager 'Nobody', whom nobody here is."),
        ("name=Nora New; manager=Bo Berg", "--joiner Nora New has the manager 'Bo Berg', whom nobody here is."),
        ("name=Nora New; apart=Nobody", "--joiner Nora New names 'Nobody', whom nobody here is."),
        ("name=Nora New; level=Emperor", "--joiner Nora New has the level 'Emperor', which nobody here has."),
    ],
)
def test_what_cannot_be_understood_is_told(row: str, told: str) -> None:
    assert refused(row) == [told]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(refused("name=Nora New; started=soon; apart=Nobody", "title=Head")) == 3


def test_a_file_has_a_row_for_each_and_blank_rows_are_nobody(tmp_path: Path) -> None:
    file = tmp_path / "joiners.csv"
    file.write_text("First name;Last name;Title\nNora;New;Head\n;;\nOtto;Old;\n", "utf-8")
    assert [(person.name, person.title, person.new) for person in joined(file)] == [
        ("Nora New", "Head", True),
        ("Otto Old", None, True),
    ]


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "joiners.csv"
    file.write_text("Title;Department\nHead;A\n", "utf-8")
    assert refused(file) == [f"--joiner {file} has no row of headers with a name."]
