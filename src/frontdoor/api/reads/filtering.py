"""`q=`: which of the visible tickets are meant."""

from __future__ import annotations

from frontdoor.api.frame.problems import Fault, invalid
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet

STATUSES = ", ".join(Ticket.Status.values)


def narrowed(rows: TicketQuerySet[Ticket], q: str, actor: Actor) -> TicketQuerySet[Ticket]:
    """Raises Problem 400 for a condition that isn't known."""
    for word in q.split():
        name, _, value = word.partition(":")
        if name != "status" or value not in Ticket.Status.values:
            fault = Fault(
                f"{word} is not a condition. Known is status:{STATUSES}.", "q", "parameter"
            )
            raise invalid("The filter can't be read.", fault)
        rows = rows.filter(status=value)
    return rows
