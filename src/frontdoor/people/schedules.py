"""What is forgotten by the clock: sessions and one-time links that can open nothing any more."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django_tasks import task

from frontdoor.core import clock
from frontdoor.core.tasks.schedules import scheduled
from frontdoor.people.models import Link

KEPT = timedelta(days=30)
"""How long the last use of a link can still be looked up."""


@scheduled("every 1d")
@task(queue_name="slow")
def forget_ended_proofs() -> None:
    """Safe to run at any time: nothing that still works is touched."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Link.objects.filter(expires_at__lt=now - KEPT).delete()
