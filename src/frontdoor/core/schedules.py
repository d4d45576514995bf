"""What comes round in the core: kept promises are forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now
from django_tasks import task

from frontdoor.core.models import Promise
from frontdoor.core.tasks.schedules import scheduled

KEPT = timedelta(days=1)
CHUNK = 1000
"""Rows in one transaction: nobody waits long for the one writer."""


@scheduled("every 1h")
@task(queue_name="slow")
def forget_done() -> None:
    """Dead ones stay until somebody has looked at them."""
    done = Promise.objects.filter(state=Promise.State.DONE, finished_at__lt=Now() - KEPT)
    old = list(done.values_list("pk", flat=True))
    for start in range(0, len(old), CHUNK):
        Promise.objects.filter(pk__in=old[start : start + CHUNK]).delete()
