"""Small changes to a sheet or a policy that may lift a contradiction, each with what it asks of HR: tried by `ways_out`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcompose.compose.case import Case
from netcompose.compose.demands import limits
from netcompose.language import attribute_name, listed, say
from netcompose.organisation import Level
from netcompose.policy.scenario import fitting_numbers
from netcompose.policy.settings import Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from netcompose.compose.outcome import Clash
    from netcompose.language import Sentence
    from netcompose.organisation import Organisation
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy, ValueLimit

MOST_NAMED = 4
"""Of how many people in one clash each is tried by name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `effort` is what it asks of HR (1 = one person's wish or seat, 5 = a rule for all), `key` tells equal ones."""

    effort: float
    key: str
    sentence: Sentence
    apply: Callable[[Organisation, Policy], tuple[Organisation, Policy]]


def changes(scenario: Scenario, conflict: tuple[Clash, ...]) -> Iterator[Change]:
    """What might lift this contradiction, the least drastic first as far as one clash goes."""
    rules = {clash.rule for clash in conflict}
    for clash in conflict:
        match clash.rule:
            case "locked":
                yield from _unlocked(scenario, clash)
            case "together" | "apart":
                yield from _unwished(scenario, clash)
            case "reporting_line":
                yield from _other_lines(scenario, clash)
            case "siblings":
                yield _policy(
                    "siblings",
                    3,
                    say("Let those with the same superior meet (siblings = false in the policy)."),
                    _rules(siblings=False),
                )
            case "limits":
                yield from _other_limits(scenario, clash)
            case "mentor_supply":
                yield from _other_mentors(scenario)
            case _:
                pass
    if "group_size" in rules or ("together" not in rules and "locked" not in rules):
        yield from _other_numbers(scenario, conflict)
    if "group_size" in rules:
        yield from _other_sizes(scenario)
        yield from _dissolved(scenario, [clash for clash in conflict if clash.rule == "together"])


# -- the sheet ----------------------------------------------------------------------------------------------------


def _people(key: str, effort: float, sentence: Sentence, people: tuple[str, ...], **changed: object) -> Change:
    """The same fields changed for some people."""

    def apply(organisation: Organisation, policy: Policy) -> tuple[Organisation, Policy]:
        new = {person: replace(organisation.person(person), **changed) for person in people}  # type: ignore[arg-type]
        return organisation.with_people(new), policy

    return Change(effort, f"{key}:{','.join(people)}", sentence, apply)


def _unlocked(scenario: Scenario, clash: Clash) -> Iterator[Change]:
    """One locked seat freed, or as many as a network has too many: first of those who may not meet others locked there."""
    name = scenario.organisation.person
    order = _in_the_way_first(scenario, clash.people)
    for person in order[:MOST_NAMED]:
        yield _people("unlock", 1, say("Unlock {name}'s seat.", name=name(person).name), (person,), locked=False)
    seats = [scenario.locked.get(person) for person in clash.people]
    surplus = len(seats) - scenario.size.largest if len(set(seats)) == 1 else 0
    for many in {surplus, len(clash.people)}:
        if 1 < many <= 60:
            people = tuple(sorted(order[:many]))
            sentence = say("Unlock the seats of {names}.", names=listed(*(name(person).name for person in people)))
            yield _people("unlock", many, sentence, people, locked=False)


def _in_the_way_first(scenario: Scenario, people: tuple[str, ...]) -> list[str]:
    """People who are to sit together, each time whoever is apart from most of those who are left; of locked ones in the same network."""
    seat = scenario.locked
    left = {
        person: {other for other in foes if seat.get(other) == seat.get(person)}
        for person, foes in Case(scenario).foes_among(people).items()
    }
    order: list[str] = []
    while left:
        person = max(sorted(left, reverse=True), key=lambda one: len(left[one]))
        order.append(person)
        del left[person]
        for others in left.values():
            others.discard(person)
    return order


def _unwished(scenario: Scenario, clash: Clash) -> Iterator[Change]:
    """A pair's wish, or one person's wishes, left out."""
    organisation, wish = scenario.organisation, clash.rule
    if len(clash.people) == 2:
        one, other = (organisation.person(person).name for person in clash.people)
        sentence = (
            say("Let {one} and {other} meet (the column Apart from).", one=one, other=other)
            if wish == "apart"
            else say("Let {one} and {other} sit apart (the column Together with).", one=one, other=other)
        )
        yield _wish(wish, 1, sentence, clash.people, clash.people)
        return
    order = _in_the_way_first(scenario, clash.people) if wish == "together" else clash.people
    for person in order[:MOST_NAMED]:
        someone = organisation.person(person)
        sentence = (
            say("Do not ask that {name} sit together with others.", name=someone.name)
            if wish == "together"
            else say("Do not ask that {name} be apart from others.", name=someone.name)
        )
        yield _wish(wish, 1.5, sentence, (person,), None)


def _dissolved(scenario: Scenario, groups: Sequence[Clash]) -> Iterator[Change]:
    """One of several groups that do not fit in beside each other need not sit together any more; the smallest ones first."""
    for clash in (
        sorted(groups, key=lambda clash: (len(clash.people), clash.people))[:MOST_NAMED] if len(groups) > 1 else ()
    ):
        names = listed(*(scenario.organisation.person(person).name for person in clash.people))
        sentence = say("Do not ask that {names} sit together.", names=names)
        yield _wish("together", 1.4, sentence, clash.people, clash.people)


def _wish(
    wish: str, effort: float, sentence: Sentence, people: tuple[str, ...], others: tuple[str, ...] | None
) -> Change:
    """The wishes between people and others (None: everybody) left out, whoever made them."""

    def apply(organisation: Organisation, policy: Policy) -> tuple[Organisation, Policy]:
        new = {}
        for person in organisation.people:
            wished: tuple[str, ...] = getattr(person, wish)
            kept = tuple(
                other
                for other in wished
                if not (
                    (person.id in people and (others is None or other in others))
                    or (other in people and (others is None or person.id in others))
                )
            )
            if kept != wished:
                new[person.id] = replace(person, together=kept) if wish == "together" else replace(person, apart=kept)
        return organisation.with_people(new), policy

    return Change(effort, f"{wish}:{','.join(people)}", sentence, apply)


# -- the policy ---------------------------------------------------------------------------------------------------


def _policy(key: str, effort: float, sentence: Sentence, change: Callable[[Policy], Policy]) -> Change:
    return Change(effort, key, sentence, lambda organisation, policy: (organisation, change(policy)))


def _rules(**changed: object) -> Callable[[Policy], Policy]:
    return lambda policy: policy.model_copy(update={"rules": policy.rules.model_copy(update=changed)})


def _other_lines(scenario: Scenario, clash: Clash) -> Iterator[Change]:
    """Fewer superiors kept apart: a level exempt, fewer steps, only the direct one, none; or the one superior left out."""
    rules, organisation = scenario.policy.rules, scenario.organisation
    inside = set(clash.people)
    superiors = [
        person
        for person in clash.people
        if len(inside) == 1
        or any(above.id == person for other in clash.people for above in organisation.superiors(other))
    ]
    levels = {organisation.person(person).level for person in superiors}
    everywhere = {person.level for person in scenario.people}
    for level in Level:
        if level in levels and level not in rules.reporting_exempt and len(everywhere) > 1:
            exempt = (*rules.reporting_exempt, level)
            sentence = (
                say(
                    'Let the highest level meet those below it (reporting_exempt = ["{level}"] in the policy).',
                    level=level.value,
                )
                if level is next(one for one in Level if one in everywhere)
                else say(
                    'Let leaders of this level meet those below them: {level} (reporting_exempt = ["{level}"] in the policy).',
                    level=level.value,
                )
            )
            yield _policy(f"exempt:{level.value}", 3, sentence, _rules(reporting_exempt=exempt))
    if rules.reporting_line == "chain":
        depth = rules.reporting_depth
        if depth is None or depth > 2:
            yield _policy(
                "depth",
                2.9,
                say("Keep only two steps of superiors apart (reporting_depth = 2 in the policy)."),
                _rules(reporting_depth=2),
            )
        yield _policy(
            "direct",
            3,
            say("Keep only direct superiors apart (--reporting-line direct)."),
            lambda policy: policy.model_copy(update={"rules": policy.rules.with_reporting_line("direct")}),
        )
    for person in superiors[:2]:
        sentence = say("Let {name} not take part (the column Takes part).", name=organisation.person(person).name)
        yield _people("out", 4, sentence, (person,), participates=False)
    yield _policy(
        "off",
        5,
        say("Let superiors and subordinates meet (--reporting-line off)."),
        lambda policy: policy.model_copy(update={"rules": policy.rules.with_reporting_line("off")}),
    )


def _other_limits(scenario: Scenario, clash: Clash) -> Iterator[Change]:
    """A limit one wider, or left out."""
    demanded = limits(scenario)
    for which, limit in enumerate(demanded):
        if clash.which not in {None, which}:
            continue
        what = say("{attribute} {value}", attribute=attribute_name(limit.attribute), value=limit.value)

        def change(policy: Policy, meant: ValueLimit = scenario.policy.limits[which], **bounds: int | None) -> Policy:
            """The policy with this limit's bounds changed; left out when nothing of it remains."""
            kept = []
            for one in policy.limits:
                if one != meant:
                    kept.append(one)
                elif bounds:
                    changed = one.model_copy(update=bounds)
                    if changed.at_least is not None or changed.at_most is not None:
                        kept.append(changed)
            return policy.model_copy(update={"limits": tuple(kept)})

        if limit.at_least > 1:
            fewer = limit.at_least - 1
            yield _policy(
                f"least:{which}",
                2,
                say("Ask for at least {n} of {what} in each network (at_least in the policy).", n=fewer, what=what),
                lambda policy, change=change, fewer=fewer: change(policy, at_least=fewer),  # type: ignore[misc]
            )
        if limit.at_most is not None:
            more = limit.at_most + 1
            yield _policy(
                f"most:{which}",
                2,
                say("Allow {n} of {what} in each network (at_most in the policy).", n=more, what=what),
                lambda policy, change=change, more=more: change(policy, at_most=more),  # type: ignore[misc]
            )
        yield _policy(
            f"limit:{which}",
            3,
            say("Do without the limit on {what} ([[limits]] in the policy).", what=what),
            lambda policy, change=change: change(policy),  # type: ignore[misc]
        )


def _other_mentors(scenario: Scenario) -> Iterator[Change]:
    """More mentees for each mentor, or no mentor where there is none."""
    duty = scenario.policy.duties.mentor
    if duty is not None:
        more = duty.most_mentees + 1
        duties = scenario.policy.duties.model_copy(update={"mentor": duty.model_copy(update={"most_mentees": more})})
        yield _policy(
            "mentees",
            2,
            say("Let a mentor have {n} new leaders (most_mentees in the policy).", n=more),
            lambda policy: policy.model_copy(update={"duties": duties}),
        )
    yield _policy(
        "mentors",
        3,
        say("Do without a mentor where none is left (mentor_supply = false in the policy)."),
        _rules(mentor_supply=False),
    )


def _networks(scenario: Scenario, **changed: object) -> Callable[[Policy], Policy]:
    """The policy with another size or number of networks, for the stratum of the scenario where it has strata."""

    def change(policy: Policy) -> Policy:
        if scenario.stratum is None:
            return policy.model_copy(update={"networks": policy.networks.model_copy(update=changed)})
        own = {("networks" if name == "number" else name): value for name, value in changed.items()}
        strata = tuple(
            stratum.model_copy(update=own) if stratum.name == scenario.stratum else stratum for stratum in policy.strata
        )
        return policy.model_copy(update={"strata": strata})

    return change


def _other_numbers(scenario: Scenario, conflict: tuple[Clash, ...]) -> Iterator[Change]:
    """The number of networks left open, or as many as people who must all be apart need."""
    people, networks, size = len(scenario.participants), len(scenario.networks), scenario.size
    if scenario.policy.networks.number != "auto":
        if scenario.stratum is None:
            sentence = say("Leave the number of networks open (--networks auto).")
        else:
            sentence = say("Leave the number of networks open for {stratum}.", stratum=scenario.stratum)
        yield _policy("auto", 1.8, sentence, _networks(scenario, number="auto"))
        for number in fitting_numbers(people, size):
            if number != networks and abs(number - networks) <= 2:
                yield _number(scenario, number, 1.9 + 0.01 * abs(number - networks))
    apart = max((len(c.people) for c in conflict if c.rule in {"apart", "siblings", "reporting_line"}), default=0)
    if networks < apart <= people and not any(clash.rule == "locked" for clash in conflict):
        wider = _covering(size, people, apart)
        sentence = _size_and_number(scenario, wider, apart)
        yield _policy(f"size:{wider}:{apart}", 2.5, sentence, _networks(scenario, size=wider, number=apart))


def _number(scenario: Scenario, number: int, effort: float) -> Change:
    more = number > len(scenario.networks)
    if scenario.stratum is not None:
        sentence = say("Have {n} networks for {stratum}.", n=number, stratum=scenario.stratum)
    elif more:
        sentence = say("Have more networks: {n} (--networks {n}).", n=number)
    else:
        sentence = say("Have fewer networks: {n} (--networks {n}).", n=number)
    return _policy(f"number:{number}", effort, sentence, _networks(scenario, number=number))


def _covering(size: Size, people: int, networks: int) -> Size:
    """These sizes, widened to what so many networks make of so many people."""
    return Size(
        smallest=max(1, min(size.smallest, people // networks)), largest=max(size.largest, -(-people // networks))
    )


def _size_and_number(scenario: Scenario, size: Size, number: int | str) -> Sentence:
    if scenario.stratum is not None:
        return say("Let networks of {stratum} have {size} members.", stratum=scenario.stratum, size=str(size))
    if number == "auto":
        return say("Let networks have {size} members (--size {size}).", size=str(size))
    return say("Let networks have {size} members (--size {size} --networks {number}).", size=str(size), number=number)


def _other_sizes(scenario: Scenario) -> Iterator[Change]:
    """Sizes one wider at either end, then whatever the people make with this number of networks."""
    size, number = scenario.size, scenario.policy.networks.number
    people, networks = len(scenario.participants), len(scenario.networks)
    wider = [
        (2.0, size.smallest, size.largest + 1),
        (2.1, size.smallest - 1, size.largest),
        (2.3, size.smallest - 1, size.largest + 1),
    ]
    if people >= networks:
        fit = _covering(size, people, networks)
        apart = max(0, fit.largest - size.largest) + max(0, size.smallest - fit.smallest)
        wider.append((2.2 + 0.1 * apart, fit.smallest, fit.largest))
    seen = {(size.smallest, size.largest)}
    for effort, smallest, largest in wider:
        if smallest >= 1 and (smallest, largest) not in seen:
            seen.add((smallest, largest))
            new = Size(smallest=smallest, largest=largest)
            sentence = _size_and_number(scenario, new, number)
            yield _policy(f"size:{new}", effort, sentence, _networks(scenario, size=new))
