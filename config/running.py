"""The running office as a screen is handed it: read the state, hand in a command. Screens know no more of the server."""

from typing import Any, Protocol

import msgspec

from config.settings import OfficeSettings
from config.texts import Texts
from flow.state import OfficeState
from flow.tickets import Actor, Wait
from mediation.commands import AnyAsked
from mediation.state import Mediation


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a command's sender gets back. version: seq of the journal after it.

    ticket, number, route: the ticket concerned (taken, called …), when there is one. url: its page, for the kiosk that took it.
    made: id of the accompaniment concerned.
    A refusal has ok False, a reason (flow.refusals.Reason), its facts, and the sentence in the reader's language.
    """

    ok: bool
    version: int = 0
    ticket: str = ""
    number: int = 0
    rev: int = 0
    route: str = ""
    wait: Wait | None = None
    url: str = ""
    made: str = ""
    reason: str = ""
    facts: dict[str, Any] = {}
    sentence: str = ""


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

    def ticket_url(self, ticket: str) -> str:
        """The address of the ticket's page, for its QR code."""

    def handle(self, command: AnyAsked, by: Actor, scope: str, key: str, language: str = "fr") -> Answer:
        """Decide, store, evolve, announce. scope and key: idempotency, the same key gives the same answer.

        Never raises for a refusal: the answer says it.
        """
