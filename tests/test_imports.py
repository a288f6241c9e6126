"""Nothing is made when a module is imported: no file, no connection, no process, no thread, no Argon2.

But in the system's temporary folder, where python-escpos unpacks its table of printers.
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["packages"]

_WATCH = """
import importlib, json, os, pkgutil, sys, threading
import argon2

sys.dont_write_bytecode = True
acts, modules = [], []
MAKING = {"socket.bind", "socket.connect", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.rename"}

def hook(event, args):
    writing = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if (event in MAKING or writing) and not str(args[0]).startswith(os.environ["TMPDIR"]):
        acts.append(f"{event} {args[0]}")

argon2.PasswordHasher.hash = lambda *_: acts.append("argon2")
sys.addaudithook(hook)
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            modules.append(module.name)
acts += [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
print(json.dumps([modules, acts]))
"""


@pytest.mark.slow
def test_importing_the_whole_product_makes_nothing(tmp_path):
    modules, acts = _imported(ROOT, tmp_path, *PACKAGES)

    assert {"server.access.pins", "server.running", "voice.clips", "printer.worker", "kiosk.pages"} <= set(modules)
    assert acts == []


def test_a_module_that_makes_something_is_found(tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "eager.py").write_text(
        "import argon2, sqlite3, threading\n"
        "open('left', 'w').close()\n"
        "sqlite3.connect('eager.db')\n"
        "argon2.PasswordHasher().hash('nobody')\n"
        "threading.Thread(target=threading.Event().wait, name='eager', daemon=True).start()\n"
    )

    _modules, acts = _imported(tmp_path, temporary, "eager")

    assert acts == ["open left", "sqlite3.connect eager.db", "argon2", "eager"]


def _imported(folder: Path, temporary: Path, *packages: str) -> tuple[list[str], list[str]]:
    watched = [sys.executable, "-c", _WATCH, *packages]
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run(watched, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    modules, acts = json.loads(done.stdout)
    return modules, acts
