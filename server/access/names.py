"""What a pseudonym may be."""

import unicodedata
from enum import StrEnum

NAME_LONGEST = 40
_SPACES = {"Zs"}
_NOT_LETTERS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class NameFault(StrEnum):
    """Why a person cannot be signed up so, or is not found."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SIGNS = "signs"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    LAST_MANAGER = "last_manager"


class NameRefused(Exception):
    """Nothing was changed."""

    def __init__(self, fault: NameFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def tidy(name: str) -> str:
    """The name without spaces at its ends or two in a row, 1 to 40 characters. Raises NameRefused."""
    plain = "".join(" " if unicodedata.category(letter) in _SPACES else letter for letter in name)
    if any(unicodedata.category(letter) in _NOT_LETTERS for letter in plain):
        raise NameRefused(NameFault.SIGNS)
    tidied = unicodedata.normalize("NFC", " ".join(part for part in plain.split(" ") if part))
    if not tidied:
        raise NameRefused(NameFault.EMPTY)
    if len(tidied) > NAME_LONGEST:
        raise NameRefused(NameFault.TOO_LONG)
    return tidied
