"""A copy is put back where less is known: on a spare computer, on a clock that is not right yet, twice on a day."""

import pytest

from config.fence_words import fence_notice
from flow.fence import Loss
from server.journal.numbers import Numbers, numbers_of
from server.recovery.restoring import read_note, restore
from server.witness import Seen, read
from tests.server.spare_computer import IN_1970, forget_witness
from tests.server.turned_clock import DAY, HOUR, MINUTE, SECOND, Turned

pytestmark = pytest.mark.slow


def take(turned, count):
    """The numbers that were given."""
    return [turned.take().number for _ in range(count)]


@pytest.fixture
def first(tmp_path, settings):
    """The office's own computer."""
    (tmp_path / "first").mkdir()
    turned = Turned(tmp_path / "first", settings)
    yield turned
    turned.journal._database.close()


@pytest.fixture
def spare(tmp_path, settings):
    """Starts another computer with a copy, in the same folder each time."""
    running = []

    def started(copy, wall, at=None):
        if running:
            running.pop().journal._database.close()
        (tmp_path / "spare").mkdir(exist_ok=True)
        restore(tmp_path / "spare", copy, Loss.RESTORED, wall if at is None else at)
        turned = Turned(tmp_path / "spare", settings, wall=wall, elapsed=20 * SECOND, boot=f"spare-{wall}")
        running.append(turned)
        return turned

    yield started
    for turned in running:
        turned.journal._database.close()


def put_back(turned, copy, witness=True):
    turned.office.close_witness()
    turned.journal._database.close()
    if not witness:
        forget_witness(turned)
    restore(turned.folder, copy, Loss.RESTORED, turned.wall)
    turned.wall, turned.elapsed = turned.wall + SECOND, turned.elapsed + SECOND
    turned.start()


@pytest.mark.parametrize("ago", [2 * DAY, 0], ids=["two days ago", "this morning"])
def test_a_spare_computer_that_held_a_drill_gives_no_number_that_was_given_here(first, spare, kept, ago):
    """Its witness is of another past: it went further than the copy, and knows nothing of this one."""
    take(first, 300)
    drill = spare(kept(first), first.wall + MINUTE)
    take(drill, 2)
    drill.office.close_witness()
    first.later(ago, tick=HOUR)
    take(first, 20)
    copy = kept(first)
    first.later(5 * HOUR, tick=HOUR)
    given = take(first, 400)

    again = take(spare(copy, first.wall + MINUTE), 10)

    assert read(first.folder).numbers != {}
    assert not set(again) & set(given)


def test_a_witness_of_this_very_past_is_believed_and_the_numbers_leap_no_further_than_they_must(first, kept):
    """The control: the copy is put back where it was taken."""
    take(first, 10)
    copy = kept(first)
    first.later(5 * HOUR, tick=HOUR)
    take(first, 5)
    put_back(first, copy)

    assert take(first, 1) == [301]


@pytest.mark.parametrize(
    ("seen", "knows"),
    [
        (Seen(9, "aa", {"2025-11-24": 110}, {}, "e"), True),
        (Seen(9, "aa", {"2025-11-24": 109}, {}, "e"), False),
        (Seen(9, "aa", {"2025-11-23": 110}, {}, "e"), False),
        (Seen(9, "aa", {"2025-11-24": 110}, {}, "f"), False),
        (Seen(9, "aa", {"2025-11-24": 110}), False),
        (Seen(), False),
    ],
)
def test_a_witness_knows_a_day_of_its_own_past_that_far_or_further(seen, knows):
    assert seen.knows("2025-11-24", 110, ("d", "e")) is knows


def test_todays_copy_on_a_computer_without_the_time_goes_on_above_a_whole_day(first, spare, kept):
    take(first, 10)
    copy = kept(first)
    first.later(5 * HOUR, tick=HOUR)
    given = take(first, 400)
    other = spare(copy, IN_1970)
    assert other.office.state.doubt is not None

    again = take(other, 5)
    other.jump(first.wall + MINUTE - other.wall)
    again += take(other, 5)

    assert other.office.state.doubt is None
    assert not set(again) & set(given)
    fence = other.office.state.fence
    other.restart()
    assert other.office.state.fence == fence, "judged once"


@pytest.mark.parametrize("taken", [False, True])
def test_yesterdays_copy_on_a_computer_without_the_time_is_judged_again_when_the_time_arrives(
    first, spare, kept, taken
):
    take(first, 10)
    copy = kept(first)
    first.later(20 * HOUR, tick=HOUR)
    given = take(first, 300)
    other = spare(copy, IN_1970)
    assert not read_note(other.folder).settled, "nobody knows which day it is"
    if taken:
        take(other, 2)
        other.restart(off=MINUTE)
    other.jump(first.wall + HOUR - other.wall)

    assert other.office.state.date == first.office.state.date
    assert not set(take(other, 20)) & set(given)
    assert other.office.state.fence.why is Loss.RESTORED
    other.later(DAY, tick=HOUR)
    assert (take(other, 1), other.office.state.fence) == ([101], None), "and not on the day after"


def test_a_copy_that_was_put_back_on_a_wrong_day_is_judged_again_when_the_day_moves(first, spare, kept):
    """The machine's clock was a day behind, and nothing told."""
    take(first, 10)
    copy = kept(first)
    first.later(20 * HOUR, tick=HOUR)
    given = take(first, 480)
    other = spare(copy, first.wall - DAY + 6 * HOUR)
    assert other.office.state.doubt is None
    other.source = first.wall + 6 * HOUR
    other.jump(other.source - other.wall)
    other.tick()

    assert other.office.state.date == first.office.state.date
    assert not set(take(other, 5)) & set(given)


def test_a_second_copy_on_one_day_knows_the_leap_of_the_first_also_without_a_witness(first, spare, kept):
    take(first, 10)
    copy = kept(first)
    other = spare(copy, first.wall + HOUR)
    given = take(other, 30)
    for _ in range(3):
        put_back(other, copy, witness=False)
        again = take(other, 3)
        assert not set(again) & set(given)
        given += again


def test_without_what_the_note_knows_the_second_copy_gives_numbers_again(first, spare, kept, monkeypatch):
    """The control."""
    monkeypatch.setattr("server.recovery.restoring.numbers_of", lambda _path: Numbers())
    take(first, 10)
    copy = kept(first)
    other = spare(copy, first.wall + HOUR)
    given = take(other, 30)
    put_back(other, copy, witness=False)

    assert set(take(other, 3)) & set(given)


def test_a_journal_that_cannot_be_read_knows_nothing_and_stops_nobody(tmp_path):
    (tmp_path / "journal.db").write_bytes(b"no database" * 1000)

    assert numbers_of(tmp_path / "journal.db") == numbers_of(tmp_path / "missing.db") == Numbers()


def test_a_copy_of_the_register_does_not_hide_that_the_journal_was_put_back_before_it(first, spare, kept, tmp_path):
    take(first, 10)
    copy = kept(first)
    given = take(first, 50)
    first.office.close_witness()
    first.journal._database.close()
    restore(first.folder, copy, Loss.RESTORED, first.wall)
    restore(first.folder, copy, Loss.RECOVERED, first.wall + SECOND, ("people.db",))
    forget_witness(first)
    first.start()

    assert not set(take(first, 5)) & set(given)


def test_a_leap_is_never_said_to_be_tickets(first, kept):
    take(first, 10)
    copy = kept(first)
    take(first, 5)
    for _ in range(3):
        put_back(first, copy)
        notice = fence_notice(first.office.state, "Europe/Paris")
        assert notice.missing.startswith("Il y manque au moins les numéros 111 à 115."), notice.missing
