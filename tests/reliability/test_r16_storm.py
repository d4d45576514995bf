"""R16: ten thousand mails on twenty lines; each sender gets one automatic mail an hour at most."""

from __future__ import annotations

import os
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from frontdoor.channels import spool
from frontdoor.core.tasks import run_due
from tests import make
from tests.channels.conftest import letter
from tests.served import Served, children_of, installed, serving, until
from tests.sinks import mail_sink

MAILS, LINES, SENDERS = 10_000, 20, 500


def test_in_a_storm_each_sender_gets_one_automatic_mail_an_hour(settings, db):
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        for n in range(3):
            make.person(f"S{n}", email=f"s{n}@example.org")
        for n in range(12):
            sender = f"s{n % 3}@example.org"
            raw = letter(f"Words {n}", From=sender, Message_ID=f"<storm.{n}@x>")
            spool.accept(raw.encode(), spool.Envelope("smtp", sender, ("desk@localhost",)))
        run_due()

    told = Counter(recipients[0] for _, recipients, _ in sink.letters)
    assert told == {f"s{n}@example.org": 1 for n in range(3)}


@dataclass
class Storm:
    """Senders that come again until 250."""

    port: int
    taken: int = 0
    put_off: int = 0
    refused: int = 0
    _next: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def blow(self, mails: int) -> float:
        """Seconds until the last is taken."""
        began = time.monotonic()
        threads = [threading.Thread(target=self._send, args=(mails,)) for _ in range(LINES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - began

    def _send(self, mails: int) -> None:
        while True:
            with self._lock:
                number, self._next = self._next, self._next + 1
            if number >= mails:
                return
            self._until_taken(number)

    def _until_taken(self, number: int) -> None:
        sender = f"s{number % SENDERS}@example.org"
        raw = letter(f"Words {number}", From=sender, Message_ID=f"<storm.{number}@example.org>")
        while True:
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as line:
                    line.sendmail(sender, ["desk@localhost"], raw)
            except smtplib.SMTPResponseException as answer:
                self.refused += answer.smtp_code >= 500
                self.put_off += answer.smtp_code < 500
                time.sleep(0.1)
            except OSError:
                time.sleep(0.1)
            else:
                self.taken += 1
                return


def memory_of(pid: int) -> int:
    """Megabytes of a process and all that came from it."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20 + sum(memory_of(c) for c in children_of(pid))


class Visitor(threading.Thread):
    """Asks for a page every half second, and keeps how long it took."""

    def __init__(self, served: Served) -> None:
        super().__init__(daemon=True)
        self.served, self.seconds, self.ended = served, [], threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.5):
            began = time.monotonic()
            self.served.ask("GET", "/login/").read()
            self.seconds.append(time.monotonic() - began)

    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


@contextmanager
def desk_that_mails(folder: Path, url: str) -> Iterator[Served]:
    with installed(folder, EMAIL_URL=url) as installation, serving(installation) as served:
        yield served


TICKETS = "from frontdoor.tickets.models import Ticket; print(Ticket.objects.count())"


@pytest.mark.soak
def test_a_storm_of_ten_thousand_mails(tmp_path, capsys):
    with mail_sink() as sink, desk_that_mails(tmp_path / "desk", sink.url) as served:
        visitor, storm = Visitor(served), Storm(served.installation.mail_port)
        visitor.start()
        before = memory_of(served.process.pid)
        taken = storm.blow(MAILS)
        began = time.monotonic()
        until(lambda: int(served.installation.tell(TICKETS)) == MAILS, 600)
        whole = taken + time.monotonic() - began
        visitor.ended.set()
        after = memory_of(served.process.pid)
    told = Counter(recipients[0] for _, recipients, _ in sink.letters)
    with capsys.disabled():
        print(
            f"\nR16: {MAILS} mails taken in {taken:.0f} s, ticketed in {whole:.0f} s, {storm.put_off} put off, web p95"
            f" {visitor.p95() * 1000:.0f} ms, memory {before} to {after} MB, {sum(told.values())} automatic mails"
        )
    assert storm.refused == 0 and storm.taken == MAILS and whole < 600
    assert max(told.values(), default=0) <= 1
    assert visitor.p95() < 0.5 and after < before + 200
