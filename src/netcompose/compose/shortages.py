"""Shortages: too few of a kind, too few mentors, too few seats for those who may sit in a few networks only."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netcompose.compose.case import fewest, value_sentence, what
from netcompose.compose.outcome import Clash
from netcompose.language import listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from netcompose.compose.case import Case
    from netcompose.compose.demands import Pair
    from netcompose.language import Sentence


def limit_totals(case: Case) -> tuple[Clash, ...]:
    """Fewer people with a value than the networks must have, or more than they may."""
    for which, limit in enumerate(case.limits):
        people, needed = len(limit.people), case.networks * limit.at_least
        if people == 0 and needed:
            message = say(
                "Nobody has {what}, but each network is to have at least {least}.",
                what=value_sentence(limit),
                least=limit.at_least,
            )
        elif people < needed:
            message = say_n(
                "{n} participant has {what}: {networks} networks with at least {least} each need {needed}.",
                "{n} participants have {what}: {networks} networks with at least {least} each need {needed}.",
                people,
                what=value_sentence(limit),
                networks=case.networks,
                least=limit.at_least,
                needed=needed,
            )
        elif limit.at_most is not None and people > case.networks * limit.at_most:
            message = say(
                "{n} participants have {what}: {networks} networks with at most {most} each have room for {room}.",
                n=people,
                what=value_sentence(limit),
                networks=case.networks,
                most=limit.at_most,
                room=case.networks * limit.at_most,
            )
        else:
            continue
        return (Clash("limits", limit.people, message, which),)
    return ()


def limit_seats(case: Case) -> tuple[Clash, ...]:
    """Locked seats in a network that leave too few, or take too many."""
    in_network: defaultdict[str, set[str]] = defaultdict(set)
    for person, network in case.locked.items():
        in_network[network].add(person)
    for which, limit in enumerate(case.limits):
        for network, people in sorted(in_network.items()):
            with_value = people & set(limit.people)
            if limit.at_most is not None and len(with_value) > limit.at_most:
                wrong, sizes = sorted(with_value), []
            elif len(people - with_value) > case.size.largest - limit.at_least:
                wrong, sizes = sorted(people - with_value), [case.size_clash()]
            else:
                continue
            message = say("{names} are locked to network {network}.", names=case.names(wrong), network=network)
            return (Clash("locked", tuple(wrong), message), Clash("limits", limit.people, what(limit), which), *sizes)
    return ()


def limits_together(case: Case) -> tuple[Clash, ...]:
    """More with a value who are to sit together than a network may have."""
    for which, limit in enumerate(case.limits):
        if limit.at_most is None:
            continue
        for group in case.groups:
            if len(set(limit.people).intersection(group)) > limit.at_most:
                return (case.wanted(group), Clash("limits", limit.people, what(limit), which))
    return ()


def mentors(case: Case) -> tuple[Clash, ...]:
    scenario = case.scenario
    if not (scenario.mentors_wanted and scenario.new):
        return ()
    room = 0
    for person in scenario.participants:
        room += scenario.mentees_at_most(person)
        if room >= len(scenario.new):
            return ()
    message = say_n(
        "{n} new leader needs a mentor, but all mentors together may have only {room}.",
        "{n} new leaders need a mentor, but all mentors together may have only {room}.",
        len(scenario.new),
        room=room,
    )
    return (Clash("mentor_supply", tuple(sorted(scenario.new)), message),)


# -- Hall's condition, by a flow ------------------------------------------------------------------------------------


def too_few_seats(case: Case) -> tuple[Clash, ...]:
    """People whom locked seats keep out of so many networks that the others have too few seats for them.

    By a flow from people, put together by the networks that are open to them, to the seats that are not locked: where it does not reach
    everybody, a cut names the people and their networks (Hall's theorem).
    """
    closed = _closed(case)
    if not closed:
        return ()
    classes, networks = _classes(closed), case.scenario.networks
    locked = _locked_in(case)
    room = {network: case.size.largest - locked[network] for network in networks}
    if _plenty(len(closed), room, classes):
        return ()
    stuck = _unserved(
        [len(people) for people in classes.values()],
        [[i for i, n in enumerate(networks) if n not in shut] for shut in classes],
        list(room.values()),
    )
    if stuck is None:
        return ()
    some, few = stuck
    people = sorted(person for i, members in enumerate(classes.values()) if i in some for person in members)
    where = [networks[i] for i in sorted(few)]
    message = say_n(
        "{names} can sit in network {networks} only, which has room for {room}: the others hold locked seats of those they may not meet.",
        "{names} can sit in networks {networks} only, which have room for {room}: the others hold locked seats of those they may not meet.",
        len(where),
        names=case.names(people),
        networks=listed(*where),
        room=sum(room[network] for network in where),
    )
    shut = {(person, network) for person in people for network in closed[person] if network not in where}
    inside = {person for person, network in case.locked.items() if network in where}
    return (*_apart_from_locked(case, shut, message, inside), case.size_clash())


def too_few_people(case: Case) -> tuple[Clash, ...]:
    """Networks whose locked seats keep so many out that too few are left to fill them; by a flow as `too_few_seats`."""
    closed = _closed(case)
    if not closed or case.size.smallest == 0:
        return ()
    free = [person for person in case.scenario.participants if person not in case.locked]
    classes = _classes({person: closed.get(person, ()) for person in free})
    networks, locked = case.scenario.networks, _locked_in(case)
    need = [max(0, case.size.smallest - locked[n]) for n in networks]
    kinds = list(classes.items())
    shut_out = dict.fromkeys(networks, 0)
    for shut, people in kinds:
        for network in shut:
            shut_out[network] += len(people)
    if sum(need) <= len(free) - max(shut_out.values()):
        return ()  # so many may sit in each of them that all together find enough
    stuck = _unserved(
        need,
        [[i for i, (shut, _) in enumerate(kinds) if n not in shut] for n in networks],
        [len(people) for _, people in kinds],
    )
    if stuck is None:
        return ()
    some, _ = stuck
    where = [networks[i] for i in sorted(some)]
    out = sorted(person for shut, people in kinds if shut.issuperset(where) for person in people)
    message = say_n(
        "{n} network cannot be filled: {networks}. Only {people} people may sit there who are not locked; {needed} are needed.",
        "{n} networks cannot be filled: {networks}. Only {people} people may sit there who are not locked; {needed} are needed.",
        len(where),
        networks=listed(*where),
        people=len(free) - len(out),
        needed=sum(need[i] for i in some),
    )
    barred = {(person, network) for person in out for network in where}
    outside = {person for person, network in case.locked.items() if network not in where}
    return (*_apart_from_locked(case, barred, message, outside), case.size_clash())


def _plenty(people: int, room: dict[str, int], classes: Iterable[frozenset[str]]) -> bool:
    """Whether the networks open to any one class have room for the people of all classes: no class can then be short of seats."""
    everywhere = sum(room.values())
    return all(everywhere - sum(room[network] for network in shut) >= people for shut in classes)


def _locked_in(case: Case) -> Counter[str]:
    return Counter(case.locked.values())


def _closed(case: Case) -> dict[str, set[str]]:
    """For those whose seat is not locked: the networks closed to them by somebody who is locked there."""
    closed: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in case.pairs if case.locked else ():
        if (one in case.locked) != (other in case.locked):
            person, foe = (other, one) if one in case.locked else (one, other)
            closed[person].add(case.locked[foe])
    return dict(closed)


def _classes(closed: Mapping[str, Collection[str]]) -> dict[frozenset[str], list[str]]:
    """People put together by the networks that are closed to them."""
    classes: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for person, networks in closed.items():
        classes[frozenset(networks)].append(person)
    return dict(classes)


def _apart_from_locked(case: Case, shut: set[tuple[str, str]], message: Sentence, seated: set[str]) -> Iterator[Clash]:
    """Locked seats that take room, or their people from where they are missing, or that keep people out of networks; and the rules that do.

    `shut` are (person, network) that holds a locked foe of theirs, `seated` those whose seats matter otherwise.
    """
    by_rule: defaultdict[str, dict[tuple[str, str], Pair]] = defaultdict(dict)
    for rule, pairs in case.pairs_by_rule().items():
        for pair in sorted(pairs):
            for person, foe in (pair, pair[::-1]):
                if foe in case.locked and (place := (person, case.locked[foe])) in shut:
                    by_rule[rule].setdefault(place, pair)
    rules = fewest({rule: set(places) for rule, places in by_rule.items()}, shut)
    concerned = {
        rule: {person for place in places for person in by_rule[rule][place]} for rule, places in rules.items()
    }
    holders = seated.union(*concerned.values()) & case.locked.keys()
    yield Clash("locked", tuple(sorted(holders)), message)
    for rule, people in concerned.items():
        told = say(
            "{names} may not meet those whose seats are locked: {holders}.",
            names=case.names(sorted(people - case.locked.keys())),
            holders=case.names(sorted(people & case.locked.keys())),
        )
        yield Clash(rule, tuple(sorted(people)), told)


def _unserved(supply: list[int], arcs: list[list[int]], capacity: list[int]) -> tuple[set[int], set[int]] | None:
    """The sources and sinks of a cut that a flow cannot cross, or None when all supply reaches a sink.

    A cut's sources lead to its sinks only, and need more than these hold. Augmenting paths by breadth, as much as fits at a time.
    """
    left, spare = list(supply), list(capacity)
    flow: list[Counter[int]] = [Counter() for _ in supply]
    users: list[set[int]] = [set() for _ in capacity]
    for source in range(len(supply)):
        while left[source] > 0:
            before: dict[int, int] = {}  # how each sink was reached: from which source
            came: dict[int, int | None] = {source: None}  # and each source: from which sink
            queue, end = [source], None
            while queue and end is None:
                one = queue.pop(0)
                for sink in arcs[one]:
                    if sink in before:
                        continue
                    before[sink] = one
                    if spare[sink] > 0:
                        end = sink
                        break
                    for other in sorted(users[sink]):
                        if other not in came:
                            came[other] = sink
                            queue.append(other)
            if end is None:
                return set(came), set(before)
            path: list[tuple[int, int, int | None]] = []
            sink = end
            amount = min(left[source], spare[end])
            while True:
                one = before[sink]
                through = came[one]
                path.append((one, sink, through))
                if through is None:
                    break
                amount = min(amount, flow[one][through])
                sink = through
            left[source] -= amount
            spare[end] -= amount
            for one, sink, through in path:
                flow[one][sink] += amount
                users[sink].add(one)
                if through is not None:
                    flow[one][through] -= amount
                    if not flow[one][through]:
                        users[through].discard(one)
    return None
