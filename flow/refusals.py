"""A command that cannot be done: a reason and its facts. The screen makes the sentence in the reader's language."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a command is refused."""

    OFFICE_CLOSED = "office_closed"
    NEED_UNKNOWN = "need_unknown"
    ROUTE_NOT_OFFERED = "route_not_offered"
    TICKET_UNKNOWN = "ticket_unknown"
    TICKET_CLOSED = "ticket_closed"
    NOT_WAITING = "not_waiting"
    WRONG_STATE = "wrong_state"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ANCHOR_GONE = "anchor_gone"
    COUNTER_UNKNOWN = "counter_unknown"
    COUNTER_NOT_OPEN = "counter_not_open"
    COUNTER_BUSY = "counter_busy"
    NOBODY_WAITING = "nobody_waiting"
    NOT_COMPETENT = "not_competent"
    ADVANCE_NOT_OFFERED = "advance_not_offered"
    ADVANCE_TOO_LARGE = "advance_too_large"
    OVERTAKEN_LIMIT = "overtaken_limit"
    CEILING = "ceiling"
    SAME_PLACE = "same_place"
    OUTCOME_NOT_POSSIBLE = "outcome_not_possible"
    PLACE_MISSING = "place_missing"
    NOTHING_TO_UNDO = "nothing_to_undo"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    PAPER_NOT_DUE = "paper_not_due"
    TOO_MANY_COPIES = "too_many_copies"
    PRINTER_UNKNOWN = "printer_unknown"
    MACHINE_UNKNOWN = "machine_unknown"
    MACHINE_OUT_OF_ORDER = "machine_out_of_order"
    MACHINE_CANNOT = "machine_cannot"
    TAG_UNKNOWN = "tag_unknown"
    ALERT_UNKNOWN = "alert_unknown"
    CALL_OVER = "call_over"
    ALREADY_COMING = "already_coming"
    TOO_MANY_CALLS = "too_many_calls"
    MESSAGE_UNKNOWN = "message_unknown"
    ANNOUNCEMENT_TIME = "announcement_time"
    ACCOMPANIMENT_UNKNOWN = "accompaniment_unknown"
    ACCOMPANIED_ALREADY = "accompanied_already"
    NOT_RECORDED_YET = "not_recorded_yet"
    MINUTES_NOT_POSSIBLE = "minutes_not_possible"
    THEME_MISSING = "theme_missing"
    THEME_NOT_ADMINISTRATIVE = "theme_not_administrative"
    PROCEDURE_UNKNOWN = "procedure_unknown"
    MANDATE_MISSING = "mandate_missing"
    MEDIATOR_MISSING = "mediator_missing"
    PRESENCE_UNKNOWN = "presence_unknown"
    PRESENCE_TIMES = "presence_times"
    PRESENCE_OVERLAPS = "presence_overlaps"
    # Refusals of the running office, not of the rules: the same shape, so that a client has one thing to read.
    NOT_ALLOWED = "not_allowed"
    MALFORMED = "malformed"
    KEY_MISSING = "key_missing"
    KEY_REUSED = "key_reused"
    NOT_STORED = "not_stored"


class Refused(Exception):
    """Raised by the rules. facts: plain values that a sentence may need (number, state, who, minutes …)."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        super().__init__(reason.value, facts)
        self.reason = reason
        self.facts = facts
