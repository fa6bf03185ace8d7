"""A plan that names people, and an org chart that numbers them."""

from __future__ import annotations

from dataclasses import replace

from netcompose.organisation import Organisation
from netcompose.tasks.identities import with_ids_of
from worlds import leader


def named(*names: str, **more: object) -> Organisation:
    return Organisation(tuple(leader(name, name=name, network="1", **more) for name in names))


def numbered(*names: str) -> Organisation:
    return Organisation(tuple(leader(str(i), name=name) for i, name in enumerate(names, 1)))


def test_people_get_the_ids_of_the_org_chart() -> None:
    plan = named("Bo B", "Cy C")
    plan = replace(
        plan.with_people({"Cy C": replace(plan.person("Cy C"), manager="Bo B", together=("Bo B",), apart=("Bo B",))}),
        met=(("Bo B", "Cy C", "Gone"),),
    )
    found = with_ids_of(plan, numbered("bo  B", "Cy C"))
    assert {person.id: (person.manager, person.together, person.apart, person.network) for person in found.people} == {
        "1": (None, (), (), "1"),
        "2": ("1", ("1",), ("1",), "1"),
    }
    assert found.met == (("1", "2", "Gone"),)


def test_namesakes_and_those_with_ids_keep_what_they_have() -> None:
    assert with_ids_of(named("Bo B"), numbered("Bo B", "Bo B")) == named("Bo B")
    assert with_ids_of(named("Bo B", "bo b"), numbered("Bo B")) == named("Bo B", "bo b")
    with_id = Organisation((leader("7", name="Bo B"),))
    assert with_ids_of(with_id, numbered("Bo B")) == with_id
    assert with_ids_of(named("Bo B"), numbered("Cy C")) == named("Bo B")


def test_an_id_that_is_taken_is_not_given_twice() -> None:
    plan = Organisation((leader("1", name="Cy C"), leader("Bo B", name="Bo B")))
    assert with_ids_of(plan, numbered("Bo B")) == plan
