"""When: a date for each meeting, the seminar, phases and evaluations; exact, and explained when there is no way."""

from netcompose.schedule.outcome import Calendar, NoDatesInTime, Scheduled, Unschedulable
from netcompose.schedule.schedule import schedule
from netcompose.schedule.themes import programme

__all__ = ["Calendar", "NoDatesInTime", "Scheduled", "Unschedulable", "programme", "schedule"]
