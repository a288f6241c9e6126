"""The words of a workshop's slip, in the client's language."""

from typing import assert_never

from config.accompaniments import WorkshopPlace
from config.languages import known_language
from config.texts import Texts
from mediation.coop import WorkshopLevel
from mediation.slips import SlipOf
from printer.paper import SlipPaper
from printer.renderer import as_sentence
from server.office import Office


def slip_paper(office: Office, slip: SlipOf, language: str) -> SlipPaper | None:
    """All the words; a language without a catalogue is French. None when nobody is signed up with this code any more."""
    workshop = office.mediation.workshops.get(slip.workshop)
    if workshop is None or workshop.cancelled or all(participant.code != slip.code for participant in workshop.signed):
        return None
    texts, settings = office.texts, office.settings
    language = known_language(language)
    titles = {title.id: texts.label(title.words, language) for title in settings.workshops.titles}
    return SlipPaper(
        heading=texts.gettext(language, "Votre inscription à un atelier"),
        # A title that left the configuration since then is better than none.
        title=titles.get(workshop.title, workshop.title),
        level=_level(texts, language, workshop.level),
        day=as_sentence(texts.day(workshop.starts, settings.timezone, language), language),
        hours=texts.gettext(
            language,
            "De {start} à {end}",
            start=texts.hour(workshop.starts, settings.timezone, language),
            end=texts.hour(workshop.ends, settings.timezone, language),
        ),
        where=_where(texts, language, workshop.inside),
        place=_place(workshop.place, settings.workshops.places),
        code_title=texts.gettext(language, "Votre code"),
        code=slip.code,
        seat=_seat(texts, language, workshop.place_waiting(slip.code)),
        todo=_todo(texts, language, workshop.place_waiting(slip.code)),
        privacy=texts.gettext(language, "Aucun nom n'est gardé : ce code suffit."),
        imprint=(settings.name, texts.moment(office.now(), settings.timezone, language)),
        language=language,
    )


def _level(texts: Texts, language: str, level: WorkshopLevel) -> str:
    match level:
        case WorkshopLevel.INITIATION:
            return texts.gettext(language, "Pour débuter")
        case WorkshopLevel.PRACTICE:
            return texts.gettext(language, "Pour s'entraîner")
        case WorkshopLevel.CONSOLIDATION:
            return texts.gettext(language, "Pour aller plus loin")
        case _:
            assert_never(level)


def _where(texts: Texts, language: str, inside: bool) -> str:
    if inside:
        return texts.gettext(language, "Ici, au bureau de poste :")
    return texts.gettext(language, "Pas au bureau de poste. Allez ici :")


def _place(place: str, places: tuple[WorkshopPlace, ...]) -> str:
    """As it is written on its door: a name is not translated."""
    workshop_place = next((workshop_place for workshop_place in places if workshop_place.id == place), None)
    return ", ".join(filter(None, (workshop_place.name, workshop_place.address))) if workshop_place else place


def _seat(texts: Texts, language: str, waiting: int) -> str:
    if waiting:
        return texts.gettext(language, "Liste d'attente : numéro {place}", place=waiting)
    return texts.gettext(language, "Votre place est gardée.")


def _todo(texts: Texts, language: str, waiting: int) -> tuple[str, ...]:
    first = (
        texts.gettext(language, "Avant de venir, demandez au médiateur si une place est libre.")
        if waiting
        else texts.gettext(language, "Gardez ce papier. Dites ce code en arrivant.")
    )
    return first, texts.gettext(language, "Vous ne venez pas ? Dites-le au bureau. Une autre personne aura la place.")
