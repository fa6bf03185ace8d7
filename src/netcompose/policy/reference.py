"""Every setting a policy can have, told from the settings themselves: for the comments of a new policy, and for the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from netcompose.policy.settings import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMED: Final = "NAME"  # stands for a name of one's own in the path of a table


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its table in the TOML, its key, what it takes, its default ("" when it must be given), what it does.

    `repeated` when its table may come several times, as [[goals]].
    """

    table: str
    key: str
    takes: str
    default: str
    description: str
    repeated: bool

    @property
    def path(self) -> str:
        """Where it stands, e.g. "networks.size"."""
        return f"{self.table}.{self.key}" if self.table else self.key


def schema() -> dict[str, Any]:
    """The JSON schema of a policy, for editors that check TOML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Policy.model_json_schema()}


def settings() -> tuple[Setting, ...]:
    """All settings, in the order of the policy; tables after the keys beside them."""
    whole = Policy.model_json_schema()
    return tuple(sorted(_settings(whole, whole["$defs"], "", repeated=False), key=lambda setting: setting.table != ""))


def _settings(table: dict[str, Any], known: dict[str, Any], name: str, repeated: bool) -> Iterator[Setting]:
    for key, described in table["properties"].items():
        path = f"{name}.{key}" if name else key
        named = described.get("additionalProperties")
        if isinstance(named, dict) and (inner := _table(named, known)) is not None:
            yield from _settings(inner, known, f"{path}.{NAMED}", repeated=False)
            continue
        inner = _table(described, known)
        if inner is not None:
            yield from _settings(inner, known, path, described.get("type") == "array")
            continue
        needed = key in table.get("required", ())
        default = "" if needed else _toml(described.get("default"))
        yield Setting(name, key, _takes(described, known), default, _sentence(described, known), repeated)


def _table(described: dict[str, Any], known: dict[str, Any]) -> dict[str, Any] | None:
    """The table that a key opens, when it opens one: alone, perhaps left out, or repeated."""
    for option in (described, described.get("items", {}), *described.get("anyOf", ())):
        found = known.get(str(option.get("$ref", "")).removeprefix("#/$defs/"))
        if found is not None and "properties" in found and "smallest" not in found["properties"]:
            assert isinstance(found, dict)
            return found
    return None


def _takes(described: dict[str, Any], known: dict[str, Any]) -> str:
    """What may be written there, e.g. "ask | include | exclude" or "list of text"."""
    if "$ref" in described:
        found = known[described["$ref"].removeprefix("#/$defs/")]
        return "size, like 8-9" if "properties" in found else _takes(found, known)
    if "anyOf" in described:
        options = [_takes(option, known) for option in described["anyOf"] if option.get("type") != "null"]
        return " | ".join(dict.fromkeys(options))
    if "enum" in described:
        return " | ".join(map(str, described["enum"]))
    match described.get("type"):
        case "array":
            return f"list of {_takes(described['items'], known)}"
        case "object":
            named = described.get("additionalProperties", {})
            return f"table of {_takes(named, known)}" if isinstance(named, dict) else "table"
        case "boolean":
            return "true | false"
        case "integer":
            return "whole number"
        case "number":
            return "number"
        case _ if "const" in described:
            return str(described["const"])
        case _:
            return "day, like 2026-01-31" if described.get("format") == "date" else "text"


def _toml(value: object) -> str:
    match value:
        case None:
            return "left out"
        case bool():
            return str(value).lower()
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def _sentence(described: dict[str, Any], known: dict[str, Any]) -> str:
    """What a setting does; a setting without words of its own has those of its kind."""
    text = described.get("description") or known.get(described.get("$ref", "").removeprefix("#/$defs/"), {}).get(
        "description", ""
    )
    return " ".join(str(text).split())
