"""The time: the only place of the product that reads a clock, and how far the machine's is believed.

Office time = the last trusted time of the machine + what has elapsed since on a clock that nobody sets. The machine's time is compared
with it at each tick: a small difference is followed smoothly, a jump is held until somebody, or the clock itself, settles it.
"""

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from flow.plan import MINUTE
from flow.state import Doubt
from flow.time_commands import HoldClock, SettleClock
from flow.time_events import ClockTrusted
from flow.timekeeping import EARLIEST, JUMP_MS, may_be
from mediation.events import AnyEntry
from mediation.presence import NIGHT_ENDS
from server.files.reading import Lasting, Moment, Name, read_whole
from server.files.writing import write_whole
from server.time.screen_clocks import ScreenClocks

DAY_MS = 24 * 60 * MINUTE
LONGEST_AWAY_MS = 45 * DAY_MS
"""An office that was off for longer asks whether the time is right: six weeks of works or holidays are none of its business."""
_ANY_PAST_MS = 30 * 365 * DAY_MS
"""For an office without a past, or with one that was played: there is nothing to compare with, 2099 is refused all the same."""
SLEW = 8
"""A difference is made up by an eighth of what elapses: no age ever goes back, none stands still (chrony slews by a twelfth)."""
KEPT_AGAIN_MS = 1_000
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def now_ms() -> int:
    """Milliseconds since 1970, UTC, as the machine says: for what runs beside an office; an office has Office.now."""
    return time.time_ns() // 1_000_000


def elapsed_ms() -> int:
    """Milliseconds of a clock that nobody sets: for how long something lasts, never for when it was. It runs while a laptop sleeps."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def this_boot() -> str:
    """Names what elapsed_ms counts from; "" when the system does not say."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def business_day(now: int, zone: str) -> str:
    """The ISO date of the business day that `now` (milliseconds) falls in."""
    return _day_of_minute(now // MINUTE, zone)


@lru_cache(maxsize=64)
def _day_of_minute(minute: int, zone: str) -> str:
    """Asked at each tap; a day begins with a minute, in every zone."""
    local = datetime.fromtimestamp(minute * 60, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(hours=NIGHT_ENDS)).date().isoformat()


def day_begins(day: str, zone: str) -> int:
    """When the business day of this ISO date begins, in milliseconds."""
    begins = datetime.fromisoformat(day).replace(hour=NIGHT_ENDS, tzinfo=ZoneInfo(zone))
    return round(begins.timestamp() * 1000)


def utc_date(now: int) -> str:
    """The ISO date of `now` (milliseconds), UTC."""
    return datetime.fromtimestamp(now / 1000, UTC).date().isoformat()


class RememberedTime(msgspec.Struct, frozen=True):
    """What the office's time was when so much had elapsed since this boot of the machine. Milliseconds."""

    boot: Name
    elapsed: Lasting
    now: Moment


class Machine(msgspec.Struct, frozen=True):
    """The port to the machine's clocks, in milliseconds. boot: names what elapsed counts from; "" when it means nothing later.

    source: the time while a time source holds the clock right, None while none does: a jump that it made, or agrees with, is right.
    time_file: where the office's time is kept, for a program that starts again in the same boot; None: nowhere.
    """

    wall: Callable[[], int] = now_ms
    elapsed: Callable[[], int] = elapsed_ms
    source: Callable[[], int | None] = lambda: None
    boot: str = ""
    time_file: Path | None = None

    def remember(self, now: int, elapsed: int) -> None:
        """Keeps the office's time, whole or not at all. A full disk is told by what must be stored, not by this."""
        if self.time_file is None or not self.boot:
            return
        with contextlib.suppress(OSError):
            write_whole(self.time_file, msgspec.json.encode(RememberedTime(self.boot, elapsed, now)))

    def remembered(self) -> int | None:
        """The office's time now, as an earlier program of this boot left it; None when there is none."""
        if self.time_file is None or not self.boot:
            return None
        remembered = read_whole(self.time_file, RememberedTime)
        if remembered is None:
            return None
        elapsed = self.elapsed()
        return (
            remembered.now + elapsed - remembered.elapsed
            if remembered.boot == self.boot and elapsed >= remembered.elapsed
            else None
        )


def moment_after(entry: AnyEntry) -> int:
    """When it was, in milliseconds, on the office's time that held from then on."""
    return entry.at + (entry.event.by if isinstance(entry.event, ClockTrusted) else 0)


def time_of(folder: Path) -> Callable[[], int]:
    """The time of the office in this folder, for a program beside it: what the office keeps, else what the machine says."""
    machine = Machine(boot=this_boot(), time_file=folder / "clock.json")

    def now() -> int:
        running = machine.remembered()
        return now_ms() if running is None else running

    return now


class OfficeClock:
    """The office's time. It never goes back and never stands still, save where `settle` says so."""

    def __init__(self, machine: Machine, last: int, doubt: Doubt | None, any_past: bool = False) -> None:
        """last: the moment of the last stored event, 0 for none. doubt: as stored. any_past: a played past may end whenever it ended."""
        self._machine = machine
        self.screens = ScreenClocks(machine.elapsed)
        self._longest_away = _ANY_PAST_MS if any_past or not last else LONGEST_AWAY_MS
        self._elapsed = machine.elapsed()
        self._kept_offset = 0
        self.doubt_found: Doubt | None = None
        """What a start finds that is not in the journal yet."""
        self._now = self._begun(last, doubt)
        self._keep()

    def now(self) -> int:
        """Milliseconds since 1970."""
        return self._now + max(0, self._machine.elapsed() - self._elapsed)

    def ahead(self) -> int:
        """How far the machine is ahead of the office's time now, in milliseconds; it moves nothing."""
        return self._machine.wall() - self.now()

    def look(self) -> int:
        """How far the machine is ahead of the office's time, in milliseconds. A small difference is made up, little by little."""
        now = self.now()
        passed, ahead = now - self._now, self._machine.wall() - now
        if abs(ahead) <= JUMP_MS:
            most = passed // SLEW
            step = max(-most, min(most, ahead))
            self._elapsed += passed
            self._now = now + step
            self._keep()
        return ahead

    def due(self, doubt: Doubt | None) -> HoldClock | SettleClock | None:
        """What a look at the machine's clock asks of the office. A jump is held; one that went back is over by itself, and so is
        a start without the time once it arrives; a time source, or the screens' clocks together, settle any. None: nothing is due.
        """
        ahead = self.look()
        if abs(ahead) <= JUMP_MS:
            return None if doubt is None else SettleClock()
        if doubt is None:
            return HoldClock(ahead)
        if self.is_confirmed() or (doubt.since and self.could_be(self.now() + ahead)):
            return SettleClock(ahead)
        return HoldClock(ahead, doubt.since) if abs(ahead - doubt.ahead) > JUMP_MS else None

    def settle(self, by: int) -> None:
        """The office's time moves."""
        self._now += by
        self._keep()

    def is_confirmed(self) -> bool:
        """Whether a time source, or the clocks of the screens, say what the machine's clock says."""
        source, wall = self._machine.source(), self._machine.wall()
        return (source is not None and abs(source - wall) <= JUMP_MS) or self.screens.agree(wall)

    def could_be(self, wall: int) -> bool:
        """Whether a machine that says this, with the office's time known from its last event only, may just have been off meanwhile."""
        return may_be(wall) and -JUMP_MS <= wall - self.now() <= self._longest_away

    def _begun(self, last: int, doubt: Doubt | None) -> int:
        running, wall = self._machine.remembered(), self._machine.wall()
        if running is not None and running >= last:
            return running
        # After all that was stored: what comes from here on is told from it, when the time is settled.
        earliest = max(last + 1, EARLIEST)
        self._now = earliest
        if doubt is not None and doubt.ahead > 0 and self.could_be(wall - doubt.ahead):
            # The jump that was held before is still there.
            return max(last, wall - doubt.ahead)
        if self.could_be(wall):
            return max(last, wall)
        self.doubt_found = Doubt(wall - earliest, earliest)
        return earliest

    def _keep(self) -> None:
        offset = self._now - self._elapsed
        if abs(offset - self._kept_offset) >= KEPT_AGAIN_MS:
            self._kept_offset = offset
            self._machine.remember(self._now, self._elapsed)
