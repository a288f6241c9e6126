"""What a tile leads to, when one had better come back, what is kept for when the office is away."""

from types import SimpleNamespace

from kiosk.pages import MOST_CHOICES, pages_of, quieter


def test_a_screen_has_six_choices_at_most_and_none_is_lost():
    for many in range(1, 9):
        needs = [SimpleNamespace(id=at) for at in range(many)]
        screens = pages_of(needs)

        assert [need for screen in screens for need in screen] == needs
        # Each screen but the last has « autres choix » beside its needs.
        assert all(len(screen) + (at < len(screens) - 1) <= MOST_CHOICES for at, screen in enumerate(screens)), many


def test_the_quiet_hours_are_those_of_the_office_and_nothing_is_made_up():
    spans = ((14 * 60, 15 * 60), (11 * 60 + 30, 12 * 60))

    assert list(quieter(spans)) == [
        ("kiosk.quieter", {"hour": 14}),
        ("kiosk.quieter_half", {"hour": 11, "minute": 30}),
    ]
    assert list(quieter(())) == []
