"""What tests of the fence share: tickets, their numbers and addresses, a copy taken and put back."""

from flow.commands import TakeTicket
from flow.fence import Loss
from server.copies.shelf import newest_good
from server.recovery.restoring import restore
from tests.server.shelved import shelve

HOUR = 3_600_000


def take(bureau, count=1):
    """The answers that were given."""
    answers = [bureau.do(TakeTicket("stamps"), role="kiosk") for _ in range(count)]
    assert all(answer.ok for answer in answers), answers[-1]
    return answers


def numbers(answers):
    return [answer.number for answer in answers]


def token(answer):
    return answer.url.rsplit("/", 1)[1]


def copy_now(bureau, daily=False):
    """As the program's own copies are: whole, and without its keys."""
    return shelve(bureau.folder, bureau.clock.now, daily)


def put_back(bureau, why=Loss.RESTORED):
    """The office ends without a word, its newest copy is put back, and it starts."""
    bureau.journal._database.close()
    copy = newest_good(bureau.folder)
    restore(bureau.folder, copy, why, bureau.clock.now)
    bureau.start()


def live_and_lose(bureau):
    """A copy with ten tickets, then an hour and five more: the answers, of all fifteen."""
    given = take(bureau, 10)
    copy_now(bureau)
    bureau.clock.now += HOUR
    return given + take(bureau, 5)
