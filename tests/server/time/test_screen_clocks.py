"""The clocks of the screens settle a jump when they agree, and only then."""

import http.client
import json
import sys

import pytest
import websocket

from server.time.clock import now_ms
from server.time.screen_clocks import HEARD_MS, MOST, ScreenClocks, is_own_address
from tests.bench.wire import OFFICE, Server
from tests.server.turned_clock import DAY, HOUR, MINUTE, NOON, SECOND, Turned

HANDHELD, COUNTER, OTHER = "192.0.2.7", "192.0.2.8", "192.0.2.9"


OWN = "192.0.2.1"


@pytest.fixture
def turned(tmp_path, settings):
    """An office of Lens with three tickets, on a machine whose clocks are turned."""
    office = Turned(tmp_path, settings)
    for _ in range(3):
        office.take()
    office.office.clock.screens._is_own = lambda address: address == OWN
    yield office
    office.journal.close()


def test_a_box_that_is_set_right_needs_nobody_when_two_screens_say_the_same(turned):
    turned.jump(3 * HOUR)
    assert turned.office.state.doubt is not None

    for address in (HANDHELD, COUNTER):
        turned.office.clock.screens.hear(address, turned.wall)
    turned.tick()

    assert turned.office.state.doubt is None
    assert turned.office.now() == turned.wall
    assert turned.numbers() == [101, 102, 103]
    assert {turned.office.now() - ticket.arrival for ticket in turned.office.state.open.values()} == {0}


@pytest.mark.parametrize(
    ("screens", "ahead"),
    [((HANDHELD,), DAY), ((OWN, HANDHELD), DAY), ((HANDHELD, COUNTER), 0), ((HANDHELD, COUNTER), DAY + 3 * MINUTE)],
    ids=["one alone", "a browser on the box itself", "they say that the box is wrong", "they say something else"],
)
def test_otherwise_the_staff_are_asked_and_the_day_goes_on(turned, screens, ahead):
    day, right = turned.office.state.date, turned.wall
    turned.jump(DAY)

    for address in screens:
        turned.office.clock.screens.hear(address, right + ahead)
    turned.tick()

    assert turned.office.state.doubt is not None
    assert (turned.numbers(), turned.office.state.date) == ([101, 102, 103], day)


def test_more_than_half_must_say_so_and_what_was_said_a_minute_ago_is_nothing():
    elapsed = [5 * HOUR]
    clocks = ScreenClocks(lambda: elapsed[0], lambda _address: False)
    for address in (HANDHELD, COUNTER):
        clocks.hear(address, NOON)
    assert clocks.agree(NOON)

    for address in (OTHER, "192.0.2.10"):
        clocks.hear(address, NOON + DAY)
    assert not clocks.agree(NOON)
    assert not clocks.agree(NOON + DAY)
    clocks.hear(OTHER, NOON + SECOND)
    assert clocks.agree(NOON)

    elapsed[0] += HEARD_MS + 1
    assert not clocks.agree(NOON + HEARD_MS)
    clocks.hear(HANDHELD, NOON + HEARD_MS)
    assert not clocks.agree(NOON + HEARD_MS)


def test_time_that_passes_since_a_screen_spoke_counts():
    elapsed = [5 * HOUR]
    clocks = ScreenClocks(lambda: elapsed[0], lambda _address: False)
    for address in (HANDHELD, COUNTER):
        clocks.hear(address, NOON)

    elapsed[0] += 50 * SECOND

    assert clocks.agree(NOON + 50 * SECOND)


def test_a_screen_that_is_in_1970_too_and_a_thousand_addresses_count_for_nothing():
    clocks = ScreenClocks(lambda: 5 * HOUR, lambda _address: False)
    for number in range(2):
        clocks.hear(f"192.0.2.{number}", 60_000)
    assert not clocks.agree(60_000)
    for number in range(1000):
        clocks.hear(f"2001:db8::{number:x}", NOON)
    assert len(clocks._heard) == MOST


@pytest.mark.parametrize(
    ("address", "own"), [("127.0.0.1", True), ("::1", True), ("192.0.2.77", False), ("no address", False)]
)
def test_an_address_of_this_machine_is_known(address, own):
    assert is_own_address(address) is own


@pytest.mark.slow
def test_a_real_office_that_is_set_right_is_settled_by_two_screens_of_other_machines(tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("0")
    program = (sys.executable, "-m", "tests.browser.turned_program", str(wrong))
    with Server(tmp_path / "data", OFFICE, "--trusted-proxy", "127.0.0.1", program=program) as server:
        screens = [Screen(server, address) for address in (HANDHELD, COUNTER)]
        wrong.write_text(str(3 * 3600))
        assert screens[0].tick_until(held=True)
        assert _clock(server)["clock"] == "held"

        for screen in screens:
            screen.say(now_ms() + 3 * HOUR)

        assert screens[0].tick_until(held=False)
        assert _clock(server)["clock"] == "trusted"


class Screen:
    """A display behind the box's proxy, which says whose address it has."""

    def __init__(self, server, address):
        headers = [f"Authorization: Bearer {server.secrets['display']}", f"X-Forwarded-For: {address}"]
        where = f"localhost:{server.port}"
        self._line = websocket.create_connection(
            f"ws://{where}/socket.io/?EIO=4&transport=websocket", header=headers, origin=f"http://{where}", timeout=15
        )
        self._line.send('40{"screen":"display","place":""}')

    def tick_until(self, held):
        """True as soon as a tick says so. Raises WebSocketTimeoutException when none comes."""
        while True:
            frame = self._line.recv()
            if frame == "2":
                self._line.send("3")
            elif frame.startswith('42["tick"') and json.loads(frame[2:])[1]["held"] is held:
                return True

    def say(self, now):
        """Its own clock."""
        self._line.send(f'42["clock",{now}]')


def _clock(server):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.request("GET", "/readyz", headers={"Host": f"localhost:{server.port}"})
    return json.loads(line.getresponse().read())
