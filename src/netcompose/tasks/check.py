"""Judge a plan, whoever made it: ours, edited by hand, or a plain list with a network column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from netcompose.compose.bounds import Bounds
from netcompose.language import say, say_n
from netcompose.plan import Composition, Duty, Network, Past, Plan, Status, Verdict
from netcompose.policy.calendar.over import over
from netcompose.policy.catalogue import judge_calendar, judge_duties, judge_fairness
from netcompose.policy.scenario import apportioned, draw_up, network_order, strata
from netcompose.tasks.fairness import worst_networks
from netcompose.tasks.prices import Prices
from netcompose.tasks.solve import goal_results, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.plan import Appointments, Event, GoalResult, Meeting
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal, Policy


@dataclass(frozen=True, slots=True)
class Swap:
    """Two people who could swap seats: by how much less rules would be broken, and what it would change for each goal of the policy."""

    one: str
    other: str
    broken: int
    goals: tuple[tuple[Goal, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Every judge's verdict on a plan, how far its goals are from what no composition can beat, and the swaps that would gain most."""

    scenario: Scenario
    composition: Composition
    verdicts: tuple[Verdict, ...]
    goals: tuple[GoalResult, ...]
    swaps: tuple[Swap, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether a hard rule is broken."""
        return any(verdict.violations for verdict in self.verdicts)

    def as_plan(
        self, appointments: Appointments, meetings: tuple[Meeting, ...] = (), events: tuple[Event, ...] = ()
    ) -> Plan:
        """The plan as it stands, to be shown: proven best only where every goal meets what no composition can beat."""
        return Plan(
            policy=self.scenario.policy.name,
            seed=0,
            status=Status.OPTIMAL if all(goal.proven for goal in self.goals) else Status.FEASIBLE,
            composition=self.composition,
            appointments=appointments,
            meetings=meetings,
            events=events,
            goals=self.goals,
            fairness=worst_networks(self.scenario, self.composition),
            not_placed=self.scenario.not_placed,
            verdicts=self.verdicts,
        )


def seated(organisation: Organisation, more_seats: Mapping[str, Sequence[str]], language: Language) -> Composition:
    """The composition that a sheet's network column describes, exactly as it stands.

    `more_seats` gives all networks of each person on several rows, the same one twice too: such a person has several seats.
    """
    members: dict[str, list[str]] = {}
    for person in organisation.people:
        for network in more_seats.get(person.id, (person.network,) if person.network else ()):
            members.setdefault(network, []).append(person.id)
    return Composition(tuple(Network(n, n, tuple(members[n])) for n in sorted(members, key=network_order))).named(
        language
    )


def check(
    organisation: Organisation,
    policy: Policy,
    composition: Composition,
    appointments: Appointments,
    *,
    today: date,
    meetings: tuple[Meeting, ...] = (),
    events: tuple[Event, ...] = (),
    written: Sequence[tuple[str, str, str | None]] | None = None,
    swaps: int = 0,
) -> Judged:
    """Judge a composition, its appointments and its calendar by a policy.

    Where the policy leaves the number of networks open, the plan's own number is right. A plan without any appointments is judged as a
    list of seats: its duties are not handed out yet. So is its calendar when no meeting has a date. `written` is who sat where when the
    workbook was written: hand edits are told. `swaps` is how many of the best swaps are looked for.
    """
    policy = policy.starting(today)
    scenarios = strata(organisation, policy, today)
    parts = apportioned(composition, scenarios)
    scenarios = tuple(
        scenario.with_networks(max(1, len(part.networks))) if scenario.policy.networks.number == "auto" else scenario
        for scenario, part in zip(scenarios, parts, strict=True)
    )
    whole = draw_up(organisation, policy, today)
    past = _before(organisation, appointments, over(policy, [n.id for n in composition.networks], meetings, today))
    verdicts = (
        *(people_verdicts(organisation, composition, written) if written is not None else ()),
        *judged(scenarios, parts),
        *judge_fairness(whole, composition),
        *(judge_duties(whole, composition, appointments, past) if appointments.all else ()),
        *_calendar(whole, composition, appointments, meetings, events, past),
    )
    bounds = [Bounds(scenario) for scenario in scenarios]
    goals = goal_results(scenarios, parts, [bound.unavoidable for bound in bounds], [bound.proven for bound in bounds])
    goals = tuple(  # a plan that breaks rules may beat what is possible under them
        replace(goal, bound=min(goal.bound, goal.value), unavoidable=min(goal.unavoidable, goal.value))
        for goal in goals
    )
    return Judged(whole, composition, verdicts, goals, _best_swaps(scenarios, parts, swaps) if swaps else ())


def _best_swaps(scenarios: Sequence[Scenario], parts: Sequence[Composition], most: int) -> tuple[Swap, ...]:
    """The swaps that gain most, of all strata."""
    found = []
    for scenario, part in zip(scenarios, parts, strict=True):
        prices = Prices(replace(scenario, networks=tuple(network.id for network in part.networks)), part)
        for one, other, price in prices.best_swaps(most):
            goals = tuple(zip(scenario.policy.goals, price.goals, strict=True))
            found.append((prices.order(price), Swap(one, other, price.broken, goals)))
    found.sort(key=lambda swap: (swap[0], swap[1].one, swap[1].other))
    return tuple(swap for _, swap in found[:most])


def people_verdicts(
    organisation: Organisation, composition: Composition, written: Sequence[tuple[str, str, str | None]]
) -> tuple[Verdict, Verdict]:
    """Whether the people are those for whom the plan was written, and who sits elsewhere now.

    Violations of `people`: people missing, unknown, or under another name. A seat that HR has changed by hand breaks nothing: `as_written`
    counts them as a cost and names them.
    """
    names = {person: name for person, name, _ in written}
    witnesses = [
        say("{name} ({id}) is missing.", name=name, id=person)
        for person, name, _ in written
        if person not in organisation
    ]
    for person in organisation.people:
        if person.id not in names:
            witnesses.append(
                say("{name} ({id}) was not there when the plan was written.", name=person.name, id=person.id)
            )
        elif _plain(person.name) != _plain(names[person.id]):
            witnesses.append(
                say(
                    "{id} is called {name} now, but {before} in the plan.",
                    id=person.id,
                    name=person.name,
                    before=names[person.id],
                )
            )
    seats = composition.seats
    moved = [
        _moved(name, before, seats.get(person))
        for person, name, before in written
        if person in organisation and seats.get(person) != before
    ]
    return (
        Verdict(
            "people",
            say_n("{n} person as in the plan.", "All {n} people as in the plan.", len(written))
            if not witnesses
            else say_n(
                "{n} difference in who the people are.", "{n} differences in who the people are.", len(witnesses)
            ),
            violations=len(witnesses),
            witnesses=tuple(witnesses),
        ),
        Verdict(
            "as_written",
            say("Everybody sits where the plan put them.")
            if not moved
            else say_n("{n} seat was changed by hand.", "{n} seats were changed by hand.", len(moved)),
            cost=len(moved),
            witnesses=tuple(moved),
        ),
    )


def _moved(name: str, before: str | None, now: str | None) -> Sentence:
    if before is None:
        return say("{name} has been given a seat in network {now}.", name=name, now=now or "")
    if now is None:
        return say("{name} sat in network {before} and has no seat now.", name=name, before=before)
    return say("{name} sat in network {before} and sits in {now} now.", name=name, before=before, now=now)


def _plain(name: str) -> str:
    """A name without regard to blanks and ways of writing the same letter."""
    return " ".join(normalize("NFC", name).split())


def _calendar(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    meetings: tuple[Meeting, ...],
    events: tuple[Event, ...],
    past: Past,
) -> tuple[Verdict, ...]:
    """The judges' word on the meetings, when they have been dated; phases and themes are the policy's own, and not read back."""
    if all(meeting.date is None for meeting in meetings):
        return ()
    policy = scenario.policy.model_copy(update={"phases": (), "themes": None})
    return judge_calendar(replace(scenario, policy=policy), composition, appointments, meetings, events, past=past)


def _before(organisation: Organisation, appointments: Appointments, held: frozenset[tuple[str, int]]) -> Past:
    """What there was before the plan: the turns as host that its sheet counts, less the plan's own, and the meetings that are over."""
    own = Counter(a.person for a in appointments.of(Duty.HOST))
    hosted = {p.id: max(0, p.hosted - own[p.id]) for p in organisation.people if p.hosted is not None}
    return Past(hosted, over=held)
