"""The one reader of JSON from outside, over HTTP and over the websocket: bounded in depth, strict in encoding, never surprised."""

from typing import Any

import msgspec

from server.door.limits import JSON_BRACKETS

_DECODER = msgspec.json.Decoder()


class Unreadable(ValueError):
    """What came is not what may come. problem: a sentence without a word of what was sent."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_json(raw: bytes | str) -> Any:
    """The value of a JSON text (RFC 8259, UTF-8). Raises Unreadable: too deep, lone surrogates, not JSON."""
    try:
        text = raw.encode() if isinstance(raw, str) else raw
    except UnicodeEncodeError:
        raise Unreadable("not UTF-8") from None
    # Brackets inside strings are counted too: a bound that holds before anything is parsed.
    if text.count(b"[") + text.count(b"{") > JSON_BRACKETS:
        raise Unreadable("too deep")
    try:
        return _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        raise Unreadable("not JSON") from None
