"""The words of HR systems, Danish and English: headers, levels, and what stands for nobody.

A header is compared without case, spaces and signs, and with æøå as ae oe aa; the earlier of two names is the more telling one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.read.text import fold, squash
from netcompose.sheets import Column

DA, EN = Language.DA, Language.EN

_WORDS: Final = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))

OUR_FIELDS: Final = tuple(column.field for column in Column)

HEADERS: Final[dict[str, dict[Language, tuple[str, ...]]]] = {
    field: {Language(language): tuple(titles) for language, titles in named.items()}
    for field, named in _WORDS["headers"].items()
}
"""Field → language → headers, the most telling first."""

FIELDS: Final = tuple(field for field in HEADERS if field not in {"personal_number", "personal_data"})
"""What `--column field=Header` and [columns] may name: the fields of a person, and those that help to find them."""

READER_FIELDS: Final = tuple(field for field in FIELDS if field not in OUR_FIELDS)

MANAGER_FIELDS: Final = (
    "manager_id",
    "manager",
    "manager_post",
    "manager_email",
    "manager_username",
    "manager_name",
    "manager_title",
)

PATH_HEADERS: Final = (
    re.compile(
        r"(?:niveau|level|lag|enhed|enhedsniveau|unit|unitlevel|org|orgniveau|orglevel|hierarchylevel"
        r"|organisation|organization|organisationsniveau|organisatoriskniveau|department|afdeling|ny)(\d{1,2})(?:niveau)?"
    ),
    re.compile(r"(?:underenhed|suborg|subunit|suborganisation)x?(\d?)"),
    re.compile(r"(\d)x(?:suborg|underenhed|subunit)"),
    re.compile(r"(?:root|rodorganisation|rodenhed|rootorganisation|rootorg|topenhed|toporganisation)()"),
    re.compile(r"(?:org|enhed|unit|organisation)()"),
)  # fmt: skip
"""Headers of unit path columns, squashed: Niveau 1…7, Rodorganisation/Enhed/Underenhed/Underenhed*2, root/org/sub org/2xsub org."""

LEVELS: Final[dict[Level, tuple[str, ...]]] = {Level(level): tuple(texts) for level, texts in _WORDS["levels"].items()}
"""What a level's text means."""

LEVEL_NAMES: Final[dict[Level, dict[Language, str]]] = {
    Level.DIRECTOR: {DA: "Direktør", EN: "Director"},
    Level.CHIEF: {DA: "Chef", EN: "Chief"},
    Level.LEADER_OF_LEADERS: {DA: "Leder af ledere", EN: "Leader of leaders"},
    Level.LEADER_OF_EMPLOYEES: {DA: "Leder af medarbejdere", EN: "Leader of employees"},
    Level.OTHER: {DA: "Øvrig", EN: "Other"},
}
"""What a derived level is called in the sheet's language."""

_VACANT: Final = re.compile(
    r"vacant|vakant|vakance|vacancy|ubesat|ledig|eliminated|nedlagt|n d|nd|n a|na|tbd|tba|tbc|to be (?:hired|confirmed|announced)"
    r"|open|unfilled|ikke besat|not disclosed|none|ingen|xx+"
)
_VACANT_WORDS: Final = re.compile(r"(?:vacant|vakant|ubesat|vacancy)\b|\b(?:vacant|vakant|ubesat|vacancy)")
_NOBODY, _CURRENT, _ENDED, _SUMS, LEADER_KINDS, STAFF_KINDS, _LEADERS_ONLY, _STAFF_TOO = (
    frozenset(_WORDS["words"][kind])
    for kind in ("nobody", "current", "ended", "sums", "leader_kinds", "staff_kinds", "leaders_only", "staff_too")
)
_LEADER_TITLE: Final = re.compile(
    r"\b\w*(?:leder|direktoer|chef|inspektoer|forstander|rektor)\b|\b(?:leader|manager|head|supervisor|director|chief|president|principal|superintendent|ceo|cfo|coo|cto|vp)\b"
)
_NO_LEADER_TITLE: Final = re.compile(
    r"\b(?:projekt ?leder|moedeleder|(?:account|project|product|case) manager|sekretaer|konsulent|assistant|assistent)\b"
)


@cache
def header_fields() -> dict[str, tuple[tuple[str, int, Language | None], ...]]:
    """Squashed header → the fields it may hold, each with the place of the header in the field's list (0 is the most telling)."""
    found: dict[str, dict[str, tuple[int, Language | None]]] = {}
    for field, names in HEADERS.items():
        for language, titles in names.items():
            for place, title in enumerate(titles):
                known = found.setdefault(squash(title), {})
                if field not in known:
                    known[field] = place, language
                elif known[field][1] is not language:
                    known[field] = min(known[field][0], place), None
    return {header: tuple((field, *place) for field, place in fields.items()) for header, fields in found.items()}


@cache
def level_words() -> dict[str, Level]:
    """Folded text → level."""
    return {fold(text): level for level, texts in LEVELS.items() for text in texts}


def is_vacant(name: str) -> bool:
    """Whether a name says that nobody has the post."""
    words = fold(name)
    return not words or _VACANT.fullmatch(words) is not None or _VACANT_WORDS.search(words) is not None


def is_nobody(reference: str) -> bool:
    """Whether a manager's cell says that there is none."""
    return fold(reference) in _NOBODY


def is_sum(text: str) -> bool:
    """Whether a row's first words say that it sums up the list."""
    return fold(text) in _SUMS


def status_of(text: str) -> bool | None:
    """True for a current employment, False for an ended one, None when the word says neither."""
    words = fold(text)
    return True if words in _CURRENT else False if words in _ENDED else None


def is_leader_title(title: str) -> bool:
    """Whether a title is one that leaders have."""
    words = fold(title)
    return _LEADER_TITLE.search(words) is not None and _NO_LEADER_TITLE.search(words) is None


def says_leaders_only(title: str) -> bool:
    """Whether a sheet's or a file's name says that it lists leaders only."""
    words = fold(title)
    if re.search(r"\b(?:kun ledere|leaders only|only leaders|managers only)\b", words):
        return True
    return not _LEADERS_ONLY.isdisjoint(words.split()) and _STAFF_TOO.isdisjoint(words.split())
