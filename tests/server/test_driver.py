"""The websocket driver: a frame leaves whole, whatever the socket does."""

from server.driver import _WholeSends


class ShortSocket:
    """A socket whose buffer takes three bytes at a time, as a stalled reader's does."""

    def __init__(self) -> None:
        self.sent = b""
        self.family = "test"

    def send(self, data: bytes) -> int:
        """Sends what fits and says how much."""
        self.sent += data[:3]
        return len(data[:3])

    def sendall(self, data: bytes) -> None:
        """Sends all, a little at a time."""
        while data:
            data = data[self.send(data) :]


def test_a_frame_leaves_whole_through_a_socket_that_takes_little():
    socket = ShortSocket()

    sent = _WholeSends(socket, 1).send(b"a whole frame")

    assert (sent, socket.sent) == (13, b"a whole frame")


def test_a_plain_send_on_that_socket_would_lose_the_end():
    socket = ShortSocket()

    socket.send(b"a whole frame")

    assert socket.sent == b"a w"


def test_everything_else_of_the_socket_is_as_it_was():
    assert _WholeSends(ShortSocket(), 1).family == "test"
