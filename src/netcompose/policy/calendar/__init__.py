"""Judges of the calendar: plain Python, which never sees how the dates were found."""
