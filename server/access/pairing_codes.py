"""The one-time codes that pair a device: eight letters that are read off one screen and typed on another."""

import secrets

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that can be read as a digit."""
CODE_LONGEST = 64


def new() -> str:
    """Eight letters by chance: 40 bits."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def as_given(typed: str) -> str:
    """The code that somebody means who typed this: small letters, blanks, hyphens, and letters that look like digits."""
    return typed[:CODE_LONGEST].upper().translate(str.maketrans("OIL", "011", " -"))
