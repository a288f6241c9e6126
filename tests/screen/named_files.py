"""Which files the scripts, styles, templates and routes of a package name, and whose these are: read from their text, run by nobody."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

SHARED = "screen"
PICTOGRAMS = "/pictograms.svg"
"""Made by screen/sprite.py, served by the server: whoever draws names it."""
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_MODULE = re.compile(
    r"""\b(?:import|export)\s(?:[^;"'`()=]*?\bfrom\s*)?\s*["']([^"']+)["']"""
    r"""|\bimport\(\s*["'`]([^"'`]+)["'`]|\bnew URL\(\s*["'`]([^"'`]+)["'`],\s*import\.meta"""
)
_ADDRESS = re.compile(r"""["'`(=](/[^"'`()\s$]*static/[^"'`()\s]+)""")
_STYLE = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')#]+)|@import\s+["']([^"']+)""")
_ASSET = re.compile(r"""\basset\(\s*(?:["']([^"']+)["']\s*(?:,\s*screen\s*=\s*["']([^"']+)["']\s*)?\))?""")
_TEMPLATE = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+(?:["']([^"']+)["'])?""")
_RENDERED = re.compile(r"""["']([\w/]+\.html)["']""")


@dataclass(frozen=True)
class House:
    """The repository, or a copy of it. addresses: a screen's name → where its static files are served; folders: → its package."""

    root: Path
    addresses: Mapping[str, str]
    folders: Mapping[str, str]

    def faults(self) -> list[str]:
        """Each name of a file that is not there, cannot be read from the text, or is neither the package's own nor shared."""
        return [fault for name in sorted({*self.folders.values(), SHARED}) for fault in self._faults_of(name)]

    def _faults_of(self, package: str) -> Iterator[str]:
        for file, named in self.named_in(package):
            owner = self._owner(named)
            if owner not in (package, SHARED):
                yield f"{file.relative_to(self.root).as_posix()}: {named or 'a name that is no text'} ({owner or 'nobody'})"

    def named_in(self, package: str) -> Iterator[tuple[Path, str]]:
        """(file, what it names): an address from its first slash on, or a template; "" for what is no plain text."""
        for file in sorted((self.root / package).rglob("*.*")):
            if "vendor" in file.parts or file.suffix not in (".js", ".css", ".html", ".py"):
                continue
            text = file.read_text("utf-8")
            match file.suffix:
                case ".js":
                    names = self._of_script(self._address(package, file), _COMMENT.sub("", text))
                case ".css":
                    names = (urljoin(self._address(package, file), _first(groups)) for groups in _STYLE.findall(text))
                case ".html":
                    names = self._of_template(text)
                case _:
                    names = iter(_RENDERED.findall(text))
            for name in names:
                yield file, name

    def _of_script(self, address: str, text: str) -> Iterator[str]:
        for groups in _MODULE.findall(text):
            yield urljoin(address, _first(groups))
        yield from _ADDRESS.findall(text)

    def _of_template(self, text: str) -> Iterator[str]:
        for name, screen in _ASSET.findall(text):
            address = (
                "" if f"/{name}" == PICTOGRAMS else self.addresses.get(screen, "/nowhere") if screen else "/static"
            )
            yield f"{address}/{name}" if name else ""
        yield from _TEMPLATE.findall(text)
        yield from _ADDRESS.findall(text)

    def _address(self, package: str, file: Path) -> str:
        """Where a file of a package is served."""
        at = next((at for name, at in self.addresses.items() if self.folders[name] == package), "/static")
        return f"{at}/{file.relative_to(self.root / package / 'static').as_posix()}"

    def _owner(self, named: str) -> str:
        """The package that has the file behind an address or a template's name; "" for nobody."""
        if named == PICTOGRAMS:
            return SHARED
        packages = sorted({SHARED, "server", *self.folders.values()})
        if named.startswith("/"):
            places = {f"{self.addresses[name]}/": f"{folder}/static" for name, folder in self.folders.items()}
            folders = [folder for at, folder in places.items() if named.startswith(at)] or [
                "screen/static",
                "server/static",
            ]
            inside = named.rpartition("static/")[2]
            return next((folder.split("/")[0] for folder in folders if (self.root / folder / inside).is_file()), "")
        return next(
            (package for package in packages if named and (self.root / package / "templates" / named).is_file()), ""
        )


def _first(groups: tuple[str, ...]) -> str:
    return next(filter(None, groups))
