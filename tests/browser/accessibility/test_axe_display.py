"""The waiting room's screen in each of its states, lying and standing: no violation, as it is and with more contrast."""

import pytest

from tests.browser.waiting_room import STATES, come_in, show, stand_in

pytestmark = pytest.mark.browser
SCREENS = [(1920, 1080), (1080, 1920)]


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


def test_axe_finds_nothing_in_any_state_of_the_display(people, reader):
    page, violations = people.at("/healthz", 1920, 1080), []
    stand_in(page)
    for width, height in SCREENS:
        come_in(page, width, height)
        for state in [*STATES, "lost"]:
            if state == "lost":
                show(page, STATES["called"])
                page.evaluate("window.link('lost', 10)")
            else:
                show(page, STATES[state])
            for contrast in ("no-preference", "more"):
                page.emulate_media(contrast=contrast)
                violations += [f"{width} {state} {contrast}: {violation}" for violation in reader.violations(page)]

    assert violations == []
    assert reader.combinations == len(SCREENS) * (len(STATES) + 1) * 2
