"""S35: without a trusted, encrypted line no user, password or token is ever said."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdoor.channels.adapters.email.imap.session import Login, signed_in
from frontdoor.channels.adapters.email.imap.trouble import Trouble
from frontdoor.core.egress.imap import Server
from tests.certificates import Authority, authority
from tests.stubs import Stub, stub

GREETING = b"* OK ready\r\n"
SECRET = "hunter2hunter2"


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Authority:
    return authority(tmp_path_factory.mktemp("s35") / "ca")


@pytest.fixture(autouse=True)
def allowed(settings, monkeypatch, own):
    settings.EGRESS_ALLOW = ("127.0.0.0/8", "::1/128")
    monkeypatch.setenv("SSL_CERT_FILE", str(own.certificate))


def speaking(capabilities: bytes, starttls: bytes = b"BAD no") -> Callable[[bytes], bytes | None]:
    def answer(line: bytes) -> bytes | None:
        tag, _, command = line.partition(b" ")
        if command.startswith(b"CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1 %s\r\n%s OK done\r\n" % (capabilities, tag)
        if command.startswith(b"STARTTLS"):
            return tag + b" " + starttls
        return tag + b" OK done\r\n"

    return answer


def assert_stops(
    server: Stub, words: str = "", *, starttls: bool = True, user: str = "desk"
) -> None:
    """It says why, and nothing that matters was said to the server."""
    login = Login(user, SECRET)
    with (
        pytest.raises(Trouble, match=words),
        signed_in(Server("localhost", server.port, starttls), lambda: login),
    ):
        raise AssertionError("it was let in")
    assert_nothing_was_said(server)


def assert_nothing_was_said(server: Stub) -> None:
    heard = b"\n".join(server.heard).upper()
    assert b"LOGIN" not in heard and b"AUTHENTICATE" not in heard
    assert SECRET.upper().encode() not in heard


def test_a_server_without_starttls_hears_no_password():
    with stub(speaking(b"AUTH=PLAIN"), greeting=GREETING) as server:
        assert_stops(server, "offers no STARTTLS")


def test_a_server_that_refuses_starttls_hears_no_password():
    with stub(speaking(b"STARTTLS", b"NO not now\r\n"), greeting=GREETING) as server:
        assert_stops(server, "refuses STARTTLS")


def test_a_server_that_lets_us_in_unasked_and_unencrypted_is_not_trusted():
    greeting = b"* PREAUTH welcome\r\n"
    with stub(speaking(b"STARTTLS", b"OK begin\r\n"), greeting=greeting) as server:
        assert_stops(server, "before the line is encrypted")


@pytest.mark.parametrize(
    "injected", [b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", b"x", b"* OK\r\nA1 OK\r\n"]
)
def test_what_somebody_says_into_the_line_before_tls_ends_it(injected):
    answers = speaking(b"STARTTLS", b"OK begin\r\n" + injected)
    with stub(answers, greeting=GREETING) as server:
        assert_stops(server)


def tls(own: Authority, tmp_path: Path, name: str) -> ssl.SSLContext:
    own.issue(name, tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    return context


def test_a_certificate_of_another_name_is_not_trusted(own, tmp_path):
    context = tls(own, tmp_path, "other.example")
    with stub(speaking(b""), greeting=GREETING, context=context) as server:
        assert_stops(
            server, r"certificate of localhost can't be trusted: Hostname mismatch", starttls=False
        )


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path):
    context = tls(authority(tmp_path / "evil"), tmp_path, "localhost")
    with stub(speaking(b""), greeting=GREETING, context=context) as server:
        assert_stops(server, "can't be trusted", starttls=False)


def test_plain_text_where_tls_should_come_first_is_not_spoken():
    with stub(speaking(b"AUTH=PLAIN"), greeting=GREETING) as server:
        assert_stops(server, "does not speak TLS", starttls=False)


def test_a_name_with_a_second_command_in_it_is_not_said(own, tmp_path):
    """S23: trust.md, rule 9."""
    context = tls(own, tmp_path, "localhost")
    user = "desk\r\nA1 DELETE INBOX"
    with stub(speaking(b"AUTH=PLAIN"), greeting=GREETING, context=context) as server:
        assert_stops(server, "line breaks", starttls=False, user=user)

    assert not [line for line in server.heard if b"DELETE" in line]


@pytest.mark.parametrize(
    "flood",
    [b"* 1 FETCH (BODY[] {99999999999}\r\n", b"* OK " + b"x" * 5_000_000, b"* OK {70000000}\r\n"],
)
def test_a_server_that_floods_us_is_left(own, tmp_path, flood):
    context = tls(own, tmp_path, "localhost")
    with stub(lambda _: flood, greeting=GREETING, context=context) as server:
        assert_stops(server, starttls=False)
