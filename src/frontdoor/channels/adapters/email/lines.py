"""Open lines to mail servers: few at a time, kept open while there is more to say, never used after a mishap."""

from __future__ import annotations

import os
import smtplib
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

TIMEOUT = 30
"""Seconds for each answer but the last."""
MOST = 4
"""Lines of one process at one time; big providers shut the door on more."""
PATIENCE = 60
KEPT, MAILS = 5.0, 100
"""Seconds that an idle line stays open, and mails that one line carries."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class Busy(Exception):
    """Every line is taken, and none was given back in time."""


@dataclass(eq=False)
class Line:
    """A server that has greeted us, and let us in where that is asked for."""

    server: smtplib.SMTP
    said: int = 0
    idle_since: float = field(default_factory=time.monotonic)

    def is_fresh(self) -> bool:
        """Whether it may carry one more, and the other end still answers."""
        if self.said >= MAILS or time.monotonic() - self.idle_since > KEPT:
            return False
        with suppress(OSError, smtplib.SMTPException):
            return self.server.rset()[0] == 250
        return False


_free: dict[tuple[int, str], list[Line]] = {}
_lock = threading.Lock()
_places = threading.BoundedSemaphore(MOST)


def place(url: str) -> str:
    """Where an address of the form of EMAIL_URL leads: "smtp.example.org:587"."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'localhost'}:{parts.port or PORTS.get(parts.scheme, 25)}"


@contextmanager
def line(url: str) -> Iterator[smtplib.SMTP]:
    """Kept for the next one after a good end; hung up after any exception. Raises Busy, OSError, SMTPException."""
    if not _places.acquire(timeout=PATIENCE):
        raise Busy
    try:
        found = _kept(url) or Line(_connected(url))
        try:
            yield found.server
        except BaseException:
            found.server.close()
            raise
        _keep(url, found)
    finally:
        _places.release()


def _kept(url: str) -> Line | None:
    while True:
        with _lock:
            free = _free.get((os.getpid(), url), [])
            found = free.pop() if free else None
        if found is None or found.is_fresh():
            return found
        _hang_up(found)


def _keep(url: str, used: Line) -> None:
    used.said, used.idle_since = used.said + 1, time.monotonic()
    with _lock:
        _free.setdefault((os.getpid(), url), []).append(used)


def _hang_up(used: Line) -> None:
    with suppress(OSError, smtplib.SMTPException):
        used.server.quit()
    used.server.close()


def _connected(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or PORTS[parts.scheme]
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    try:
        _secured(server, parts.scheme)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _secured(server: smtplib.SMTP, scheme: str) -> None:
    """Never falls back to plain text where encryption was asked for (S35)."""
    server.ehlo_or_helo_if_needed()
    if scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
