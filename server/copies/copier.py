"""The copies of a running office: when one is due, what becomes of it, what staff are told. All work is done beside the loop."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gevent
import msgspec
import structlog
from gevent import get_hub

from config.copy_words import no_copy, no_second
from config.languages import SOURCE
from server.copies.ages import EVERY_MS, MINUTE_MS, QUARTER_LIVES_MS, Moment
from server.copies.copied_office import CopiedOffice
from server.copies.seen import CopiesSeen
from server.copies.shelf import PEOPLE, Copy, facts_of, fault_of_copy, on_shelf, shelf_of
from server.copies.sweeping import remove, sweep
from server.copies.taking import ROOM_BYTES
from server.copies.worker import Order, Outcome
from server.processes import without_secrets
from server.time.clock import elapsed_ms, this_boot

LOOK_S = 15
LATER_MS = 5 * MINUTE_MS
"""After one that failed."""
HOUR_MS = 60 * MINUTE_MS
LONGEST_S = 600
STOP_S = 2
"""A medium that no longer answers holds up no other copy for longer."""
RENEWED_MS = QUARTER_LIVES_MS - EVERY_MS
"""When nothing happens none is made, until the last would end."""
_LITTLE_ROOM = ROOM_BYTES // 4
log = structlog.get_logger()


class Copier:
    """carry_out: makes what is ordered, in a process of its own unless a test says otherwise. elapsed, boot: as clock.Machine."""

    def __init__(
        self,
        office: CopiedOffice,
        folder: Path,
        second: Path | None = None,
        carry_out: Callable[[Order], Outcome] | None = None,
        elapsed: Callable[[], int] = elapsed_ms,
        boot: str | None = None,
    ) -> None:
        self._office, self._folder, self._second = office, folder, second
        self._carry_out = carry_out or self._in_a_process
        self._elapsed, self._boot = elapsed, this_boot() if boot is None else boot
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._began = elapsed()
        self._next = self._began
        self._stored: object = None
        self._quarter_at: int | None = None
        self._daily_day = ""
        self._good_at: int | None = None
        self._good_is_there = False
        self._second_at: int | None = None
        self._made_at_ms: dict[Path, int] = {}
        self._marks: dict[Path, tuple[object, bool]] = {}
        self.seen = CopiesSeen()
        office.readiness.beside = self.notices

    def run(self) -> None:
        """For as long as the office runs."""
        while not self._stopping:
            gevent.sleep(LOOK_S)
            try:
                self.look()
            except Exception:
                log.exception("copies_fault")

    def stop(self) -> None:
        """A copy in the making is given up; what it left is gone. The copies stay: they are what a restore needs."""
        self._stopping = True
        if self._process is not None:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
        self.sweep()

    def look(self) -> None:
        """What must go goes; a copy that is due is made."""
        before = self.seen.quarters
        self.sweep(verify=True)
        if before and not self.seen.quarters:
            # The last held a day that must be forgotten: at once one without it.
            self._next = self._elapsed()
        self._give_up_for_room()
        if self._elapsed() < self._next or not self._has_forgotten():
            return
        daily = self._office.state.doubt is None and self._daily_day != self._office.state.date
        due = daily or self._is_due()
        if due:
            self._copy(daily)
        if self._second is not None and (due or self.seen.second):
            # By a process of its own: a medium that no longer answers holds up no copy.
            self._send(self._second)

    def sweep(self, verify: bool = False) -> None:
        """Looks at the shelf: what must go is deleted, the rest is known. verify: the newest is opened, when somebody else wrote to it."""
        moment = self._moment()
        staying: list[Copy] = get_hub().threadpool.apply(sweep, (self._folder, moment))
        dailies = [copy for copy in staying if copy.daily]
        self._daily_day = facts_of(dailies[0]).day if dailies else ""
        good = self._newest_good(staying, verify)
        self._made_at_ms = {copy.folder: self._made_at(copy) for copy in staying}
        self._good_is_there = good is not None
        if good is not None:
            self._good_at = self._made_at_ms[good.folder]
        self.seen = msgspec.structs.replace(
            self.seen,
            last_good_ms=good.taken if good is not None else 0,
            last_daily_ms=dailies[0].taken if dailies else self.seen.last_daily_ms,
            quarters=len(staying) - len(dailies),
            dailies=len(dailies),
        )
        self._office.readiness.copies = self.seen

    def age_s(self) -> float | None:
        """Seconds since the newest copy that is there, and whole, was taken: by what has elapsed; None when there is none."""
        return (self._elapsed() - self._good_at) / 1000 if self._good_is_there and self._good_at is not None else None

    def notices(self, language: str = SOURCE) -> tuple[str, ...]:
        """What staff should know of the copies."""
        seen, now = self.seen, self._elapsed()
        sentences = []
        since = now - (self._began if self._good_at is None else self._good_at)
        tried = bool(seen.why) or now - self._began > HOUR_MS
        if since > HOUR_MS and tried and self._stamp() != self._stored:
            sentences.append(no_copy(None if self._good_at is None else since, seen.why or "waits", language))
        if seen.second and self._second_at is not None:
            sentences.append(no_second(now - self._second_at, seen.second, str(self._second), language))
        return tuple(sentences)

    def _newest_good(self, newest_first: list[Copy], verify: bool) -> Copy | None:
        """The first, of newest first, that nobody wrote to since it verified, or that verifies again."""
        self._marks = {copy.folder: self._marks[copy.folder] for copy in newest_first if copy.folder in self._marks}
        good = next((copy for copy in newest_first if self._is_whole(copy, verify)), None)
        if self._stored is not None and (good is None or good is not newest_first[0]):
            # The newest is no copy any more: what it held is in none, and the next is due at once.
            self._stored, self._quarter_at, self._next = None, None, self._elapsed()
        return good

    def _is_whole(self, copy: Copy, verify: bool) -> bool:
        mark_before, is_whole = self._marks.get(copy.folder, (None, True))
        if verify and (mark := _mark(copy)) != mark_before:
            is_whole = get_hub().threadpool.apply(fault_of_copy, (copy,)) is None
            self._marks[copy.folder] = (mark, is_whole)
            if not is_whole:
                log.error("copy_damaged", copy=copy.folder.name)
        return is_whole

    def _made_at(self, copy: Copy) -> int:
        """When, on the clock that nobody sets: as the copy knows it of this boot; else as old as it looked when it was first seen."""
        facts, now = facts_of(copy), self._elapsed()
        if self._boot and facts.boot == self._boot and facts.elapsed <= now:
            return facts.elapsed
        return self._made_at_ms.get(copy.folder, now - max(0, self._office.now() - copy.taken))

    def _copy(self, daily: bool) -> None:
        stored, asked_at = self._stamp(), self._elapsed()
        outcome = self._carry_out(Order(str(self._folder), self._moment(), daily=daily))
        self._next = asked_at + (LATER_MS if outcome.why else EVERY_MS)
        if outcome.why:
            log.warning("not_copied", why=outcome.why, detail=outcome.detail)
        else:
            self._stored, self._quarter_at = stored, asked_at
            # It verified a moment ago, in the process that made it.
            self._marks |= {
                copy.folder: (_mark(copy), True)
                for copy in on_shelf(shelf_of(self._folder))
                if copy.folder not in self._made_at_ms
            }
            log.info("copied", daily=daily)
        failed = self._office.now() if outcome.why else self.seen.last_failed_ms
        self.seen = msgspec.structs.replace(self.seen, why=outcome.why, last_failed_ms=failed)
        self.sweep()

    def _send(self, second: Path) -> None:
        self._next = max(self._next, self._elapsed() + LATER_MS)
        outcome = self._carry_out(Order(str(self._folder), self._moment(), take=False, second=str(second)))
        if outcome.why and outcome.why != self.seen.second:
            log.warning("not_on_second_medium", why=outcome.why, detail=outcome.detail)
        since = (self.seen.second_since_ms or self._office.now()) if outcome.why else 0
        self._second_at = (self._elapsed() if self._second_at is None else self._second_at) if outcome.why else None
        self.seen = msgspec.structs.replace(self.seen, second=outcome.why, second_since_ms=since)
        self._office.readiness.copies = self.seen

    def _is_due(self) -> bool:
        if self._quarter_at is None or not self.seen.quarters or self._stamp() != self._stored:
            return True
        return self._elapsed() - self._quarter_at >= RENEWED_MS

    def _stamp(self) -> tuple[int, int]:
        """Another one when something was stored."""
        try:
            changed = (self._folder / PEOPLE).stat().st_mtime_ns
        except OSError:
            changed = 0
        return self._office.state.version, changed

    def _has_forgotten(self) -> bool:
        """What must be forgotten is forgotten before it is copied; on a clock that is not trusted nothing is, and copies go on."""
        office = self._office
        return office.state.doubt is not None or office.forgetting.is_done(office.state, office.now())

    def _moment(self) -> Moment:
        office = self._office
        now, trusted = office.now(), office.state.doubt is None
        first_kept = office.forgetting.first_kept(office.state, now) if trusted else ""
        return Moment(now, trusted, self._boot, self._elapsed(), first_kept)

    def _give_up_for_room(self) -> None:
        """One a look while there is little room: quarter-hour copies first, of the daily ones all but the newest."""
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError:
            return
        if free >= ROOM_BYTES:
            return
        oldest_first = sorted(on_shelf(shelf_of(self._folder)), key=lambda copy: copy.taken)
        quarters, dailies = [c for c in oldest_first if not c.daily], [c for c in oldest_first if c.daily]
        spared = 0 if free < _LITTLE_ROOM else 1
        going = [*quarters[: len(quarters) - spared], *(dailies[:-1] if free < _LITTLE_ROOM else ())]
        if going:
            log.warning("copy_given_up", copy=going[0].folder.name, free_mb=free // 1_048_576)
            get_hub().threadpool.apply(remove, (going[0],))
            self.sweep()

    def _in_a_process(self, order: Order) -> Outcome:
        command = [sys.executable, "-m", "server.copies.worker"]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=without_secrets(),
            )
        except OSError as error:
            return Outcome("stopped", str(error))
        try:
            answer, errors = self._process.communicate(msgspec.json.encode(order), timeout=LONGEST_S)
            return msgspec.json.decode(answer, type=Outcome)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return Outcome("stopped", f"{LONGEST_S} s")
        except (OSError, msgspec.MsgspecError):
            return Outcome("stopped", f"{self._process.returncode}: {errors[-300:]!r}")
        finally:
            self._process = None


def _mark(copy: Copy) -> object:
    """Another one when somebody wrote to a file of the copy, or put another in its place."""
    with suppress(OSError):
        files = sorted((path.name, path.stat()) for path in copy.folder.iterdir() if path.suffix == ".db")
        return tuple((name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in files)
    return None
