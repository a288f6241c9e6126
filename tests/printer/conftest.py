"""What the printer's tests share: a ticket's words, a virtual printer on a thread, a small office."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demonstration.virtual_printer.server import VirtualPrinter
from printer.paper import TicketPaper

# tests/ has no packages: the fakes beside this file are imported by their own name.
sys.path.insert(0, str(Path(__file__).parent))

from printer_fakes import FakeOffice, Start, worker_starter


@pytest.fixture
def paper() -> TicketPaper:
    return TicketPaper(
        office="Bureau de poste de Lens",
        number="112",
        need="Retirer un colis",
        wait="environ 10 à 15 minutes",
        where="Installez-vous\u202f: un médiateur vous accueille près de l’entrée.",
        ready=("Une pièce d’identité", "L’avis de passage, ou le numéro de suivi"),
        ready_title="À préparer",
        follow="Suivez votre tour sur votre téléphone",
        url="https://lens.aller-vers.fr/t/9fK2mQ7xL0aB3",
        privacy="Aucune donnée personnelle. Numéro effacé ce soir.",
        taken_at="Lundi 23 novembre 2026, 9 h 42",
    )


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    virtual = VirtualPrinter()
    thread = threading.Thread(target=virtual.serve, daemon=True)
    thread.start()
    yield virtual
    virtual.stop()
    thread.join(5)
    assert not thread.is_alive()


@pytest.fixture
def office() -> Iterator[FakeOffice]:
    fake = FakeOffice()
    yield fake
    fake.stop()


@pytest.fixture
def start(tmp_path: Path, office: FakeOffice, printer: VirtualPrinter) -> Iterator[Start]:
    with worker_starter(tmp_path, office, printer.port) as start:
        yield start


@pytest.fixture
def words(paper: TicketPaper) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(paper)
    return built
