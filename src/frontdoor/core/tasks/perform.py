"""Runs one claimed promise and says what became of it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.base import Task

from frontdoor.core import clock
from frontdoor.core.tasks.backoff import Retries, delay
from frontdoor.core.tasks.rows import Claim, Done, Failed, Outcome
from frontdoor.core.tasks.task import LeasedTask

LOGGER = logging.getLogger("frontdoor.tasks")
LONGEST_ERROR = 10_000
"""Characters of a traceback that are kept: its end, where the reason stands."""


def perform(claim: Claim) -> Outcome:
    """Never raises for what the task raised."""
    retries: Retries = ()
    try:
        target = import_string(claim.path)
        retries = target.retries if isinstance(target, LeasedTask) else ()
        _call(target, claim)
    except (Exception, SystemExit) as problem:  # noqa: BLE001  the outermost loop of a task
        return _failed(claim, problem, retries)
    return Done(claim)


def perform_all(claims: Sequence[Claim]) -> list[Outcome]:
    """Several calls of one task, at once where the task can and all goes well, otherwise one by one."""
    many = _many(claims[0])
    if many is None or len(claims) == 1:
        return [perform(claim) for claim in claims]
    try:
        many([claim.args for claim in claims])
    except (Exception, SystemExit) as problem:  # noqa: BLE001  one of them fails; which, is seen next
        LOGGER.info("%s of %s are tried one by one: %s", len(claims), claims[0].path, problem)
        if isinstance(problem, DatabaseError):
            close_old_connections()
        return [perform(claim) for claim in claims]
    return [Done(claim) for claim in claims]


def can_gather(claim: Claim) -> bool:
    """May it be done at once with others of its path?"""
    return _many(claim) is not None


def _many(claim: Claim) -> Callable[[Sequence[Sequence[Any]]], None] | None:
    try:
        target = import_string(claim.path)
    except ImportError:
        return None  # `perform` says so
    return target.many if isinstance(target, LeasedTask) else None


def _call(target: Callable[..., Any] | Task[..., Any], claim: Claim) -> None:
    if not isinstance(target, Task):
        target(*claim.args, **claim.kwargs)
    elif target.takes_context:
        target.call(TaskContext(task_result=_running(target, claim)), *claim.args, **claim.kwargs)
    else:
        target.call(*claim.args, **claim.kwargs)


def _running(task: Task[..., Any], claim: Claim) -> TaskResult[Any]:
    started = clock.now()
    return TaskResult(
        task=task,
        id=str(claim.id),
        status=TaskResultStatus.RUNNING,
        enqueued_at=None,
        started_at=started,
        finished_at=None,
        last_attempted_at=started,
        args=claim.args,
        kwargs=claim.kwargs,
        backend=task.backend,
        errors=[],
        worker_ids=[""] * claim.attempt,
    )


def _failed(claim: Claim, problem: BaseException, retries: Retries) -> Failed:
    wait = delay(problem, claim.attempt, retries)
    last = wait is None or claim.attempt >= claim.attempts
    LOGGER.log(
        logging.ERROR if last else logging.WARNING,
        "%s (%s) failed at attempt %s of %s",
        claim.path,
        claim.id,
        claim.attempt,
        claim.attempts,
        exc_info=problem,
    )
    if isinstance(problem, DatabaseError):
        close_old_connections()
    return Failed(claim, "".join(traceback.format_exception(problem))[-LONGEST_ERROR:], wait)
