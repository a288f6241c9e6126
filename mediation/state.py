"""The accompaniment as it stands today, and the whole of an office: one immutable value, replaced by each event."""

from typing import Annotated

import msgspec
from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from flow.plan import MINUTE
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from mediation.coop import Nature
from mediation.details import Details
from mediation.plan import MediationPlan
from mediation.workshop import Workshop


class Accompaniment(msgspec.Struct, frozen=True, kw_only=True):
    """Help given by a mediator. Times are milliseconds.

    nature: as chosen at the start, None when it is to be proposed. moved: its start took the ticket out of the queue.
    details: once it is recorded. changed: when it was last edited. confirmed: by a person, not by the clock.
    """

    id: str
    mediator: str
    started: int
    ticket: str = ""
    need: str = ""
    nature: Nature | None = None
    moved: bool = False
    stopped: int | None = None
    details: Details | None = None
    recorded: int | None = None
    changed: int | None = None
    confirmed: bool = False

    @property
    def running(self) -> bool:
        """True while the help lasts."""
        return self.stopped is None

    def ended(self, at: int) -> "Accompaniment":
        """The help is over. at: milliseconds."""
        return replace(self, stopped=at)

    def recorded_as(self, details: Details, need: str, at: int, by_clock: bool) -> "Accompaniment":
        """The record is confirmed, and the help over where it lasted. at: milliseconds.

        by_clock: it records it hours later, and nobody said that the help lasted until then.
        """
        until = self.started + details.minutes * MINUTE if by_clock else at
        return replace(
            self,
            details=details,
            need=need,
            recorded=at,
            confirmed=not by_clock,
            stopped=until if self.stopped is None else self.stopped,
        )

    def edited(self, details: Details, at: int) -> "Accompaniment":
        """The record has other details, and a person looked at it. at: milliseconds."""
        return replace(self, details=details, changed=at, confirmed=True)


class Presence(msgspec.Struct, frozen=True):
    """A mediator's working period."""

    id: Annotated[str, Meta(description="as commands name it")]
    mediator: Annotated[str, Meta(description="pseudonym")]
    started: Annotated[int, Meta(description="when it began, in milliseconds")]
    ended: Annotated[int | None, Meta(description="when it ended, in milliseconds; null: still there")] = None
    left_open: Annotated[bool, Meta(description="ended by the clock, to be looked at")] = False


class Mediation(msgspec.Struct, frozen=True):
    """The open day, and the workshops that are planned or not yet recorded.

    failed: tickets that came back from the machine, or from help, unsolved.
    """

    plan: MediationPlan
    accompaniments: Map[str, Accompaniment] = Map()
    presences: Map[str, Presence] = Map()
    failed: frozenset[str] = frozenset()
    workshops: Map[str, Workshop] = Map()

    def accompaniment(self, accompaniment_id: str) -> Accompaniment:
        """The accompaniment of today. Raises Refused (accompaniment_unknown)."""
        accompaniment = self.accompaniments.get(accompaniment_id)
        if accompaniment is None:
            raise Refused(Reason.ACCOMPANIMENT_UNKNOWN)
        return accompaniment

    def workshop(self, workshop_id: str) -> Workshop:
        """The workshop. Raises Refused (workshop_unknown)."""
        workshop = self.workshops.get(workshop_id)
        if workshop is None:
            raise Refused(Reason.WORKSHOP_UNKNOWN)
        return workshop

    def open_for(self, ticket: str) -> Accompaniment | None:
        """The accompaniment of this ticket that is not recorded yet."""
        open_ones = (a for a in self.accompaniments.values() if a.ticket == ticket and a.recorded is None)
        return next(open_ones, None) if ticket else None


class OfficeDay(msgspec.Struct, frozen=True):
    """An office: its queue and its accompaniment. The one version is the queue's."""

    queue: OfficeState
    mediation: Mediation
