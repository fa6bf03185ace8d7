"""One person under two ids: a plan made elsewhere names people, the org chart numbers them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcompose.organisation import Organisation


def with_ids_of(plan: Organisation, chart: Organisation) -> Organisation:
    """The plan's people under the ids that the org chart has for them, where a list without ids could only use their names.

    Only somebody whose id is their own name gets another, and only where one person on either side is called so. Where the plan's
    ids are only the numbers of its rows, and hardly one of them is in the org chart, everybody is known by name.
    """
    rows = 2 * len(plan.people)
    numbered = all(person.id.isdecimal() and int(person.id) <= rows for person in plan.people)
    numbered &= 10 * sum(person.id in chart for person in plan.people) <= len(plan.people)
    called = Counter(_called(person.name) for person in plan.people)
    ids: dict[str, list[str]] = {}
    for person in chart.people:
        ids.setdefault(_called(person.name), []).append(person.id)
    taken = {person.id for person in plan.people}
    new = {
        person.id: found[0]
        for person in plan.people
        if (numbered or (person.id == person.name and person.id not in chart))
        and called[_called(person.name)] == 1
        and len(found := ids.get(_called(person.name), [])) == 1
        and (numbered or found[0] not in taken)
    }
    if not new or (taken - new.keys()).intersection(new.values()):
        return plan
    people = tuple(
        replace(
            person,
            id=new.get(person.id, person.id),
            manager=None if person.manager is None else new.get(person.manager, person.manager),
            together=tuple(new.get(other, other) for other in person.together),
            apart=tuple(new.get(other, other) for other in person.apart),
        )
        for person in plan.people
    )
    return replace(plan, people=people, met=tuple(tuple(new.get(one, one) for one in group) for group in plan.met))


def _called(name: str) -> str:
    return " ".join(name.split()).casefold()
