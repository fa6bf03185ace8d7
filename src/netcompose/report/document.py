"""What other programs get: one JSON document for each outcome, stable and versioned (DESIGN, section 6)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, Protocol

from netcompose.language import render
from netcompose.plan import NETWORK_DUTIES, Duty
from netcompose.sheets import network_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.findings import Finding
    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.plan import Event, GoalResult, Network, Plan, Verdict, WorstNetwork
    from netcompose.policy.settings import Policy
    from netcompose.tasks.check import Swap

PLAN: Final = "netcompose.plan/1"
CHECK: Final = "netcompose.check/1"
INFEASIBLE: Final = "netcompose.infeasible/1"
FINDINGS: Final = "netcompose.findings/1"
POLICIES: Final = "netcompose.policies/1"
POLICY_DIFFERENCES: Final = "netcompose.policy-differences/1"

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Conflict(Protocol):
    """One rule that contradicts others, and whom it is about (ids)."""

    @property
    def rule(self) -> str: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def message(self) -> Sentence: ...


class WayOut(Protocol):
    """A change that makes a plan possible, and what would come of it."""

    @property
    def change(self) -> Sentence: ...
    @property
    def effect(self) -> Sentence: ...


def plan_document(
    plan: Plan, organisation: Organisation, findings: Iterable[Finding], language: Language
) -> dict[str, Any]:
    """The whole plan. Keys are stable: new ones may come, none goes away without a new version of the format."""
    return {
        "format": PLAN,
        "status": plan.status.value,
        "policy": plan.policy,
        "seed": plan.seed,
        "goals": [goal_document(goal) for goal in plan.goals],
        "fairness": [_worst(one) for one in plan.fairness],
        "networks": _networks(plan, organisation, language),
        "mentors": [
            {"mentee": a.mentee, "mentor": a.person, "network": a.network} for a in plan.appointments.of(Duty.MENTOR)
        ],
        "events": [_event(event, language) for event in plan.events],
        "themes": [
            {"network": theme.network, "meeting": theme.meeting, "theme": theme.theme, "votes": theme.votes}
            for theme in plan.themes
        ],
        "moves": [{"leader": move.leader, "from": move.origin, "to": move.destination} for move in plan.moves],
        "not_placed": [
            {"leader": person.leader, "reason": person.reason.text(language), "ask": person.ask}
            for person in plan.not_placed
        ],
        "findings": [_finding(finding, language) for finding in findings],
        "verdicts": [_verdict(verdict, language) for verdict in plan.verdicts],
    }


def check_document(
    verdicts: Iterable[Verdict],
    findings: Iterable[Finding],
    language: Language,
    goals: Iterable[GoalResult] = (),
    swaps: Iterable[Swap] = (),
) -> dict[str, Any]:
    """What the judges say of a plan that somebody hands us; how far each goal is from what is proven possible, and the best swaps."""
    return {
        "format": CHECK,
        "verdicts": [_verdict(verdict, language) for verdict in verdicts],
        "findings": [_finding(finding, language) for finding in findings],
        "goals": [goal_document(goal) for goal in goals],
        "swaps": [
            {
                "one": swap.one,
                "other": swap.other,
                "violations": swap.broken,
                "goals": [
                    {"goal": goal.goal, "attribute": goal.attribute, "rank": goal.rank, "change": change}
                    for goal, change in swap.goals
                ],
            }
            for swap in swaps
        ],
    }


def infeasible_document(
    contradictions: Sequence[Sequence[Conflict]],
    ways_out: Sequence[WayOut],
    findings: Iterable[Finding],
    language: Language,
) -> dict[str, Any]:
    """Why there is no plan, and what would make one possible.

    Where there are several contradictions, `contradiction` (from 1) says which of them a part of the conflict belongs to.
    """
    return {
        "format": INFEASIBLE,
        "conflict": [
            {
                "rule": part.rule,
                "people": list(part.people),
                "message": part.message.text(language),
                "contradiction": number,
            }
            for number, conflict in enumerate(contradictions, start=1)
            for part in conflict
        ],
        "ways_out": [{"change": way.change.text(language), "effect": way.effect.text(language)} for way in ways_out],
        "findings": [_finding(finding, language) for finding in findings],
    }


def policies_document(policies: Iterable[Policy]) -> dict[str, Any]:
    """Policies in full, each setting with its value."""
    return {
        "format": POLICIES,
        "policies": [policy.model_dump(mode="json", exclude_none=True) for policy in policies],
    }


def differences_document(
    one: Policy, other: Policy, differences: Iterable[tuple[str, str | None, str | None]]
) -> dict[str, Any]:
    """The settings in which two policies differ, their values as in TOML."""
    return {
        "format": POLICY_DIFFERENCES,
        "policies": [one.name, other.name],
        "settings": [{"setting": key, "values": [here, there]} for key, here, there in differences],
    }


def findings_document(findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """Why the input was refused."""
    return {"format": FINDINGS, "findings": [_finding(finding, language) for finding in findings]}


def out_of_time_document(suspected: Iterable[Conflict], language: Language) -> dict[str, Any]:
    """That there is neither a plan nor a proof, and what may be contradicting itself though nothing proves it."""
    document = findings_document((), language)
    told = [
        {"rule": part.rule, "people": list(part.people), "message": part.message.text(language)} for part in suspected
    ]
    return {**document, "suspected": told} if told else document


def to_json(document: dict[str, Any]) -> str:
    """The document as text, keys in their order, letters as themselves; half a surrogate pair is escaped, or it could not be encoded."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def goal_document(goal: GoalResult) -> dict[str, Any]:
    """What one goal came to."""
    return {
        "goal": goal.goal,
        "attribute": goal.attribute,
        "rank": goal.rank,
        "value": goal.value,
        "unavoidable": goal.unavoidable,
        "bound": goal.bound,
        "excess": goal.excess,
        "gap": goal.gap,
        "proven": goal.proven,
    }


def _worst(one: WorstNetwork) -> dict[str, Any]:
    """The worst network of one mix."""
    return {
        "attribute": one.attribute,
        "worst": one.worst,
        "bound": one.bound,
        "proven": one.proven,
        "network": one.network,
    }


def _networks(plan: Plan, organisation: Organisation, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "id": network.id,
            "name": network_name(network.id, language),
            "stratum": network.stratum,
            "members": list(network.members),
            "roles": {duty.value: plan.appointments.holder(duty, network.id) for duty in NETWORK_DUTIES},
            "meetings": meetings,
        }
        for network, meetings in zip(plan.composition.networks, _meetings(plan, organisation), strict=True)
    ]


def _meetings(plan: Plan, organisation: Organisation) -> Iterable[list[dict[str, Any]]]:
    """Each network's meetings: the dated ones and those that have a host, by number."""
    hosts = {(a.network, a.meeting): a.person for a in plan.appointments.of(Duty.HOST) if a.meeting is not None}
    dated = {(meeting.network, meeting.number): meeting for meeting in plan.meetings}
    numbers: dict[str, set[int]] = {}
    for network_id, number in (*hosts, *dated):
        numbers.setdefault(network_id, set()).add(number)

    themes: dict[tuple[str, int], list[str]] = {}
    for theme in plan.themes:
        themes.setdefault((theme.network, theme.meeting), []).append(theme.theme)

    def meeting(network: Network, number: int) -> dict[str, Any]:
        host, when = hosts.get((network.id, number)), dated.get((network.id, number))
        return {
            "number": number,
            "date": when.date.isoformat() if when and when.date else None,
            "start": when.start.isoformat("minutes") if when and when.start else None,
            "end": when.end.isoformat("minutes") if when and when.end else None,
            "host": host,
            "facilitator": plan.appointments.facilitator(network.id, number),
            "facilitation": plan.facilitation[number - 1] if number <= len(plan.facilitation) else None,
            "place": organisation.person(host).workplace if host is not None and host in organisation else None,
            "themes": themes.get((network.id, number), []),
        }

    for network in plan.composition.networks:
        yield [meeting(network, number) for number in sorted(numbers.get(network.id, ()))]


def _event(event: Event, language: Language) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "title": render(event.title, language),
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "start": event.start.isoformat("minutes") if event.start else None,
        "end": event.end.isoformat("minutes") if event.end else None,
        "hours": dict(event.hours),
    }


def _verdict(verdict: Verdict, language: Language) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "attribute": verdict.attribute,
        "violations": verdict.violations,
        "cost": verdict.cost,
        "summary": verdict.summary.text(language),
        "witnesses": [witness.text(language) for witness in verdict.witnesses],
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": finding.message.text(language),
        "remedy": finding.remedy.text(language),
    }
