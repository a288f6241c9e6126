"""A printer on USB, through libusb. usblp, the system's own driver, is taken off its interface: only one can have it."""

import array
import contextlib
import importlib
import logging
import time
from typing import Any

from config.addresses import UsbAddress
from printer.links.link import LinkLost, Unreachable

_PRINTER, _OWN = 0x07, 0xFF  # interface classes: printer, and the maker's own
_AT_ONCE = 4096  # bytes: a multiple of every packet size, or an answer could overflow
_STALE = 0.02  # seconds to throw away old answers

_log = logging.getLogger(__name__)


class UsbLink:
    """One interface of one device, claimed. The device is never reset: another interface of it may be in use.

    usblp is not given back at the end: between two tickets nobody else shall take the printer. It comes back when the
    plug is pulled and put in again.
    """

    def __init__(self, address: UsbAddress, until: float) -> None:
        """Finds, detaches, claims. Raises Unreachable."""
        self._core: Any = importlib.import_module("usb.core")
        self._util: Any = importlib.import_module("usb.util")
        self._name = f"usb://{address.vendor:04x}:{address.product:04x}" + ("/" + address.serial) * bool(address.serial)
        self._closed = False
        self._device: Any = None
        try:
            self._device = self._plugged_in(address)
            self._interface = self._printing_interface()
            self._take()
            self._drain()
        except self._core.NoBackendError as error:
            raise Unreachable(f"{self._name}: libusb-1.0 is not installed") from error
        except (self._core.USBError, NotImplementedError, LinkLost) as error:
            self.close(0)
            raise Unreachable(f"{self._name}: {error}") from error
        except Unreachable:
            self.close(0)
            raise

    def write(self, data: bytes, until: float) -> int:
        """See Link."""
        try:
            return int(self._out.write(data[:_AT_ONCE], _milliseconds(until)))
        except self._core.USBTimeoutError:
            return 0
        except self._core.USBError as error:
            raise LinkLost(str(error)) from error

    def read(self, until: float) -> bytes:
        """See Link. Some printers answer with empty blocks as fast as they are asked: these are waited out."""
        while self._in is not None:
            try:
                got: array.array[int] = self._in.read(_AT_ONCE, _milliseconds(until))
            except self._core.USBTimeoutError:
                break
            except self._core.USBError as error:
                raise LinkLost(str(error)) from error
            if got or time.monotonic() >= until:
                return got.tobytes()
            time.sleep(0.005)
        return b""

    def close(self, until: float) -> None:
        """What was taken is in the printer already: there is nothing to wait for."""
        if self._closed or self._device is None:
            return
        self._closed = True
        with contextlib.suppress(self._core.USBError, NotImplementedError):
            self._util.dispose_resources(self._device)

    def _plugged_in(self, address: UsbAddress) -> Any:
        alike = self._core.find(find_all=True, idVendor=address.vendor, idProduct=address.product)
        for device in alike:
            if not address.serial or self._util.get_string(device, device.iSerialNumber) == address.serial:
                return device
            self._util.dispose_resources(device)
        raise Unreachable(f"{self._name}: not plugged in, or switched off")

    def _printing_interface(self) -> Any:
        """The first of the printer class, else of the maker's own. A device comes configured: setting it anew resets it."""
        try:
            configuration = self._device.get_active_configuration()
        except self._core.USBError:
            self._device.set_configuration()
            configuration = self._device.get_active_configuration()
        for kind in (_PRINTER, _OWN):
            for interface in configuration:
                if interface.bInterfaceClass == kind and self._endpoint(interface, 0x00) is not None:
                    return interface
        raise Unreachable(f"{self._name}: no printer's interface")

    def _take(self) -> None:
        number = self._interface.bInterfaceNumber
        # NotImplementedError: a system without such drivers.
        with contextlib.suppress(NotImplementedError):
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
                _log.warning("%s: usblp was detached; blacklist it, or print through /dev/usb/lp*", self._name)
        self._util.claim_interface(self._device, number)
        self._out = self._endpoint(self._interface, 0x00)
        self._in = self._endpoint(self._interface, 0x80)

    def _endpoint(self, interface: Any, direction: int) -> Any:
        """The bulk endpoint of that direction; makers number them as they like."""
        for each in interface:
            if each.bEndpointAddress & 0x80 == direction and each.bmAttributes & 0x03 == 0x02:
                return each
        return None

    def _drain(self) -> None:
        for _ in range(64):
            if not self.read(time.monotonic() + _STALE):
                break


def _milliseconds(until: float) -> int:
    """For pyusb: at least 1, since 0 is for ever."""
    return max(1, round((until - time.monotonic()) * 1000))
