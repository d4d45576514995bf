"""What the whole house does by the clock."""

from __future__ import annotations

from django_tasks import task

from frontdoor.core.tasks.schedules import scheduled
from frontdoor.site.evidence import checkpoints, places


@scheduled("every 1m")
@task(queue_name="slow")
def evidence() -> None:
    """A checkpoint where one is due; files that were away are given what they missed."""
    checkpoints.checkpoint()
    places.keep()
