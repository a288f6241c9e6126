"""Each mutant with the tests that run its lines, and the table of what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.mutation.baseline import Baseline, is_tried_though_slow
from tests.mutation.mutants import Mutant
from tests.mutation.workers import Copy, Workers

T = TypeVar("T")
NONE_RAN = 5
"""How pytest ends when it ran no test: nothing was tried then."""
FIRST_FILES, FILES_AT_ONCE = 6, 25
"""Most mutants are noticed by the first few files of tests: the others are not even read then."""


@dataclass(frozen=True)
class Trial:
    """What became of a mutant. by: "killed", "time", "survived" or "not run" when no test runs its line."""

    mutant: Mutant
    by: str
    test: str = ""


def tried(workers: Workers, baseline: Baseline, mutants: Sequence[Mutant], sources: dict[str, bytes]) -> list[Trial]:
    """What became of each, said as it ends. sources: the text of each file."""
    trials: list[Trial] = []

    def work(copy: Copy, mutant: Mutant) -> Trial:
        files = baseline.tests_for(mutant)
        if not files:
            return Trial(mutant, "not run")
        for some in (files[:FIRST_FILES], *batched(files[FIRST_FILES:], FILES_AT_ONCE)):
            tests = [name for names in some for name in names]
            of_files = sorted({name.partition("::")[0] for name in tests})
            seconds = sum(baseline.seconds[name] for name in tests)
            job = {
                "tests": of_files,
                "only": tests,
                "reach": None,
                "slow": any(is_tried_though_slow(file) for file in of_files),
                "cpu": int(20 + 4 * seconds),
                "wall": 60 + 12 * seconds,
            }
            report = copy.run(job, mutant.file, mutant.text(sources[mutant.file]))
            if report["code"] == NONE_RAN:
                raise AssertionError(f"none of the chosen tests ran: {tests}")
            if report["code"] == "time":
                return Trial(mutant, "time")
            if report["code"] != 0:
                return Trial(mutant, "killed", next(iter(report["failed"]), "it cannot be imported"))
        return Trial(mutant, "survived")

    def done(mutant: Mutant, trial: Trial) -> None:
        trials.append(trial)
        place = f"{mutant.file}:{mutant.line(sources[mutant.file])}"
        print(f"{len(trials):>4}/{len(mutants)}  {trial.by:<9} {place:<42} {trial.test}", flush=True)

    workers.each(work, mutants, done)
    return trials


def batched(files: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """One after the other, so many at a time (itertools has it from Python 3.12 on)."""
    return (files[first : first + size] for first in range(0, len(files), size))


def table(trials: Iterable[Trial], mutants: dict[str, list[Mutant]], sources: dict[str, bytes]) -> str:
    """Each file's score, then each survivor: where, what kind, before → after."""
    of_file: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        of_file[trial.mutant.file].append(trial)
    rows = [("file", "of", "tried", "killed", "time", "survived", "score")]
    for file, tried in [*sorted(of_file.items()), ("all", [t for ts in of_file.values() for t in ts])]:
        by = [t.by for t in tried]
        of = len(mutants[file]) if file in mutants else sum(map(len, mutants.values()))
        killed, late = by.count("killed"), by.count("time")
        rows.append(
            (
                file,
                str(of),
                str(len(by)),
                str(killed),
                str(late),
                str(len(by) - killed - late),
                f"{100 * (killed + late) // len(by)} %",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    left = sorted(
        (t for ts in of_file.values() for t in ts if t.by in ("survived", "not run")),
        key=lambda t: (t.mutant.file, t.mutant.start),
    )
    for trial in left:
        before, after = trial.mutant.change(sources[trial.mutant.file])
        line = trial.mutant.line(sources[trial.mutant.file])
        lines.append(f"{trial.mutant.file}:{line}: {trial.by}, {trial.mutant.kind}: {before} → {after}")
    return "\n".join(lines)
