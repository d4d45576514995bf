"""Mailboxes: the desk's own addresses, whose team they are, and how their mail comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.secrets import SealedText
from frontdoor.people.models import Team

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Mailbox(models.Model):
    """One mailbox of the desk. Its tickets go to its team.

    `floor` is the IMAP UID up to which mail was there before us and is left alone, while `uidvalidity` holds;
    once the server has numbered the folder anew (`by_date`) that is told by the mails' dates.
    Once removed it keeps its row, since mails in the log name it, and neither address nor secret.
    """

    class Kind(models.TextChoices):
        IMAP = "imap", _later("Fetched by IMAP")
        SMTP = "smtp", _later("Delivered to us by SMTP")
        WEBHOOK = "webhook", _later("Handed over by a mail provider")

    class Security(models.TextChoices):
        TLS = "tls", _later("TLS from the start")
        STARTTLS = "starttls", "STARTTLS"

    class Login(models.TextChoices):
        PASSWORD = "password", _later("User and password")
        OAUTH = "oauth", _later("Consent of Microsoft, Google or another (OAuth)")

    class After(models.TextChoices):
        DELETE = "delete", _later("Delete it")
        MOVE = "move", _later("Move it to a folder")
        LEAVE = "leave", _later("Leave it where it is")

    name = models.CharField(max_length=80)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="mailboxes")
    kind = models.CharField(max_length=7, choices=Kind)
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    login = models.CharField(max_length=8, choices=Login, default=Login.PASSWORD)
    user = models.CharField(max_length=254, blank=True)
    password = SealedText(blank=True, default="")
    provider = models.CharField(max_length=12, blank=True)
    # SHA-256 of the secret in the address that the provider posts to.
    hook = models.CharField(max_length=64, unique=True, null=True)
    hook_secret = SealedText(blank=True, default="")
    signing_key = SealedText(blank=True, default="")
    folder = models.CharField(max_length=200, default="INBOX")
    after = models.CharField(max_length=6, choices=After, default=After.MOVE)
    done_folder = models.CharField(max_length=200, blank=True)
    takes_old = models.BooleanField(default=False)
    automatic_reopens = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    uidvalidity = models.PositiveBigIntegerField(null=True)
    floor = models.PositiveBigIntegerField(default=0)
    by_date = models.BooleanField(default=False)
    watched_since = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=255, blank=True)

    addresses: RelatedManager[MailboxAddress]

    class Meta:
        indexes = [
            models.Index(
                fields=["kind"], condition=models.Q(removed_at=None), name="mailbox_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The first, which its mail goes out by; empty once it is removed."""
        found = sorted(self.addresses.all(), key=lambda each: each.pk)
        return found[0].email if found else ""


class MailboxAddress(models.Model):
    """An address that one mailbox answers to, lower-case, without anything after a plus."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="addresses")
    email = models.CharField(max_length=254, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="mailbox_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.email
