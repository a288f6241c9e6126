"""A printer on a serial line. pyserial makes the settings; the bytes go through the descriptor, which never blocks."""

import contextlib
import importlib
import time
from typing import Any

from config.addresses import SerialAddress
from printer.links.descriptor import DescriptorLink
from printer.links.link import LinkLost, Unreachable

_QUEUED = 256  # bytes kept by the system: few, so that what was taken has nearly left, and a fault is heard in time
_LOOK = 0.005  # seconds between two looks at the queue or at DSR


class SerialLink(DescriptorLink):
    """One serial line, ours alone while it is open."""

    def __init__(self, address: SerialAddress, until: float) -> None:
        """Opens it, with DTR and RTS on. Raises Unreachable."""
        serial = importlib.import_module("serial")
        try:
            self._port: Any = serial.Serial(
                address.path,
                address.baud,
                timeout=0,
                rtscts=address.flow == "rtscts",
                xonxoff=address.flow == "xonxoff",
                exclusive=True,
            )
        except (OSError, ValueError) as error:  # SerialException is an OSError
            raise Unreachable(f"{address.path}: {error}") from error
        super().__init__(self._port.fileno())
        # The kernel knows CTS; DSR, which Epson's own cables carry, is looked at here.
        self._by_dsr = address.flow == "dsrdtr"
        try:
            self.drain()
        except LinkLost as error:
            self.close(0)
            raise Unreachable(f"{address.path}: {error}") from error

    def write(self, data: bytes, until: float) -> int:
        """See Link."""
        while (room := self._room()) <= 0:
            left = until - time.monotonic()
            if left <= 0:
                return 0
            time.sleep(min(_LOOK, left))
        return super().write(data[:room], until)

    def close(self, until: float) -> None:
        """What the printer does not take until then is thrown away: the system would wait for it half a minute long."""
        if not self._port.is_open:
            return
        with contextlib.suppress(OSError):
            while self._port.out_waiting and time.monotonic() < until:
                time.sleep(_LOOK)
            if self._port.out_waiting:
                self._port.reset_output_buffer()
        with contextlib.suppress(OSError):
            self._port.close()

    def _room(self) -> int:
        try:
            if self._by_dsr and not self._port.dsr:
                return 0
            return _QUEUED - int(self._port.out_waiting)
        except OSError as error:
            raise LinkLost(str(error)) from error
