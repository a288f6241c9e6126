"""What tests of the statistics share: a visit that was served, and a day with everything in it."""

from flow.commands import (
    AdvanceTicket,
    CallNext,
    FinishTicket,
    MarkArrived,
    MoveTicket,
    OpenCounter,
    StartPresence,
    TakeTicket,
)
from flow.hall_commands import ReportDifficulty
from flow.readings import Difficulty
from flow.tickets import MoveReason, Outcome
from mediation.commands import NoteHelp, RecordAccompaniment, StartAccompaniment
from mediation.coop import Nature
from mediation.records import Period

MINUTE = 60_000
TODAY = Period("2025-11-24", "2025-11-24")


def serve(bureau, waits=0, serves=0, need="parcel_notice"):
    ticket = bureau.do(TakeTicket(need)).ticket
    bureau.do(OpenCounter("1"))
    bureau.clock.now += waits * MINUTE
    bureau.do(CallNext("1"))
    bureau.do(MarkArrived(ticket))
    bureau.clock.now += serves * MINUTE
    bureau.do(FinishTicket(ticket, Outcome.SERVED))
    return ticket


def visits(bureau):
    return bureau.office.archive().visits(TODAY)


def an_eventful_day(bureau):
    bureau.do(StartPresence(), role="console")
    serve(bureau, waits=7, serves=3)
    accompaniment = bureau.do(StartAccompaniment(bureau.do(TakeTicket("tax")).ticket), role="console").subject
    bureau.clock.now += 20 * MINUTE
    bureau.do(RecordAccompaniment(accompaniment), role="console")
    bureau.do(NoteHelp(Nature.INFORMATION, 4), role="console")
    first = [bureau.do(TakeTicket("parcel_notice")).ticket for _ in range(4)]
    bureau.do(MoveTicket(first[3], first[0], MoveReason.CALMING), role="console")
    bureau.do(AdvanceTicket(first[2], 5), role="console")
    for _ in range(3):
        bureau.do(ReportDifficulty(Difficulty.TENSION), role="console")
    bureau.office.pass_time()
