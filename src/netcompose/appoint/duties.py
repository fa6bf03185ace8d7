"""Hand out the policy's duties in a composition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.appoint.contact import contacts
from netcompose.appoint.host import hosts
from netcompose.appoint.mentor import mentors
from netcompose.plan import Appointments

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


def appoint(scenario: Scenario, composition: Composition) -> Appointments:
    """The appointments to every duty that the policy hands out; where nobody can be found, there is none."""
    duties, meetings = scenario.policy.duties, scenario.policy.meetings
    return Appointments(
        (
            *(contacts(scenario, composition, duties.contact) if duties.contact else ()),
            *(mentors(scenario, composition) if duties.mentor else ()),
            *(
                hosts(scenario, composition, duties.host, meetings.number(scenario.policy.period))
                if duties.host and meetings
                else ()
            ),
        )
    )
