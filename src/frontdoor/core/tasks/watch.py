"""What any worker does for all of them: ended leases, due schedules, and a look at what is due."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django_tasks import default_task_backend

from frontdoor.core.tasks.alive import gone
from frontdoor.core.tasks.rows import look, reap, reap_worker
from frontdoor.core.tasks.schedules import fire, sync

ROLL_CALL = 2.0
"""Seconds between two looks for workers that are gone."""
SYNC = 600.0
"""Seconds between two comparisons of the schedules with the code."""


class Watch:
    """Over these queues, and over all schedules."""

    def __init__(self, queues: Sequence[str]) -> None:
        self._queues = queues
        self._sync_at = 0.0
        self._roll_call_at = 0.0

    def look(self) -> set[str]:
        """The queues where a promise is due now. One statement, if there is nothing to do."""
        if time.monotonic() >= self._sync_at:
            sync()
            self._sync_at = time.monotonic() + SYNC
        if time.monotonic() >= self._roll_call_at:
            self._call_the_roll()
            self._roll_call_at = time.monotonic() + ROLL_CALL
        due, lost, struck = look(self._queues)
        for name in lost:
            reap(name)
        if struck:
            fire()
        return {*due, *lost}

    def _call_the_roll(self) -> None:
        for worker in gone():
            reap_worker(worker, sorted(default_task_backend.queues))
