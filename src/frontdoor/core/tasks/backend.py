"""The django-tasks backend that keeps promises in our own database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from typing_extensions import ParamSpec

from frontdoor.core import clock
from frontdoor.core.db import backend
from frontdoor.core.tasks.promise import Promised, promise_all
from frontdoor.core.tasks.task import LeasedTask

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseBackend(BaseTaskBackend):
    """`enqueue` is one row in the caller's transaction; a worker takes it after the commit."""

    task_class = LeasedTask
    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """A unique task that is open already answers with the id of that one."""
        self.validate_task(task)
        [pk] = promise_all([_promised(task, args, kwargs)])
        return TaskResult(
            task=task,
            id=str(pk),
            status=TaskResultStatus.READY,
            enqueued_at=clock.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

    def promised(self, ids: Sequence[int]) -> None:
        """Called in the transaction that made the promises."""
        backend().ring()


def _promised(task: Task[Any, Any], args: Any, kwargs: Any) -> Promised:
    assert isinstance(task, LeasedTask)
    return Promised(
        path=task.module_path,
        args=args,
        kwargs=kwargs,
        queue=task.queue_name,
        unique=task.key(args, kwargs),
        run_at=task.run_after,
        priority=task.priority,
        attempts=task.attempts,
        lease=task.lease,
    )
