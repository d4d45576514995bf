"""Mail that was taken: its raw bytes are durable from before it was acknowledged."""

from __future__ import annotations

from django.db import models

from frontdoor.channels.models.mailbox import Mailbox
from frontdoor.tickets.models import Ticket


class Spooled(models.Model):
    """One message as it arrived. Nothing is dropped silently: every state has a place on a page."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Taken in"
        QUARANTINED = "quarantined", "In quarantine"
        DISCARDED = "discarded", "Discarded"

    class Outcome(models.TextChoices):
        OPENED = "opened"
        REPLIED = "replied"
        DUPLICATE = "duplicate"
        IGNORED = "ignored"
        UNVERIFIED = "unverified"
        BOUNCED = "bounced"
        QUARANTINED = "quarantined"

    source = models.CharField(max_length=10)
    # None is the mailbox that FRONTDOOR_MAILBOX names.
    mailbox = models.ForeignKey(
        Mailbox, null=True, on_delete=models.PROTECT, related_name="spooled", db_index=False
    )
    # Where it lies on its IMAP server: the same one is taken once.
    uidvalidity = models.PositiveBigIntegerField(null=True)
    uid = models.PositiveBigIntegerField(null=True)
    # The bytes of the whole mail, where it was too large and only its head was taken.
    whole_size = models.PositiveBigIntegerField(null=True)
    # What the source calls it: the same one is taken once.
    key = models.CharField(max_length=120, unique=True, null=True)
    # A provider's request as it came, with what it needs to be read; None once it is a mail.
    form = models.JSONField(null=True)
    sender = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.CharField(max_length=255, blank=True)
    # From and Subject as they are shown in lists, without opening the mail.
    author = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    # Somebody has looked at it in quarantine and wants it as a ticket all the same.
    waived = models.BooleanField(default=False)
    # Of each content, one row holds it: the others are its duplicates.
    fingerprint = models.CharField(max_length=64, unique=True, null=True)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="spooled")
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uidvalidity", "uid"], name="spool_imap_once"
            )
        ]
        indexes = [
            models.Index(fields=["mailbox", "-id"], name="spool_by_mailbox"),
            models.Index(
                fields=["received_at"], condition=models.Q(state="waiting"), name="spool_waiting"
            ),
            models.Index(
                fields=["-received_at"],
                condition=models.Q(state="quarantined"),
                name="spool_quarantine",
            ),
            models.Index(
                fields=["-received_at", "-id"],
                condition=models.Q(state="done", ticket=None),
                name="spool_no_ticket",
            ),
        ]
