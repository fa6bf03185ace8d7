"""Most wanted first, and nothing twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.plan import Composition, Theme
    from netcompose.policy.scenario import Scenario

RULE = "themes"


def judge(scenario: Scenario, composition: Composition, themes: Sequence[Theme]) -> Verdict:
    """No network takes up a theme twice, or a less wanted one while a more wanted one is left out; with scope = all, all take up the same.

    Wanted is measured by the members' wishes, with scope = all by everybody's and the topic bank's own votes.
    Violations: themes that come twice, that are taken before more wanted ones, and programmes unlike the others'.
    """
    settings, organisation = scenario.policy.themes, scenario.organisation
    assert settings is not None
    witnesses = []
    programmes: dict[str, list[Theme]] = defaultdict(list)
    for theme in themes:
        programmes[theme.network].append(theme)
    pinned = {_key(topic.name) for topic in organisation.topics if topic.meeting is not None}
    learning = {_key(wish) for wish in scenario.policy.duties.learning_wishes}
    everybody = {member for network in composition.networks for member in network.members}
    for network in composition.networks:
        who = everybody if settings.scope == "all" else set(network.members)
        wanted: Counter[str] = Counter()
        for person in organisation.people:
            if person.id in who:
                wanted.update({_key(wish) for wish in person.wishes} - learning)
        if settings.scope == "all":
            for topic in organisation.topics:
                wanted[_key(topic.name)] += topic.votes
        programme = sorted(programmes[network.id], key=lambda theme: theme.meeting)
        taken = [_key(theme.theme) for theme in programme]
        for key, times in sorted(Counter(taken).items()):
            if times > 1:
                witnesses.append(say("{network} takes up {theme} twice.", network=network.name, theme=key))
        chosen = [key for key in taken if key not in pinned]
        left = max((wanted[key] for key in wanted.keys() - set(taken) - pinned), default=0)
        by_meeting = [(theme.meeting, wanted[_key(theme.theme)]) for theme in programme if _key(theme.theme) in chosen]
        if any(theme.votes != wanted[_key(theme.theme)] for theme in programme):
            witnesses.append(say("{network} has themes with wrong votes.", network=network.name))
        if any(votes < left for _, votes in by_meeting) or any(
            one < other for (a, one) in by_meeting for (b, other) in by_meeting if a < b
        ):
            witnesses.append(say("{network} takes up a theme before one that is more wanted.", network=network.name))
    if settings.scope == "all" and len({tuple((t.meeting, _key(t.theme)) for t in p) for p in programmes.values()}) > 1:
        witnesses.append(say("The networks do not have the same programme."))
    return Verdict(
        RULE,
        say_n(
            "{n} theme, most wanted first.", "{n} themes, the most wanted first.", len({_key(t.theme) for t in themes})
        )
        if not witnesses
        else say_n("{n} remark on the themes.", "{n} remarks on the themes.", len(witnesses)),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
