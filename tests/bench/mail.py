"""Mail from DATA to a committed ticket and all that follows from it, against the real listener and worker."""

from __future__ import annotations

import smtplib
import statistics
import threading
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.db.models.functions import Now

from frontdoor.channels.models import Spooled
from frontdoor.core.models import Promise
from tests.bench.letters import Letters
from tests.bench.meters import Figure, Spent
from tests.served import Served

SENDERS, WARM, MANY = 6, 60, 360
PATIENCE = 180


def figures(served: Served) -> Iterator[Figure]:
    """CPU counts until the last acknowledgement is promised; the rate until the last ticket is there."""
    letters, port = Letters(), served.installation.mail_port
    _send(letters, port, WARM)
    until(all_kept)
    spent, start, before = Spent(served.process.pid), time.perf_counter(), Spooled.objects.count()
    waits = _send(letters, port, MANY)
    until(_all_read)
    seconds, taken = time.perf_counter() - start, Spooled.objects.count() - before
    until(all_kept)
    cpu, goal = spent.seconds(), "≥ 80/s" if connection.vendor == "sqlite" else "≥ 50/s"
    p95 = statistics.quantiles(waits, n=20)[-1]
    cost = f"{cpu / taken * 1000:.1f} ms CPU each"
    yield Figure("mail, DATA to committed ticket, 5 kB", cost, "≤ 15 ms CPU")
    yield Figure("mail, all ticketed", f"{taken / seconds:.0f}/s", goal)
    said = f"p50 {statistics.median(waits):.0f} ms, p95 {p95:.0f} ms"
    yield Figure("mail, 250 answered", said, "p95 < 50 ms")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)


def _all_read() -> bool:
    return not Spooled.objects.filter(state="waiting").exists()


def all_kept() -> bool:
    """Nothing is due any more, and nothing under way."""
    open_ = Promise.objects.filter(state__in=["ready", "leased"])
    return not open_.filter(run_at__lte=Now()).exists()


def _send(letters: Letters, port: int, many: int) -> list[float]:
    waits: list[float] = []
    each = many // SENDERS
    threads = [
        threading.Thread(target=_sender, args=(letters, port, each, waits)) for _ in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _sender(letters: Letters, port: int, many: int, waits: list[float]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        for _ in range(many):
            letter = letters.take()
            server.mail(letter.sender)
            server.rcpt("desk@localhost")
            start = time.perf_counter()
            code, answer = server.data(letter.content)
            waits.append((time.perf_counter() - start) * 1000)
            assert code == 250, answer
