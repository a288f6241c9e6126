"""A workshop and those who signed up for it: a code each, no name."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from flow.plan import MINUTE
from flow.refusals import Reason, Refused
from mediation.coop import WorkshopLevel
from mediation.details import Counts


class OneSignedUp(msgspec.Struct, frozen=True):
    """Somebody known by a code. seated False: on the waiting list. present None: not marked.

    at: milliseconds. by, ticket: who signed them up, and their ticket; of that day only.
    given: has a seat that was freed, and neither was told yet nor marked.
    """

    code: str
    seated: bool
    at: int
    by: str
    ticket: str = ""
    present: bool | None = None
    given: bool = False

    def with_freed_seat(self) -> "OneSignedUp":
        """Has a seat that was freed, and does not know it yet."""
        return replace(self, seated=True, given=True)

    def told_of_seat(self) -> "OneSignedUp":
        """Knows of the freed seat."""
        return replace(self, given=False)

    def marked(self, present: bool) -> "OneSignedUp":
        """Came, or did not."""
        return replace(self, present=present, given=False)


class Workshop(msgspec.Struct, frozen=True, kw_only=True):
    """A workshop. title, place: ids of the configuration. starts, recorded, changed: milliseconds.

    signed: in the order in which they signed up. gone: codes of those who signed off. counts, mediator: once it is recorded.
    """

    id: str
    title: str
    level: WorkshopLevel
    inside: bool
    place: str
    starts: int
    minutes: int
    seats: int
    signed: tuple[OneSignedUp, ...] = ()
    gone: tuple[str, ...] = ()
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
        return sum(one.seated for one in self.signed)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self.signed) - self.seated

    def sign_up(self, code: str) -> OneSignedUp:
        """The person with this code. Raises Refused (code_unknown)."""
        found = next((one for one in self.signed if one.code == code), None)
        if found is None:
            raise Refused(Reason.CODE_UNKNOWN)
        return found

    def place_waiting(self, code: str) -> int:
        """1 for the first who waits; 0 for somebody with a seat, or gone."""
        waiting = [one.code for one in self.signed if not one.seated]
        return waiting.index(code) + 1 if code in waiting else 0

    def signed_by(self, ticket: str, by: str, since: int) -> OneSignedUp | None:
        """The sign-up of this ticket; without one, the last that the same person made since then: a double tap."""
        if ticket:
            return next((one for one in self.signed if one.ticket == ticket), None)
        mine = (one for one in reversed(self.signed) if one.by == by and not one.ticket)
        return next((one for one in mine if one.at > since), None)

    def changed_sign_up(self, code: str, change: Callable[[OneSignedUp], OneSignedUp]) -> "Workshop":
        """The same with the person of this code changed."""
        return replace(self, signed=tuple(change(person) if person.code == code else person for person in self.signed))

    def without_sign_up(self, code: str) -> "Workshop":
        """The same after the person of this code signed off; the code is not given again."""
        return replace(
            self, signed=tuple(person for person in self.signed if person.code != code), gone=(*self.gone, code)
        )

    def recorded_as(self, counts: Counts, at: int, by: str) -> "Workshop":
        """How many came, as somebody said. at: milliseconds. by: who; a correction keeps who recorded it first, and when."""
        if self.recorded is None:
            return replace(self, counts=counts, recorded=at, mediator=by)
        return replace(self, counts=counts, changed=at)


def without_the_day(workshop: Workshop) -> Workshop:
    """The same without the day's tickets and who signed whom up: they tell a double tap, and mean nothing the day after."""
    return replace(workshop, signed=tuple(replace(one, ticket="", by="") for one in workshop.signed))
