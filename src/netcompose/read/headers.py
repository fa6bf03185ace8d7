"""What a header may mean: a word that the vocabulary has, or one put together of such words ("Supervisor EID", "Overordnet org.enhed")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from netcompose.read.text import fold, squash
from netcompose.read.vocabulary import MANAGER_FIELDS, header_fields

if TYPE_CHECKING:
    from netcompose.language import Language

Meaning = tuple[str, int, "Language | None"]

_COMPOSED: Final = 50
"""The place of a composed header in a field's list: behind every word that the vocabulary has."""
_NUMBER_SIGN: Final = re.compile(r"[#№]")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OF_PERSON: Final = re.compile(
    r"(?:workers?|employees?|staff|persons?|associates?|incumbents?|medarbejder(?:en|ne)?s?|person(?:en)?s|den ansattes"
    r"|(?:legal|preferred)(?: name)?)\b"
)
_NEAREST: Final = re.compile(
    r"(?:primary|direct|current|immediate|reporting|primaere?|direkte|nuvaerende|naermeste|overordnede?|overordnets?)\b"
)
_OF_MANAGER: Final = re.compile(
    r"(?:(?:naermeste |line |direct |reporting )?"
    r"(?:leder|lederen|chef|chefen|personaleleder|manager|supervisor|superior|boss)s?|reports to|reporting to|refererer til)\b"
)
_OF_PARENT: Final = re.compile(
    r"(?:overordnede?|overordnets?|overliggende|ov|over|foraelder|foraeldre|parent|superior|higher)\b"
)
_OF_UNIT_LEADER: Final = re.compile(
    r"(?:org )?(?:unit|department|enhed|enheden|afdeling|afdelingen)s? (?:leader|manager|head|supervisor|leder|chef)s?\b"
)
_OF_OTHER: Final = re.compile(
    r"(?:matrix|dotted line|dotted|functional|secondary|second|additional|indirect|project|funktionel|faglig|sekundaer|anden)\b"
)
_OWN_TO_MANAGER: Final = {
    "id": "manager_id",
    "post": "manager_post",
    "person_key": "manager_id",
    "name": "manager_name",
    "email": "manager_email",
    "username": "manager_username",
    "title": "manager_title",
}
_UNIT_KEYS: Final = frozenset({"unit", "unit_name", "id"})


@lru_cache(maxsize=50_000)
def fields_of(header: str) -> tuple[Meaning, ...]:
    """The fields a header may hold, each with its place in the field's list (0 is the most telling) and its language."""
    return _known(header) or _composed(header)


def is_header(text: str) -> bool:
    """Whether a text is a header that we know."""
    return bool(fields_of(text))


@lru_cache(maxsize=50_000)
def names_second_manager(header: str) -> bool:
    """Whether a header is that of a further manager beside the nearest: "Matrix manager", "Leder 2"."""
    words = fold(header)
    if match := _OF_OTHER.match(words):
        return _is_manager(words[match.end() :])
    bare = re.sub(r" ?[2-9]$", "", words)
    return bare != words and _is_manager(bare)


def _is_manager(words: str) -> bool:
    return any(field in MANAGER_FIELDS for field, *_ in header_fields().get(squash(words), ()))


def _known(header: str) -> tuple[Meaning, ...]:
    """The vocabulary's own words; a sign for "number" counts as the word."""
    if _NUMBER_SIGN.search(header):
        return header_fields().get(squash(_NUMBER_SIGN.sub(" no ", header)), ())
    return header_fields().get(squash(header), ())


def _composed(header: str) -> tuple[Meaning, ...]:
    """What the parts of a header say together."""
    bare = _BRACKETS.sub(" ", header)
    if bare != header and (found := _known(bare)):
        return _behind(found)
    words = fold(_NUMBER_SIGN.sub(" no ", header).replace("'s", "s").replace("’s", "s"))
    if (match := _OF_PERSON.match(words)) and (found := _rest(words, match)):
        return _behind(found)
    if (match := _NEAREST.match(words)) and (
        found := _managers(_rest(words, match) or _composed(words[match.end() :].strip()))
    ):
        return _behind(found)
    if words.endswith("1") and (found := _managers(header_fields().get(squash(words[:-1]), ()))):
        return _behind(found)
    if (match := _OF_MANAGER.match(words)) and (
        found := tuple(
            (_OWN_TO_MANAGER[field], place, language)
            for field, place, language in _rest(words, match)
            if field in _OWN_TO_MANAGER
        )
    ):
        return _behind(found)
    if (match := _OF_UNIT_LEADER.match(words)) and (
        found := tuple(
            ("unit_leader", place, language)
            for field, place, language in _rest(words, match)
            if field in _OWN_TO_MANAGER
        )[:1]
    ):
        return _behind(found)
    if match := _OF_PARENT.match(words):
        return _behind(
            tuple(
                ("parent_unit", place, language)
                for field, place, language in _rest(words, match)
                if field in _UNIT_KEYS
            )[:1]
        )
    return ()


def _rest(words: str, match: re.Match[str]) -> tuple[Meaning, ...]:
    return header_fields().get(squash(words[match.end() :]), ())


def _managers(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    return tuple(meaning for meaning in found if meaning[0] in MANAGER_FIELDS)


def _behind(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    return tuple((field, _COMPOSED + place, language) for field, place, language in found)
