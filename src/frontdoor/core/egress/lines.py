"""Open a connection to a host that somebody named: resolved once, judged, and connected to what was judged."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext

from frontdoor.core.egress.addresses import is_allowed, may_be_reached, unwrapped

CONNECT, HANDSHAKE = 10.0, 20.0
"""Seconds for all the addresses of one name together, and for TLS to begin."""
HOST = re.compile(r"[^\s\x00-\x20\x7f/\\@#?%<>\"'`{}|^]{1,253}")


class Forbidden(Exception):
    """The address is none that may be reached. It says no more, whatever lies behind the name."""

    def __init__(self) -> None:
        super().__init__("This address is not allowed.")


class Unknown(Exception):
    """The name is not found."""


class Closed(Exception):
    """The host is there, or not, and did not let us in: refused, unreachable or silent. The message says which."""


def connect(host: str, port: int, *, ports: frozenset[int], timeout: float) -> socket.socket:
    """A connected socket, with `timeout` seconds for each later wait. Raises Forbidden, Unknown or Closed.

    `ports` are those that may be reached anywhere; any other only at an address that the environment allows.
    """
    found = judged(host, port, ports=ports)
    end, last = time.monotonic() + CONNECT, gettext("It does not answer.")
    for family, where in found:
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(max(0.1, end - time.monotonic()))
        try:
            line.connect(where)
        except OSError as problem:
            line.close()
            last = _words(problem)
        else:
            line.settimeout(timeout)
            return line
    raise Closed(last)


def judged(host: str, port: int, *, ports: frozenset[int]) -> list[tuple[int, tuple[object, ...]]]:
    """Every address of the name, all of them fit to be reached; raises Forbidden where a single one is not."""
    if not HOST.fullmatch(host) or not 0 < port < 65536:
        raise Forbidden
    found = list(_resolved(host, port))
    for _, where in found:
        text = str(where[0])
        if not may_be_reached(text) or not (port in ports or is_allowed(unwrapped(text))):
            raise Forbidden
    return found


def secured(line: socket.socket, host: str) -> ssl.SSLSocket:
    """The same line under TLS, its certificate and name checked. Raises OSError; there is no way without."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with cut_after(line, HANDSHAKE):
        return context.wrap_socket(line, server_hostname=host)


@contextmanager
def cut_after(line: socket.socket, seconds: float) -> Iterator[None]:
    """Ends whatever waits on the line after so long, however slowly it drips; also under a TLS that is being begun."""
    same = line.dup()  # TLS takes the descriptor of the first away
    watch = threading.Timer(seconds, _cut, [same])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        watch.join()
        same.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _resolved(host: str, port: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    try:
        answers = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Unknown("There is no such name.") from problem
    for family, _, _, _, where in answers:
        yield family, where


def _words(problem: OSError) -> str:
    if isinstance(problem, ConnectionRefusedError):
        return gettext("It refuses the connection: nothing listens at this port.")
    if isinstance(problem, TimeoutError):
        return gettext("It does not answer.")
    return gettext("It can't be reached from here.")
