"""What HR calls the things that the program has names for, and the sentences that both screen and workbook need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netcompose.findings import Severity
from netcompose.language import Sentence, attribute_name, listed, say, say_n
from netcompose.organisation import Level
from netcompose.plan import Status
from netcompose.policy.catalogue import GOALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netcompose.organisation import Person
    from netcompose.plan import GoalResult, Plan, Verdict, WorstNetwork

KEPT: Final = "✓"
BROKEN: Final = "✗"
OPEN: Final = "–"

MANY: Final = 6
"""Leaders without a seat for one reason, from which on they are counted and not listed."""

LEVELS: Final = {
    Level.DIRECTOR: say("director"),
    Level.CHIEF: say("chief"),
    Level.LEADER_OF_LEADERS: say("leader of leaders"),
    Level.LEADER_OF_EMPLOYEES: say("leader of employees"),
    Level.OTHER: say("other"),
}

SEVERITIES: Final = {
    Severity.ERROR: say("Error"),
    Severity.WARNING: say("Warning"),
    Severity.NOTE: say("Note"),
}

RULES: Final = {
    "people": say("The people of the plan"),
    "as_written": say("Seats as the plan was written"),
    "placed_once": say("Everybody has one seat"),
    "group_size": say("Size of the networks"),
    "reporting_line": say("No superior with a subordinate"),
    "locked": say("Locked seats are kept"),
    "together": say("Together with"),
    "apart": say("Apart from"),
    "siblings": say("Not with those of the same superior"),
    "limits": say("Enough and not too many of a kind"),
    "mentor_supply": say("A possible mentor for each new leader"),
    "mix": say("Mix"),
    "new_leaders": say("New leaders are spread"),
    "even_size": say("Networks of even size"),
    "same": say("Alike together"),
    "new_faces": say("New faces"),
    "churn": say("Few moves"),
    "fairness": say("The worst network"),
    "contact": say("Contacts"),
    "chair": say("Chairs"),
    "facilitator": say("Facilitators"),
    "network_leader": say("Network leaders"),
    "co_driver": say("Co-drivers"),
    "reference_leader": say("Reference leaders"),
    "personnel_manager": say("Personnel managers"),
    "deputy": say("Deputies"),
    "mentor": say("Mentors"),
    "host": say("Hosts"),
    "calendar_open_days": say("Meetings on open days"),
    "calendar_rhythm": say("The rhythm of the meetings"),
    "calendar_same_week": say("All in the same week"),
    "calendar_present": say("Whoever must be there can"),
    "calendar_two_places": say("Nobody in two places at once"),
    "calendar_quiet_weeks": say("Off the holiday weeks"),
    "calendar_seminar": say("The joint seminar"),
    "calendar_phases": say("The phases"),
    "themes": say("Themes"),
}


def rule_name(rule: str, attribute: str | None = None) -> Sentence | str:
    """What HR calls a rule or a goal; one that we have no name for shows its own."""
    name = RULES.get(rule, rule.replace("_", " ").capitalize())
    return name if attribute is None else say("{rule}: {attribute}", rule=name, attribute=attribute_name(attribute))


def mark(verdict: Verdict, goals: Iterable[GoalResult] = (), fairness: Iterable[WorstNetwork] = ()) -> str:
    """A tick for a rule that is kept and for a goal that cannot be bettered, a cross for a broken rule, a dash for a goal in between.

    Without the `goals` and the `fairness` of the plan nothing is known of bounds, and only a goal without cost gets its tick.
    """
    if verdict.violations:
        return BROKEN
    best = verdict.cost == 0 or any(
        goal.proven and (goal.goal, goal.attribute, goal.value) == (verdict.rule, verdict.attribute, verdict.cost)
        for goal in goals
    )
    if verdict.rule == "fairness":
        best = best or any(one.proven and one.attribute == verdict.attribute for one in fairness)
    return KEPT if best or verdict.rule not in {*GOALS, "fairness", "as_written"} else OPEN


def described(person: Person) -> str:
    """Someone with title and department, as far as the title does not say it already."""
    title = person.title or person.level_name
    department = (
        person.department if person.department and person.department.casefold() not in title.casefold() else None
    )
    return ", ".join(filter(None, [person.name, title, department]))


def open_questions(plan: Plan, person: Callable[[str], Person]) -> list[tuple[Person, Sentence]]:
    """Each leader without a seat, with the reason and whom to ask; `person` finds somebody by id.

    A reason that many share and nobody is asked about ("not signed up") is no question: see `shared_reasons`.
    """
    shared = _shared(plan)
    return [
        (
            person(left.leader),
            left.reason
            if left.ask is None
            else say("{reason} – ask {name}", reason=left.reason, name=described(person(left.ask))),
        )
        for left in plan.not_placed
        if left.ask is not None or left.reason not in shared
    ]


def shared_reasons(plan: Plan) -> list[Sentence]:
    """The reasons that many leaders without a seat share, each with their number: they stand one by one in Assignments."""
    return [
        say_n("{n} leader has no seat: {reason}", "{n} leaders have no seat: {reason}", n, reason=why)
        for why, n in _shared(plan).items()
    ]


def _shared(plan: Plan) -> dict[Sentence, int]:
    counts = Counter(left.reason for left in plan.not_placed if left.ask is None)
    return {reason: number for reason, number in counts.items() if number >= MANY}


def facilitation_sentences(parts: Iterable[tuple[str, list[int], list[Person]]]) -> Iterator[Sentence]:
    """Who facilitates which meetings, in one sentence each part of the year."""
    for mode, meetings, people in parts:
        span = str(meetings[0]) if len(meetings) == 1 else f"{meetings[0]}-{meetings[-1]}"
        names = listed(*(person.name for person in people))
        if mode == "external":
            yield say("Facilitator at meeting {span}: a consultant from outside", span=span)
        elif mode == "rolling":
            yield say("Facilitator at meeting {span}: the members in turn, {names}", span=span, names=names)
        elif people:
            yield say("Facilitator at meeting {span}: {names}", span=span, names=names)
        elif mode == "hr":
            yield say("Facilitator at meeting {span}: HR", span=span)
        else:
            yield say("Facilitator at meeting {span}: {names}", span=span, names=say("to be agreed"))


def status_sentence(plan: Plan) -> Sentence:
    """How good the plan is, in one line."""
    if plan.status is Status.OPTIMAL and plan.few_moves:
        return say("Proven: no better plan exists with as few moves.")
    if plan.status is Status.OPTIMAL:
        return say("Proven: no better plan exists under these rules and goals.")
    return say("A good plan; it is not proven that no better one exists.")


def goal_sentence(goal: GoalResult) -> Sentence:
    """What a goal came to and what is proven about it, e.g. "14 pairs of colleagues from the same department …"."""
    if goal.goal == "even_size":
        if goal.excess == 0:
            return say("The networks are as even in size as the number of people allows.")
        return say("The networks are not quite even in size: {proof}.", proof=_proof(goal))
    nothing = _nothing(goal) if goal.value == 0 else None
    return nothing or say("{result}; {proof}.", result=_result(goal), proof=_proof(goal))


def fairness_sentence(plan: Plan) -> Sentence | None:
    """How the worst networks are mixed, and what is proven about that; None where no network has a pair of any mix."""
    some = [one for one in plan.fairness if one.network is not None]
    if not some:
        return None
    results = listed(
        *(
            say_n(
                "{n} pair with the same {attribute} ({network})",
                "{n} pairs with the same {attribute} ({network})",
                one.worst,
                attribute=attribute_name(one.attribute),
                network=plan.composition.network(one.network).name,
            )
            for one in some
            if one.network is not None
        )
    )
    if any(one.bound is None for one in some):
        return say("No network has more than {results}.", results=results)
    unproven = listed(*(attribute_name(one.attribute) for one in some if not one.proven))
    proof = (
        say("with these values no plan has a better worst network")
        if all(one.proven for one in some)
        else say("whether the worst network could be better is not proven for {attributes}", attributes=unproven)
    )
    return say("No network has more than {results}; {proof}.", results=results, proof=proof)


def _nothing(goal: GoalResult) -> Sentence | None:
    """A goal that is reached in full, which needs no proof."""
    match goal.goal, goal.attribute:
        case "mix", "department":
            return say("No two colleagues from the same department meet in a network.")
        case "mix", "level":
            return say("No two colleagues at the same level meet in a network.")
        case "mix", str() as attribute:
            return say(
                "No two colleagues with the same {attribute} meet in a network.", attribute=attribute_name(attribute)
            )
        case "new_leaders", _:
            return say("No two new leaders share a network.")
        case "same", str() as attribute:
            return say("Everybody sits with others of the same {attribute} only.", attribute=attribute_name(attribute))
        case "new_faces", _:
            return say("Nobody meets anybody again with whom they have shared a network.")
        case "churn", _:
            return say("Nobody changes network.")
        case _:
            return None


def _result(goal: GoalResult) -> Sentence:
    match goal.goal, goal.attribute:
        case "mix", "department":
            return say_n(
                "{n} pair of colleagues from the same department meets in a network",
                "{n} pairs of colleagues from the same department meet in a network",
                goal.value,
            )
        case "mix", "level":
            return say_n(
                "{n} pair of colleagues at the same level meets in a network",
                "{n} pairs of colleagues at the same level meet in a network",
                goal.value,
            )
        case "mix", str() as attribute:
            return say_n(
                "{n} pair of colleagues with the same {attribute} meets in a network",
                "{n} pairs of colleagues with the same {attribute} meet in a network",
                goal.value,
                attribute=attribute_name(attribute),
            )
        case "new_leaders", _:
            return say_n(
                "{n} pair of new leaders shares a network", "{n} pairs of new leaders share a network", goal.value
            )
        case "same", str() as attribute:
            return say_n(
                "{n} pair of colleagues of different {attribute} meets in a network",
                "{n} pairs of colleagues of different {attribute} meet in a network",
                goal.value,
                attribute=attribute_name(attribute),
            )
        case "new_faces", _:
            return say_n(
                "{n} pair who have shared a network meets again",
                "{n} pairs who have shared a network meet again",
                goal.value,
            )
        case "churn", _:
            return say_n("{n} member changes network", "{n} members change network", goal.value)
        case _:
            return say("{rule}: {n}", rule=rule_name(goal.goal, goal.attribute), n=goal.value)


def _proof(goal: GoalResult) -> Sentence:
    if goal.excess == 0:
        return say("no composition can have fewer")
    if goal.few_moves:
        return _proof_of_few_moves(goal)
    if goal.proven:
        return say(
            "{unavoidable} of them in any composition, the rest because of the rules and the goals ranked above; no plan can have fewer",
            unavoidable=goal.unavoidable,
        )
    if goal.bound == 0:
        return say("whether there could be fewer is not proven")
    return say_n(
        "at least {bound} are unavoidable, and whether the last one could be avoided is not proven",
        "at least {bound} are unavoidable, and whether the last {n} could be avoided is not proven",
        goal.gap,
        bound=goal.bound,
    )


def _proof_of_few_moves(goal: GoalResult) -> Sentence:
    if goal.proven:
        return say(
            "{unavoidable} of them in any composition; no plan with as few moves can have fewer",
            unavoidable=goal.unavoidable,
        )
    return say_n(
        "with as few moves at least {bound} are unavoidable, and whether the last one could be avoided is not proven",
        "with as few moves at least {bound} are unavoidable, and whether the last {n} could be avoided is not proven",
        goal.gap,
        bound=goal.bound,
    )
