"""Mail that was taken: its raw bytes are durable from before it was acknowledged."""

from __future__ import annotations

from django.db import models

from frontdoor.tickets.models import Ticket


class Spooled(models.Model):
    """One message as it arrived. Nothing is dropped silently: every state has a place on a page."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Taken in"
        QUARANTINED = "quarantined", "In quarantine"

    class Outcome(models.TextChoices):
        OPENED = "opened"
        REPLIED = "replied"
        DUPLICATE = "duplicate"
        IGNORED = "ignored"
        UNVERIFIED = "unverified"
        BOUNCED = "bounced"
        QUARANTINED = "quarantined"

    source = models.CharField(max_length=10)
    # What the source calls it (an IMAP UID): the same one is taken once.
    key = models.CharField(max_length=120, unique=True, null=True)
    sender = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.CharField(max_length=255, blank=True)
    # Of each content, one row holds it: the others are its duplicates.
    fingerprint = models.CharField(max_length=64, unique=True, null=True)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="spooled")
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"], condition=models.Q(state="waiting"), name="spool_waiting"
            ),
            models.Index(
                fields=["-received_at"],
                condition=models.Q(state="quarantined"),
                name="spool_quarantine",
            ),
        ]
