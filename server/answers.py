"""What a command is answered, from what was decided."""

from flow.decision import Decision
from flow.state import OfficeState
from mediation.events import AnyEvent
from screen.running import Answer


def answer_of(decision: Decision[AnyEvent], queue: OfficeState) -> Answer:
    """The answer to what was decided. queue: after its events. url: "#" where the office puts the ticket's address in its place."""
    ticket = queue.any_ticket(decision.ticket)
    if ticket is None:
        return Answer(
            ok=True, version=queue.version, subject=decision.subject, code=decision.code, waiting=decision.waiting,
            tickets=decision.tickets,
        )  # fmt: skip
    return Answer(
        ok=True, version=queue.version, ticket=ticket.id, number=ticket.number, rev=ticket.rev, route=ticket.route.value,
        wait=ticket.announced if decision.taken else None, url="#" if decision.taken else "",
        subject=decision.subject, code=decision.code, waiting=decision.waiting,
    )  # fmt: skip
