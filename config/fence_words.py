"""What staff are told after part of the day was lost."""

from typing import Annotated

from msgspec import Meta, Struct, field

from config.catalogues import gettext
from config.languages import SOURCE
from config.texts import Texts
from flow.fence import Fence, Loss
from flow.state import OfficeState

LOST: dict[Loss, str] = {
    Loss.SHORTER: "Une partie du journal d'aujourd'hui manquait au démarrage : la file est celle de {time}.",
    Loss.RESTORED: "Une copie du bureau a été remise : la file est celle de {time}.",
    Loss.RECOVERED: "Le journal était abîmé ou manquait, une copie a été reprise : la file est celle de {time}.",
    Loss.SEEN: "Un écran a vu des tickets que le bureau n'a plus : la file est celle de {time}.",
}
LOST_ALL: dict[Loss, str] = {
    Loss.SHORTER: "Une partie du journal d'aujourd'hui manquait au démarrage : la file est vide.",
    Loss.RESTORED: "Une copie du bureau a été remise : la file est vide.",
    Loss.RECOVERED: "Le journal était abîmé ou manquait, une copie a été reprise : la file est vide.",
    Loss.SEEN: "Un écran a vu des tickets que le bureau n'a plus : la file est vide.",
}


class FenceNotice(Struct, frozen=True):
    """Part of the day was lost: what staff are told, until somebody says that it is dealt with."""

    goes_on: Annotated[int, Meta(description="where the numbers go on; to be handed back with SettleFence")]
    sentence: Annotated[str, Meta(description="what happened, and of when the queue is")] = field(name="said")
    missing: Annotated[str, Meta(description="which numbers are out")]
    todo: Annotated[str, Meta(description="what to do with whoever holds one of them")]


def fence_notice(state: OfficeState, zone: str, language: str = SOURCE) -> FenceNotice | None:
    """None when nothing was lost today, or when it is dealt with."""
    fence = state.fence
    if fence is None or fence.settled:
        return None
    time = Texts.hour(fence.kept_until, zone, language) if fence.kept_until else ""
    sentence = gettext(language, (LOST if time else LOST_ALL)[fence.why], time=time)
    return FenceNotice(fence.goes_on, sentence, _missing(fence, language), _todo(fence, language))


def _missing(fence: Fence, language: str) -> str:
    """At least: after a power cut the last ones before it are known to nobody, and below the numbers that go on."""
    on = gettext(language, "Les numéros continuent à partir de {number}.", number=fence.goes_on)
    if fence.last < fence.first:
        lost = gettext(language, "Aucun numéro perdu n'est connu.")
    elif fence.last == fence.first:
        lost = gettext(language, "Il y manque au moins le {number}.", number=fence.first)
    else:
        facts = {"first": fence.first, "last": fence.last}
        lost = gettext(language, "Il y manque au moins les numéros {first} à {last}.", **facts)
    return f"{lost} {on}"


def _todo(fence: Fence, language: str) -> str:
    todo = gettext(
        language, "Qui tient un numéro qui manque : donnez-lui un nouveau ticket à la borne, puis mettez-le à sa place."
    )
    back = gettext(language, "Quelqu'un de déjà servi peut y être encore.")
    return f"{todo} {back}" if fence.kept_until else todo
