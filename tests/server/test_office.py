"""Store, then tell: what was answered is durable, what failed never happened."""

from flow.commands import CallNext, MarkAbsent, OpenCounter, TakeTicket
from flow.paper import PaperState
from flow.printing import may_print
from flow.refusals import Reason
from flow.tickets import Outcome, State


def test_a_double_tap_gives_one_ticket(bureau):
    first = bureau.do(TakeTicket("parcel_notice"), key="tap-00000001")

    again = bureau.do(TakeTicket("parcel_notice"), key="tap-00000001")

    assert again == first
    assert len(bureau.office.state.open) == 1


def test_two_taps_with_keys_of_their_own_give_two_tickets(bureau):
    numbers = [bureau.do(TakeTicket("parcel_notice")).number for _ in range(2)]

    assert numbers == [101, 102]


def test_the_same_key_with_another_body_is_refused(bureau):
    bureau.do(TakeTicket("parcel_notice"), key="tap-00000001")

    other = bureau.do(TakeTicket("stamps"), key="tap-00000001")

    assert other.reason == Reason.KEY_REUSED
    assert len(bureau.office.state.open) == 1


def test_the_same_key_from_another_device_is_another_key(bureau):
    bureau.do(TakeTicket("parcel_notice"), key="tap-00000001", scope="kiosk 1")

    other = bureau.do(TakeTicket("parcel_notice"), key="tap-00000001", scope="kiosk 2")

    assert other.number == 102


def test_an_answer_outlives_a_restart_with_the_same_address(bureau):
    first = bureau.do(TakeTicket("parcel_notice"), key="tap-00000001")

    bureau.restart()
    again = bureau.do(TakeTicket("parcel_notice"), key="tap-00000001")

    assert again == first
    assert len(first.url.rsplit("/", 1)[1]) == 22


def test_a_restart_gives_the_same_state(bureau):
    bureau.do(OpenCounter("1"))
    for need in ("parcel_notice", "stamps", "help"):
        bureau.do(TakeTicket(need))
    bureau.do(CallNext("1"))
    before = bureau.office.state

    bureau.restart()

    assert bureau.office.state == before


def test_a_full_disk_refuses_the_command_and_tells_nobody(bureau):
    bureau.do(TakeTicket("parcel_notice"))
    before, heard_before = bureau.office.state, len(bureau.heard())
    pages = bureau.journal._database.execute("PRAGMA page_count").fetchone()[0]
    bureau.journal._database.execute(f"PRAGMA max_page_count={pages}").fetchone()

    answers = [bureau.do(TakeTicket("parcel_notice")) for _ in range(60)]

    refused = [answer for answer in answers if not answer.ok]
    assert refused, "the disk never filled: this test is blind"
    assert {answer.reason for answer in refused} == {Reason.NOT_STORED}
    assert len(bureau.office.state.open) == len(before.open) + len(answers) - len(refused)
    assert len(bureau.heard()) == heard_before + len(answers) - len(refused)


def test_after_space_comes_back_the_office_goes_on_without_a_restart(bureau):
    pages = bureau.journal._database.execute("PRAGMA page_count").fetchone()[0]
    bureau.journal._database.execute(f"PRAGMA max_page_count={pages}").fetchone()
    while bureau.do(TakeTicket("parcel_notice")).ok:
        pass
    taken = len(bureau.office.state.open)

    bureau.journal._database.execute("PRAGMA max_page_count=1000000").fetchone()

    assert bureau.do(TakeTicket("parcel_notice")).number == 101 + taken


def test_a_new_business_day_starts_at_101_and_yesterdays_tickets_are_removed(bureau):
    yesterday = bureau.do(TakeTicket("parcel_notice"))
    bureau.clock.now += 24 * 3_600_000

    today = bureau.do(TakeTicket("parcel_notice"))

    assert (yesterday.number, today.number) == (101, 101)
    assert yesterday.ticket != today.ticket
    assert list(bureau.office.state.open) == [today.ticket]


def test_a_ticket_taken_after_midnight_belongs_to_the_day_before(bureau):
    bureau.clock.now += 13 * 3_600_000
    first = bureau.do(TakeTicket("parcel_notice"))

    bureau.clock.now += 60_000

    assert bureau.do(TakeTicket("parcel_notice")).number == first.number + 1


def test_a_clock_set_back_never_makes_a_negative_wait_or_an_old_day(bureau):
    first = bureau.do(TakeTicket("parcel_notice"))
    date = bureau.office.state.date
    bureau.clock.now -= 40 * 3_600_000

    answer = bureau.do(TakeTicket("parcel_notice"))

    open_now = bureau.office.state.open
    assert (answer.number, bureau.office.state.date) == (102, date)
    assert bureau.office.now() >= open_now[answer.ticket].arrival >= open_now[first.ticket].arrival


def test_yesterdays_ticket_address_is_dead_after_the_close(bureau):
    answer = bureau.do(TakeTicket("parcel_notice"))
    old = set(bureau.office.state.tokens)

    bureau.clock.now += 24 * 3_600_000
    bureau.office.pass_time()

    assert not old & set(bureau.office.state.tokens)
    assert bureau.office.ticket_url(answer.ticket) != answer.url


def test_no_token_is_stored(bureau):
    answer = bureau.do(TakeTicket("parcel_notice"))
    token = answer.url.rsplit("/", 1)[1].encode()

    kept = b"".join(path.read_bytes() for path in bureau.folder.iterdir())

    assert b"parcel_notice" in kept
    assert token not in kept


def test_the_cost_of_a_start_does_not_grow_with_history(bureau):
    for _ in range(3):
        bureau.do(TakeTicket("parcel_notice"))
        bureau.clock.now += 24 * 3_600_000
        bureau.office.pass_time()

    _day, recorded = bureau.journal.open_day()

    assert len(recorded) == 1


def test_what_was_due_at_a_crash_is_printed_after_a_slow_start(bureau):
    ticket = bureau.do(TakeTicket("parcel_notice"), role="kiosk").ticket
    bureau.clock.now += 60_000
    bureau.restart()
    bureau.office.pass_time()
    state, printer = bureau.office.state, bureau.settings.printers[0].name

    assert may_print(state, state.spool[ticket], printer, bureau.office.now())


def test_what_was_due_long_before_the_start_is_not(bureau):
    ticket = bureau.do(TakeTicket("parcel_notice"), role="kiosk").ticket
    bureau.clock.now += 10 * 60_000
    bureau.restart()
    bureau.office.pass_time()

    assert bureau.office.state.papers[ticket].state is PaperState.EXPIRED


def _absent(bureau) -> str:
    bureau.do(OpenCounter("1"))
    ticket = bureau.do(TakeTicket("parcel_notice"), role="kiosk").ticket
    bureau.do(CallNext("1"))
    bureau.do(MarkAbsent(ticket))
    bureau.clock.now += 2 * 60_000
    return ticket


def test_somebody_who_came_back_while_the_office_did_not_run_is_no_no_show_at_its_start(bureau):
    ticket = _absent(bureau)
    bureau.clock.now += 15 * 60_000
    bureau.restart()
    bureau.office.pass_time()
    assert bureau.office.state.open[ticket].state is State.ABSENT

    bureau.clock.now += bureau.office.state.plan.figures.absent_minutes * 60_000
    bureau.office.pass_time()
    assert bureau.office.state.closed[ticket].outcome is Outcome.NO_SHOW


def test_while_the_office_runs_somebody_absent_for_too_long_is_a_no_show(bureau):
    ticket = _absent(bureau)
    bureau.clock.now += 15 * 60_000
    bureau.office.pass_time()

    assert bureau.office.state.closed[ticket].outcome is Outcome.NO_SHOW
