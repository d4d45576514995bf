"""Mail in as two processes: one listens, one fetches; both only spool."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels.adapters.email.imap.fetchers import Fetchers
from frontdoor.channels.adapters.email.listener import Listener
from frontdoor.core.errors import Unsound


def listen() -> None:
    """Until SIGTERM. Raises Unsound where the address can't be used."""
    host, port = settings.MAIL_LISTEN or ("127.0.0.1", 0)
    try:
        Listener(host, port).run()
    except OSError as problem:
        raise Unsound(f"{host}:{port} can't be used for mail: {problem.strerror}.") from problem


def fetch() -> None:
    """Until SIGTERM, whichever mailboxes are added or taken away meanwhile."""
    Fetchers().run()
