"""Hand-out sheets in the configuration: short guides to do something alone next time, in French as plain as FALC asks."""

from pydantic import Field

from config.table import Name, Table

MOST_STEPS = 8
"""One action each; what takes more is not done alone."""
LONGEST_TITLE = 48


class SheetSettings(Table):
    """One guide. id: its file's name. needs: for whom it comes first. have: what to have at hand. mind: what to beware of."""

    id: Name
    needs: tuple[str, ...] = ()
    pictogram: Name
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    have: tuple[str, ...] = ()
    steps: tuple[str, ...] = Field(min_length=1, max_length=MOST_STEPS)
    mind: tuple[str, ...] = ()
