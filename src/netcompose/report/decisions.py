"""What other programs get of prices and scenarios: the documents of explain and what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netcompose.language import render
from netcompose.report.comparison import name_of, recommendation
from netcompose.report.document import _finding, goal_document
from netcompose.sheets import network_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.findings import Finding
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.tasks.explain import Broken, Change, SeatPrice
    from netcompose.tasks.what_if import Comparison, Tried

EXPLAIN: Final = "netcompose.explain/1"
WHAT_IF: Final = "netcompose.what-if/1"


def seats_document(
    leader: str, seats: Iterable[SeatPrice], organisation: Organisation, findings: Iterable[Finding], language: Language
) -> dict[str, Any]:
    """What every network would cost one leader.

    `allowed` says whether the seat can be had by moving alone or by an exchange with one other; `forbidden_by` what forbids moving alone.
    `move` and `exchange` hold each goal's cost before and after, as the judges count it.
    """
    listed = list(seats)
    return {
        "format": EXPLAIN,
        "leader": {
            "id": leader,
            "name": organisation.person(leader).name,
            "network": next((seat.network for seat in listed if seat.here), None),
        },
        "networks": [
            {
                "network": seat.network,
                "name": network_name(seat.network, language),
                "here": seat.here,
                "stratum": seat.elsewhere,
                "allowed": seat.here or seat.best is not None,
                "forbidden_by": [_broken(broken, language) for broken in seat.move.broken] if seat.move else [],
                "move": _change(seat.move, language),
                "exchange": _change(seat.exchange, language),
            }
            for seat in listed
        ],
        "findings": [_finding(finding, language) for finding in findings],
    }


def change_document(
    change: Change, organisation: Organisation, findings: Iterable[Finding], language: Language
) -> dict[str, Any]:
    """What a swap or a move would change."""
    del organisation
    return {
        "format": EXPLAIN,
        "change": _change(change, language),
        "findings": [_finding(finding, language) for finding in findings],
    }


def _change(change: Change | None, language: Language) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "allowed": change.allowed,
        "moves": [{"leader": leader, "from": origin, "to": to} for leader, origin, to in change.moves],
        "broken": [_broken(broken, language) for broken in change.broken],
        "goals": [
            {
                "goal": goal.goal,
                "attribute": goal.attribute,
                "rank": goal.rank,
                "before": before,
                "after": after,
                "change": after - before,
            }
            for goal, before, after in sorted(change.goals, key=lambda priced: priced[0].rank)
        ],
    }


def _broken(broken: Broken, language: Language) -> dict[str, Any]:
    return {
        "rule": broken.rule,
        "violations": broken.violations,
        "witnesses": [witness.text(language) for witness in broken.witnesses],
    }


def what_if_document(comparison: Comparison, findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """The scenarios in the order they were asked for; `base` is today's plan, null when the sheet has none."""
    return {
        "format": WHAT_IF,
        "scenarios": [
            {
                **_tried(tried, language),
                "recommended": number == comparison.best,
                "dominated": number in comparison.dominated,
            }
            for number, tried in enumerate(comparison.scenarios)
        ],
        "base": None if comparison.present is None else _tried(comparison.present, language),
        "recommendation": [sentence.text(language) for sentence in recommendation(comparison)],
        "findings": [_finding(finding, language) for finding in findings],
    }


def _tried(tried: Tried, language: Language) -> dict[str, Any]:
    """One scenario: what was asked for, how it ended, and its figures."""
    figures, networks = tried.figures, tried.setting.policy.networks
    document: dict[str, Any] = {
        "name": render(name_of(tried), language),
        "size": str(networks.size),
        "status": tried.status,
        "networks": None if figures is None else figures.networks,
        "goals": [goal_document(goal) for goal in tried.goals],
        "policy": tried.setting.policy.name,
        "options": dict(tried.setting.chosen),
    }
    if figures is not None:
        document |= {
            "sizes": list(figures.sizes),
            "worst_networks": [
                {"attribute": mix.attribute, "network": mix.worst_network, "pairs": mix.worst} for mix in figures.mix
            ],
            "departments_met": round(figures.departments_met, 4),
            "moves": figures.moves,
            "new_leaders_per_network": list(figures.new_leaders),
            "mentors_to_spare": figures.mentors,
            "hostings_per_member_and_year": None if figures.hosting is None else round(figures.hosting, 4),
            "hours_per_member_and_year": figures.hours,
            "contacts": figures.contacts,
            "networks_per_contact": None if figures.contact_load is None else round(figures.contact_load, 4),
        }
    if tried.status == "infeasible":
        document["conflict"] = [
            {"rule": part.rule, "people": list(part.people), "message": part.message.text(language)}
            for part in tried.conflict
        ]
        document["ways_out"] = [
            {"change": way.change.text(language), "effect": way.effect.text(language)} for way in tried.ways_out
        ]
    return document
