"""The ticket log: the table every other part of the product reads from."""

from __future__ import annotations

from django.db import models

from frontdoor.log.models import BaseEntry
from frontdoor.tickets import events  # noqa: F401 -- an entry can always be read back
from frontdoor.tickets.models.ticket import Ticket
from frontdoor.tickets.queries import EntryQuerySet


class Entry(BaseEntry):
    """One event of one ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="log")

    objects = EntryQuerySet.as_manager()
    HEARD_WITH = ("ticket__requester",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "seq"], name="one_seq_per_ticket")]
        indexes = [models.Index(fields=["kind", "at"], name="entry_by_kind")]

    @property
    def thing(self) -> str:
        return f"ticket:{self.ticket_id}"
