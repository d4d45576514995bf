"""The consent by which the desk signs in to a mailbox without knowing its password (OAuth 2.0, RFC 6749)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _later

from frontdoor.channels.models.mailbox import Mailbox
from frontdoor.core.secrets import SealedText


class Grant(models.Model):
    """Of one mailbox: with whom the desk is registered, and the tokens that it got; none until somebody consents."""

    class Provider(models.TextChoices):
        MICROSOFT = "microsoft", "Microsoft 365"
        GOOGLE = "google", "Google"
        OTHER = "other", _later("Another")

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="grant")
    provider = models.CharField(max_length=9, choices=Provider)
    tenant = models.CharField(max_length=100, blank=True)
    client_id = models.CharField(max_length=200)
    client_secret = SealedText(blank=True, default="")
    authorize_url = models.CharField(max_length=300, blank=True)
    token_url = models.CharField(max_length=300, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    refresh = SealedText(blank=True, default="")
    access = SealedText(blank=True, default="")
    expires_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
