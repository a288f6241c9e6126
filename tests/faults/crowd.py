"""A crowd of displays in a process of their own: raw websockets that connect, listen, answer pings, and come back when they are cut."""

import asyncio
import contextlib
import json
import multiprocessing
import os
import random
import resource
import struct
from typing import Any

OF_ADDRESS = 20
"""Screens of one address of this machine: an office's are one each, behind a proxy they are few."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.3, 2.0
"""As screen/static/live.js has it, and half of it by chance, as Socket.IO's client has it."""
_PONG = struct.pack("!BB4x", 0x81, 0x81) + b"3"


class Crowd:
    """So many screens, spread over these devices' secrets. seen: of each the newest version that its open connection brought."""

    def __init__(self, port: int, secrets: list[str], count: int, seed: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._seen = spawn.Array("q", count, lock=False)
        self._process = spawn.Process(target=_run, args=(port, secrets, count, seed, self._seen), daemon=True)
        self._process.start()

    def fresh(self, version: int) -> int:
        """How many show this version or a later one."""
        return sum(seen >= version for seen in list(self._seen))

    def leave(self) -> None:
        """All at once."""
        self._process.kill()
        self._process.join()


def _run(port: int, secrets: list[str], count: int, seed: int, seen: Any) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_all(port, secrets, count, seed, seen))


async def _all(port: int, secrets: list[str], count: int, seed: int, seen: Any) -> None:
    chance = random.Random(seed)
    await asyncio.gather(*(_screen(port, secrets[n % len(secrets)], n, chance, seen) for n in range(count)))


async def _screen(port: int, secret: str, number: int, chance: random.Random, seen: Any) -> None:
    wait = FIRST_WAIT_S
    while True:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            async for version in _views(port, secret, f"127.0.1.{1 + number // OF_ADDRESS}"):
                seen[number], wait = version, FIRST_WAIT_S
        seen[number] = 0
        await asyncio.sleep(wait * chance.uniform(0.5, 1.5))
        wait = min(2 * wait, LONGEST_WAIT_S)


async def _views(port: int, secret: str, address: str) -> Any:
    """The versions of the views of one connection."""
    reads, writes = await asyncio.wait_for(
        asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0), limit=1_000_000), 10
    )
    try:
        key = "dGhlIHNhbXBsZSBub25jZQ=="
        writes.write(
            (
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                f"Authorization: Bearer {secret}\r\n\r\n"
            ).encode()
        )
        head = await asyncio.wait_for(reads.readuntil(b"\r\n\r\n"), 20)
        if b" 101 " not in head[:20]:
            return
        while True:
            frame = await asyncio.wait_for(_frame(reads), 20)
            if frame.startswith(b"0"):
                joins = b"40" + json.dumps({"screen": "display", "place": ""}).encode()
                writes.write(struct.pack("!BB4x", 0x81, 0x80 | len(joins)) + joins)
            elif frame == b"2":
                writes.write(_PONG)
            elif frame.startswith(b'42["view"'):
                yield json.loads(frame[2:])[1]["version"]
            elif frame.startswith(b"44"):
                return
    finally:
        writes.close()


async def _frame(reads: asyncio.StreamReader) -> bytes:
    """The next message. Raises IncompleteReadError at the end, a goodbye included."""
    first, length = await reads.readexactly(2)
    if length == 126:
        (length,) = struct.unpack("!H", await reads.readexactly(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", await reads.readexactly(8))
    body = await reads.readexactly(length)
    if first & 0x0F == 8:
        raise asyncio.IncompleteReadError(b"", os.EX_OK)
    return body
