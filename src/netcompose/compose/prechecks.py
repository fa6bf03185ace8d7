"""Contradictions that can be seen without a solver, in milliseconds, and told by name.

Each check is exact in one direction: what it reports is impossible. What it does not see, the solver will.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from netcompose.compose.demands import (
    apart_pairs,
    divided_pairs,
    limits,
    reporting_pairs,
    sibling_groups,
    together_groups,
)
from netcompose.compose.outcome import Clash
from netcompose.language import attribute_name, listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netcompose.compose.demands import Limit, Pair
    from netcompose.language import Sentence, Sentences
    from netcompose.policy.scenario import Scenario


def contradictions(scenario: Scenario) -> tuple[Clash, ...]:
    """The first contradiction found, as the clashes that make it up; nothing when no check finds any."""
    case = _Case(scenario)
    checks: tuple[Callable[[_Case], tuple[Clash, ...]], ...] = (
        _nobody,
        _sizes,
        _locked_networks,
        _locked_sizes,
        _siblings,
        _locked_pairs,
        _together,
        _above_all,
        _too_many_apart,
        _above_too_many,
        _no_network_left,
        _limit_totals,
        _limit_seats,
        _limits_together,
        _mentors,
    )
    return next((found for check in checks if (found := check(case))), ())


class _Case:
    """A scenario, and what several checks ask of it, worked out once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.people, self.networks = len(scenario.participants), len(scenario.networks)
        self.size, self.locked = scenario.size, scenario.locked

    def name(self, person: str) -> str:
        return self.scenario.organisation.person(person).name

    def names(self, people: Iterable[str]) -> Sentences:
        return listed(*map(self.name, people))

    def size_clash(self) -> Clash:
        return Clash("group_size", (), say("A network has {size} members.", size=str(self.size)))

    @cached_property
    def line(self) -> tuple[Pair, ...]:
        return reporting_pairs(self.scenario)

    @cached_property
    def apart(self) -> dict[Pair, str]:
        """Every pair that may not meet, with the rule that says so."""
        rules: dict[Pair, str] = {(min(pair), max(pair)): "reporting_line" for pair in self.line}
        for group in sibling_groups(self.scenario):
            for pair in combinations(group, 2):
                rules.setdefault(pair, "siblings")
        for pair in apart_pairs(self.scenario):
            rules.setdefault(pair, "apart")
        return rules

    @cached_property
    def foes(self) -> dict[str, set[str]]:
        """Whom each person may not meet, for those who have anybody."""
        foes: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in self.apart:
            foes[one].add(other)
            foes[other].add(one)
        return dict(foes)

    def rules_of(self, person: str) -> list[str]:
        """The rules that keep a person apart from others."""
        return sorted({rule for pair, rule in self.apart.items() if person in pair})

    def clash(self, pair: Pair) -> Clash:
        """What keeps a pair apart."""
        rule, organisation = self.apart[pair], self.scenario.organisation
        if rule == "apart":
            return Clash(rule, pair, say("{names} are to be apart.", names=self.names(pair)))
        if rule == "siblings":
            superior = organisation.superior(pair[0])
            assert superior is not None
            message = say("{names} both report to {superior}.", names=self.names(pair), superior=superior.name)
            return Clash(rule, pair, message)
        one, other = pair
        superior_first = pair if any(above.id == one for above in organisation.superiors(other)) else (other, one)
        message = say(
            "{superior} is the superior of {subordinate}.",
            superior=self.name(superior_first[0]),
            subordinate=self.name(superior_first[1]),
        )
        return Clash(rule, superior_first, message)


def _nobody(case: _Case) -> tuple[Clash, ...]:
    if case.people:
        return ()
    stratum = case.scenario.stratum
    message = (
        say("Nobody takes part: no one in the list has a level that the policy includes.")
        if stratum is None
        else say("Nobody takes part in the stratum {stratum}.", stratum=stratum)
    )
    return (Clash("placed_once", (), message),)


def _sizes(case: _Case) -> tuple[Clash, ...]:
    people, networks, size = case.people, case.networks, case.size
    fewest, most = networks * size.smallest, networks * size.largest
    if fewest <= people <= most:
        return ()
    message = (
        say_n(
            "{n} participant is too few: {networks} networks of {size} need at least {fewest}.",
            "{n} participants are too few: {networks} networks of {size} need at least {fewest}.",
            people,
            networks=networks,
            size=str(size),
            fewest=fewest,
        )
        if people < fewest
        else say_n(
            "{n} participant is too many: {networks} networks of {size} hold at most {most}.",
            "{n} participants are too many: {networks} networks of {size} hold at most {most}.",
            people,
            networks=networks,
            size=str(size),
            most=most,
        )
    )
    return (Clash("group_size", (), message),)


def _locked_networks(case: _Case) -> tuple[Clash, ...]:
    scenario = case.scenario
    strange = sorted(person for person, network in case.locked.items() if network not in scenario.networks)
    if not strange:
        return ()
    if abroad := [person for person in strange if case.locked[person] in scenario.reserved]:
        message = say(
            "{names}: locked to a network of another stratum than their own, {stratum}.",
            names=case.names(abroad),
            stratum=scenario.stratum or "",
        )
        return (Clash("locked", tuple(abroad), message),)
    message = say(
        "Seats are locked in {locked} different networks, but there are to be only {networks}.",
        locked=len(set(case.locked.values())),
        networks=case.networks,
    )
    return (
        Clash("locked", tuple(strange), message),
        Clash("group_size", (), say("The policy sets the number of networks.")),
    )


def _locked_sizes(case: _Case) -> tuple[Clash, ...]:
    for network, seats in sorted(Counter(case.locked.values()).items()):
        if seats > case.size.largest:
            people = tuple(sorted(person for person, there in case.locked.items() if there == network))
            message = say(
                "{seats} people are locked to network {network}, which holds at most {largest}.",
                seats=seats,
                network=network,
                largest=case.size.largest,
            )
            return (Clash("locked", people, message), case.size_clash())
    return ()


def _siblings(case: _Case) -> tuple[Clash, ...]:
    """Somebody with more reports who may not meet than there are networks."""
    for group in sibling_groups(case.scenario):
        superior = case.scenario.organisation.superior(group[0])
        if len(group) > case.networks and superior is not None:
            message = say_n(
                "{people} participants report to {superior} and may not meet each other, but there is only {n} network.",
                "{people} participants report to {superior} and may not meet each other, but there are only {n} networks.",
                case.networks,
                people=len(group),
                superior=superior.name,
            )
            return (Clash("siblings", group, message),)
    return ()


def _locked_pairs(case: _Case) -> tuple[Clash, ...]:
    locked = case.locked
    for one, other in case.apart if locked else ():
        if one in locked and locked[one] == locked.get(other):
            message = say(
                "{names} are both locked to network {network}.", names=case.names((one, other)), network=locked[one]
            )
            return (Clash("locked", (one, other), message), case.clash((one, other)))
    return ()


def _together(case: _Case) -> tuple[Clash, ...]:
    for pair in divided_pairs(case.scenario):
        message = say("{names} are to sit together, but belong to different strata.", names=case.names(pair))
        return (Clash("together", pair, message),)
    for group in together_groups(case.scenario):
        wanted = Clash("together", group, say("{names} are to sit together.", names=case.names(group)))
        if len(group) > case.size.largest:
            return (wanted, case.size_clash())
        seats = {case.locked[person]: person for person in group if person in case.locked}
        if len(seats) > 1:
            people = tuple(sorted(seats.values()))
            message = say("{names} are locked to different networks.", names=case.names(people))
            return (wanted, Clash("locked", people, message))
        for pair in combinations(group, 2):
            if pair in case.apart:
                return (wanted, case.clash(pair))
    return ()


def _above_all(case: _Case) -> tuple[Clash, ...]:
    """With any link kept apart, somebody who is above so many that no network is left for them."""
    if case.scenario.policy.rules.reporting_line != "chain":
        return ()
    below = Counter(superior for superior, _ in case.line)
    for person, count in sorted(below.items(), key=lambda item: (-item[1], item[0])):
        if case.people - count >= case.size.smallest and count <= (case.networks - 1) * case.size.largest:
            return ()
        message = say(
            "{name} takes part and is above {below} of the {others} others, so that no network is left for them. "
            'reporting_exempt = ["{level}"] under [rules] in the policy lets them meet, reporting_depth keeps fewer apart.',
            name=case.name(person),
            below=count,
            others=case.people - 1,
            level=case.scenario.organisation.person(person).level.value,
        )
        return (Clash("reporting_line", (person,), message), case.size_clash())
    return ()


def _too_many_apart(case: _Case) -> tuple[Clash, ...]:
    """More people who are all apart from each other than there are networks (a greedy clique, largest degrees first)."""
    foes, needed = case.foes, case.networks + 1
    order = sorted(
        (person for person in foes if len(foes[person]) >= needed - 1), key=lambda person: (-len(foes[person]), person)
    )
    for first in order:
        clique = [first]
        for person in sorted(foes[first], key=lambda person: (-len(foes[person]), person)):
            if len(clique) < needed and all(person in foes[member] for member in clique):
                clique.append(person)
        if len(clique) == needed:
            clique.sort()
            message = say(
                "{names} must all be apart from each other, but there are only {networks} networks.",
                names=case.names(clique),
                networks=case.networks,
            )
            rules = sorted({case.apart[pair] for pair in combinations(clique, 2)})
            return tuple(Clash(rule, tuple(clique), message) for rule in rules)
    return ()


def _above_too_many(case: _Case) -> tuple[Clash, ...]:
    """Somebody who may meet too few to fill a network, or whose foes do not fit into the other networks."""
    people, networks, size = case.people, case.networks, case.size
    for person, foes in sorted(case.foes.items(), key=lambda item: (-len(item[1]), item[0])):
        count = len(foes)
        alone = people - 1 - count < size.smallest - 1
        if not alone and count <= (networks - 1) * size.largest:
            return ()
        message = (
            say(
                "{name} may meet only {others} of the others; a network needs {needed}.",
                name=case.name(person),
                others=people - 1 - count,
                needed=size.smallest - 1,
            )
            if alone
            else say(
                "{name} must be apart from {count} others, but the other networks hold only {room}.",
                name=case.name(person),
                count=count,
                room=(networks - 1) * size.largest,
            )
        )
        return (*(Clash(rule, (person,), message) for rule in case.rules_of(person)), case.size_clash())
    return ()


def _no_network_left(case: _Case) -> tuple[Clash, ...]:
    """Somebody for whom every network holds a locked foe, or is full of locked seats."""
    locked = case.locked
    if not locked:
        return ()
    full = {network for network, seats in Counter(locked.values()).items() if seats >= case.size.largest}
    closed: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in case.apart:
        for person, foe in (pair, pair[::-1]):
            if foe in locked and person not in locked:
                closed[person].setdefault(locked[foe], pair)
    for person, pairs in sorted(closed.items()):
        if len(pairs.keys() | full) == case.networks:
            holders = tuple(sorted(foe for foe in locked if foe in case.foes[person] or locked[foe] in full))
            message = say(
                "{name} finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
                name=case.name(person),
            )
            return (Clash("locked", holders, message), *(case.clash(pairs[network]) for network in sorted(pairs)))
    return ()


def _what(limit: Limit) -> Sentence:
    return say("{attribute} {value}", attribute=attribute_name(limit.attribute), value=limit.value)


def _limit_totals(case: _Case) -> tuple[Clash, ...]:
    """Fewer people with a value than the networks must have, or more than they may."""
    for limit in limits(case.scenario):
        people, needed = len(limit.people), case.networks * limit.at_least
        if people == 0 and needed:
            message = say(
                "Nobody has {what}, but each network is to have at least {least}.",
                what=_what(limit),
                least=limit.at_least,
            )
        elif people < needed:
            message = say_n(
                "{n} participant has {what}: {networks} networks with at least {least} each need {needed}.",
                "{n} participants have {what}: {networks} networks with at least {least} each need {needed}.",
                people,
                what=_what(limit),
                networks=case.networks,
                least=limit.at_least,
                needed=needed,
            )
        elif limit.at_most is not None and people > case.networks * limit.at_most:
            message = say_n(
                "{n} participant has {what}: {networks} networks with at most {most} each have room for {room}.",
                "{n} participants have {what}: {networks} networks with at most {most} each have room for {room}.",
                people,
                what=_what(limit),
                networks=case.networks,
                most=limit.at_most,
                room=case.networks * limit.at_most,
            )
        else:
            continue
        return (Clash("limits", limit.people, message),)
    return ()


def _limit_seats(case: _Case) -> tuple[Clash, ...]:
    """Locked seats in a network that leave too few, or take too many."""
    in_network: defaultdict[str, set[str]] = defaultdict(set)
    for person, network in case.locked.items():
        in_network[network].add(person)
    for limit in limits(case.scenario):
        for network, people in sorted(in_network.items()):
            with_value = people & set(limit.people)
            if limit.at_most is not None and len(with_value) > limit.at_most:
                wrong, rule = with_value, say("At most {n} of {what} in each.", n=limit.at_most, what=_what(limit))
            elif len(people - with_value) > case.size.largest - limit.at_least:
                wrong, rule = people, say("At least {n} of {what} in each.", n=limit.at_least, what=_what(limit))
            else:
                continue
            message = say("{names} are locked to network {network}.", names=case.names(sorted(wrong)), network=network)
            return (Clash("locked", tuple(sorted(wrong)), message), Clash("limits", (), rule))
    return ()


def _limits_together(case: _Case) -> tuple[Clash, ...]:
    """More with a value who are to sit together than a network may have."""
    for limit in limits(case.scenario):
        for group in together_groups(case.scenario) if limit.at_most is not None else ():
            with_value = sorted(set(limit.people).intersection(group))
            if limit.at_most is not None and len(with_value) > limit.at_most:
                return (
                    Clash("together", group, say("{names} are to sit together.", names=case.names(group))),
                    Clash(
                        "limits",
                        tuple(with_value),
                        say("At most {n} of {what} in each.", n=limit.at_most, what=_what(limit)),
                    ),
                )
    return ()


def _mentors(case: _Case) -> tuple[Clash, ...]:
    scenario = case.scenario
    if not scenario.mentors_wanted:
        return ()
    room = sum(scenario.mentees_at_most(person) for person in scenario.participants)
    if room >= len(scenario.new):
        return ()
    message = say_n(
        "{n} new leader needs a mentor, but all mentors together may have only {room}.",
        "{n} new leaders need a mentor, but all mentors together may have only {room}.",
        len(scenario.new),
        room=room,
    )
    return (Clash("mentor_supply", tuple(sorted(scenario.new)), message),)
