"""What other seats would cost, told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import listed, say
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, WARN, Screen
from netcompose.report.words import rule_name
from netcompose.sheets import network_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.tasks.explain import Change, SeatPrice

SIZE = "group_size"


def show_seats(
    console: Console, leader: str, seats: Sequence[SeatPrice], organisation: Organisation, language: Language
) -> None:
    """One line a network: whether the leader can sit there, at what price, in exchange with whom; else what forbids it."""
    screen = Screen(console, language)
    person = organisation.person(leader)
    here = next((seat.network for seat in seats if seat.here), "")
    screen.line(
        say("{name} sits in {network}. Any other seat:", name=person.name, network=network_name(here, language)), STRONG
    )
    for seat in seats:
        if not seat.here:
            _show_seat(screen, seat, organisation, network_name(seat.network, language))


def _show_seat(screen: Screen, seat: SeatPrice, organisation: Organisation, name: str) -> None:
    if seat.move is None:
        text = say("{network}: belongs to {stratum}.", network=name, stratum=seat.elsewhere or "")
        screen.item("–", text, MUTED)
        return
    best = seat.best
    if best is None:
        screen.item("✗", say("{network}: no seat, whoever of them moves instead.", network=name), BAD)
    else:
        partners = best.moves[1:]
        price = price_sentence(best)
        if not partners:
            told = say("{network}: by moving alone. {price}", network=name, price=price)
        elif partners[0][2] == best.moves[0][1]:
            partner = organisation.person(partners[0][0]).name
            told = say("{network}: by a swap with {partner}. {price}", network=name, partner=partner, price=price)
        else:
            told = say(
                "{network}: when {partner} goes to {elsewhere}. {price}",
                network=name,
                partner=organisation.person(partners[0][0]).name,
                elsewhere=network_name(partners[0][2], screen.language),
                price=price,
            )
        worse = any(after > before for _, before, after in best.goals)
        screen.item("✓", told, WARN if worse else GOOD)
    for broken in seat.move.broken:
        if broken.rule != SIZE or best is None:
            for witness in broken.witnesses[:3]:
                screen.item("–", witness, MUTED, indent=3)


def show_change(console: Console, change: Change, organisation: Organisation, language: Language) -> None:
    """One swap or move: who goes where, the rules it breaks, and what it costs."""
    screen = Screen(console, language)
    for leader, origin, destination in change.moves:
        screen.line(
            say(
                "{name}: {origin} → {destination}",
                name=organisation.person(leader).name,
                origin=network_name(origin, language),
                destination=network_name(destination, language),
            ),
            STRONG,
        )
    if change.allowed:
        screen.item("✓", say("All rules are kept."), GOOD)
    for broken in change.broken:
        screen.item("✗", rule_name(broken.rule), BAD)
        for witness in broken.witnesses[:10]:
            screen.item("–", witness, BAD, indent=3)
    if change.goals:
        screen.item("•", price_sentence(change))
    for goal, before, after in sorted(change.goals, key=lambda priced: priced[0].rank):
        screen.item(
            "–",
            say(
                "{goal}: {before} → {after}",
                goal=rule_name(goal.goal, goal.attribute),
                before=before,
                after=after,
            ),
            MUTED,
            indent=3,
        )


def price_sentence(change: Change) -> Sentence:
    """What a change costs, in one breath: the goals that get better or worse."""
    changed = [
        say("{goal} {change}", goal=rule_name(goal.goal, goal.attribute), change=f"{after - before:+d}")
        for goal, before, after in sorted(change.goals, key=lambda priced: priced[0].rank)
        if after != before
    ]
    if not changed:
        return say("It costs nothing.")
    return say("Pairs more or fewer: {goals}.", goals=listed(*changed))
