"""Run what is due here and now, in this thread: for tests and for commands that wait."""

from __future__ import annotations

from django_tasks import default_task_backend

from frontdoor.core.tasks.perform import perform
from frontdoor.core.tasks.rows import claim, settle


def run_due(*queues: str) -> int:
    """Runs promises, and those that they make, until none is due; the number of runs."""
    runs = 0
    while ran := sum(_run_queue(queue) for queue in queues or sorted(default_task_backend.queues)):
        runs += ran
    return runs


def _run_queue(queue: str) -> int:
    claims = claim("drain", queue, 20)
    for claimed in claims:
        settle("drain", [perform(claimed)])
    return len(claims)
