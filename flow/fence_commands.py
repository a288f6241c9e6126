"""What is asked about a day of which part was lost: the office's own command, and « c'est fait »."""

from msgspec import field

from flow.bounds import Epoch, Moment, Number, Seq
from flow.fence import Loss
from flow.wire import Command


class ResumeJournal(Command, frozen=True):
    """The office's own command when its journal lacks what is known from outside: the day goes on above it, behind a fence.

    known_seq: how far the journal is known to have gone, 0 when nobody knows. next_number: a number that was surely not given yet.
    epoch: the new one, at random. last_given: the last number that is known to be given, 0 for none. kept_until: when the last event
    before the loss was, 0 for none.
    """

    known_seq: Seq = field(name="known")
    next_number: Number
    epoch: Epoch = ""
    why: Loss = Loss.SHORTER
    last_given: Number = field(default=0, name="given")
    kept_until: Moment = 0


class SettleFence(Command, frozen=True):
    """« C'est fait » : whoever holds a paper that the queue does not know was looked after. goes_on: of the fence that was shown."""

    goes_on: Number


FenceCommand = ResumeJournal | SettleFence
