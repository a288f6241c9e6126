"""A disk of 24 MiB that a test fills. Only somebody who may mount one has it: as root, or under unshare."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


class CannotMount(Exception):
    """Raised by a machine where nobody may: as root, or under unshare --user --map-root-user --mount, somebody may."""


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """At `folder`, while the block lasts. Raises CannotMount."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        raise CannotMount(CannotMount.__doc__)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """To the last page, whatever was in it before; the file that fills it."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    return ballast
