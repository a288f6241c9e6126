"""Where a journal ends, and what a day's head is: the last event's, sealed or not."""

from server.journal.copying import Copied, ends_at
from server.journal.journal import Journal
from server.journal.retention import forget
from tests.server.chained import HOUR, two_days_of_work, work


def test_the_head_of_a_day_is_the_hash_of_its_last_event(bureau):
    two_days_of_work(bureau)
    first, second = bureau.journal.checked()

    assert bureau.journal.head_of("2025-11-24") == first.head
    assert bureau.journal.head_of("2025-11-25") == second.head == bureau.journal.head()
    assert bureau.journal.head_of("2025-11-26") is None


def test_a_journal_of_which_all_days_are_sealed_but_the_last_ends_with_its_last_event(bureau):
    two_days_of_work(bureau)
    for _ in range(2):
        bureau.clock.now += 24 * HOUR
        bureau.office.forget()
        work(bureau)
    bureau.journal.settle()

    assert ends_at(bureau.journal.path) == Copied(bureau.journal.last_seq(), "2025-11-26", "2025-11-27")


def test_where_no_event_is_left_the_last_sealed_one_is_the_end(bureau):
    two_days_of_work(bureau)
    last = bureau.journal.last_seq()

    forget(bureau.journal._database, "2025-12-31", bureau.clock.now)

    assert [day.sealed for day in bureau.journal.checked()] == [True, True]
    assert ends_at(bureau.journal.path) == Copied(last, "", "")
    assert bureau.journal.last_seq() == last


def test_a_journal_that_is_closed_leaves_nothing_in_its_log(tmp_path):
    journal = Journal(tmp_path / "not" / "there" / "yet" / "journal.db")
    assert journal.sizes()[1] > 0

    journal.settle()

    assert journal.sizes()[1] == 0
    journal.close()
