"""Who is connected: a stranger pushes out strangers, and nobody else."""

import pytest

from server.door.lobby import Connection, Lobby


class Hall:
    """A small lobby, and who was sent away from it."""

    def __init__(self) -> None:
        self.lobby = Lobby(of_address=3, strangers=5, of_device=2, everybody=8)
        self.gone: list[str] = []

    def comes(self, address: str, name: str = "") -> Connection | None:
        """Somebody connects."""
        return self.lobby.enter(address, lambda: self.gone.append(name))


@pytest.fixture
def hall() -> Hall:
    """An empty lobby of three connections an address, five strangers, eight in all."""
    return Hall()


def test_who_holds_many_connections_pushes_out_their_own_and_the_newcomer_comes_in(hall):
    hall.comes("kind", "neighbour")

    came = [hall.comes("rude", f"rude {n}") for n in range(5)]

    assert all(came)
    assert hall.gone == ["rude 0", "rude 1"]


def test_when_too_many_strangers_are_there_the_longest_waiting_goes(hall):
    for n in range(7):
        assert hall.comes(f"street {n}", f"{n}")

    assert hall.gone == ["0", "1"]
    assert len(hall.lobby) == 5


def test_a_paired_device_is_never_pushed_out(hall):
    kiosk = hall.comes("hall", "kiosk")
    assert hall.lobby.recognise(kiosk, 7)

    for n in range(100):
        hall.comes("hall", f"{n}")

    assert "kiosk" not in hall.gone
    assert kiosk.device == 7


def test_a_request_that_is_being_answered_is_not_cut(hall):
    busy = [hall.comes("rude", f"{n}") for n in range(3)]
    for connection in busy:
        connection.busy = True

    assert hall.comes("rude") is None, "no room, and nobody who could go"
    assert hall.gone == []
    assert hall.comes("kind") is not None


def test_who_is_no_longer_paired_is_a_stranger_again(hall):
    kiosk = hall.comes("hall", "kiosk")
    hall.lobby.recognise(kiosk, 7)
    hall.lobby.recognise(kiosk, 0)

    for n in range(3):
        hall.comes("hall", f"{n}")

    assert hall.gone == ["kiosk"]


def test_a_device_has_so_many_connections_and_no_more(hall):
    first, second, third = (hall.comes(f"hall {n}") for n in range(3))

    admitted = [hall.lobby.recognise(connection, 7) for connection in (first, second, third)]
    again = hall.lobby.recognise(first, 7)
    hall.lobby.leave(first)

    assert admitted == [True, True, False]
    assert again, "the same connection is counted once"
    assert hall.lobby.recognise(third, 7)


def test_nothing_is_left_behind(hall):
    here = [hall.comes(f"street {n % 2}") for n in range(20)]
    hall.lobby.recognise(here[-1], 7)

    for connection in here:
        hall.lobby.leave(connection)
        hall.lobby.leave(connection)

    assert len(hall.lobby) == 0
    assert all(hall.comes("anywhere") for _ in range(3))
