"""The tally after an event: of one ticket its share is exchanged; where many change at once the day is counted anew."""

from flow.events import PaperEvent, QueueEvent, TicketEvent
from flow.state import OfficeState
from flow.tally import Share, Tally, exchanged, share, tally_of


def kept_tally(before: OfficeState, after: OfficeState, event: QueueEvent) -> Tally:
    """The tally of `after`, which the event made of `before`."""
    if isinstance(event, TicketEvent | PaperEvent):
        # Of those that give way to a moved one only the key of the order changes.
        return exchanged(before.tally, _share(before, event.ticket), _share(after, event.ticket))
    same = (
        after.open is before.open
        and after.closed is before.closed
        and after.spool is before.spool
        and after.papers is before.papers
    )
    return before.tally if same else day_counted(after)


def day_counted(state: OfficeState) -> Tally:
    """The tally of the day, from its tickets and papers alone."""
    tickets = {**state.open, **state.closed}
    return tally_of(tickets, state.spool, state.papers, state.plan.figures.recalls)


def _share(state: OfficeState, key: str) -> Share:
    return share(key, state.any_ticket(key), state.paper(key), state.papers.get(key), state.plan.figures.recalls)
