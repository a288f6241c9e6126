"""What every table of the configuration is: frozen, and a key that is not known is a fault."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flow.bounds import NAME as WRITTEN

Words = dict[str, str]
"""Language code → an office's own words in it; French is always there, the catalogues know the shipped ones."""
NAME = f"^{WRITTEN}$"
"""As a command names it."""
Name = Annotated[str, Field(pattern=NAME)]


class Table(BaseModel):
    """Frozen, and a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")
