"""Watches one mailbox: by IDLE where the server can, else by a look every minute; comes back after every failure."""

from __future__ import annotations

import logging
import os
import select
import threading

from django.db import Error as DatabaseError
from django.db import connections

from frontdoor.channels.adapters.email.imap.fetch import Folder
from frontdoor.channels.adapters.email.imap.server import session_of
from frontdoor.channels.adapters.email.imap.session import Session
from frontdoor.channels.adapters.email.imap.trouble import Trouble
from frontdoor.channels.mailboxes import health
from frontdoor.channels.models import Mailbox
from frontdoor.core.tasks import Backoff

IDLE, POLL = 540.0, 60.0
"""Seconds of one IDLE, well below what routers and servers cut, and between two looks without it."""
LOOKS = 10
AGAIN = Backoff(5, 900)
OURS = Backoff(1, 60)
LOOK = 1.0
"""Seconds until a look at our own database, which alone is asked while it does not answer."""
IN_TROUBLE = "Our own database or disk is in trouble."
LOGGER = logging.getLogger("frontdoor.mail")


class Watch(threading.Thread):
    """Until `stop`; the mail in hand is finished. What no one expects ends the thread, and its owner starts another."""

    def __init__(self, mailbox: Mailbox, *, poll: float = POLL) -> None:
        super().__init__(name=f"imap-{mailbox.pk}", daemon=True)
        self.mailbox, self._poll = mailbox, poll
        self._stopped = threading.Event()
        self._woken, self._wake = os.pipe()
        self._failures = 0

    def stop(self) -> None:
        self._stopped.set()
        os.write(self._wake, b"x")

    def close(self) -> None:
        """When it has ended."""
        os.close(self._woken)
        os.close(self._wake)

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._live()
        finally:
            connections.close_all()

    def _live(self) -> None:
        """One connection, to its end."""
        try:
            with session_of(self.mailbox) as session:
                folder = Folder(self.mailbox, session)
                while not self._stopped.is_set():
                    self._look(folder, session)
                    self._well()
                    self._wait(session)
        except (Trouble, DatabaseError, OSError) as trouble:
            self._failed(trouble)

    def _look(self, folder: Folder, session: Session) -> None:
        """Until nothing is new: what came while mails were put away was announced then, and is not again."""
        for _ in range(LOOKS):
            if not folder.take(self._stopped.is_set) and not session.announced():
                return

    def _well(self) -> None:
        self._failures = 0
        health.well(self.mailbox)

    def _wait(self, session: Session) -> None:
        connections.close_all()  # nobody needs it while there is nothing to do
        if session.can("IDLE"):
            session.wait(IDLE, self._woken)
        else:
            self._sleep(self._poll)
            session.nothing()

    def _failed(self, trouble: Exception) -> None:
        """Whatever the server's trouble is, it is asked less often each time; for our own it is not asked at all."""
        self._failures += 1
        LOGGER.warning("Mailbox %s: %s", self.mailbox.pk, trouble)
        theirs = isinstance(trouble, Trouble)
        while not self._noted(str(trouble) if theirs else IN_TROUBLE):
            if theirs or self._stopped.is_set():
                break
            self._sleep(LOOK)
        self._sleep((AGAIN if theirs else OURS).delay(self._failures))

    def _noted(self, words: str) -> bool:
        """False where the database takes nothing in."""
        try:
            health.failed(self.mailbox, words)
        except DatabaseError:
            LOGGER.warning("Mailbox %s: the database does not answer", self.mailbox.pk)
            return False
        finally:
            connections.close_all()
        return True

    def _sleep(self, seconds: float) -> None:
        select.select([self._woken], [], [], seconds)
