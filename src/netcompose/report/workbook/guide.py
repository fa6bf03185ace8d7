"""What the template's columns mean, in HR's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.sheets import Column

if TYPE_CHECKING:
    from netcompose.language import Sentence


class Need(Enum):
    """How much a column matters."""

    ALWAYS = auto()
    HELPS = auto()
    SOMETIMES = auto()


@dataclass(frozen=True, slots=True)
class Explained:
    """What a column means, and whether the template shows it from the start or the guide only tells of it."""

    need: Need
    meaning: Sentence
    shown: bool = True


ADVICE: Final = (
    say("Look at the ten people in the sheet: they are invented. Delete their rows when you have seen how it is done."),
    say(
        "Write one row for each leader, also the chiefs and directors: they are needed for the reporting lines and as contacts."
    ),
    say("Only the name and the manager must be filled in. The rest makes the networks better, or can be worked out."),
    say("Columns of your own may stand to the right. They come along into the plan, and you may mix by them."),
    say("Save, and run: netcompose columns FILE. It shows how the sheet is understood."),
    say(
        "Then run: netcompose solve FILE --policy POLICY. The policy file says how many networks, how large, and by which rules."
    ),
)

COLUMNS: Final = {
    Column.ID: Explained(
        Need.HELPS,
        say(
            "Whatever identifies the person: an employee number, a username. Never a CPR number. Without it the name is used."
        ),
    ),
    Column.NAME: Explained(Need.ALWAYS, say("First name and surname.")),
    Column.TITLE: Explained(Need.HELPS, say("What is shown after the name.")),
    Column.LEVEL: Explained(
        Need.HELPS,
        say(
            "Director, chief, leader of leaders or leader of employees. Left out, it is derived from who reports to whom."
        ),
    ),
    Column.DEPARTMENT: Explained(
        Need.HELPS,
        say("The professional field that the networks are mixed by. Write the same field the same way in each row."),
    ),
    Column.WORKPLACE: Explained(Need.HELPS, say("Where a host hosts the meeting.")),
    Column.EMAIL: Explained(Need.SOMETIMES, say("Shown in the handouts and the mail texts.")),
    Column.MANAGER: Explained(
        Need.ALWAYS,
        say("The id, the name or the e-mail of the nearest superior. Empty only for the head of the organisation."),
    ),
    Column.STARTED: Explained(
        Need.HELPS, say("The day they became a leader. The policy says for how many months somebody counts as new.")
    ),
    Column.NEW: Explained(Need.SOMETIMES, say("Yes for a new leader, who gets a mentor. It goes before the date.")),
    Column.ACTING: Explained(
        Need.SOMETIMES,
        say("Yes for an acting leader. They get a seat only when you have written Yes under Takes part."),
    ),
    Column.PARTICIPATES: Explained(
        Need.SOMETIMES, say("Yes or No where the policy's rule for who takes part does not fit this person.")
    ),
    Column.TOGETHER: Explained(
        Need.SOMETIMES, say("Ids or names of those who must be in the same network, separated by semicolons.")
    ),
    Column.APART: Explained(
        Need.SOMETIMES, say("Ids or names of those who must not be in the same network, separated by semicolons.")
    ),
    Column.CAN_HOST: Explained(Need.SOMETIMES, say("No for those who cannot host a meeting.")),
    Column.CAN_MENTOR: Explained(Need.SOMETIMES, say("No for those who cannot be a mentor.")),
    Column.NETWORK: Explained(
        Need.SOMETIMES, say("The network where they sit now, if there are networks already, e.g. 3 or Network 3.")
    ),
    Column.LOCKED: Explained(Need.SOMETIMES, say("Yes when they must stay in that network.")),
    Column.SIGNED_UP: Explained(
        Need.SOMETIMES, say("Yes for those who signed up, where the policy goes by sign-up."), shown=False
    ),
    Column.MAX_MENTEES: Explained(
        Need.SOMETIMES, say("How many new leaders they will be a mentor for at the most."), shown=False
    ),
    Column.COMPETENCES: Explained(
        Need.SOMETIMES, say("What they are good at, separated by semicolons, where duties go by it."), shown=False
    ),
    Column.WISHES: Explained(Need.SOMETIMES, say("Themes they wish for, separated by semicolons."), shown=False),
    Column.UNAVAILABLE: Explained(
        Need.SOMETIMES, say("Days or weeks when they cannot meet, separated by semicolons."), shown=False
    ),
    Column.HOSTED: Explained(
        Need.SOMETIMES,
        say(
            "How many meetings they have hosted before; the plan counts on, so that hosting goes round from year to year."
        ),
        shown=False,
    ),
    Column.ROLES: Explained(
        Need.SOMETIMES, say("Duties they can be chosen for, e.g. facilitator, separated by semicolons."), shown=False
    ),
}
