"""Each network has enough, and not too many, of those whom the policy names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import attribute_name, say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "limits"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """In every network at least and at most so many members have a value, e.g. at least one school leader.

    Violations: members with the value missing or too many, summed over networks and limits.
    """
    violations = 0
    witnesses: list[Sentence] = []
    for limit in scenario.policy.limits:
        concerned = {person.id for person in scenario.people if limit.concerns(person)}
        least, most = limit.at_least or 0, len(scenario.people) if limit.at_most is None else limit.at_most
        for network in composition.networks:
            members = sum(member in concerned for member in network.members)
            violations += max(0, least - members, members - most)
            if members < least:
                witnesses.append(
                    say(
                        "{network} has {members} members with {attribute} {value}; at least {least} are wanted.",
                        network=network.name,
                        members=members,
                        attribute=attribute_name(limit.attribute),
                        value=limit.label,
                        least=least,
                    )
                )
            elif members > most:
                witnesses.append(
                    say(
                        "{network} has {members} members with {attribute} {value}; at most {most} are allowed.",
                        network=network.name,
                        members=members,
                        attribute=attribute_name(limit.attribute),
                        value=limit.label,
                        most=most,
                    )
                )
    return Verdict(
        RULE,
        say_n(
            "{n} limit on the members of each network.",
            "{n} limits on the members of each network.",
            len(scenario.policy.limits),
        )
        if scenario.policy.limits
        else say("The policy limits nobody's number in a network."),
        violations=violations,
        witnesses=tuple(witnesses),
    )
