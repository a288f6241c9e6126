"""Each kind of address, opened by its own class."""

from typing import assert_never

from config.addresses import Address, FileAddress, SerialAddress, TcpAddress, UsbAddress
from printer.links.file import FileLink
from printer.links.link import Link
from printer.links.serial import SerialLink
from printer.links.tcp import TcpLink
from printer.links.usb import UsbLink


def open_link(address: Address, until: float) -> Link:
    """The printer at that address, opened before that moment of time.monotonic(). Raises Unreachable."""
    match address:
        case TcpAddress():
            return TcpLink(address, until)
        case UsbAddress():
            return UsbLink(address, until)
        case SerialAddress():
            return SerialLink(address, until)
        case FileAddress():
            return FileLink(address, until)
        case _ as never:
            assert_never(never)
