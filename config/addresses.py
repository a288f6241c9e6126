"""Where a printer is, as people write it: the one place that reads it."""

import re
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

Flow = Literal["rtscts", "dsrdtr", "xonxoff", "none"]

_USB = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:/([^/]+))?")
_BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
_FLOWS: tuple[Flow, ...] = ("rtscts", "dsrdtr", "xonxoff", "none")
WAYS = "tcp://192.168.1.50:9100, usb://04b8:0e28, serial:///dev/ttyUSB0?baud=38400, file:///dev/usb/lp0"


class TcpAddress(msgspec.Struct, frozen=True):
    """A printer on the network. host: a name or a number, IPv4 or IPv6."""

    host: str
    port: int = 9100


class UsbAddress(msgspec.Struct, frozen=True):
    """A printer on USB, found by its numbers (lsusb shows them). serial: which one of two alike, empty for any."""

    vendor: int
    product: int
    serial: str = ""


class SerialAddress(msgspec.Struct, frozen=True):
    """A printer on a serial line, 8 bits without parity. flow: how it says "wait": by CTS, by DSR, by XOFF, not at all."""

    path: str
    baud: int = 38400
    flow: Flow = "rtscts"


class FileAddress(msgspec.Struct, frozen=True):
    """A device file of the system's own driver."""

    path: str


Address = TcpAddress | UsbAddress | SerialAddress | FileAddress


def parse(text: str) -> Address:
    """Reads an address. Raises ValueError with a sentence that says how to write it."""
    scheme, separator, rest = text.strip().partition("://")
    match scheme.lower() if separator else "":
        case "tcp":
            return _tcp(text.strip())
        case "usb":
            return _usb(rest)
        case "serial":
            return _serial(rest)
        case "file":
            return FileAddress(_path(rest, "file:///dev/usb/lp0"))
        case _:
            raise ValueError(f"une adresse d'imprimante s'écrit {WAYS} : pas « {text} »")


def _tcp(text: str) -> TcpAddress:
    how = ValueError(f"une imprimante du réseau s'écrit tcp://192.168.1.50:9100, port de 1 à 65535 : pas « {text} »")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise how from None
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if not host or more or port == 0 or any(char.isspace() for char in host):
        raise how
    return TcpAddress(host, port or 9100)


def _usb(rest: str) -> UsbAddress:
    match = _USB.fullmatch(rest.rstrip("/"))
    if match is None:
        raise ValueError(
            "une imprimante USB s'écrit usb://04b8:0e28, ou usb://04b8:0e28/SERIE s'il y en a deux pareilles : "
            f"les deux nombres que montre lsusb, 4 chiffres chacun, pas « {rest} »"
        )
    return UsbAddress(int(match[1], 16), int(match[2], 16), unquote(match[3] or ""))


def _serial(rest: str) -> SerialAddress:
    place, _, query = rest.partition("?")
    path = _path(place, "serial:///dev/ttyUSB0?baud=38400&flow=rtscts")
    options = dict(parse_qsl(query, keep_blank_values=True))
    unknown = sorted(options.keys() - {"baud", "flow"})
    if unknown:
        raise ValueError(
            f"une imprimante série a baud et flow, comme serial://{path}?baud=38400&flow=rtscts : pas « {unknown[0]} »"
        )
    baud, flow = options.get("baud", "38400"), options.get("flow", "rtscts")
    if not baud.isdecimal() or int(baud) not in _BAUDS:
        raise ValueError(f"baud est l'un de {', '.join(map(str, _BAUDS))} : pas « {baud} »")
    for each in _FLOWS:
        if flow == each:
            return SerialAddress(path, int(baud), each)
    raise ValueError(f"flow est l'un de {', '.join(_FLOWS)} : pas « {flow} »")


def _path(rest: str, example: str) -> str:
    path = unquote(rest)
    if not path.startswith("/") or path.endswith("/") or "\x00" in path:
        raise ValueError(f"un appareil s'écrit avec trois barres et son chemin entier, {example} : pas « {rest} »")
    return path
