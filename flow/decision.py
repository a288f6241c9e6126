"""What a decision says: what happens, and what its asker is answered about."""

from typing import Generic, TypeVar

import msgspec

EventT_co = TypeVar("EventT_co", covariant=True)


class Decision(msgspec.Struct, Generic[EventT_co], frozen=True):
    """What a command causes. The answer is made from it, and kept under the command's key, also when nothing happens.

    events: in the order in which they are folded; none when it is already so (a double press).
    ticket: id of the ticket concerned, "" for none; what it is like afterwards is read from the state after the events.
    taken: the ticket is new: its taker is told the wait and the address of its page.
    tickets: ids of those that a sweep ends.
    subject: id of the accompaniment, presence, workshop, or paper that is no ticket's, "" for none; new, or there already.
    code: of a sign-up; after a sign-off, of the one who has the freed seat. waiting: its place on the waiting list, 0 with a seat.
    """

    events: tuple[EventT_co, ...] = ()
    ticket: str = ""
    taken: bool = False
    tickets: tuple[str, ...] = ()
    subject: str = ""
    code: str = ""
    waiting: int = 0
