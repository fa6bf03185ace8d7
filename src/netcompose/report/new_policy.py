"""A policy of one's own to edit: a shipped one with its comments, and below it every setting there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.policy.reference import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Language


def new_policy(text: str, origin: str, language: Language) -> str:
    """The TOML of a policy with a heading that says how to use it, and all settings as comments at the end."""
    heading = (
        say(
            "Your own policy, made from {origin}. Change what you like; a line that begins with # is a comment.",
            origin=origin,
        ),
        say("netcompose policies show FILE tells in sentences what it says."),
    )
    told = "".join(f"# {line.text(language)}\n" for line in heading)
    return f"{told}\n{text.rstrip()}\n\n{''.join(_all_settings(language))}"


def _all_settings(language: Language) -> Iterator[str]:
    every = say("Every setting, with what it takes and what it is when left out:")
    yield f"# {every.text(language)}\n"
    table = None
    for setting in settings():
        if setting.table != table:
            table = setting.table
            heading = f"# [[{table}]]\n" if setting.repeated else f"# [{table}]\n" if table else ""
            yield f"#\n{heading}"
        default = f" ({setting.default})" if setting.default else ""
        says = f" – {setting.description}" if setting.description else ""
        yield f"#   {setting.key}: {setting.takes}{default}{says}\n"
