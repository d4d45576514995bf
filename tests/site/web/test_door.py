"""The door, over real sockets: what reaches a view, and what never does."""

from __future__ import annotations

import hashlib
import json

import pytest

from frontdoor.core import storage
from frontdoor.core.sending import HEADER
from frontdoor.site.web.body import Limits
from frontdoor.site.web.inside import THREADS
from frontdoor.site.web.patience import Patient
from frontdoor.site.web.refusals import MARK, pages
from tests.site.web.house import Echo, standing, until
from tests.speech import german

__all__ = ["german"]


def test_a_body_reaches_the_view_whole():
    sent = bytes(range(256)) * 4_000
    with standing(Echo()) as house:
        answer = json.load(house.ask("POST", "/", body=sent))

    assert answer["sha256"] == hashlib.sha256(sent).hexdigest()


def test_a_chunked_body_reaches_the_view_with_its_length():
    with standing(Echo()) as house:
        answer = json.load(
            house.ask("POST", "/", body=iter([b"one,", b"two"]), encode_chunked=True)
        )

    assert answer["length"] == 7
    assert answer["headers"]["CONTENT_LENGTH"] == "7"
    assert "HTTP_TRANSFER_ENCODING" not in answer["headers"]


def test_slow_senders_hold_no_page_up():
    with standing(Echo()) as house:
        slow = [house.connect() for _ in range(3 * THREADS)]
        for sender in slow:
            sender.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")

        assert house.ask("GET", "/").status == 200
        for sender in slow:
            sender.close()


def test_a_body_that_is_cut_off_never_reaches_the_view():
    echo = Echo()
    with standing(echo) as house:
        sender = house.connect()
        sender.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf of it")
        until(lambda: len(house.server.server_state.tasks) == 1)
        sender.close()
        until(lambda: not house.server.server_state.tasks)

    assert echo.seen == []


@pytest.mark.parametrize("size", [1_001, 3_000_000])
def test_a_body_over_the_limit_is_refused_in_words_that_arrive(size: int):
    echo = Echo()
    with standing(echo, limits=Limits(size=1_000)) as house:
        answer = house.ask("POST", "/", body=b"x" * size)
        words = answer.read().decode()

    assert answer.status == 413
    assert "too large" in words
    assert str(answer.headers["X-Request-ID"]) in words
    assert echo.seen == []


@pytest.mark.parametrize(
    ("preferred", "words"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "Nein"),
        ("fr, de;q=0.5", "Nein"),
        ("en, de;q=0.5", "What you sent"),
        ("fr", "What you sent"),
        ("\xff", "What you sent"),
    ],
)
def test_a_refusal_is_told_in_the_language_that_the_browser_prefers(preferred: str, words: str):
    with standing(Echo(), limits=Limits(size=1_000)) as house:
        headers = {"Accept-Language": preferred}
        answer = house.ask("POST", "/", body=b"x" * 1_001, headers=headers)

        assert answer.read().decode().startswith(f"<p>{words}")


def test_every_page_of_the_door_is_rendered_in_every_language(german):
    rendered = pages()

    assert "Das ist zu groß" in rendered["de"][413]
    assert "That is too large" in rendered["en"][413]
    assert all(MARK in page for each in rendered.values() for page in each.values())


def test_a_chunked_body_over_the_limit_is_refused():
    with standing(Echo(), limits=Limits(size=1_000)) as house:
        answer = house.ask("POST", "/", body=iter([b"x" * 600] * 3), encode_chunked=True)

        assert answer.status == 413


def test_json_has_a_limit_of_its_own_and_a_program_is_answered_in_problem_details():
    with standing(Echo(), limits=Limits(json=10)) as house:
        headers = {"Content-Type": "application/json"}
        answer = house.ask("POST", "/api/v1/tickets", body=b"[1,2,3,4,5,6,7]", headers=headers)

        assert answer.headers["Content-Type"] == "application/problem+json"
        assert json.load(answer)["status"] == 413


def test_a_body_that_never_ends_is_refused_in_time():
    with standing(Echo(), limits=Limits(patience=0.2)) as house:
        sender = house.connect()
        sender.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")

        assert sender.recv(100).startswith(b"HTTP/1.1 408")


def test_a_steady_sender_is_given_more_time():
    limits = Limits(patience=0.3, pace=10)
    with standing(Echo(), limits=limits) as house:
        sender = house.connect()
        sender.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n" + b"x" * 30)
        sender.settimeout(0.8)
        with pytest.raises(TimeoutError):
            sender.recv(1)
        sender.settimeout(20)
        sender.sendall(b"x" * 10)

        assert sender.recv(100).startswith(b"HTTP/1.1 200")


def test_a_header_with_an_underscore_cannot_pass_for_another():
    with standing(Echo()) as house:
        headers = {"X_Forwarded_Proto": "https", "X_Real_User": "admin", "X-Plain": "yes"}
        answer = json.load(house.ask("GET", "/", headers=headers))

    assert answer["headers"]["HTTP_X_PLAIN"] == "yes"
    assert not {"HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_USER"} & set(answer["headers"])


@pytest.mark.parametrize(
    ("proxies", "address"), [((), "127.0.0.1"), (("127.0.0.1",), "203.0.113.9")]
)
def test_only_a_known_proxy_may_speak_for_others(settings, proxies: tuple[str, ...], address: str):
    settings.PROXIES = proxies
    with standing(Echo()) as house:
        answer = json.load(house.ask("GET", "/", headers={"X-Forwarded-For": "203.0.113.9"}))

    assert answer["address"] == address


def test_nothing_is_taken_in_while_the_disk_is_nearly_full_and_pages_still_answer():
    echo = Echo()
    with standing(echo, room=False) as house:
        refused = house.ask("POST", "/", body=b"x")

        assert refused.status == 503
        assert refused.headers["Retry-After"]
        assert house.ask("GET", "/").status == 200
    assert len(echo.seen) == 1


def test_a_head_that_never_ends_is_cut_off():
    class Hasty(Patient):
        head_seconds = 0.2

    with standing(Echo(), http=Hasty) as house:
        fresh, second = house.connect(), house.connect()
        fresh.sendall(b"GET / HTTP/1.1\r\nHost:")
        second.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        said = b""
        while b"\r\n0\r\n\r\n" not in said:
            said += second.recv(65_536)
        second.sendall(b"GET / HT")

        for sender in (fresh, second):
            assert sender.recv(1) == b""


def naming(sha256: str):
    """An application whose every answer names this blob."""

    def application(environ, start_response):
        start_response("200 OK", [(HEADER, sha256), ("Content-Length", "0")])
        return [b""]

    return application


@pytest.fixture
def blob(settings, tmp_path):
    settings.DATA = tmp_path
    return storage.keep(b"0123456789" * 1_000_000)


def test_a_named_blob_is_sent_in_the_views_place(blob: storage.Blob):
    with standing(naming(blob.sha256)) as house:
        answer = house.ask("GET", "/")
        content = answer.read()

    assert hashlib.sha256(content).hexdigest() == blob.sha256
    assert answer.headers["Content-Length"] == str(blob.size)
    assert HEADER not in answer.headers


def test_slow_readers_of_large_files_hold_no_page_up(blob: storage.Blob):
    with standing(naming(blob.sha256)) as house:
        readers = [house.connect() for _ in range(2 * THREADS)]
        for reader in readers:
            reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert reader.recv(9) == b"HTTP/1.1 "

        assert house.ask("GET", "/").status == 200
        for reader in readers:
            reader.close()
        until(lambda: not house.server.server_state.tasks)


def test_a_reader_that_stops_is_cut_off(blob: storage.Blob):
    class Hasty(Patient):
        reader_seconds = 0.2

    with standing(naming(blob.sha256), http=Hasty) as house:
        reader = house.connect()
        reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert reader.recv(9) == b"HTTP/1.1 "

        until(lambda: not house.server.server_state.connections)


def test_a_bug_answers_500_without_its_words():
    def broken(environ, start_response):
        raise LookupError("canary-4711")

    with standing(broken) as house:
        answer = house.ask("GET", "/")

        assert answer.status == 500
        assert b"canary" not in answer.read()
