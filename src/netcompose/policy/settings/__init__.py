"""The policy as typed settings. Every number of the rules stands here or in a policy's TOML, none in the code."""

from netcompose.policy.base import Settings
from netcompose.policy.calendar_settings import Evaluation, Meetings, Period, Phase, Themes
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
from netcompose.policy.settings.people import NewLeaders, Participants, Stratum
from netcompose.policy.settings.policy import Policy
from netcompose.policy.settings.rules import Goal, Networks, Rules, ValueLimit
from netcompose.policy.settings.size import MOST_NETWORKS, Size

__all__ = [
    "MOST_NETWORKS",
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
    "Period",
    "PersonnelManagerDuty",
    "Phase",
    "Policy",
    "Pool",
    "Preference",
    "ReferenceLeaderDuty",
    "Rules",
    "Settings",
    "Size",
    "Stratum",
    "Themes",
    "ValueLimit",
]
