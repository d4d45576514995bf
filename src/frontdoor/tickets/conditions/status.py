"""`status:open`: the state of a ticket, or `unresolved` and `solved` for the two halves."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.tickets.conditions import Asked, condition, one_of, spellings
from frontdoor.tickets.models import Ticket

HALVES = {
    "unresolved": Ticket.unresolved(),
    "solved": frozenset({Ticket.Status.RESOLVED, Ticket.Status.CLOSED}),
}


@condition("status", label="Status", example="open", audience="everybody")
def status(asked: Asked) -> Q:
    words = {**spellings(Ticket.Status.choices), **{name: name for name in HALVES}}
    meant = one_of(words, asked)
    return Q(status__in=HALVES.get(meant, {meant}))
