"""Keeps one watch for each mailbox that is to be fetched, whatever is added, changed, paused or dies meanwhile."""

from __future__ import annotations

import logging
import os
import select
import signal
import threading
import time

from django.db import Error as DatabaseError
from django.db import connections

from frontdoor.channels.adapters.email.imap.watch import Watch
from frontdoor.channels.mailboxes import health
from frontdoor.channels.models import Mailbox

LOOK, GRACE, PENANCE = 2.0, 8.0, 60.0
"""Seconds between two looks at the settings, those that watches have to finish, and until one that died is replaced."""
FAULT = "Something went wrong on our own side; the log says what."
LOGGER = logging.getLogger("frontdoor.mail")


class Fetchers:
    """Runs until `stop`, from a signal handler or another thread."""

    def __init__(self) -> None:
        self._watches: dict[int, Watch] = {}
        self._due: dict[int, float] = {}
        self._woken, self._wake = os.pipe()
        self._stopping = False

    def run(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self.stop)
        while not self._stopping:
            self._look()
            select.select([self._woken], [], [], LOOK)
        self._end(list(self._watches.values()))

    def stop(self, *_: object) -> None:
        self._stopping = True
        os.write(self._wake, b"x")

    def _look(self) -> None:
        try:
            wanted = {mailbox.pk: mailbox for mailbox in health.fetched()}
            self._bury()
        except DatabaseError:
            LOGGER.warning("The mailboxes can't be read: the database does not answer")
            return
        finally:
            connections.close_all()
        self._end([watch for pk, watch in self._watches.items() if _is_over(watch, wanted.get(pk))])
        for pk in wanted.keys() - self._watches.keys():
            if self._due.get(pk, 0.0) <= time.monotonic():
                self._watches[pk] = Watch(wanted[pk])
                self._watches[pk].start()

    def _bury(self) -> None:
        """A watch that ended without being told to has met what nobody expected: its traceback is in the log."""
        for pk, watch in list(self._watches.items()):
            if not watch.is_alive():
                health.failed(watch.mailbox, FAULT)
                self._due[pk] = time.monotonic() + PENANCE
                self._watches.pop(pk).close()

    def _end(self, watches: list[Watch]) -> None:
        for watch in watches:
            watch.stop()
        for watch in watches:
            watch.join(GRACE)
            if not watch.is_alive():
                self._watches.pop(watch.mailbox.pk).close()


def _is_over(watch: Watch, mailbox: Mailbox | None) -> bool:
    return mailbox is None or mailbox.version != watch.mailbox.version
