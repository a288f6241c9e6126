"""A wrong configuration is explained whole: every fault at once, each with its file, key, value and what to write."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.faults import ConfigurationFaults
from config.loading import load

RIGHT = """
name = "Essai"
public_url = "http://10.0.0.5"
[hours]
monday = ["09:00-12:30"]
[[counters]]
id = "1"
shape = "circle"
main = ["collect", "send", "follow", "money", "phone", "papers"]
[[printers]]
name = "entree"
address = "tcp://192.168.1.50:9100"
"""

WRONG = """
name = "Essai"
public_url = "http://10.0.0.5"
timezon = "Europe/Paris"
[hours]
monday = ["12:30-09:00"]
[[counters]]
id = "1"
shape = "circle"
main = ["collect", "send", "follow", "money", "phone", "papers", "parcel_notise"]
[[printers]]
name = "entree"
address = "192.168.1.50"
"""


@pytest.fixture
def written(tmp_path):
    """Writes an office's file."""

    def write(text: str, name: str = "essai.toml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def _faults(office: str) -> dict[str, tuple[str, str]]:
    with pytest.raises(ConfigurationFaults) as caught:
        load(office)
    return {fault.key: (fault.value, fault.problem) for fault in caught.value.faults}


def test_all_faults_are_told_at_once_with_a_suggestion(written):
    faults = _faults(written(WRONG))

    assert set(faults) == {"timezon", "hours.monday[0]", 'counters["1"].main', 'printers["entree"].address'}
    assert "timezone" in faults["timezon"][1]
    assert "09:00-12:30" in faults["hours.monday[0]"][1]
    assert faults['counters["1"].main'][0] == '"parcel_notise"'
    assert "parcel_notice" in faults['counters["1"].main'][1]
    assert "tcp://192.168.1.50:9100" in faults['printers["entree"].address'][1]


def test_the_same_file_without_its_faults_loads(written):
    assert load(written(RIGHT)).name == "Essai"


@pytest.mark.slow
def test_the_command_prints_all_faults_and_exits_with_2_before_the_port_opens(written):
    office = written(WRONG)

    for command in (
        ["check", office],
        ["serve", "--office", office, "--port", "0", "--data", str(Path(office).parent)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "server.command_line", *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, done.stderr
        assert "4 fautes" in done.stderr
        assert "address" not in done.stdout


def test_an_office_that_does_not_exist_is_answered_with_the_nearest_one():
    with pytest.raises(ConfigurationFaults, match="lens"):
        load("lense")


def test_a_file_that_is_not_toml_says_where(written):
    with pytest.raises(ConfigurationFaults, match="line 2"):
        load(written('name = "Essai"\nhours = ]\n'))


def test_a_need_that_no_counter_serves_is_a_fault(written):
    faults = _faults(written(RIGHT.replace('"money", ', "")))

    assert "counters" in faults


def test_figures_are_changed_by_name_and_an_unknown_one_is_a_fault(written):
    changed = load(written(RIGHT + "[figures]\nceiling_minutes = 20\nadvance_steps_minutes = [3, 6]\n")).plan().figures
    faults = _faults(written(RIGHT + '[figures]\nceiling_minute = 20\nrecalls = "two"\n'))

    assert (changed.ceiling_minutes, changed.advance_steps_minutes) == (20, (3, 6))
    assert "ceiling_minutes" in faults["figures.ceiling_minute"][1]
    assert "figures.recalls" in faults


def test_a_figure_so_large_that_no_ticket_could_be_named_is_a_fault(written):
    def faults(number):
        return _faults(written(RIGHT + f"[figures]\nfirst_number = {number}\nadvance_steps_minutes = [3, {number}]\n"))

    assert {"figures.first_number", "figures.advance_steps_minutes"} <= set(faults(1_000_001))
    load(written(RIGHT + "[figures]\nfirst_number = 1000000\n"))


def test_a_paper_to_have_ready_is_named_as_a_command_can_name_it(written, tmp_path):
    shipped, office = Path("config/needs.toml").read_text("utf-8"), written('needs = "needs.toml"\n' + RIGHT)
    (tmp_path / "needs.toml").write_text(
        shipped.replace("[ready.rib]", "[ready.Rib]").replace('"rib"', '"Rib"'), "utf-8"
    )
    wrong = _faults(office)
    (tmp_path / "needs.toml").write_text(shipped, "utf-8")

    assert [key for key in wrong if "Rib" in key], wrong
    assert "rib" in load(office).plan().ready


def test_an_office_may_bring_its_own_need_tree(written, tmp_path):
    (tmp_path / "needs.toml").write_text(
        '[help]\npictogram = "help"\nroutes = ["mediator"]\nminutes = 2\nfr = "Aide"\nen = "Help"\n'
        '[[tiles]]\nid = "one"\npictogram = "package"\nfr = "Un"\nen = "One"\n'
        '[[tiles.needs]]\nid = "only"\npictogram = "package"\nroutes = ["counter"]\nminutes = 3\nfr = "Seul"\nen = "Only"\n',
        encoding="utf-8",
    )
    office = RIGHT.replace('"collect", "send", "follow", "money", "phone", "papers"', '"only"')

    settings = load(written('needs = "needs.toml"\n' + office))

    assert list(settings.needs) == ["only", "help"]
    assert settings.need("only").words["en"] == "Only"


def test_port_folder_and_address_may_stand_in_the_configuration(written):
    serve = load(written(RIGHT + '[serve]\nport = 9000\ndata = "/var/lib/allervers"\nbind = "0.0.0.0"\n')).serve
    faults = _faults(written(RIGHT + "[serve]\nport = 70000\nfolder = 1\n"))

    assert (serve.port, serve.data, serve.bind) == (9000, "/var/lib/allervers", "0.0.0.0")
    assert set(faults) == {"serve.port", "serve.folder"}


def test_the_parts_of_a_ticket_are_the_offices_but_never_without_number_or_privacy(written):
    parts = load(written(RIGHT + '[ticket]\nparts = ["office", "number", "need", "privacy"]\n')).ticket.parts
    faults = _faults(written(RIGHT + '[ticket]\nparts = ["number", "ned", "need"]\n'))

    assert parts == ("office", "number", "need", "privacy")
    assert "need" in faults["ticket.parts"][1]
    assert "privacy" in _faults(written(RIGHT + '[ticket]\nparts = ["number"]\n'))["ticket.parts"][1]


def test_a_printer_gets_what_its_model_says_and_an_unknown_model_is_a_fault(written):
    tm = RIGHT.replace('name = "entree"', 'name = "entree"\nmodel = "epson-tm-t88"\nroll_m = 50')
    printer = load(written(tm)).printers[0]

    assert (printer.dots, printer.charcode, printer.confirm, printer.roll_m) == (512, 16, "process_id", 50)
    assert "epson-tm-t88" in _faults(written(tm.replace("tm-t88", "tm-t89")))['printers["entree"].model'][1]


@pytest.mark.parametrize(
    "address", ["usb://04b8:0e28", "usb://04b8:0e28/J4EF001", "serial:///dev/ttyUSB0?baud=19200", "file:///dev/usb/lp0"]
)
def test_a_printer_may_be_on_usb_a_serial_line_or_a_device_file(written, address):
    assert load(written(RIGHT.replace("tcp://192.168.1.50:9100", address))).printers[0].address == address


@pytest.mark.parametrize(
    ("most", "right"),
    [(0, True), (6, True), (12, True), (600, True), (5, False), (601, False), ('"12"', False), ("true", False)],
)
def test_a_kiosks_brake_lets_those_at_the_door_through_or_is_off(written, most, right):
    file = written(RIGHT + f"[figures]\nkiosk_tickets_a_minute = {most}\n")

    if right:
        assert load(file).plan().figures.kiosk_tickets_a_minute == most
    else:
        assert "de 6 à 600 est attendu, ou 0" in str(_faults(file)["figures.kiosk_tickets_a_minute"])


def test_a_kiosks_memory_is_from_one_minute_to_a_quarter_of_an_hour(written):
    assert (
        load(written(RIGHT + "[figures]\nkiosk_remembers_seconds = 300\n")).plan().figures.kiosk_remembers_seconds
        == 300
    )
    assert "figures.kiosk_remembers_seconds" in _faults(written(RIGHT + "[figures]\nkiosk_remembers_seconds = 30\n"))


@pytest.mark.parametrize(
    ("needs", "key"),
    [
        ('help = 3\n[ready]\nidentity = {fr = "x"}\n[[tiles]]\nid = "a"', "help"),
        ('[help]\nroutes = "mediator"\nfr = "Aide"', "help.routes"),
    ],
)
def test_a_need_of_another_shape_is_a_fault_among_the_others(written, needs, key):
    written(needs, "needs.toml")

    faults = _faults(written('needs = "needs.toml"\n' + RIGHT))

    assert any(where.endswith(key) for where in faults), faults


def test_a_zone_or_a_model_that_is_a_list_is_a_fault(written):
    faults = _faults(written('timezone = ["Europe/Paris"]\n' + RIGHT + 'model = ["generic-80"]\n'))

    assert {"timezone", 'printers["entree"].model'} <= set(faults)
