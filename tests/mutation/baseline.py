"""What the tests do when nothing is wrong: whether they are green, how long each takes, which lines it runs."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant
from tests.mutation.workers import Copy, Workers

SLOW = "tests/printer/test_[!o]*.py", "tests/printer/test_o[!t]*.py"
"""What proves a print waits for a printer: these tests are tried although they are slow. Not those of other people's readers."""
PROGRAMS = ("printer/worker.py", "printer/office_client.py", "printer/reports.py", "printer/termination.py")
WORKER = "tests/printer/test_worker*.py"
"""The worker runs as a program of its own there, where nobody sees its lines: these tests are tried with each mutant of it."""
NEAR_SECONDS, FAR_SECONDS = 30.0, 15.0
"""Of the tests that run a mutant's line, no more are tried than take this long, the quick ones first: those of its folder and those
that import its module, then all others."""


def is_tried_though_slow(file: str) -> bool:
    """Whether the slow tests of this file are tried too."""
    return any(fnmatch(file, pattern) for pattern in SLOW)


@dataclass
class Baseline:
    """What the tests do when nothing is wrong."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    of_file: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, file: str, text: str, report: dict[str, Any]) -> None:
        """What one file of tests, with this text, said."""
        self.texts[file] = text
        self.failed += report["failed"] or ([file] if report["code"] not in (0, 5) else [])
        self.seconds.update(report["seconds"])
        self.of_file[file] = list(report["seconds"])
        for module, lines in report["lines"].items():
            for line, tests in lines.items():
                # What an import runs is run for every test of the file.
                self.lines[module][int(line)] |= {
                    name for test in tests for name in ([test] if test else self.of_file[file])
                }

    def tests_for(self, mutant: Mutant) -> list[list[str]]:
        """The tests that run the mutant's lines: file by file, nearest to the module and quickest first."""
        lines = self.lines[mutant.file]
        names = {name for line in range(mutant.first, mutant.last + 1) for name in lines.get(line, ())}
        if mutant.file in PROGRAMS:
            names |= {name for name in self.seconds if fnmatch(name.partition("::")[0], WORKER)}
        of_module, near, far = self.near(mutant.file), [], []
        for name in sorted(names, key=lambda name: (self.seconds[name], name)):
            (near if name.partition("::")[0] in of_module else far).append(name)
        chosen = self._within(near, NEAR_SECONDS) + self._within(far, FAR_SECONDS)
        by_file: dict[str, list[str]] = defaultdict(list)
        for name in chosen:
            by_file[name.partition("::")[0]].append(name)
        return sorted(
            by_file.values(),
            key=lambda tests: (tests[0].partition("::")[0] not in of_module, sum(self.seconds[test] for test in tests)),
        )

    def near(self, module: str) -> set[str]:
        """The files of tests in the folder of the module, and those that import it."""
        folder, dotted = module.split("/", maxsplit=1)[0], module.removesuffix(".py").replace("/", ".")
        package, _, name = dotted.rpartition(".")
        imports = re.compile(
            rf"^(from|import) ({re.escape(dotted)}\b|{re.escape(package)} import .*\b{name}\b)", re.MULTILINE
        )
        return {
            file
            for file, text in self.texts.items()
            if file.startswith(f"tests/{folder}/{package.partition('.')[2].replace('.', '/')}") or imports.search(text)
        }

    def _within(self, tests: list[str], seconds: float) -> list[str]:
        chosen, spent = [], 0.0
        for test in tests:
            spent += self.seconds[test]
            if spent > seconds and chosen:
                break
            chosen.append(test)
        return chosen


def baseline(workers: Workers, root: Path, patterns: Iterable[str], files: list[str], keep: Path | None) -> Baseline:
    """Runs the tests of these patterns, each file by itself. files: whose lines are looked at.

    keep: what a file of tests did is kept here, and taken from here while the file is the same; the rules must be the same, too.
    """
    tests = sorted({str(f.relative_to(root)) for pattern in patterns for f in root.glob(pattern)})
    tests = [t for t in tests if not t.startswith(("tests/browser/", "tests/mutation/", "tests/test_packaging.py"))]
    named = {test: f"{test} {sha256((root / test).read_bytes()).hexdigest()[:16]}" for test in tests}
    kept: dict[str, dict[str, Any]] = json.loads(keep.read_text("utf-8")) if keep and keep.exists() else {}

    def work(copy: Copy, test: str) -> dict[str, Any]:
        job = {
            "tests": [test],
            "only": None,
            "reach": files,
            "slow": is_tried_though_slow(test),
            "cpu": 900,
            "wall": 1800,
        }
        report = copy.run(job)
        # A figure that a busy machine spoiled is looked at twice.
        return report if report["code"] in (0, 5) else copy.run(job)

    def done(test: str, report: dict[str, Any]) -> None:
        kept[named[test]] = report

    workers.each(work, [test for test in tests if named[test] not in kept], done)
    if keep:
        green = {test: report for test, report in kept.items() if report["code"] in (0, 5)}
        keep.write_text(json.dumps(green), "utf-8")
    whole = Baseline()
    for test in tests:
        whole.add(test, (root / test).read_text("utf-8"), kept[named[test]])
    return whole
