"""What proves who somebody is: API tokens and one-time links, kept only as hashes."""

from __future__ import annotations

from django.db import models

from frontdoor.people.models.person import Person


class Token(models.Model):
    """An API token; the secret itself is shown once and only its SHA-256 kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=16)
    scopes = models.JSONField(default=list)
    epoch = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Link(models.Model):
    """A link that works once, for one person and one purpose; `thing` narrows it to one object."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20)
    thing = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
