"""A request as it comes from a browser or a program, through Django's WSGI handler to the last byte of the answer."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

USUAL = {
    "Host": "127.0.0.1",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.9",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}


@dataclass
class Answer:
    """What came back, as it would go over the line."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@cache
def application() -> WSGIApplication:
    """The same application that the web process puts behind its door."""
    return get_wsgi_application()


def get(path: str, headers: Mapping[str, str]) -> Answer:
    return ask("GET", path, headers)


def ask(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """One request. The answer is read and closed, as a server does, so that its end is measured too."""
    answer = Answer()

    def start(status: str, head: list[tuple[str, str]], problem: Any = None) -> Any:
        answer.status, answer.headers = int(status.split()[0]), dict(head)

    pieces: Iterable[bytes] = application()(environ(method, path, headers, body), start)
    try:
        answer.body = b"".join(pieces)
    finally:
        getattr(pieces, "close", lambda: None)()
    return answer


def environ(method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """As a WSGI server makes it (PEP 3333)."""
    address, _, query = path.partition("?")
    sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": address, "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)), "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, **sent,
    }  # fmt: skip
