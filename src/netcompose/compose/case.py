"""A scenario as the pre-checks look at it: names, locked seats, and whom each person may not meet, by which rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING

from netcompose.compose.demands import apart_pairs, limits, reporting_pairs, sibling_groups, together_groups
from netcompose.compose.outcome import Clash
from netcompose.language import attribute_name, listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netcompose.compose.demands import Limit, Pair
    from netcompose.language import Sentence, Sentences
    from netcompose.policy.scenario import Scenario


def size_sentence(scenario: Scenario) -> Sentence:
    """How many members a network has; of a size that was left out (see `elements.only`) nothing is said."""
    size, everybody = scenario.size, len(scenario.participants)
    if size.smallest == 0:
        return say_n("A network has at most {n} member.", "A network has at most {n} members.", size.largest)
    if size.largest >= everybody:
        return say_n("A network has at least {n} member.", "A network has at least {n} members.", size.smallest)
    return say("A network has {size} members.", size=str(size))


def what(limit: Limit) -> Sentence:
    """What a limit says."""
    if limit.at_most is None:
        return say("At least {n} of {what} in each.", n=limit.at_least, what=value_sentence(limit))
    if not limit.at_least:
        return say("At most {n} of {what} in each.", n=limit.at_most, what=value_sentence(limit))
    return say(
        "From {least} to {most} of {what} in each.",
        least=limit.at_least,
        most=limit.at_most,
        what=value_sentence(limit),
    )


def value_sentence(limit: Limit) -> Sentence:
    """Whom a limit concerns."""
    return say("{attribute} {value}", attribute=attribute_name(limit.attribute), value=limit.value)


def fewest(by_rule: Mapping[str, set[Pair]], wanted: set[Pair]) -> dict[str, set[Pair]]:
    """As few rules as can be that account for all the pairs that are wanted, each with those it accounts for."""
    names = sorted(by_rule)
    some = (chosen for n in range(len(names) + 1) for chosen in combinations(names, n))
    enough = next(chosen for chosen in some if wanted <= set().union(*map(by_rule.__getitem__, chosen)))
    return {rule: by_rule[rule] for rule in enough}


class Case:
    """A scenario, and what several checks ask of it, worked out once."""

    def __init__(self, scenario: Scenario, apart: Mapping[Pair, str] | None = None) -> None:
        self.scenario = scenario
        self._apart = apart
        self.people, self.networks = len(scenario.participants), len(scenario.networks)
        self.size, self.locked = scenario.size, scenario.locked

    def name(self, person: str) -> str:
        """What somebody is called."""
        return self.scenario.organisation.person(person).name

    def names(self, people: Iterable[str]) -> Sentences:
        """What some people are called."""
        return listed(*map(self.name, people))

    def size_clash(self) -> Clash:
        """The sizes as a part of a contradiction."""
        return Clash("group_size", (), size_sentence(self.scenario))

    @cached_property
    def line(self) -> tuple[Pair, ...]:
        """Superiors and subordinates who may not meet."""
        return reporting_pairs(self.scenario)

    @cached_property
    def apart(self) -> dict[Pair, str]:
        """Every pair that may not meet, with the rule that says so."""
        if self._apart is not None:
            return dict(self._apart)
        rules: dict[Pair, str] = {(min(pair), max(pair)): "reporting_line" for pair in self.line}
        for group in sibling_groups(self.scenario):
            for pair in combinations(group, 2):
                rules.setdefault(pair, "siblings")
        for pair in apart_pairs(self.scenario):
            rules.setdefault(pair, "apart")
        return rules

    def rules_apart(self, people: Collection[str]) -> dict[str, list[Pair]]:
        """The rules by which these may all not meet, as few as can be: the one with most pairs first, each with the pairs left to it."""
        left = {(min(pair), max(pair)) for pair in combinations(people, 2)}
        by_rule = fewest({rule: left & pairs for rule, pairs in self.pairs_by_rule().items()}, left)
        found: dict[str, list[Pair]] = {}
        for rule in sorted(by_rule, key=lambda rule: (-len(by_rule[rule]), rule)):
            found[rule] = sorted(left & by_rule[rule])
            left -= by_rule[rule]
        return found

    def pairs_by_rule(self) -> dict[str, set[Pair]]:
        """Every pair under each rule that keeps it apart, not under the first only."""
        found: defaultdict[str, set[Pair]] = defaultdict(set)
        if self._apart is not None:
            for pair, rule in self._apart.items():
                found[rule].add(pair)
            return found
        found["reporting_line"].update((min(pair), max(pair)) for pair in self.line)
        found["siblings"].update(pair for group in sibling_groups(self.scenario) for pair in combinations(group, 2))
        found["apart"].update(apart_pairs(self.scenario))
        return found

    def pairs_clash(self, rule: str, pairs: Sequence[Pair]) -> Clash:
        """Some pairs apart as a part of a contradiction."""
        told = (say("{one} and {other}", one=self.name(one), other=self.name(other)) for one, other in pairs)
        people = tuple(sorted({person for pair in pairs for person in pair}))
        return Clash(rule, people, say("Not to meet: {pairs}.", pairs=listed(*told)))

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Those who must sit together."""
        return together_groups(self.scenario)

    @cached_property
    def anchor(self) -> dict[str, str]:
        """For everybody who cannot move, the person whose seat is locked: themselves, or somebody with whom they must sit."""
        anchors = {person: person for person in self.locked}
        for group in self.groups:
            held = next((person for person in group if person in self.locked), None)
            if held is not None:
                for person in group:
                    anchors.setdefault(person, held)
        return anchors

    def held(self, *people: str) -> tuple[Clash, ...]:
        """What holds people where they are: the locked seats and the groups through which they cannot move."""
        anchors = sorted({self.anchor[person] for person in people})
        names = listed(
            *(say("{name} (network {network})", name=self.name(one), network=self.locked[one]) for one in anchors)
        )
        seats = Clash("locked", tuple(anchors), say("Locked seats: {names}.", names=names))
        moved = {person for person in people if self.anchor[person] != person}
        groups = [group for group in self.groups if not moved.isdisjoint(group)]
        return (seats, *map(self.wanted, groups))

    def wanted(self, group: tuple[str, ...]) -> Clash:
        """A group together, as a part of a contradiction."""
        return Clash("together", group, say("{names} are to sit together.", names=self.names(group)))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair that may not meet, in either order; a pair kept apart by several rules more than once."""
        if self._apart is not None:
            return tuple(self._apart)
        siblings = [pair for group in sibling_groups(self.scenario) for pair in combinations(group, 2)]
        return (*self.line, *siblings, *apart_pairs(self.scenario))

    @cached_property
    def degrees(self) -> Counter[str]:
        """In how many of the pairs each person is: at least as many as they have foes."""
        degrees = Counter(map(itemgetter(0), self.pairs))
        degrees.update(map(itemgetter(1), self.pairs))
        return degrees

    def foes_among(self, people: Collection[str]) -> dict[str, set[str]]:
        """Whom of these each of them may not meet."""
        foes: dict[str, set[str]] = {person: set() for person in people}
        for one, other in self.pairs:
            if one in foes and other in foes:
                foes[one].add(other)
                foes[other].add(one)
        return foes

    def foes_of(self, people: Collection[str]) -> dict[str, set[str]]:
        """Whom each of these may not meet."""
        foes: dict[str, set[str]] = {person: set() for person in people}
        for one, other in self.pairs if foes else ():
            if one in foes:
                foes[one].add(other)
            if other in foes:
                foes[other].add(one)
        return foes

    def foes_by_rule(self, person: str) -> dict[str, set[str]]:
        """Whom each rule keeps a person apart from, by the rules that do."""
        found = {
            rule: {one if other == person else other for one, other in pairs if person in (one, other)}
            for rule, pairs in self.pairs_by_rule().items()
        }
        return {rule: foes for rule, foes in found.items() if foes}

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Least and most numbers of a kind in each network."""
        return limits(self.scenario)

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
