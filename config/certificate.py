"""The office's certificate, looked at before it is shown to anybody: is it one, is the key its own, until when, for which names.

The standard library alone: the certificate is tried in a handshake with itself, in memory. So what is checked is what is served.
"""

import contextlib
import ipaddress
import re
import ssl
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from config.faults import ConfigurationFaults, Fault
from config.remarks import risks
from config.schema_faults import written
from config.serving import ANYWHERE, LOOPBACK, UNIX
from config.settings import OfficeSettings

SOON_S = 30 * 86_400
_BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which the standard library does not name: the dates are told apart from the rest."""


class Certificate(msgspec.Struct, frozen=True):
    """What a certificate says. names: DNS names (a wildcard stands for one label) and IP addresses. begins, ends: seconds since 1970."""

    names: tuple[str, ...]
    begins: float
    ends: float

    def covers(self, host: str) -> bool:
        """True when a browser that opens this host accepts the certificate's names."""
        if _is_ip(host):
            return str(ipaddress.ip_address(host)) in self.names
        wild = "*." + host.partition(".")[2]
        return host.lower() in self.names or wild.lower() in self.names


class Unusable(ValueError):
    """A certificate or key that cannot be served. key: whose file it is, "certificate" or "key"."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


def server_context(certificate: str, key: str) -> ssl.SSLContext:
    """TLS 1.2 and 1.3 with this certificate. Raises ssl.SSLError or OSError for files that do not go together."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # A renegotiation makes a writing greenlet read, while another reads; nothing here needs it.
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    context.set_alpn_protocols(["http/1.1"])
    # A key that asks for a password must not wait for somebody at a keyboard.
    context.load_cert_chain(certificate, key, password="")  # nosec B106  # none, on purpose
    return context


def door_worries(settings: OfficeSettings, office: str, also: Iterable[str] = ()) -> list[str]:
    """What somebody should know of how the office is reached. Raises ConfigurationFaults when its certificate cannot be served."""
    faults, worries = certificate_faults(settings, Path(office).name, time.time(), also)
    if faults:
        raise ConfigurationFaults(faults)
    return [*worries, *risks(settings)]


def certificate_faults(
    settings: OfficeSettings, file: str, now_s: float, also: Iterable[str] = ()
) -> tuple[list[Fault], list[str]]:
    """What forbids to serve with the configured certificate, and what is only to be known; ([], []) without one.

    also: further addresses that the office answers to, https://….
    """
    serve = settings.serve
    if not serve.certificate or not serve.key:
        return [], []
    try:
        certificate = read_certificate(serve.certificate, serve.key)
    except Unusable as unusable:
        value = serve.certificate if unusable.key == "certificate" else serve.key
        return [Fault(file, f"serve.{unusable.key}", written(value), str(unusable))], []
    faults, shown = [], written(serve.certificate)
    if certificate.ends <= now_s:
        problem = f"ce certificat a expiré le {_day(certificate.ends)} : faites-le renouveler, puis relancez le bureau"
        faults.append(Fault(file, "serve.certificate", shown, problem))
    for host in _hosts(settings, also, certificate):
        if not certificate.covers(host):
            problem = (
                f"ce certificat ne vaut pas pour « {host} » (il vaut pour {', '.join(certificate.names)}) : faites-en faire un à ce nom,"
                " ou donnez avec --also l'adresse https:// que les écrans ouvrent"
            )
            faults.append(Fault(file, "serve.certificate", shown, problem))
    return faults, [] if faults else _worries(certificate, now_s)


def read_certificate(certificate: str, key: str) -> Certificate:
    """What the certificate says. Raises Unusable with a sentence: the file, the certificate or the key is not right."""
    text, secret = _text(certificate, "certificate"), _text(key, "key")
    leaf = _BLOCK.search(text)
    if leaf is None:
        raise Unusable("certificate", "ce fichier n'est pas un certificat au format PEM (-----BEGIN CERTIFICATE-----)")
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VerifyFlags(ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME)
    try:
        client.load_verify_locations(cadata=leaf[0])
    except (ssl.SSLError, ValueError):
        raise Unusable("certificate", "ce certificat est abîmé : copiez de nouveau le fichier reçu") from None
    if "PRIVATE KEY-----" not in secret:
        raise Unusable("key", "ce fichier n'est pas une clé privée au format PEM (-----BEGIN PRIVATE KEY-----)")
    if "ENCRYPTED" in secret:
        raise Unusable(
            "key", "cette clé demande un mot de passe, que personne ne tape au démarrage : « openssl pkey » l'en libère"
        )
    try:
        fields = _handshake(server_context(certificate, key), client)
    except ssl.SSLError as error:
        raise _unusable(error) from None
    except OSError as error:
        raise Unusable("key", f"cette clé ne se lit pas : {error}") from None
    names = tuple(_name(kind, name) for kind, name in fields.get("subjectAltName", ()) if kind in ("DNS", "IP Address"))
    if not names:
        raise Unusable(
            "certificate", "ce certificat ne nomme aucune adresse (subjectAltName) : aucun navigateur ne l'accepte"
        )
    begins, ends = (ssl.cert_time_to_seconds(fields[when]) for when in ("notBefore", "notAfter"))
    return Certificate(names, begins, ends)


def _unusable(error: ssl.SSLError) -> Unusable:
    if error.reason == "KEY_VALUES_MISMATCH":
        return Unusable("key", "cette clé n'est pas celle du certificat : donnez les deux fichiers reçus ensemble")
    if error.reason and error.reason.endswith("KEY_TOO_SMALL"):
        return Unusable(
            "certificate", "la clé de ce certificat est trop faible : demandez-en un de 2048 bits RSA ou plus, ou P-256"
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unusable("certificate", f"ce certificat n'est pas fait pour un serveur ({error.verify_message})")
    return Unusable("key", f"cette clé ne va pas avec le certificat ({error.reason or error})")


def _text(path: str, key: str) -> str:
    where = Path(path).absolute()
    try:
        return where.read_text(encoding="ascii", errors="replace").replace("\ufffd", "?")
    except FileNotFoundError:
        raise Unusable(key, f"ce fichier n'existe pas ({where}) : vérifiez le chemin") from None
    except PermissionError:
        raise Unusable(
            key, f"le bureau n'a pas le droit de lire ce fichier ({where}) : donnez-le à l'utilisateur qui le lance"
        ) from None
    except OSError as error:
        raise Unusable(key, f"ce fichier ne se lit pas ({where}) : {error.strerror}") from None


def _handshake(server: ssl.SSLContext, client: ssl.SSLContext) -> dict[str, Any]:
    """The certificate as a client of it reads it. Raises ssl.SSLError."""
    to_server, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    asks = client.wrap_bio(back, to_server)
    answers = server.wrap_bio(to_server, back, server_side=True)
    for side in (asks, answers, asks, answers):
        with contextlib.suppress(ssl.SSLWantReadError):
            side.do_handshake()
    peer: dict[str, Any] = asks.getpeercert() or {}
    return peer


def _hosts(settings: OfficeSettings, also: Iterable[str], certificate: Certificate) -> list[str]:
    """The hosts that browsers open over https: those of https addresses; without one, that of public_url; else where it listens.

    Telephones may be sent to a bare IP address over http while the screens open a name: that address need not be a name here.
    """
    named = [*([settings.public_url] if settings.public_url else []), *also]
    safe = [address for address in named if address.startswith("https:")]
    hosts = [host for address in safe or named if (host := urlsplit(address).hostname)]
    bind = settings.serve.bind
    if not hosts and bind not in ANYWHERE and not bind.startswith(UNIX):
        return ["localhost" if bind in LOOPBACK else bind]
    if not safe and not all(map(_is_ip, certificate.names)):
        hosts = [host for host in hosts if not _is_ip(host)]
    return list(dict.fromkeys(hosts))


def _worries(certificate: Certificate, now_s: float) -> list[str]:
    if certificate.begins > now_s:
        return [
            f"Attention : le certificat ne vaut qu'à partir du {_day(certificate.begins)}. L'horloge de cette machine est-elle juste ?"
        ]
    if certificate.ends - now_s < SOON_S:
        return [
            f"Attention : le certificat expire le {_day(certificate.ends)}. Faites-le renouveler ; le bureau prend le nouveau fichier seul."
        ]
    return []


def _name(kind: str, name: str) -> str:
    return str(ipaddress.ip_address(name.strip())) if kind == "IP Address" else name.lower()


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y")
