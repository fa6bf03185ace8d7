"""What a method answers."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.policy.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Answer:
    """`networks`: members by network id, or None without a plan. `bound`: pairs over all goals that the method itself proves
    unavoidable, or None. `to_best`: CPU seconds until the plan it ends with was there, where the method can tell.
    """

    networks: dict[str, list[str]] | None
    bound: int | None = None
    to_best: float | None = None


def answer(
    scenario: Scenario, seats: Iterable[int] | None, bound: int | None = None, to_best: float | None = None
) -> Answer:
    """The answer that seats the participants, in their order, in networks by index."""
    if seats is None:
        return Answer(None, bound)
    networks: dict[str, list[str]] = {network: [] for network in scenario.networks}
    for person, seat in zip(scenario.participants, seats, strict=True):
        networks[scenario.networks[seat]].append(person)
    return Answer(networks, bound, to_best)


class Stopwatch:
    """CPU seconds of this process, all threads, since it was started."""

    def __init__(self) -> None:
        self.start = process_time()

    def __call__(self) -> float:
        return process_time() - self.start


def in_order(networks: dict[str, list[str]], people: Sequence[str], ids: Sequence[str]) -> list[int]:
    """The index of each participant's network."""
    seat = {person: i for i, network in enumerate(ids) for person in networks[network]}
    return [seat[person] for person in people]
