"""`status:open`: the state of a ticket, or `unresolved` and `solved` for the two halves."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition, one_of, spellings
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import UNRESOLVED

OPEN = Q(status__in=UNRESOLVED)
HALVES = {"unresolved": OPEN, "solved": Q(status__in=["resolved", "closed"])}


@condition("status", label=gettext_noop("Status"), example="open", audience="everybody")
def status(asked: Asked) -> Q:
    words = {**spellings(Ticket.Status.choices), **{name: name for name in HALVES}}
    meant = one_of(words, asked)
    if meant in HALVES:
        return HALVES[meant]
    # Said twice, so that a state of the open half is found by the index of that half.
    return OPEN & Q(status=meant) if meant in Ticket.unresolved() else Q(status=meant)
