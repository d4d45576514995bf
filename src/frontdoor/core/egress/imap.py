"""A line to an IMAP server that somebody named: guarded, encrypted before anything is said, capped in what comes back.

The standard library's client does the talking. What it lacks is here: it reads literals of any size and for any time,
takes what was sent before STARTTLS took hold for nothing, and does not know IDLE (docs/decisions/0026).
"""

from __future__ import annotations

import imaplib
import select
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext

from frontdoor.core.egress import lines

PORTS = frozenset({143, 993})
GREETING, PATIENCE, SILENCE = 10.0, 60.0, 30.0
LONGEST_LINE = 4 * 2**20
PIECE = 65536
Error = imaplib.IMAP4.error


class Unsafe(Exception):
    """The line can't be made safe; nothing was said on it. The message says why."""


@dataclass(frozen=True)
class Server:
    """Where to, and whether TLS comes first or by STARTTLS. There is no third way."""

    host: str
    port: int
    starttls: bool = False


class Imap(imaplib.IMAP4):
    """Connected and encrypted once it is made, not yet signed in. Raises as `lines` does, Unsafe, OSError, Error."""

    sock: socket.socket

    def __init__(self, server: Server, *, largest: int) -> None:
        self._server, self._largest = server, largest
        self._kept = bytearray()
        self.patient(GREETING)
        super().__init__(server.host, server.port)
        if server.starttls:
            try:
                self._encrypt()
            except BaseException:
                self.shutdown()
                raise

    def patient(self, seconds: float) -> None:
        """From now on an answer may take so long, however it drips."""
        self._until = time.monotonic() + seconds

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Called by the library to connect."""
        self.host, self.port = host, port
        line = lines.connect(host, port, ports=PORTS, timeout=SILENCE)
        try:
            self.sock = line if self._server.starttls else lines.secured(line, host)
        except OSError:
            line.close()
            raise

    def read(self, size: int) -> bytes:
        """Called by the library for a literal."""
        if size > self._largest:
            raise self.abort("a literal that is too large")
        while len(self._kept) < size and self._fill():
            continue
        return self._taken(size)

    def readline(self) -> bytes:
        """Called by the library for a line, with its end; b"" where the server has hung up."""
        start = 0
        while (end := self._kept.find(b"\n", start)) < 0:
            if (start := len(self._kept)) > LONGEST_LINE:
                raise self.abort("a line that is too long")
            if not self._fill():
                return b""
        return self._taken(end + 1)

    def shutdown(self) -> None:
        """Called by the library at the end of a connection, however it ended."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def news(self, seconds: float, wake: int) -> bool:
        """IDLE (RFC 2177) until something is new, `wake` can be read, or the time is over. True if something is."""
        self.patient(PATIENCE)
        self.send(b"W1 IDLE\r\n")
        while not (line := self._line()).startswith(b"+"):
            if line.startswith(b"W1 "):
                raise self.error("the server refuses to idle")
        found = self._watched(time.monotonic() + seconds, wake)
        self.patient(PATIENCE)
        self.send(b"DONE\r\n")
        while not (line := self._line()).startswith(b"W1 "):
            found = found or b"EXISTS" in line
        return found

    def _watched(self, end: float, wake: int) -> bool:
        while (left := end - time.monotonic()) > 0:
            if b"\n" not in self._kept and not self._pending():
                ready, _, _ = select.select([self.sock.fileno(), wake], [], [], left)
                if wake in ready or not ready:
                    return False
            self.patient(PATIENCE)
            if b"EXISTS" in self._line():
                return True
        return False

    def _pending(self) -> bool:
        """Bytes that TLS has read already are no reason for select to wake."""
        return isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0

    def _line(self) -> bytes:
        line = self.readline()
        if not line or line.startswith(b"* BYE"):
            raise self.abort("the server hung up")
        return line

    def _encrypt(self) -> None:
        """Nothing may have been said but the answer to STARTTLS, or somebody speaks into the line (S35)."""
        if self.state != "NONAUTH":
            words = gettext(
                "The server lets us in before the line is encrypted, so the line can't be trusted."
            )
            raise Unsafe(words)
        if "STARTTLS" not in self.capabilities:
            raise Unsafe(gettext("The server offers no STARTTLS. Nothing was sent to it."))
        kind, _ = self.xatom("STARTTLS")
        if kind != "OK":
            raise Unsafe(gettext("The server refuses STARTTLS. Nothing was sent to it."))
        if self._kept:
            raise Unsafe(
                gettext("Somebody speaks into the line before it is encrypted. Nothing was sent.")
            )
        self.sock = lines.secured(self.sock, self._server.host)
        self.untagged_responses.clear()
        _, told = self.capability()
        self.capabilities = tuple((told[-1] or b"").decode("ascii", "replace").upper().split())

    def _fill(self) -> bool:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("The server is too slow.")
        self.sock.settimeout(min(left, SILENCE))
        piece = self.sock.recv(PIECE)
        self._kept += piece
        return bool(piece)

    def _taken(self, size: int) -> bytes:
        piece = bytes(self._kept[:size])
        del self._kept[:size]
        return piece
