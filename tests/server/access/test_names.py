"""A pseudonym is somebody's once, and has letters that a person can read."""

import pytest

from flow.tickets import Actor
from screen.roles import Role
from server.access.names import NameFault, NameRefused, tidy

COUNTER = frozenset({Role.COUNTER})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Agent 1", "Agent 1"),
        ("  Agent   1 ", "Agent 1"),
        ("Me\u0301diatrice", "Médiatrice"),
        ("A\u00a0B", "A B"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_is_kept_without_needless_spaces(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NameFault.EMPTY),
        ("   \u00a0 ", NameFault.EMPTY),
        ("x" * 41, NameFault.TOO_LONG),
        ("Agent\n1", NameFault.SIGNS),
        ("Agent\x001", NameFault.SIGNS),
        ("Agent\u202e1", NameFault.SIGNS),
        ("Agent\u200b1", NameFault.SIGNS),
        ("\ud800", NameFault.SIGNS),
    ],
)
def test_a_name_that_nobody_could_read_is_refused(typed, fault):
    with pytest.raises(NameRefused) as refused:
        tidy(typed)

    assert refused.value.fault is fault


@pytest.mark.parametrize(
    "same", ["Médiatrice 1", "médiatrice 1", "MÉDIATRICE 1", " Médiatrice  1", "Me\u0301diatrice 1"]
)
def test_a_name_that_is_somebodys_is_refused_and_their_pin_stays(register, at, same):
    mediator = at(Role.CONSOLE, "Médiatrice 1")

    with pytest.raises(NameRefused) as refused:
        register.access.add_staff(same, COUNTER)

    assert refused.value.fault is NameFault.TAKEN
    assert mediator.is_in()
    assert mediator.sign_in()


def test_the_last_manager_cannot_be_removed_from_a_screen(register, at, send):
    manager = at(Role.MANAGER, "Responsable")

    with pytest.raises(NameRefused) as refused:
        register.access.remove_staff("Responsable", Actor("manager", "Responsable"))
    register.access.add_staff("Autre", frozenset({Role.MANAGER}))
    register.access.remove_staff("Responsable", Actor("manager", "Responsable"))

    assert refused.value.fault is NameFault.LAST_MANAGER
    assert [person.name for person in register.access.staff()] == ["Autre"]
    assert manager.name == "Responsable"


def test_two_who_sign_up_the_same_name_at_the_same_moment_are_one(register):
    other = register.program()
    other._memory.person = lambda name: None

    register.access.add_staff("Agent 1", COUNTER)
    with pytest.raises(NameRefused):
        other.add_staff("agent 1", COUNTER)


def test_the_register_page_refuses_in_words_and_gives_a_new_pin_by_a_button_of_its_own(register, at, send):
    manager, mediator = at(Role.MANAGER, "Responsable"), at(Role.CONSOLE, "Médiatrice 1")
    browser, page = register.browser(manager.secret, manager.badge), "/manager/register"

    taken = send(browser, page, "/manager/staff", name="médiatrice 1 ", role="console")
    still = mediator.is_in()
    roleless = send(browser, page, "/manager/staff", name="Agent 1")
    given = send(browser, page, "/manager/staff/new-pin", name="Médiatrice 1")
    unknown = send(browser, page, "/manager/staff/new-pin", name="Médiatrice 2")

    assert (taken.status_code, roleless.status_code, given.status_code, unknown.status_code) == (422, 422, 200, 422)
    assert "déjà inscrit" in taken.text
    assert still
    assert not mediator.is_in()
    assert manager.is_in()
