"""What of the accompaniment moves when the office's time is corrected: what has been; a workshop that is planned stays at its hour."""

from immutables import Map
from msgspec.structs import replace

from flow.timekeeping import Shift
from mediation.state import Mediation


def moved(mediation: Mediation, to: Shift) -> Mediation:
    """The same day on the corrected time."""

    def if_any(moment: int | None) -> int | None:
        return None if moment is None else to(moment)

    helped = {
        one.id: replace(
            one,
            started=to(one.started),
            stopped=if_any(one.stopped),
            recorded=if_any(one.recorded),
            changed=if_any(one.changed),
        )
        for one in mediation.accompaniments.values()
    }
    there = {
        one.id: replace(one, started=to(one.started), ended=if_any(one.ended)) for one in mediation.presences.values()
    }
    workshops = {
        one.id: replace(
            one,
            signed=tuple(replace(person, at=to(person.at)) for person in one.signed),
            recorded=if_any(one.recorded),
            changed=if_any(one.changed),
        )
        for one in mediation.workshops.values()
    }
    return replace(mediation, accompaniments=Map(helped), presences=Map(there), workshops=Map(workshops))
