"""Senders that act like mail servers: they repeat a mail until somebody has said 250."""

from __future__ import annotations

import smtplib
import threading
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Senders:
    """`accepted` are the ids of the mails that were answered with 250; `said` are other answers' codes, 0 for none."""

    port: int
    many: int = 6
    accepted: set[str] = field(default_factory=set)
    permanent: list[str] = field(default_factory=list)
    said: Counter[int] = field(default_factory=Counter)
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
        """Each finishes what it is saying."""
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
        while True:
            try:
                code = self._told(f"s{n}@example.org", raw)
            except (OSError, smtplib.SMTPException):
                code = 0  # the desk is dead just now
            if code == 250:
                self.accepted.add(name)
                return
            self.said[code] += 1
            if code >= 500:
                self.permanent.append(name)
            if code >= 500 or self._stop.wait(0.02):
                return  # otherwise come again, as mail servers do

    def _told(self, sender: str, raw: str) -> int:
        """What the desk answered at last."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as server:
            server.ehlo_or_helo_if_needed()
            for ask in (lambda: server.mail(sender), lambda: server.rcpt("desk@localhost")):
                code, _ = ask()
                if code != 250:
                    return code
            return server.data(raw)[0]
