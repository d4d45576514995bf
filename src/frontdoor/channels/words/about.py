"""The facts of a ticket for the mails about it."""

from __future__ import annotations

from datetime import datetime

from frontdoor.channels.words.facts import Request
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.stages import stage


def request(ticket: Ticket, *, address: str, now: datetime) -> Request:
    """`now` is aware and in the reader's zone; `address` is where the reader can see the ticket."""
    stands = stage(ticket, now)
    return Request(
        number=ticket.pk,
        subject=ticket.subject,
        address=address,
        stage=stands.number,
        stands=stands.sentence,
        then=stands.then,
    )
