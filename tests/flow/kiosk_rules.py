"""What people do at the kiosk, and what the mediator does about a rush there."""

from hall_rules import picks
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from queue_day import COUNTERS, MEDIATOR, NEEDS

from flow import commands as ask
from flow.kiosk_commands import SettleRush, SweepTickets
from flow.kiosks import notices
from flow.paper import PaperState
from flow.plan import MINUTE
from flow.refusals import Reason
from flow.tickets import Actor, Outcome

needs = st.sampled_from([n.id for n in NEEDS])
KIOSKS = (Actor("kiosk", "kiosk", device=3), Actor("kiosk", "kiosk", device=4))


class Kiosks:
    """Rules of the machine that plays an office (test_machine.py)."""

    @rule(
        kiosk=st.sampled_from(KIOSKS), need=needs, times=st.integers(1, 30), every_ms=st.sampled_from([50, 500, 7_000])
    )
    def play_with_the_kiosk(self, kiosk, need, times, every_ms):
        for _ in range(times):
            self.day.now += every_ms
            lately = [t for t in self.given(kiosk) if self.day.now - t.arrival < MINUTE]
            assert self.hand_in(ask.TakeTicket(need), kiosk) is (None if len(lately) < 12 else Reason.TOO_MANY_TICKETS)
            if len(lately) == 11:
                assert any(rush.kiosk == kiosk.device for rush in self.day.state.rushes.values())

    def given(self, kiosk):
        """What this kiosk gave today, by the book."""
        return [t for t in (*self.day.state.open.values(), *self.day.state.closed.values()) if t.kiosk == kiosk.device]

    @precondition(lambda self: notices(self.day.state))
    @rule(pick=picks, shown=st.integers(1, 40), waits=st.booleans(), settles=st.booleans())
    def sweep_or_settle(self, pick, shown, waits, settles):
        rushes = notices(self.day.state)
        notice = rushes[pick % len(rushes)]
        if waits:
            self.call_next(COUNTERS[0].id, None)
        before = dict(self.day.state.open)
        if settles:
            assert self.hand_in(SettleRush(notice.id), MEDIATOR) is None
            assert dict(self.day.state.open) == before
            assert self.hand_in(SweepTickets(notice.id, notice.tickets), MEDIATOR) is Reason.RUSH_SETTLED
            return
        assert self.hand_in(SweepTickets(notice.id, notice.tickets[:shown]), MEDIATOR) is None
        gone = set(before) - set(self.day.state.open)
        assert gone == {t for t in notice.tickets[:shown] if before[t].rev == 1}, (
            "touched by nobody, shown, and no other"
        )
        assert all(self.day.ticket(t).outcome is Outcome.ISSUED_IN_ERROR for t in gone)
        assert all(self.day.state.spool[t].state is PaperState.PRINTING for t in gone & set(self.day.state.spool))
