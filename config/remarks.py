"""What is no fault, and yet works only where an office is tried: told by `allervers check` and at the start, in French."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from config.serving import LOOPBACK, UNIX
from config.settings import OfficeSettings
from config.spans import VIRTUAL

_EXAMPLES = (".example", ".test", ".example.com", ".example.org", ".example.net")


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


def risks(settings: OfficeSettings) -> tuple[str, ...]:
    """What a real office risks as it is configured, with what to do: said, not refused."""
    serve = settings.serve
    bare = not serve.certificate and not serve.trusted_proxy and not settings.demonstration
    if bare and serve.bind not in LOOPBACK and not serve.bind.startswith(UNIX):
        sentence = (
            f"Attention : {settings.name} écoute le réseau ({serve.bind}) sans https. Quiconque est sur ce réseau peut lire les"
            " codes du personnel et prendre la place d'un écran. Donnez un certificat (--certificate et --key), ou mettez un"
            " proxy https devant (--trusted-proxy) et n'écoutez que lui."
        )
        return (sentence,)
    return ()
