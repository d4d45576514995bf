"""What comes round in the core: kept promises and given answers are forgotten after a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django_tasks import task

from frontdoor.core import clock
from frontdoor.core.collect import collect
from frontdoor.core.models import Answer, Promise
from frontdoor.core.tasks.schedules import scheduled

KEPT = timedelta(days=1)
CHUNK = 1000
"""Rows in one transaction: nobody waits long for the one writer."""


@scheduled("every 1h")
@task(queue_name="slow")
def forget_done() -> None:
    """Dead ones stay until somebody has looked at them."""
    _forget(Promise.objects.filter(state=Promise.State.DONE, finished_at__lt=Now() - KEPT))


@scheduled("every 1h")
@task(queue_name="slow")
def forget_answers() -> None:
    """After a day an Idempotency-Key is free again."""
    _forget(Answer.objects.filter(at__lt=clock.now() - KEPT))


@scheduled("every 1h")
@task(queue_name="slow")
def collect_files() -> None:
    """What no row holds any more."""
    collect()


def _forget(rows: QuerySet[Any]) -> None:
    old = list(rows.values_list("pk", flat=True))
    for start in range(0, len(old), CHUNK):
        rows.model._default_manager.filter(pk__in=old[start : start + CHUNK]).delete()
