"""What staff are told after part of the day was lost: in French, as their screens are."""

import msgspec

from config.texts import Texts
from flow.fence import Fence, Loss
from flow.state import OfficeState

_WHY = {
    Loss.SHORTER: "Une partie du journal d'aujourd'hui manquait au démarrage",
    Loss.RESTORED: "Une copie du bureau a été remise",
    Loss.RECOVERED: "Le journal était abîmé ou manquait, une copie a été reprise",
    Loss.SEEN: "Un écran a vu des tickets que le bureau n'a plus",
}


class FenceNotice(msgspec.Struct, frozen=True):
    """said: what happened, and of when the queue is. missing: which numbers are out. todo: what to do with whoever holds one.

    goes_on: where the numbers go on; to be handed back with SettleFence.
    """

    goes_on: int
    said: str
    missing: str
    todo: str


def fence_notice(state: OfficeState, zone: str) -> FenceNotice | None:
    """None when nothing was lost today, or when it is dealt with."""
    fence = state.fence
    if fence is None or fence.settled:
        return None
    queue = f"la file est celle de {Texts.hour(fence.kept_until, zone)}" if fence.kept_until else "la file est vide"
    return FenceNotice(fence.goes_on, f"{_WHY[fence.why]} : {queue}.", _missing(fence), _todo(fence))


def _missing(fence: Fence) -> str:
    """At least: after a power cut the last ones before it are known to nobody, and below the numbers that go on."""
    on = f"Les numéros continuent à partir de {fence.goes_on}."
    if fence.last < fence.first:
        return f"Aucun numéro perdu n'est connu. {on}"
    if fence.last == fence.first:
        return f"Il y manque au moins le {fence.first}. {on}"
    return f"Il y manque au moins les numéros {fence.first} à {fence.last}. {on}"


def _todo(fence: Fence) -> str:
    back = " Quelqu'un de déjà servi peut y être encore." if fence.kept_until else ""
    return f"Qui tient un numéro qui manque : donnez-lui un nouveau ticket à la borne, puis mettez-le à sa place.{back}"
