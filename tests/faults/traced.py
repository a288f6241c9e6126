"""What a program did to the files of one folder, and what it told others meanwhile: its system calls, as strace saw them."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tests.faults.rows import Missing

_CALLS = (
    "openat,pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,fallocate,"
    "unlink,unlinkat,rename,renameat,renameat2,link,sendto,sendmsg"
)
_LINE = re.compile(r"^(\d+) +(.*)$", re.DOTALL)
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+|\?)", re.DOTALL)
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>,? ?")
_FILE = re.compile(r"^(?:\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*|[^>]*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Op(msgspec.Struct, frozen=True):
    """One thing done. what: create, write, truncate, sync, sync_folder, unlink, rename, say. name: of a file in the folder.

    at: where a write begins, or the length after a truncation. data: what was written or said; the new name of a rename.
    """

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


def traced(into: Path) -> tuple[str, ...]:
    """What stands before a program so that its calls are in the file `into`. Raises Missing."""
    if shutil.which("strace") is None:
        raise Missing("strace is not installed: no system calls to rebuild disks from (apt-get install strace)")
    options = ("-f", "-y", "-qq", "-xx", "-s", "1000000", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-o", str(into))
    return ("strace", *options)


def ops_of(trace: Path, folder: Path) -> Iterator[Op]:
    """In their order: a call counts when it returned; one that failed did nothing."""
    for name, arguments, returned in _calls(trace):
        if returned >= 0:
            yield from _op(name, arguments, returned, f"{folder.resolve()}/")


def _calls(trace: Path) -> Iterator[tuple[str, str, int]]:
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for whole in lines:
            if (line := _LINE.match(whole)) is None:
                continue
            pid, traced = line[1], line[2].rstrip("\n")
            if traced.endswith("<unfinished ...>"):
                begun[pid] = traced.removesuffix("<unfinished ...>").rstrip()
                continue
            if traced.startswith("<..."):
                traced = begun.pop(pid, "") + _RESUMED.sub("", traced)
            if (call := _CALL.match(traced)) is not None and call[3] != "?":
                yield call[1], call[2], int(call[3])


def _op(name: str, arguments: str, returned: int, inside: str) -> Iterable[Op]:
    file = _FILE.match(arguments)
    path = _bytes(file[1]).decode() if file else ""
    strings = [_bytes(text) for text in _STRING.findall(arguments)]
    own = path.removeprefix(inside).removesuffix(" (deleted)") if path.startswith(inside) else ""
    match name:
        case "openat" if "O_CREAT" in arguments and (created := _named(strings[0], path, inside)):
            yield Op("create", created)
            if "O_TRUNC" in arguments:
                yield Op("truncate", created, 0)
        case "pwrite64" if own:
            yield Op("write", own, int(arguments.rsplit(",", 1)[1]), strings[0][:returned])
        case "write" if own:
            yield Op("write", own, -1, strings[0][:returned])
        case "fsync" | "fdatasync" if own:
            yield Op("sync", own)
        case "fsync" | "fdatasync" if f"{path}/" == inside:
            yield Op("sync_folder")
        case "ftruncate" if own:
            yield Op("truncate", own, int(arguments.rsplit(",", 1)[1]))
        case "unlink" | "unlinkat" if strings and (gone := _named(strings[0], path, inside)):
            yield Op("unlink", gone)
        case "rename" | "renameat" | "renameat2" if old := _named(strings[0], path, inside):
            yield Op("rename", old, 0, (_named(strings[1], path, inside)).encode())
        case "sendto" | "write" if strings and not own:
            yield Op("say", data=strings[0][:returned])
        case "writev" | "pwritev" | "fallocate" | "link" | "sendmsg" if own or (name == "link" and path):
            raise AssertionError(f"{name} in the folder: the images know nothing of it")


def _named(written: bytes, around: str, inside: str) -> str:
    """The name in the folder of a path as it was written; "" for one elsewhere, or in a folder of its own."""
    path = written.decode(errors="replace")
    whole = path if path.startswith("/") else f"{around}/{path}"
    name = whole.removeprefix(inside)
    return name if whole.startswith(inside) and "/" not in name else ""


def _bytes(escaped: str) -> bytes:
    if not escaped.startswith("\\x"):
        return escaped.encode()
    return bytes.fromhex(escaped.replace("\\x", ""))
