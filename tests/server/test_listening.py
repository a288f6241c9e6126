"""The doors of an office: which addresses it says, who may open a websocket, what the workers' door answers."""

import pytest

from config.loading import load
from server.hosts import known_hosts, origins
from server.listening import Listening
from server.paper.worker_door import PATHS, WorkerDoor
from tests.certificates import Authority


def test_over_https_no_page_over_http_opens_a_websocket():
    hosts = known_hosts(["http://box:8080"])

    safe = origins(hosts, 443, ["http://box:8080", "https://lens.example"], "https")

    assert {"https://box", "https://localhost", "https://lens.example"} <= {*safe}
    assert not [origin for origin in safe if origin.startswith("http:")]
    assert {"http://box:8000", "http://box:8080"} <= {*origins(hosts, 8000, ["http://box:8080"])}


def test_the_scheme_s_own_port_is_not_written_as_browsers_do_not():
    assert "http://box" in origins(known_hosts(["http://box"]), 80, [])
    assert "https://box:8443" in origins(known_hosts(["http://box"]), 8443, [], "https")


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/manager", "/printer", "/printer/", "/printer/jobs/", "/printer/../manager", ""]
)
def test_the_workers_door_has_nothing_but_their_two_routes(path):
    served, statuses = [], []
    door = WorkerDoor(lambda environ, _start: served.append(environ) or [b""])

    door({"PATH_INFO": path}, lambda status, _headers: statuses.append(status))
    for known_path in PATHS:
        door({"PATH_INFO": known_path, "HTTP_COOKIE": "device=x", "HTTP_AUTHORIZATION": "Bearer y"}, lambda *_: None)

    assert statuses == ["404 Not Found"]
    assert [environ["HTTP_AUTHORIZATION"] for environ in served] == ["Bearer y", "Bearer y"]
    assert not [environ for environ in served if "HTTP_COOKIE" in environ]


@pytest.fixture
def tls(tmp_path):
    """The options of an office with a certificate of its own authority."""
    certificate, key = Authority(tmp_path).signs("DNS:borne.lens.example", "IP:127.0.0.1")
    return {"certificate": certificate, "key": key, "port": 0, "phone_port": 0}


def _listening(public_url=None, **serve):
    settings = load("lens", public_url=public_url, serve=serve)
    listening = Listening(settings, ())
    listening.close(0)
    for at in (listening._office, listening._phones, listening._workers):
        if at is not None:
            at.close()
    return listening


def test_codes_lead_to_the_telephones_door_and_the_office_is_known_by_the_names_of_its_certificate(tls):
    listening = _listening(**tls)

    assert listening.address.startswith("https://borne.lens.example:")
    assert listening.public.begins == listening.phone_address
    assert listening.phone_address.startswith("http://localhost:")
    assert "borne.lens.example" in listening.hosts
    assert listening.worker_port not in (0, int(listening.address.rsplit(":", 1)[1]))


def test_a_public_address_says_by_which_name_telephones_know_the_office(tls):
    listening = _listening("http://192.0.2.5", **tls)

    assert listening.public.begins == "http://192.0.2.5"
    assert listening.phone_address.startswith("http://192.0.2.5:")


def test_with_a_certificate_that_telephones_know_there_is_one_door_for_everybody(tls):
    listening = _listening("https://borne.lens.example", **(tls | {"phone_port": None, "public_certificate": True}))

    assert listening.first_line() == {"address": listening.address}
    assert listening.public.begins == "https://borne.lens.example"


def test_without_a_certificate_all_is_as_it_was():
    listening = _listening(port=0)

    assert listening.first_line() == {"address": listening.public.begins}
    assert listening.address == f"http://localhost:{listening.worker_port}"
