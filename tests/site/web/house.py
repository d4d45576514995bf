"""A real server on loopback: uvicorn, the door, and a WSGI application that says what it got."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import uvicorn

from frontdoor.site.web.body import Limits
from frontdoor.site.web.door import Door
from frontdoor.site.web.inside import in_threads
from frontdoor.site.web.patience import Patient
from frontdoor.site.web.refusals import MARK, WORDS, Refusals
from frontdoor.site.web.server import configured, listen

PAGES = {
    "en": {status: f"<p>{words} {MARK}</p>" for status, words in WORDS.items()},
    "de": dict.fromkeys(WORDS, f"<p>Nein {MARK}</p>"),
}


@dataclass
class Echo:
    """Answers with what it was given, and remembers each call."""

    seen: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read()
        headers = {k: v for k, v in environ.items() if k.startswith(("HTTP_", "CONTENT_"))}
        said = {
            "length": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
            "headers": headers,
            "address": environ["REMOTE_ADDR"],
        }
        self.seen.append(said)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]


@dataclass
class House:
    port: int
    server: uvicorn.Server

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)

    def ask(self, method: str, path: str, **more: Any) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, **more)
        return connection.getresponse()


@contextmanager
def standing(
    application: Callable[..., Any],
    *,
    limits: Limits | None = None,
    room: bool = True,
    http: type[Patient] = Patient,
) -> Iterator[House]:
    """The application behind the door, on a free port, until the block ends."""
    door = Door(in_threads(application), Refusals(PAGES), lambda: room, limits or Limits())
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(configured(door, http))
    thread = threading.Thread(target=server.run, args=([bound],))
    port = bound.getsockname()[1]
    thread.start()
    try:
        yield House(port, server)
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive()


def until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Waits for a condition; fails loudly where it never comes."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
