"""What the address of a page asks for, beside the page itself."""

from collections.abc import Sequence

from flask import request


def language_asked(languages: Sequence[str]) -> str:
    """The language in ?lang= when the office has it, else the office's first."""
    asked = request.args.get("lang", "")
    return asked if asked in languages else languages[0]
