"""Faults of the machine's clock: it jumps while people wait, for a moment or for longer, over a start, at a start without the time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from tests.faults.clock_starts import changes_of_the_hour, starts_in_1970
from tests.faults.queue_watch import QueueWatch, cards, row_of, side_by_side
from tests.faults.rows import Row
from tests.faults.running_office import OLD_CLOCK, RunningOffice, offices

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
NOON = datetime(2026, 12, 2, 11, tzinfo=UTC).timestamp()
"""A Wednesday: 12:00 in Paris."""
YEAR_2099 = datetime(2099, 4, 16, 9, tzinfo=UTC).timestamp()
YEAR_1970 = datetime(1970, 1, 1, 1, tzinfo=UTC).timestamp()
JUMPS: dict[str, Callable[[], float]] = {
    "+1 h": lambda: HOUR,
    "-1 h": lambda: -HOUR,
    "+1 day": lambda: DAY,
    "-1 day": lambda: -DAY,
    "2099": lambda: YEAR_2099 - NOON,
    "1970": lambda: YEAR_1970 - NOON,
}
ALL = ", ".join(JUMPS)
Start = Callable[..., RunningOffice]


def rows(short: bool, seed: int) -> Iterator[Row]:
    """Every fault, in offices side by side. Nothing here is left to chance."""
    del seed
    with offices() as start:
        if short:
            yield row_of("clock", "the clock is wrong over a start", "+1 day, 2099", [_over_start_only(start)])
            return
        for test, scenario in (
            ("the clock is wrong for one tick", _one_tick),
            ("the clock is wrong for longer, people go on", _for_longer),
            ("the clock is wrong over two starts", _over_starts),
            ("staff say that the time is right", _settled),
        ):
            with _control(start) if scenario is _one_tick else _no_control() as control:
                watches = side_by_side(partial(scenario, start), JUMPS)
                more = control() if control else {}
            yield row_of("clock", test, ALL, watches, **more)
        yield row_of("clock", "a time source agrees, or contradicts", "+1 h", [_source(start)])
        yield row_of("clock", "a start without the time, then it arrives", "1970", list(starts_in_1970(start)))
        yield row_of("clock", "the clocks of Paris change", "days of 25 h and 23 h", list(changes_of_the_hour(start)))


def at_noon(start: Start, name: str, moment: float = NOON, program: str = "") -> tuple[QueueWatch, float]:
    """An office on a machine whose clock says `moment`, with six tickets, one of them called; and by how much its clock is off."""
    wrong = moment - time.time()
    watch = QueueWatch(start(name, wrong=wrong, **({"program": program} if program else {})))
    watch.office.ask({"type": "StartPresence"})
    watch.take(6)
    watch.office.ask({"type": "OpenCounter", "counter": "1"})
    watch.office.ask({"type": "CallNext", "counter": "1"})
    return watch, wrong


def _one_tick(start: Start, name: str) -> QueueWatch:
    watch, right = at_noon(start, f"one tick {name}")
    _jump(watch, right + JUMPS[name](), name)
    watch.take()
    watch.office.turn(right)
    watch.expect(watch.office.until_clock("trusted"), f"{name}: still held when the clock is right again")
    watch.take()
    watch.look(name)
    return watch


@contextmanager
def _control(start: Start) -> Iterator[Callable[[], dict[str, object]]]:
    """The old rule, one day ahead for one tick, beside the others; what it lost is looked at last."""
    watch, right = at_noon(start, "old rule", program=OLD_CLOCK)

    def lost() -> dict[str, object]:
        watch.office.turn(right + DAY)
        time.sleep(6)
        watch.office.turn(right)
        shown = cards(watch.office.view())
        gone = [ticket for ticket in watch.given if ticket not in shown]
        watch.take()
        twice = watch.doubled
        return {"control": f"+1 day: {len(gone)} of 6 lost, {twice} number twice", "blind": not gone or not twice}

    yield lost


@contextmanager
def _no_control() -> Iterator[None]:
    yield None


def _for_longer(start: Start, name: str) -> QueueWatch:
    """Held for some twenty seconds in which the office works, and its own time is what elapses."""
    watch, right = at_noon(start, f"longer {name}")
    _jump(watch, right + JUMPS[name](), name)
    called = _at_counter(watch)
    for _ in range(4):
        watch.take(2)
        time.sleep(2)
        watch.look(name)
    watch.office.ask({"type": "Recall", "ticket": called["id"]})
    watch.expect(_at_counter(watch).get("calls") == 2, f"{name}: a recall was answered and nothing was done")
    for screen, place in (("console", ""), ("counter", "1"), ("manager", "")):
        watch.expect(watch.office.view(screen, place)["clock"], f"{name}: {screen} says nothing")
    watch.office.turn(right)
    watch.expect(watch.office.until_clock("trusted"), f"{name}: still held when the clock is right again")
    watch.take()
    watch.look(name)
    return watch


def _over_starts(start: Start, name: str) -> QueueWatch:
    """It jumps while the program is dead; the program dies again while the jump is held; the machine starts again with the time."""
    watch, right = at_noon(start, f"over {name}")
    watch.office.power_off()
    watch.office.turn(right + JUMPS[name]())
    watch.office.start()
    _held_and_all_there(watch, name)
    watch.office.kill()
    _held_and_all_there(watch, name)
    watch.office.boot_again(right)
    watch.expect(watch.office.until_clock("trusted"), f"{name}: still held after a start with the right time")
    watch.take()
    watch.look(name)
    return watch


def _over_start_only(start: Start) -> QueueWatch:
    watch, right = at_noon(start, "over a start")
    for name in ("+1 day", "2099"):
        watch.office.turn(right + JUMPS[name]())
        watch.recovered_s.append(watch.office.kill())
        _held_and_all_there(watch, name)
    watch.office.turn(right)
    watch.recovered_s.append(watch.office.kill())
    watch.expect(watch.office.until_clock("trusted"), "still held when the clock is right again")
    watch.take()
    watch.look("after all")
    return watch


def _settled(start: Start, name: str) -> QueueWatch:
    """Somebody says that the time is right; then the clock goes back, and somebody says so again. What cannot be is refused."""
    watch, right = at_noon(start, f"settled {name}")
    by = JUMPS[name]()
    view = _jump(watch, right + by, name)
    if name == "1970":
        refused = watch.office.answer({"type": "TrustClock", "ahead": _notice(view)["ahead"]})
        watch.expect(refused.get("reason") == "clock_impossible", f"1970 was believed: {refused}")
    else:
        _trust(watch, view, by, name)
        _jump_back(watch, right, name)
    watch.office.turn(right)
    watch.expect(watch.office.until_clock("trusted"), f"{name}: not settled in the end")
    watch.take()
    view = watch.look(name)
    watch.expect(view["date"] == "2026-12-02", f"{name}: the day is {view['date']}")
    watch.office.kill()
    watch.look(f"{name}, started again")
    return watch


def _trust(watch: QueueWatch, view: dict[str, object], by: float, name: str) -> None:
    order = [card["id"] for card in _queue(view)]
    watch.office.ask({"type": "TrustClock", "ahead": _notice(view)["ahead"]})
    after = watch.look(f"{name} settled")
    moved = (int(str(after["now"])) - int(str(view["now"]))) / 1000
    watch.expect(abs(moved - by) < 5, f"{name}: settled, the office's time moved by {moved:.0f} s")
    watch.expect([card["id"] for card in _queue(after)][: len(order)] == order, f"{name}: the order changed")
    watch.expect(after["clock"] is None, f"{name}: settled, and still said")
    watch.take()


def _jump_back(watch: QueueWatch, right: float, name: str) -> None:
    view = _jump(watch, right, f"back from {name}")
    watch.office.ask({"type": "TrustClock", "ahead": _notice(view)["ahead"]})


def _source(start: Start) -> QueueWatch:
    """A jump that the source contradicts is held, one that it made needs nobody."""
    watch, right = at_noon(start, "source")
    watch.office.turn(right + HOUR, source=right)
    watch.expect(watch.office.until_clock("held"), "a jump that the source contradicts was believed")
    watch.take()
    watch.office.turn(right + HOUR, source=right + HOUR)
    watch.expect(watch.office.until_clock("trusted"), "a jump that the source made is held")
    ahead = int(str(watch.look("source")["now"])) / 1000 - (time.time() + right + HOUR)
    watch.expect(abs(ahead) < 3, f"the office does not follow its source: {ahead:.0f} s")
    watch.office.turn(right, source=right)
    watch.expect(watch.office.until_clock("trusted"), "a jump back that the source made is held")
    watch.take()
    watch.look("source, back")
    return watch


def _jump(watch: QueueWatch, wrong: float, name: str) -> dict[str, object]:
    """The view while it is held: everybody is there, and the screens say what happened."""
    watch.office.turn(wrong)
    watch.expect(watch.office.until_clock("held"), f"{name}: not noticed")
    view = watch.look(f"{name} held")
    watch.expect(_notice(view)["said"], f"{name}: nothing is said")
    return view


def _held_and_all_there(watch: QueueWatch, name: str) -> None:
    watch.expect(watch.office.until_clock("held"), f"{name}: not noticed at a start")
    watch.take()
    watch.look(f"{name} over a start")


def _notice(view: dict[str, object]) -> dict[str, object]:
    return dict(view["clock"] or {"said": "", "ahead": 0})  # type: ignore[call-overload]


def _queue(view: dict[str, object]) -> list[dict[str, object]]:
    return list(view["queue"])  # type: ignore[call-overload]


def _at_counter(watch: QueueWatch) -> dict[str, object]:
    return dict(watch.office.view()["at_counter"][0])  # type: ignore[index]
