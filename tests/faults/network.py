"""Faults of the network: lines that swallow, a thousand screens that come back at once, readers that stall, answers that are lost."""

import contextlib
import http.client
import os
import random
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import websocket

from server.driver import SEND_SECONDS
from tests.bench.siege import _websocket as small_websocket
from tests.bench.siege import memory_mb, open_files
from tests.faults.crowd import Crowd
from tests.faults.relay import Breaks, Relay
from tests.faults.rows import Row
from tests.faults.running_office import RunningOffice, offices, until
from tests.faults.stale import stale

GONE_S = 10 + 8 + 8
"""Pinged every ten seconds, a screen has eight to answer, and once in eight its answer is looked for (server/socket_server.py)."""
FRESH_S, NEXT_TICKET_S = 10.0, 5.0
SCREENS, TAPS, HALF_OPEN, STALLED = 1_000, 400, 40, 20
MEMORY_MB = 50
PEOPLE = 8
_LOST = (OSError, http.client.HTTPException, ValueError, websocket.WebSocketException)
TAKE: dict[str, object] = {"type": "TakeTicket", "need": "parcel_notice"}


def rows(short: bool, seed: int) -> Iterator[Row]:
    """Each in an office of its own; what mostly waits beside another, what is timed alone."""
    with offices() as start:
        with ThreadPoolExecutor(2) as threads:
            if short:
                crowd = threads.submit(lambda: reconnections(start("crowd"), 100, 1, seed))
                yield broken_lines(start("lines"), 40, seed)
                yield crowd.result()
                return
            half = [threads.submit(half_open, start(f"half open {back}"), back) for back in (0.0, 3_600.0)]
            yield broken_lines(start("lines"), TAPS, seed)
            yield from (row.result() for row in half)
        yield stale(start, 3, seed)
        yield slow_readers(start("slow"))
        yield reconnections(start("crowd"), SCREENS, 3, seed)


def broken_lines(office: RunningOffice, taps: int, seed: int) -> Row:
    """People tap through a line that breaks one connection in two, and tap again under the same key until they are answered."""
    chance, seen, begun = random.Random(seed), Counter[str](), time.monotonic()

    def chooses() -> tuple[Breaks, int]:
        breaks = chance.choice([*Breaks][1:]) if chance.random() < 0.5 else Breaks.NOTHING
        seen[breaks.value] += 1
        return breaks, chance.randrange(1, 420)

    relay = Relay(office.port, chooses)
    with ThreadPoolExecutor(PEOPLE) as people:
        numbers = list(people.map(lambda _: _asked_until_answered(office, relay.port, keeps_key=True), range(taps)))
        took, stored = time.monotonic() - begun, _stored(office)
        list(people.map(lambda _: _asked_until_answered(office, relay.port, keeps_key=False), range(taps // 2)))
    new_keys = _stored(office) - stored - taps // 2
    relay.close()
    broken = sum(seen.values()) - seen[Breaks.NOTHING.value]
    office.stop()
    return Row(
        "network",
        "lines that stall, break off, lose the answer, tear frames",
        "a relay of ours",
        broken,
        lost=len(set(numbers) - set(range(101, 101 + stored))),
        doubled=len(numbers) - len(set(numbers)),
        control=f"a new key each time: {new_keys} tickets too many for {taps // 2} people",
        blind=not new_keys,
        note=f"{taps} people, {PEOPLE} at a time, {took:.0f} s",
        wrong="" if sorted(numbers) == list(range(101, 101 + taps)) else f"{len(set(numbers))} numbers",
    )


def _stored(office: RunningOffice) -> int:
    return int(str(office.rows("select count(*) from event where type = 'TicketTaken'")[0][0]))


def _asked_until_answered(office: RunningOffice, port: int, keeps_key: bool) -> int:
    """The number on somebody's ticket. keeps_key: False is the control, who asks as if for the first time."""
    key = secrets.token_hex(16)
    while True:
        with contextlib.suppress(*_LOST):
            if key < "5":
                _by_websocket(office, port, key)
            answer = office.try_once(TAKE, key, port, seconds=0.4)
            if answer.get("ok"):
                return int(str(answer["number"]))
        if not keeps_key:
            key = secrets.token_hex(16)


def _by_websocket(office: RunningOffice, port: int, key: str) -> None:
    """As a screen asks, on a line that may end in the middle of a frame; what it was answered it does not hear."""
    with contextlib.closing(office.listen("kiosk", port=port, seconds=0.4)) as line:
        line.send(f'420["command",{{"key":"{key}","command":{{"type":"TakeTicket","need":"parcel_notice"}}}}]')


def half_open(office: RunningOffice, back: float) -> Row:
    """Screens whose line swallows everything: no end comes, from either side. back: so far the machine's clock is then set back."""
    relay, before = Relay(office.port), open_files(office.pid)
    lines = [office.listen("display", port=relay.port) for _ in range(HALF_OPEN)]
    held = open_files(office.pid) - before
    relay.swallows, begun = True, time.monotonic()
    # Once every screen has been pinged since, and none can answer.
    time.sleep(11)
    office.turn(-back)
    released = until(lambda: open_files(office.pid) - before <= 1, 75)
    took, left = time.monotonic() - begun, open_files(office.pid) - before
    office.take()
    relay.close()
    for line in lines:
        line.close()
    office.stop()
    wrong = "" if released and took < GONE_S + 3 else f"{left} of {held} files are still held after {took:.0f} s"
    blind = held < HALF_OPEN
    note = f"{held} files held, {left} left after {took:.1f} s of {GONE_S}"
    injected = "a line swallows" + ", the clock goes back by an hour" * bool(back)
    return Row("network", "half-open screens", injected, HALF_OPEN, 0, 0, note=note, wrong=wrong, blind=blind)


def slow_readers(office: RunningOffice) -> Row:
    """Screens that never read: memory is bounded, the others' taps are as quick, they are sent away."""
    device = office.rights["Authorization"].removeprefix("Bearer ")
    quiet = _taps(office, 150)
    before, memory = open_files(office.pid), memory_mb(office.pid)
    lines = [small_websocket(office.port, device, small=True) for _ in range(STALLED)]
    stalled, begun = _taps(office, 150), time.monotonic()
    most = memory_mb(office.pid) - memory

    def released() -> bool:
        nonlocal most
        office.take()
        most = max(most, memory_mb(office.pid) - memory)
        return open_files(office.pid) - before <= 1

    gone = until(released, SEND_SECONDS + GONE_S + 5)
    took = time.monotonic() - begun
    for line in lines:
        line.close()
    office.stop()
    note = f"tap p99 {quiet:.0f} ms, {stalled:.0f} ms beside them; memory {most:+.0f} MB; sent away after {took:.0f} s"
    wrong = [] if gone else ["they are not sent away"]
    wrong += ["memory grows"] * (most > MEMORY_MB) + ["others wait"] * (stalled > 3 * quiet + 100)
    return Row(
        "network", "screens that never read", "a closed window", STALLED, 0, 0, note=note, wrong="; ".join(wrong)
    )


def _taps(office: RunningOffice, times: int) -> float:
    """The 99th percentile of so many taps, in milliseconds."""
    took = list[float]()
    for _ in range(times):
        before = time.perf_counter()
        office.take()
        took.append(1000 * (time.perf_counter() - before))
    return statistics.quantiles(took, n=100)[98]


def reconnections(office: RunningOffice, screens: int, kills: int, seed: int) -> Row:
    """The office is killed under so many screens: all of them show what happened after it, in time."""
    secrets_of = [office.rights["Authorization"].removeprefix("Bearer ")]
    for _ in range(screens // 200):
        office.come_in()
        secrets_of.append(office.rights["Authorization"].removeprefix("Bearer "))
    version, wrong = int(str(office.take()["version"])), list[str]()
    crowd = Crowd(office.port, secrets_of, screens, seed)
    _wait(lambda: crowd.fresh(version) == screens, 60, wrong, lambda: f"only {crowd.fresh(version)} ever connected")
    numbers, fresh_s, ticket_s = [101], 0.0, 0.0
    for _ in range(kills):
        begun, office_before = time.monotonic(), office.pid
        os.kill(office_before, 9)
        answer = office.take()
        ticket_s = max(ticket_s, time.monotonic() - begun)
        numbers.append(int(str(answer["number"])))
        news = int(str(answer["version"]))
        _wait(lambda news=news: crowd.fresh(news) == screens, 40, wrong, lambda news=news: f"{crowd.fresh(news)} fresh")
        fresh_s = max(fresh_s, time.monotonic() - begun)
    memory = memory_mb(office.pid)
    crowd.leave()
    office.stop()
    wrong += [f"all fresh after {fresh_s:.1f} s"] * (fresh_s > FRESH_S)
    wrong += [f"next ticket after {ticket_s:.1f} s"] * (ticket_s > NEXT_TICKET_S)
    note = f"all {screens} fresh after {fresh_s:.1f} s, next ticket after {ticket_s:.1f} s, {memory:.0f} MB"
    expected = list(range(101, 102 + kills))
    lost, doubled = len(set(expected) - set(numbers)), len(numbers) - len(set(numbers))
    return Row(
        "network", f"{screens} screens come back at once", "kill -9", kills, lost, doubled, ticket_s, note=note,
        wrong="; ".join(wrong),
    )  # fmt: skip


def _wait(holds: Callable[[], bool], seconds: float, wrong: list[str], what: Callable[[], str]) -> None:
    if not until(holds, seconds):
        wrong.append(what())
