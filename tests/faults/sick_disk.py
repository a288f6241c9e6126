"""A disk that is sick on order: a library before every program that is started with it (tests/server/sick_disk.c)."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.faults.rows import Missing

_SOURCE = Path(__file__).parents[1] / "server" / "sick_disk.c"


class SickDisk:
    """Made in a folder of its own. what, where: as the library's first lines say."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("gcc") is None:
            raise Missing("gcc is not installed: no sick disk")
        self._library, self._orders = folder / "sick_disk.so", folder / "orders"
        self._seen = folder / "orders.seen"
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(self._library), str(_SOURCE), "-ldl"], check=True)

    @property
    def environ(self) -> Mapping[str, str]:
        """For the programs that are to have it."""
        before = " ".join([str(self._library), *os.environ.get("LD_PRELOAD", "").split()])
        return {"SICK_DISK": str(self._orders), "LD_PRELOAD": before}

    @property
    def was_sick(self) -> bool:
        """Whether it failed at all since it was told to."""
        return self._seen.exists()

    def falls_sick(self, what: str, where: str, how: str = "on") -> None:
        """From now on."""
        self._seen.unlink(missing_ok=True)
        partial = self._orders.with_suffix(".new")
        partial.write_text(f"{what} {where} {how}\n")
        partial.replace(self._orders)

    def is_well(self) -> None:
        """From now on."""
        self._orders.unlink(missing_ok=True)

    @contextlib.contextmanager
    def sick(self, what: str, where: str) -> Iterator[None]:
        """While the block lasts."""
        self.falls_sick(what, where)
        try:
            yield
        finally:
            self.is_well()
