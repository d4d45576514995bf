"""What the channels do by the clock."""

from __future__ import annotations

from django_tasks import task

from frontdoor.channels import destinations, outbox, spool
from frontdoor.core.tasks.schedules import scheduled


@scheduled("every 1m")
@task(queue_name="default")
def flush_outbox() -> None:
    """Whatever waits and has lost its promise is promised again; what waits too long is given up."""
    destinations.remind()
    outbox.give_up()
    outbox.flush()


@scheduled("every 1m")
@task(queue_name="default")
def flush_spool() -> None:
    """The same for mail that was taken and not yet read."""
    spool.flush()
