"""A certificate is looked at before it is served; what is wrong is told with its place, its value and what to do."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from config.certificate import certificate_faults, read_certificate
from config.loading import load
from server.command_line import main
from tests.certificates import Authority

DAY_S = 86_400


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """One for all of these."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def good(authority):
    """Certificate and key for this machine."""
    return authority.signs("DNS:localhost", "IP:127.0.0.1", "IP:::1")


def _faults(certificate: str, key: str, now: float | None = None, also: tuple[str, ...] = (), **more: object):
    settings = load("lens", demonstration=True, serve={"certificate": certificate, "key": key, **more})
    faults, worries = certificate_faults(settings, "lens.toml", now or time.time(), also)
    return [(fault.key, fault.problem) for fault in faults], worries


def test_a_certificate_of_the_office_s_own_authority_is_taken(good):
    assert _faults(*good) == ([], [])
    assert read_certificate(*good).names == ("localhost", "127.0.0.1", "::1")


def test_a_file_that_is_not_there_is_named_with_its_whole_path(good, tmp_path):
    (key, problem), *others = _faults(str(tmp_path / "none.pem"), good[1])[0]

    assert (key, others) == ("serve.certificate", [])
    assert str(tmp_path / "none.pem") in problem
    assert _faults(good[0], str(tmp_path / "none.key"))[0][0][0] == "serve.key"


def test_a_file_that_may_not_be_read_is_said_so(good, monkeypatch):
    def forbidden(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    settings = load("lens", demonstration=True, serve={"certificate": good[0], "key": good[1]})
    # A test that runs as root reads everything.
    monkeypatch.setattr(Path, "read_text", forbidden)

    assert "droit de lire" in certificate_faults(settings, "lens.toml", time.time())[0][0].problem


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "n'est pas un certificat"),
        ("\x00\xff garbage", "n'est pas un certificat"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "abîmé"),
        ("-----BEGIN CERTIFICATE-----\né\n-----END CERTIFICATE-----\n", "abîmé"),
    ],
)
def test_what_is_no_certificate_is_a_fault_and_no_trace(good, tmp_path, text, sentence):
    wrong = tmp_path / "wrong.pem"
    wrong.write_text(text, encoding="latin-1")

    (key, problem), *_ = _faults(str(wrong), good[1])[0]

    assert key == "serve.certificate"
    assert sentence in problem


def test_a_directory_is_no_certificate(good, tmp_path):
    assert _faults(str(tmp_path), good[1])[0][0][0] == "serve.certificate"


def test_the_key_of_another_certificate_is_told_at_the_key(authority, good):
    other = authority.signs("DNS:localhost", name="other")

    (key, problem), *_ = _faults(good[0], other[1])[0]

    assert key == "serve.key"
    assert "n'est pas celle du certificat" in problem


@pytest.mark.parametrize("head", ["-----BEGIN ENCRYPTED PRIVATE KEY-----", "nothing"])
def test_a_key_that_asks_for_a_password_or_is_none_never_waits_for_a_keyboard(good, tmp_path, head):
    wrong = tmp_path / "wrong.key"
    wrong.write_text(f"{head}\nAAAA\n")

    assert _faults(good[0], str(wrong))[0][0][0] == "serve.key"


def test_an_end_that_has_passed_is_a_fault_and_one_that_comes_is_said(good):
    now = time.time()

    assert "a expiré le" in _faults(*good, now=now + 91 * DAY_S)[0][0][1]
    assert "expire le" in _faults(*good, now=now + 80 * DAY_S)[1][0]
    assert _faults(*good, now=now + 50 * DAY_S) == ([], [])
    # A small machine whose clock is late must open all the same.
    assert "horloge" in _faults(*good, now=now - 50 * DAY_S)[1][0]


@pytest.mark.parametrize(
    ("also", "covered"),
    [
        ((), True),
        (("https://localhost:8000",), True),
        (("https://[::1]:8000",), True),
        (("https://borne.lens.example",), False),
        (("https://localhost", "https://127.0.0.2"), False),
    ],
)
def test_every_address_that_browsers_open_is_one_of_the_names(good, also, covered):
    faults = _faults(*good, also=also)[0]

    assert (faults == []) is covered
    assert covered or "localhost, 127.0.0.1, ::1" in faults[0][1]


def test_the_office_s_public_address_is_one_of_the_names(good):
    settings = load(
        "lens",
        public_url="https://lens.example",
        serve={"certificate": good[0], "key": good[1], "public_certificate": True},
    )

    assert "« lens.example »" in certificate_faults(settings, "lens.toml", time.time())[0][0].problem


@pytest.mark.parametrize(
    ("public_url", "names", "covered"),
    [
        ("http://box:8080", ("DNS:box",), True),
        ("http://box:8080", ("DNS:other",), False),
        # Telephones go to a bare address, the screens open a name.
        ("http://192.0.2.5:8080", ("DNS:other",), True),
        ("http://192.0.2.5:8080", ("IP:192.0.2.6",), False),
        ("http://192.0.2.5:8080", ("IP:192.0.2.5",), True),
    ],
)
def test_the_name_that_telephones_know_is_the_screens_too(authority, public_url, names, covered):
    certificate, key = authority.signs(*names, name="named")
    settings = load("lens", public_url=public_url, serve={"certificate": certificate, "key": key})

    assert (certificate_faults(settings, "lens.toml", time.time())[0] == []) is covered


def test_a_wildcard_stands_for_one_label(authority):
    certificate = read_certificate(*authority.signs("DNS:*.lens.example", name="wild"))

    assert certificate.covers("Borne.lens.example")
    assert not certificate.covers("lens.example")
    assert not certificate.covers("a.b.lens.example")


def test_a_certificate_without_a_name_or_for_another_use_is_told(authority):
    nameless = authority.signs(name="nameless")
    client = authority.signs("DNS:localhost", name="client", more=("-addext", "extendedKeyUsage=clientAuth"))

    assert "ne nomme aucune adresse" in _faults(*nameless)[0][0][1]
    assert "n'est pas fait pour un serveur" in _faults(*client)[0][0][1]


def test_check_tells_it_at_a_terminal(good, tmp_path):
    shipped = (
        (Path("config/offices/lens.toml"))
        .read_text()
        .replace('# public_url = "http://192.168.1.20:8000"', 'public_url = "http://192.168.1.20:8080"')
        .replace("[serve]", f'[serve]\ncertificate = "{good[0]}"\nkey = "{good[0]}"')
    )
    office = tmp_path / "here.toml"
    office.write_text(shipped)

    result = CliRunner().invoke(main, ["check", str(office)])

    assert result.exit_code == 2
    assert "here.toml : serve.key" in result.output
    assert "n'est pas une clé privée" in result.output
