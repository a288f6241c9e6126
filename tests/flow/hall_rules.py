"""What people press in the hall, around the queue: machines, difficulties, help calls, announcements."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from queue_day import MEDIATOR, MESSAGES

from flow import hall_commands as hall
from flow.readings import Difficulty

picks = st.integers(0, 30)


class Hall:
    """Rules of the machine that plays an office (test_machine.py)."""

    @rule(machine=st.sampled_from(["old", "new", "none"]), in_order=st.booleans())
    def machine_reported(self, machine, in_order):
        self.hand_in(hall.ReportMachine(machine, in_order))
        assert machine == "none" or (machine in self.day.state.out_of_order) is not in_order

    @rule(kind=st.sampled_from(Difficulty), pick=st.none() | picks, times=st.integers(1, 3))
    def difficulty(self, kind, pick, times):
        for _ in range(times):
            self.hand_in(hall.ReportDifficulty(kind, "" if pick is None else self.pick(pick)), MEDIATOR)

    @rule(where=st.sampled_from(["", "1", "2", "9"]), origin=st.sampled_from(["a", "b"]), pick=picks)
    def help_call(self, where, origin, pick):
        calls = sorted(self.day.state.help_calls)
        kind = pick % 4
        if kind < 2 or not calls:
            self.hand_in(hall.RaiseHelp(where, origin))
        else:
            self.hand_in((hall.ComeToHelp if kind == 2 else hall.EndHelp)(calls[pick % len(calls)]), MEDIATOR)

    @rule(message=st.sampled_from([*MESSAGES, "insult"]), minutes=st.sampled_from([None, 0, 1, 20, 121]))
    def announcement(self, message, minutes):
        command = hall.WithdrawAnnouncement(message) if minutes is None else hall.Announce(message, minutes)
        if self.hand_in(command, MEDIATOR) is None:
            assert (message in self.day.state.announced) is (minutes is not None)
