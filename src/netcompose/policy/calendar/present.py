"""Whoever must be at a meeting is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Value
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_present"


def judge(plan: Dated) -> Verdict:
    """Nobody whose duty a meeting needs is away that day: `needed` for every meeting, `needed_first` for a network's first one.

    Violations: people who must be at a meeting on a day on which the column Unavailable has them away. Cost: other members away.
    """
    missing, absent = [], []
    for meeting, day in plan.upcoming:
        needed = plan.needed(meeting)
        for person in sorted({*needed, *plan.members(meeting)}):
            if plan.away(person, day):
                who: dict[str, Value] = {
                    "name": plan.name(person),
                    "number": meeting.number,
                    "network": plan.network_name(meeting),
                }
                if person in needed:
                    missing.append(say("{name} must be at meeting {number} of {network}, and is away that day.", **who))
                else:
                    absent.append(say("{name} is away at meeting {number} of {network}.", **who))
    return Verdict(
        RULE,
        say_n(
            "Whoever must be there can; {n} member is away at a meeting.",
            "Whoever must be there can; {n} times a member is away at a meeting.",
            len(absent),
        )
        if not missing
        else say_n(
            "{n} time somebody must be at a meeting and is away.",
            "{n} times somebody must be at a meeting and is away.",
            len(missing),
        ),
        violations=len(missing),
        cost=len(absent),
        witnesses=(*missing, *absent),
    )
