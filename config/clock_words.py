"""What staff are told while the machine's time is not believed: in French, as their screens are."""

import msgspec

from config.texts import Texts
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.timekeeping import may_be

_HOUR, _DAY = 60 * MINUTE, 24 * 60 * MINUTE
_UNITS = ((365 * _DAY, "an", "ans"), (_DAY, "jour", "jours"), (_HOUR, "heure", "heures"), (MINUTE, "minute", "minutes"))
_MEND = "Faites régler l'horloge. Le bureau continue, rien n'est perdu."


class ClockNotice(msgspec.Struct, frozen=True):
    """said: what happened, and what the office does. asked: the question that TrustClock answers, "" when that time cannot be.

    ahead: milliseconds, to be handed back with TrustClock. if_not: what else there is to do.
    """

    ahead: int
    said: str
    asked: str
    if_not: str


def clock_notice(state: OfficeState, now: int, zone: str) -> ClockNotice | None:
    """None while the machine's time is believed. now: the office's, in milliseconds."""
    doubt = state.doubt
    if doubt is None:
        return None
    machine = now + doubt.ahead
    there, here = Texts.hour(machine, zone), Texts.hour(now, zone)
    if (dates := (Texts.day(machine, zone), Texts.day(now, zone)))[0] != dates[1]:
        there, here = f"{there}, {dates[0]}", f"{here}, {dates[1]}"
    if doubt.since:
        happened = "Au démarrage, l'horloge de cette machine n'était pas sûre."
        goes_on = "Le bureau continue sa dernière journée, et les numéros se suivent."
    else:
        way = "avancé" if doubt.ahead > 0 else "reculé"
        happened = f"L'horloge de cette machine a {way} d'un coup de {_lasts(abs(doubt.ahead))}."
        goes_on = f"Le bureau continue à son heure : {here}."
    if not may_be(machine):
        elsewhere = f"Elle dit {there} : ce n'est pas possible."
        return ClockNotice(doubt.ahead, f"{happened} {elsewhere} {goes_on}", "", _MEND)
    return ClockNotice(
        doubt.ahead, f"{happened} {goes_on}", f"Est-il bien {there} ?", f"Sinon : {_MEND[0].lower()}{_MEND[1:]}"
    )


def _lasts(milliseconds: int) -> str:
    """« 1 jour », « 3 heures et 20 minutes », « 73 ans »: the two largest units, a year alone."""
    words = list[str]()
    left = milliseconds + MINUTE // 2
    for unit, singular, plural in _UNITS:
        count, left = divmod(left, unit)
        if count:
            words.append(f"{count} {plural if count > 1 else singular}")
        if count and unit > _DAY:
            break
    return " et ".join(words[:2])
