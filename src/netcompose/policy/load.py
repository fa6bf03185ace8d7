"""Find a policy by name or file, and read it; every fault at once, each with the nearest right key.

tomlkit, which keeps comments, is imported only where TOML is written: most commands read a policy and no more.
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel, ValidationError

from netcompose.findings import Finding, Refused, Severity
from netcompose.language import listed, say
from netcompose.policy.settings import Policy
from netcompose.policy.values import fault_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from netcompose.language import Sentence


def shipped_policies() -> tuple[str, ...]:
    """Names of the policies that come with the tool, in order."""
    return tuple(
        sorted(
            f.name.removesuffix(".toml")
            for f in files("netcompose.policy.shipped").iterdir()
            if f.name.endswith(".toml")
        )
    )


def load_policy(name_or_file: str) -> Policy:
    """The policy with this name, or in this TOML file.

    Raises:
        Refused: there is no such policy (NC001), its TOML cannot be read (NC002), or its settings are faulty (NC003-NC005).
    """
    return parse_policy(policy_text(name_or_file), name_or_file)


def policy_text(name_or_file: str) -> str:
    """A policy's TOML as it stands, with its comments (Refused, NC001, when there is none)."""
    if name_or_file in shipped_policies():
        return files("netcompose.policy.shipped").joinpath(f"{name_or_file}.toml").read_text("utf-8")
    path = Path(name_or_file)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            [_finding("NC002", say("The policy file is not text in UTF-8."), say("Save it as UTF-8."), name_or_file)]
        ) from None
    except (OSError, ValueError):
        nearest = get_close_matches(name_or_file, shipped_policies(), n=1)
        remedy = (
            say("Did you mean {nearest}? Or give the path of a TOML file.", nearest=nearest[0])
            if nearest
            else say("Use one of {names}, or the path of a TOML file.", names=listed(*shipped_policies()))
        )
        raise Refused(
            [_finding("NC001", say("There is no policy '{name}'.", name=name_or_file), remedy, name_or_file)]
        ) from None


def parse_policy(text: str, origin: str) -> Policy:
    """The policy that a TOML text describes; `origin` says in a finding where the text is from.

    Raises:
        Refused: as `load_policy`.
    """
    try:
        table = _table(text)
    except tomllib.TOMLDecodeError as error:
        message = say("The policy {origin} is not valid TOML: {fault}.", origin=origin, fault=str(error))
        raise Refused(
            [_finding("NC002", message, say("Mend that line; names with æ, ø or å need quotes."), origin)]
        ) from None
    try:
        return Policy.model_validate(table)
    except ValidationError as error:
        raise Refused([_fault(detail, origin) for detail in error.errors(include_url=False)]) from None


def _table(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        TOMLDecodeError: it is none, or nests deeper than can be read; no setting is deeper than five tables.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("tables or lists are nested too deep") from None


def with_setting(policy: Policy, key: str, text: str) -> Policy:
    """The policy with one setting changed: `key` is its path ("rules.siblings"), `text` its value as TOML writes it.

    What is no TOML is taken as text (`networks.size=8-9`). Entries of a list are counted from 1 (`goals.1.weight`).

    Raises:
        Refused: as `load_policy`; an unknown key is told with the nearest right one.
    """
    try:
        value: Any = _table(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    table = policy.model_dump(mode="json", exclude_none=True)
    *above, last = key.split(".")
    place: Any = table
    for step in above:
        place = _inside(place, step)
    if isinstance(place, list) and last.isdecimal() and 0 < int(last) <= len(place):
        place[int(last) - 1] = value
    elif isinstance(place, dict):
        place[last] = value
    else:
        raise Refused([_no_place(key)])
    try:
        return Policy.model_validate(table)
    except ValidationError as error:
        raise Refused([_fault(detail, f"--set {key}") for detail in error.errors(include_url=False)]) from None


def _inside(place: Any, step: str) -> Any:
    """The table or list under a step of a key; a table that is not there yet is made, and refused later if it is unknown."""
    if isinstance(place, list) and step.isdecimal() and 0 < int(step) <= len(place):
        return place[int(step) - 1]
    if isinstance(place, dict):
        return place.setdefault(step, {})
    return None


def _no_place(key: str) -> Finding:
    message = say("The policy has no setting '{key}'.", key=key)
    return _finding("NC003", message, say("Known here: {keys}.", keys=listed(*_keys(Policy, []))), key)


def policy_toml(policy: Policy) -> str:
    """The policy in full as TOML, defaults included: `parse_policy` of it gives the same policy."""
    import tomlkit

    return tomlkit.dumps(policy.model_dump(mode="json", exclude_none=True))


def differences(one: Policy, other: Policy) -> tuple[tuple[str, str | None, str | None], ...]:
    """Every setting in which two policies differ, as (key, value, value) in TOML, None where it is not there; names and sources apart.

    An entry of a list of tables is known by what it is about: goals.mix.department, strata.Topledere.
    """
    flat = [_flat(policy.model_dump(mode="json", exclude_none=True)) for policy in (one, other)]
    keys = [key for key in dict.fromkeys((*flat[0], *flat[1])) if key not in {"name", "title", "source"}]
    return tuple((key, flat[0].get(key), flat[1].get(key)) for key in keys if flat[0].get(key) != flat[1].get(key))


def _flat(table: Mapping[str, Any], above: str = "") -> dict[str, str]:
    import tomlkit

    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        elif isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            for entry in value:
                named = [entry[part] for part in _ABOUT if part in entry]
                words = (" / ".join(part) if isinstance(part, list) else str(part) for part in named)
                flat |= _flat(entry, f"{above}{key}.{'.'.join(words)}.")
        elif value != []:
            flat[f"{above}{key}"] = tomlkit.item(value).as_string()
    return flat


_ABOUT: Final = ("goal", "attribute", "value", "stratum", "name", "mode")
"""Keys that tell the entries of a list of tables from each other."""


def renamed(text: str, name: str) -> str:
    """A policy's TOML under another name; all else, comments too, stays as it was. A name that no policy can have is left out."""
    import tomlkit

    document = tomlkit.parse(text)
    slug = re.sub(r"[^a-z0-9_-]+", "-", name.casefold().translate(_PLAIN)).strip("-_")
    if slug:
        document["name"] = slug
    return tomlkit.dumps(document)


_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def with_columns(text: str, columns: Mapping[str, str]) -> str:
    """A policy's TOML with these columns (field = header) written into [columns]; all else, comments too, stays as it was."""
    import tomlkit

    document = tomlkit.parse(text)
    table = document.setdefault("columns", tomlkit.table())
    for field, header in columns.items():
        table[field] = header
    return tomlkit.dumps(document)


def _finding(code: str, message: Sentence, remedy: Sentence, value: str | None = None) -> Finding:
    return Finding(code, Severity.ERROR, message, remedy, value=value)


def _fault(detail: ErrorDetails, origin: str) -> Finding:
    """One finding for one fault that pydantic saw."""
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"] if not _internal(part))
    if detail["type"] == "extra_forbidden":
        *above, wrong = detail["loc"]
        known = _keys(Policy, above)
        nearest = get_close_matches(str(wrong), known, n=1, cutoff=0.5)
        remedy = (
            say("Did you mean '{nearest}'?", nearest=nearest[0])
            if nearest
            else say("Known here: {keys}.", keys=listed(*known))
        )
        return _finding(
            "NC003", say("The policy {origin} has an unknown key '{key}'.", origin=origin, key=key), remedy, key
        )
    if detail["type"] == "missing":
        message = say("The policy {origin} lacks '{key}'.", origin=origin, key=key)
        return _finding(
            "NC004", message, say("Add it; `netcompose policies show odder --toml` shows a complete policy."), key
        )
    if detail["type"] == "value_error":
        message = say(
            "The policy {origin} contradicts itself at '{key}': {fault}.",
            origin=origin,
            key=key or "policy",
            fault=fault_of(detail),
        )
        return _finding("NC005", message, say("Change one of the two."), key)
    message = say(
        "The policy {origin} has '{value}' at '{key}': {fault}.",
        origin=origin,
        key=key,
        value=str(detail["input"]),
        fault=fault_of(detail),
    )
    return _finding("NC004", message, say("Write a value of that kind."), key)


def _internal(part: int | str) -> bool:
    """Whether a step of pydantic's path is its own (a union's branch), not a key of the TOML."""
    return isinstance(part, str) and (part in {"int", "constrained-int"} or "[" in part)


def _keys(model: type[BaseModel], steps: list[int | str]) -> list[str]:
    """The keys that are known at a place of the policy."""
    for step in steps:
        field = model.model_fields.get(str(step))
        if field is not None:
            model = _model_in(field.annotation) or model
    return sorted(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The settings class inside an annotation such as `tuple[Goal, ...]` or `MentorDuty | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
