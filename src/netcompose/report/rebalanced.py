"""What both screen and workbook, and other programs, are told of a rebalancing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netcompose.language import attribute_name, listed, say, say_n
from netcompose.report.document import goal_document, plan_document
from netcompose.report.words import rule_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence, Value
    from netcompose.plan import GoalResult
    from netcompose.tasks.rebalance import Rebalanced, TradeOff


def rebalanced_document(answer: Rebalanced, findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """The plan as `solve` gives it, with what has changed and the whole trade-off."""
    solved, differences = answer.solved, answer.differences
    return {
        **plan_document(solved.plan, solved.scenario.organisation, findings, language),
        "trade_off": [
            {
                "moves": point.moves,
                "proven": point.proven,
                "gap": sum(goal.gap for goal in point.goals if goal.goal != "churn"),
                "goals": [goal_document(goal) for goal in point.goals],
            }
            for point in answer.trade_off
        ],
        "trade_off_complete": answer.complete,
        "fewest_moves_proven": answer.fewest_proven,
        "leavers": list(differences.leavers),
        "joiners": list(differences.joiners),
        "successors": [
            {"leader": s.new, "predecessor": s.old, "reason": s.reason.text(language)} for s in differences.successions
        ],
        "changes": [
            {
                "leader": change.leader,
                "from": change.origin,
                "to": change.destination,
                "what": change.what.text(language),
                "why": None if change.why is None else change.why.text(language),
                "text": "\n".join(line.text(language) for line in change.text),
            }
            for change in answer.changes.people
        ],
    }


def moves_sentence(answer: Rebalanced) -> Sentence:
    """How many move, and what is proven about that and about the mix."""
    point = next((p for p in answer.trade_off if p.moves == answer.moves), answer.trade_off[0])
    moved = say_n("{n} member changes network", "{n} members change network", answer.moves)
    if answer.moves == 0:
        moved = say("Nobody changes network")
    if point.moves > answer.trade_off[0].moves:
        few = say("fewer moves would do, with a worse mix")
    elif answer.fewest_proven:
        few = say("no plan keeps the rules with fewer moves")
    else:
        few = say("a plan with fewer moves is not excluded")
    mixed = (
        say("none with as many moves is better mixed")
        if point.proven
        else say("a better mix with as many is not excluded")
    )
    if answer.moves == 0:
        return say("{moved}: {mixed}.", moved=moved, mixed=mixed)
    return say("{moved}: {few}, and {mixed}.", moved=moved, few=few, mixed=mixed)


def one_more(answer: Rebalanced) -> Sentence | None:
    """What the next point of the trade-off would buy, said aloud; None when there is none."""
    here = next((i for i, point in enumerate(answer.trade_off) if point.moves >= answer.moves), 0)
    if here + 1 >= len(answer.trade_off):
        return None
    this, following = answer.trade_off[here], answer.trade_off[here + 1]
    bought = [
        say_n("{n} pair fewer ({goal})", "{n} pairs fewer ({goal})", before.value - after.value, goal=goal_name(after))
        for before, after in zip(this.goals, following.goals, strict=True)
        if before.value > after.value and before.goal != "churn"
    ]
    return say_n(
        "One more move buys {pairs}: --max-moves {k}.",
        "{n} more moves buy {pairs}: --max-moves {k}.",
        following.moves - this.moves,
        pairs=listed(*bought),
        k=following.moves,
    )


def goal_name(goal: GoalResult) -> Value:
    """What a goal is called over a column."""
    return attribute_name(goal.attribute) if goal.attribute is not None else rule_name(goal.goal)


def shown_goals(answer: Rebalanced) -> list[int]:
    """The goals that the trade-off is about, as places in the list of goals: all but the moves themselves."""
    return [i for i, goal in enumerate(answer.trade_off[0].goals) if goal.goal != "churn"]


def proof_of(point: TradeOff) -> Sentence:
    """Whether a point is proven, else how many pairs are open."""
    gap = sum(goal.gap for goal in point.goals if goal.goal != "churn")
    return say("proven") if point.proven else say_n("{n} pair open", "{n} pairs open", gap)
