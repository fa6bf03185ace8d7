"""Contradictions that can be seen without a solver, in milliseconds, and told by name.

Each check is exact in one direction: what it reports is impossible, and what it names is enough for that. What it does not see, the
solver will.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netcompose.compose.case import Case
from netcompose.compose.demands import divided_pairs, sibling_groups
from netcompose.compose.outcome import Clash
from netcompose.compose.shortages import (
    limit_seats,
    limit_totals,
    limits_together,
    mentors,
    too_few_people,
    too_few_seats,
)
from netcompose.language import say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netcompose.compose.demands import Pair
    from netcompose.policy.scenario import Scenario


def contradictions(scenario: Scenario, apart: Mapping[Pair, str] | None = None) -> tuple[Clash, ...]:
    """The first contradiction found, as the clashes that make it up; nothing when no check finds any.

    `apart` says which rule each pair comes from where the scenario itself no longer does (see `elements.only`).
    """
    case = Case(scenario, apart)
    checks: tuple[Callable[[Case], tuple[Clash, ...]], ...] = (
        _nobody,
        _sizes,
        _locked_networks,
        _locked_sizes,
        limit_totals,
        mentors,
        _siblings,
        _two_in_one,
        _locked_pairs,
        _together,
        _above_all,
        _too_many_apart,
        _too_many_large_groups,
        _above_too_many,
        _no_network_left,
        limit_seats,
        limits_together,
        too_few_seats,
        too_few_people,
    )
    return next((found for check in checks if (found := check(case))), ())


def _nobody(case: Case) -> tuple[Clash, ...]:
    if case.people:
        return ()
    stratum = case.scenario.stratum
    message = (
        say("Nobody takes part: no one in the list has a level that the policy includes.")
        if stratum is None
        else say("Nobody takes part in the stratum {stratum}.", stratum=stratum)
    )
    return (Clash("placed_once", (), message),)


def _sizes(case: Case) -> tuple[Clash, ...]:
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
        else say(
            "{n} participants are too many: {networks} networks of {size} hold at most {most}.",
            n=people,
            networks=networks,
            size=str(size),
            most=most,
        )
    )
    return (Clash("group_size", (), message),)


def _locked_networks(case: Case) -> tuple[Clash, ...]:
    scenario = case.scenario
    networks = set(scenario.networks)
    strange = sorted(person for person, network in case.locked.items() if network not in networks)
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
        Clash("locked", tuple(sorted(case.locked)), message),
        Clash("group_size", (), say("The policy sets the number of networks.")),
    )


def _locked_sizes(case: Case) -> tuple[Clash, ...]:
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


def _siblings(case: Case) -> tuple[Clash, ...]:
    """Somebody with more reports who may not meet than there are networks."""
    for group in sibling_groups(case.scenario):  # of a part of the demands, `_too_many_apart` sees it
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


def _two_in_one(case: Case) -> tuple[Clash, ...]:
    """Two who may not meet where there is just one network: whatever else is demanded of them is not needed for it."""
    return _too_many_apart(case) if case.networks == 1 else ()


def _locked_pairs(case: Case) -> tuple[Clash, ...]:
    locked, anchor = case.locked, case.anchor
    meeting = sorted(
        (min(pair), max(pair))
        for pair in (case.pairs if locked else ())
        if pair[0] in anchor and pair[1] in anchor and locked[anchor[pair[0]]] == locked[anchor[pair[1]]]
    )
    for one, other in meeting:
        if (one, other) == (anchor[one], anchor[other]):
            message = say(
                "{names} are both locked to network {network}.", names=case.names((one, other)), network=locked[one]
            )
            return (Clash("locked", (one, other), message), case.clash((one, other)))
        if not any(one in group and other in group for group in case.groups):  # of a group it is told there
            return (*case.held(one, other), case.clash((one, other)))
    return ()


def _together(case: Case) -> tuple[Clash, ...]:
    for pair in divided_pairs(case.scenario):
        message = say("{names} are to sit together, but belong to different strata.", names=case.names(pair))
        return (Clash("together", pair, message),)
    grouped = {person for group in case.groups for person in group}
    near = {(min(pair), max(pair)) for pair in (case.pairs if grouped else ()) if grouped.issuperset(pair)}
    for group in case.groups:
        if len(group) > case.size.largest:
            return (case.wanted(group), case.size_clash())
        seats = {case.locked[person]: person for person in group if person in case.locked}
        if len(seats) > 1:
            people = tuple(sorted(seats.values()))
            message = say("{names} are locked to different networks.", names=case.names(people))
            return (case.wanted(group), Clash("locked", people, message))
        for pair in combinations(group, 2):
            if pair in near:
                return (case.wanted(group), case.clash(pair))
    return ()


def _above_all(case: Case) -> tuple[Clash, ...]:
    """With any link kept apart, somebody who is above so many that no network is left for them."""
    if case.scenario.policy.rules.reporting_line != "chain" or not case.line:
        return ()
    ((person, count),) = Counter(superior for superior, _ in case.line).most_common(
        1
    )  # two cannot both be above too many
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


def _too_many_apart(case: Case) -> tuple[Clash, ...]:
    """More people who are all apart from each other than there are networks (a greedy clique, largest degrees first)."""
    needed = case.networks + 1
    many = {person for person, pairs in case.degrees.items() if pairs >= case.networks}
    if len(many) < needed:
        return ()
    foes = case.foes_among(many)
    order = sorted(foes, key=lambda person: (-len(foes[person]), person))
    for first in order:
        clique = [first]
        for person in sorted(foes[first], key=lambda person: (-len(foes[person]), person)):
            if all(person in foes[member] for member in clique):
                clique.append(person)
        if len(clique) < needed:
            continue
        rules = case.rules_apart(clique)
        if len(rules) > 1:  # so few that each rule is needed
            clique = clique[:needed]
            rules = case.rules_apart(clique)
        clique.sort()
        message = say_n(
            "{names} must all be apart from each other, but there is only {n} network.",
            "{names} must all be apart from each other, but there are only {n} networks.",
            case.networks,
            names=case.names(clique),
        )
        first, *others = rules
        return (Clash(first, tuple(clique), message), *(case.pairs_clash(rule, rules[rule]) for rule in others))
    return ()


def _too_many_large_groups(case: Case) -> tuple[Clash, ...]:
    """More groups that must sit together than there are networks, no two of which fit into one.

    Proof. Sorted by size, the two smallest of the first networks + 1 groups have more members than a network holds, so any two of these do.
    """
    groups = sorted(case.groups, key=lambda group: (-len(group), group))[: case.networks + 1]
    if len(groups) <= case.networks or len(groups) < 2 or len(groups[-1]) + len(groups[-2]) <= case.size.largest:
        return ()
    return (case.size_clash(), *map(case.wanted, groups))


def _above_too_many(case: Case) -> tuple[Clash, ...]:
    """Somebody who may meet too few to fill a network, or whose foes do not fit into the other networks."""
    people, networks, size = case.people, case.networks, case.size

    # with more foes than `spare` too few are left to meet; with more than `room` they do not fit elsewhere
    spare, room = people - size.smallest, (networks - 1) * size.largest
    most = min(spare, room)
    foes = case.foes_of({person for person, pairs in case.degrees.items() if pairs > most})
    for person, others in sorted(foes.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(others) <= most:
            return ()
        by_rule = case.foes_by_rule(person)
        for rule in sorted(by_rule, key=lambda rule: (len(by_rule[rule]), rule)):
            if len(set[str]().union(*(some for other, some in by_rule.items() if other != rule))) > most:
                del by_rule[rule]  # the other rules do without this one
        count = len(set[str]().union(*by_rule.values()))
        message = (
            say(
                "{name} may meet only {others} of the others; a network needs {needed}.",
                name=case.name(person),
                others=people - 1 - count,
                needed=size.smallest - 1,
            )
            if spare == most
            else say(
                "{name} must be apart from {count} others, but the other networks hold only {room}.",
                name=case.name(person),
                count=count,
                room=room,
            )
        )
        return (*(Clash(rule, (person,), message) for rule in sorted(by_rule)), case.size_clash())
    return ()


def _no_network_left(case: Case) -> tuple[Clash, ...]:
    """Somebody for whom every network holds a locked foe, or is full of locked seats."""
    locked, anchor = case.locked, case.anchor
    if not locked:
        return ()
    full = {network for network, seats in Counter(locked.values()).items() if seats >= case.size.largest}
    closed: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
    for one, other in case.pairs:
        if (one in anchor) != (other in anchor):
            person, foe = (other, one) if one in anchor else (one, other)
            pair = (min(one, other), max(one, other))
            network = locked[anchor[foe]]
            closed[person][network] = min(pair, closed[person].get(network, pair))
    for person, pairs in sorted(closed.items()):
        if len(pairs.keys() | full) == case.networks:
            brimful = full - pairs.keys()
            foes = [one if other == person else other for one, other in pairs.values()]
            held = case.held(*foes, *(p for p, network in locked.items() if network in brimful))
            message = say(
                "{name} finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
                name=case.name(person),
            )
            return (
                Clash("locked", held[0].people, message),
                *held[1:],
                *(case.clash(pairs[network]) for network in sorted(pairs)),
                *([case.size_clash()] if brimful else []),
            )
    return ()
