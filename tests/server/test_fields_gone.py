"""A field that events no longer have: a journal that has it opens, whole, and says what it said."""

from flow.commands import CallTicket, MoveTicket, OpenCounter, TakeTicket
from flow.events import JournalEntry
from flow.order import queue
from flow.tickets import CLIENT, MoveReason, State
from flow.wire import Event


class Before:
    """The events as they were stored when they still had these fields, by their names."""

    class TicketCalled(Event, frozen=True, tag="TicketCalled"):
        """It said whether the rule had chosen."""

        ticket: str
        counter: str
        in_turn: bool = True

    class TicketMoved(Event, frozen=True, tag="TicketMoved"):
        """It said the places before and after."""

        ticket: str
        order_key: int
        reason: MoveReason
        overtook: tuple[str, ...]
        place_before: int
        place_after: int
        shifted: tuple[tuple[str, int], ...] = ()


def test_a_journal_with_fields_that_are_gone_is_read_as_before(bureau):
    bureau.do(OpenCounter("1"))
    first, second, third = (bureau.do(TakeTicket("parcel_notice")).ticket for _ in range(3))
    key = bureau.office.state.ticket(second).order_key - 1
    _store(bureau, Before.TicketMoved(third, key, MoveReason.CALMING, (second,), 3, 2))
    _store(bureau, Before.TicketCalled(first, "1", in_turn=False))

    bureau.restart()

    state = bureau.office.state
    assert (state.ticket(first).state, state.ticket(first).counter) == (State.CALLED, "1")
    assert [ticket.id for ticket in queue(state, bureau.clock())] == [third, second]
    assert bureau.office.audit.broken_days() == []
    assert b"place_before" in _stored(bureau, "TicketMoved"), "the rows are old ones"


def test_what_is_stored_now_has_none_of_them(bureau):
    bureau.do(OpenCounter("1"))
    first, second, third = (bureau.do(TakeTicket("parcel_notice")).ticket for _ in range(3))
    bureau.do(MoveTicket(third, before=second, reason=MoveReason.CALMING, seen=bureau.office.state.ticket(third).rev))
    bureau.do(CallTicket("1", first))

    assert b"place" not in _stored(bureau, "TicketMoved")
    assert b"in_turn" not in _stored(bureau, "TicketCalled")


def _store(bureau, event: Event) -> None:
    state = bureau.office.state
    bureau.journal.store(
        [(state.opened, JournalEntry(_next(bureau), bureau.clock(), CLIENT, event))], None, bureau.clock()
    )


def _next(bureau) -> int:
    return bureau.journal._database.execute("select max(seq) + 1 from event").fetchone()[0]


def _stored(bureau, kind: str) -> bytes:
    return bureau.journal._database.execute("select body from event where type = ?", [kind]).fetchone()[0].encode()
