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
        record.id: replace(
            record,
            started=to(record.started),
            stopped=if_any(record.stopped),
            recorded=if_any(record.recorded),
            changed=if_any(record.changed),
        )
        for record in mediation.accompaniments.values()
    }
    presences = {
        presence.id: replace(presence, started=to(presence.started), ended=if_any(presence.ended))
        for presence in mediation.presences.values()
    }
    workshops = {
        workshop.id: replace(
            workshop,
            signed=tuple(replace(person, at=to(person.at)) for person in workshop.signed),
            recorded=if_any(workshop.recorded),
            changed=if_any(workshop.changed),
        )
        for workshop in mediation.workshops.values()
    }
    return replace(mediation, accompaniments=Map(helped), presences=Map(presences), workshops=Map(workshops))
