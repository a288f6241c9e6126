"""Who a visitor is for the rules: what they may use, and whom the journal names."""

import pytest

from flow.tickets import Actor
from screen.roles import STAFF, Role
from server.access.visitor import Visitor, secret_of
from server.journal.people import Device, Staff


def _device(role: Role, place: str = "") -> Device:
    return Device(7, "entrance", frozenset({role}), place)


@pytest.mark.parametrize("role", Role)
def test_a_screen_of_the_staff_needs_somebody_with_its_role_and_the_others_need_nobody(role):
    device, other = _device(role), Role.MANAGER if role is not Role.MANAGER else Role.CONSOLE
    alone = Visitor(device).may_use(role)
    with_role = Visitor(device, Staff(3, "Agent 1", frozenset({role}), "")).may_use(role)
    with_another = Visitor(device, Staff(3, "Agent 1", frozenset({other}), "")).may_use(role)

    assert (alone, with_role, with_another) == (role not in STAFF, True, role not in STAFF)
    assert Visitor(_device(other), Staff(3, "Agent 1", frozenset({role}), "")).may_use(role) is False
    assert Visitor(None, Staff(3, "Agent 1", frozenset({role}), "")).may_use(role) is False


def test_the_journal_names_the_pseudonym_of_staff_and_else_the_device_and_never_both():
    agent = Staff(3, "Agent 1", frozenset({Role.COUNTER}), "")

    assert Visitor(_device(Role.DISPLAY), agent).actor(Role.DISPLAY) == Actor("display", "entrance")
    assert Visitor(_device(Role.KIOSK), agent).actor(Role.KIOSK) == Actor("kiosk", "entrance", device=7)
    assert Visitor(_device(Role.CONSOLE), agent).actor(Role.CONSOLE) == Actor("console", "Agent 1")
    assert Visitor(_device(Role.CONSOLE)).actor(Role.CONSOLE) == Actor("console", "entrance")
    assert Visitor().actor(Role.DISPLAY) == Actor("display", "")


def test_a_counter_without_a_place_acts_for_nobody_and_one_with_a_place_for_another_only():
    agent = Staff(3, "Agent 1", frozenset({Role.COUNTER}), "")
    nowhere, second = Visitor(_device(Role.COUNTER), agent), Visitor(_device(Role.COUNTER, "2"), agent)

    assert nowhere.actor(Role.COUNTER, instead="1") == Actor("counter", "Agent 1")
    assert second.actor(Role.COUNTER, instead="1") == Actor("counter", "Agent 1", place="2", instead="1")
    assert second.actor(Role.COUNTER, instead="2") == Actor("counter", "Agent 1", place="2")


@pytest.mark.parametrize(
    ("header", "cookie", "secret"),
    [
        ("Bearer abc", "device=xyz", "abc"),
        ("bearer  abc ", "", "abc"),
        ("Basic abc", "device=xyz", "xyz"),
        ("", "a=b; device=xyz; c=d", "xyz"),
        ("", "nodevice=xyz", ""),
        ("", "", ""),
    ],
)
def test_the_secret_of_a_request_is_its_own_schemes_or_its_cookies(header, cookie, secret):
    assert secret_of({"HTTP_AUTHORIZATION": header, "HTTP_COOKIE": cookie}) == secret
