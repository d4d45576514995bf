"""Ask one question of a web address that somebody named, within limits on size, time and kind of answer."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from frontdoor.core.egress import lines
from frontdoor.core.egress.lines import Closed, Forbidden, Unknown

__all__ = ["Answer", "Closed", "Forbidden", "Question", "Unknown", "ask", "judge"]

PORTS = frozenset({80, 443})
PATIENCE, PIECE = 10.0, 65536


@dataclass(frozen=True)
class Question:
    """What is asked. `seconds` is for all of it, `largest` the bytes of an answer that are read."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 20.0
    largest: int = 1_000_000


@dataclass(frozen=True)
class Answer:
    """What came back, a redirect too: it is not followed. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(question: Question) -> Answer:
    """Raises Forbidden, Unknown or Closed."""
    parts = _parts(question.url)
    host, port = parts.hostname or "", _port(parts)
    line = lines.connect(host, port, ports=PORTS, timeout=PATIENCE)
    try:
        with lines.cut_after(line, question.seconds), closing(_connection(parts, line)) as there:
            return _answer(there, parts, question)
    except ssl.SSLError as problem:
        raise Closed("Its certificate can't be trusted.") from problem
    except (OSError, HTTPException, urllib3.exceptions.HTTPError, ValueError) as problem:
        raise _reason(problem) from problem
    finally:
        line.close()


def judge(url: str) -> None:
    """At saving: raises Forbidden or Unknown where it could not be asked now."""
    parts = _parts(url)
    lines.judged(parts.hostname or "", _port(parts), ports=PORTS)


def _parts(url: str) -> SplitResult:
    """One reading of an address: what could be read in two ways is refused before anything is resolved."""
    if any(ord(c) < 33 or ord(c) == 127 or c == "\\" for c in url):
        raise Forbidden
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise Forbidden from problem
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or port == 0
        or "@" in parts.netloc
    ):
        raise Forbidden
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or {"http": 80, "https": 443}[parts.scheme]


def _connection(parts: SplitResult, line: socket.socket) -> HTTPConnection:
    """Of urllib3, over the line that was judged: it resolves and connects nothing by itself."""
    kind = _Guarded if parts.scheme == "http" else _GuardedTls
    made = kind(parts.hostname or "", _port(parts), timeout=PATIENCE)
    made.line = line
    return made


class _Guarded(HTTPConnection):
    line: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.line


class _GuardedTls(HTTPSConnection):
    line: socket.socket

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, ssl_context=ssl.create_default_context(), **rest)

    def _new_conn(self) -> socket.socket:
        return self.line


def _answer(there: HTTPConnection, parts: SplitResult, question: Question) -> Answer:
    target = parts.path or "/"
    target += f"?{parts.query}" if parts.query else ""
    sent = {"Accept-Encoding": "identity", "User-Agent": "Frontdoor", **question.headers}
    there.request(
        question.method, target, body=question.body, headers=sent, preload_content=False, decode_content=False
    )  # fmt: skip
    response = there.getresponse()
    headers = {name.lower(): value for name, value in response.headers.items()}
    if headers.get("content-encoding", "identity") != "identity":
        raise Closed("It answers in a form that was not asked for.")
    return Answer(response.status, headers, _read(response, question.largest))


def _read(response: urllib3.response.BaseHTTPResponse, largest: int) -> bytes:
    body = bytearray()
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > largest:
            raise Closed("Its answer is too long.")
    return bytes(body)


def _reason(problem: Exception) -> Closed:
    if isinstance(problem, TimeoutError | urllib3.exceptions.TimeoutError):
        return Closed("It does not answer.")
    return Closed("It broke off.")
