import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["packages"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel, without its own records."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("allervers-*.whl")
    with ZipFile(built) as files:
        return {name for name in files.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel: set[str]) -> None:
    ours = _files_of_the_packages()
    assert sorted(ours - wheel) == []
    assert sorted(wheel - ours) == []


def test_the_wheel_holds_templates_styles_fonts_pictograms_and_settings(wheel: set[str]) -> None:
    for place in (
        "screen/static/fonts.css",
        "screen/static/vendor/MANIFEST.json",
        "screen/static/vendor/socket.io-client/socket.io.esm.min.js",
        "screen/static/vendor/noto-sans-arabic/arabic.woff2",
        "config/pictograms/package.svg",
        "config/needs.toml",
    ):
        assert place in wheel
    assert [name for name in wheel if name.endswith(".html")] != []


def test_every_package_named_for_the_wheel_is_in_it(wheel: set[str]) -> None:
    assert sorted({name.split("/")[0] for name in wheel}) == sorted(PACKAGES)


def test_nobody_else_owns_one_of_our_package_names() -> None:
    owners = packages_distributions()
    assert "pytest" in owners
    assert {name: owners[name] for name in PACKAGES if set(owners.get(name, [])) - {"allervers"}} == {}
    assert sorted(set(PACKAGES) & sys.stdlib_module_names) == []


def _files_of_the_packages() -> set[str]:
    """What git tracks, and what is new and not ignored; a file deleted and not yet committed is not there."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PACKAGES]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return {name for name in names if name and (ROOT / name).is_file()}
