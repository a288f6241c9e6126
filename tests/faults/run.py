"""Faults injected into the real program. Run: make faults, or make faults PART=power.

Prints for each fault how often it was injected, what was lost or given twice, how long it took to recover, and what the control without
the mend gave. Exit code 1 when a row does not hold.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec

from tests.faults.rows import Missing, Row

PARTS: tuple[str, ...] = ("kill", "power", "disk", "lock", "files", "clock", "network", "restore", "night")
FIGURES = Path("build/faults.json")
_HEAD = ("test", "injected", "times", "lost", "doubled", "recovered in", "control without the mend", "measured")


def main() -> None:
    """Runs the parts that were asked for, in their order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all when none is named")
    parser.add_argument("--short", action="store_true", help="the few seconds that every test run does")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="the same chance again")
    given = parser.parse_args()
    rows = list[Row]()
    print(f"seed {given.seed}\n\n| " + " | ".join(_HEAD) + " |\n|" + "---|" * len(_HEAD), flush=True)
    for part in given.parts or PARTS:
        begun = time.monotonic()
        for row in _rows(part, given.short, given.seed):
            rows.append(row)
            print(line(row), flush=True)
        print(f"{part}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))
    broken = [row for row in rows if not row.holds]
    print(f"\n{len(rows)} rows, {sum(row.times for row in rows)} faults, {len(broken)} rows do not hold")
    sys.exit(1 if broken else 0)


def _rows(part: str, short: bool, seed: int) -> Iterator[Row]:
    try:
        yield from import_module(f"tests.faults.{part}").rows(short, seed)
    except Missing as missing:
        yield Row(part, part, "nothing", 0, 0, 0, wrong=str(missing))
    except Exception as error:
        # The other parts are still worth their minutes.
        traceback.print_exc()
        yield Row(part, part, "nothing", 0, 0, 0, wrong=f"{type(error).__name__}: {error}")


def line(row: Row) -> str:
    """The row as a line of the table."""
    recovered = "-" if row.recovered_s is None else f"{row.recovered_s:.2f} s"
    control = f"BLIND: {row.control}" if row.blind else row.control
    note = f"WRONG: {row.wrong} {row.note}".strip() if row.wrong else row.note
    columns = (
        row.test,
        row.injected,
        str(row.times),
        str(row.lost),
        str(row.doubled),
        recovered,
        control or "-",
        note or "-",
    )
    return "| " + " | ".join(columns) + " |"


if __name__ == "__main__":
    main()
