import json
import re
import shutil
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import vendor

PICTOGRAMS = vendor.ROOT / vendor.PICTOGRAMS
FONTS = vendor.ROOT / "screen/static/fonts.css"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in (vendor.VENDOR, vendor.PICTOGRAMS):
        shutil.copytree(vendor.ROOT / folder, tmp_path / folder)
    (tmp_path / "tools").mkdir()
    shutil.copy(vendor.ROOT / "tools/vendor.toml", tmp_path / "tools")
    return tmp_path


def test_the_vendored_files_are_as_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert vendor.main(["check"]) == 0
    assert capsys.readouterr().out == "The vendored files are as recorded.\n"


@pytest.mark.parametrize(
    "place",
    [
        "screen/static/vendor/socket.io-client/socket.io.esm.min.js",
        "screen/static/vendor/noto-sans-arabic/arabic.woff2",
        "screen/static/vendor/tabler-icons/LICENSE",
        "config/pictograms/package.svg",
    ],
)
def test_a_changed_byte_is_found_and_named(copy: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray((copy / place).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / place).write_bytes(content)
    assert vendor.main(["check"], copy) == 1
    assert capsys.readouterr().out == f"{place}: changed\n"


def test_a_lost_file_and_a_strangers_file_are_found(copy: Path) -> None:
    (copy / "config/pictograms/send.svg").unlink()
    (copy / "config/pictograms/stamp.svg").unlink()
    (copy / "screen/static/vendor/other.js").write_text("alert(1)")
    assert vendor.differences(copy) == [
        "config/pictograms/send.svg: missing",
        "screen/static/vendor/other.js: nobody's",
        "config/pictograms/stamp.svg: missing",
    ]


def test_a_version_or_a_name_that_was_asked_and_not_fetched_is_found(copy: Path) -> None:
    manifest = copy / "tools/vendor.toml"
    manifest.write_text(manifest.read_text().replace('"1.15.7"', '"1.15.8"').replace("\nsend =", "\npost ="))
    assert vendor.differences(copy) == [
        "sortablejs: vendor.toml asks for 1.15.8, the manifest records 1.15.7",
        "config/pictograms/send.svg: in the manifest, not in vendor.toml",
        "config/pictograms/post.svg: in vendor.toml, not in the manifest",
    ]


def test_a_package_that_nobody_asks_for_is_found(copy: Path) -> None:
    manifest = json.loads((copy / vendor.MANIFEST).read_text())
    manifest["left-pad"] = {"version": "1.3.0", "licence": "WTFPL", "files": {}}
    (copy / vendor.MANIFEST).write_text(json.dumps(manifest))
    assert vendor.differences(copy) == ["left-pad: in the manifest, not in vendor.toml"]


def test_every_package_brings_its_licence_and_no_address() -> None:
    manifest = (vendor.ROOT / vendor.MANIFEST).read_text()
    assert "://" not in manifest
    for name, package in json.loads(manifest).items():
        licences = [place for place in package["files"] if place.endswith("/LICENSE")]
        assert len(licences) == 1, name
        assert package["licence"] in {"MIT", "OFL-1.1"}, name


def test_the_browser_is_sent_after_no_source_map() -> None:
    code = list((vendor.ROOT / vendor.VENDOR).rglob("*.js"))
    assert len(code) == 2
    assert [file.name for file in code if "sourceMappingURL" in file.read_text("utf-8")] == []


def test_vendored_texts_have_the_line_ends_that_git_keeps() -> None:
    texts = [place for place in (vendor.ROOT / vendor.VENDOR).rglob("*") if place.suffix in {"", ".js", ".json"}]
    files = [place for place in texts if place.is_file()]
    assert len(files) == 9
    assert [file.name for file in files if b"\r" in file.read_bytes()] == []


def test_the_fonts_named_by_the_style_are_there_and_local() -> None:
    urls = re.findall(r'url\("([^"]+)"\)', FONTS.read_text("utf-8"))
    assert len(urls) == 4
    assert all((FONTS.parent / url).read_bytes().startswith(b"wOF2") for url in urls)
    assert FONTS.read_text("utf-8").count("font-display: block;") == 4


def test_pictograms_take_their_size_and_colour_from_the_screen() -> None:
    for file in PICTOGRAMS.glob("*.svg"):
        drawing = ElementTree.parse(file).getroot()
        assert drawing.get("viewBox") == "0 0 24 24", file.name
        assert not {"width", "height", "class", "style"} & set(drawing.keys()), file.name
        assert len(drawing) > 0, file.name
        if file.name.startswith("shape-"):  # filled even where the screen's style draws lines
            assert {(part.get("fill"), part.get("stroke")) for part in drawing} == {("currentColor", "none")}, file.name
        else:
            assert (drawing.get("fill"), drawing.get("stroke")) == ("none", "currentColor"), file.name
            assert {part.tag for part in drawing} == {f"{SVG}path"}, file.name


def test_every_pictogram_that_a_need_or_a_page_names_is_there() -> None:
    tree = tomllib.loads((vendor.ROOT / "config/needs.toml").read_text("utf-8"))
    named = {str(value) for key, value in _leaves(tree) if key == "pictogram"}
    assert len(named) > 30
    for page in (*vendor.ROOT.glob("*/templates/**/*.html"), *vendor.ROOT.glob("*/static/*.js")):
        named |= set(re.findall(r"pictogram\([\"']([a-z0-9-]+)[\"']", page.read_text("utf-8")))
    assert sorted(named - {file.stem for file in PICTOGRAMS.glob("*.svg")}) == []


def _leaves(value: object, key: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in _leaves(inner, name)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner, key)]
    return [(key, value)]
