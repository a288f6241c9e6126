"""One office from start to stop: everything wired in one function, read from top to bottom, stopped in the opposite order."""

import contextlib
import fcntl
import gc
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn, TextIO

import gevent
import structlog
from gevent.event import Event

from config.settings import OfficeSettings
from server.access import Access
from server.access.watching import watch
from server.app import create_app
from server.client_address import network
from server.copies.ages import Moment
from server.copies.copier import Copier
from server.copies.second import second_of
from server.copies.sweeping import sweep
from server.door.limits import CONNECTIONS
from server.door.lobby import Lobby
from server.files.writing import session_key
from server.journal.connection import ENDING, MOVED, is_certain
from server.journal.journal import Journal
from server.journal.people import People
from server.listening import Listening
from server.live import Live
from server.logs import not_started, set_up, take_over, write
from server.office import Office
from server.opening import read_office
from server.phone_door import create_phone_app
from server.processes import Processes
from server.pulse import Pulse
from server.recovery.recovering import open_whole
from server.recovery.restoring import read_note, settled
from server.recovery.starting import MAY_PASS, PEOPLE, PEOPLE_OLDER, look_over, named, no_devices
from server.screens import READ_ONLY, SCREENS
from server.storage_faults import NOT_NOW, StorageFaults, fault_of_folder
from server.time.clock import business_day, elapsed_ms, now_ms, this_boot
from server.voice.ahead import Ahead
from voice.clips import Clips

STOP_SECONDS = 3
LET_GO_S = 2.0
OTHERS_WAIT_MS = 200
"""So long people.db waits for the command line: this wait holds up everybody."""
UNSURE_SAYS = "Le disque n'a pas confirmé un enregistrement : le bureau s'arrête et relit le disque."
MOVED_SAYS = "Un fichier du bureau a été effacé ou remplacé pendant qu'il servait : le bureau s'arrête et reprend ce que le disque a."
FILES_OF_OURS = 128
"""Databases, logs, clips, workers: what is not a connection."""
log = structlog.get_logger()


def run(
    settings: OfficeSettings,
    folder: Path,
    also: tuple[str, ...] = (),
    pulse: Pulse | None = None,
    ended: Mapping[str, int] | None = None,
) -> None:
    """Serves the office until SIGTERM or SIGINT. The first line on stdout is {"address": …} once the port answers.

    pulse: to whoever starts this process again when it ends or stands still. ended: how often it did, by why.

    With a plain door for telephones it says its {"phone_address": …} too. folder: the office's own (server.folders.open_folder).
    """
    set_up()
    take_over()
    # Before anybody is told that it runs: a farewell that comes at once is a farewell too.
    farewell = _farewell()
    ENDING.stop = _unsure
    lock = only_one(folder)
    # Before anything else: copies that are surely too old, and what a copy that was never finished left.
    sweep(folder, Moment(now_ms(), boot=this_boot(), elapsed=elapsed_ms()))
    office, journal, access = _opened(settings, folder)
    listening = Listening(settings, also)
    screens = READ_ONLY if listening.phone_address else SCREENS
    # Before anybody is there: after a long absence it takes seconds.
    office.forget()
    copier = Copier(office, folder, second_of(settings))
    # Those that are too old by the office's time, now that its files were found whole.
    copier.sweep()
    office.addresses = listening.public
    processes = Processes(folder)
    clips = Clips(folder / "voice")
    app = create_app(office, access, screens, session_key(folder / "session.key"), processes.paper(), clips)
    office.measures.ended, office.measures.copy_age = ended or {}, copier.age_s
    live = Live(app, office, access, screens, listening.origins)
    listening.open(app, create_phone_app(office, access), _lobby(settings), access.device_of)
    if pulse is not None:
        pulse.begin(listening.first_line())
    live.start()
    gevent.spawn(watch, access)
    processes.start(settings, access, listening.worker_port)
    office.workers.end = processes.end
    office.workers.expect(printer.name for printer in settings.printers)
    gevent.spawn(Ahead(office, clips).run)
    gevent.spawn(copier.run)
    _spare_collector()
    _say_serving(settings, folder, listening)
    if pulse is not None:
        gevent.spawn(pulse.beat)

    farewell.wait()
    log.info("stopping", office=settings.id)
    copier.stop()
    processes.stop()
    clips.close()
    listening.close(STOP_SECONDS)
    office.close_witness()
    _closed(access, journal)
    lock.close()


def _spare_collector() -> None:
    """What is loaded now stays: the collector need not walk it again (p99 at 1 000 taps/s: 190 -> 26 ms)."""
    gc.collect()
    gc.freeze()


def _say_serving(settings: OfficeSettings, folder: Path, listening: Listening) -> None:
    folder_path = str(folder.resolve())
    log.info(
        "serving",
        office=settings.id,
        demonstration=settings.demonstration,
        folder=folder_path,
        **listening.first_line(),
    )
    with contextlib.suppress(OSError):
        # Started again, it may speak to somebody who read the first line and closed: nothing stays in a buffer for the end.
        os.write(1, json.dumps(listening.first_line()).encode() + b"\n")
    if settings.demonstration and sys.stderr.isatty():
        print(f"\n  Aller-vers, bureau de {settings.name} : ouvrez {listening.address}\n", file=sys.__stderr__)


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
    """The lock of the office's files, held while the answer is; ends the program when another one has it.

    It waits a moment: one that was just killed still has to let go.
    """
    lock = _lock_file(folder)
    until = time.monotonic() + LET_GO_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                not_started(f"Ce bureau est déjà ouvert par un autre programme ({folder}). Arrêtez-le d'abord.")
                sys.exit(3)
            time.sleep(0.05)
        else:
            return lock


def _lock_file(folder: Path) -> TextIO:
    try:
        return (folder / "office.lock").open("w")
    except OSError as error:
        fault = fault_of_folder(folder, error.strerror or str(error))
        _refuse(StorageFaults([fault], passing=error.errno in MAY_PASS))


def _closed(access: Access, journal: Journal) -> None:
    """On a full disk what was used when is not kept, and the write-ahead log stays beside its file: nothing else is lost."""
    for step in (access.keep, access.people.close, journal.close):
        try:
            step()
        except sqlite3.Error as error:
            log.warning("not_closed", step=step.__name__, error=str(error))


def _opened(settings: OfficeSettings, folder: Path) -> tuple[Office, Journal, Access]:
    """The office as its files have it, after a look at each; ends the program, in words, when it cannot be."""
    try:
        office, journal, access = open_whole(
            folder, settings.timezone, second_of(settings), lambda: _read(settings, folder), _say
        )
    except StorageFaults as faults:
        _refuse(faults)
    # So that the first screen that connects reads what is wrong.
    office.readiness.look()
    return office, journal, access


def _read(settings: OfficeSettings, folder: Path) -> tuple[Office, Journal, Access]:
    """Raises StorageFaults; then every file is let go."""
    missing = no_devices(folder)
    _say(look_over(folder))
    with contextlib.ExitStack() as opened:
        with named(folder / "journal.db"):
            office, journal = read_office(settings, folder, _settle)
        opened.callback(journal.leave)
        with named(folder / "people.db"):
            people, last = People(folder / "people.db", OTHERS_WAIT_MS), office.state.version
            access = Access(
                people, settings.languages, office.now, moves=office.moves_of_time, last=last,
                staff_languages=settings.staff_languages,
            )  # fmt: skip
            office.time_moved = access.time_moved
        opened.pop_all()
    note = read_note(folder)
    of_copy = note is not None and PEOPLE in note.files
    if note is not None and not note.is_of_journal:
        settled(folder, note)
    if missing or of_copy:
        access.witness.accept()
    if access.witness.is_older:
        _say((PEOPLE_OLDER.format(path=folder / PEOPLE),))
    until = business_day(min(note.at, office.now()), settings.timezone) if note is not None and of_copy else ""

    def standing() -> tuple[str, ...]:
        copy = bool(until) and business_day(office.now(), settings.timezone) <= until
        return ("no_devices",) * missing + ("people_copy",) * copy + ("people_older",) * access.witness.is_older

    office.readiness.standing = standing
    return office, journal, access


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        log.warning("storage_said", said=sentence)
        if sys.stderr.isatty():
            print(sentence, file=sys.__stderr__)


def _settle(journal: Journal) -> None:
    try:
        journal.settle()
    except sqlite3.OperationalError as error:
        if not is_certain(error):
            raise
        # No room, or somebody reads: what is in the write-ahead log is read from there.
        log.warning("not_settled", error=str(error))


def _refuse(faults: StorageFaults) -> NoReturn:
    for fault in faults.faults:
        not_started(str(fault))
    not_started(faults.ending)
    sys.exit(faults.exit_code)


def _unsure(error: sqlite3.Error) -> None:
    """At once, before anybody is answered: what the disk holds is known only by reading it again."""
    why = MOVED_SAYS if error.sqlite_errorname == MOVED else UNSURE_SAYS
    write({
        "event": "unsure", "level": "critical", "error": str(error), "code": error.sqlite_errorname,
        "why": why,
    })  # fmt: skip
    os._exit(NOT_NOW)
