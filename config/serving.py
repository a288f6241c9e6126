"""How the office is reached: where it answers, and what goes together of certificate, telephones' door and proxy."""

import ipaddress
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from config.faults import Fault
from config.table import Table

PHONE_PORT = 8080
HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
"""A host as a request names it, with its port."""
UNIX = "unix:"
"""What an address to listen on begins with when it is a socket in the file system."""
SOCKET = "unix"
"""The trusted proxy that comes through that socket."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  # nosec B104  # what an operator may ask for; never what we choose


def proxy(value: object) -> str:
    """An IPv4 or IPv6 address as it is written shortest, or unix. Raises ValueError."""
    if value == SOCKET:
        return SOCKET
    try:
        return shortest(str(value))
    except ValueError:
        raise ValueError(
            f"c'est l'adresse exacte du proxy qui est attendue, par exemple « 192.0.2.7 », ou « {SOCKET} »"
            " : ni un nom, ni un réseau, ni un port"
        ) from None


def shortest(address: str) -> str:
    """An IP address as it is written shortest; an IPv4 address in IPv6's clothes is the IPv4 address. Raises ValueError."""
    if "%" in address:
        raise ValueError("a zone of this machine is no part of an address")
    parsed = ipaddress.ip_address(address)
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


class ServeSettings(Table):
    """Where the office answers and keeps its data; the command's options stand in place of these.

    bind: an address, or unix:PATH. certificate, key: PEM files; with them the office answers over https only.
    public_certificate: every telephone knows the certificate's authority (ours, or the proxy's); without it, telephones open a
    plain door at phone_port, where only their ticket's page answers. trusted_proxy: the one address whose X-Forwarded-… are believed.
    """

    bind: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    data: str = "data"
    certificate: str | None = Field(default=None, min_length=1)
    key: str | None = Field(default=None, min_length=1)
    public_certificate: bool = False
    phone_port: int | None = Field(default=None, ge=0, le=65535)
    trusted_proxy: Annotated[str, BeforeValidator(proxy)] | None = None


def phone_port(serve: ServeSettings) -> int | None:
    """The port of the telephones' plain door; None when there is none, because every telephone may open the office itself."""
    if serve.public_certificate:
        return None
    if serve.phone_port is None and serve.certificate:
        return PHONE_PORT
    return serve.phone_port


def door_faults(serve: ServeSettings, public: str, file: str) -> list[Fault]:
    """What does not go together. public: what QR codes begin with, "" for nothing. It looks at no file: see config.certificate."""
    faults = []

    def fault(key: str, value: str, problem: str) -> None:
        faults.append(Fault(file, key, value, problem))

    if serve.certificate and not serve.key:
        fault("serve.key", "", "la clé du certificat manque : donnez son fichier (serve.key ou --key)")
    if serve.key and not serve.certificate:
        fault(
            "serve.certificate",
            "",
            "le certificat de la clé manque : donnez son fichier (serve.certificate ou --certificate)",
        )
    own = bool(serve.certificate or serve.trusted_proxy)
    if serve.public_certificate and not own:
        fault(
            "serve.public_certificate",
            "true",
            "aucun certificat ne protège ce bureau : donnez serve.certificate et serve.key, ou le proxy qui le porte (serve.trusted_proxy)",
        )
    if own and not serve.public_certificate and public.startswith("https:"):
        fault(
            "public_url",
            f'"{public}"',
            "les téléphones ouvrent cette adresse et ne connaissent pas l'autorité de votre certificat : ils afficheraient un"
            " avertissement. Écrivez l'adresse http:// de la porte des téléphones (serve.phone_port), ou"
            " serve.public_certificate = true si tout téléphone connaît ce certificat",
        )
    if serve.certificate and serve.public_certificate and public.startswith("http:"):
        fault("public_url", f'"{public}"', "ce bureau ne répond qu'en https : écrivez https://")
    if serve.public_certificate and serve.phone_port is not None:
        fault(
            "serve.phone_port",
            str(serve.phone_port),
            "avec un certificat public, les téléphones ouvrent le bureau en https : retirez cette ligne",
        )
    if (port := phone_port(serve)) and port == serve.port:
        fault("serve.phone_port", str(port), "c'est déjà le port du bureau (serve.port) : choisissez-en un autre")
    elif port is not None and serve.certificate and _port(public) == serve.port != 0:
        fault(
            "public_url",
            f'"{public}"',
            f"ce port parle https : les téléphones sont attendus à celui de leur porte (serve.phone_port = {port})",
        )
    return faults + _socket_faults(serve, public, file)


def _socket_faults(serve: ServeSettings, public: str, file: str) -> list[Fault]:
    """A socket in the file system is reached by the box's own proxy only, which says who comes."""
    through = serve.bind.startswith(UNIX)
    if through and serve.trusted_proxy != SOCKET:
        problem = f'seul un proxy de cette machine y vient, et il dit qui vient : écrivez trusted_proxy = "{SOCKET}"'
        return [Fault(file, "serve.bind", f'"{serve.bind}"', problem)]
    if through and not public:
        problem = "ce bureau n'a pas de port à lui : dites à quelle adresse le proxy le fait ouvrir"
        return [Fault(file, "public_url", "", problem)]
    if not through and serve.trusted_proxy == SOCKET:
        problem = f"le bureau n'écoute pas sur un fichier : écrivez bind = « {UNIX}/run/… », ou l'adresse du proxy ici"
        return [Fault(file, "serve.trusted_proxy", f'"{SOCKET}"', problem)]
    return []


def _port(address: str) -> int:
    """The port of an address, that of its scheme when none is written; 0 without an address."""
    try:
        written = urlsplit(address).port
    except ValueError:
        return 0
    return written or {"http": 80, "https": 443}.get(urlsplit(address).scheme, 0)
