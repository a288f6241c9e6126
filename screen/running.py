"""The running office as a screen is handed it: read the state, hand in a command. Screens know no more of the server."""

from typing import Annotated, Any, Protocol

import msgspec
from msgspec import Meta

from config.settings import OfficeSettings
from config.texts import Texts
from flow.state import OfficeState
from flow.tickets import Actor, Wait
from mediation.commands import AnyCommand
from mediation.records import (
    AccompanimentRecord,
    AlertRecord,
    MoveRecord,
    OfficeName,
    Period,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)
from mediation.state import Mediation


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a command's sender gets back. What does not apply is left out.

    A refusal has ok false, a reason with its facts, and the sentence in the reader's language.
    """

    ok: Annotated[bool, Meta(description="it was done; false: refused")]
    version: Annotated[int, Meta(description="seq of the journal after it")] = 0
    ticket: Annotated[str, Meta(description="the ticket concerned (taken, called …), when there is one")] = ""
    number: Annotated[int, Meta(description="of that ticket")] = 0
    rev: Annotated[int, Meta(description="of that ticket, after it")] = 0
    route: Annotated[str, Meta(description="of that ticket")] = ""
    wait: Annotated[Wait | None, Meta(description="about how long until it is called")] = None
    url: Annotated[str, Meta(description="of that ticket's page, for the kiosk that took it")] = ""
    subject: Annotated[
        str, Meta(description="id of the accompaniment, presence, workshop, or paper that is no ticket's")
    ] = msgspec.field(default="", name="made")
    code: Annotated[
        str, Meta(description='of a sign-up; after a sign-off that of who has the freed seat, "" when nobody waited')
    ] = ""
    waiting: Annotated[int, Meta(description="place on the workshop's waiting list, 0 with a seat")] = 0
    tickets: Annotated[tuple[str, ...], Meta(description="ids of those that a sweep ended")] = ()
    reason: Annotated[str, Meta(description="why it was refused: one of the reasons below")] = ""
    facts: Annotated[dict[str, Any], Meta(description="of the reason: numbers and names that the sentence has")] = {}
    sentence: Annotated[str, Meta(description="the refusal in words, in the reader's language")] = ""


class DayHead(msgspec.Struct, frozen=True):
    """What all that happened on a day holds to: the head of its chain, in hex. broken: the first number that does not fit, and why."""

    date: str
    head: str
    broken: tuple[int, str] | None = None


class Archive(Protocol):
    """The records of the days gone by, of every office hosted in the same data folder; oldest first."""

    def offices(self) -> tuple[OfficeName, ...]:
        """The offices that are hosted here, by name."""

    def visits(self, period: Period) -> list[Visit]:
        """The visits that ended in the period; a mediator is not known of them."""

    def accompaniments(self, period: Period) -> list[AccompanimentRecord]:
        """The recorded accompaniments, of the period's mediator if it names one."""

    def presences(self, period: Period) -> list[PresenceRecord]:
        """The working periods with their corrections, of the period's mediator if it names one."""

    def workshops(self, period: Period) -> list[WorkshopRecord]:
        """The workshops of the period; those that its mediator recorded, if it names one."""

    def moves(self, period: Period) -> list[MoveRecord]:
        """Moves and advances; of the last six months at most."""

    def alerts(self, period: Period) -> list[AlertRecord]:
        """The alerts with their answers."""


class Audit(Protocol):
    """What the office knows of its own past: whether each day of the journal holds together."""

    def day_head(self, date: str) -> DayHead | None:
        """The head of a day as it is now; None where nothing happened."""

    def broken_days(self) -> list[DayHead]:
        """The days of the journal that did not hold together when the office started."""


class RunningOffice(Protocol):
    """What a screen may ask of the office."""

    @property
    def settings(self) -> OfficeSettings:
        """The office's configuration."""

    @property
    def texts(self) -> Texts:
        """The words, in each language."""

    @property
    def state(self) -> OfficeState:
        """The office as it stands: one immutable value."""

    @property
    def mediation(self) -> Mediation:
        """The accompaniment as it stands, of the same version as `state`."""

    def now(self) -> int:
        """Milliseconds since 1970, UTC."""

    def archive(self) -> Archive:
        """The days gone by, of this office and of those hosted beside it."""

    @property
    def audit(self) -> Audit:
        """What it knows of its own past."""

    def ticket_url(self, ticket: str) -> str:
        """The address of the ticket's page, for its QR code."""

    def sheet_url(self, sheet: str) -> str:
        """The address of a hand-out sheet's page, for its QR code; "" when telephones cannot open it."""

    def handle(self, command: AnyCommand, by: Actor, scope: str, key: str, language: str = "fr") -> Answer:
        """Decide, store, evolve, announce. scope and key: idempotency, the same key gives the same answer.

        Never raises for a refusal: the answer says it.
        """
