"""A worker that is killed again and again while it empties an outbox: forked from a parent that outlives it.

`python -m tests.reliability.sender_to_kill MAILS`. Prints the child's process id at each birth; after "stop" on
standard input, and when nothing waits any more, each mail's Message-ID and how often the desk knows it may have come
twice.
"""

from __future__ import annotations

import os
import select
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.site.settings")
django.setup()

import dataclasses  # noqa: E402

from django.db import connections, transaction  # noqa: E402

from frontdoor.channels import outbox  # noqa: E402
from frontdoor.channels.models import Outgoing  # noqa: E402
from frontdoor.core.tasks.worker import Worker  # noqa: E402
from frontdoor.people.directory import known_or_new  # noqa: E402
from frontdoor.site.prepare import prepare  # noqa: E402


def filled(mails: int) -> None:
    kept = outbox._promise
    outbox._promise = lambda pk: dataclasses.replace(kept(pk), lease=1)  # type: ignore[assignment]
    for start in range(0, mails, 500):
        with transaction.atomic():
            for n in range(start, min(mails, start + 500)):
                _post(n)


def _post(n: int) -> None:
    email = f"p{n}@example.org"
    person = known_or_new(email, f"Person {n}")
    outbox.post(outbox.Mail(key=f"k{n}", kind="sign_in", person=person, email=email, secret="l_x"))


def born() -> int:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        Worker({"slow": 2}).run()
        os._exit(0)
    print(pid, flush=True)
    return pid


def keep_alive() -> None:
    pid, stopping = born(), False
    while not (stopping and not Outgoing.objects.exclude(state="sent").exists()):
        if os.waitpid(pid, os.WNOHANG)[0]:
            pid = born()
        if not stopping and select.select([sys.stdin], [], [], 0.005)[0]:
            stopping = "stop" in sys.stdin.readline()
        time.sleep(0.02 if stopping else 0)
    os.kill(pid, 9)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    prepare()
    filled(int(sys.argv[1]))
    keep_alive()
    for name, doubts in Outgoing.objects.values_list("message_id", "ambiguous"):
        print(name, doubts, flush=True)
