"""A proxy is believed from exactly one address: who comes, over what, by which name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.forwarded import Forwarded, Hop, Malformed, forwarded

PROXY = "192.0.2.7"
FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.4",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "lens.example",
}
OTHERS = {
    "HTTP_FORWARDED": "for=1.1.1.1;proto=https",
    "HTTP_X_REAL_IP": "1.1.1.1",
    "HTTP_X_FORWARDED_PORT": "443",
    "HTTP_X_FORWARDED_SERVER": "evil",
    "HTTP_X_FORWARDED_PREFIX": "/evil",
    "HTTP_X_ORIGINAL_URL": "/manager",
}


def _served(environ: dict[str, str], trusted: str | None) -> tuple[dict[str, str], str]:
    seen: dict[str, str] = {}
    statuses = [""]

    def app(environ, _start):
        seen.update(environ)
        return [b""]

    body = Forwarded(app, trusted)(dict(environ), lambda status, _headers: statuses.append(status))
    return seen, statuses[-1] + b"".join(body).decode()


def _request(peer: str | None = PROXY, **more: str) -> dict[str, str]:
    where = {} if peer is None else {"REMOTE_ADDR": peer}
    return {**where, "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8000", **FORWARDED, **OTHERS, **more}


def test_the_trusted_proxy_says_who_comes_and_only_its_last_hop_counts():
    seen, _ = _served(_request(), PROXY)

    assert seen == {"REMOTE_ADDR": "198.51.100.4", "wsgi.url_scheme": "https", "HTTP_HOST": "lens.example"}


@pytest.mark.parametrize("peer", ["192.0.2.70", "192.0.2.8", "127.0.0.1", "::1", "::ffff:192.0.2.8", None])
def test_nobody_else_is_believed_and_nothing_of_it_is_left(peer):
    seen, _ = _served(_request(peer), PROXY)

    assert seen.get("REMOTE_ADDR") == peer
    assert seen["wsgi.url_scheme"] == "http"
    assert seen["HTTP_HOST"] == "127.0.0.1:8000"
    assert not [name for name in seen if "FORWARDED" in name or "REAL" in name or "ORIGINAL" in name]


def test_without_a_trusted_proxy_even_this_machine_is_not_believed():
    assert _served(_request("127.0.0.1"), None)[0]["REMOTE_ADDR"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "trusted"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:0::7", "2001:db8::7"),
        ("fe80::7%eth0", "fe80::7"),
        (None, "unix"),
    ],
)
def test_the_same_address_in_other_clothes_is_the_same_address(peer, trusted):
    assert forwarded(_request(peer), trusted) == Hop("198.51.100.4", "https", "lens.example")


def test_what_the_proxy_does_not_say_stays_as_it_is():
    assert forwarded({"REMOTE_ADDR": PROXY, "wsgi.url_scheme": "http"}, PROXY) == Hop()


def test_an_address_that_two_headers_give_is_the_last():
    # gevent.pywsgi joins repeated headers with a comma, without a blank.
    assert (
        forwarded({"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": "1.1.1.1,2001:DB8::1"}, PROXY).address == "2001:db8::1"
    )


@pytest.mark.parametrize(
    "garbled",
    [
        {"HTTP_X_FORWARDED_FOR": ""},
        {"HTTP_X_FORWARDED_FOR": "unknown"},
        {"HTTP_X_FORWARDED_FOR": "1.1.1.1,"},
        {"HTTP_X_FORWARDED_FOR": "1.1.1.1:80"},
        {"HTTP_X_FORWARDED_FOR": "fe80::1%<b>"},
        {"HTTP_X_FORWARDED_FOR": "٣.1.1.1"},
        {"HTTP_X_FORWARDED_PROTO": "ftp"},
        {"HTTP_X_FORWARDED_PROTO": ""},
        {"HTTP_X_FORWARDED_HOST": "a b"},
        {"HTTP_X_FORWARDED_HOST": "a/b"},
        {"HTTP_X_FORWARDED_HOST": "user@host"},
        {"HTTP_X_FORWARDED_HOST": ""},
    ],
)
def test_what_the_proxy_garbled_is_told_in_words_and_what_a_stranger_garbled_is_nothing(garbled):
    _, refused = _served(_request(**garbled), PROXY)
    seen, answered = _served(_request("192.0.2.8", **garbled), PROXY)

    assert refused.startswith("400 Bad Request")
    assert "réglage" in refused
    assert answered == ""
    assert seen["REMOTE_ADDR"] == "192.0.2.8"


@given(st.text(), st.text(), st.text())
def test_whatever_the_proxy_says_is_an_answer_or_is_told(address, scheme, host):
    environ = {
        "REMOTE_ADDR": PROXY,
        "HTTP_X_FORWARDED_FOR": address,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "HTTP_X_FORWARDED_HOST": host,
    }
    try:
        hop = forwarded(environ, PROXY)
    except Malformed:
        return
    assert hop.scheme in ("http", "https")
    assert hop.address
    assert hop.host
    assert "\n" not in hop.address + hop.host
