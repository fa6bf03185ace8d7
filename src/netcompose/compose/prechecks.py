"""Contradictions that can be seen without a solver, in milliseconds, and told by name.

Each check is exact in one direction: what it reports is impossible. What it does not see, the solver will.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netcompose.compose.demands import apart_pairs, reporting_pairs, together_groups
from netcompose.compose.outcome import Clash
from netcompose.language import listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netcompose.language import Sentences
    from netcompose.policy.scenario import Scenario


def contradictions(scenario: Scenario) -> tuple[Clash, ...]:
    """The first contradiction found, as the clashes that make it up; nothing when no check finds any."""
    checks: tuple[Callable[[Scenario], tuple[Clash, ...]], ...] = (
        _nobody,
        _sizes,
        _locked_networks,
        _locked_sizes,
        _locked_pairs,
        _together,
        _too_many_apart,
        _above_too_many,
        _no_network_left,
        _mentors,
    )
    return next((found for check in checks if (found := check(scenario))), ())


def _names(scenario: Scenario, people: Iterable[str]) -> Sentences:
    return listed(*(scenario.organisation.person(person).name for person in people))


def _nobody(scenario: Scenario) -> tuple[Clash, ...]:
    if scenario.participants:
        return ()
    return (
        Clash("placed_once", (), say("Nobody takes part: no one in the list has a level that the policy includes.")),
    )


def _sizes(scenario: Scenario) -> tuple[Clash, ...]:
    people, networks, size = len(scenario.participants), len(scenario.networks), scenario.size
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


def _locked_networks(scenario: Scenario) -> tuple[Clash, ...]:
    strange = sorted(person for person, network in scenario.locked.items() if network not in scenario.networks)
    if not strange:
        return ()
    message = say(
        "Seats are locked in {locked} different networks, but there are to be only {networks}.",
        locked=len(set(scenario.locked.values())),
        networks=len(scenario.networks),
    )
    return (
        Clash("locked", tuple(strange), message),
        Clash("group_size", (), say("The policy sets the number of networks.")),
    )


def _locked_sizes(scenario: Scenario) -> tuple[Clash, ...]:
    for network, seats in sorted(Counter(scenario.locked.values()).items()):
        if seats > scenario.size.largest:
            people = tuple(sorted(person for person, there in scenario.locked.items() if there == network))
            message = say(
                "{seats} people are locked to network {network}, which holds at most {largest}.",
                seats=seats,
                network=network,
                largest=scenario.size.largest,
            )
            return (Clash("locked", people, message), _size_clash(scenario))
    return ()


def _size_clash(scenario: Scenario) -> Clash:
    return Clash("group_size", (), say("A network has {size} members.", size=str(scenario.size)))


def _kept_apart(scenario: Scenario) -> dict[tuple[str, str], Clash]:
    """Every pair that may not meet, with the rule that says so."""
    clashes: dict[tuple[str, str], Clash] = {}
    organisation = scenario.organisation
    for superior, subordinate in reporting_pairs(scenario):
        clashes[min(superior, subordinate), max(superior, subordinate)] = Clash(
            "reporting_line",
            (superior, subordinate),
            say(
                "{superior} is the superior of {subordinate}.",
                superior=organisation.person(superior).name,
                subordinate=organisation.person(subordinate).name,
            ),
        )
    for one, other in apart_pairs(scenario):
        clashes.setdefault(
            (one, other),
            Clash("apart", (one, other), say("{names} are to be apart.", names=_names(scenario, (one, other)))),
        )
    return clashes


def _locked_pairs(scenario: Scenario) -> tuple[Clash, ...]:
    locked = scenario.locked
    for (one, other), clash in _kept_apart(scenario).items():
        if one in locked and locked[one] == locked.get(other):
            message = say(
                "{names} are both locked to network {network}.",
                names=_names(scenario, (one, other)),
                network=locked[one],
            )
            return (Clash("locked", (one, other), message), clash)
    return ()


def _together(scenario: Scenario) -> tuple[Clash, ...]:
    locked, apart = scenario.locked, _kept_apart(scenario)
    for group in together_groups(scenario):
        wanted = Clash("together", group, say("{names} are to sit together.", names=_names(scenario, group)))
        if len(group) > scenario.size.largest:
            return (wanted, _size_clash(scenario))
        seats = {locked[person]: person for person in group if person in locked}
        if len(seats) > 1:
            people = tuple(sorted(seats.values()))
            return (
                wanted,
                Clash(
                    "locked", people, say("{names} are locked to different networks.", names=_names(scenario, people))
                ),
            )
        inside = set(group)
        for (one, other), clash in apart.items():
            if one in inside and other in inside:
                return (wanted, clash)
    return ()


def _too_many_apart(scenario: Scenario) -> tuple[Clash, ...]:
    """More people who are all apart from each other than there are networks (a greedy clique, largest degrees first)."""
    apart = _kept_apart(scenario)
    foes: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in apart:
        foes[one].add(other)
        foes[other].add(one)
    needed = len(scenario.networks) + 1
    order = sorted(
        (person for person in foes if len(foes[person]) >= needed - 1), key=lambda person: (-len(foes[person]), person)
    )
    for first in order:
        clique = [first]
        for person in sorted(foes[first], key=lambda person: (-len(foes[person]), person)):
            if len(clique) < needed and all(person in foes[member] for member in clique):
                clique.append(person)
        if len(clique) == needed:
            rules = sorted({apart[min(a, b), max(a, b)].rule for a in clique for b in clique if a != b})
            message = say(
                "{names} must all be apart from each other, but there are only {networks} networks.",
                names=_names(scenario, sorted(clique)),
                networks=len(scenario.networks),
            )
            return tuple(Clash(rule, tuple(sorted(clique)), message) for rule in rules)
    return ()


def _above_too_many(scenario: Scenario) -> tuple[Clash, ...]:
    """Somebody who may meet too few to fill a network, or whose foes do not fit into the other networks."""
    apart = _kept_apart(scenario)
    people, networks, size = len(scenario.participants), len(scenario.networks), scenario.size
    foes = Counter(person for pair in apart for person in pair)
    for person, count in sorted(foes.items(), key=lambda item: (-item[1], item[0])):
        alone = people - 1 - count < size.smallest - 1
        if not alone and count <= (networks - 1) * size.largest:
            return ()
        rules = sorted({clash.rule for pair, clash in apart.items() if person in pair})
        name = scenario.organisation.person(person).name
        message = (
            say(
                "{name} may meet only {others} of the others; a network needs {needed}.",
                name=name,
                others=people - 1 - count,
                needed=size.smallest - 1,
            )
            if alone
            else say(
                "{name} must be apart from {count} others, but the other networks hold only {room}.",
                name=name,
                count=count,
                room=(networks - 1) * size.largest,
            )
        )
        return (*(Clash(rule, (person,), message) for rule in rules), _size_clash(scenario))
    return ()


def _no_network_left(scenario: Scenario) -> tuple[Clash, ...]:
    """Somebody for whom every network holds a locked foe, or is full of locked seats."""
    locked, apart = scenario.locked, _kept_apart(scenario)
    full = {network for network, seats in Counter(locked.values()).items() if seats >= scenario.size.largest}
    closed: defaultdict[str, dict[str, Clash]] = defaultdict(dict)
    for (one, other), clash in apart.items():
        for person, foe in ((one, other), (other, one)):
            if foe in locked and person not in locked:
                closed[person].setdefault(locked[foe], clash)
    for person, clashes in sorted(closed.items()):
        if len(clashes.keys() | full) == len(scenario.networks):
            holders = tuple(
                sorted(foe for foe in locked if (min(person, foe), max(person, foe)) in apart or locked[foe] in full)
            )
            message = say(
                "{name} finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
                name=scenario.organisation.person(person).name,
            )
            return (Clash("locked", holders, message), *(clashes[network] for network in sorted(clashes)))
    return ()


def _mentors(scenario: Scenario) -> tuple[Clash, ...]:
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
