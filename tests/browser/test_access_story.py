"""The manager's register in a browser: a forgotten code, somebody locked out, who did what; a screen that stays paired."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_page_that_stays_open_keeps_its_cookie(people):
    display = people.at("/healthz", 1920, 1080)
    display.clock.install()
    display.goto("/display")

    with display.expect_request("**/healthz"):
        display.clock.fast_forward("12:00:01")


def test_somebody_who_forgot_their_code_is_helped_by_the_manager_and_it_is_told(bureau, people, tmp_path):
    manager = people.at("/manager/register", 1280, 900)
    manager.get_by_label("Pseudonyme (pas de nom de famille)").fill("Agent 7")
    manager.get_by_label("Guichet", exact=True).check()
    manager.get_by_role("button", name="Inscrire").click()
    expect(manager.get_by_role("status")).to_contain_text("Code de Agent 7")

    code = _code(bureau, "counter")
    agent = people.at("/healthz", 1280, 800)
    agent.context.clear_cookies()
    agent.goto("/pair")
    agent.get_by_label("Code de huit lettres et chiffres").fill(code)
    agent.get_by_role("button", name="Relier").click()
    agent.wait_for_url(re.compile("/sign-in"))
    people.link_may_break = True
    for _ in range(6):
        agent.get_by_label("Agent 7").check()
        agent.get_by_label("Votre code de six chiffres").fill("000000")
        agent.get_by_role("button", name="Entrer").click()
    expect(agent.get_by_role("alert")).to_contain_text("Attendez une minute")
    agent.screenshot(path=str(tmp_path / "locked.png"))

    manager.goto("/manager/register")
    expect(manager.locator("main")).to_contain_text("Agent 7 ne peut plus s'identifier")
    manager.screenshot(path=str(tmp_path / "register.png"), full_page=True)
    manager.get_by_role("button", name=re.compile("^Débloquer : Agent 7")).click()
    manager.get_by_role("button", name="Donner un nouveau code à Agent 7").click()
    pin = manager.locator(".told").inner_text()
    agent.get_by_label("Agent 7").check()
    agent.get_by_label("Votre code de six chiffres").fill(pin)
    agent.get_by_role("button", name="Entrer").click()
    agent.wait_for_url(re.compile("/counter"))
    agent.goto("/counter/1")

    manager.goto("/manager/acts")
    expect(manager.locator("main")).to_contain_text("s'est identifié sur Guichet")
    expect(manager.locator("main")).to_contain_text("Agent 7 : bloqué une minute")
    manager.screenshot(path=str(tmp_path / "acts.png"), full_page=True)

    manager.goto("/manager/register")
    manager.get_by_role("button", name="Retirer Agent 7").click()
    agent.wait_for_url(re.compile("/sign-in"))


def _code(bureau, role):
    command = [
        sys.executable,
        "-m",
        "server.command_line",
        "pair",
        "--demonstration",
        "--office",
        "lens",
        "--data",
        str(bureau.folder),
    ]
    return subprocess.run([*command, "--role", role], check=True, capture_output=True, text=True).stdout.strip()
