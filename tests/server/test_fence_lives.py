"""Whatever happens to an office and to its copies, seed by seed: no number is given twice."""

import random
import shutil

import msgspec
import pytest

from flow.commands import TakeTicket
from flow.fence import Loss
from server.recovery.restoring import NOTE, restore
from server.witness import SYNCED, Seen
from tests.server.spare_computer import IN_1970, forget_witness
from tests.server.turned_clock import HOUR, MINUTE, SECOND, Turned

pytestmark = pytest.mark.slow

OPERATIONS = {
    "tickets": 5,
    "time": 3,
    "restart": 1,
    "boot": 1,
    "copy": 2,
    "put back": 2,
    "put back without a witness": 1,
    "put back with another witness": 2,
    "put back in 1970": 2,
}

DRILL = Seen(10**8, "00" * 32, {"2025-11-20": 180}, {"2025-11-20": 180}, "d" * 16)
"""What a computer saw that played the office once, long ago."""


class Life:
    """An office to which anything happens; `twice` names the numbers that were given twice on a true day.

    fresh: the copies that know of the last leap; an older one, on a computer that knows nothing, may leap to where that one did.
    """

    def __init__(self, turned, kept, seed):
        self.turned, self.kept, self.chance = turned, kept, random.Random(seed)
        self.given, self.twice, self.copies, self.fresh = set(), [], [], []

    def live(self, steps):
        for _ in range(steps):
            self.step(self.chance.choices(list(OPERATIONS), list(OPERATIONS.values()))[0])

    def step(self, what):
        turned = self.turned
        match what:
            case "tickets":
                self.take(self.chance.choice([1, 5, 30, 200]))
            case "time":
                turned.later(self.chance.choice([10 * MINUTE, HOUR, 5 * HOUR]), tick=HOUR // 2)
            case "restart":
                turned.restart(off=MINUTE)
            case "boot":
                turned.boot_again()
            case "copy":
                self.fresh.append(self.kept(turned))
                self.copies.append(self.fresh[-1])
            case "put back" if self.copies:
                self.put_back(what, self.copies)
            case _ if self.fresh:
                self.put_back(what, self.fresh)

    def take(self, count):
        # An office gives no more in an hour than the leap counts with.
        self.turned.later(count * MINUTE, tick=HOUR)
        for _ in range(count):
            answer = self.turned.ask(TakeTicket("parcel_notice"), "kiosk")
            if answer.ok:
                number = (self.turned.office.state.date, answer.number)
                if number in self.given:
                    self.twice.append(number)
                self.given.add(number)

    def put_back(self, how, copies):
        turned, right = self.turned, self.turned.wall + SECOND
        turned.journal._database.close()
        if how != "put back":
            forget_witness(turned)
            # Another computer knows nothing of what was put back on this one.
            (turned.folder / NOTE).unlink(missing_ok=True)
            for path in turned.folder.glob("journal.db*"):
                path.unlink()
        if how == "put back with another witness":
            (turned.folder / SYNCED).write_bytes(msgspec.json.encode(DRILL))
        wrong = how == "put back in 1970"
        copy = self.chance.choice(copies)
        self.fresh = []
        restore(turned.folder, copy, Loss.RESTORED, IN_1970 if wrong else right)
        turned.wall, turned.boot, turned.elapsed = IN_1970 if wrong else right, f"{turned.boot}'", 20 * SECOND
        (turned.folder / "clock.json").unlink(missing_ok=True)
        turned.start()
        if wrong:
            turned.jump(right - IN_1970)
            assert turned.office.state.doubt is None


@pytest.fixture
def lived(tmp_path, settings, kept):
    """Lives one life by its seed."""
    lives = []

    def live(seed, steps=25):
        folder = tmp_path / f"life-{seed}"
        folder.mkdir()
        life = Life(Turned(folder, settings), kept, seed)
        lives.append(life)
        life.live(steps)
        life.turned.journal._database.close()
        shutil.rmtree(folder)
        return life

    return live


@pytest.mark.parametrize("seed", range(8, 16))
def test_whatever_happens_to_an_office_and_its_copies_no_number_comes_twice(lived, seed):
    life = lived(seed)

    assert life.given
    assert life.twice == [], f"seed {seed}"


def test_the_same_lives_without_a_leap_for_the_time_away_find_numbers_twice(lived, monkeypatch):
    """The control: a witness of whatever past is taken at its word."""
    monkeypatch.setattr("server.witness.Seen.knows", lambda *_: True)

    assert any(lived(seed).twice for seed in (10, 12))
