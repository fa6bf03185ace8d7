"""What a plan leaves to later ones: who has shared a network, and who has hosted how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcompose.organisation import Organisation
    from netcompose.plan import Plan


def met_so_far(organisation: Organisation, plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Groups who shared a network in earlier plans: those known already, and each present network whose members the plan parts.

    A network that stays together is no history yet. A group that another one holds entirely is left out: its pairs are known.
    """
    seats = plan.composition.seats
    networks: dict[str, list[str]] = {}
    for person in organisation.people:
        if person.network is not None:
            networks.setdefault(person.network, []).append(person.id)
    parted = [
        tuple(members)
        for _, members in sorted(networks.items())
        if len({seats[member] for member in members if member in seats}) > 1
    ]
    groups = sorted({*organisation.met, *parted}, key=lambda group: (-len(group), group))
    kept: list[tuple[str, ...]] = []
    for group in groups:
        if not any(set(group) <= set(other) for other in kept):
            kept.append(group)
    return tuple(sorted(kept))
