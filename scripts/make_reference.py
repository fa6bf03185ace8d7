"""Write docs/reference from the code: options, findings, rules, policies and their JSON schema.

python scripts/make_reference.py          write the pages
python scripts/make_reference.py --check  say which are out of date, and change nothing
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from typer.models import OptionInfo

from netcompose.cli import app
from netcompose.language import Language, Sentence
from netcompose.policy.catalogue import DUTIES, GOALS, RULES
from netcompose.policy.load import load_policy, shipped_policies
from netcompose.policy.reference import schema, settings
from netcompose.policy.rules import fairness
from netcompose.read.catalogue import CATALOGUE
from netcompose.report.document_schema import document_schema
from netcompose.report.words import rule_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import typer

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/make_reference.py; do not edit. -->\n"


def pages() -> dict[str, str]:
    """The text of each file of the reference, by its name."""
    return {
        "options.md": options(),
        "findings.md": findings(),
        "rules.md": rules(),
        "policies.md": policies(),
        "documents.schema.json": json.dumps(document_schema(), indent=2, ensure_ascii=False) + "\n",
        "policy.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
    }


def options() -> str:
    """Every command with its arguments and options."""
    told = "Made from the commands themselves; how to use them stands in [commands](../commands.md)."
    lines = [MADE, "# Commands and options", "", told]
    for name, command in _commands(app, "netcompose"):
        lines += ["", f"## {name}", "", " ".join((inspect.getdoc(command) or "").split()), ""]
        parameters = list(_parameters(command))
        if parameters:
            lines += ["| option | takes | default | does |", "|---|---|---|---|", *parameters]
    return "\n".join(lines) + "\n"


def _commands(group: typer.Typer, name: str) -> Iterator[tuple[str, Any]]:
    """The commands in the order of the help."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{name} {command.name or command.callback.__name__.replace('_', '-')}", command.callback
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from _commands(below.typer_instance, f"{name} {below.name}")


def _parameters(command: Any) -> Iterator[str]:
    defaults = inspect.signature(command).parameters
    for name, kind in get_type_hints(command, include_extras=True).items():
        if not hasattr(kind, "__metadata__"):
            continue
        info, plain = kind.__metadata__[0], get_args(kind)[0]
        option = isinstance(info, OptionInfo)
        given = [word for word in (info.default, *(info.param_decls or ())) if isinstance(word, str)]
        declared = [word for word in given if word.startswith("-")] or [f"--{name.replace('_', '-')}"]
        names = ", ".join(f"`{word}`" for word in declared) if option else f"`{_cell(info.metavar or name.upper())}`"
        takes = (info.metavar or _kind(plain)) if option and plain is not bool else ""
        default = defaults[name].default
        empty = default is inspect.Parameter.empty or default is None or default is False
        shown = "" if empty else f"`{getattr(default, 'value', default)}`"
        yield f"| {names} | {_cell(takes)} | {shown} | {_cell(info.help or '')} |"


def _kind(kind: Any) -> str:
    """What an option takes, in words."""
    inner = [one for one in get_args(kind) if one is not type(None)]
    if get_origin(kind) is Literal:
        return "|".join(map(str, inner))
    if inner:
        return _kind(inner[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(one.value) for one in kind)
    return {int: "number", float: "number", Path: "file"}.get(kind, "text")


def findings() -> str:
    """Every code, with what is said in both languages."""
    lines = [
        MADE,
        "# Findings, code by code",
        "",
        "What each means, with an example and the remedy, stands in [findings](../findings.md). Words in braces are filled in.",
        "",
        "| code | | English | Danish |",
        "|---|---|---|---|",
    ]
    for entry in sorted(CATALOGUE.values(), key=lambda entry: entry.code):
        lines.append(
            f"| {entry.code} | {entry.severity.value} | {_template(entry.message, Language.EN)} | {_template(entry.message, Language.DA)} |"
        )
    known = {entry.code for entry in (CATALOGUE.values())}
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    lines += [
        "",
        "Found outside the file: in the policy, while solving, in the plan.",
        "",
        "| code | | about |",
        "|---|---|---|",
    ]
    for code, title, severity in re.findall(r"^### (NC\d{3}) (.*)\n\n\*(.*?)\*$", page, flags=re.MULTILINE):
        if code not in known:
            lines.append(f"| {code} | {severity} | {title} |")
    return "\n".join(lines) + "\n"


def _template(sentence: Sentence, language: Language) -> str:
    from netcompose.language import translations

    catalogue = translations(language)
    text = (
        catalogue.gettext(sentence.template)
        if sentence.singular is None
        else catalogue.ngettext(sentence.singular, sentence.template, 2)
    )
    return _cell(text)


def rules() -> str:
    """Every rule, goal and duty, with its names and what its judge counts."""
    lines = [MADE, "# Rules, goals and duties, one by one", "", "More of each stands in [rules](../rules.md)."]
    for title, judges, named in (
        ("Rules: always kept", RULES, rule_name),
        ("Goals: as well as possible", GOALS, rule_name),
        ("The last tie-break", {fairness.RULE: fairness.judge}, rule_name),
        ("Duties", DUTIES, rule_name),
    ):
        lines += ["", f"## {title}", "", "| name | English | Danish | what is counted |", "|---|---|---|---|"]
        lines += [_rule(str(name), judge, named(str(name))) for name, judge in _sorted(judges)]
    return "\n".join(lines) + "\n"


def _sorted(judges: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    for name, judge in judges.items():
        yield getattr(name, "value", name), judge


def _rule(name: str, judge: Any, called: Sentence | str) -> str:
    english, danish = (
        called.text(language) if isinstance(called, Sentence) else called for language in (Language.EN, Language.DA)
    )
    told = (inspect.getdoc(judge) or "").split("\n\n")[0]
    return f"| `{name}` | {english} | {danish} | {_cell(told)} |"


def policies() -> str:
    """Every setting, and the shipped policies side by side."""
    lines = [
        MADE,
        "# Settings of a policy",
        "",
        "How they work together stands in [policies](../policies.md).",
        "[policy.schema.json](policy.schema.json) says the same to editors that check TOML.",
        "",
        "| setting | takes | when left out | does |",
        "|---|---|---|---|",
    ]
    for setting in settings():
        path = f"[[{setting.table}]] {setting.key}" if setting.repeated else setting.path
        lines.append(
            f"| `{path}` | {_cell(setting.takes)} | {_cell(setting.default) or 'must be given'} | {_cell(setting.description)} |"
        )
    names = shipped_policies()
    loaded = [load_policy(name) for name in names]
    lines += ["", "## The shipped policies", "", f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    facts = {
        "whose": lambda policy: policy.title,
        "takes part": lambda policy: ", ".join(policy.participants.levels),
        "acting leaders": lambda policy: policy.participants.acting,
        "size": lambda policy: str(policy.networks.size),
        "networks": lambda policy: str(policy.networks.number),
        "reporting line": lambda policy: policy.rules.reporting_line,
        "goals by rank": lambda policy: "; ".join(
            " ".join(filter(None, [f"{goal.rank}", goal.goal, goal.attribute])) for goal in policy.goals
        ),
    }
    lines += [f"| {fact} | {' | '.join(_cell(told(policy)) for policy in loaded)} |" for fact, told in facts.items()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A text within a table of Markdown."""
    return " ".join(text.split()).replace("\\|", "|").replace("|", "\\|")


def outdated() -> list[str]:
    """Names of the files that are not as the code says."""
    return [
        name
        for name, text in pages().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text("utf-8") != text
    ]


def main() -> int:
    """Write what is out of date, unless it is only to be said."""
    found = outdated()
    if "--check" in sys.argv:
        print("\n".join(f"out of date: {name}" for name in found) or "The reference is current.")
        return bool(found)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in found:
        (FOLDER / name).write_text(pages()[name], "utf-8")
        print(FOLDER / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
