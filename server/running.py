"""One office from start to stop: everything wired in one function, read from top to bottom, stopped in the opposite order."""

import contextlib
import fcntl
import gc
import json
import os
import resource
import secrets
import signal
import sqlite3
import sys
from pathlib import Path
from typing import TextIO

import gevent
import structlog
from gevent.event import Event

from config.doors import network
from config.settings import OfficeSettings
from config.texts import Texts
from server.access import Access
from server.app import create_app
from server.door.limits import CONNECTIONS
from server.door.lobby import Lobby
from server.journal.events import Journal
from server.journal.people import People
from server.listening import Listening
from server.live import Live
from server.logs import not_started, set_up, take_over
from server.office import Office
from server.phone_door import create_phone_app
from server.processes import Processes
from server.screens import READ_ONLY, SCREENS
from server.tokens import DayKey
from server.voice_ahead import Ahead
from voice.clips import Clips

STOP_SECONDS = 3
FILES_OF_OURS = 128
"""Databases, logs, clips, workers: what is not a connection."""
log = structlog.get_logger()


def run(settings: OfficeSettings, folder: Path, also: tuple[str, ...] = ()) -> None:
    """Serves the office until SIGTERM or SIGINT. The first line on stdout is {"address": …} once the port answers.

    With a plain door for telephones it says its {"phone_address": …} too. folder: the office's own (server.folders.open_folder).
    """
    set_up()
    take_over()
    # Before anybody is told that it runs: a farewell that comes at once is a farewell too.
    farewell = _farewell()
    lock = only_one(folder)
    listening = Listening(settings, also)
    screens = READ_ONLY if listening.phone_address else SCREENS

    journal = Journal(folder / "journal.db")
    people = People(folder / "people.db")
    office = Office(settings, Texts.load(), journal, DayKey(folder / "day.key"))
    # Before anybody is there: after a long absence it takes seconds.
    office.forget()
    office.public_url = listening.public_url
    office.phones_see_tickets_only = bool(listening.phone_address)
    access = Access(people, settings.languages, office.now)
    processes = Processes(folder)
    clips = Clips(folder / "voice")
    app = create_app(office, access, screens, _secret_key(folder), processes.paper(), clips)
    live = Live(app, office, access, screens, listening.origins)
    listening.open(app, create_phone_app(office, access), _lobby(settings), access.device_of)
    live.start()
    gevent.spawn(access.watch)
    processes.start(settings, access, listening.worker_port)
    gevent.spawn(Ahead(office, clips).run)
    # What is loaded now stays: the collector need not walk it again (p99 at 1 000 taps/s: 190 -> 26 ms).
    gc.collect()
    gc.freeze()
    kept = str(folder.resolve())
    log.info("serving", office=settings.id, demonstration=settings.demonstration, folder=kept, **listening.said())
    print(json.dumps(listening.said()), flush=True)
    if settings.demonstration and sys.stderr.isatty():
        print(f"\n  Aller-vers, bureau de {settings.name} : ouvrez {listening.address}\n", file=sys.__stderr__)

    farewell.wait()
    log.info("stopping", office=settings.id)
    processes.stop()
    clips.close()
    listening.close(STOP_SECONDS)
    with contextlib.suppress(sqlite3.Error):
        access.keep()
    people.close()
    office.close_witness()
    journal.close()
    lock.close()


def _lobby(settings: OfficeSettings) -> Lobby:
    """As large as the files and sockets that this program may open: all that the system allows it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    most = CONNECTIONS if hard == resource.RLIM_INFINITY else min(CONNECTIONS, hard - FILES_OF_OURS)
    proxy = settings.serve.trusted_proxy
    return Lobby(everybody=most, proxy=network(proxy) if proxy else None)


def _farewell() -> Event:
    """Set by SIGTERM or SIGINT."""
    farewell = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, farewell.set)
    return farewell


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
