"""A Celery worker that keeps promises, and the sweep that sends what Celery does not know of."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping

from celery import signals
from django.db import Error as DatabaseError
from django.db import connection

from frontdoor.core.tasks import rows
from frontdoor.core.tasks.alive import Alive
from frontdoor.core.tasks.celery import BELIEVED, KEEP, app, send
from frontdoor.core.tasks.heartbeat import Heartbeat
from frontdoor.core.tasks.perform import perform
from frontdoor.core.tasks.rows import Unstarted
from frontdoor.core.tasks.watch import Watch
from frontdoor.core.tasks.worker import GRACE

LOGGER = logging.getLogger("frontdoor.tasks")
SWEEP = 1.0
"""Seconds between two sweeps."""
BATCH = 200
"""Most promises of a queue that one sweep sends."""


class CeleryWorker:
    """Celery's own worker in this process, with as many threads as the queues' lanes have."""

    def __init__(self, lanes: Mapping[str, int]) -> None:
        self.name = rows.fresh_name()
        self._lanes = lanes
        self._heartbeat = Heartbeat(self.name)
        self._watch = Watch(list(lanes))
        self._stopped = threading.Event()

    def run(self) -> None:
        """Returns after SIGTERM or SIGINT, which Celery takes."""
        app().task(self.keep, name=KEEP)
        signals.worker_shutting_down.connect(self._leave_in_time)
        alive = Alive(self.name)
        self._heartbeat.start()
        sweep = threading.Thread(target=self._sweep, name="sweep", daemon=True)
        sweep.start()
        try:
            app().worker_main(self._command())
        finally:
            self._stopped.set()
            sweep.join()
            self._heartbeat.stop()
            alive.close()

    def _command(self) -> list[str]:
        return [
            "--quiet",
            "worker",
            "--pool=threads",
            f"--concurrency={sum(self._lanes.values())}",
            f"--queues={','.join(self._lanes)}",
            f"--hostname={self.name}",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]

    def keep(self, pk: int) -> None:
        """A promise that somebody has, or had, is left alone: messages come more than once."""
        if claim := rows.claim_one(self.name, pk):
            self._heartbeat.hold([claim])
            outcome = perform(claim)
            rows.settle(self.name, [outcome])
            self._heartbeat.release([outcome])

    def _sweep(self) -> None:
        while not self._stopped.wait(SWEEP):
            try:
                for queue in self._watch.look():
                    if unsent := rows.mark_late_as_sent(queue, BATCH, BELIEVED):
                        send(unsent)
            except DatabaseError as problem:
                LOGGER.warning("The database did not answer the sweep: %s", problem)
                connection.close()
        connection.close()

    def _leave_in_time(self, **_: object) -> None:
        """Celery waits for running tasks for ever; the process that started us does not."""
        last = threading.Timer(GRACE, self._give_back)
        last.daemon = True
        last.start()

    def _give_back(self) -> None:
        rows.settle(self.name, [Unstarted(claim) for claim in self._heartbeat.held()])
        os._exit(0)
