"""The widest that each kind of field may be: taken at its bound, refused one beyond. docs/protocol.md shows the same figures."""

import msgspec
import pytest

from flow import bounds

A_TICKET = "2025-11-24-101"
NUMBERS = {
    bounds.Rev: (0, 1_000_000),
    bounds.Copy: (1, 1_000),
    bounds.Minutes: (0, 1_440),
    bounds.People: (0, 1_000),
    bounds.Seq: (0, 1_000_000_000_000_000),
    bounds.Moment: (0, 4_102_444_800_000),
    bounds.Jump: (-4_102_444_800_000, 4_102_444_800_000),
    bounds.Number: (0, 1_000_000_000),
    bounds.Took: (0, 86_400_000),
    bounds.Millimetres: (0, 500_000),
}
TEXTS = [
    (bounds.NeedId, ["a", "a" * 40, "parcel_notice-2"], ["", "a" * 41, "A", "1a", "é", "a b", "a\n"]),
    (bounds.MachineIfAny, ["", "a", "a" * 40], ["a" * 41, "A"]),
    (bounds.ProcedureIfAny, ["", "a"], ["1"]),
    (bounds.CounterId, ["1", "99"], ["", "0", "100", "a", "1\n"]),
    (bounds.CounterIfAny, ["", "1"], ["100"]),
    (bounds.LanguageIfAny, ["", "fr", "vls"], ["f", "vlsx", "FR"]),
    (bounds.ClientLanguage, ["fr", "vls"], ["", "f", "vlsx"]),
    (
        bounds.TicketId,
        [A_TICKET, "2025-11-24-999999999"],
        ["", "2025-11-24-", "2025-11-24-1234567890", f"{A_TICKET}\n"],
    ),
    (bounds.TicketIfAny, ["", A_TICKET], ["2025-11-24"]),
    (bounds.PaperId, ["a", "Z.9_-" * 16], ["", "Z.9_-" * 16 + "a", "a b"]),
    (bounds.AlertId, ["load-1", f"{'a' * 20}-{10**15 - 1}"], ["", "load", "load-0", f"{'a' * 21}-1", f"load-{10**15}"]),
    (bounds.HelpCallId, ["help-1", f"help-{10**15 - 1}"], ["", "help-0", f"help-{10**15}", "rush-1"]),
    (bounds.RushId, ["rush-1"], ["", "help-1"]),
    (bounds.AccompanimentId, ["a1", f"a{10**15 - 1}"], ["", "a0", "p1"]),
    (bounds.PresenceIfAny, ["", "p1"], ["a1"]),
    (bounds.WorkshopId, ["w1"], ["", "a1"]),
    (bounds.SeatCode, ["a", "AB 12 CD"], ["", "AB 12 CDE", "é"]),
    (bounds.PageOrigin, ["a", "a" * 64], ["", "a" * 65]),
    (bounds.IsoDate, ["2025-11-24"], ["", "2025-11-2", "2025-11-244", "2025/11/24"]),
    (bounds.Epoch, ["", "0123456789abcdef"], ["0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF"]),
    (bounds.Pseudonym, ["a", "a" * bounds.PSEUDONYM_LONGEST], ["", "a" * (bounds.PSEUDONYM_LONGEST + 1), "a\x07"]),
    (bounds.PlaceIfAny, ["", "a" * bounds.PLACE_LONGEST], ["a" * (bounds.PLACE_LONGEST + 1), "a\nb"]),
]


def _is_taken(value: object, kind: object) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize(("kind", "least", "most"), [(kind, *ends) for kind, ends in NUMBERS.items()])
def test_a_number_is_taken_up_to_its_bounds_and_no_further(kind, least, most):
    taken = [_is_taken(value, kind) for value in (least - 1, least, most, most + 1)]

    assert taken == [False, True, True, False]


@pytest.mark.parametrize(("kind", "right", "wrong"), TEXTS)
def test_a_text_is_taken_as_it_is_written_and_in_no_other_way(kind, right, wrong):
    assert [text for text in right if not _is_taken(text, kind)] == []
    assert [text for text in wrong if _is_taken(text, kind)] == []


@pytest.mark.parametrize(
    ("kind", "item", "least", "most"),
    [
        (bounds.Ticks, "identity", 0, 40),
        (bounds.Tags, "seat", 0, 12),
        (bounds.SweptTickets, A_TICKET, 1, 200),
    ],
)
def test_a_list_is_taken_up_to_its_bounds_and_no_further(kind, item, least, most):
    assert [_is_taken((item,) * count, kind) for count in (least, most, most + 1)] == [True, True, False]
    assert _is_taken((), kind) is (least == 0)
