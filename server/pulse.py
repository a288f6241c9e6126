"""A running office says each second that its loop turns, to the process that starts it again when it does not."""

import contextlib
import json
import os
from collections.abc import Mapping

import gevent

BEAT_SECONDS = 1
BEAT = b"\n"


class Pulse:
    """The writing end of a pipe. A full pipe is no matter: then nobody reads."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        os.set_blocking(pipe, False)

    def begin(self, first_line: Mapping[str, str]) -> None:
        """Where it answers: said before anybody is answered, so that an office that ends right after is known to have served."""
        self._say(json.dumps(dict(first_line)).encode() + BEAT)

    def beat(self) -> None:
        """For as long as the office runs."""
        while True:
            gevent.sleep(BEAT_SECONDS)
            self._say(BEAT)

    def _say(self, words: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._pipe, words)
