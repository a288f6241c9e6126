"""The parent of an office: starts it as a process of its own, and again when it ends or stands still, until somebody ends both.

Nothing heavy is loaded here and no socket is opened: what happens to the office cannot happen to its parent. Where a service manager
does this already it is not used.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType
from typing import NoReturn
from urllib.parse import urlsplit

from server import log_lines

STILL_S = 20.0
START_S = 120.0
"""A start may take long: a long absence to tidy up, a slow card."""
FAREWELL_S = 20.0
LOOK_S = 0.5
STEADY_S = 60.0
"""An office that served for so long is started again at once, whatever came before."""
PAUSES_S = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
SERVED_MOST_S = 1.0
"""The longest pause after an office that served, however often it ended: people stand there, and the next ticket is due in five seconds."""
REFUSED = frozenset({2, 3, 4})
"""Exit codes of a start that somebody must look at: configuration, another program on the same folder, storage."""
HELD = 3
"""Of these the one that passes by itself: a command that asks, or tidies, holds the folder of an office that was there before it."""
DISK = 5
"""Exit code of an office that must read the disk again: server.storage_faults.NOT_NOW, which is not loaded here."""
HELD_MOST_S = 2.0
"""The longest pause then: the clients wait for that program to end, and each start waits a moment for it too."""
HELD_SAYS = "Un autre programme tient le dossier du bureau : le bureau repart dès qu'il l'a rendu."
WHYS = ("disk", "still", "other")
_PR_SET_PDEATHSIG = 1


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether nobody else starts the office again: systemd says in the environment that it is there."""
    return not environ.get("NOTIFY_SOCKET") and not environ.get("INVOCATION_ID")


@dataclass
class Child:
    """The office's process as its parent sees it. port: where it answered, 0 before it did. still: ended for that. Monotonic seconds."""

    pid: int
    pipe: int
    began: float
    heard: float
    port: int = 0
    words: bytes = b""
    still: bool = False

    @property
    def serves(self) -> bool:
        """Whether it said where it answers."""
        return self.heard > self.began


@dataclass
class Parent:
    """office(pipe, port): serves until it is ended; port: 0, or the one that screens know from before.

    still_s: a loop that says nothing for so many seconds stands still. pauses_s: before each start again, the last for ever after.
    """

    office: Callable[[int, int], None]
    still_s: float = STILL_S
    pauses_s: tuple[float, ...] = PAUSES_S
    ending: bool = False
    child: Child | None = None
    port: int = 0
    ended: int = 0
    served: bool = field(default=False)
    ends: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(WHYS, 0)))
    """How often it started the office again, by why: the one that runs now reads it, as it was when that one began."""

    def run(self) -> int:
        """Until SIGTERM or SIGINT, or a start that is refused; the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._farewell)
        while True:
            child = self.child = self._start()
            if self.ending:
                self._end(child, signal.SIGTERM)
            code = self._watch(child)
            self.child = None
            if self.ending:
                return 0 if code == -signal.SIGTERM else _exit_code(code)
            folder_held = code == HELD and self.served
            if code == 0 or (code in REFUSED and not folder_held) or (code == 1 and not self.served):
                return _exit_code(code)
            if folder_held:
                _say("folder_held", level="warning", why=HELD_SAYS)
            else:
                self.ends["still" if child.still else "disk" if code == DISK else "other"] += 1
            self._pause(child, code, HELD_MOST_S if folder_held else PAUSES_S[-1])
            if self.ending:
                return 0

    def again_in_s(self, child: Child, lived: float) -> float:
        """The pause after this end, `lived` seconds after its start; a moment for one that served, ever longer for one that never does."""
        self.ended = 0 if child.serves and lived > STEADY_S else self.ended
        pause = self.pauses_s[min(self.ended, len(self.pauses_s) - 1)]
        self.ended += 1
        return min(pause, SERVED_MOST_S) if child.serves else pause

    def _start(self) -> Child:
        reads, writes = os.pipe()
        sys.stdout.flush()
        us, pid = os.getpid(), os.fork()
        if pid == 0:
            os.close(reads)
            self._be_the_office(us, writes)
        os.close(writes)
        now = time.monotonic()
        return Child(pid, reads, now, now)

    def _be_the_office(self, parent: int, pipe: int) -> NoReturn:
        """In the new process. It ends with its parent: whoever ends the parent ends the office."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        self.office(pipe, self.port)
        sys.exit(0)

    def _watch(self, child: Child) -> int:
        """Until it has ended; its code, negative for a signal."""
        killed = farewell = 0.0
        looked = time.monotonic()
        while True:
            ready, _, _ = select.select([child.pipe], [], [], LOOK_S)
            now = time.monotonic()
            if now - looked > LOOK_S + 2:
                # We stood still ourselves (a suspended machine, Ctrl-Z): its silence says nothing.
                child.heard += now - looked
            looked = now
            if ready and not self._hear(child, now):
                os.close(child.pipe)
                return os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
            if self.ending and not farewell:
                farewell = now
            still = now - child.heard > (self.still_s if child.serves else START_S)
            if not killed and (still or (farewell and now - farewell > FAREWELL_S)):
                killed, child.still = now, still
                _say("office_stands_still", level="error", seconds=round(now - child.heard))
                self._end(child, signal.SIGKILL)

    def _hear(self, child: Child, now: float) -> bool:
        """False when the pipe is closed: it ended."""
        words = os.read(child.pipe, 65_536)
        if not words:
            return False
        child.heard = now
        if not child.port:
            child.words += words
            first, end, _ = child.words.partition(b"\n")
            if end:
                child.port = self.port = urlsplit(json.loads(first)["address"]).port or self.port
                self.served = True
        return True

    def _pause(self, child: Child, code: int, most_s: float) -> None:
        """Longer each time, never without end: nobody else starts the office."""
        lived = time.monotonic() - child.began
        pause = min(self.again_in_s(child, lived), most_s)
        _say("office_ended", level="error", code=code, lived_s=round(lived, 1), again_in_s=pause, time=self.ended)
        until = time.monotonic() + pause
        while not self.ending and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, LOOK_S))

    def _farewell(self, number: int, _frame: FrameType | None) -> None:
        self.ending = True
        if self.child is not None:
            self._end(self.child, number)

    def _end(self, child: Child, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, number)


def _exit_code(code: int) -> int:
    return code if code >= 0 else 128 - code


def _say(event: str, **facts: object) -> None:
    """One line of the log, as server.logs writes it; that one belongs to gevent's side."""
    first = {"timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": "info", "event": event}
    with contextlib.suppress(OSError):
        os.write(2, log_lines.line(first | {"program": "parent"} | facts))
