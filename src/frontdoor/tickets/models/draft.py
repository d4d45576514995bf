"""Half-written words. They are nothing about a ticket until somebody sends them."""

from __future__ import annotations

from django.db import models

from frontdoor.people.models import Person
from frontdoor.tickets.models.ticket import Ticket


class Draft(models.Model):
    """What one person typed into one form of a ticket, for their own eyes alone.

    `key` is the form's, the same that makes its sending once; `version` counts how often it was kept.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        NOTE = "note", "Internal note"

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=5, choices=Kind)
    key = models.CharField(max_length=64, blank=True)
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "person", "kind", "key"], name="one_draft_per_form"
            )
        ]
