"""What a ticket is put on paper with: one renderer writes the printer's own letters, the other draws every dot."""

from enum import Enum
from typing import Protocol

from PIL import Image


class Style(Enum):
    """How loud words are."""

    LOUD = "loud"
    TITLE = "title"
    BODY = "body"
    SMALL = "small"


class Renderer(Protocol):
    """One ticket being made, from top to bottom. Lengths in dots."""

    def number(self, text: str) -> None:
        """The number: on one line, in the middle, as large as the paper allows."""

    def write(self, text: str, style: Style, *, centred: bool = False, mark: str = "") -> None:
        """A paragraph, begun at the side where its language begins; `mark` hangs before its first line.

        Nothing when it is blank, or in a script that this renderer has no letters for.
        """

    def skip(self, dots: int) -> None:
        """White."""

    def rule(self, above: int, below: int) -> None:
        """A line from edge to edge, with white around it."""

    def picture(self, picture: Image.Image) -> None:
        """A mode "1" picture in the middle of the paper."""

    def cut(self) -> bytes:
        """The bytes of all of it, from ESC @ to the cut."""


def as_sentence(text: str, language: str) -> str:
    """With a capital: "environ 10 minutes" is said in the middle of a sentence elsewhere, and stands alone on paper."""
    if text[:1] == "i" and language.lower()[:2] in ("tr", "az"):
        return "İ" + text[1:]
    return text[:1].upper() + text[1:]
