"""How the tasks stand, for people and monitors: what waits since when, and what died."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Now
from django_tasks import default_task_backend

from frontdoor.core.errors import Refused
from frontdoor.core.models import Promise


@dataclass(frozen=True)
class Lag:
    """One queue: promises that are due, and seconds since the oldest of them fell due."""

    queue: str
    due: int
    oldest: float


def lags() -> list[Lag]:
    """One for each queue, with zeros where nothing waits. Age, not length, is the alarm."""
    waiting = Promise.objects.filter(state=Promise.State.READY, run_at__lte=Now())
    found = {
        row["queue"]: Lag(row["queue"], row["due"], (row["now"] - row["since"]).total_seconds())
        for row in waiting.values("queue").annotate(due=Count("pk"), since=Min("run_at"), now=Now())
    }
    return [found.get(name, Lag(name, 0, 0.0)) for name in sorted(default_task_backend.queues)]


def dead() -> QuerySet[Promise]:
    """Promises that were given up, the latest first."""
    return Promise.objects.filter(state=Promise.State.DEAD).order_by("-finished_at")


def run_again(pk: int) -> None:
    """Gives a dead promise all its attempts back; its error stays until the next one.

    Raises Refused where it is not dead, or where one with its unique key is open.
    """
    try:
        with transaction.atomic():
            revived = (
                dead()
                .filter(pk=pk)
                .order_by()
                .update(state=Promise.State.READY, attempt=0, run_at=Now(), finished_at=None)
            )
    except IntegrityError as clash:
        raise Refused("The same task is waiting to run already.") from clash
    if not revived:
        raise Refused("This task has not been given up: there is nothing to run again.")
    default_task_backend.promised([pk])  # type: ignore[attr-defined]
