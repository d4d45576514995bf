"""How each fetched mailbox is: when it was last looked into, and what stands in the way since when."""

from __future__ import annotations

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from frontdoor.channels.models import Mailbox
from frontdoor.core import clock

LATE = 1800
"""Seconds without a look after which something is wrong; a look comes at least every nine minutes."""


def fetched() -> QuerySet[Mailbox]:
    """The mailboxes that are looked into now."""
    return Mailbox.objects.filter(kind=Mailbox.Kind.IMAP, paused=False, removed_at=None)


def in_the_way() -> bool:
    """Whether something stands in the way of any of them."""
    return fetched().exclude(failing_since=None).exists()


def well(mailbox: Mailbox) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(
        checked_at=clock.now(), failing_since=None, error=""
    )


def failed(mailbox: Mailbox, words: str) -> None:
    since = Coalesce("failing_since", Value(clock.now()))
    Mailbox.objects.filter(pk=mailbox.pk).update(error=words[:255], failing_since=since)


def age(mailbox: Mailbox) -> float:
    """Seconds since it was last looked into, or since that was first wanted."""
    since = mailbox.watched_since or mailbox.created_at
    return (clock.now() - max(since, mailbox.checked_at or since)).total_seconds()
