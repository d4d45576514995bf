"""What keeps the mails about one request together in Outlook, Gmail and Apple Mail.

Gmail wants one subject and References, Apple Mail References, Outlook also its own Thread-Topic and Thread-Index.
Every mail about a ticket names the ticket's own id first, so that one opened without any mail is one conversation too.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from django.conf import settings

from frontdoor.channels.models import Outgoing
from frontdoor.tickets.models import Message, Ticket

LAST = 9
"""With the ticket's own id at most ten: long chains are cut by servers on the way, in the wrong place."""
SINCE_1601 = datetime(1601, 1, 1, tzinfo=UTC)


def references(out: Outgoing) -> list[str]:
    """Oldest first, the last is what this mail answers: what came in, and what its reader has from us."""
    if out.ticket_id is None:
        return []
    came = Message.objects.filter(ticket_id=out.ticket_id, public=True, verified=True)
    came = came.exclude(message_id="")
    sent = Outgoing.objects.filter(ticket_id=out.ticket_id, email=out.email, pk__lt=out.pk)
    newest = [
        *came.filter(at__lte=out.created_at).order_by("-at").values_list("at", "message_id")[:LAST],
        *sent.order_by("-created_at").values_list("created_at", "message_id")[:LAST],
    ]
    first = came.order_by("at", "pk").values_list("message_id", flat=True)[:1]
    last = [name for _, name in sorted(newest)[-LAST + 1 :]]
    return list(dict.fromkeys([root(out.ticket_id), *first, *last]))


def root(ticket: int) -> str:
    """An id that no mail has: the trunk on which all mails about this ticket hang."""
    return f"fd.{_mac(ticket)[:16].hex()}@{settings.MAILBOX.rpartition('@')[2]}"


def thread_index(ticket: Ticket) -> str:
    """22 bytes: one, five of the time since 1601, sixteen of an id (MS-OXOMSG, 2.2.1.3)."""
    ticks = int((ticket.created_at - SINCE_1601).total_seconds() * 10_000_000)
    header = b"\x01" + ticks.to_bytes(8, "big")[1:6]
    return base64.b64encode(header + _mac(ticket.pk)[:16]).decode()


def _mac(ticket: int) -> bytes:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"thread.{ticket}".encode(), hashlib.sha256).digest()
