"""Judge a plan, whoever made it: ours, edited by hand, or a plain list with a network column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcompose.compose.bounds import Bounds
from netcompose.plan import Composition, Duty, Network, Past, Plan, Status
from netcompose.policy.catalogue import judge_calendar, judge_duties
from netcompose.policy.scenario import apportioned, draw_up, network_order, strata
from netcompose.tasks.solve import goal_results, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Appointments, Event, GoalResult, Meeting, Verdict
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy


@dataclass(frozen=True, slots=True)
class Judged:
    """Every judge's verdict on a plan, and how far its goals are from what no composition can beat."""

    scenario: Scenario
    composition: Composition
    verdicts: tuple[Verdict, ...]
    goals: tuple[GoalResult, ...]

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
) -> Judged:
    """Judge a composition, its appointments and its calendar by a policy.

    Where the policy leaves the number of networks open, the plan's own number is right. A plan without any appointments is judged as a
    list of seats: its duties are not handed out yet. So is its calendar when no meeting has a date.
    """
    policy = policy.starting(today)
    scenarios = strata(organisation, policy, today)
    parts = apportioned(composition, scenarios)
    scenarios = tuple(
        scenario.with_networks(max(1, len(part.networks))) if scenario.policy.networks.number == "auto" else scenario
        for scenario, part in zip(scenarios, parts, strict=True)
    )
    whole = draw_up(organisation, policy, today)
    verdicts = (
        *judged(scenarios, parts),
        *(
            judge_duties(whole, composition, appointments, _before(organisation, appointments))
            if appointments.all
            else ()
        ),
        *_calendar(whole, composition, appointments, meetings, events),
    )
    least = [Bounds(scenario).unavoidable for scenario in scenarios]
    return Judged(whole, composition, verdicts, goal_results(scenarios, parts, least, least))


def _calendar(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    meetings: tuple[Meeting, ...],
    events: tuple[Event, ...],
) -> tuple[Verdict, ...]:
    """The judges' word on the meetings, when they have been dated; phases and themes are the policy's own, and not read back."""
    if all(meeting.date is None for meeting in meetings):
        return ()
    policy = scenario.policy.model_copy(update={"phases": (), "themes": None})
    return judge_calendar(replace(scenario, policy=policy), composition, appointments, meetings, events)


def _before(organisation: Organisation, appointments: Appointments) -> Past:
    """What there was before the plan: the turns as host that its sheet counts, less the plan's own."""
    own = Counter(a.person for a in appointments.of(Duty.HOST))
    return Past({p.id: max(0, p.hosted - own[p.id]) for p in organisation.people if p.hosted is not None})
