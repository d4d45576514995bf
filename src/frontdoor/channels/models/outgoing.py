"""The outbox: one row for each mail that must go out, whatever happens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from frontdoor.people.models import Person
from frontdoor.tickets.models import Entry, Ticket


class Outgoing(models.Model):
    """One mail to one person. `key` makes it once; `message_id` is the same at every try."""

    class State(models.TextChoices):
        READY = "ready", gettext_noop("Waiting to be sent")
        SENT = "sent", gettext_noop("Sent")
        FAILED = "failed", gettext_noop("Could not be sent")
        # Its reader asked for fewer, takes no longer part, or gets the same words in the next mail.
        QUIET = "quiet", gettext_noop("Kept back")

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="outgoing")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="outgoing")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="outgoing")
    email = models.CharField(max_length=254)
    # What a one-time link needs and no table may hold longer than the mail itself; emptied when sent.
    secret = models.CharField(max_length=120, blank=True)
    message_id = models.CharField(max_length=255, db_index=True)
    state = models.CharField(max_length=6, choices=State, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    ambiguous = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=255, blank=True)
    # Set while a try is under way: found by the next one, the last ended nobody knows how.
    begun_at = models.DateTimeField(null=True)
    # Since when it could have gone out, had its destination taken it.
    waits_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # What a delivery report says in words, after it was sent.
    came_back = models.CharField(max_length=255, blank=True)
    came_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["ticket", "id"],
                condition=models.Q(state="ready"),
                name="outbox_ready_ticket",
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(state="ready"), name="outbox_ready"
            ),
            models.Index(fields=["email", "created_at"], name="outbox_by_address"),
            models.Index(
                fields=["created_at"], condition=models.Q(kind="confirm"), name="outbox_confirms"
            ),
        ]
