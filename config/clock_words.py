"""What staff are told while the machine's time is not believed."""

from typing import Annotated

from babel.units import format_unit
from msgspec import Meta, Struct, field

from config.catalogues import gettext
from config.languages import SOURCE
from config.texts import Texts
from flow.plan import MINUTE
from flow.state import Doubt, OfficeState
from flow.timekeeping import may_be

_HOUR, _DAY = 60 * MINUTE, 24 * 60 * MINUTE
_UNITS = ((365 * _DAY, "year"), (_DAY, "day"), (_HOUR, "hour"), (MINUTE, "minute"))


class ClockNotice(Struct, frozen=True):
    """The machine's time is not believed: what staff are told, and what they are asked."""

    ahead: Annotated[int, Meta(description="milliseconds, to be handed back with TrustClock")]
    sentence: Annotated[str, Meta(description="what happened, and what the office does")] = field(name="said")
    question: Annotated[
        str, Meta(description='the one that TrustClock answers; "" when the machine\'s time cannot be')
    ] = field(name="asked")
    if_not: Annotated[str, Meta(description="what else there is to do")]


def clock_notice(state: OfficeState, now: int, zone: str, language: str = SOURCE) -> ClockNotice | None:
    """None while the machine's time is believed. now: the office's, in milliseconds."""
    doubt = state.doubt
    if doubt is None:
        return None
    machine = now + doubt.ahead
    machine_time, office_time = Texts.hour(machine, zone, language), Texts.hour(now, zone, language)
    if (dates := (Texts.day(machine, zone, language), Texts.day(now, zone, language)))[0] != dates[1]:
        machine_time, office_time = f"{machine_time}, {dates[0]}", f"{office_time}, {dates[1]}"
    happened = _happened(doubt, language)
    if doubt.since:
        goes_on = gettext(language, "Le bureau continue sa dernière journée, et les numéros se suivent.")
    else:
        goes_on = gettext(language, "Le bureau continue à son heure : {time}.", time=office_time)
    if not may_be(machine):
        impossible = gettext(language, "Elle dit {time} : ce n'est pas possible.", time=machine_time)
        mend = gettext(language, "Faites régler l'horloge. Le bureau continue, rien n'est perdu.")
        return ClockNotice(doubt.ahead, f"{happened} {impossible} {goes_on}", "", mend)
    return ClockNotice(
        doubt.ahead,
        f"{happened} {goes_on}",
        gettext(language, "Est-il bien {time} ?", time=machine_time),
        gettext(language, "Sinon : faites régler l'horloge. Le bureau continue, rien n'est perdu."),
    )


def _happened(doubt: Doubt, language: str) -> str:
    if doubt.since:
        return gettext(language, "Au démarrage, l'horloge de cette machine n'était pas sûre.")
    lasts = _lasts(abs(doubt.ahead), language)
    if doubt.ahead > 0:
        return gettext(language, "L'horloge de cette machine a avancé d'un coup de {duration}.", duration=lasts)
    return gettext(language, "L'horloge de cette machine a reculé d'un coup de {duration}.", duration=lasts)


def _lasts(milliseconds: int, language: str) -> str:
    """« 1 jour », « 3 heures et 20 minutes », « 73 ans »: the two largest units, a year alone."""
    words = list[str]()
    left = milliseconds + MINUTE // 2
    for size, unit in _UNITS:
        count, left = divmod(left, size)
        if count:
            words.append(format_unit(count, f"duration-{unit}", locale=language).replace("\u00a0", " "))
        if count and size > _DAY:
            break
    if len(words) < 2:
        return "".join(words)
    return gettext(language, "{first} et {second}", first=words[0], second=words[1])
