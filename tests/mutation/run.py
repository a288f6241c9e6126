"""How much of what the rules say is held by a test: wrongs are put into them, one at a time, and the quick tests have to notice.

    make mutate                         400 mutants spread over every file below, the same for the same SEED
    make mutate FILES=flow/order.py     of these files only; COUNT=1000 SEED=2 WORKERS=1

First all quick tests run once: they have to be green, and say which lines each of them runs. A mutant is then tried with the tests that
run its line, the quick ones first, until one fails. It survives when all of them stay green, or when there is none.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.baseline import baseline
from tests.mutation.mutants import mutants_of
from tests.mutation.sample import sample
from tests.mutation.trials import table, tried
from tests.mutation.workers import IMPORTED, Workers

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = (
    "flow/**/*.py",
    "mediation/**/*.py",
    "server/access/*.py",
    "server/journal/*.py",
    "printer/worker.py",
    "printer/transport.py",
    "printer/connection.py",
    "printer/termination.py",
    "printer/office_client.py",
    "printer/protocol.py",
    "printer/reports.py",
)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT, imported: Sequence[str] = IMPORTED) -> int:
    """0 when the baseline is green, whatever survives: the score is for a reader to judge."""
    options = _parser().parse_args(arguments)
    began = time.monotonic()
    files = sorted(
        {
            str(f.relative_to(root))
            for pattern in options.files or RULES
            for f in root.glob(pattern)
            if f.suffix == ".py"
        }
    )
    sources = {file: (root / file).read_bytes() for file in files}
    mutants = {file: mutants_of(file, source) for file, source in sources.items()}
    drawn = sample(mutants, options.count, options.seed)
    chosen = [mutant for mutant in drawn if not mutant.says_the_same(sources[mutant.file])]
    print(
        f"{len(files)} files, {sum(map(len, mutants.values()))} mutants, {len(chosen)} tried; seed {options.seed}",
        flush=True,
    )
    with (
        tempfile.TemporaryDirectory(prefix="mutation-") as folder,
        Workers(root, Path(folder), options.workers, imported) as workers,
    ):
        green = baseline(workers, root, options.tests, sorted(mutants), options.baseline)
        if green.failed:
            print("not green without any mutant:", *green.failed, sep="\n  ")
            return 1
        print(f"baseline green: {len(green.seconds)} tests, {time.monotonic() - began:.0f} s", flush=True)
        trials = tried(workers, green, chosen, sources)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = f"{time.monotonic() - began:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of one processor"
    print(table(trials, mutants, sources), spent, sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", nargs="*", help="patterns below the tree's root; all the rules without")
    parser.add_argument(
        "--tests", nargs="*", default=["tests/**/test_*.py"], help="which tests may notice; all quick ones without"
    )
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--baseline", type=Path, help="kept in this file, and taken from it while nothing but tests has changed"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
