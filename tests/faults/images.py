"""What a disk may hold after the power was cut: written but not synced is there, in part, or not at all; a name likewise.

After Pillai et al., "All file systems are not created equal" (ALICE, 2014). What was synced is there. What was not: of the writes of each
file none, all, some first ones and a torn sector, or any of them; of the names that were made, moved and taken away some first ones, since
a file system keeps those in a log of its own. A name is certain when its folder was synced.
"""

import random
from enum import StrEnum
from pathlib import Path

from tests.faults.traced import Op

SECTOR = 512


class Left(StrEnum):
    """How much of what was not synced is there."""

    NONE = "none"
    ALL = "all"
    TORN = "torn"
    SOME = "some"


class _File:
    """One inode: what is certain, and the writes that came after."""

    def __init__(self) -> None:
        self.certain = bytearray()
        self.after: list[Op] = []
        self.length = 0


class Disk:
    """Follows what a program did, one op after the other."""

    def __init__(self) -> None:
        self._now: dict[str, _File] = {}
        self._certain: dict[str, _File] = {}
        self._names: list[tuple[str, str, _File | None]] = []
        """Names since the last sync of the folder: (name, "", its file), (name, new name, None), (name, "", None) for one gone."""

    def follow(self, op: Op) -> None:
        """The next thing that was done."""
        match op.what:
            case "create" if op.name not in self._now:
                self._now[op.name] = file = _File()
                self._names.append((op.name, "", file))
            case "write" | "truncate" if (file := self._now.get(op.name)) is not None:
                at = file.length if op.at < 0 else op.at
                file.after.append(Op(op.what, op.name, at, op.data))
                file.length = max(file.length, at + len(op.data)) if op.what == "write" else at
            case "sync" if (file := self._now.get(op.name)) is not None:
                for done in file.after:
                    _apply(file.certain, done)
                file.after.clear()
            case "sync_folder":
                for name in self._names:
                    _name(self._certain, name)
                self._names.clear()
            case "unlink" if op.name in self._now:
                del self._now[op.name]
                self._names.append((op.name, "", None))
            case "rename" if op.name in self._now:
                self._now[op.data.decode()] = self._now.pop(op.name)
                self._names.append((op.name, op.data.decode(), None))

    def unsynced(self) -> bool:
        """Whether a power cut now could leave more than one thing."""
        return bool(self._names) or any(file.after for file in self._now.values())

    def image(self, left: Left, chance: random.Random) -> dict[str, bytes]:
        """File → what is in it after the power came back."""
        names = dict(self._certain)
        count = {Left.NONE: 0, Left.ALL: len(self._names)}.get(left)
        for name in self._names[: chance.randint(0, len(self._names)) if count is None else count]:
            _name(names, name)
        return {name: _content(file, left, chance) for name, file in names.items()}


def put(image: dict[str, bytes], folder: Path) -> None:
    """Into a new folder."""
    for name, content in image.items():
        (folder / name).write_bytes(content)


def _content(file: _File, left: Left, chance: random.Random) -> bytes:
    content, after = bytearray(file.certain), file.after
    match left:
        case Left.NONE:
            after = []
        case Left.SOME:
            after = [done for done in after if chance.random() < 0.5]
        case Left.TORN if after:
            count = chance.randrange(len(after))
            after = [*after[:count], _torn(after[count], chance)]
    for done in after:
        _apply(content, done)
    return bytes(content)


def _torn(op: Op, chance: random.Random) -> Op:
    """Some whole sectors of it, the first ones or the last."""
    sectors = len(op.data) // SECTOR
    if op.what != "write" or not sectors:
        return Op(op.what, op.name, op.at, op.data[: chance.randint(0, len(op.data))])
    cut = chance.randint(0, sectors) * SECTOR
    return (
        Op("write", op.name, op.at, op.data[:cut])
        if chance.random() < 0.5
        else Op("write", op.name, op.at + cut, op.data[cut:])
    )


def _apply(content: bytearray, op: Op) -> None:
    end = op.at + len(op.data)
    if op.what == "truncate":
        del content[op.at :]
        end = op.at
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if op.what == "write":
        content[op.at : end] = op.data


def _name(names: dict[str, _File], change: tuple[str, str, _File | None]) -> None:
    name, new, file = change
    if file is not None:
        names[name] = file
    elif new:
        if name in names:
            names[new] = names.pop(name)
    else:
        names.pop(name, None)
