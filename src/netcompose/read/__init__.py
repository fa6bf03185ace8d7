"""Spreadsheet in, organisation out: finds the sheet, the columns and the reporting lines by itself, and says what it found and assumed."""

from netcompose.findings import Refused
from netcompose.read.assemble import read_organisation
from netcompose.read.joiners import read_joiners
from netcompose.read.plan import read_plan
from netcompose.read.source import ColumnChoice, Counts, PlanSource, Reading, Source

__all__ = [
    "ColumnChoice",
    "Counts",
    "PlanSource",
    "Reading",
    "Refused",
    "Source",
    "read_joiners",
    "read_organisation",
    "read_plan",
]
