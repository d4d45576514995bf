"""Promises that were given up: kept with their error, shown, and run again on request."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django_tasks import default_task_backend

from frontdoor.core.errors import Refused
from frontdoor.core.models import Promise


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
