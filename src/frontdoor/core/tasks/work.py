"""A process that keeps promises until it is told to stop, with the backend of the settings."""

from __future__ import annotations

import signal
from collections.abc import Mapping

from django_tasks import default_task_backend

from frontdoor.core.tasks.worker import Worker

LANES = {"mail": 2, "default": 2, "slow": 2}
"""Threads for each queue."""


def work(lanes: Mapping[str, int] = LANES) -> None:
    """Call it in the main thread. Returns within ten seconds after SIGTERM or SIGINT."""
    if "broker" in default_task_backend.options:
        _work_for_celery(lanes)
    else:
        _work_here(lanes)


def _work_here(lanes: Mapping[str, int]) -> None:
    worker = Worker(lanes)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


def _work_for_celery(lanes: Mapping[str, int]) -> None:
    from frontdoor.core.tasks.celery_worker import (  # noqa: PLC0415  optional, and slow to import
        CeleryWorker,
    )

    CeleryWorker(lanes).run()
