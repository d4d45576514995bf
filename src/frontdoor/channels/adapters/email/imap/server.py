"""From a mailbox's settings to a signed-in session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext

from frontdoor.channels.adapters.email.imap.session import Login, Session, signed_in
from frontdoor.channels.adapters.email.imap.trouble import Trouble
from frontdoor.channels.mailboxes import consent
from frontdoor.channels.models import Mailbox
from frontdoor.core import secrets
from frontdoor.core.egress.imap import Server
from frontdoor.core.errors import Refused

PASSWORD = secrets.column(Mailbox, "password")


@contextmanager
def session_of(mailbox: Mailbox) -> Iterator[Session]:
    """Raises Trouble."""
    starttls = mailbox.security == Mailbox.Security.STARTTLS
    server = Server(mailbox.host, mailbox.port, starttls)
    with signed_in(server, lambda: _login(mailbox)) as session:
        yield session


def _login(mailbox: Mailbox) -> Login:
    try:
        if mailbox.login == Mailbox.Login.OAUTH:
            return Login(mailbox.user, consent.access_token(mailbox), oauth=True)
        return Login(mailbox.user, PASSWORD.unseal(mailbox.password))
    except secrets.Unopened as gone:
        raise Trouble(
            gettext("Its password can't be opened: {why} Type it once more.").format(why=gone),
            "password",
        ) from gone
    except Refused as refused:
        raise Trouble(refused.words, "login") from refused
