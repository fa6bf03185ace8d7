"""The policy as typed settings. Every number of the rules stands here or in a policy's TOML, none in the code."""

from netcompose.policy.settings.base import Settings, Size
from netcompose.policy.settings.duties import (
    Avoidance,
    ChairDuty,
    CoDriverDuty,
    ContactDuty,
    DeputyDuty,
    Duties,
    FacilitatorDuty,
    FacilitatorMode,
    HostDuty,
    MentorDuty,
    NetworkDuty,
    NetworkLeaderDuty,
    PersonnelManagerDuty,
    Pool,
    Preference,
    ReferenceLeaderDuty,
)
from netcompose.policy.settings.meetings import Evaluation, Meetings
from netcompose.policy.settings.people import NewLeaders, Participants, Stratum
from netcompose.policy.settings.policy import Policy
from netcompose.policy.settings.rules import Goal, Networks, Rules, ValueLimit

__all__ = [
    "Avoidance",
    "ChairDuty",
    "CoDriverDuty",
    "ContactDuty",
    "DeputyDuty",
    "Duties",
    "Evaluation",
    "FacilitatorDuty",
    "FacilitatorMode",
    "Goal",
    "HostDuty",
    "Meetings",
    "MentorDuty",
    "NetworkDuty",
    "NetworkLeaderDuty",
    "Networks",
    "NewLeaders",
    "Participants",
    "PersonnelManagerDuty",
    "Policy",
    "Pool",
    "Preference",
    "ReferenceLeaderDuty",
    "Rules",
    "Settings",
    "Size",
    "Stratum",
    "ValueLimit",
]
