"""Copies of the tree, a process in each: the tree that somebody works in is never changed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
IMPORTED = (
    "flask",
    "flask_socketio",
    "flask_wtf",
    "pydantic",
    "msgspec",
    "babel",
    "sqlite_utils",
    "hypothesis",
    "argon2",
    "escpos.printer",
    "qrcode",
    "PIL.Image",
)
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "build", "data", "dist", "node_modules", ".*_cache", ".hypothesis"
)


class Copy:
    """One copy and its process; one run of tests at a time."""

    def __init__(self, tree: Path, folder: Path, imported: Sequence[str]) -> None:
        shutil.copytree(tree, folder, ignore=LEFT_OUT, symlinks=True)
        self._folder = folder
        # Modules are compiled once; a mutant's own file never is, so that no compiled file of another mutant is taken for it.
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", "."], cwd=folder, check=False, stdout=subprocess.DEVNULL
        )
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("worker.py")), *imported],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, job: dict[str, Any], file: str = "", text: bytes = b"") -> dict[str, Any]:
        """The answer of worker.py; with file: while this text stands in it."""
        if not file:
            return self._ask(job)
        place = self._folder / file
        whole, compiled = place.read_bytes(), Path(self._folder, file).parent / "__pycache__"
        for old in compiled.glob(f"{place.stem}.*.pyc"):
            old.unlink()
        place.write_bytes(text)
        try:
            return self._ask(job)
        finally:
            place.write_bytes(whole)

    def close(self) -> None:
        """The process ends by itself when nothing more is asked of it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


class Workers:
    """As many copies as there are workers. A context manager."""

    def __init__(self, tree: Path, folder: Path, count: int, imported: Sequence[str] = IMPORTED) -> None:
        self._ends = ExitStack()
        self._free: SimpleQueue[Copy] = SimpleQueue()
        self._count = count
        for number in range(count):
            copy = Copy(tree, folder / f"copy-{number}", imported)
            self._ends.callback(copy.close)
            self._free.put(copy)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    def each(self, work: Callable[[Copy, T], R], items: Sequence[T], done: Callable[[T, R], None]) -> None:
        """work for each item in a free copy; done is called in this thread, as they end. The first fault ends it all."""

        def in_a_copy(item: T) -> R:
            copy = self._free.get()
            try:
                return work(copy, item)
            finally:
                self._free.put(copy)

        with ThreadPoolExecutor(self._count) as pool:
            under_way = {pool.submit(in_a_copy, item): item for item in items}
            for ended in as_completed(under_way):
                done(under_way[ended], ended.result())
