"""Everything the page shows, as plain values: the template only sets it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from netcompose.language import attribute_name, say, say_n
from netcompose.plan import Duty
from netcompose.report.alphabet import alphabetical
from netcompose.report.dates import hours, long_day, month, short_day
from netcompose.report.words import facilitation_sentences, goal_sentence, status_sentence
from netcompose.report.workbook import palette
from netcompose.sheets import DutyName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.language import Value
    from netcompose.organisation import Person
    from netcompose.plan import Event, Meeting, Network
    from netcompose.report.view import View
    from netcompose.tasks.rebalance import Rebalanced

MOST_IN_MATRIX: Final = 24  # values; more cannot be read
STEPS: Final = 4  # shades above white
BAR_WIDTH: Final = 600
BAR_HEIGHT: Final = 24


def contents(view: View, calendars: Mapping[str, str], rebalanced: Rebalanced | None = None) -> dict[str, Any]:
    """The values of the template, all in the reader's language."""
    return _Contents(view, calendars, rebalanced).all()


class _Contents:
    """The page's parts; those who are looked up often are numbered once."""

    def __init__(self, view: View, calendars: Mapping[str, str], rebalanced: Rebalanced | None = None) -> None:
        self.view = view
        self.rebalanced = rebalanced
        self.news = {change.leader: change.what for change in rebalanced.changes.people} if rebalanced else {}
        self.calendars = {network: quote(name) for network, name in calendars.items()}
        self.attribute = view.mixed[0] if view.mixed else "department"
        self.duties: defaultdict[str, list[tuple[str, Network]]] = defaultdict(list)
        for network in view.networks:
            for duty, person in view.roles(network.id):
                self.duties[person.id].append((DutyName.of(duty).title(view.language), network))
        known = {person.id: person for person in (*view.seated, *map(view.person, self.duties))}
        self.people = sorted(known.values(), key=lambda person: (alphabetical(person.name), person.id))
        self.numbers = {person.id: number for number, person in enumerate(self.people, 1)}
        self.seats = view.plan.composition.seats
        self.places = {network.id: number for number, network in enumerate(view.networks, 1)}
        values = view.values(self.attribute)
        chosen = palette.colours(member.attribute(self.attribute) or "" for member in view.seated)
        spare = len(palette.HUES)
        self.classes = {
            value: palette.HUES.index(chosen[value]) if value in chosen else spare + number % len(palette.PLAIN)
            for number, value in enumerate(values)
        }

    def all(self) -> dict[str, Any]:
        """Every part."""
        view = self.view
        return {
            "lang": view.language.value,
            "title": view.heading,
            "counted": self.say(
                say(
                    "{networks} · {leaders}",
                    networks=say_n("{n} network", "{n} networks", len(view.networks)),
                    leaders=say_n("{n} leader", "{n} leaders", len(view.seated)),
                )
            ),
            "words": {name: self.say(value) for name, value in _WORDS.items()},
            "mixed_by": self.say(attribute_name(self.attribute)),
            "status": self.say(self._status()),
            "goals": [self.say(goal_sentence(goal)) for goal in sorted(view.plan.goals, key=lambda goal: goal.rank)],
            "legend": [(number, self.value(value)) for value, number in self.classes.items()],
            "networks": [self.network(network) for network in view.networks],
            "members": [self.member(person) for person in self.people],
            "matrix": self.matrix(),
            "calendar": self.calendar(),
            "hosted": Duty.HOST in view.duties,
            "changes": self.changed(),
            "bar_width": BAR_WIDTH,
            "bar_height": BAR_HEIGHT,
        }

    def say(self, value: Value) -> str:
        """In the reader's language."""
        return self.view.say(value)

    def value(self, value: str) -> str:
        """A department or whatever the networks are mixed by; a dash for none."""
        return value or "–"

    def _status(self) -> Value:
        if any(verdict.violations for verdict in self.view.plan.verdicts):
            return say("Not all rules are kept; netcompose check says which.")
        return status_sentence(self.view.plan)

    def network(self, network: Network) -> dict[str, Any]:
        """A network's card."""
        members = self.view.members(network.id)
        counts = self.view.counts(network.id, self.attribute)
        return {
            "number": self.places[network.id],
            "name": self.view.network_name(network.id),
            "stratum": network.stratum,
            "holders": self._holders(network.id),
            "facilitation": [self.say(told) for told in facilitation_sentences(self.view.facilitation(network.id))],
            "counted": self.say(say_n("{n} member", "{n} members", len(members))),
            "members": [self._row(network.id, member) for member in members],
            "meetings": [self._meeting(network.id, number) for number in self.view.meetings],
            "bar": self._bar(network.id),
            "calendar": self.calendars.get(network.id),
            "counts": [*(counts[value] for value in self.classes), len(members)],
        }

    def _row(self, network: str, member: Person) -> dict[str, Any]:
        hosted = self.view.hosted(network, member.id)
        told: list[Value] = [say("hosts meeting {n}", n=number) for number in hosted]
        new, mentor = self.view.is_new(member), self.view.mentor(member.id)
        if mentor is not None:
            told.append(say("mentor: {name}", name=mentor.name))
        told += [say("mentor for {name}", name=mentee.name) for mentee in self.view.mentees(member.id)]
        value = member.attribute(self.attribute) or ""
        return {
            "number": self.numbers[member.id],
            "name": member.name,
            "title": member.title or member.level_name,
            "workplace": member.workplace,
            "value": self.value(value),
            "colour": self.classes[value],
            "new": new,
            "told": [self.say(text) for text in told],
        }

    def _known(self, person: Person) -> dict[str, Any]:
        return {"id": person.id, "name": person.name, "title": person.title or person.level_name}

    def _holders(self, network: str) -> list[dict[str, Any]]:
        return [
            {"duty": DutyName.of(duty).title(self.view.language), **self._known(person)}
            for duty, person in self.view.roles(network)
        ]

    def _meeting(self, network: str, number: int) -> dict[str, Any]:
        meeting, host = self.view.meeting(network, number), self.view.host(network, number)
        return {
            "number": number,
            "when": self._when(meeting),
            "day": meeting.date.isoformat() if meeting and meeting.date else None,
            "host": host.name if host else None,
            "place": host.workplace if host else None,
            "themes": self.view.themes(network, number),
        }

    def _when(self, meeting: Meeting | None) -> str | None:
        if meeting is None or meeting.date is None:
            return None
        return f"{long_day(meeting.date, self.view.language)} {hours(meeting, self.view.language)}".rstrip()

    def _bar(self, network: str) -> list[dict[str, Any]]:
        """A network's members as a bar of their departments: left edge, width, colour, how many."""
        counts = self.view.counts(network, self.attribute)
        unit, left, bar = BAR_WIDTH / max(1, self.view.largest), 0, []
        for value, colour in self.classes.items():
            if count := counts[value]:
                bar.append(
                    {
                        "x": round(left * unit, 1),
                        "width": round(count * unit - 1.5, 1),
                        "middle": round((left + count / 2) * unit, 1),
                        "colour": colour,
                        "count": count,
                        "value": self.value(value),
                    }
                )
                left += count
        return bar

    def member(self, person: Person) -> dict[str, Any]:
        """What somebody wants to know who is in a network or has a duty in one: where, when to host, with whom."""
        view, network = self.view, self.seats.get(person.id)
        mentor = view.mentor(person.id)
        duties = [
            (duty, self.places[found.id], view.network_name(found.id)) for duty, found in self.duties.get(person.id, [])
        ]
        where = view.network_name(network) if network else ", ".join(f"{duty}: {name}" for duty, _, name in duties)
        return {
            "number": self.numbers[person.id],
            "name": person.name,
            "title": person.title or person.level_name,
            "where": where,
            "network": self.places[network] if network else None,
            "calendar": self.calendars.get(network) if network else None,
            "duties": duties,
            "holders": [found for found in self._holders(network) if found["id"] != person.id] if network else [],
            "mentor": self._known(mentor) if mentor else None,
            "mentees": [self._known(mentee) for mentee in view.mentees(person.id)],
            "news": self.say(self.news[person.id]) if person.id in self.news else None,
            "meetings": [self._meeting(network, number) for number in view.meetings] if network else [],
            "hosts": [self._meeting(network, number) for number in view.hosted(network, person.id)] if network else [],
        }

    def matrix(self) -> dict[str, Any]:
        """How many pairs of members meet, department by department: c(a)·c(b) over the networks, and C(c(a), 2) within one."""
        view, counted = self.view, Counter(member.attribute(self.attribute) or "" for member in self.view.seated)
        order = {value: number for number, value in enumerate(view.values(self.attribute))}
        most = sorted(counted, key=lambda value: (-counted[value], order[value]))[:MOST_IN_MATRIX]
        values = sorted(most, key=lambda value: order[value])
        pairs: defaultdict[tuple[str, str], int] = defaultdict(int)
        for network in view.networks:
            counts = view.counts(network.id, self.attribute)
            for one, other in combinations_with_replacement([value for value in values if counts[value]], 2):
                pairs[one, other] += (
                    counts[one] * (counts[one] - 1) // 2 if one == other else counts[one] * counts[other]
                )
        highest = max(pairs.values(), default=0)

        def cell(one: str, other: str) -> dict[str, int]:
            number = pairs[one, other] or pairs[other, one]
            return {"number": number, "step": -(-number * STEPS // highest) if highest else 0}

        return {
            "values": [self.value(value) for value in values],
            "rows": [(self.value(one), [cell(one, other) for other in values]) for one in values],
            "left_out": self.say(say_n("{n} more is not shown.", "{n} more are not shown.", left))
            if (left := len(counted) - len(values))
            else "",
        }

    def calendar(self) -> dict[str, Any] | None:
        """The year: a row a network, a column a month, the days within; None until there are dates."""
        view = self.view
        dated = [(day, meeting) for meeting in view.calendar.values() if (day := meeting.date) is not None]
        months = sorted({day.replace(day=1) for day, _ in dated})
        if not months and not view.plan.events:
            return None
        found: defaultdict[tuple[str, object], list[str]] = defaultdict(list)
        for day, meeting in sorted(dated, key=lambda held: (held[0], held[1].number)):
            found[meeting.network, day.replace(day=1)].append(short_day(day, view.language))
        return {
            "events": [
                (self.say(event.title), self._stretch(event))
                for event in sorted(view.plan.events, key=lambda event: (event.first, event.last))
            ],
            "months": [month(first, view.language) for first in months],
            "rows": [
                (
                    self.places[network.id],
                    view.network_name(network.id),
                    [found.get((network.id, first), []) for first in months],
                )
                for network in view.networks
            ],
        }

    def changed(self) -> list[dict[str, Any]] | None:
        """Each network that changes: who has left, who has come, which duties were handed on; None for a plan that follows no other."""
        if self.rebalanced is None:
            return None
        name = self.rebalanced.differences.name  # also of those who are gone

        def names(people: tuple[str, ...]) -> list[str]:
            return sorted(map(name, people), key=alphabetical)

        return [
            {
                "name": self.view.network_name(change.network),
                "number": self.places.get(change.network),
                "left": names(change.left),
                "came": names(change.came),
                "duties": [self.say(duty) for duty in change.duties],
            }
            for change in self.rebalanced.changes.networks
        ]

    def _stretch(self, event: Event) -> str:
        """When something in the calendar is: a day with its hours, or from one day to another."""
        language = self.view.language
        if event.first == event.last:
            return f"{long_day(event.first, language)} {hours(event, language)}".rstrip()
        return f"{short_day(event.first, language)} – {short_day(event.last, language)}"


_WORDS: Final[dict[str, Value]] = {
    "skip": say("Skip to the contents"),
    "contents": say("Contents"),
    "networks": say("Networks"),
    "network": say("Network"),
    "find": say("Find my network"),
    "find_help": say("Write a name or a part of it."),
    "everybody": say("Everybody from A to Å"),
    "found": say("found"),
    "figures": say("The same in figures"),
    "total": say("Total"),
    "good": say("How good is the plan?"),
    "mosaic": say("Who is in the networks?"),
    "matrix": say("Who meets whom?"),
    "matrix_help": say(
        "The number of pairs of members who meet in a network, by the two that they come from. The darker, the more."
    ),
    "calendar": say("The year's meetings"),
    "no_calendar": say("The dates are not set yet."),
    "changes": say("What has changed"),
    "no_changes": say("Nobody changes network, and nobody has come or left."),
    "left": say("Left"),
    "came": say("Came"),
    "handed_on": say("Handed on"),
    "your_news": say("New for you"),
    "your_meetings": say("Your meetings"),
    "members": say("Members"),
    "meetings": say("Meetings"),
    "meeting": say("Meeting"),
    "host": say("Host"),
    "to_be_agreed": say("to be agreed"),
    "nobody": say("(nobody yet)"),
    "new": say("New leader"),
    "your_network": say("Your network"),
    "you_host": say("You host"),
    "you_are": say("You are"),
    "your_mentor": say("Your mentor"),
    "mentor_for": say("You are mentor for"),
    "see_network": say("See all members and meetings"),
    "back": say("Back to the search"),
    "to_calendar": say("Put the meetings into my calendar"),
    "top": say("To the top"),
    "made": say("Made with netcompose. This file loads nothing from the internet."),
}
