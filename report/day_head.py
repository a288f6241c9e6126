"""The head of a day's journal in words: what is noted on paper, and what no longer fits."""

from datetime import date

from config import audit_words
from report.writing import Writing
from screen.running import DayHead, RunningOffice


def head_shown(office: RunningOffice, day: date) -> str:
    """« 3fa9 11c0 8d2e », "" for a day on which nothing happened."""
    day_head = office.audit.day_head(day.isoformat())
    return audit_words.grouped(day_head.head) if day_head else ""


def breaks_shown(office: RunningOffice, writing: Writing) -> list[str]:
    """A sentence for each day that is broken now; what retention sealed as broken is said on the page of its day only."""
    return [
        _sentence(day, writing)
        for day in office.audit.broken_days()
        if day.broken and day.broken[1] != audit_words.KNOWN_BEFORE
    ]


def break_shown(office: RunningOffice, day: date, writing: Writing) -> str:
    """The same for one day; "" when it holds."""
    head = office.audit.day_head(day.isoformat())
    return _sentence(head, writing) if head and head.broken else ""


def _sentence(day: DayHead, writing: Writing) -> str:
    assert day.broken is not None
    seq, why = day.broken
    broken = audit_words.broken(seq, why, language=writing.language)
    return writing.say(audit_words.BROKEN_AT_START, day=_day(day.date, writing), broken=broken)


def _day(written: str, writing: Writing) -> str:
    """In words where it is a date: what somebody changed may be none."""
    try:
        return writing.day(date.fromisoformat(written))
    except ValueError:
        return writing.say("« {written} »", written=written)
