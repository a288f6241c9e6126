"""Nothing is quiet: whatever is done to devices, people and sign-ins is a row that stays."""

import contextlib
import sqlite3
import time

import pytest
from click.testing import CliRunner

from config import access_words
from screen.roles import Role
from server.access.tries import Locked, Subject
from server.act_pages import shown
from server.command_line import main
from server.journal.acts import COMMAND_LINE, OFFICE, Act, Ending, What, add
from server.journal.connection import write

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def _acts(register, count=40):
    return [(act.by.name or act.by.role, act.what.value, act.about) for act in register.access.people.acts.newest()][
        :count
    ]


def test_everything_that_is_done_to_devices_and_people_is_told_with_who_and_about_what(register, at, send):
    manager = at(Role.MANAGER, "Responsable")
    browser = register.browser(manager.secret, manager.badge)
    page = "/manager/register"
    code = send(browser, page, "/manager/codes", role="counter", place="1").text.split('class="told">')[1][:9]
    paired = register.client().post("/pair.json", json={"code": code}).json["secret"]
    pin = send(browser, page, "/manager/staff", name="Agent 1", role="counter").text.split('class="told">')[1][:6]
    program = register.client(paired)
    program.post("/sign-in.json", json={"name": "Agent 1", "pin": "wrong"})
    program.post("/sign-in.json", json={"name": "123456", "pin": "123456"})
    badge = program.post("/sign-in.json", json={"name": "Agent 1", "pin": pin}).json["staff"]
    register.client(paired, badge).post("/sign-out")
    program.post("/sign-in.json", json={"name": "Agent 1", "pin": pin})
    send(browser, page, "/manager/staff/new-pin", name="Agent 1")
    send(browser, page, "/manager/staff/remove", name="Agent 1")
    send(browser, page, "/manager/devices/2/revoke")

    assert _acts(register, 12)[::-1] == [
        ("Responsable", "code_given", "counter 1"),
        ("192.0.2.1", "paired", "counter 1 n° 2"),
        ("Responsable", "staff_added", "Agent 1"),
        ("counter 1 n° 2", "sign_in_failed", "Agent 1"),
        ("counter 1 n° 2", "sign_in_failed", ""),
        ("Agent 1", "signed_in", "counter 1 n° 2"),
        ("Agent 1", "signed_out", "counter 1 n° 2"),
        ("Agent 1", "signed_in", "counter 1 n° 2"),
        ("Responsable", "pin_given", "Agent 1"),
        ("Responsable", "session_ended", "Agent 1, counter 1 n° 2"),
        ("Responsable", "staff_removed", "Agent 1"),
        ("Responsable", "revoked", "counter 1 n° 2"),
    ]


def test_no_secret_and_no_typed_name_is_in_the_file_however_it_is_typed(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    for typed in (agent.pin, "motdepasse-secret", agent.secret[:30]):
        register.access.sign_in(typed, agent.pin, agent.device)
    code = register.access.new_code(Role.KIOSK)
    register.access.pair("ZZZZ7777")

    kept = (register.folder / "people.db").read_bytes().replace(agent.pin[::-1].encode(), b"")

    assert b"Agent 1" in kept
    secrets = (agent.secret[:20], agent.badge, "motdepasse-secret", code, "ZZZZ7777")
    assert [word for word in (f" {agent.pin}", *secrets) if word.encode() in kept] == []


def test_a_storm_of_failures_is_a_few_rows_and_says_that_it_was_stopped(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    before = len(register.access.people.acts.newest())
    for _ in range(1_000):
        with pytest.raises(Locked) if _locked(register) else _nothing():
            register.access.sign_in("Agent 1", "wrong", agent.device, "192.0.2.1")
    rows = register.access.people.acts.newest()

    assert len(rows) - before == 6
    assert (rows[0].what, rows[0].about, rows[0].why, rows[0].minutes) == (What.LOCKED, "Agent 1", "person", 1)


def test_a_session_that_runs_out_says_so_by_itself(register, at):
    at(Role.COUNTER, "Agent 1", "1")
    register.times.go(31 * MINUTE)
    register.access.look()

    newest = register.access.people.acts.newest()[0]
    assert (newest.by, newest.what, newest.why) == (OFFICE, What.SESSION_ENDED, Ending.IDLE)


def test_a_row_can_be_neither_changed_nor_deleted_before_six_months_have_gone(register):
    register.access.new_code(Role.KIOSK)
    database, now = register.access.people._database, time.time_ns() // 1_000_000
    with write(database):
        for days in (0, 181, 184, 400):
            add(database, Act(now - days * DAY, OFFICE, What.UNLOCKED, str(days)))

    for sql in ("update act set about = 'x'", "delete from act", "delete from act where about = '181'"):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(sql)
    register.access.people.acts.forget(now)

    assert {act.about for act in register.access.people.acts.newest()} == {"0", "181"}


def test_a_running_office_forgets_what_is_older_than_six_months_by_itself_once_a_day(register):
    now = time.time_ns() // 1_000_000
    database = register.access.people._database
    with write(database):
        add(database, Act(now - 200 * DAY, OFFICE, What.UNLOCKED, "old"), Act(now, OFFICE, What.UNLOCKED, "new"))
    register.times.now = now
    register.access.look()

    assert [act.about for act in register.access.people.acts.newest()] == ["new"]
    heard = register.statements()
    register.times.go(1_000)
    register.access.look()
    assert not any("delete" in statement for statement in heard)


def test_every_act_ending_and_lock_has_its_words():
    assert set(access_words.ACTS) == {what.value for what in What}
    assert set(access_words.ENDINGS) == {why.value for why in Ending}
    assert set(access_words.LOCKED) == set(access_words.LOCKED_SUBJECTS) == {subject.value for subject in Subject}


def test_the_manager_reads_it_in_words_newest_first(register, at):
    manager = at(Role.MANAGER, "Responsable")
    agent = at(Role.COUNTER, "Agent 1", "1")
    register.access.sign_in("quelqu'un", "1", agent.device)
    register.access.new_pin("Agent 1", COMMAND_LINE)

    page = register.client(manager.secret, manager.badge).get("/manager/acts").text.replace("&#39;", "'")

    sentences = [
        "La ligne de commande</th><td>fin de « Agent 1, Guichet 1 n° 2 »\u00a0: nouveau code",
        "La ligne de commande</th><td>a donné un nouveau code à Agent 1",
        "Guichet 1 n° 2</th><td>code faux pour un nom inconnu",
        "Agent 1</th><td>s'est identifié sur Guichet 1 n° 2",
    ]
    places = [page.replace("«\u00a0", "« ").replace("\u00a0»", " »").find(sentence) for sentence in sentences]
    assert places == sorted(places)
    assert places[0] > 0


def test_the_page_is_the_manager_s_alone_and_linked_from_where_one_looks(register, at):
    manager, agent = at(Role.MANAGER, "Responsable"), at(Role.COUNTER, "Agent 1", "1")
    mine = register.client(manager.secret, manager.badge)

    refused = register.client(agent.secret, agent.badge).get("/manager/acts", headers={"Accept": "application/json"})

    assert refused.status_code == 403
    assert all('href="/manager/acts"' in mine.get(page).text for page in ("/manager", "/manager/register"))


def test_older_and_newer_days_are_a_tap_away_and_every_row_is_on_some_page(register):
    acts, noon = register.access.people.acts, register.times.now
    database = register.access.people._database
    with write(database):
        for day, rows in ((0, 450), (3, 1), (10, 120)):
            add(database, *(Act(noon + day * DAY + row, OFFICE, What.UNLOCKED, f"{day}-{row}") for row in range(rows)))

    sentences, query, turns = [], "", 0
    while turns < 10:
        fields = dict(part.split("=") for part in query.lstrip("?").split("&") if part)
        page = shown(acts, "Europe/Paris", fields.get("day", ""), int(fields.get("before", 0)) or None)
        sentences += [line.sentence for _day, lines in page.days for line in lines]
        turns += 1
        if not page.older:
            break
        query = page.older

    assert len(set(sentences)) == 450 + 1 + 120
    assert shown(acts, "Europe/Paris", "2025-11-27").newer == "?day=2025-12-04"
    assert shown(acts, "Europe/Paris", "no day").days == shown(acts, "Europe/Paris").days


@pytest.mark.parametrize("before", [2**63, 2**64, 0, -1, 10**400])
def test_a_page_before_no_act_at_all_is_the_first(register, at, before):
    manager = at(Role.MANAGER, "Responsable")
    manager.sign_in()

    assert register.client(manager.secret, manager.badge).get(f"/manager/acts?before={before}").status_code == 200


def test_the_command_line_tells_and_reads_the_same_acts(tmp_path):
    def run(*words, code=0):
        answer = CliRunner().invoke(main, [*words, "--office", "lens", "--data", str(tmp_path)])
        assert answer.exit_code == code, answer.output
        return answer.output

    run("staff", "add", "--name", "Agent 1", "--role", "counter")
    run("staff", "new-pin", "--name", "agent 1")
    taken = run("staff", "add", "--name", " AGENT  1", "--role", "counter", code=2)
    run("pair", "--role", "kiosk")
    run("staff", "unlock", "--name", "Agent 1")
    run("staff", "unlock", "--all")
    run("staff", "remove", "--name", "Agent 1")
    unknown = run("staff", "remove", "--name", "Agent 1", code=2)
    run("devices", "list")
    run("devices", "revoke", "--number", "7", code=2)

    lines = [line.partition("  ")[2].partition("La ligne de commande : ")[2] for line in run("acts").splitlines()[1:]]

    assert lines == [
        "a retiré Agent 1",
        "a débloqué Agent 1",
        "a donné un code pour relier un appareil : Borne",
        "a donné un nouveau code à Agent 1",
        "a inscrit Agent 1",
    ]
    assert "déjà inscrit" in taken
    assert "Personne n'est inscrit" in unknown


def _locked(register):
    return bool(register.access.counted_tries.locks())


def _nothing():
    return contextlib.nullcontext()
