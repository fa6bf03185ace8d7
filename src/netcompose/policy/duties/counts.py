"""How often what a policy avoids happens, and how well its preferences are met: the judges' own counting.

`appoint/prices.py` puts the same into the search; neither knows the other, and a test enumerates tiny worlds to see that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcompose.plan import Duty
from netcompose.policy.settings.duties import held

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.organisation import Person
    from netcompose.plan import Appointment, Appointments, Composition, Network, Past
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Avoidance, NetworkDuty, Preference


@dataclass(frozen=True)
class Bench:
    """What a judge of duties looks at."""

    scenario: Scenario
    composition: Composition
    appointments: Appointments
    past: Past

    def concerned(self, duty: Duty, network: Network, mentee: str | None) -> list[Person]:
        """Whom a duty is for: the new leader, the network leader where there is one, else the members."""
        leader = self.appointments.holder(Duty.NETWORK_LEADER, network.id)
        if mentee is not None:
            ids: tuple[str, ...] = (mentee,)
        elif leader is not None and duty is not Duty.NETWORK_LEADER:
            ids = (leader,)
        else:
            ids = network.members
        return [self.scenario.organisation.person(one) for one in ids if one in self.scenario.organisation]

    def wanted(self, settings: NetworkDuty, network: Network) -> bool:
        """Whether the network is of a type that has the duty."""
        return settings.from_pool and settings.pool(self.scenario.type(network)) is not None

    def may(self, settings: NetworkDuty, network: Network, person: Person) -> bool:
        """Whether somebody is of those whom the policy chooses among for a network."""
        pool = settings.pool(self.scenario.type(network))
        if pool is None:
            return False
        if settings.superior_of is not None:
            below = self.appointments.holder(settings.superior_of, network.id)
            organisation = self.scenario.organisation
            if below is None or below not in organisation or organisation.person(below).manager != person.id:
                return False
        if not pool.has(person):
            return False
        here, anywhere = person.id in network.members, person.id in self.composition.seats
        match settings.takes_part:
            case "yes":
                return here
            case "no":
                return not anywhere
            case "elsewhere":
                return not here
            case _:
                return True

    def holds(self, duty: Duty, person: str) -> bool:
        """Whether somebody has a duty in any network."""
        return any(a.person == person for a in self.appointments.of(duty))

    def count(
        self,
        name: Avoidance | Preference,
        duty: Duty,
        network: Network,
        mentee: str | None,
        person: Person,
        pool: list[Person],
    ) -> int:
        """How often this happens when that person has the duty there; for a preference, how far it is from met (0 is best)."""
        others = [one for one in self.concerned(duty, network, mentee) if one.id != person.id]
        organisation = self.scenario.organisation
        other_duty = held(name)
        if other_duty is not None:
            return int(self.holds(other_duty, person.id))
        match name:
            case "own_superior":
                return len([one for one in others if one.manager == person.id])
            case "superior_above" | "not_above":
                return len([one for one in others if person.id in _ids(organisation.superiors(one.id))])
            case "own_report":
                return len([one for one in others if person.manager == one.id])
            case "same_department" | "other_department":
                return len([one for one in others if one.department and one.department == person.department])
            case "same_workplace" | "other_workplace":
                return len([one for one in others if one.workplace and one.workplace == person.workplace])
            case "same_title" | "other_title":
                return len([one for one in others if one.title and one.title == person.title])
            case "near_workplace":
                return len(others) - len([one for one in others if one.workplace and one.workplace == person.workplace])
            case "same_as_last_year":
                return int(self._had(duty, network, mentee, person))
            case "as_last_year":
                return int(not self._had(duty, network, mentee, person))
            case "new_leader":
                return int(person.id in self.scenario.new)
            case "acting_leader":
                return int(person.acting)
            case "seniority":
                began = {one.started for one in pool if one.started is not None}
                earlier = {day for day in began if person.started is None or day < person.started}
                return len(earlier)
            case "complementary_competences":
                have = {word.casefold() for one in self.concerned(duty, network, mentee) for word in one.competences}
                offered = {word.casefold() for one in pool for word in one.competences} - have
                return len(offered - {word.casefold() for word in person.competences})
            case "theme_knowledge":
                about = [self.scenario.theme(network), self.scenario.field(network)]
                return int(not any(text and _among(text, person.competences) for text in about))
            case "strategic_place":
                place = self.scenario.field(network)
                return int(not (place and person.department and _among(place, (person.department,))))
            case "wish":
                about = [network.id, network.name, self.scenario.theme(network)]
                return int(not any(text and _among(text, person.wishes) for text in about))
            case "wants_to_learn":
                return int(not any(_among(word, person.wishes) for word in self.scenario.policy.duties.learning_wishes))
        raise ValueError(f"nobody counts {name}")

    def _had(self, duty: Duty, network: Network, mentee: str | None, person: Person) -> bool:
        return person.id in [a.person for a in self.past.last.of(duty, network.id) if a.mentee == mentee]


def _ids(people: Iterable[Person]) -> list[str]:
    return [person.id for person in people]


def _among(text: str, words: tuple[str, ...]) -> bool:
    return text.casefold() in [word.casefold() for word in words]


def tally(
    bench: Bench,
    names: tuple[Avoidance | Preference, ...],
    appointments: tuple[Appointment, ...],
    pools: dict[str, list[Person]],
) -> list[int]:
    """Each avoidance's or preference's count over some appointments, in order; `pools` by network, or by new leader for mentors.

    What is not to be handed out at all, and so has no pool, avoids nothing and prefers nothing.
    """
    sums = [0] * len(names)
    for a in appointments:
        if a.person not in bench.scenario.organisation or (a.mentee or a.network) not in pools:
            continue
        person, network = bench.scenario.organisation.person(a.person), bench.composition.network(a.network)
        for index, name in enumerate(names):
            sums[index] += bench.count(name, a.duty, network, a.mentee, person, pools[a.mentee or a.network])
    return sums
