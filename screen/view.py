"""What every live screen shows begins with: of which version, and of when."""

from typing import Annotated

import msgspec
from msgspec import Meta


class ScreenView(msgspec.Struct, frozen=True):
    """What a live screen shows. Its first two fields stand first in its JSON: by themselves they say nothing new (server.room_views)."""

    version: Annotated[int, Meta(description="seq of the journal that this view shows")]
    now: Annotated[int, Meta(description="the office's time, in milliseconds")]
