"""Screens are witnesses: what each saw last of the office comes back with it when it connects again, signed by the office itself.

Somebody who puts a whole folder back by hand puts its witness back too; the screens in the hall have seen more. The signature's key
(session.key) is in no copy of the program's own, and nobody can make up what was never seen.
"""

import msgspec
from itsdangerous import BadData, URLSafeSerializer

from flow.fence import Sight

LONGEST = 400
HEADER = "Seen"
_Written = tuple[str, str, int, str, int]


class Sightings:
    """secret: as the sessions of the pages are signed with."""

    def __init__(self, secret: bytes | str) -> None:
        self._signed = URLSafeSerializer(secret, salt="seen")

    def written(self, sight: Sight) -> str:
        """For a screen to keep, and to hand back."""
        signed: str = self._signed.dumps(list(msgspec.structs.astuple(sight)))
        return signed

    def read(self, signed: object) -> Sight | None:
        """What a screen saw; None for what this office did not sign."""
        if not isinstance(signed, str) or not 0 < len(signed) <= LONGEST:
            return None
        try:
            return Sight(*msgspec.convert(self._signed.loads(signed), type=_Written))
        except (BadData, msgspec.ValidationError):
            return None
