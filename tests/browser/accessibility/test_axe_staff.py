"""The screens of the staff, the doors and the waiting room: no violation, as they are and with more contrast, at 100 and 200 %."""

import pytest

pytestmark = pytest.mark.browser
SCREENS = {
    "/": (1280, 800),
    "/design": (1280, 800),
    "/display": (1920, 1080),
    "/console": (390, 844),
    "/counter": (1280, 800),
    "/counter/1": (1280, 800),
    "/manager": (1280, 800),
    "/manager/register": (1280, 800),
    "/pair": (1280, 800),
    "/sign-in": (1280, 800),
    "/kiosk/closed": (1080, 1920),
    "/nowhere": (1280, 800),
}


def test_axe_finds_nothing_on_the_staff_screens(people, reader):
    found = []
    people.link_may_break = True  # one of them is the page of an address that does not exist
    for screen, (width, height) in SCREENS.items():
        for zoom in (1, 2):
            # At 200 % a page has half the room: what a browser's zoom does to it.
            page = people.at(screen, width // zoom, height // zoom)
            for contrast in ("no-preference", "more"):
                page.emulate_media(contrast=contrast)
                found += [f"{screen} {zoom} {contrast}: {one}" for one in reader.violations(page)]
            page.context.close()

    assert found == []
    assert reader.combinations == 4 * len(SCREENS)
