"""Reads a spooled mail in a bounded child of this process."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels.adapters.email.bounded import Reader
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.models import Spooled
from frontdoor.core import storage

# Its children are started when they are first needed, and anew in each process.
READER = Reader(size=2)
DEEP = 3


def read(row: Spooled) -> Mail:
    """Raises Unreadable, storage.Damaged or FileNotFoundError."""
    return READER.read(storage.read_blob(row.sha256), own_host=_own_host())


def read_deep(row: Spooled) -> Mail:
    """The same with the messages that it brings along: asked for only where somebody of the desk brought it."""
    return READER.read(storage.read_blob(row.sha256), own_host=_own_host(), deep=DEEP)


def _own_host() -> str:
    return settings.MAILBOX.rpartition("@")[2]
