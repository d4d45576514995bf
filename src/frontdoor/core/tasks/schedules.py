"""Tasks that come round: declared in an app's `schedules.py`, kept as rows, fired once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django_tasks.base import Task

from frontdoor.core import clock
from frontdoor.core.models import Schedule
from frontdoor.core.registry import Registry
from frontdoor.core.tasks.promise import Promised, promise_all
from frontdoor.core.tasks.rules import Rule, rule
from frontdoor.core.tasks.task import LeasedTask

AnyTask = TypeVar("AnyTask", bound=Task[[], None])


@dataclass(frozen=True)
class Scheduled:
    """A task without arguments and the text of its rule."""

    task: LeasedTask[[], None]
    text: str

    def rule(self) -> Rule:
        return rule(self.text, ZoneInfo(settings.TIME_ZONE))


SCHEDULES: Registry[Scheduled] = Registry("schedules")


def scheduled(text: str) -> Callable[[AnyTask], AnyTask]:
    """`@scheduled("every 5m")` or `@scheduled("0 3 * * mon-fri")` above `@task`.

    Raises ValueError, when it is imported, for a rule that can't be read.
    """

    def register(task: AnyTask) -> AnyTask:
        assert isinstance(task, LeasedTask)
        found = Scheduled(task, text)
        found.rule()
        SCHEDULES.add(task.module_path, found)
        return task

    return register


def sync() -> None:
    """Makes the rows say what the code says. A changed rule starts anew, a removed one goes."""
    now = clock.now()
    Schedule.objects.exclude(name__in=list(SCHEDULES)).delete()
    for name in SCHEDULES:
        found = SCHEDULES[name]
        fresh = {"rule": found.text, "next_at": found.rule().next(now)}
        Schedule.objects.get_or_create(name=name, defaults=fresh)
        Schedule.objects.filter(name=name).exclude(rule=found.text).update(**fresh)


def fire() -> None:
    """Promises what is due. What came round several times meanwhile is promised once."""
    due = Schedule.objects.filter(name__in=list(SCHEDULES), next_at__lte=Now())
    for schedule in due.annotate(now=Now()):
        with transaction.atomic():
            _fire(schedule, SCHEDULES[schedule.name])


def _fire(schedule: Schedule, found: Scheduled) -> None:
    """Whoever moves `next_at` on makes the promise, in the same transaction: nobody else does."""
    mine = Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at)
    later = found.rule().next(schedule.now)  # type: ignore[attr-defined]
    if mine.update(next_at=later, last_at=schedule.now):  # type: ignore[attr-defined]
        promise_all([_promised(schedule.name, found.task)])


def _promised(name: str, task: LeasedTask[[], None]) -> Promised:
    """One is open at a time: a sweep slower than its interval must not pile up."""
    return Promised(
        path=task.module_path,
        queue=task.queue_name,
        priority=task.priority,
        unique=f"schedule:{name}",
        attempts=task.attempts,
        lease=task.lease,
    )
