"""A smallest set of demands that contradict each other, when no pre-check could tell it by name.

Demands are left out physically and the rest solved plainly: behind enforcement literals presolve no longer sees sums and cliques, and
CP-SAT's own assumption cores name wrong literals at times (google/or-tools#5141). Ever smaller shares of what is left are left out
(delta debugging, Zeller and Hildebrandt 2002); a composition that breaks just one of the demands shows that this one is needed, and so
does each that one move away breaks just one other (model rotation, Belov and Marques-Silva 2011), without any solve.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from netcompose.compose.case import size_sentence, what
from netcompose.compose.deal import Deal
from netcompose.compose.demands import limits
from netcompose.compose.elements import LARGEST, PAIRS, SMALLEST, Element, Part, elements, only
from netcompose.compose.model import Model
from netcompose.compose.outcome import Clash, Disagreement, Impossible, OutOfTime
from netcompose.compose.prechecks import contradictions
from netcompose.compose.rotation import Rotation
from netcompose.compose.solver import Ending, run
from netcompose.compose.table import Table
from netcompose.language import listed, say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from netcompose.compose.effort import Effort
    from netcompose.language import Sentence
    from netcompose.policy.scenario import Scenario

ORDER: Final[tuple[str | Element, ...]] = (
    SMALLEST,
    "mentor_supply",
    "limits",
    LARGEST,
    "together",
    "siblings",
    "apart",
    "locked",
    "reporting_line",
)
"""Whole rules are left out first, in this order: without the smallest size, whoever is not concerned need not be seated at all."""

SECONDS: Final = 2.0
"""For one question; what is not answered by then counts as possible, and the core may stay larger than it need be."""

STEPS: Final = 40
"""Of polishing a deal, before CP-SAT is asked."""

QUESTIONS: Final = 400
"""Solves for one core at the most."""


def smallest_conflict(scenario: Scenario, effort: Effort) -> Impossible | OutOfTime:
    """Why a scenario is impossible that one solve found to be so, as clashes that are each needed; OutOfTime when that stays unconfirmed.

    What cannot be kept together in part cannot as a whole, so it is enough to prove the core: by a closed form, or by two solves with
    different settings.

    Raises:
        Disagreement: a second solve with other settings finds a composition after all.
    """
    demands = elements(scenario)
    question = _Question(scenario, effort)
    core = question.core(demands)
    if _proven(only(scenario, core), effort):
        return Impossible(_clashes(scenario, core), minimal=question.answered)
    match _confirmed(scenario, effort):
        case False:
            raise Disagreement("two solves disagree on whether a composition exists")
        case None:
            return OutOfTime(_clashes(scenario, core))
    # an answer was missing on the way: what is certain is told
    return Impossible(_clashes(scenario, demands), minimal=False)


def contradiction(scenario: Scenario, effort: Effort) -> Impossible | OutOfTime | None:
    """Why a scenario has no composition, if one solve finds it to have none; None when it has one, or that cannot be told in time."""
    alone = replace(scenario, policy=scenario.policy.model_copy(update={"goals": ()}))
    return smallest_conflict(scenario, effort) if possible(Part(alone), effort) is False else None


def conflict_among(scenario: Scenario, demands: Sequence[Element], effort: Effort) -> Impossible | None:
    """Why these demands contradict each other; None when they do not, or when it cannot be told in time."""
    part = only(scenario, demands)
    if clashes := contradictions(part.scenario, part.apart):
        return Impossible(clashes)
    if possible(part, effort) is not False:
        return None
    question = _Question(scenario, effort)
    core = question.core(demands)
    if _proven(only(scenario, core), effort):
        return Impossible(_clashes(scenario, core), minimal=question.answered)
    return Impossible(_clashes(scenario, demands), minimal=False) if _confirmed(part.scenario, effort) else None


def _proven(part: Part, effort: Effort) -> bool:
    """Whether no composition keeps a part of the demands, by a closed form or by two solves with different settings."""
    if contradictions(part.scenario, part.apart):
        return True
    return possible(part, effort) is False and _confirmed(part.scenario, effort) is True


def possible(part: Part, effort: Effort) -> bool | None:
    """Whether a composition keeps a part of the demands: by the pre-checks, by a deal, else by CP-SAT; None when it cannot tell in time."""
    found = _composition(part, effort)
    return None if found is None else found is not False


def _composition(part: Part, effort: Effort) -> Mapping[str, str] | Literal[False] | None:
    """The seats, as far as it matters where somebody sits, of a composition that keeps a part of the demands; else as `possible`."""
    if contradictions(part.scenario, part.apart):
        return False
    reduced = _concerned(part.scenario)
    if not reduced.participants:
        return {}
    table = Table(reduced)
    deal = Deal(table, effort.seed)
    deal.mend(STEPS, effort.stop)
    if deal.books.broken == 0:
        return table.composition(deal.books.network_of).seats
    answer = run(
        _model(reduced),
        reduced,
        seed=effort.seed,
        seconds=min(4 * SECONDS, effort.seconds),
        repeatable_seconds=min(SECONDS, effort.repeats),
        stop=effort.stop,
    )
    if answer.composition is not None:
        return answer.composition.seats
    return False if answer.ending is Ending.INFEASIBLE else None


class _Question:
    """Whether some demands contradict each other, asked again and again; `needed` are those without which the others do not."""

    def __init__(self, scenario: Scenario, effort: Effort) -> None:
        self.scenario, self.effort = scenario, effort
        self.left = QUESTIONS
        self.answered = True
        self.needed: set[Element] = set()

    def core(self, demands: Sequence[Element]) -> list[Element]:
        """Demands that contradict each other, each of them needed."""
        kept = list(demands)
        for first in ORDER:
            if share := [element for element in kept if first in (element, element.rule)]:
                kept = self._without(kept, share)
        size = len(kept) // 2
        while size:
            open_ = [element for element in kept if element not in self.needed]
            for start in range(0, len(open_), size):
                if share := [element for element in open_[start : start + size] if element not in self.needed]:
                    kept = self._without(kept, share)
            size = min(size // 2, max(1, len(open_) // 2))
        return kept

    def _without(self, kept: list[Element], share: list[Element]) -> list[Element]:
        """What is kept, without a share of it where the rest is still impossible: only a proof says so."""
        gone = set(share)
        rest = [element for element in kept if element not in gone]
        found = None
        if self.left > 0 and not self.effort.stop():
            self.left -= 1
            found = _composition(only(self.scenario, rest), self.effort)
        if found is False:
            return rest
        if found is None:
            self.answered = False
        else:
            self.needed |= Rotation(self.scenario, kept, found).needed
            if len(share) == 1:
                self.needed.add(share[0])
        return kept


def _confirmed(scenario: Scenario, effort: Effort) -> bool | None:
    """Whether a second solve, with other settings, finds no composition either; None when it cannot tell in time.

    Other settings are another seed and no presolve, then presolve but all names of networks open, then networks ordered by other people.
    """
    reduced = _concerned(scenario)
    for presolve, anchors in ((False, 0), (True, 0), (True, -1)):
        answer = run(
            _model(reduced, anchors),
            reduced,
            seed=effort.seed + 1,
            seconds=effort.seconds,
            repeatable_seconds=min(effort.repeats, 2 * SECONDS),
            presolve=presolve,
            stop=effort.stop,
        )
        if answer.ending is not Ending.UNKNOWN:
            return answer.ending is Ending.INFEASIBLE
    return None


def _model(scenario: Scenario, anchors: int = 1) -> Model:
    """The rules as constraints; where networks are interchangeable, of equal compositions one is left (with 0 `anchors`: all).

    Networks are numbered by those with most foes, for 1, or by those with fewest, for -1.
    """
    model = Model(scenario, goals=False)
    if anchors and not scenario.locked:
        foes = Counter(person for someone in scenario.people for pair in someone.apart for person in (someone.id, pair))
        order = sorted(scenario.participants, key=lambda person: (-anchors * foes[person], person))
        model.seats.order_networks(order[: 2 * len(scenario.networks)])
    return model


def _concerned(scenario: Scenario) -> Scenario:
    """The scenario without those of whom nothing is demanded, where that changes nothing: they can sit wherever there is room.

    That is so when no network has a least size and everybody fits in (the pre-checks have seen to that).
    """
    scenario = _without_spare_networks(scenario)
    if scenario.size.smallest > 0 or scenario.mentors_wanted or scenario.policy.rules.reporting_line != "off":
        return scenario
    people = {person for limit in limits(scenario) for person in limit.people} | scenario.locked.keys()
    for person in scenario.people:
        wishes = {*person.apart, *person.together}
        people |= {person.id, *wishes} if wishes else wishes
    participants = tuple(person for person in scenario.participants if person in people)
    return replace(scenario, participants=participants)


def _without_spare_networks(scenario: Scenario) -> Scenario:
    """The scenario without networks beyond one for each participant, where networks may stay empty and are alike but for locked seats."""
    may_be_empty = scenario.size.smallest == 0 and not any(limit.at_least for limit in limits(scenario))
    if len(scenario.networks) <= len(scenario.participants) or not may_be_empty:
        return scenario
    locked = set(scenario.locked.values())
    open_ = [network for network in scenario.networks if network not in locked][: len(scenario.participants)]
    return replace(scenario, networks=tuple(network for network in scenario.networks if network in {*locked, *open_}))


# -- in sentences -------------------------------------------------------------------------------------------------


def _clashes(scenario: Scenario, core: Sequence[Element]) -> tuple[Clash, ...]:
    """A core's elements put together to what HR would say in one breath, rule by rule."""
    by_rule: defaultdict[str, list[Element]] = defaultdict(list)
    for element in core:
        by_rule[element.rule].append(element)
    return tuple(clash for rule, some in by_rule.items() for clash in _of_rule(scenario, rule, some))


def _of_rule(scenario: Scenario, rule: str, some: list[Element]) -> Iterator[Clash]:
    def name(person: str) -> str:
        return scenario.organisation.person(person).name

    people = tuple(sorted({person for element in some for person in element.people}))
    if rule == "group_size":
        yield Clash(rule, (), size_sentence(scenario))
    elif rule == "limits":
        for element in some:
            limit = limits(scenario)[element.which]
            yield Clash(rule, limit.people, what(limit), which=element.which)
    elif rule == "locked":
        seats = scenario.locked
        by_network: defaultdict[str, list[str]] = defaultdict(list)
        for person in people:
            by_network[seats[person]].append(name(person))
        told = (
            say("{names} to network {network}", names=listed(*names), network=network)
            for network, names in sorted(by_network.items())
        )
        yield Clash(rule, people, say("Locked seats: {seats}.", seats=listed(*told)))
    elif rule == "mentor_supply":
        text = say_n(
            "{n} new leader needs a mentor in their network.",
            "{n} new leaders need a mentor in their network.",
            len(people),
        )
        yield Clash(rule, people, text)
    elif rule == "together":
        for element in some:
            yield Clash(
                rule, element.people, say("{names} are to sit together.", names=listed(*map(name, element.people)))
            )
    elif rule in PAIRS:
        yield Clash(rule, people, _pairs_sentence(scenario, rule, some))


def _pairs_sentence(scenario: Scenario, rule: str, some: list[Element]) -> Sentence:
    organisation = scenario.organisation
    if rule == "apart":
        pairs = [
            say("{one} and {other}", one=organisation.person(a).name, other=organisation.person(b).name)
            for a, b in (element.people for element in some)
        ]
        return say("To be apart: {pairs}.", pairs=listed(*pairs))
    if rule == "siblings":
        below: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in (element.people for element in some):
            superior = organisation.superior(one)
            if superior is not None:
                below[superior.id].update((one, other))
        told = [
            say(
                "{names} report to {superior}",
                names=listed(*(organisation.person(person).name for person in sorted(people))),
                superior=organisation.person(superior).name,
            )
            for superior, people in sorted(below.items())
        ]
        return say("Not to meet: {pairs}.", pairs=listed(*told))
    reports: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in (element.people for element in some):
        superior_first = any(above.id == one for above in organisation.superiors(other))
        superior_id, subordinate = (one, other) if superior_first else (other, one)
        reports[superior_id].append(organisation.person(subordinate).name)
    lines = [
        say("{superior} is the superior of {names}", superior=organisation.person(superior).name, names=listed(*names))
        for superior, names in sorted(reports.items())
    ]
    return say("Not to meet: {pairs}.", pairs=listed(*lines))
