"""What a stored line, a command or a configuration leaves out says nothing: 0, empty, none, no. What says something is named here."""

import importlib
import pkgutil
from types import ModuleType

import msgspec

import flow
import mediation
from flow.fence import Loss
from flow.plan import Figures
from flow.readings import Level
from flow.state import DeskState
from flow.tickets import CLIENT
from mediation.plan import MediationPlan, WorkshopsPlan

NOT_SAID = dict.fromkeys(("genre", "tranche_age", "statut_social"), "non_communique")
SAY_SOMETHING = {
    # Each was the only way there was before the field came.
    "JournalResumed": {"why": Loss.SHORTER},
    "ResumeJournal": {"why": Loss.SHORTER},
    "TakeTicket": {"language": "fr"},
    "AccompanimentRecorded": {"confirmed": True},
    # How a day, a ticket and a record begin.
    "Desk": {"state": DeskState.CLOSED},
    "Ticket": {"language": "fr", "rev": 1, "changed_by": CLIENT},
    "TensionLevel": dict.fromkeys(("shown", "raw", "nearest"), Level.GREEN),
    "AccompanimentRecord": {"confirmed": True},
    "Details": NOT_SAID,
    "SentDetails": NOT_SAID,
    "Plan": {"languages": ("fr",)},
}
FIGURES = {
    "first_number": 101,
    "kiosk_tickets_a_minute": 12,
    "kiosk_remembers_seconds": 120,
    "legal_head_start_minutes": 60,
    "advance_steps_minutes": (5, 10),
    "advance_total_minutes": 15,
    "backup_penalty_minutes": 5,
    "overtaken_times": 5,
    "ceiling_minutes": 30,
    "recall_after_seconds": 40,
    "recalls": 2,
    "absent_minutes": 10,
    "double_press_seconds": 2,
    "undo_offered_seconds": 10,
    "undo_accepted_seconds": 15,
    "paper_seconds": 8,
    "paper_tries": 6,
    "next_printer_ms": 1200,
    "reprints": 3,
    "test_seconds": 30,
    "long_wait_minutes": 30,
    "load_from_minutes": (8, 12, 16),
    "load_up_minutes": 2,
    "load_down_minutes": 5,
    "climate_from_points": (5, 8, 12),
    "climate_up_minutes": 0,
    "climate_down_minutes": 5,
    "climate_halves_minutes": 20,
    "tension_points": 3,
    "operation_impossible_points": 2,
    "order_complaint_points": 2,
    "announced_passed_most": 5,
    "overtaken_from": 3,
    "overtaken_most": 3,
    "no_answer_most": 4,
}
"""As the field's research and the law give them (flow/plan.py says which is whose); an office may change them by name."""


def _kinds(package: ModuleType) -> list[type[msgspec.Struct]]:
    names = [module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    values = [(name, value) for name in names for value in vars(importlib.import_module(name)).values()]
    return [
        value
        for name, value in values
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == name
    ]


def _says(kind: type[msgspec.Struct]) -> dict[str, object]:
    """What stands in a value that was made without these fields; a value of values is looked at where it is made."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    return {
        name: value
        for name, value in defaults.items()
        if value and value is not msgspec.NODEFAULT and (value == CLIENT or not isinstance(value, msgspec.Struct))
    }


def test_whatever_is_left_out_says_nothing():
    kinds = [kind for package in (flow, mediation) for kind in _kinds(package)]

    by_kind = {kind.__name__: _says(kind) for kind in kinds if kind not in (Figures, WorkshopsPlan, MediationPlan)}

    assert len(by_kind) > 150
    assert {name: fields for name, fields in by_kind.items() if fields} == SAY_SOMETHING


def test_the_figures_of_the_rules_are_those_of_the_field():
    assert msgspec.structs.asdict(Figures()) == FIGURES
    assert (WorkshopsPlan().minutes, WorkshopsPlan().seats, WorkshopsPlan().waiting) == (120, 8, 16)
    assert MediationPlan().longest_minutes == 480
