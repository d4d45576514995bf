"""A fetcher in a process of its own, on the installation in the environment; run by the tests, never by the product.

    python -m tests.reliability.fetcher_to_kill add HOST PORT USER PASSWORD   makes the mailbox
    python -m tests.reliability.fetcher_to_kill run [after-commit]            fetches until it is killed

`after-commit` ends itself by SIGKILL between the commit and what is then said to the server, at a random mail.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from typing import Any

import django

django.setup()

from frontdoor.channels.adapters.email.imap.fetchers import Fetchers  # noqa: E402
from frontdoor.channels.adapters.email.imap.session import Session  # noqa: E402
from frontdoor.channels.mailboxes import verbs  # noqa: E402
from frontdoor.people.actors import SYSTEM  # noqa: E402
from frontdoor.site.prepare import prepare  # noqa: E402


def add(host: str, port: str, user: str, password: str) -> None:
    prepare()
    wanted = verbs.Settings(
        "Support", (user,), "imap", host=host, port=int(port), user=user, password=password, after="delete",
        takes_old=True,
    )  # fmt: skip
    verbs.add(wanted, by=SYSTEM)


def run(fault: str = "") -> None:
    if fault == "after-commit":
        Session.delete = _die_at_random(Session.delete)  # type: ignore[method-assign]
    Fetchers().run()


def _die_at_random(delete: Any) -> Any:
    def dying(session: Session, uids: list[int]) -> None:
        if random.random() < 0.5:
            os.kill(os.getpid(), signal.SIGKILL)
        delete(session, uids)

    return dying


if __name__ == "__main__":
    {"add": add, "run": run}[sys.argv[1]](*sys.argv[2:])
