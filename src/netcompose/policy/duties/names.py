"""What duties are called in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.plan import Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.language import Sentence
    from netcompose.policy.scenario import Scenario

DUTY_NAMES: Final[Mapping[Duty, Sentence]] = {
    Duty.CONTACT: say("contact"),
    Duty.CHAIR: say("chair"),
    Duty.FACILITATOR: say("facilitator"),
    Duty.NETWORK_LEADER: say("network leader"),
    Duty.CO_DRIVER: say("co-driver"),
    Duty.REFERENCE_LEADER: say("reference leader"),
    Duty.PERSONNEL_MANAGER: say("personnel manager"),
    Duty.DEPUTY: say("deputy"),
    Duty.HOST: say("host"),
    Duty.MENTOR: say("mentor"),
}


def name_of(scenario: Scenario, person: str | None) -> str:
    """A person's name; the id of somebody whom the organisation does not have."""
    return "" if person is None else scenario.organisation.name(person)
