"""Whether the machine's clock is held right by a time source (a time server, a GPS): asked of the kernel, which every such program tells.

Setting the clock by hand takes the word back (ntp_clear in the kernel); a program that disciplines the clock gives it again.
"""

import ctypes
import sys

_UNSYNCHRONISED = 0x0040
_IN_NANOSECONDS = 0x2000
_TIME_ERROR = 5


class _Timex(ctypes.Structure):
    """struct timex of adjtimex(2), on 32 and 64 bits; `rest`: more than what the kernel may write behind."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        *((name, ctypes.c_long) for name in ("offset", "frequency", "most_error", "error")),
        ("status", ctypes.c_int),
        *((name, ctypes.c_long) for name in ("constant", "precision", "tolerance", "seconds", "fraction", "tick")),
        ("rest", ctypes.c_long * 32),
    )


def time_of_source() -> int | None:
    """The kernel's time in milliseconds since 1970 while a time source disciplines it; None when none does, or it cannot be asked."""
    if sys.platform != "linux":
        return None
    timex = _Timex()
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    except (OSError, AttributeError):
        return None
    if state in (-1, _TIME_ERROR) or timex.status & _UNSYNCHRONISED:
        return None
    fraction = timex.fraction // 1_000_000 if timex.status & _IN_NANOSECONDS else timex.fraction // 1_000
    return int(timex.seconds * 1_000 + fraction)
