"""One of the processes that try mutants: it has imported what the tests need of other people's, and forks for each run of tests.

Started in its own copy of the tree (`workers.py`), with nothing of the product imported: a run is a child that imports all of it anew.
It reads one JSON object a line and answers each with one:
{tests: [files], only: [ids, quick first] or null, reach: [files] or null, slow: bool, cpu: seconds, wall: seconds}
→ {code: pytest's, or "time", seconds: {id: seconds}, failed: [ids], lines: {file: {line: [ids, or "" for what the import runs]}}}.
"""

import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import hypothesis
import pytest

AT_IMPORT = ""


class Reach:
    """A pytest plugin: runs the wanted tests only, times them, and says which lines each of them ran."""

    def __init__(self, only: list[str] | None, files: list[str] | None) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self._places = {test: place for place, test in enumerate(only)} if only is not None else None
        self._files = [str(Path(file).resolve()) for file in files or []]
        self._coverage = (
            coverage.Coverage(data_file=None, config_file=False, include=self._files) if self._files else None
        )
        self._test = AT_IMPORT
        if self._coverage is not None:
            self._coverage.start()

    def lines(self) -> dict[str, dict[int, list[str]]]:
        """For each file: which tests ran which of its lines."""
        if self._coverage is None:
            return {}
        self._coverage.stop()
        data = self._coverage.get_data()
        return {os.path.relpath(file): data.contexts_by_lineno(file) for file in self._files}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The wanted ones, in the order that was asked for."""
        places = self._places
        if places is not None:
            items[:] = sorted((i for i in items if i.nodeid in places), key=lambda item: places[item.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Lines that run from here on are this test's."""
        self._turn_to(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """What is set up for a whole module is run for all of its tests, not only for the first."""
        test = self._test
        if fixturedef.scope != "function":
            self._turn_to(AT_IMPORT)
        try:
            return (yield)
        finally:
            self._turn_to(test)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """How long it took, and whether it holds."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    def _turn_to(self, test: str) -> None:
        if test != self._test and self._coverage is not None:
            self._coverage.switch_context(test)
        self._test = test


def main() -> None:
    """Until nothing more is asked."""
    for name in sys.argv[1:]:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_try(json.loads(line))), flush=True)


def _try(job: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            _run(job, Path(folder))
        ends = time.monotonic() + job["wall"]
        while (ended := os.waitpid(child, os.WNOHANG))[0] == 0 and time.monotonic() < ends:
            time.sleep(0.02)
        if ended[0] == 0:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        answer = Path(folder, "answer")
        if not answer.exists():
            return {"code": "time", "seconds": {}, "failed": [], "lines": {}}
        report: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        return report


def _run(job: dict[str, Any], folder: Path) -> None:
    """In the child, which does not come back."""
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (job["cpu"], job["cpu"]))
        notes = os.open(os.environ.get("MUTATION_SAID", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for stream in (1, 2):
            os.dup2(notes, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.path.insert(0, os.getcwd())
        # The same tries for every mutant, and none spent on a smaller example of what is wrong.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.target)
        hypothesis.settings.register_profile("mutation", phases=phases, database=None)
        hypothesis.settings.load_profile("mutation")
        reach = Reach(job["only"], job["reach"])
        marks = "not browser and not alone" if job["slow"] else "not browser and not slow and not alone"
        fixed = ["-q", "-x", "--tb=line", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", marks]
        code = pytest.main(
            [*(fixed if job["only"] is not None else [a for a in fixed if a != "-x"]), *job["tests"]], plugins=[reach]
        )
        answer = {"code": int(code), "seconds": reach.seconds, "failed": reach.failed, "lines": reach.lines()}
        written = folder / "written"
        written.write_text(json.dumps(answer), "utf-8")
        written.rename(folder / "answer")
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
