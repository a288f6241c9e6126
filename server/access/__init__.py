"""Who may do what: paired devices, people signed in on them, and how often somebody may try."""

from server.access.access import CODE_MINUTES, Access
from server.access.memory import DEVICE_DAYS, LONGEST_MS
from server.access.visitor import DEVICE_COOKIE, LANGUAGE_COOKIE, STAFF_COOKIE, Visitor, current

SESSION_HOURS = LONGEST_MS // 3_600_000

__all__ = [
    "CODE_MINUTES",
    "DEVICE_COOKIE",
    "DEVICE_DAYS",
    "LANGUAGE_COOKIE",
    "SESSION_HOURS",
    "STAFF_COOKIE",
    "Access",
    "Visitor",
    "current",
]
