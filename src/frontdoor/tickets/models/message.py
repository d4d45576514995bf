"""Words on a ticket, whatever channel carried them, and the files that came along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from frontdoor.people.models import Person
from frontdoor.tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Message(models.Model):
    """`ticket` is where it is read now, `origin` where it came in: they differ after a merge, so that it can be undone.

    `body` is what the person wrote, `quoted` what their program added; `html` is sanitised. `spool_key` and
    `form_key` make taking in and sending idempotent. `answerable` is False where a machine must not answer by itself.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    origin = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="own_messages")
    public = models.BooleanField(default=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="messages")
    channel = models.CharField(max_length=20)
    body = models.TextField()
    html = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    at = models.DateTimeField()
    message_id = models.CharField(max_length=255, blank=True)
    in_reply_to = models.CharField(max_length=255, blank=True)
    verified = models.BooleanField(default=True)
    automatic = models.BooleanField(default=False)
    answerable = models.BooleanField(default=True)
    # Whether these words open again what was solved.
    wakes = models.BooleanField(default=True)
    doubt = models.CharField(max_length=255, blank=True)
    # Whose words they claim to be, while nobody has judged it.
    claimant = models.CharField(max_length=254, blank=True)
    spool_key = models.CharField(max_length=64, unique=True, null=True)
    form_key = models.CharField(max_length=64, unique=True, null=True)
    redacted_at = models.DateTimeField(null=True)
    # What its reader remarked: `notices` in words, `defects` of its form, `invitations` that it holds.
    noticed = models.JSONField(default=dict)
    # Who had these words already, by the writer's own mail: they are not sent to them again.
    reached = models.JSONField(default=list)

    attachments: RelatedManager[Attachment]

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "at", "id"], name="message_in_ticket"),
            models.Index(
                fields=["message_id"], condition=~models.Q(message_id=""), name="message_by_id"
            ),
        ]


class Attachment(models.Model):
    """A file that came with a message. The bytes lie under their SHA-256, the name is only a label."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    content_id = models.CharField(max_length=255, blank=True)
