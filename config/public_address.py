"""The office's public address, which stands in every QR code: it must lead a client's telephone to this office."""

import ipaddress
import re
from urllib.parse import urlsplit

from config.faults import Fault

MOST = 59
"""Letters of the address: with /t/ and a ticket's 22 letters 84 bytes, a QR code of version 5 at level M, which fits the narrowest paper.
Domain, 3 wishes 42 bytes in all, a coarser code; a name on the internet seldom allows it."""
_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_HOW = "l'adresse publique s'écrit http://192.168.1.20:8000 ou https://lens.exemple.fr"
_NOWHERE = ("localhost", "localdomain", "invalid")


def public_address(value: object) -> str:
    """http(s)://host[:port], without a last slash. Raises ValueError with a sentence that says how to write it."""
    text = str(value).removesuffix("/")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(_HOW) from None
    if (
        parts.scheme not in ("http", "https")
        or not host
        or port == 0
        or text.lower() != _plain(parts.scheme, host, port)
    ):
        raise ValueError(f"{_HOW}, sans rien d'autre : ni chemin, ni question, ni nom d'utilisateur")
    if len(text) > MOST:
        raise ValueError(f"cette adresse est trop longue pour un code QR lisible : {MOST} caractères au plus")
    if _ip(host) is None and not _is_name(host):
        raise ValueError(f"« {host} » n'est ni un nom ni une adresse IP ; {_HOW}")
    return text


def address_faults(address: object, file: str, option: bool) -> list[Fault]:
    """Why a client's telephone would not come to this office. option: the address was given by --public-url.

    What is no address at all is a fault of shape, told with those.
    """
    if address is None:
        problem = (
            "cette clé manque : les codes QR des tickets ne mèneraient nulle part. Écrivez l'adresse où les téléphones des"
            ' clients joignent ce bureau, public_url = "http://192.168.1.20:8000", ou donnez-la avec --public-url'
        )
        return [Fault(file, "public_url", "", problem)]
    try:
        host = urlsplit(public_address(address)).hostname or ""
    except ValueError:
        return []
    if not _leads_nowhere(host):
        return []
    problem = (
        f"« {host} » ne mène un téléphone qu'à lui-même, ou nulle part : écrivez l'adresse où les téléphones des clients"
        " joignent ce bureau"
    )
    return [
        Fault(
            "ligne de commande" if option else file,
            "--public-url" if option else "public_url",
            f'"{address}"',
            problem,
        )
    ]


def _leads_nowhere(host: str) -> bool:
    ip = _ip(host)
    if ip is None:
        return host.rstrip(".").rsplit(".", 1)[-1] in _NOWHERE
    inner = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped else ip
    return inner.is_loopback or inner.is_unspecified or inner.is_multicast or inner.is_link_local or inner.is_reserved


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_name(host: str) -> bool:
    """A name whose last part is a number is an IPv4 address in disguise to a browser: 127.1, 2130706433, 0x7f.1."""
    labels = host.removesuffix(".").split(".")
    return all(_NAME.fullmatch(label) for label in labels) and not re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1].lower())


def _plain(scheme: str, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + (f":{port}" if port is not None else "")
