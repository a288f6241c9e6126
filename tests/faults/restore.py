"""An older copy is put back while people tap: no number comes twice, papers of before are answered; killed in the middle of it too."""

import contextlib
import http.client
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from server.journal.whole_copy import copy_database
from server.recovery.restoring import STAGED
from server.witness import LAST, SYNCED
from tests.faults.rows import Row
from tests.faults.running_office import OFFICE, SERVER, RunningOffice, offices, until

RESTORES, KILLS, PEOPLE = 10, 10, 4
SERVES_S = 60.0
COPIED = ("journal.db", "people.db")


def rows(short: bool, seed: int) -> Iterator[Row]:
    """Each restore goes back to a copy of before, in the same office, on the same day."""
    chance = random.Random(seed)
    with offices() as start:
        yield restored(start("restored"), 1 if short else RESTORES, chance)
        if not short:
            yield killed_while_restoring(start("killed"), KILLS, chance)


@dataclass
class Crowd:
    """People who take tickets from an office that is stopped, put back and started under them. answers: those that they heard."""

    office: RunningOffice
    answers: list[dict[str, object]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Crowd":
        self._people = [threading.Thread(target=self._tap, daemon=True) for _ in range(PEOPLE)]
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for person in self._people:
            person.join(30)

    def until_more(self, count: int) -> None:
        """Waits for so many further tickets."""
        most = len(self.answers) + count
        served = until(lambda: len(self.answers) >= most, SERVES_S)
        assert served, f"nobody gets a ticket: {(self.office.folder / 'log').read_text()[-2000:]}"

    @property
    def doubled(self) -> int:
        """Numbers, or addresses, that two people have."""
        numbers = Counter(answer["number"] for answer in self.answers)
        addresses = Counter(answer["url"] for answer in self.answers)
        return max(sum(n - 1 for n in counts.values()) for counts in (numbers, addresses))

    def _tap(self) -> None:
        key = secrets.token_hex(16)
        while not self.over.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
                command: dict[str, object] = {"type": "TakeTicket", "need": "parcel_notice"}
                answer = self.office.try_once(command, key, seconds=5)
                if answer.get("ok"):
                    self.answers.append(answer)
                    key = secrets.token_hex(16)
            time.sleep(0.02)


def restored(office: RunningOffice, times: int, chance: random.Random) -> Row:
    """Copied at one moment, killed at a later one and put back, while people tap all the time."""
    wrong, slowest, missing = list[str](), 0.0, 0
    with Crowd(office) as crowd:
        for turn in range(times):
            crowd.until_more(chance.randrange(2, 30))
            kept = list(crowd.answers)
            copy = _copy_now(office, str(turn))
            copied = len(crowd.answers)
            crowd.until_more(chance.randrange(2, 60))
            time.sleep(chance.uniform(0, 0.05))
            office.power_off()
            lost = crowd.answers[copied:]
            missing += len(lost)
            began = time.monotonic()
            _restore(office, copy)
            office.start()
            crowd.until_more(1)
            slowest = max(slowest, time.monotonic() - began)
            wrong += _phones(office, kept[-1:], lost[-1:])
    # In the short form the time is for the fault itself.
    control = _by_hand(office, crowd, copy) if times > 1 else None
    office.stop()
    note = f"{len(crowd.answers)} tickets, {missing} of them after the copies"
    return Row(
        "restore", "an older copy is put back under load", "kill -9, allervers restore", times, 0, crowd.doubled, slowest,
        control="" if control is None else f"the copy by hand, without a witness: {control} numbers twice", blind=control == 0, note=note,
        wrong="; ".join(dict.fromkeys(wrong)),
    )  # fmt: skip


def killed_while_restoring(office: RunningOffice, times: int, chance: random.Random) -> Row:
    """The restore dies at its first staged file or some milliseconds later; then somebody starts the office, or asks once more."""
    wrong, slowest, hits = list[str](), 0.0, 0
    with Crowd(office) as crowd:
        for turn in range(times):
            crowd.until_more(chance.randrange(2, 20))
            copy = _copy_now(office, str(turn))
            crowd.until_more(chance.randrange(2, 20))
            office.power_off()
            hits += _restore_and_die(office, copy, chance)
            began = time.monotonic()
            if turn % 2:
                _restore(office, copy)
            office.start()
            crowd.until_more(2)
            slowest = max(slowest, time.monotonic() - began)
            state = office.readiness()
            if not state["ready"]:
                wrong.append(f"not ready: {state}")
    left = [path.name for path in office.journal_path.parent.glob(f"*{STAGED}*")]
    if left:
        wrong.append(f"left behind: {left}")
    office.stop()
    note = f"{hits} killed before it ended; {len(crowd.answers)} tickets"
    return Row(
        "restore", "kill -9 in the middle of a restore", "kill -9", times, 0, crowd.doubled, slowest, blind=not hits, note=note,
        wrong="; ".join(dict.fromkeys(wrong)),
    )  # fmt: skip


def _copy_now(office: RunningOffice, name: str) -> Path:
    """As the office's own copies are: of files that are being written."""
    shelf = office.folder / "copies of ours" / name
    shelf.mkdir(parents=True)
    for file in COPIED:
        copy_database(office.journal_path.with_name(file), shelf / file)
    return shelf


def _restoring(office: RunningOffice, copy: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", SERVER, "restore", str(copy), "--demonstration", "--office", str(OFFICE), "--yes"]
    return subprocess.Popen(
        [*command, "--data", str(office.folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | office.clock.environment,
    )  # fmt: skip


def _restore(office: RunningOffice, copy: Path) -> None:
    command = _restoring(office, copy)
    output, _ = command.communicate(timeout=60)
    assert command.returncode == 0, output


def _restore_and_die(office: RunningOffice, copy: Path, chance: random.Random) -> bool:
    """Whether it was killed before it ended."""
    folder = office.journal_path.parent
    command = _restoring(office, copy)
    end = time.monotonic() + 60
    while not any(folder.glob(f"*{STAGED}*")) and command.poll() is None and time.monotonic() < end:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.08))
    with contextlib.suppress(ProcessLookupError):
        command.send_signal(signal.SIGKILL)
    return command.wait() == -signal.SIGKILL


def _phones(office: RunningOffice, kept: list[dict[str, object]], lost: list[dict[str, object]]) -> list[str]:
    """What clients of before read: their place, or that the office lost it and they keep their paper; never somebody else's ticket."""
    wrong = list[str]()
    for answers, status, words in ((kept, 200, ""), (lost, 404, "Gardez votre papier")):
        for answer in answers:
            line = http.client.HTTPConnection("127.0.0.1", office.port, timeout=10)
            line.request("GET", urlsplit(str(answer["url"])).path, headers={"Host": "localhost"})
            response = line.getresponse()
            page = response.read().decode()
            if response.status != status or words not in page:
                wrong.append(f"a phone of {'before' if answers is kept else 'after'} the copy reads {response.status}")
    return wrong


def _by_hand(office: RunningOffice, crowd: Crowd, copy: Path) -> int:
    """The control: the copy in place of the files, and nothing that knows more. How many numbers come again."""
    office.power_off()
    folder = office.journal_path.parent
    for name in ("journal.db-wal", "journal.db-shm", SYNCED, LAST):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(copy / "journal.db", folder / "journal.db")
    office.start()
    numbers = {answer["number"] for answer in crowd.answers}
    return sum(office.take()["number"] in numbers for _ in range(5))
