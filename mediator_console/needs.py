"""What a need asks a person to have ready, and where it leads."""

from functools import lru_cache

import msgspec

from config.settings import OfficeSettings
from flow.needs import Route
from flow.plan import Plan
from mediation.destinations import destinations, likely_destination

NEEDS_KEPT = 512


class NeedChoice(msgspec.Struct, frozen=True, cache_hash=True):
    """A need. ready: what to have ready. destinations: where somebody may be sent; likely: where they mostly go.

    tried_first: who is to solve it, however many others can. urgent: shown as such.
    """

    ready: tuple[str, ...]
    destinations: tuple[Route, ...]
    likely: Route
    tried_first: Route
    urgent: bool


def need_choice(settings: OfficeSettings, plan: Plan, need: str) -> NeedChoice:
    """The need's. One that has left the configuration since the ticket was taken leads to the mediator, and asks for nothing new."""
    need_plan = plan.needs.get(need)
    return _choice(
        tuple(settings.need(need).ready),
        destinations(plan, need),
        need_plan.routes[0] if need_plan is not None and need_plan.routes else Route.MEDIATOR,
        need_plan is not None and need_plan.urgent,
    )


@lru_cache(maxsize=NEEDS_KEPT)
def _choice(ready: tuple[str, ...], offered: tuple[Route, ...], tried_first: Route, urgent: bool) -> NeedChoice:
    return NeedChoice(ready, offered, likely_destination(tried_first, offered), tried_first, urgent)
