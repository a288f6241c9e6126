"""Other ways to the virtual printer than TCP: a pseudo-terminal, and a bus of USB that pyusb takes for the system's own."""

import array
import contextlib
import errno
import os
import selectors
import socket
import threading
import tty
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

_BUSY = usb.core.USBError("Resource busy", -6, errno.EBUSY)
_GONE = usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV)


class FakeTerminal:
    """A terminal whose other side is a printer on TCP; it hangs up when the printer does. path: to be opened."""

    def __init__(self, port: int) -> None:
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._printer = socket.create_connection(("127.0.0.1", port), 5)
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop.close()
        with contextlib.suppress(OSError):
            # A printer that hangs would hold the last bytes for ever.
            self._printer.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _carry(self) -> None:
        os.set_blocking(self.master, False)
        with selectors.DefaultSelector() as selector, self._printer, self._stopped, contextlib.suppress(OSError):
            for source in (self.master, self._printer, self._stopped):
                selector.register(source, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self._stopped in ready:
                    break
                if self.master in ready:
                    self._printer.sendall(os.read(self.master, 4096))
                if self._printer in ready:
                    data = self._printer.recv(4096)
                    if not data:
                        break
                    os.write(self.master, data)
        os.close(self._slave)
        os.close(self.master)


class FakeBus(IBackend):  # type: ignore[misc]  # pyusb has no types
    """A USB bus with one receipt printer on it, which is the one on that TCP port; usblp has it at first.

    As libusb: nothing is written or read before the interface is claimed, nothing is claimed while usblp has it.
    """

    def __init__(self, port: int, serial: str = "J4X2", answers: bool = True) -> None:
        super().__init__()
        self.usblp, self.claimed, self.claims, self.opened = True, False, 0, 0
        self.present, self.allowed = True, True
        self._printer = socket.create_connection(("127.0.0.1", port), 5)
        self._serial, self._endpoints = serial, (0x02, 0x81) if answers else (0x02,)

    def close(self) -> None:
        self._printer.close()

    def unread(self, within_s: float) -> bool:
        """Whether the printer has said something that nobody read yet."""
        self._printer.settimeout(within_s)
        try:
            return bool(self._printer.recv(1, socket.MSG_PEEK))
        except TimeoutError:
            return False

    def enumerate_devices(self) -> list[str]:
        return ["printer"] if self.present else []

    def get_device_descriptor(self, dev: str) -> SimpleNamespace:
        numbers = {"bLength": 18, "bDescriptorType": 1, "bcdUSB": 0x200, "bDeviceClass": 0, "bDeviceSubClass": 0}
        numbers |= {"bDeviceProtocol": 0, "bMaxPacketSize0": 64, "idVendor": 0x04B8, "idProduct": 0x0E28}
        numbers |= {"bcdDevice": 1, "iManufacturer": 0, "iProduct": 0, "iSerialNumber": 3, "bNumConfigurations": 1}
        return SimpleNamespace(**numbers, address=4, bus=1, port_number=1, port_numbers=(1,), speed=3)

    def get_configuration_descriptor(self, dev: str, config: int) -> SimpleNamespace:
        if config:
            raise IndexError
        numbers = {"bLength": 9, "bDescriptorType": 2, "wTotalLength": 55, "bNumInterfaces": 2}
        numbers |= {"bConfigurationValue": 1, "iConfiguration": 0, "bmAttributes": 0xC0, "bMaxPower": 1}
        return SimpleNamespace(**numbers, extra_descriptors=[])

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf > 1 or alt:
            raise IndexError
        # A keyboard's interface first: the printer's has to be looked for.
        numbers = {"bLength": 9, "bDescriptorType": 4, "bInterfaceNumber": intf, "bAlternateSetting": 0}
        numbers |= {"bNumEndpoints": len(self._endpoints) if intf else 0, "bInterfaceClass": 7 if intf else 3}
        numbers |= {"bInterfaceSubClass": 1, "bInterfaceProtocol": 2, "iInterface": 0}
        return SimpleNamespace(**numbers, extra_descriptors=[])

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        numbers = {"bLength": 7, "bDescriptorType": 5, "bEndpointAddress": self._endpoints[ep], "bmAttributes": 2}
        numbers |= {"wMaxPacketSize": 512, "bInterval": 0, "bRefresh": 0, "bSynchAddress": 0}
        return SimpleNamespace(**numbers, extra_descriptors=[])

    def open_device(self, dev: str) -> str:
        if not self.allowed:
            raise usb.core.USBError("Access denied (insufficient permissions)", -3, errno.EACCES)
        self.opened += 1
        return "handle"

    def close_device(self, dev_handle: str) -> None:
        self.opened -= 1

    def get_configuration(self, dev_handle: str) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:
        return self.usblp and intf == 1

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        assert intf == 1, "nobody else's driver"
        self.usblp = False

    def claim_interface(self, dev_handle: str, intf: int) -> None:
        if self.usblp or self.claimed:
            raise _BUSY
        self.claimed = True
        self.claims += 1

    def release_interface(self, dev_handle: str, intf: int) -> None:
        self.claimed = False

    def ctrl_transfer(self, handle: str, kind: int, request: int, value: int, index: int, data: Any, wait: int) -> int:
        """GET_DESCRIPTOR of a string: the languages (0), or the serial number."""
        text = b"\x09\x04" if value & 0xFF == 0 else self._serial.encode("utf-16-le")
        answer = array.array("B", bytes((len(text) + 2, 3)) + text)
        data[: len(answer)] = answer
        return len(answer)

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: Any, timeout: int) -> int:
        self._ready(ep, 0x02, timeout)
        try:
            return self._printer.send(data)
        except TimeoutError:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT) from None
        except OSError:
            raise _GONE from None

    def bulk_read(self, dev_handle: str, ep: int, intf: int, buff: Any, timeout: int) -> int:
        self._ready(ep, 0x81, timeout)
        try:
            came = self._printer.recv_into(buff)
        except TimeoutError:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT) from None
        except OSError:
            raise _GONE from None
        if not came:
            raise _GONE
        return came

    def _ready(self, ep: int, expected: int, timeout: int) -> None:
        assert self.claimed
        assert ep == expected
        assert timeout > 0, "0 is for ever"
        self._printer.settimeout(timeout / 1000)
