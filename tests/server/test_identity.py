"""Which file stands at a path: what the system says when it is asked for its times too, and without statx."""

import os
import shutil

import pytest

from server.journal import identity as identity_module
from server.journal.identity import GONE, identity


@pytest.fixture(params=["statx", "stat"])
def way(request, monkeypatch):
    if request.param == "stat":
        monkeypatch.setattr(identity_module, "_STATX", None)
    elif identity_module._STATX is None:
        pytest.skip("this system has no statx")
    return request.param


def test_a_file_is_named_by_its_device_and_inode_as_the_system_has_them(way, tmp_path):
    path = tmp_path / "journal é.db"
    path.write_bytes(b"x")
    stat = path.stat()

    assert identity(str(path)) == (stat.st_dev, stat.st_ino)
    path.write_bytes(b"longer")
    assert identity(str(path)) == (stat.st_dev, stat.st_ino), "the same file, whatever is in it"


def test_another_file_in_its_place_is_another_and_none_is_gone(way, tmp_path):
    path = tmp_path / "journal.db"
    path.write_bytes(b"x")
    before = identity(str(path))
    shutil.copy(path, tmp_path / "copy")
    os.replace(tmp_path / "copy", path)

    assert identity(str(path)) not in (None, GONE, before)
    path.unlink()
    assert identity(str(path)) == GONE


def test_what_the_system_does_not_say_is_nothing_that_is_known(way, tmp_path):
    (tmp_path / "file").touch()

    assert identity(str(tmp_path / "file" / "inside")) is None
