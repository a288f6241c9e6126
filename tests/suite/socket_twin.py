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
LAST = "777777777"
"""The number of the message that ends a connection."""
NAUGHTY: list[Any] = [
    None, True, -1, 0, 2**63, -(2**70), 1.5e308, "", "x" * 3_000, "\ud800", "\x00", "é\u202e", "101", [], [[]], {}, {"type": []},
    ["a"] * 300, {"a": {"b": {"c": {}}}}, "2025-11-24-101", "'; drop table event; --", "<script>", "../..",
]  # fmt: skip


class Sender:
    """One stranger or device at a socket; connects again when it is sent away. role "": a stranger."""

    def __init__(self, port: int, role: str, headers: list[str], seed: int) -> None:
        self.sent = 0
        self.answers: Counter[str] = Counter()
        self.closed = 0
        self._port, self._role, self._headers = port, role, headers
        self._chance = Random(seed)
        self._commands = _schemas(role)

    def send(self, most: int, until: float) -> None:
        """So many messages, or until this moment of time.monotonic()."""
        while self.sent < most and time.monotonic() < until:
            with contextlib.suppress(*ENDS):
                self._one_connection(most, until)
            self.closed += 1

    def _one_connection(self, most: int, until: float) -> None:
        self._chance.choice(["1"] * 5 + ["", "\ud800", "99"]) if self._role == "counter" else ""
        address = f"ws://localhost:{self._port}/socket.io/?EIO=4&transport=websocket"
        line = websocket.create_connection(
            address, header=self._headers, origin=f"http://localhost:{self._port}", timeout=5
        )
        reader = threading.Thread(target=self._read, args=(line,), daemon=True)
        reader.start()
        try:
            if self._chance.random() < 0.9:
                place = self._chance.choice(["1"] * 5 + ["", "\ud800", "99"]) if self._role == "counter" else ""
                line.send(f"40{json.dumps({'screen': self._role or 'display', 'place': place})}")
            for said in self._some(self._chance.randint(20, 400)):
                if isinstance(said, bytes):
                    line.send_binary(said)
                else:
                    line.send(said)
                self.sent += 1
                if self.sent >= most or time.monotonic() > until or not reader.is_alive():
                    break
            # The office answers in order: once this one is answered, all before it was read.
            line.send(f'42{LAST}["command",{{}}]')
            reader.join(2 if self._role else 0.2)
        finally:
            line.abort()
            line.shutdown()
            reader.join(2)

    def _read(self, line: websocket.WebSocket) -> None:
        """Counts what comes back, by kind; answers pings."""
        with contextlib.suppress(*ENDS, UnicodeDecodeError):
            while said := line.recv():
                kind = said[:2] if isinstance(said, str) else "bytes"
                if kind == "2":
                    line.send("3")
                if said[: 2 + len(LAST)] == f"43{LAST}":
                    break
                if kind == "43":
                    answer = next(iter(json.loads(said[said.index("[") :])), {})
                    kind = "done" if answer.get("ok") else str(answer.get("reason", "nothing"))
                self.answers[kind] += 1

    def _some(self, count: int) -> Iterator[str | bytes]:
        """On most connections one packet in sixty is bad: many a bad one ends the connection, and commands shall come through."""
        bad = self._chance.choice([0.0, 1 / 60, 1 / 60, 0.5])
        for _ in range(count):
            yield self._packet() if self._chance.random() < bad else self._command()

    def _packet(self) -> str | bytes:
        chance = self._chance
        deep = "[" * chance.choice([50, 5_000])
        body = chance.choice(
            ['["command"]', '["refresh"]', '["nothing",1]', "[]", "{}", "null", "[1]", deep, '["command",{"key":', ""]
        )
        return chance.choice([
            f"42{body}", f"42{chance.randint(0, 10**9)}{body}", f"42/elsewhere,{body}", f"40/elsewhere,{body}", f"40{body}", "41",
            f"43{chance.randint(0, 99)}{body}", f"45{chance.randint(0, 3)}-{body}", '451-["command",{"_placeholder":true,"num":0}]',
            f"46{chance.randint(0, 3)}-7{body}", f"44{body}", "49", "4", "3", "6", "5", "z", "\x00", "42" + "9" * 200 + body,
            b"\x00\xff", b"4", bytes(chance.randint(1, 60)), f"42{chr(0x202E)}{body}", "45999999999-[]",
        ])  # fmt: skip

    def _command(self) -> str:
        made = self._made(self._chance.choice(self._commands)) if self._commands else self._chance.choice(NAUGHTY)
        key = self._chance.choice([f"{self._chance.getrandbits(64):016x}"] * 6 + NAUGHTY)
        event = self._chance.choice(["command"] * 80 + ["refresh"] * 6 + ["connect", "disconnect", "view", "__class__"])
        return f"42{self._chance.randint(0, 10_000)}{json.dumps([event, {'key': key, 'command': made}])}"

    def _made(self, schema: dict[str, Any]) -> Any:
        """A value of the schema, in which one field in five is spoilt, missing or too many."""
        values = {}
        for name, field in schema["properties"].items():
            if self._chance.random() < 0.08:
                continue
            values[name] = (
                self._chance.choice(NAUGHTY) if self._chance.random() < 0.15 else self._value(field, schema["inner"])
            )
        if self._chance.random() < 0.04:
            values["more"] = self._chance.choice(NAUGHTY)
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
                return {name: self._value(one, inner) for name, one in field.get("properties", {}).items()}
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
    made = []
    for command in commands:
        _refs, components = msgspec.json.schema_components([command], ref_template="{name}")
        made.append(components[command.__name__] | {"inner": components})
    return made


def send_all(port: int, headers: dict[str, list[str]], most_each: int, seconds: float, seed: int = 1) -> list[Sender]:
    """Everybody at once, a stranger (role "") among them; returns when all have sent theirs or the time is over."""
    senders = [Sender(port, role, said, seed + place) for place, (role, said) in enumerate(headers.items())]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=sender.send, args=(most_each, until)) for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return senders
