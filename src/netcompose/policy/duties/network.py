"""Every network has the people whom the policy wants for it: contact, chair, facilitator, co-driver and the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import NOTHING_BEFORE, Appointment, Duty, Verdict
from netcompose.policy.duties.counts import Bench, tally
from netcompose.policy.duties.names import DUTY_NAMES, name_of
from netcompose.policy.duties.witnesses import witnesses_of
from netcompose.policy.settings.duties import held

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.organisation import Person
    from netcompose.plan import Appointments, Composition, Network, Past
    from netcompose.policy.scenario import Scenario


def judge(
    duty: Duty, scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> Verdict:
    """Each network has one person for the duty, of those whom the policy chooses among, and the load is even.

    Violations: networks without the one person although somebody is free to be, or with several; people who may not have the duty; loads
    above the most, and loads two or more above that of another who could have stepped in. Where nobody can have the duty there is nobody:
    that is told, but is no broken rule. Cost: how often what the policy avoids happens, all avoidances added up.
    """
    return _Judge(duty, Bench(scenario, composition, appointments, past)).verdict()


def costs(
    duty: Duty, scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> tuple[list[int], list[int]]:
    """Each avoidance's and each preference's count, in the policy's order."""
    judge = _Judge(duty, Bench(scenario, composition, appointments, past))
    return (
        tally(judge.bench, judge.settings.avoid, judge.appointed, judge.pools),
        tally(judge.bench, judge.settings.prefer, judge.appointed, judge.pools),
    )


class _Judge:
    def __init__(self, duty: Duty, bench: Bench) -> None:
        settings = bench.scenario.policy.duties.of(duty)
        assert settings is not None
        self.duty, self.bench, self.settings = duty, bench, settings
        self.networks = {network.id: network for network in bench.composition.networks}
        self.appointed = _throughout(duty, bench)
        self.wanted = [network for network in self.networks.values() if bench.wanted(settings, network)]
        self.pools = {network.id: self._pool(network) for network in self.wanted}
        self.load = Counter(a.person for a in self.appointed)
        self.violations = 0
        self.witnesses: list[Sentence] = []

    def _pool(self, network: Network) -> list[Person]:
        return [one for one in self.bench.scenario.organisation.people if self.bench.may(self.settings, network, one)]

    def _barred(self, network: Network, person: Person, pool: list[Person]) -> bool:
        return any(self.bench.count(name, self.duty, network, None, person, pool) for name in self.settings.never)

    def verdict(self) -> Verdict:
        what = DUTY_NAMES[self.duty]
        able = {n.id: [p for p in self.pools[n.id] if not self._barred(n, p, self.pools[n.id])] for n in self.wanted}
        if not any(self.pools.values()) and not self.appointed:
            nobody = say("Nobody in the list can be {duty}.", duty=what)
            return Verdict(self.duty, nobody, witnesses=(nobody,) if self.wanted else ())
        for network in self.networks.values():
            self._one_each(network, able.get(network.id, []))
        self._loads(able)
        avoided = tally(self.bench, self.settings.avoid, self.appointed, self.pools)
        for a in self.appointed:
            if a.network in self.pools:
                self.witnesses += witnesses_of(self.bench, self.settings.avoid, a, self.pools[a.network])
        filled = len({a.network for a in self.appointed} & self.pools.keys())
        summary = say_n(
            "{filled} of {n} network has its {duty}.", "{filled} of {n} networks have their {duty}.", len(self.wanted),
            filled=filled, duty=what,
        )  # fmt: skip
        return Verdict(self.duty, summary, self.violations, sum(avoided), tuple(self.witnesses))

    def _one_each(self, network: Network, able: list[Person]) -> None:
        here = [a for a in self.appointed if a.network == network.id]
        what = DUTY_NAMES[self.duty]
        if network.id not in self.pools:
            if here:
                self._broken(say("{network} is to have no {duty}.", network=network.name, duty=what))
            return
        if not here:
            self.violations += any(self._free(person) for person in able)
            self.witnesses.append(say("{network} has no {duty}.", network=network.name, duty=what))
        if len(here) > 1:
            self._broken(
                say_n("{network} has {n} person as {duty}.", "{network} has {n} people as {duty}.", len(here),
                      network=network.name, duty=what)
            )  # fmt: skip
        for a in here:
            if a.person not in [person.id for person in able]:
                name = name_of(self.bench.scenario, a.person)
                self._broken(say("{name} cannot be {duty} of {network}.", name=name, duty=what, network=network.name))

    def _free(self, person: Person) -> bool:
        most = self.settings.most
        return (most is None or self.load[person.id] < most) and not self._would_break_another(person)

    def _would_break_another(self, person: Person) -> bool:
        """Whether another duty of this person bars its holder from having this one."""
        duties = self.bench.scenario.policy.duties
        return any(
            self.duty in map(held, other.never) and self.bench.holds(kind, person.id)
            for kind, other in duties.per_network.items()
        )

    def _loads(self, able: dict[str, list[Person]]) -> None:
        what, scenario = DUTY_NAMES[self.duty], self.bench.scenario
        for person, load in sorted(self.load.items()):
            if self.settings.most is not None and load > self.settings.most:
                self.violations += load - self.settings.most - 1
                self._broken(
                    say_n("{name} is {duty} of {n} network, too many.", "{name} is {duty} of {n} networks, too many.", load,
                          name=name_of(scenario, person), duty=what)
                )  # fmt: skip
        if not self.settings.even:
            return
        steps = [
            (self.load[a.person] - self.load[other.id] - 1, a.person)
            for a in self.appointed
            for other in able.get(a.network, [])
            if self.load[a.person] > self.load[other.id] + 1 and self._free(other)
        ]
        if steps:
            uneven, person = max(steps)
            self.violations += uneven - 1
            self._broken(
                say_n("{name} is {duty} of {n} network while others have fewer.",
                      "{name} is {duty} of {n} networks while others have fewer.", self.load[person],
                      name=name_of(scenario, person), duty=what)
            )  # fmt: skip

    def _broken(self, witness: Sentence) -> None:
        self.violations += 1
        self.witnesses.append(witness)


def _throughout(duty: Duty, bench: Bench) -> tuple[Appointment, ...]:
    """Each holder once a network; members who facilitate in turn are another judge's matter."""
    facilitator = bench.scenario.policy.duties.facilitator
    ours = [
        a
        for a in bench.appointments.of(duty)
        if a.meeting is None or (facilitator is not None and facilitator.mode(a.meeting) in {"corps", "hr"})
    ]
    return tuple(
        dict.fromkeys(
            Appointment(duty, a.network, a.person)
            for a in ours
            if a.network in {n.id for n in bench.composition.networks}
        )
    )
