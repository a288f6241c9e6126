"""The socket's twin of a fuzzer for HTTP: whole kinds of bad packets, and commands made from their types and then spoilt."""

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
import websocket

from server.screens import SCREENS

ENDS = (websocket.WebSocketException, OSError)
SOCKETS = 4
"""Of each role at a time."""
AT_ONCE = 100
"""Messages on a connection: as many as may come at once."""
BAD = 0.5
"""Of the connections of a device are broken off by a bad packet."""
NAUGHTY: list[Any] = [
    None, True, -1, 0, 2**63, -(2**70), 1.5e308, "", "x" * 3_000, "\ud800", "\x00", "é\u202e", "101", [], [[]], {}, {"type": []},
    ["a"] * 300, {"a": {"b": {"c": {}}}}, "2025-11-24-101", "'; drop table event; --", "<script>", "../..",
]  # fmt: skip

TEXTS = [value for value in NAUGHTY if value != "\ud800"]
"""What JSON of another program can hold: half a character is a bad packet."""


class Sender:
    """One stranger (role "") or device at several sockets. answers: of commands, by reason; "ended": a bad packet ended its connection."""

    def __init__(self, port: int, role: str, headers: list[str], seed: int) -> None:
        self.answers: Counter[str] = Counter()
        self._port, self._role, self._headers = port, role, headers
        self._chance = Random(seed)
        self._commands = _schemas(role)

    @property
    def read(self) -> int:
        """How many messages the office has certainly read: each was answered, or was the end."""
        return self.answers.total()

    def send(self, most: int, until: float) -> None:
        """Until the office has read so many messages, or until this moment of time.monotonic()."""
        while self.read < most and time.monotonic() < until:
            with contextlib.suppress(*ENDS):
                if not self._role or self._chance.random() < BAD:
                    self._break_off()
                else:
                    self._talk()

    def _talk(self) -> None:
        """Commands on one connection, as many as its budget allows at once; each is waited for."""
        with self._line() as line:
            waiting = set(range(AT_ONCE))
            for number in waiting:
                line.send(self._command(number))
            while waiting:
                answer = line.recv()
                if answer == "2":
                    line.send("3")
                if answer[:2] == "43":
                    number, _, facts = answer[2:].partition("[")
                    waiting.discard(int(number))
                    answer = next(iter(json.loads(f"[{facts}")), {})
                    self.answers["done" if answer.get("ok") else str(answer.get("reason"))] += 1
                elif not answer or answer[:2] in ("41", "44"):
                    return

    def _break_off(self) -> None:
        """One bad packet: it is the end of the connection, whoever sends it."""
        with self._line() as line:
            bad = self._packet()
            line.send_binary(bad) if isinstance(bad, bytes) else line.send(bad)
            with contextlib.suppress(*ENDS):
                while line.recv():
                    pass
            self.answers["ended"] += 1

    @contextlib.contextmanager
    def _line(self) -> Iterator[websocket.WebSocket]:
        address, origin = (
            f"ws://localhost:{self._port}/socket.io/?EIO=4&transport=websocket",
            f"http://localhost:{self._port}",
        )
        line = websocket.create_connection(address, header=self._headers, origin=origin, timeout=8)
        try:
            line.recv()
            place = "1" if self._role == "counter" else ""
            line.send(f"40{json.dumps({'screen': self._role or 'display', 'place': place})}")
            line.recv()
            yield line
        finally:
            line.shutdown()

    def _packet(self) -> str | bytes:
        chance = self._chance
        deep = "[" * chance.choice([50, 5_000])
        body = chance.choice(
            ['["command"]', '["refresh"]', '["nothing",1]', "[]", "{}", "null", "[1]", deep, '["command",{"key":', ""]
        )
        return chance.choice([
            f"42{body}", f"42{chance.randint(0, 10**9)}{body}", f"42/elsewhere,{body}", f"40/elsewhere,{body}", f"40{body}", "41",
            f"43{chance.randint(0, 99)}{body}",
            '42["connect"]', '42["disconnect"]', '42["view",{}]', '42["__class__"]', '42["command","\\ud800"]',
            f"45{chance.randint(0, 3)}-{body}", '451-["command",{"_placeholder":true,"num":0}]',
            f"46{chance.randint(0, 3)}-7{body}", f"44{body}", "49", "4", "6", "5", "z", "\x00", "42" + "9" * 200 + body,
            b"\x00\xff", b"4", bytes(chance.randint(1, 60)), f"42{chr(0x202E)}{body}", "45999999999-[]",
        ])  # fmt: skip

    def _command(self, number: int) -> str:
        command = self._filled(self._chance.choice(self._commands)) if self._commands else self._chance.choice(TEXTS)
        key = f"{self._chance.getrandbits(64):016x}" if self._chance.random() < 0.95 else self._chance.choice(TEXTS)
        return f"42{number}{json.dumps(['command', {'key': key, 'command': command}])}"

    def _filled(self, schema: dict[str, Any]) -> Any:
        """A value of the schema, in which one field in five is spoilt, missing or too many."""
        values = {}
        for name, field in schema["properties"].items():
            if self._chance.random() < 0.08:
                continue
            values[name] = (
                self._chance.choice(TEXTS) if self._chance.random() < 0.15 else self._value(field, schema["inner"])
            )
        if self._chance.random() < 0.04:
            values["more"] = self._chance.choice(TEXTS)
        return values

    def _value(self, field: dict[str, Any], inner: dict[str, Any]) -> Any:
        chance = self._chance
        if "$ref" in field:
            field = inner[field["$ref"]]
        if "anyOf" in field:
            return self._value(chance.choice(field["anyOf"]), inner)
        if "enum" in field:
            return chance.choice(field["enum"])
        if "const" in field:
            return field["const"]
        match field.get("type"):
            case "integer":
                return chance.choice([0, 1, 5, 10, 101, -1, 1_763_985_600_000])
            case "boolean":
                return chance.random() < 0.5
            case "array":
                return [chance.choice(["stamps", "x", 1]) for _ in range(chance.randint(0, 3))]
            case "object":
                return {
                    name: self._value(inner_field, inner) for name, inner_field in field.get("properties", {}).items()
                }
            case "null":
                return None
            case _:
                return chance.choice(
                    ["1", "2", "fr", "parcel_notice", "stamps", "2026-11-28-101", "2026-11-28-102", "x", ""]
                )


def _schemas(role: str) -> list[dict[str, Any]]:
    """Of what this screen may ask, and of one command of each other screen."""
    commands = [command for screen in SCREENS if screen.name == role for command in screen.commands]
    commands += [screen.commands[0] for screen in SCREENS if screen.commands]
    items = []
    for command in commands:
        _refs, components = msgspec.json.schema_components([command], ref_template="{name}")
        items.append(components[command.__name__] | {"inner": components})
    return items


def send_all(port: int, headers: dict[str, list[str]], most_each: int, seconds: float, seed: int = 1) -> list[Sender]:
    """Everybody at once at some sockets each, a stranger (role "") among them; returns when all have sent theirs or the time is over."""
    each = [(role, credentials, at) for role, credentials in headers.items() for at in range(SOCKETS)]
    senders = [
        Sender(port, role, credentials, seed + 100 * at + place) for place, (role, credentials, at) in enumerate(each)
    ]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=sender.send, args=(most_each // SOCKETS, until)) for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return senders
