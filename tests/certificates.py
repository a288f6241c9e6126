"""An office's own authority, as its installer makes one, with the system's openssl: nothing is kept, nobody else knows it."""

import base64
import hashlib
import subprocess
from pathlib import Path

_EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc")


class Authority:
    """Signs certificates; its own is `file`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.file, self._key = str(folder / "authority.pem"), str(folder / "authority.key")
        _openssl("req", "-x509", *_EC, "-subj", "/CN=Our own", "-days", "30", "-keyout", self._key, "-out", self.file)

    def signs(self, *names: str, days: int = 90, name: str = "office", more: tuple[str, ...] = ()) -> tuple[str, str]:
        """Certificate and key for these names (DNS:localhost, IP:127.0.0.1). days 0: it ends as it begins."""
        certificate, key = str(self._folder / f"{name}.pem"), str(self._folder / f"{name}.key")
        alt = ("-addext", f"subjectAltName={','.join(names)}") if names else ()
        _openssl(
            *("req", "-x509", *_EC, "-CA", self.file, "-CAkey", self._key, "-subj", "/CN=office", "-days", str(days)),
            *("-addext", "basicConstraints=critical,CA:FALSE", *alt, *more, "-keyout", key, "-out", certificate),
        )
        return certificate, key


def pin(certificate: str) -> str:
    """What Chromium's --ignore-certificate-errors-spki-list takes: the hash of the certificate's public key."""
    public = _openssl("x509", "-in", certificate, "-noout", "-pubkey")
    lines = public.decode().split("-----")[2]
    return base64.b64encode(hashlib.sha256(base64.b64decode(lines)).digest()).decode()


def _openssl(*words: str) -> bytes:
    return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout
