"""What every table of the configuration is: frozen, and a key that is not known is a fault."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Words = dict[str, str]
"""Language code → an office's own words in it; French is always there, the catalogues know the shipped ones."""
NAME = r"^[a-z][a-z0-9_-]{0,39}$"
Name = Annotated[str, Field(pattern=NAME)]


class Settings(BaseModel):
    """Frozen, and a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")
