"""Policies told in sentences, so that HR can say whether they are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import attribute_name, listed, say, say_n
from netcompose.policy.duties.names import DUTY_NAMES
from netcompose.policy.rules import reporting_line
from netcompose.policy.settings import FacilitatorDuty
from netcompose.report.duty_words import AVOIDANCES, MODES, PREFERENCES
from netcompose.report.terminal.policy_calendar import calendar_sentences
from netcompose.report.terminal.screen import MUTED, STRONG, Screen
from netcompose.report.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from netcompose.language import Language, Sentence, Sentences, Value
    from netcompose.plan import Duty
    from netcompose.policy.settings import Goal, NetworkDuty, Policy, Pool, ValueLimit


def show_policies(console: Console, policies: Sequence[Policy], language: Language) -> None:
    """The policies that there are, one a line."""
    screen = Screen(console, language)
    screen.table(
        [(say("Policy"), False), (say("Size"), False), (say("Networks"), False), (say("Whose"), False)],
        [
            (
                policy.name,
                str(policy.networks.size),
                say("auto") if policy.networks.number == "auto" else policy.networks.number,
                policy.title,
            )
            for policy in policies
        ],
    )


def show_policy(console: Console, policy: Policy, language: Language) -> None:
    """One policy in sentences."""
    screen = Screen(console, language)
    screen.line(policy.title or policy.name, STRONG)
    if policy.source:
        screen.line(policy.source, MUTED)
    screen.line()
    for sentence in _policy_sentences(policy):
        screen.item("•", sentence)


def _policy_sentences(policy: Policy) -> Iterable[Sentence]:
    yield say("Takes part: {levels}.", levels=listed(*(LEVELS[level] for level in policy.participants.levels)))
    if policy.participants.sign_up:
        yield say("Only those who signed up.")
    if policy.participants.given:
        yield say("Only those of whom the sheet says that they take part, if it says so of any.")
    yield {
        "ask": say("Acting leaders: asked about, never silently placed."),
        "include": say("Acting leaders take part."),
        "exclude": say("Acting leaders do not take part."),
    }[policy.participants.acting]
    size, number = str(policy.networks.size), policy.networks.number
    if policy.networks.given:
        yield say("The networks stand in the sheet and stay as they are.")
    elif number == "auto":
        yield say("Networks of {size} members, as many as fit best.", size=size)
    else:
        yield say_n("{n} network of {size} members.", "{n} networks of {size} members.", number, size=size)
    yield reporting_line.told(policy.rules)
    if policy.rules.siblings:
        yield say("Those with the same direct superior are kept apart.")
    for stratum in policy.strata:
        yield say("Composed by itself: {name}.", name=stratum.name)
    for limit in policy.limits:
        yield _limit(limit)
    for goal in sorted(policy.goals, key=lambda goal: goal.rank):
        yield say("Goal {rank}: {goal}", rank=goal.rank, goal=_goal(goal))
    for duty, settings in policy.duties.per_network.items():
        yield from _duty(duty, settings)
    mentor, host = policy.duties.mentor, policy.duties.host
    if mentor is not None:
        yield say_n(
            "Each new leader has a mentor in the network; a mentor has at most {n} new leader.",
            "Each new leader has a mentor in the network; a mentor has at most {n} new leaders.",
            mentor.most_mentees,
        )
    if host is not None and host.same_as is not None:
        yield say("The {duty} hosts every meeting.", duty=DUTY_NAMES[host.same_as])
    elif host is not None:
        yield (
            say("The members take turns as host.")
            if host.new_leader_first
            else say("The members take turns as host; a new leader is never first.")
        )
    yield from calendar_sentences(policy)


def _duty(duty: Duty, settings: NetworkDuty) -> Iterator[Sentence]:
    """Who is chosen for a duty, and what counts."""
    name = DUTY_NAMES[duty]
    if isinstance(settings, FacilitatorDuty) and settings.modes:
        modes = (say("{mode} from meeting {n}", mode=MODES[part.mode], n=part.from_meeting) for part in settings.modes)
        yield say("Facilitation: {modes}.", modes=listed(*modes))
    if not settings.from_pool:
        return
    if settings.superior_of is not None:
        yield say(
            "The {duty} is the direct superior of the {other}.", duty=name, other=DUTY_NAMES[settings.superior_of]
        )
    elif settings.types:
        for type, pool in settings.types.items():
            yield say(
                "In networks of the type {type}, the {duty} is chosen among: {pool}.",
                type=type,
                duty=name,
                pool=_pool(pool),
            )
    else:
        yield say("Each network has a {duty}, chosen among: {pool}.", duty=name, pool=_pool(settings))
    yield {
        "yes": say("The {duty} is a member of the network.", duty=name),
        "no": say("The {duty} is in no network.", duty=name),
        "elsewhere": say("The {duty} is not a member of that network.", duty=name),
        "either": say("The {duty} may be in a network or not.", duty=name),
    }[settings.takes_part]
    if settings.never:
        yield say("Never {duty}: {words}.", duty=name, words=listed(*(AVOIDANCES[word] for word in settings.never)))
    if settings.avoid:
        yield say(
            "Avoided in the {duty}: {words}.", duty=name, words=listed(*(AVOIDANCES[word] for word in settings.avoid))
        )
    if settings.prefer:
        yield say(
            "Preferred in the {duty}, in order: {words}.",
            duty=name,
            words=listed(*(PREFERENCES[word] for word in settings.prefer)),
        )


def _pool(pool: Pool) -> Sentence | Sentences:
    levels, roles = listed(*(LEVELS[level] for level in pool.levels)), listed(*pool.roles)
    if pool.levels and pool.roles:
        return say("those with the role {roles} and the level {levels}", roles=roles, levels=levels)
    if pool.roles:
        return say("those with the role {roles}", roles=roles)
    return levels if pool.levels else say("everybody in the list")


def show_differences(
    console: Console,
    one: Policy,
    other: Policy,
    differences: Sequence[tuple[str, str | None, str | None]],
    language: Language,
) -> None:
    """The settings in which two policies differ, side by side."""
    screen = Screen(console, language)
    if not differences:
        screen.line(say("{one} and {other} are the same.", one=one.name, other=other.name))
        return
    screen.table(
        [(say("Setting"), False), (one.name, False), (other.name, False)],
        [(key, here or "–", there or "–") for key, here, there in differences],
    )


def _goal(goal: Goal) -> Sentence:
    match goal.goal:
        case "mix":
            return say(
                "as few as possible with the same {attribute} in a network.",
                attribute=attribute_name(goal.attribute or ""),
            )
        case "new_leaders":
            return say("new leaders are spread over the networks.")
        case "same":
            return say(
                "as many as possible with the same {attribute} in a network.",
                attribute=attribute_name(goal.attribute or ""),
            )
        case "new_faces":
            return say("as few as possible meet again from their present network.")
        case "churn":
            return say("as few as possible change network.")
        case "even_size":
            return say("networks of even size.")


def _limit(limit: ValueLimit) -> Sentence:
    said = _limited(limit)
    return said if limit.stratum is None else say("{stratum}: {limit}", stratum=limit.stratum, limit=said)


def _limited(limit: ValueLimit) -> Sentence:
    who: dict[str, Value] = {"attribute": attribute_name(limit.attribute), "value": limit.label}
    if limit.at_least is None:
        return say("In each network at most {n} with {attribute} {value}.", n=limit.at_most or 0, **who)
    if limit.at_most is None:
        return say("In each network at least {n} with {attribute} {value}.", n=limit.at_least, **who)
    return say(
        "In each network {least} to {most} with {attribute} {value}.", least=limit.at_least, most=limit.at_most, **who
    )
