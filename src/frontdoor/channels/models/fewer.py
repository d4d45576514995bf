"""Who asked for fewer mails about which ticket."""

from __future__ import annotations

from django.db import models

from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket


class Fewer(models.Model):
    """No row: every change of meaning is told."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="fewer")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="fewer")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person"], name="fewer_asked_once")
        ]
