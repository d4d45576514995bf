"""Where mail does not get through just now: a mail server, or a domain behind it."""

from __future__ import annotations

from django.db import models


class Destination(models.Model):
    """No row: all is well. `name` is "smtp.example.org:587" or "@example.net"; it is tried again at `next_at`."""

    name = models.CharField(max_length=270, unique=True)
    since = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
