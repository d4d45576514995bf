"""What is asked of a web address has limits, whatever the other side does (U05, U09)."""

from __future__ import annotations

import gzip
import ssl

import pytest

from frontdoor.core.egress import web
from tests.certificates import authority
from tests.stubs import Answer, stub

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.EGRESS_ALLOW = ("127.0.0.0/8", "::1/128")


def asked(answer: bytes | Answer, *, largest: int = 1000, seconds: float = 5) -> web.Answer:
    say = answer if callable(answer) else lambda line: answer if line == b"" else b""
    with stub(say) as server:
        return web.ask(
            web.Question(f"http://127.0.0.1:{server.port}/x?y=1", largest=largest, seconds=seconds)
        )


def test_an_answer_comes_back_with_status_headers_and_body():
    told = asked(OK + b"Content-Length: 2\r\nContent-Type: text/plain\r\n\r\nhi")

    assert (told.status, told.headers["content-type"], told.body) == (200, "text/plain", b"hi")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_told_and_not_followed(status):
    with stub(lambda _: None) as inner:
        place = f"http://127.0.0.1:{inner.port}/"
        answer = (
            f"HTTP/1.1 {status} Moved\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()
        )

        assert asked(answer).status == status
        assert inner.visits == 0


def test_an_answer_that_is_too_long_is_broken_off():
    with pytest.raises(web.Closed):
        asked(OK + b"Content-Length: 2000\r\n\r\n" + b"x" * 2000)


def test_an_answer_without_an_end_is_broken_off():
    with pytest.raises(web.Closed):
        asked(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"400\r\n" + b"x" * 1024 + b"\r\n")


def test_an_answer_that_never_comes_is_not_waited_for():
    with pytest.raises(web.Closed):
        asked(lambda line: b"", seconds=0.2)


def test_headers_without_an_end_are_broken_off():
    with pytest.raises(web.Closed):
        asked(OK + b"".join(b"X-%d: y\r\n" % number for number in range(500)))


def test_a_packed_answer_is_not_unpacked():
    packed = gzip.compress(b"x" * 1_000_000)
    with pytest.raises(web.Closed):
        asked(OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    authority(tmp_path / "ca").issue("localhost", tmp_path / "own.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem")
    with stub(lambda _: None, context=context) as server, pytest.raises(web.Closed):
        web.ask(web.Question(f"https://localhost:{server.port}/"))

    assert server.heard == []


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    assert asked(OK + b"Content-Length: 2\r\n\r\nhi").body == b"hi"
