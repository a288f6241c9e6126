"""A workshop and those who signed up for it: a code each, no name."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from flow.plan import MINUTE
from flow.refusals import Reason, Refused
from mediation.coop import WorkshopLevel
from mediation.details import Counts


class Participant(msgspec.Struct, frozen=True):
    """Somebody known by a code. seated False: on the waiting list. present None: not marked.

    at: milliseconds. by, ticket: who signed them up, and their ticket; of that day only.
    seat_given: has a seat that was freed, and neither was told yet nor marked.
    """

    code: str
    seated: bool
    at: int
    by: str
    ticket: str = ""
    present: bool | None = None
    seat_given: bool = msgspec.field(default=False, name="given")

    def with_freed_seat(self) -> "Participant":
        """Has a seat that was freed, and does not know it yet."""
        return replace(self, seated=True, seat_given=True)

    def told_of_seat(self) -> "Participant":
        """Knows of the freed seat."""
        return replace(self, seat_given=False)

    def marked(self, present: bool) -> "Participant":
        """Came, or did not."""
        return replace(self, present=present, seat_given=False)


class Workshop(msgspec.Struct, frozen=True, kw_only=True):
    """A workshop. title, place: ids of the configuration. starts, recorded, changed: milliseconds.

    signed: in the order in which they signed up. signed_off: their codes. counts, mediator: once it is recorded.
    """

    id: str
    title: str
    level: WorkshopLevel
    inside: bool
    place: str
    starts: int
    minutes: int
    seats: int
    signed: tuple[Participant, ...] = ()
    signed_off: tuple[str, ...] = msgspec.field(default=(), name="gone")
    cancelled: bool = False
    counts: Counts | None = None
    mediator: str = ""
    recorded: int | None = None
    changed: int | None = None

    @property
    def doors(self) -> int:
        """From when on people come in, and attendance may be marked; milliseconds."""
        return self.starts - 60 * MINUTE

    @property
    def ends(self) -> int:
        """Milliseconds."""
        return self.starts + self.minutes * MINUTE

    @property
    def seated(self) -> int:
        """How many have a seat."""
        return sum(participant.seated for participant in self.signed)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self.signed) - self.seated

    def sign_up(self, code: str) -> Participant:
        """The person with this code. Raises Refused (code_unknown)."""
        participant = next((person for person in self.signed if person.code == code), None)
        if participant is None:
            raise Refused(Reason.CODE_UNKNOWN)
        return participant

    def place_waiting(self, code: str) -> int:
        """1 for the first who waits; 0 for somebody with a seat, or gone."""
        waiting = [participant.code for participant in self.signed if not participant.seated]
        return waiting.index(code) + 1 if code in waiting else 0

    def signed_by(self, ticket: str, by: str, since: int) -> Participant | None:
        """The sign-up of this ticket; without one, the last that the same person made since then: a double tap."""
        if ticket:
            return next((participant for participant in self.signed if participant.ticket == ticket), None)
        mine = (participant for participant in reversed(self.signed) if participant.by == by and not participant.ticket)
        return next((participant for participant in mine if participant.at > since), None)

    def changed_sign_up(self, code: str, change: Callable[[Participant], Participant]) -> "Workshop":
        """The same with the person of this code changed."""
        return replace(self, signed=tuple(change(person) if person.code == code else person for person in self.signed))

    def without_sign_up(self, code: str) -> "Workshop":
        """The same after the person of this code signed off; the code is not given again."""
        return replace(
            self,
            signed=tuple(person for person in self.signed if person.code != code),
            signed_off=(*self.signed_off, code),
        )

    def recorded_as(self, counts: Counts, at: int, by: str) -> "Workshop":
        """How many came, as somebody said. at: milliseconds. by: who; a correction keeps who recorded it first, and when."""
        if self.recorded is None:
            return replace(self, counts=counts, recorded=at, mediator=by)
        return replace(self, counts=counts, changed=at)


def without_the_day(workshop: Workshop) -> Workshop:
    """The same without the day's tickets and who signed whom up: they tell a double tap, and mean nothing the day after."""
    return replace(workshop, signed=tuple(replace(participant, ticket="", by="") for participant in workshop.signed))
