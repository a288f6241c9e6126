"""The program on a machine whose clock a story sets: sys.argv[1] is a file with the seconds by which it is wrong, read at each look."""

import sys
import time
from pathlib import Path

wrong, right = Path(sys.argv.pop(1)), time.time_ns


def set_by_hand() -> int:
    """Nanoseconds since 1970."""
    return right() + int(float(wrong.read_text() or 0) * 1e9)


time.time_ns = set_by_hand

from server.command_line import main  # noqa: E402

main()
