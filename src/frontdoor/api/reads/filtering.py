"""`q=`: which of the visible tickets are meant, in the one filter language."""

from __future__ import annotations

from frontdoor.api.frame.problems import Fault, invalid
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets import filters
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet


def narrowed(rows: TicketQuerySet[Ticket], q: str, actor: Actor) -> TicketQuerySet[Ticket]:
    """Raises Problem 400, with the allowed conditions, for one that isn't known."""
    try:
        return filters.parse(q).apply(rows, actor=actor, now=clock.now())
    except Refused as refusal:
        raise invalid(
            "The filter can't be read.", Fault(str(refusal), "q", "parameter")
        ) from refusal
