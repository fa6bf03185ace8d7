"""What is left open among the duties, told as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.findings import Finding, Severity
from netcompose.language import listed, say, say_n
from netcompose.plan import NOTHING_BEFORE, Duty
from netcompose.policy.duties.names import DUTY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netcompose.plan import Appointments, Composition, Past, Verdict
    from netcompose.policy.scenario import Scenario


def duty_gaps(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    verdicts: Sequence[Verdict],
    past: Past = NOTHING_BEFORE,
) -> tuple[Finding, ...]:
    """Say where nobody could be found for a duty, what could not be avoided, and what is not proven."""
    return (
        *_open_networks(scenario, composition, appointments),
        *_open_mentees(scenario, appointments),
        *_open_meetings(scenario, composition, appointments, past),
        *_own_superiors(scenario, verdicts),
        *_unproven(appointments),
    )


def _open_networks(scenario: Scenario, composition: Composition, appointments: Appointments) -> Iterator[Finding]:
    for duty, settings in scenario.policy.duties.per_network.items():
        if not settings.from_pool:
            continue
        served = {a.network for a in appointments.of(duty)}
        wanted = [n for n in composition.networks if settings.pool(scenario.type(n)) is not None]
        lacking = sum(network.id not in served for network in wanted)
        if lacking:
            yield Finding(
                "NC511",
                Severity.WARNING,
                say_n(
                    "{n} network has no {duty}: nobody whom the policy chooses among is free for it.",
                    "{n} networks have no {duty}: nobody whom the policy chooses among is free for them.",
                    lacking,
                    duty=DUTY_NAMES[duty],
                ),
                say(
                    "Check levels and roles in the sheet, or choose among others under [duties.{duty}] in the policy.",
                    duty=duty.value,
                ),
                value=duty.value,
            )


def _open_mentees(scenario: Scenario, appointments: Appointments) -> Iterator[Finding]:
    mentor = scenario.policy.duties.mentor
    lacking = sum(appointments.mentor(m) is None for m in scenario.participants if m in scenario.new and mentor)
    if lacking:
        yield Finding(
            "NC512",
            Severity.WARNING,
            say_n("{n} new leader has no mentor.", "{n} new leaders have no mentor.", lacking),
            say("Set mentor_supply = true under [rules] in the policy, or let more members be mentors."),
        )


def _open_meetings(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past
) -> Iterator[Finding]:
    if scenario.policy.duties.host is None:
        return
    wanted = {(n.id, number) for n in composition.networks for number in range(1, scenario.policy.meetings_held + 1)}
    lacking = len(wanted - past.over - {(a.network, a.meeting or 0) for a in appointments.of(Duty.HOST)})
    if lacking > 0:
        yield Finding(
            "NC513",
            Severity.WARNING,
            say_n("{n} meeting has no host.", "{n} meetings have no host.", lacking),
            say("Let more members host in the column 'Can host'."),
        )


def _own_superiors(scenario: Scenario, verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """Chairs of their own reports: the composition without any was impossible, and that these are fewest is not proven."""
    chair = scenario.policy.duties.chair
    led = sum(verdict.cost for verdict in verdicts if verdict.rule == Duty.CHAIR)
    if chair is not None and chair.takes_part == "yes" and "own_superior" in chair.avoid and led:
        yield Finding(
            "NC514",
            Severity.WARNING,
            say_n(
                "{n} member is in a network that their own superior leads. These sizes allow no other; fewer may be possible.",
                "{n} members are in a network that their own superior leads. These sizes allow no other; fewer may be possible.",
                led,
            ),
            say("The sheet Checks names them. Allow other sizes, or more leaders as chair."),
        )


def _unproven(appointments: Appointments) -> Iterator[Finding]:
    if appointments.unproven:
        yield Finding(
            "NC515",
            Severity.NOTE,
            say(
                "The appointments are good, but it is not proven that none are better: {duties}.",
                duties=listed(*(DUTY_NAMES[duty] for duty in appointments.unproven)),
            ),
            say("Nothing needs to be done."),
        )
