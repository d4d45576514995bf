"""A fetcher in a process of its own, on the installation in the environment; run by the tests, never by the product.

    python -m tests.reliability.fetcher_to_kill add HOST PORT USER PASSWORD AFTER   makes the mailbox
    python -m tests.reliability.fetcher_to_kill run [after-commit]                  fetches until it is killed
    python -m tests.reliability.fetcher_to_kill hand-over                           its mail comes by web hook

`after-commit` ends itself by SIGKILL between the commit and what is then said to the server, or half-way through that.
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
from frontdoor.channels.models import Mailbox  # noqa: E402
from frontdoor.people.actors import SYSTEM  # noqa: E402
from frontdoor.site.prepare import prepare  # noqa: E402


def add(host: str, port: str, user: str, password: str, after: str) -> None:
    prepare()
    wanted = verbs.Settings(
        "Support", (user,), "imap", host=host, port=int(port), user=user, password=password, after=after,
        done_folder="Done", takes_old=True,
    )  # fmt: skip
    verbs.add(wanted, by=SYSTEM)


def run(fault: str = "") -> None:
    if fault == "after-commit":
        Session.delete = _dying(Session.delete)  # type: ignore[method-assign]
    print("up", flush=True)
    Fetchers().run()


def hand_over() -> None:
    """Prints the secret of the web hook."""
    mailbox = Mailbox.objects.get()
    wanted = verbs.Settings("Support", (mailbox.address,), "webhook", provider="postmark")
    changed = verbs.change(mailbox, wanted, version=mailbox.version, by=SYSTEM)
    print(verbs.hook(changed, by=SYSTEM))


def _dying(delete: Any) -> Any:
    """Before STORE, or between STORE and EXPUNGE."""

    def dying(session: Session, uids: list[int]) -> None:
        if random.random() < 0.5:
            os.kill(os.getpid(), signal.SIGKILL)
        say = session._imap.uid
        session._imap.uid = lambda word, *rest: _die() if word == "EXPUNGE" else say(word, *rest)  # type: ignore[method-assign]
        delete(session, uids)

    return dying


def _die() -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    {"add": add, "run": run, "hand-over": hand_over}[sys.argv[1]](*sys.argv[2:])
