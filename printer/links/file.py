"""A printer behind a device file of the system's own driver, such as /dev/usb/lp0."""

import contextlib
import os
import stat
import time

from config.addresses import FileAddress
from printer.links.descriptor import DescriptorLink
from printer.links.link import LinkLost, Unreachable


class FileLink(DescriptorLink):
    """The device file, read and written without ever blocking."""

    def __init__(self, address: FileAddress, until: float) -> None:
        """Opens it. Raises Unreachable: not there, not allowed, in use, or no device."""
        try:
            descriptor = os.open(address.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise Unreachable(f"{address.path}: {error.strerror}") from error
        # usblp gives an empty read for an empty block of USB: that is no end.
        super().__init__(descriptor, lost_at_end=False)
        self._closed = False
        why = ""
        # A plain file would take every ticket and print none.
        if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
            why = "not a device"
        else:
            try:
                self.drain()
            except LinkLost as error:
                why = str(error)
        if why:
            self.close(0)
            raise Unreachable(f"{address.path}: {why}")

    def close(self, until: float) -> None:
        """Waits while the driver still takes no more, which is when a block is under way."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):
            if until > time.monotonic():
                self._ready(until, writing=True)
            os.close(self._descriptor)
