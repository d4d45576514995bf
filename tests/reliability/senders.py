"""Senders that act like mail servers: they repeat a mail until somebody has said 250."""

from __future__ import annotations

import smtplib
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Senders:
    """`accepted` are the ids of the mails that were answered with 250."""

    port: int
    many: int = 6
    accepted: set[str] = field(default_factory=set)
    permanent: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._threads = [threading.Thread(target=self._send, args=(n,)) for n in range(self.many)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, more: int, patience: float = 120) -> None:
        """Until so many more mails are accepted: work is what counts, however slow the machine.

        A desk that takes none for `patience` seconds is broken, not busy: AssertionError.
        """
        enough, until = len(self.accepted) + more, time.monotonic() + patience
        while len(self.accepted) < enough:
            assert time.monotonic() < until, "The desk takes no mail"
            time.sleep(0.002)

    def wait_until_up(self, patience: float = 120) -> None:
        """Until the desk says hello."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                smtplib.SMTP("127.0.0.1", self.port, timeout=30).quit()
            except OSError:
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Each finishes the mail in hand: the desk must be alive for that."""
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _send(self, n: int) -> None:
        count = 0
        while not self._stop.is_set():
            count += 1
            self._until_taken(f"s{n}.{count}@example.org", n)

    def _until_taken(self, name: str, n: int) -> None:
        raw = (
            f"From: S{n} <s{n}@example.org>\r\nTo: desk@localhost\r\nSubject: Mail {name}\r\nMessage-ID: <{name}>\r\n"
            f"Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n\r\nWords of {name}\r\n"
        )
        for _ in range(400):
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as server:
                    server.sendmail(f"s{n}@example.org", ["desk@localhost"], raw)
            except smtplib.SMTPDataError as refused:
                if refused.smtp_code >= 500:
                    self.permanent.append(name)
                    return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.02)  # the desk is dead just now: come again, as mail servers do
            else:
                self.accepted.add(name)
                return
