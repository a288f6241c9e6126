"""The address in the QR codes: a real office has one, and it leads a client's telephone to the office."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from config.public_address import MOST, public_address
from printer.qr import qr_picture
from server.command_line import main

OFFICE = Path("tests/bench/bench.toml").read_text(encoding="utf-8")
GOOD = [
    "http://192.168.1.20:8000",
    "https://lens.exemple.fr",
    "http://bureau:8000",
    "http://[2001:db8::5]:8000",
    "http://10.0.0.5/",
]
NOWHERE = [
    "http://localhost:8000", "http://LOCALHOST", "http://localhost.", "http://kiosk.localhost", "http://localhost.localdomain",
    "http://127.0.0.1:8000", "http://127.8.9.1", "http://[::1]", "http://0.0.0.0:8000", "http://[::]", "http://[::ffff:127.0.0.1]",
    "http://169.254.3.4", "http://224.0.0.1", "http://lens.invalid",
]  # fmt: skip
NO_ADDRESS = [
    "lens.exemple.fr", "ftp://lens.exemple.fr", "http://", "http://lens.exemple.fr/tickets", "http://lens.exemple.fr?x=1",
    "http://lens.exemple.fr#t", "http://moi:secret@lens.exemple.fr", "http://lens.exemple.fr:0", "http://lens.exemple.fr:99999",
    "http://lens exemple.fr", "http://127.1", "http://2130706433", "http://0x7f000001", "http://[::1", "http://-lens.fr", "",
    "https://" + "l" * 60 + ".fr",
]  # fmt: skip


def _faults(office: str, **options: object) -> list[tuple[str, str, str]]:
    with pytest.raises(ConfigurationFaults) as raised:
        load(office, to_open=True, **options)
    return [(fault.file, fault.key, fault.value) for fault in raised.value.faults]


@pytest.fixture
def written(tmp_path: Path):
    """An office's own file, with one more line at its head."""

    def write(line: str = "") -> str:
        (tmp_path / "arras.toml").write_text(f"{line}\n{OFFICE}", encoding="utf-8")
        return str(tmp_path / "arras.toml")

    return write


@pytest.mark.parametrize("address", GOOD)
def test_an_address_that_leads_to_the_office_is_taken_from_the_file_and_from_the_option(written, address):
    assert load(written(f'public_url = "{address}"'), to_open=True).public_url == address.rstrip("/")
    assert load("lens", public_url=address, to_open=True).public_url == address.rstrip("/")


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_leads_a_telephone_to_itself_or_nowhere_is_a_fault_with_its_place(written, address):
    assert _faults(written(f'public_url = "{address}"')) == [("arras.toml", "public_url", f'"{address}"')]
    assert _faults("lens", public_url=address) == [("ligne de commande", "--public-url", f'"{address}"')]
    # The demonstration is on this machine only: there it is what it says.
    assert load("lens", demonstration=True, public_url=address, to_open=True).public_url == address.rstrip("/")


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_what_is_no_address_is_a_fault_in_every_office(written, address):
    assert [key for _file, key, _value in _faults(written(f'public_url = "{address}"'))] == ["public_url"]
    with pytest.raises(ConfigurationFaults):
        load("lens", demonstration=True, public_url=address)


def test_the_longest_address_makes_a_code_that_the_narrowest_paper_holds():
    longest = "https://" + "l" * (MOST - 11) + ".fr"
    assert public_address("https://" + "l.l" * 10 + ".fr")
    assert len(longest) == MOST

    assert qr_picture(f"{longest}/t/{'A' * 22}", 384) is not None


def test_a_real_office_without_an_address_is_told_so_beside_its_other_faults(written):
    assert _faults(written()) == [("arras.toml", "public_url", "")]
    both = _faults(written('languages = ["fr", "xx"]'))
    assert [key for _file, key, _value in both] == ["languages", "public_url"]
    assert load(written()).public_url is None, "who only pairs a device or makes the voice needs none"


def test_check_refuses_an_office_s_own_file_without_an_address_and_says_what_to_write(written):
    refused = CliRunner().invoke(main, ["check", written()])
    accepted = CliRunner().invoke(main, ["check", written('public_url = "http://192.168.1.20:8000"')])

    assert refused.exit_code == 2
    assert "arras.toml : public_url" in refused.output
    assert "--public-url" in refused.output
    assert accepted.exit_code == 0, accepted.output


def test_check_says_of_the_shipped_offices_what_each_must_still_write():
    checked = CliRunner().invoke(main, ["check"])

    assert checked.exit_code == 0, checked.output
    assert checked.output.count("public_url : à compléter avant d'ouvrir") == len(SHIPPED)


@pytest.mark.parametrize("more", [[], ["--bind", "0.0.0.0"], ["--public-url", "http://localhost:8000"]])
def test_a_shipped_office_is_not_served_without_its_own_address(tmp_path, more):
    refused = CliRunner().invoke(main, ["serve", "--office", "lens", "--data", str(tmp_path / "data"), *more])

    assert refused.exit_code == 2
    assert "adresse où les téléphones des clients joignent ce bureau" in refused.output.replace("\n", " ")
    assert not (tmp_path / "data").exists(), "nothing was begun"


def test_check_says_what_works_only_where_an_office_is_tried(written):
    tried = written('public_url = "http://bureau-arras.example"\nprinters = [{ name = "entree", address = "virtual" }]')
    output = CliRunner().invoke(main, ["check", tried]).output
    real = written(
        'languages = ["fr"]\npublic_url = "http://10.0.0.5"\nserve = { bind = "0.0.0.0", data = "/var/lib/allervers" }'
    )

    for key in ("public_url", 'printers["entree"].address', "serve.bind", "serve.data"):
        assert f"  {key} = " in output
    assert CliRunner().invoke(main, ["check", real]).stdout.strip() == f"{real} : configuration correcte"


def test_a_file_cannot_open_a_demonstration_to_the_network(written, tmp_path):
    office = written('demonstration = true\nserve = { bind = "0.0.0.0" }')

    refused = CliRunner().invoke(main, ["serve", "--office", office, "--data", str(tmp_path / "data")])

    assert refused.exit_code == 2
    assert "this machine only" in refused.output


def test_the_type_itself_refuses_what_is_no_address():
    with pytest.raises(ValidationError):
        type(load("lens")).model_validate(load("lens").model_dump() | {"public_url": "http://lens.fr/x"})
