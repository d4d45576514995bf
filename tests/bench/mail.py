"""Mail from DATA to a committed ticket, against the real listener and worker."""

from __future__ import annotations

import smtplib
import statistics
import threading
import time
from collections.abc import Iterator

from django.db import connection

from frontdoor.channels.models import Spooled
from tests.bench.meters import Figure, cpu_of, family, postgres_pids
from tests.served import Served

SENDERS, EACH, SIZE = 6, 60, 5000


def figures(served: Served) -> Iterator[Figure]:
    before = Spooled.objects.count()
    _send(served.installation.mail_port, "warm", 10)
    _until_read(before + 10 * SENDERS)
    pids = [*family(served.process.pid), *postgres_pids()]
    spent, start = cpu_of(pids), time.perf_counter()
    waits = _send(served.installation.mail_port, "bench", EACH)
    many = EACH * SENDERS
    _until_read(before + 10 * SENDERS + many)
    seconds, cpu = time.perf_counter() - start, cpu_of(pids) - spent
    goal = "≥ 80/s" if connection.vendor == "sqlite" else "≥ 50/s"
    yield Figure(
        "mail, DATA to committed ticket, 5 kB",
        f"{cpu / many * 1000:.1f} ms CPU each",
        "≤ 15 ms CPU",
    )
    yield Figure("mail, all ticketed", f"{many / seconds:.0f}/s", goal)
    p95 = statistics.quantiles(waits, n=20)[-1]
    yield Figure(
        "mail, 250 answered",
        f"p50 {statistics.median(waits):.0f} ms, p95 {p95:.0f} ms",
        "p95 < 50 ms",
    )


def _send(port: int, run: str, each: int) -> list[float]:
    waits: list[float] = []
    threads = [
        threading.Thread(target=_sender, args=(port, run, n, each, waits)) for n in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _sender(port: int, run: str, n: int, each: int, waits: list[float]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.ehlo()
        for count in range(each):
            words = f"{run} {n} {count} the printer on floor three prints blank pages again\r\n"
            name = f"{run}.{n}.{count}"
            raw = f"From: B <b{n}@example.org>\r\nSubject: Bench {name}\r\nMessage-ID: <{name}@b>\r\n\r\n"
            server.mail(f"b{n}@example.org")
            server.rcpt("desk@localhost")
            start = time.perf_counter()
            server.data((raw + words * (SIZE // len(words))).encode())
            waits.append((time.perf_counter() - start) * 1000)


def _until_read(many: int) -> None:
    end = time.monotonic() + 120
    while Spooled.objects.exclude(state="waiting").count() < many and time.monotonic() < end:
        time.sleep(0.05)
