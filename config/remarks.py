"""What is no fault, and yet works only where an office is tried: told by `allervers check`, in French."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from config.settings import OfficeSettings
from config.spans import VIRTUAL

_EXAMPLES = (".example", ".test", ".example.com", ".example.org", ".example.net")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def remarks(settings: OfficeSettings) -> Iterator[str]:
    """Each with its key and what to write."""
    if settings.public_url is None:
        yield "public_url : à compléter avant d'ouvrir, l'adresse des codes QR (ou --public-url)"
    elif f".{urlsplit(settings.public_url).hostname}".endswith(_EXAMPLES):
        yield f"public_url = \"{settings.public_url}\" : c'est un nom d'exemple, aucun téléphone n'y arrive"
    for printer in settings.printers:
        if printer.address == VIRTUAL:
            yield f'printers["{printer.name}"].address = "{VIRTUAL}" : pour essayer, aucun papier n\'en sort'
    if settings.serve.bind in LOOPBACK:
        yield f'serve.bind = "{settings.serve.bind}" : seule cette machine joint le bureau ; 0.0.0.0 pour son réseau (ou --bind)'
    if not Path(settings.serve.data).is_absolute():
        yield f"serve.data = \"{settings.serve.data}\" : dépend du dossier d'où l'on démarre ; un chemin entier (ou --data)"
