"""What a policy says of time, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Sentence
    from netcompose.policy.settings import Evaluation, Meetings, Policy


def calendar_sentences(policy: Policy) -> Iterator[Sentence]:
    """Meetings, seminar, themes, phases and evaluation."""
    if policy.meetings is not None:
        yield from _meetings(policy.meetings)
    if policy.themes is not None:
        yield (
            say("All networks take up the same themes, the most wanted first.")
            if policy.themes.scope == "all"
            else say("Each network takes up what its members want most.")
        )
    if policy.phases:
        phases = (say_n("{name} ({n} week)", "{name} ({n} weeks)", p.weeks, name=p.name) for p in policy.phases)
        yield say("Phases: {phases}.", phases=listed(*phases))
    if policy.evaluation is not None:
        when = policy.evaluation.when or _when(policy.evaluation)
        yield (
            say("Evaluation: {when}, by {by}.", when=when, by=policy.evaluation.by)
            if policy.evaluation.by
            else say("Evaluation: {when}.", when=when)
        )


def _meetings(meetings: Meetings) -> Iterator[Sentence]:
    yield say_n(
        "{n} meeting a year of {hours} hours.",
        "{n} meetings a year of {hours} hours.",
        meetings.a_year,
        hours=meetings.hours,
    )
    if meetings.same_week:
        yield say_n(
            "All networks meet in the same week, on {n} day, at the same hour.",
            "All networks meet in the same week, over {n} days, at the same hour.",
            meetings.spread,
        )
    if meetings.closed_weeks:
        yield say("No meetings in week {weeks}.", weeks=listed(*sorted(set(meetings.closed_weeks))))
    if meetings.seminar is not None:
        yield say(
            "One joint seminar a period: {title}.", title=meetings.seminar.title or say("Joint leadership seminar")
        )


def _when(evaluation: Evaluation) -> Sentence | str:
    """When the networks are evaluated, where the policy has no words of its own for it."""
    if evaluation.after_meetings is not None:
        return say_n("after {n} meeting", "after {n} meetings", evaluation.after_meetings)
    if evaluation.after_months is not None:
        return say("after {months} months", months=evaluation.after_months)
    return evaluation.month or say("not decided")
