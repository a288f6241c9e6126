"""What a command made or was about, for its sender's answer: an id that the next command names."""

from collections.abc import Iterable

from mediation.commands import AnyAsked, NoteHelp, StartAccompaniment
from mediation.events import AnyHappened
from mediation.state import Whole


def made(whole: Whole, command: AnyAsked | None, events: Iterable[AnyHappened]) -> str:
    """The id of the accompaniment concerned; "" when there is none. A double press is answered as the first one was."""
    for event in events:
        if found := getattr(event, "accompaniment", ""):
            return str(found)
    if isinstance(command, StartAccompaniment | NoteHelp):
        return _already_there(whole, command)
    return str(getattr(command, "accompaniment", ""))


def _already_there(whole: Whole, command: StartAccompaniment | NoteHelp) -> str:
    noted = isinstance(command, NoteHelp)
    of_ticket = (a for a in whole.mediation.accompaniments.values() if a.ticket == command.ticket)
    same = [a for a in of_ticket if (a.recorded is not None) is noted]
    return max(same, key=lambda a: a.stopped or a.started).id if same else ""
