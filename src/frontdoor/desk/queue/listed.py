"""A ticket as a list reads it: the columns of a row and no more, without models around them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import Exists, OuterRef, QuerySet

from frontdoor.channels.models import Outgoing
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet


class Promised(Protocol):
    """Anything that has a due time: a row of a list, or a whole ticket."""

    @property
    def status(self) -> str: ...
    @property
    def hold_for(self) -> str: ...
    @property
    def hold_until(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def resolved_at(self) -> datetime | None: ...


class Listed(NamedTuple):
    """The first three are the fair order."""

    lane: int
    due_at: datetime
    id: int
    subject: str
    status: str
    hold_for: str
    hold_until: datetime | None
    reopened: bool
    look_again: bool
    priority: int
    channel: str
    door: str
    place: str
    created_at: datetime
    waiting_since: datetime | None
    resolved_at: datetime | None
    requester: str
    department: str
    assignee_id: int | None
    assignee: str | None
    undelivered: bool = False


FAIR = ("lane", "due_at", "id")
COLUMNS = [
    {"requester": "requester__name", "department": "requester__department"}.get(name, name)
    for name in Listed._fields[:-2]
] + ["assignee__name", "undelivered"]
FAILED = Exists(Outgoing.objects.filter(ticket=OuterRef("pk"), state=Outgoing.State.FAILED))


def listed(tickets: TicketQuerySet[Ticket]) -> QuerySet[Ticket, Any]:
    """Tuples in the order of `Listed`, which cost a third of the time that models take."""
    return tickets.annotate(undelivered=FAILED).values_list(*COLUMNS, named=True)
