"""What the pages are made of, at addresses that change with it.

/assets/<version>/static/draw.js is kept by a browser for a year: another content has another address. The version stands in front, as
a folder: a module that imports "../../static/draw.js", a font named in a style sheet, a pictogram have it without a word.
The same address without /assets/<version> is asked again each time (no-cache, ETag of the content), and so is the address of another
version: a page that was open during an update and asks for one more letter or picture gets today's, and nobody keeps it.
"""

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec
from flask import Flask, Response, abort, request

from config.settings import OfficeSettings
from screen.roles import public
from screen.sprite import sprite

PICTOGRAMS = "pictograms.svg"
ASKED_AGAIN = "no-cache"
KEPT = "public, max-age=31536000, immutable"
OWN = Path(__file__).parent / "static"
"""Of the server's own pages, at the address of what all screens share (screen/static): two folders, no name in both."""


class Asset(msgspec.Struct, frozen=True):
    """A file as it was when the program started, whatever becomes of the disk meanwhile. mark: of its content."""

    content: bytes
    kind: str
    mark: str


class Assets:
    """The static files of all screens by their address (static/draw.js, kiosk/static/kiosk.js), and the pictograms.

    version: changes with all that pages are made of: these files, the templates, the words, the office's settings.
    """

    def __init__(self, app: Flask, settings: OfficeSettings) -> None:
        self._folders = dict(_static_folders(app))
        self._assets = _read(tuple(self._folders.values()))
        made_of = (asset.mark for _, asset in sorted(self._assets.items()))
        self.version = _mark(*self._assets, *made_of, _program_mark(_template_folders(app)), settings.model_dump_json())
        for name, (address, _folder) in self._folders.items():
            if name:
                app.view_functions[f"{name}.static"] = self._asked_again(address)
        app.add_url_rule(f"/{PICTOGRAMS}", "pictograms", self.pictograms)
        app.add_url_rule("/assets/<version>/<path:address>", "assets", self.asset)

    def address(self, name: str, screen: str = "") -> str:
        """Where a page finds a file of the screen's folder; without one, of what all share or of the server's pages. Raises KeyError."""
        address = name if name == PICTOGRAMS else f"{self._folders[screen][0]}/{name}"
        _ = self._assets[address]
        return f"/assets/{self.version}/{address}"

    @public
    def asset(self, version: str, address: str) -> Response:
        """A style, script, letter or pictogram, to be kept for a year; of another version: today's, to be asked again."""
        return self._answer(address, KEPT if version == self.version else ASKED_AGAIN)

    @public
    def pictograms(self) -> Response:
        """All pictograms, as one SVG of symbols."""
        return self._answer(PICTOGRAMS, ASKED_AGAIN)

    def _asked_again(self, folder: str) -> Callable[[str], Response]:
        @public
        def send(filename: str) -> Response:
            return self._answer(f"{folder}/{filename}", ASKED_AGAIN)

        return send

    def _answer(self, address: str, cache_control: str) -> Response:
        asset = self._assets.get(address)
        if asset is None:
            abort(404)
        answer = Response(asset.content, mimetype=asset.kind, headers={"Cache-Control": cache_control})
        answer.set_etag(asset.mark)
        answer.make_conditional(request)
        return answer


def _static_folders(app: Flask) -> Iterator[tuple[str, tuple[str, Path]]]:
    """(screen, (address without its first slash, folder)); "": the server's own pages, which name what all share as their own."""
    yield "", ("static", OWN)
    for name, owner in app.blueprints.items():
        if owner.static_folder and owner.static_url_path:
            yield name, (owner.static_url_path.strip("/"), Path(owner.static_folder))


def _template_folders(app: Flask) -> tuple[Path, ...]:
    owners = [app, *app.blueprints.values()]
    return tuple(Path(owner.root_path) / owner.template_folder for owner in owners if owner.template_folder)


@lru_cache(maxsize=4)
def _read(folders: tuple[tuple[str, Path], ...]) -> Mapping[str, Asset]:
    """Every file under these folders, by its address: read once a process, which keeps it (0.8 MB)."""
    assets = {PICTOGRAMS: _asset(PICTOGRAMS, sprite().encode())}
    for address, folder in folders:
        for path in _inside(folder):
            inside = path.relative_to(folder).as_posix()
            assets[f"{address}/{inside}"] = _asset(inside, path.read_bytes())
    return dict(sorted(assets.items()))


def _asset(name: str, content: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, kind, _mark(content))


@lru_cache(maxsize=4)
def _program_mark(folders: tuple[Path, ...]) -> str:
    """Of the templates in these folders, and of all words, languages and pictograms."""
    words = Path(str(files("config")))
    paths = [path for folder in (*folders, words) for path in _inside(folder)]
    return _mark(*(part for path in paths for part in (path.name, path.read_bytes())))


def _inside(folder: Path) -> Iterable[Path]:
    """The files under the folder, in order; what Python leaves beside them is none of them."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _mark(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8) + content)
    return digest.hexdigest()[:16]
