"""What HR calls the words by which a policy says who is barred from a duty, avoided, or preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.plan import NETWORK_DUTIES
from netcompose.policy.duties.names import DUTY_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.language import Sentence

AVOIDANCES: Final[Mapping[str, Sentence]] = {
    "own_superior": say("their direct superior"),
    "superior_above": say("a superior of theirs"),
    "own_report": say("who reports to them"),
    "same_department": say("the same department"),
    "same_workplace": say("the same workplace"),
    "same_title": say("the same title"),
    "same_as_last_year": say("the same as last year"),
    "new_leader": say("a new leader"),
    "acting_leader": say("an acting leader"),
    **{f"holder_of_{duty}": say("who is {duty} already", duty=DUTY_NAMES[duty]) for duty in NETWORK_DUTIES},
}
PREFERENCES: Final[Mapping[str, Sentence]] = {
    "seniority": say("longest a leader"),
    "not_above": say("not above them in the reporting line"),
    "other_department": say("another department"),
    "other_workplace": say("another workplace"),
    "other_title": say("another title"),
    "near_workplace": say("the same workplace, to be near"),
    "complementary_competences": say("competences that complement theirs"),
    "theme_knowledge": say("knows the theme"),
    "strategic_place": say("works in the field of the theme"),
    "wish": say("has wished for it"),
    "wants_to_learn": say("wants to learn to lead networks"),
    "as_last_year": say("had it last year"),
}
MODES: Final[Mapping[str, Sentence]] = {
    "corps": say("the corps"),
    "hr": say("HR"),
    "external": say("a consultant from outside"),
    "rolling": say("the members in turn"),
}
