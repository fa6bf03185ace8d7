"""Ten people who do not exist, to show how the template is filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.organisation import Level, Organisation, Person
from netcompose.report.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.language import Language, Sentence

_TOP, _SCHOOL, _CARE = say("Executive office"), say("Schools"), say("Elderly care")
_HALL, _ELM, _HOME, _RIVER = (
    say("Town hall"),
    say("Elm School"),
    say("Home care, Mill Lane"),
    say("Riverside nursing home"),
)
_DIRECTOR, _CHIEF, _UPPER, _LEADER = (
    Level.DIRECTOR,
    Level.CHIEF,
    Level.LEADER_OF_LEADERS,
    Level.LEADER_OF_EMPLOYEES,
)

# Id, name, title, level, department, workplace, manager, leader since.
_POSTS: Final[tuple[tuple[str, str, Sentence, Level, Sentence, Sentence, str | None, date], ...]] = (
    ("1001", "Birgitte Solbakke", say("Chief executive"), _DIRECTOR, _TOP, _HALL, None, date(2016, 8, 1)),
    ("1002", "Jonas Egelund", say("Head of schools"), _CHIEF, _SCHOOL, _HALL, "1001", date(2019, 3, 1)),
    ("1003", "Maja Lyngby", say("Head of elderly care"), _CHIEF, _CARE, _HALL, "1001", date(2021, 10, 1)),
    ("1004", "Peter Nørlund", say("Head teacher"), _UPPER, _SCHOOL, _ELM, "1002", date(2014, 8, 1)),
    ("1005", "Sofie Holmegaard", say("Area manager"), _UPPER, _CARE, _HOME, "1003", date(2018, 1, 1)),
    ("1006", "Amir Rahimi", say("Head of lower school"), _LEADER, _SCHOOL, _ELM, "1004", date(2020, 8, 1)),
    ("1007", "Lone Bakkegård", say("After-school manager"), _LEADER, _SCHOOL, _ELM, "1004", date(2026, 2, 1)),
    ("1008", "Karl Vestermark", say("Team leader, home care"), _LEADER, _CARE, _HOME, "1005", date(2017, 5, 1)),
    ("1009", "Ida Fuglsang", say("Nursing home manager"), _LEADER, _CARE, _RIVER, "1005", date(2025, 11, 1)),
    ("1010", "Mikkel Ørsted", say("Team leader, nights"), _LEADER, _CARE, _RIVER, "1005", date(2022, 9, 1)),
)
_MORE: Final[Mapping[str, Mapping[str, object]]] = {
    "1007": {"new": True},
    "1009": {"acting": True},
    "1010": {"can_host": False, "apart": ("1006",)},
}


def invented(language: Language) -> Organisation:
    """The ten, in that language."""
    return Organisation(
        tuple(
            Person(
                id=key,
                name=name,
                title=title.text(language),
                level=level,
                level_name=level_word(level, language),
                department=department.text(language),
                workplace=workplace.text(language),
                email=f"leder{key}@example.org",
                manager=manager,
                started=since,
                **_MORE.get(key, {}),  # type: ignore[arg-type]
            )
            for key, name, title, level, department, workplace, manager, since in _POSTS
        )
    )


def level_word(level: Level, language: Language) -> str:
    """A level's name as a cell begins with it."""
    word = LEVELS[level].text(language)
    return word[:1].upper() + word[1:]
