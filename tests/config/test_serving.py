"""What goes together of certificate, telephones' door and proxy; what a real office should know."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from config.faults import ConfigurationFaults
from config.loading import load
from config.remarks import risks
from config.serving import phone_port
from server.command_line import main

TLS = {"certificate": "c.pem", "key": "k.pem"}


def _keys_of_faults(public_url: str | None = None, **serve: object) -> list[str]:
    try:
        load("lens", public_url=public_url, serve=serve)
    except ConfigurationFaults as faults:
        return [fault.key for fault in faults.faults]
    return []


@pytest.mark.parametrize(
    ("public_url", "serve", "keys"),
    [
        (None, {}, []),
        ("https://lens.example", {}, []),
        ("http://box:8080", TLS, []),
        ("https://lens.example", TLS | {"public_certificate": True}, []),
        ("https://lens.example", {"trusted_proxy": "192.0.2.7", "public_certificate": True}, []),
        ("http://box:8080", {"trusted_proxy": "192.0.2.7", "phone_port": 8080}, []),
        ("http://box", TLS | {"phone_port": 80, "port": 443}, []),
        (None, {"certificate": "c.pem"}, ["serve.key"]),
        (None, {"key": "k.pem"}, ["serve.certificate"]),
        ("https://lens.example", TLS, ["public_url"]),
        ("https://lens.example", {"trusted_proxy": "192.0.2.7"}, ["public_url"]),
        ("http://lens.example", TLS | {"public_certificate": True}, ["public_url"]),
        (None, {"public_certificate": True}, ["serve.public_certificate"]),
        ("https://lens.example", TLS | {"public_certificate": True, "phone_port": 8080}, ["serve.phone_port"]),
        ("http://box:8000", TLS, ["public_url"]),
        (None, TLS | {"phone_port": 8000}, ["serve.phone_port"]),
        (None, TLS | {"phone_port": 65536}, ["serve.phone_port"]),
        (None, {"trusted_proxy": "192.0.2.0/24"}, ["serve.trusted_proxy"]),
        (None, {"trusted_proxy": "proxy.local"}, ["serve.trusted_proxy"]),
        (None, {"trusted_proxy": "fe80::1%eth0"}, ["serve.trusted_proxy"]),
        (None, {"trusted_proxy": "unix"}, ["serve.trusted_proxy"]),
        ("https://lens.example", {"bind": "unix:/run/a.sock"}, ["serve.bind"]),
        (None, {"bind": "unix:/run/a.sock", "trusted_proxy": "unix"}, ["public_url"]),
    ],
)
def test_what_does_not_go_together_is_a_fault_at_its_place(public_url, serve, keys):
    assert _keys_of_faults(public_url, **serve) == keys


def test_an_https_address_for_telephones_without_a_public_certificate_says_why():
    with pytest.raises(ConfigurationFaults) as raised:
        load("lens", public_url="https://lens.example", serve=TLS)

    assert "ne connaissent pas l'autorité" in str(raised.value)
    assert "public_certificate = true" in str(raised.value)


def test_telephones_have_a_door_of_their_own_only_where_they_need_one():
    def port(**serve: object) -> int | None:
        return phone_port(load("lens", serve=serve).serve)

    assert port() is None
    assert port(**TLS) == 8080
    assert port(**TLS, phone_port=0) == 0
    assert port(**TLS, public_certificate=True) is None
    assert port(trusted_proxy="192.0.2.7") is None


def test_check_says_the_risk_and_is_content_with_the_configuration(tmp_path):
    office = tmp_path / "here.toml"
    shipped = Path("config/offices/lens.toml").read_text().replace("# public_url = ", "public_url = ")
    office.write_text(shipped.replace('bind = "127.0.0.1"', 'bind = "0.0.0.0"'))

    result = CliRunner().invoke(main, ["check", str(office)])

    assert result.exit_code == 0
    assert "sans https" in result.stderr
    assert "sans https" not in CliRunner().invoke(main, ["check", "lens"]).stderr


@pytest.mark.parametrize(
    ("serve", "warned"),
    [
        ({"bind": "0.0.0.0"}, True),
        ({"bind": "192.0.2.1"}, True),
        ({"bind": "::"}, True),
        ({"bind": "127.0.0.1"}, False),
        ({"bind": "::1"}, False),
        ({"bind": "0.0.0.0", **TLS}, False),
        ({"bind": "0.0.0.0", "trusted_proxy": "192.0.2.7"}, False),
    ],
)
def test_a_real_office_that_listens_to_the_network_without_https_is_told_what_it_risks(serve, warned):
    remarks = risks(load("lens", serve=serve))

    assert bool(remarks) is warned
    assert not warned or ("codes du personnel" in remarks[0] and "--certificate" in remarks[0])
    assert risks(load("lens", demonstration=True, serve={"bind": "0.0.0.0"})) == ()
