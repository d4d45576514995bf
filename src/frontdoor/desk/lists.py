"""The lists of the desk: which tickets each shows. Their order is fair, everywhere the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from frontdoor.desk.door import Visitor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet

Narrow = Callable[[TicketQuerySet[Ticket], Visitor, datetime], TicketQuerySet[Ticket]]


@dataclass(frozen=True)
class List:
    """One list of the rail. `key` is what is pressed to get there."""

    slug: str
    name: str
    icon: str
    key: str
    narrow: Narrow


def _mine(
    tickets: TicketQuerySet[Ticket], visitor: Visitor, now: datetime
) -> TicketQuerySet[Ticket]:
    own = tickets.unresolved().assigned_to(visitor.pk).exclude(status=Ticket.Status.HOLD)
    return own.awake_for(visitor.pk, now)


LISTS = {
    each.slug: each
    for each in (
        List("mine", "My work", "user", "g m", _mine),
        List("unassigned", "Unassigned", "arch", "g u", lambda tickets, *_: tickets.unassigned()),
        List("waiting", "Waiting", "st-waiting", "g w", lambda tickets, *_: tickets.waiting()),
        List("open", "All open", "stack", "g q", lambda tickets, *_: tickets.unresolved()),
    )
}
