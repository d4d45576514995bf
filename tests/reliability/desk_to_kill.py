"""A desk that is killed again and again: listener and worker in one forked child of a parent that outlives it.

`python -m tests.reliability.desk_to_kill FAULT PORT`, with FRONTDOOR_DATA and perhaps DATABASE_URL. Prints the child's
process id at each birth. "stop" on standard input ends it after the child has nothing left to do; the last line is the
state as JSON. FAULT is "none", or one of three ways of doing it wrong, which prove that the harness can see; "right" is
the desk as it is, and "slow SECONDS" one that says 250 so late.
"""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import select
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.site.settings")
django.setup()

from django.db import connection, connections, transaction  # noqa: E402

from frontdoor.channels import spool  # noqa: E402
from frontdoor.channels.adapters.email import listener  # noqa: E402
from frontdoor.channels.intake import place  # noqa: E402
from frontdoor.channels.models import Spooled  # noqa: E402
from frontdoor.core import storage  # noqa: E402
from frontdoor.core.models import Promise  # noqa: E402
from frontdoor.core.tasks import promise_all  # noqa: E402
from frontdoor.core.tasks.work import LANES  # noqa: E402
from frontdoor.core.tasks.worker import Worker  # noqa: E402
from frontdoor.log.verify import verify  # noqa: E402
from frontdoor.site.prepare import prepare  # noqa: E402
from frontdoor.tickets.models import Entry, Message, Ticket  # noqa: E402

SHORT_LEASE = 1
WINDOW = 0.03 if sys.argv[1:2] == ["none"] else 0.12
"""What is done right must hold with a window that mails hurry through; a fault is given room to be seen soon."""
RIGHT = spool.accept_all


def answer_before_commit(arrived: Sequence[spool.Arrived]) -> list[Spooled]:
    """Wrong: 250 first, the disk later."""
    threading.Timer(WINDOW, RIGHT, (arrived,)).start()
    return [Spooled(pk=0)] * len(arrived)


def two_transactions(arrived: Sequence[spool.Arrived]) -> list[Spooled]:
    """Wrong: the rows in one transaction, the promises to read them in another, after the answer."""
    rows = [row for one in arrived for row in spool._rows(storage.keep(one.raw), one.envelope)]
    with transaction.atomic():
        spool._entered(rows)
    threading.Timer(WINDOW, lambda: promise_all([spool._promise(row.pk) for row in rows])).start()
    return rows


def slow_to_answer(arrived: Sequence[spool.Arrived]) -> list[Spooled]:
    """Right, but slow between commit and answer, so that a kill in between makes the sender come again."""
    rows = RIGHT(arrived)
    time.sleep(WINDOW)
    return rows


FAULTS = {
    "right": RIGHT,
    "none": slow_to_answer,
    "answer-before-commit": answer_before_commit,
    "two-transactions": two_transactions,
    "no-duplicate-check": slow_to_answer,
}


def much_too_slow(seconds: float) -> Callable[[Sequence[spool.Arrived]], list[Spooled]]:
    """Right, but the senders of the group that came first wait so long for their 250."""

    def accept_all(arrived: Sequence[spool.Arrived]) -> list[Spooled]:
        rows = RIGHT(arrived)
        time.sleep(seconds)
        return rows

    return accept_all


def break_it(fault: str) -> None:
    kind, _, seconds = fault.partition(" ")
    spool.accept_all = much_too_slow(float(seconds)) if kind == "slow" else FAULTS[kind]  # type: ignore[assignment]
    kept = spool._promise
    spool._promise = lambda pk: dataclasses.replace(kept(pk), lease=SHORT_LEASE)  # type: ignore[assignment]
    if fault == "two-transactions":
        spool.flush = lambda: None  # type: ignore[assignment] # the sweep would mend what is to be seen
    if fault == "no-duplicate-check":
        place.fingerprint = lambda row, mail: secrets.token_hex(32)  # type: ignore[assignment]


def live(port: int) -> None:
    worker = Worker(LANES)
    threading.Thread(target=worker.run, daemon=True).start()
    listener.Listener("127.0.0.1", port).run()


def born(port: int) -> int:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        live(port)
        os._exit(0)
    print(pid, flush=True)
    return pid


def keep_alive(port: int) -> None:
    pid = born(port)
    while True:
        if os.waitpid(pid, os.WNOHANG)[0]:
            pid = born(port)
        if select.select([sys.stdin], [], [], 0.005)[0] and "stop" in sys.stdin.readline():
            break
    drained()
    os.kill(pid, 9)
    os.waitpid(pid, 0)


def drained() -> None:
    """Waits until everything that was promised has been kept, or clearly will not be."""
    until = time.monotonic() + 300
    while (
        time.monotonic() < until
        and Promise.objects.filter(queue="mail", state__in=["ready", "leased"]).exists()
    ):
        time.sleep(0.05)


def state() -> dict[str, object]:
    opened = Counter(
        Message.objects.filter(author__isnull=False).values_list("message_id", flat=True)
    )
    with connection.cursor() as cursor:
        sound = "ok"
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            sound = cursor.fetchone()[0]
    reactions = Promise.objects.filter(path="frontdoor.log.react.react").count()
    return {
        "messages": opened, "tickets": Ticket.objects.count(), "integrity": sound, "reactions": reactions,
        "entries": Entry.objects.count(), "bad": verify(Entry.objects.order_by("ticket_id", "seq")).bad,
    }  # fmt: skip


if __name__ == "__main__":
    prepare()
    break_it(sys.argv[1])
    keep_alive(int(sys.argv[2]))
    print(json.dumps(state()), flush=True)
