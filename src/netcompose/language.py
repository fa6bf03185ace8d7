"""Sentences that wait for their language.

Whoever finds a fault or judges a rule says it once, in English, as a template with values; the report renders it
in the reader's language. Until then no name is glued into a text, so a template can be logged and a value cannot slip out.
"""

from __future__ import annotations

import gettext
import locale
import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

GROUPED: Final = 10_000  # from here on, thousands are set apart
LOCALE: Final = Path(__file__).parent / "locale"


class Language(StrEnum):
    """The languages the tool speaks."""

    DA = "da"
    EN = "en"


Value: TypeAlias = "str | int | float | date | Sentence | Sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for HR: an English template (the key of the catalogue) and the values that fill it.

    `singular` is set when the sentence counts something: it is used when the value `n` is 1.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()
    singular: str | None = None

    def text(self, language: Language) -> str:
        """The sentence in that language; values that are sentences are rendered with it."""
        values = {name: render(value, language) for name, value in self.values}
        catalogue = translations(language)
        if self.singular is None:
            return catalogue.gettext(self.template).format(**values)
        number = dict(self.values)["n"]
        assert isinstance(number, int)
        return catalogue.ngettext(self.singular, self.template, number).format(**values)

    def __str__(self) -> str:
        return self.text(Language.EN)


@dataclass(frozen=True, slots=True)
class Sentences:
    """A list inside a sentence, joined with commas when it is rendered."""

    items: tuple[Value, ...]


def say(template: str, /, **values: Value) -> Sentence:
    """A sentence from an English template in `str.format` syntax, e.g. ``say("{name} has no manager.", name=…)``."""
    return Sentence(template, tuple(values.items()))


def say_n(singular: str, plural: str, /, n: int, **values: Value) -> Sentence:
    """A sentence that counts: `singular` is used when `n` is 1, else `plural`; both may use ``{n}``."""
    return Sentence(plural, (("n", n), *values.items()), singular)


def listed(*items: Value) -> Sentences:
    """Values to be shown as one comma-separated list."""
    return Sentences(items)


def render(value: Value, language: Language) -> str:
    """A value as a reader of that language writes it."""
    match value:
        case str():  # by far the most
            return str(value)
        case Sentence():
            return value.text(language)
        case Sentences():
            return ", ".join(render(item, language) for item in value.items)
        case date():
            return value.strftime("%d-%m-%Y") if language is Language.DA else value.isoformat()
        case int() if abs(value) >= GROUPED and not isinstance(value, bool):
            text = f"{value:,}"
            return text.replace(",", ".") if language is Language.DA else text
        case float():
            text = f"{value:g}"
            return text.replace(".", ",") if language is Language.DA else text
        case _:
            return str(value)


def locale_language() -> Language:
    """The language of the machine: Danish where it says so, else English."""
    told = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None) or locale.getlocale()[0]
    return Language.DA if (told or "").lower().startswith(("da", "danish")) else Language.EN


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language; English is what the templates are written in."""
    if language is Language.EN:
        return gettext.NullTranslations()
    return gettext.translation("netcompose", LOCALE, languages=[language.value])


def attribute_name(attribute: str) -> Sentence | str:
    """What HR calls an attribute that people are mixed by; a column of their own keeps its header."""
    names = {
        "department": say("department"),
        "level": say("level"),
        "workplace": say("workplace"),
        "title": say("title"),
    }
    return names.get(attribute, attribute)


def value_name(attribute: str, value: str) -> Sentence | str:
    """What HR calls a value of an attribute; a level in our own word is given its name, all else is as the sheet has it."""
    if attribute != "level":
        return value
    names = {
        "director": say("director"),
        "chief": say("chief"),
        "leader_of_leaders": say("leader of leaders"),
        "leader_of_employees": say("leader of employees"),
        "other": say("other"),
    }
    return names.get(value, value)
