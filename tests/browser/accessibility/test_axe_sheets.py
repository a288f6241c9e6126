"""The pages of the hand-out sheets in every language, at 320 px and wide: no violation, as they are and with more contrast."""

import pytest

from config.languages import ORDER

pytestmark = pytest.mark.browser


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


def test_axe_finds_nothing_on_the_hand_out_sheets(people, reader):
    violations = []
    phone = people.at("/healthz", 320, 640)
    for language in ORDER:
        for page in ("/sheets", "/sheets/cash-machine"):
            phone.goto(f"{page}?lang={language}")
            for contrast in ("no-preference", "more"):
                phone.emulate_media(contrast=contrast)
                violations += [f"{page} {language} {contrast}: {violation}" for violation in reader.violations(phone)]

    assert violations == []
    assert reader.combinations == 4 * len(ORDER)
