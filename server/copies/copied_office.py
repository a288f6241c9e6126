"""What the copier must know of the office whose files it copies: server.office, which itself looks at copies when it opens."""

from collections.abc import Callable
from typing import Protocol

from flow.state import OfficeState
from server.copies.seen import CopiesSeen


class CopyNotices(Protocol):
    """Where staff hear of the copies: server.readiness. beside: asked for sentences; copies: what is known of them."""

    beside: Callable[[str], tuple[str, ...]]
    copies: CopiesSeen


class Forgetting(Protocol):
    """How far the office has forgotten what must not stay: server.forgetting."""

    def is_done(self, queue: OfficeState, now: int) -> bool:
        """Whether all of it is gone."""

    def first_kept(self, queue: OfficeState, now: int) -> str:
        """The oldest business day that is kept."""


class CopiedOffice(Protocol):
    """The office itself."""

    @property
    def state(self) -> OfficeState:
        """As it stands."""

    @property
    def readiness(self) -> CopyNotices:
        """What staff are told."""

    @property
    def forgetting(self) -> Forgetting:
        """What it does with what must not stay."""

    def now(self) -> int:
        """The office's time, in milliseconds."""
