"""Which commands of the console wait for the link, and which can be taken back: the command says it, no page does."""

from typing import get_args

from flow.commands import ParkTicket, Prequalify, Recall, Undo
from flow.kiosk_commands import LockKiosk, SweepTickets
from flow.time_commands import TrustClock
from flow.wire import Command, type_of
from mediation.commands import AnyCommand, PrintSheet, SignUp, StartAccompaniment
from mediator_console.choices import command_names
from mediator_console.commands import COMMANDS
from mediator_console.pages import SCREEN


def test_a_new_command_neither_waits_nor_can_be_taken_back_by_accident():
    class Newest(Command, frozen=True):
        """Somebody wrote it a minute ago."""

    assert (Newest.may_wait, Newest.can_undo, Newest.gives) == (False, False, False)


def test_what_says_something_about_now_does_not_wait():
    assert not any(
        command.may_wait for command in (TrustClock, LockKiosk, Recall, SweepTickets, SignUp, PrintSheet, Undo)
    )
    assert all(command.may_wait for command in (Prequalify, ParkTicket, StartAccompaniment))


def test_a_command_that_may_wait_names_what_it_is_about_or_begins_something_of_its_own():
    waiting = [command for command in get_args(AnyCommand) if command.may_wait]

    assert len(waiting) > 20
    assert {command for command in waiting if not command.__struct_fields__} == set()


def test_the_console_is_told_by_name_what_each_of_its_commands_may():
    names = command_names()

    assert SCREEN.commands is COMMANDS
    assert set(names.may_wait) == {type_of(command) for command in COMMANDS if command.may_wait}
    assert "TrustClock" not in names.may_wait
    assert set(names.gives) == {"SignUp"}
    assert set(names.can_undo) >= {"ParkTicket", "Recall", "StartAccompaniment"}
    assert "ReprintTicket" not in names.can_undo
