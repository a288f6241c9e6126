"""The other processes of an office: a worker for each printer, and the virtual printer where one is wanted."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import gevent
import structlog

from config.settings import OfficeSettings, PrinterSettings
from screen.roles import Role
from server.access import Access
from server.files.writing import write_whole
from server.journal.people import Device
from server.logs import relay

VIRTUAL = "virtual"
WATCH_SECONDS = 1
LATER_SECONDS = 5
STOP_SECONDS = 9
"""A worker finishes the paper in hand (8 s at most) before it ends."""
log = structlog.get_logger()


class Processes:
    """Started with the office, stopped with it, in the opposite order; a worker that dies is started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[str]] = []
        self._workers: dict[str, tuple[list[str], subprocess.Popen[str]]] = {}
        self._devices: dict[str, Device] = {}
        self._stopping = False

    def start(self, settings: OfficeSettings, access: Access, port: int) -> None:
        """One worker a printer; each has a device secret of its own, made anew at each start. On a full disk: once there is room."""
        try:
            self._start(settings, access, port)
        except (sqlite3.Error, OSError) as error:
            log.warning("printers_not_started", error=str(error))
            gevent.spawn(self._start_later, settings, access, port)

    def _start_later(self, settings: OfficeSettings, access: Access, port: int) -> None:
        while not self._stopping:
            gevent.sleep(LATER_SECONDS)
            with contextlib.suppress(sqlite3.Error, OSError):
                self._start(settings, access, port)
                log.info("printers_started")
                return

    def _start(self, settings: OfficeSettings, access: Access, port: int) -> None:
        for device in access.people.devices():
            if device.roles == frozenset({Role.PRINTER}) and not self._workers:
                access.revoke(device.id)
        for printer in settings.printers:
            if printer.name in self._workers:
                continue
            # First what may fail on a full disk: nothing is left half started.
            secret_file = self._secret(printer, access)
            address = self._virtual(printer) if printer.address == VIRTUAL else printer.address
            self._worker(printer, address, secret_file, port)
        gevent.spawn(self._watch, settings, access)

    def end(self, printer: str) -> None:
        """The worker of this printer hangs: it is killed, and another one started."""
        if printer in self._workers:
            self._workers[printer][1].kill()

    def stop(self) -> None:
        """Asks each to end, waits a little, then ends it."""
        self._stopping = True
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            if process.poll() is None:
                process.kill()
        self._running.clear()

    def _virtual(self, printer: PrinterSettings) -> str:
        command = [
            sys.executable,
            "-m",
            "demonstration.virtual_printer",
            "--port",
            "0",
            "--folder",
            str(self.paper()),
            "--parent-pid",
            str(os.getpid()),
        ]
        process = subprocess.Popen(
            [*command, "--dots", str(printer.dots)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=without_secrets(),
        )
        self._running.append(process)
        gevent.spawn(relay, process.stderr, "demonstration.virtual_printer")
        assert process.stdout is not None
        facts = json.loads(process.stdout.readline() or "{}")
        log.info("virtual_printer", printer=printer.name, **facts)
        return f"tcp://127.0.0.1:{facts['port']}"

    def _secret(self, printer: PrinterSettings, access: Access) -> Path:
        secret, self._devices[printer.name] = access.add_device(f"printer {printer.name}", frozenset({Role.PRINTER}))
        secret_file = self._folder / f"printer-{printer.name}.secret"
        write_whole(secret_file, secret.encode())
        return secret_file

    def _worker(self, printer: PrinterSettings, address: str, secret_file: Path, port: int) -> None:
        lock_file = self._folder / f"printer-{printer.name}.lock"
        options = {
            "--office": f"http://127.0.0.1:{port}",
            "--printer": printer.name,
            "--address": address,
            "--dots": str(printer.dots),
            "--charcode": str(printer.charcode),
            "--confirm": printer.confirm,
            "--secret-file": str(secret_file),
            "--lock-file": str(lock_file),
            "--parent-pid": str(os.getpid()),
        }
        flags = ["--no-cutter"] * (not printer.cut) + ["--presenter"] * printer.presenter
        command = [sys.executable, "-m", "printer.worker", *(word for pair in options.items() for word in pair), *flags]
        self._begin(printer.name, command)

    def _begin(self, name: str, command: list[str]) -> None:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace", env=without_secrets())
        gevent.spawn(relay, process.stderr, "printer.worker")
        self._workers[name] = (command, process)
        self._running.append(process)

    def _watch(self, settings: OfficeSettings, access: Access) -> None:
        """A worker that died is started again: it reports first what its predecessor left half done."""
        while not self._stopping:
            gevent.sleep(WATCH_SECONDS)
            if self._stopping:
                return
            self._let_in_again(settings, access)
            for name, (command, process) in list(self._workers.items()):
                if not self._stopping and process.poll() is not None:
                    log.warning("worker_died", printer=name, code=process.returncode)
                    self._running.remove(process)
                    self._begin(name, command)

    def _let_in_again(self, settings: OfficeSettings, access: Access) -> None:
        """A worker whose right was withdrawn gets another secret, which it reads with its next request: it is this office's own.

        Whoever has the old one is out. On a full disk it is tried again with the next look.
        """
        for printer in settings.printers:
            device = self._devices.get(printer.name)
            if device is None or access.is_paired(device):
                continue
            try:
                self._secret(printer, access)
            except (sqlite3.Error, OSError) as error:
                log.warning("worker_shut_out", printer=printer.name, error=str(error))
            else:
                log.warning("worker_let_in_again", printer=printer.name)

    def paper(self) -> Path:
        """Where the virtual printer keeps what it printed."""
        return self._folder / "paper"


def without_secrets() -> dict[str, str]:
    """The environment for a program of ours beside the office."""
    return {name: value for name, value in os.environ.items() if "SECRET" not in name.upper()}
