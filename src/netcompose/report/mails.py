"""Texts to send: one to each network, and one to each new leader with their mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Duty
from netcompose.report.dates import hours, long_day
from netcompose.report.words import described, facilitation_sentences
from netcompose.sheets import DutyName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.language import Value
    from netcompose.organisation import Person
    from netcompose.plan import Network
    from netcompose.report.view import View


@dataclass(frozen=True, slots=True)
class Mail:
    """One text: which network it concerns, to whom, and what it says in plain text."""

    network: str
    recipients: tuple[str, ...]
    subject: str
    text: str


def mails(view: View) -> list[Mail]:
    """The text of each network, followed by those of its mentors."""
    return [mail for network in view.networks for mail in (_to_network(view, network), *_to_pairs(view, network))]


def _to_network(view: View, network: Network) -> Mail:
    members = view.members(network.id)
    name = view.network_name(network.id)
    holders = view.roles(network.id)
    told: list[Value] = [
        say("Dear all in {network}", network=name),
        "",
        *_who(view, network, members),
    ]
    if holders:
        told.append("")
    told += [
        say("{duty}: {person}", duty=DutyName.of(duty).title(view.language), person=described(person))
        for duty, person in holders
    ]
    told += facilitation_sentences(view.facilitation(network.id))
    if meetings := list(_meetings(view, network.id)):
        told += ["", say("The meetings:"), *meetings]
    if Duty.HOST in view.duties:
        told += ["", say("The host invites to the meeting and welcomes the others at their workplace.")]
    told += ["", say("Kind regards")]
    return _mail(
        view, network, [*members, *(person for _, person in holders)], say("Welcome to {network}", network=name), told
    )


def _who(view: View, network: Network, members: Sequence[Person]) -> Iterable[Value]:
    """What the network is about, and who is in it; the lone member of a given one has a duty and is told of there."""
    yield from view.about(network)
    if len(members) > 1:
        yield say("You are a network of leaders from all over the organisation. You are:")
        yield from (f"– {described(member)}" for member in members)


def _meetings(view: View, network: str) -> Iterable[Value]:
    for number in view.meetings:
        meeting, host = view.meeting(network, number), view.host(network, number)
        when: Value = say("to be agreed")
        if meeting is not None and meeting.date is not None:
            when = f"{long_day(meeting.date, view.language)} {hours(meeting, view.language)}".rstrip()
        told: list[Value] = [when]
        if host is not None:
            where = ", ".join(filter(None, [host.name, host.workplace]))
            told.append(say("host: {host}", host=where))
        if themes := view.themes(network, number):
            told.append(say("theme: {theme}", theme=", ".join(themes)))
        yield f"{number}. {'; '.join(map(view.say, told))}"


def _to_pairs(view: View, network: Network) -> Iterable[Mail]:
    for member in view.members(network.id):
        mentor = view.mentor(member.id)
        if mentor is None:
            continue
        name = view.network_name(network.id)
        told: list[Value] = [
            say("Dear {new} and {mentor}", new=member.name, mentor=mentor.name),
            "",
            say(
                "{new} is a new leader and sits in {network}. {mentor} sits there too, and is {new}'s mentor.",
                new=member.name,
                mentor=mentor.name,
                network=name,
            ),
            "",
            f"– {described(member)}",
            f"– {described(mentor)}",
            "",
            say(
                "{mentor}, will you invite {new} to a first talk before the network meets?",
                mentor=mentor.name,
                new=member.name,
            ),
            "",
            say("Kind regards"),
        ]
        subject = say("Mentor for {new} in {network}", new=member.name, network=name)
        yield _mail(view, network, [member, mentor], subject, told)


def _mail(view: View, network: Network, people: list[Person], subject: Value, told: list[Value]) -> Mail:
    addresses = dict.fromkeys(person.email for person in people if person.email)
    return Mail(
        view.network_name(network.id),
        tuple(addresses),
        view.say(subject),
        "\n".join(view.say(line) if line else "" for line in told),
    )
