"""What speaks against somebody for a task, in whole numbers: one entry for each avoidance and preference that a policy can name.

The judges count the same by themselves, in policy/duties/counts.py.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from netcompose.plan import NETWORK_DUTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from netcompose.appoint.tasks import Task, World
    from netcompose.organisation import Person
    from netcompose.plan import Duty
    from netcompose.policy.settings import Avoidance, Preference

    Price = Callable[[World, Task, Person], int]


def price(name: Avoidance | Preference, world: World, task: Task, person: str) -> int:
    """What an avoidance or a preference says against a person for a task; 0 when it says nothing.

    That somebody holds another duty (`holder_of_…`) counts as far as it has been found before; what is found together is not priced.
    """
    return PRICES[name](world, task, world.scenario.organisation.person(person))


def _others(world: World, task: Task, person: Person) -> list[Person]:
    return [world.scenario.organisation.person(one) for one in task.subjects if one != person.id]


def _own_superior(world: World, task: Task, person: Person) -> int:
    return sum(other.manager == person.id for other in _others(world, task, person))


def _superior_above(world: World, task: Task, person: Person) -> int:
    organisation = world.scenario.organisation
    return sum(
        any(superior.id == person.id for superior in organisation.superiors(other.id))
        for other in _others(world, task, person)
    )


def _own_report(world: World, task: Task, person: Person) -> int:
    return sum(person.manager == other.id for other in _others(world, task, person))


def _same(attribute: str) -> Price:
    def count(world: World, task: Task, person: Person) -> int:
        value = person.attribute(attribute)
        return (
            0 if value is None else sum(other.attribute(attribute) == value for other in _others(world, task, person))
        )

    return count


def _near_workplace(world: World, task: Task, person: Person) -> int:
    return sum(
        person.workplace is None or other.workplace != person.workplace for other in _others(world, task, person)
    )


def _last_year(world: World, task: Task, person: Person) -> int:
    return int(
        any(
            a.duty is task.duty and a.network == task.network.id and a.person == person.id and a.mentee == task.mentee
            for a in world.past.last.all
        )
    )


def _seniority(world: World, task: Task, person: Person) -> int:
    """How many different days somebody in the pool began before this person; without a day, one more than all."""
    days: set[date] = {
        day for one in task.people if (day := world.scenario.organisation.person(one).started) is not None
    }
    return len(days) if person.started is None else sum(day < person.started for day in days)


def _competences(person: Person) -> set[str]:
    return {competence.casefold() for competence in person.competences}


def _lacking(world: World, task: Task, person: Person) -> int:
    """How many of the competences that anybody in the pool adds to the subjects' own this person does not add."""
    organisation = world.scenario.organisation
    own = {competence for one in task.subjects for competence in _competences(organisation.person(one))}
    added = {competence for one in task.people for competence in _competences(organisation.person(one))} - own
    return len(added - _competences(person))


def _theme_knowledge(world: World, task: Task, person: Person) -> int:
    wanted = {
        text.casefold() for text in (world.scenario.theme(task.network), world.scenario.field(task.network)) if text
    }
    return int(not wanted & _competences(person))


def _strategic_place(world: World, task: Task, person: Person) -> int:
    field = world.scenario.field(task.network)
    return int(field is None or (person.department or "").casefold() != field.casefold())


def _wish(world: World, task: Task, person: Person) -> int:
    network = task.network
    wanted = {network.id.casefold(), network.name.casefold()}
    wanted |= {text.casefold() for text in (world.scenario.theme(network),) if text}
    return int(not any(wish.casefold() in wanted for wish in person.wishes))


def _wants_to_learn(world: World, task: Task, person: Person) -> int:
    wanted = {word.casefold() for word in world.scenario.policy.duties.learning_wishes}
    return int(not any(wish.casefold() in wanted for wish in person.wishes))


def _holds(duty: Duty, world: World, _: Task, person: Person) -> int:
    return int(any(a.duty is duty and a.person == person.id for a in world.found))


PRICES: Final[Mapping[str, Price]] = {
    "own_superior": _own_superior,
    "superior_above": _superior_above,
    "not_above": _superior_above,
    "own_report": _own_report,
    "same_department": _same("department"),
    "other_department": _same("department"),
    "same_workplace": _same("workplace"),
    "other_workplace": _same("workplace"),
    "same_title": _same("title"),
    "other_title": _same("title"),
    "near_workplace": _near_workplace,
    "same_as_last_year": _last_year,
    "as_last_year": lambda world, task, person: 1 - _last_year(world, task, person),
    "new_leader": lambda world, _, person: int(person.id in world.scenario.new),
    "acting_leader": lambda _, __, person: int(person.acting),
    "seniority": _seniority,
    "complementary_competences": _lacking,
    "theme_knowledge": _theme_knowledge,
    "strategic_place": _strategic_place,
    "wish": _wish,
    "wants_to_learn": _wants_to_learn,
    **{f"holder_of_{duty}": partial(_holds, duty) for duty in NETWORK_DUTIES},
}
