"""The mission's four figures, as the buyer reads them, and how each moved since the period before."""

from collections.abc import Iterable

import msgspec

from flow.plan import MINUTE
from mediation.coop import Share
from mediation.figures.shares import percents
from mediation.figures.suppression import FEWEST, Cell, Hidden, published
from mediation.records import AccompanimentRecord, PresenceRecord, WorkshopRecord


class Mission(msgspec.Struct, frozen=True):
    """presence_ms: all presences that ended, end minus start, in milliseconds.

    digital_accompaniments: recorded helps given to one person whose nature is digital assistance (Nature.share).
    digital_minutes, information_minutes: recorded minutes of help by share; a workshop that was held counts once, with its
    planned minutes, as digital assistance. helps: how many were recorded, of either share. left_out: some accompaniments are not
    counted, since in a month of an office they were 1 to 4.
    """

    presence_ms: int = 0
    digital_accompaniments: int = 0
    digital_minutes: int = 0
    information_minutes: int = 0
    helps: int = 0
    left_out: bool = False

    @property
    def hours(self) -> float:
        """Hours of intervention."""
        return self.presence_ms / MINUTE / 60

    @property
    def accompaniments(self) -> Cell:
        """Individual digital accompaniments, as published."""
        if self.left_out and not self.digital_accompaniments:
            return Hidden.KEPT_BACK
        return published(self.digital_accompaniments)

    @property
    def shares(self) -> dict[Share, int] | None:
        """Percents of the time of accompaniment; together 100. None under five recorded helps."""
        minutes = {Share.DIGITAL: self.digital_minutes, Share.INFORMATION: self.information_minutes}
        return percents(minutes) if self.helps >= FEWEST else None


def mission(
    presences: Iterable[PresenceRecord],
    accompaniments: Iterable[AccompanimentRecord],
    workshops: Iterable[WorkshopRecord],
) -> Mission:
    """The four figures of these records."""
    minutes = dict.fromkeys(Share, 0)
    digital = helps = 0
    for helped in accompaniments:
        share = helped.details.nature.share
        minutes[share] += helped.details.minutes
        helps += 1
        digital += share is Share.DIGITAL
    minutes[Share.DIGITAL] += sum(workshop.minutes for workshop in workshops if took_place(workshop))
    stayed = sum(presence.ended - presence.started for presence in presences if presence.ended is not None)
    return Mission(stayed, digital, minutes[Share.DIGITAL], minutes[Share.INFORMATION], helps)


def took_place(workshop: WorkshopRecord) -> bool:
    """True when the workshop took place: not cancelled, and somebody was counted or marked present."""
    came = workshop.counts.total if workshop.counts is not None else workshop.attendance.present
    return not workshop.cancelled and came > 0
