"""The second backend: promises are rows as ever, and Celery carries their ids to its workers.

The row is what counts. A message that is lost is sent again by the sweep, one that comes twice
finds the row taken, and a worker that dies lets its lease end as with the database backend.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from functools import cache, partial

from celery import Celery
from django.db import transaction
from django_tasks import default_task_backend
from kombu.exceptions import OperationalError as BrokerError

from frontdoor.core.tasks import rows
from frontdoor.core.tasks.backend import DatabaseBackend

LOGGER = logging.getLogger("frontdoor.tasks")
KEEP = "frontdoor.keep"
"""The one Celery task: keep the promise of this id."""
BELIEVED = 120.0
"""Seconds after which a promise that was sent and not begun is sent again."""
QUIET = 10.0
"""Seconds without a try after the broker did not answer, so that no page waits for it."""

_quiet_until = 0.0


class CeleryBackend(DatabaseBackend):
    """Sends after the commit; what is for later, or could not be sent, is left to the sweep."""

    def promised(self, ids: Sequence[int]) -> None:
        if time.monotonic() < _quiet_until:
            return
        if sent := rows.mark_sent(ids, BELIEVED):
            transaction.on_commit(partial(send, sent))


@cache
def app() -> Celery:
    """One for each process; the broker's address comes from the settings."""
    made = Celery("frontdoor", broker=default_task_backend.options["broker"], set_as_current=False)
    made.conf.update(
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        # Without max_retries a page would wait six seconds for a broker that refuses.
        broker_transport_options={
            "socket_connect_timeout": 2,
            "socket_timeout": 30,
            "max_retries": 0,
        },
    )
    return made


def send(promises: Sequence[tuple[int, str]]) -> None:
    """Ids and queues. A broker that is away is no reason to fail: the sweep sends again."""
    global _quiet_until  # one switch for all threads of this process
    try:
        with app().producer_or_acquire() as producer:
            for pk, queue in promises:
                app().send_task(KEEP, [pk], queue=queue, producer=producer, retry=False)
    except BrokerError as problem:
        _quiet_until = time.monotonic() + QUIET
        rows.mark_unsent([pk for pk, _ in promises])
        LOGGER.warning("The broker did not answer; promises wait for the sweep: %s", problem)
