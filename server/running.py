"""One office from start to stop: everything wired in one function, read from top to bottom, stopped in the opposite order."""

import fcntl
import gc
import json
import os
import secrets
import signal
import socket
import sys
from pathlib import Path
from typing import TextIO

import gevent
import structlog
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from config.settings import OfficeSettings
from config.texts import Texts
from server.access import Access
from server.app import create_app
from server.host_check import HostCheck, known_hosts, origins
from server.journal.events import Journal
from server.journal.people import People
from server.live import Live
from server.logs import not_started, set_up, take_over
from server.office import Office
from server.processes import Processes
from server.screens import SCREENS
from server.tokens import DayKey
from server.voice_ahead import Ahead
from voice.clips import Clips

STOP_SECONDS = 3
log = structlog.get_logger()


def run(settings: OfficeSettings, data: Path, bind: str, port: int, also: tuple[str, ...] = ()) -> None:
    """Serves the office until SIGTERM or SIGINT. The first line on stdout is {"address": …} once the port answers."""
    set_up()
    take_over()
    folder = data / settings.id
    folder.mkdir(parents=True, exist_ok=True)
    lock = only_one(folder)
    listener = _listener(bind, port)
    port = listener.getsockname()[1]
    address = f"http://localhost:{port}"

    journal = Journal(folder / "journal.db")
    people = People(folder / "people.db")
    office = Office(settings, Texts.load(), journal, DayKey(folder / "day.key"))
    # Before anybody is there: after a long absence it takes seconds.
    office.forget()
    office.public_url = settings.public_url or address
    access = Access(people, settings.languages)
    processes = Processes(folder)
    clips = Clips(folder / "voice")
    app = create_app(office, access, SCREENS, _secret_key(folder), processes.paper(), clips)
    addresses = [office.public_url, *also]
    hosts = known_hosts([*addresses, f"http://{bind}"])
    live = Live(app, office, access, SCREENS, origins(hosts, port, addresses))
    server = WSGIServer(listener, HostCheck(app, hosts), log=None, error_log=None)
    server.start()
    live.start()
    processes.start(settings, access, port)
    gevent.spawn(Ahead(office, clips).run)
    # What is loaded now stays: the collector need not walk it again (p99 at 1 000 taps/s: 190 -> 26 ms).
    gc.collect()
    gc.freeze()
    log.info("serving", office=settings.id, address=address, demonstration=settings.demonstration)
    print(json.dumps({"address": address}), flush=True)
    if settings.demonstration and sys.stderr.isatty():
        print(f"\n  Aller-vers, bureau de {settings.name} : ouvrez {address}\n", file=sys.__stderr__)

    _until_told_to_stop()
    log.info("stopping", office=settings.id)
    processes.stop()
    clips.close()
    server.stop(timeout=STOP_SECONDS)
    people.close()
    journal.close()
    lock.close()


def _until_told_to_stop() -> None:
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, told.set)
    told.wait()


def _listener(bind: str, port: int) -> socket.socket:
    """A listening socket with TCP_NODELAY, which accepted ones inherit: without it gevent.pywsgi answers in 48 ms, with it in 0.4."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((bind, port))
    except OSError as error:
        not_started(f"Le port {port} de {bind} n'est pas libre : {error}. Choisissez-en un autre avec --port.")
        sys.exit(1)
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def only_one(folder: Path) -> TextIO:
    """The lock of the office's files, held while the answer is; ends the program when another one has it."""
    lock = (folder / "office.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        not_started(f"Ce bureau est déjà ouvert par un autre programme ({folder}). Arrêtez-le d'abord.")
        sys.exit(3)
    return lock


def _secret_key(folder: Path) -> bytes:
    """Signs the sessions of the pages; kept, so that a kiosk's page outlives a restart."""
    path = folder / "session.key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()
