"""Records as a test wants them: everything has a plain value until it says otherwise."""

from typing import Any

from flow.needs import Route
from flow.readings import Level, Reading
from flow.tickets import MoveReason, Outcome
from mediation.coop import Nature, WorkshopLevel
from mediation.details import Counts, Details
from mediation.records import (
    AccompanimentRecord,
    AlertRecord,
    Attendance,
    MoveRecord,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)

NINE = 1_655_190_000_000
"""14 June 2022, 9:00 in Paris."""
DAY = "2022-06-14"
HOUR = 3_600_000


def presence(hours: float = 3.5, **more: Any) -> PresenceRecord:
    fields = {"office": "lens", "id": "p1", "date": DAY, "mediator": "M1", "started": NINE}
    return PresenceRecord(**(fields | {"ended": NINE + round(hours * HOUR)} | more))


def helped(
    nature: Nature = Nature.DIGITAL_HELP, minutes: int = 12, office: str = "lens", date: str = DAY, **details: Any
):
    recorded = Details(nature, minutes, **details)
    return AccompanimentRecord(office, "a1", date, "M1", NINE, NINE + minutes * 60_000, None, "client_space", recorded)


def workshop(came: int | None = 6, present: int = 0, **more: Any) -> WorkshopRecord:
    fields = {"office": "lens", "id": "w1", "date": DAY, "title": "first-steps", "level": WorkshopLevel.INITIATION}
    fields |= {"inside": True, "place": "lens", "starts": NINE, "minutes": 120, "seats": 8}
    counts = None if came is None else Counts(came)
    attendance = Attendance(seated=8, waiting=1, signed_off=1, present=present)
    return WorkshopRecord(**(fields | {"counts": counts, "attendance": attendance} | more))


def visit(need: str = "track", waited: int | None = 6, **more: Any) -> Visit:
    fields = {"office": "lens", "date": DAY, "hour": 9, "declared": need, "need": need, "route": Route.COUNTER}
    return Visit(**(fields | {"outcome": Outcome.SERVED, "waited": waited, "served": 4, "promised": 10} | more))


def move(reason: MoveReason | None = MoveReason.CALMING, overtaken: int = 3, **more: Any) -> MoveRecord:
    fields = {"office": "lens", "date": DAY, "hour": 9, "reason": reason, "advance": 0 if reason else 10}
    return MoveRecord(**(fields | {"overtaken": overtaken, "minutes": 2} | more))


def alert(right: bool | None, reading: Reading = Reading.LOAD) -> AlertRecord:
    return AlertRecord("lens", DAY, NINE, reading, Level.ORANGE, 13.0, (), 12, right)
