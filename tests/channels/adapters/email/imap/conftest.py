from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdoor.channels import pressure
from frontdoor.channels.adapters.email.imap.fetch import Folder
from frontdoor.channels.adapters.email.imap.server import PASSWORD as SEALED
from frontdoor.channels.adapters.email.imap.server import session_of
from frontdoor.channels.models import Mailbox, MailboxAddress
from frontdoor.core import clock
from tests import make
from tests.dovecot import PASSWORD, Dovecot


@pytest.fixture(autouse=True)
def no_pressure() -> None:
    pressure.GAUGE.forget()


@pytest.fixture
def server(dovecot: Dovecot) -> Dovecot:
    return dovecot


@pytest.fixture
def mailbox(server: Dovecot, db: None) -> Mailbox:
    """A mailbox of the service desk with a new, empty folder behind it."""
    return made(server)


def made(server: Dovecot, **rest: Any) -> Mailbox:
    user = server.new_user()
    values = {
        "name": "Support", "team": make.team(), "kind": "imap", "host": "localhost", "port": server.tls_port,
        "user": user, "password": SEALED.seal(PASSWORD), "after": "move", "done_folder": "Done ü & so",
        "takes_old": True, "created_at": clock.now(), **rest,
    }  # fmt: skip
    mailbox = Mailbox.objects.create(**values)
    MailboxAddress.objects.create(mailbox=mailbox, email=user)
    return mailbox


@pytest.fixture
def fetch() -> Callable[[Mailbox], int]:
    """One look into a mailbox by a new connection; how many mails were taken."""

    def look(mailbox: Mailbox) -> int:
        mailbox.refresh_from_db()
        with session_of(mailbox) as session:
            return Folder(mailbox, session).take(lambda: False)

    return look
