"""The files that others made: `update` fetches what vendor.toml names, `check` says what differs from the manifest.

Only `update` needs npm and the network. The files are committed, so nobody who installs or runs the office needs either.
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR, PICTOGRAMS = "screen/static/vendor", "config/pictograms"
MANIFEST = f"{VENDOR}/MANIFEST.json"

_STROKE = 'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" {_STROKE}>\n'
_SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """What vendor.toml asks of one npm package."""

    name: str
    version: str
    wanted: dict[str, str]  # place in our repository: place in the package


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Both commands end with a check; 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["update", "check"])
    if parser.parse_args(arguments).command == "update":
        update(root)
    differing = differences(root)
    print("\n".join(differing) or "The vendored files are as recorded.")
    return 1 if differing else 0


def update(root: Path) -> None:
    """Fetch everything first, then write: a package that cannot be had leaves the files as they were."""
    manifest, contents = {}, {}
    for package in _packages(root):
        licence, files = _fetch(package)
        hashes = {place: sha256(content).hexdigest() for place, content in sorted(files.items())}
        manifest[package.name] = {"version": package.version, "licence": licence, "files": hashes}
        contents.update(files)
    recorded = _manifest(root)
    for place in {place for record in recorded.values() for place in record["files"]} - contents.keys():
        (root / place).unlink(missing_ok=True)
    for place, content in contents.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
    (root / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def differences(root: Path) -> list[str]:
    """One line for each thing that is not as vendor.toml asks and the manifest records."""
    manifest, packages = _manifest(root), {package.name: package for package in _packages(root)}
    lines = [f"{name}: in the manifest, not in vendor.toml" for name in sorted(manifest.keys() - packages.keys())]
    for name, package in packages.items():
        recorded = manifest.get(name, {"version": "nothing", "files": {}})
        if recorded["version"] != package.version:
            lines.append(f"{name}: vendor.toml asks for {package.version}, the manifest records {recorded['version']}")
        files, wanted = recorded["files"], package.wanted
        lines += [f"{place}: in the manifest, not in vendor.toml" for place in sorted(files.keys() - wanted.keys())]
        lines += [f"{place}: in vendor.toml, not in the manifest" for place in sorted(wanted.keys() - files.keys())]
        lines += [f"{place}: {fault}" for place, hash_ in files.items() if (fault := _fault(root / place, hash_))]
    return lines + _strays(root, {place for record in manifest.values() for place in record["files"]})


def _fault(file: Path, recorded: str) -> str:
    if not file.is_file():
        return "missing"
    return "" if sha256(file.read_bytes()).hexdigest() == recorded else "changed"


def _strays(root: Path, recorded: set[str]) -> list[str]:
    own = {f"{PICTOGRAMS}/{name}.svg" for name in _read_toml(root)["own"]["pictograms"]}
    present = {
        p.relative_to(root).as_posix() for f in (VENDOR, PICTOGRAMS) for p in (root / f).rglob("*") if p.is_file()
    }
    nobodys = present - recorded - own - {MANIFEST}
    return [f"{place}: nobody's" for place in sorted(nobodys)] + [
        f"{place}: missing" for place in sorted(own - present)
    ]


def _packages(root: Path) -> Iterator[Package]:
    for name, entry in _read_toml(root)["packages"].items():
        wanted = {f"{entry['folder']}/{ours}": theirs for ours, theirs in entry["files"].items()}
        for ours, icon in entry.get("pictograms", {}).items():
            wanted[f"{PICTOGRAMS}/{ours}.svg"] = f"icons/outline/{icon}.svg"
        yield Package(name, entry["version"], wanted)


def _fetch(package: Package) -> tuple[str, dict[str, bytes]]:
    """The package's licence and the files that we want of it, as we keep them."""
    with tempfile.TemporaryDirectory() as folder:
        name_and_version = f"{package.name}@{package.version}"
        subprocess.run(
            ["npm", "pack", "--silent", "--ignore-scripts", name_and_version], cwd=folder, check=True, stdout=sys.stderr
        )
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            licence = json.loads(_content(packed, "package.json"))["license"]
            return licence, {ours: _cleaned(ours, _content(packed, theirs)) for ours, theirs in package.wanted.items()}


def _content(packed: tarfile.TarFile, place: str) -> bytes:
    member = packed.extractfile(f"package/{place}")
    if member is None:
        raise SystemExit(f"{place} is not a file of its package")
    return member.read()


def _cleaned(place: str, content: bytes) -> bytes:
    """Fonts as they are; texts with plain line ends, which git keeps; code without the map that we do not serve."""
    suffix, lines = PurePosixPath(place).suffix, content.replace(b"\r\n", b"\n")
    if suffix == ".woff2":
        return content
    if suffix == ".svg":
        return _drawing(lines.decode()).encode()
    return _SOURCE_MAP.sub(b"", lines) if suffix == ".js" else lines


def _drawing(svg: str) -> str:
    """The lines alone: size, class and the invisible ground go, the screen's style decides the rest."""
    bare = re.sub(r"<!--.*?-->|<path stroke=\"none\" d=\"M0 0h24v24H0z\"[^>]*/>", "", svg, flags=re.DOTALL)
    lines = bare[bare.index(">", bare.index("<svg")) + 1 : bare.rindex("</svg>")].split("\n")
    return _SVG + "".join(f"  {line.strip()}\n" for line in lines if line.strip()) + "</svg>\n"


def _manifest(root: Path) -> dict[str, Any]:
    place = root / MANIFEST
    return json.loads(place.read_text("utf-8")) if place.is_file() else {}


def _read_toml(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "tools/vendor.toml").read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
