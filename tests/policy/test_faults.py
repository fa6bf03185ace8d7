"""A faulty policy file: every key misspelt, every value of the wrong kind, and contradictions, each answered with its own sentence."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit

from netcompose.findings import Refused
from netcompose.policy.load import load_policy, parse_policy, policy_toml, shipped_policies

if TYPE_CHECKING:
    from collections.abc import Iterator

FREE = {("columns",), ("levels",), ("duties", "reference_leader", "types")}
"""Tables whose keys are the organisation's own words."""


def keys(table: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key of a policy in full."""
    if isinstance(table, list):
        for index, entry in enumerate(table):
            if isinstance(entry, dict):
                yield from keys(entry, (*above, index))
    elif isinstance(table, dict):
        for key, value in table.items():
            yield (*above, key)
            yield from keys(value, (*above, key))


@lru_cache
def in_full(name: str) -> str:
    return policy_toml(load_policy(name))


def cases() -> list[tuple[str, tuple[str | int, ...]]]:
    """Each key once, in the first policy that has it."""
    found: dict[tuple[str, ...], tuple[str, tuple[str | int, ...]]] = {}
    for name in shipped_policies():
        for path in keys(tomllib.loads(in_full(name))):
            found.setdefault(tuple("" if isinstance(step, int) else step for step in path), (name, path))
    return list(found.values())


def free(path: tuple[str | int, ...]) -> bool:
    """Whether the key is the organisation's own word."""
    return any(path[: len(table)] == table for table in FREE) or (path[0] == "phases" and "hours" in path)


def refusal(table: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        parse_policy(tomlkit.dumps(table), "own.toml")
    return [(f.code, str(f.message), str(f.remedy)) for f in refused.value.findings]


def changed(name: str, path: tuple[str | int, ...]) -> tuple[dict[str, Any], Any, Any]:
    """The policy as a table, the table that the path's last step is in, and that step."""
    whole = tomllib.loads(in_full(name))
    place: Any = whole
    for step in path[:-1]:
        place = place[step]
    return whole, place, path[-1]


def spelt(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def test_every_misspelt_key_is_answered_with_the_right_one() -> None:
    tried = 0
    for name, path in cases():
        if free(path):
            continue
        whole, place, key = changed(name, path)
        place[f"{key}x"] = deepcopy(place.pop(key))
        found = refusal(whole)
        sentence = f"The policy own.toml has an unknown key '{spelt((*path[:-1], f'{key}x'))}'."
        assert ("NC003", sentence, f"Did you mean '{key}'?") in found, path
        tried += 1
    assert tried > 100


def test_every_value_of_the_wrong_kind_is_named() -> None:
    tried = 0
    for name, path in cases():
        whole, place, key = changed(name, path)
        place[key] = 3.5 if isinstance(place[key], dict) else {"of": "another kind"}
        if key == "attribute" or free(path):
            continue
        found = refusal(whole)
        assert any(
            code in {"NC004", "NC005"} and (spelt(path) in message or str(key) in message) for code, message, _ in found
        ), (
            path,
            found,
        )
        tried += 1
    assert tried > 100


SMALLEST = 'name = "own"\n[networks]\nsize = "8-9"\n'
CONTRADICTIONS = {
    '[duties.contact]\nlevels = []': None,
    '[duties.chair]\n[participants]\nlevels = ["leader_of_employees"]': "the chair is a member of the network, but chief, director take no part in the networks",
    '[duties.facilitator]': "the facilitators are a corps, but neither levels nor roles say who is in it",
    '[duties.facilitator]\nroles = ["F"]\n[[duties.facilitator.modes]]\nmode = "hr"\nfrom_meeting = 2\n[meetings]\na_year = 3\nhours = 2': "the first of the modes begins at meeting 2; nobody facilitates before it",
    '[duties.facilitator]\n[[duties.facilitator.modes]]\nmode = "hr"\n[[duties.facilitator.modes]]\nmode = "rolling"\nfrom_meeting = 1\n[meetings]\na_year = 3\nhours = 2': "from_meeting = 1 stands after from_meeting = 1",
    '[duties.facilitator]\n[[duties.facilitator.modes]]\nmode = "rolling"': "the facilitator changes from meeting to meeting, but there are no [meetings]",
    '[duties.deputy]\nnever = ["new_leader"]\navoid = ["new_leader"]': "new_leader is both never and to be avoided",
    '[duties.deputy]\nprefer = ["wish", "wish"]': "wish is listed twice",
    '[duties.deputy]\nnever = ["holder_of_chair"]': "deputy has holder_of_chair, but chair is not another duty that is handed out",
    '[duties.deputy]\nlevels = ["chief"]\ntypes.A = { levels = ["chief"] }': "levels and roles, types, and superior_of are three ways to say who; use one",
    '[duties.reference_leader]\ntypes.A = { levels = ["chief"] }': "the reference_leader depends on the type of network, but [networks] names no type_column",
    '[duties.personnel_manager]': "personnel_manager is the superior of network_leader, which is not handed out",
    '[duties.contact]\n[duties.deputy]\nsuperior_of = "contact"\n[duties.personnel_manager]\nsuperior_of = "deputy"': "personnel_manager is the superior of deputy, who is a superior already",
    '[duties.host]\nsame_as = "chair"': "the host is the same as chair, which is not handed out",
    '[meetings]\na_year = 3\nhours = 2\nweekdays = []': "weekdays is empty, and a week without open days has no room for a meeting",
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), CONTRADICTIONS.items())
def test_each_contradiction_has_its_own_sentence(text: str, fault: str | None) -> None:
    with pytest.raises(Refused) as refused:
        parse_policy(SMALLEST + text, "own.toml")
    messages = [(f.code, str(f.message)) for f in refused.value.findings]
    if fault is None:
        assert [code for code, _ in messages] == ["NC004"]
    else:
        assert [code for code, _ in messages] == ["NC005"]
        assert fault in messages[0][1]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('size = "9-8"', "the smallest size (9) is above the largest (8); write 8-9"),
        (
            'size = "8-9"\ngiven = true\nnumber = 3',
            "given networks are as many as the sheet has; number = 3 says otherwise",
        ),
    ],
)
def test_networks_that_cannot_be(text: str, fault: str) -> None:
    assert fault in refusal(tomllib.loads(f'name = "own"\n[networks]\n{text}'))[0][1]


def test_the_sentences_of_contradictions_differ() -> None:
    told = [fault for fault in CONTRADICTIONS.values() if fault is not None]
    assert len({*told}) == len(told)
