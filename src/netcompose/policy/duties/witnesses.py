"""A sentence for each thing that a policy avoids and that happens all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.policy.duties.names import DUTY_NAMES, name_of
from netcompose.policy.settings.duties import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Sentence, Value
    from netcompose.organisation import Person
    from netcompose.plan import Appointment
    from netcompose.policy.duties.counts import Bench
    from netcompose.policy.settings import Avoidance


def witnesses_of(
    bench: Bench, names: tuple[Avoidance, ...], appointment: Appointment, pool: list[Person]
) -> Iterator[Sentence]:
    """What is avoided and happens with this appointment."""
    if appointment.person not in bench.scenario.organisation:
        return
    person, network = (
        bench.scenario.organisation.person(appointment.person),
        bench.composition.network(appointment.network),
    )
    for name in names:
        times = bench.count(name, appointment.duty, network, appointment.mentee, person, pool)
        if times:
            yield _sentence(bench, name, appointment, times)


def _sentence(bench: Bench, name: Avoidance, a: Appointment, times: int) -> Sentence:
    words: dict[str, Value] = {
        "name": name_of(bench.scenario, a.person),
        "duty": DUTY_NAMES[a.duty],
        "place": name_of(bench.scenario, a.mentee)
        if a.mentee is not None
        else bench.composition.network(a.network).name,
        "times": times,
    }
    other = held(name)
    if other is not None:
        return say("{name}, {duty} of {place}, is {other} too.", other=DUTY_NAMES[other], **words)
    match name:
        case "own_superior":
            return say("{name}, {duty} of {place}, is the own superior of {times} of those it is for.", **words)
        case "superior_above":
            return say("{name}, {duty} of {place}, is a superior of {times} of those it is for.", **words)
        case "own_report":
            return say("{name}, {duty} of {place}, reports to one of those it is for.", **words)
        case "same_department":
            return say("{name}, {duty} of {place}, is of the same department as {times} of those it is for.", **words)
        case "same_workplace":
            return say("{name}, {duty} of {place}, is at the same workplace as {times} of those it is for.", **words)
        case "same_title":
            return say("{name}, {duty} of {place}, has the same title as {times} of those it is for.", **words)
        case "same_as_last_year":
            return say("{name} is {duty} of {place} as last year.", **words)
        case "new_leader":
            return say("{name}, {duty} of {place}, is a new leader.", **words)
        case _:
            return say("{name}, {duty} of {place}, is an acting leader.", **words)
