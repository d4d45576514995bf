"""SMTP and LMTP in: asks who it is for, spools durably, and only then answers 250.

The library never answers for the desk: an exception of ours would become a permanent 500 with its text in it
(trust.md, rule 7), so everything is caught and unknown trouble counts as temporary.
"""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import AnyStr

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from django.db import Error as DatabaseError
from django.db import connection

from frontdoor.channels import spool
from frontdoor.channels.adapters.email import certificate
from frontdoor.channels.adapters.email.taker import TRY_AGAIN, Taker
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.spool import Arrived

LOGGER = logging.getLogger("frontdoor.mail")
MOST_RECIPIENTS = 100
LONGEST_LINE = 2**20
LARGEST = 35_000_000
PATIENCE = 60.0
GRACE = 8.0
NOBODY = "550 5.1.1 There is no such mailbox here"
UNREADABLE = "553 5.1.7 The sender's address can't be read"
PAUSED = "450 4.2.1 This mailbox is paused, try again later"
TOO_LARGE = f"552 5.3.4 Mail here has at most {LARGEST // 1_000_000} MB"
_ATOMS = r"[A-Za-z0-9_+=-]+(?:\.[A-Za-z0-9_+=-]+)*"
PLAIN = re.compile(rf"<({_ATOMS}@{_ATOMS})>([ A-Za-z0-9=]*)")


class Gate:
    """The answers to each command; the names are those that aiosmtpd calls."""

    def __init__(self) -> None:
        self._taker = Taker()
        self._lookups = ThreadPoolExecutor(2, thread_name_prefix="recipients")

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """An address that can't be written down would hold up whatever comes beside it."""
        if _cannot_be_kept(address):
            return UNREADABLE
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only what is ours, and at most 100 of it; control characters are nobody's."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if _cannot_be_kept(address):
            return NOBODY
        loop = asyncio.get_running_loop()
        if refused := await loop.run_in_executor(self._lookups, _refused, address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """250 only when bytes and row are durable."""
        source = "lmtp" if getattr(server, "is_lmtp", False) else "smtp"
        taken = spool.Envelope(source, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        answer = await self._taker.take(Arrived(envelope.original_content or b"", taken))
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if source == "lmtp" else answer

    async def handle_exception(self, error: Exception) -> str:
        """What the library itself trips over is logged, never told."""
        LOGGER.error("The mail gate tripped", exc_info=error)
        return TRY_AGAIN

    async def close(self) -> None:
        await self._taker.close()
        self._lookups.shutdown()


class Speaker(SMTP):
    """The library's protocol, for mail as it is: lines far longer than the 1,000 octets of RFC 5321 are taken.

    Whoever greets with LHLO speaks LMTP (RFC 2033) from then on: one answer for each recipient after the data.
    """

    line_length_limit = LONGEST_LINE
    is_lmtp = False

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Nearly all addresses are plain; the library's full grammar costs as much as the rest of the command."""
        found = PLAIN.fullmatch(arg or "")
        return (found[1], found[2].lstrip()) if found else super()._getaddr(arg)

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:
        self.is_lmtp = True
        await self.smtp_EHLO(arg)

    async def push(self, status: AnyStr) -> None:
        """What is too large is told with the limit, at SIZE and after the data (trust.md, M54)."""
        if isinstance(status, str) and status.startswith("552 "):
            await super().push(TOO_LARGE)
        else:
            await super().push(status)


class Listener:
    """Listens until `stop` is called, from a signal handler or another thread."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self.ready = threading.Event()
        self.port = port

    def run(self) -> None:
        """Returns when stopped, with the message in hand finished. Raises OSError where the port is taken."""
        asyncio.run(self._serve())

    def stop(self, *_: object) -> None:
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._loop.add_signal_handler(number, self.stop)
        gate = Gate()
        server = await self._loop.create_server(lambda: _speaker(gate), self._host, self._port)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self._stopping.wait()
        server.close()
        await gate.close()


def _speaker(gate: Gate) -> SMTP:
    return Speaker(
        gate,
        data_size_limit=LARGEST,
        enable_SMTPUTF8=True,
        ident="Frontdoor",
        hostname="frontdoor",
        timeout=PATIENCE,
        tls_context=certificate.context(),
    )


def _cannot_be_kept(address: str) -> bool:
    """It holds spaces or control characters, or bytes that are no UTF-8."""
    return any(ord(c) < 33 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000 for c in address)


def _refused(address: str) -> str:
    """Why this recipient is not taken; "" where it is."""
    try:
        owner = addresses.DIRECTORY.of(address)
        if owner is None:
            return "" if addresses.is_default(address) else NOBODY
        return PAUSED if owner.paused else ""
    except DatabaseError:
        LOGGER.exception("A recipient could not be looked up")
        connection.close()
        return TRY_AGAIN
