"""A file is read in one go: 300 lines at most, Python, scripts and styles, after the formatter."""

import subprocess
from pathlib import Path

MOST = 300
SUFFIXES = ("*.py", "*.js", "*.mjs", "*.css")


def long_files(root: Path, names: list[str]) -> dict[str, int]:
    """The files of these that have more lines than they may, vendored ones aside."""
    ours = [name for name in names if "vendor" not in Path(name).parts]
    lines = {name: len((root / name).read_text("utf-8").splitlines()) for name in ours}
    return {name: count for name, count in lines.items() if count > MOST}


def test_no_file_is_longer_than_one_reads_in_one_go():
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *SUFFIXES]
    names = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split()

    assert len(names) > 500
    assert long_files(Path(), [name for name in names if Path(name).exists()]) == {}


def test_a_longer_file_is_named_with_its_lines(tmp_path):
    (tmp_path / "long.js").write_text("//\n" * 301)
    (tmp_path / "just.css").write_text("/**/\n" * 300)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "theirs.js").write_text("//\n" * 3000)

    assert long_files(tmp_path, ["long.js", "just.css", "vendor/theirs.js"]) == {"long.js": 301}
