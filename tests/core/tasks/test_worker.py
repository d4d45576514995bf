"""The worker in threads and processes, on a real database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from frontdoor.core.models import Promise
from frontdoor.core.tasks import Promised, promise_all
from frontdoor.core.tasks.worker import Worker
from tests.core.tasks import deeds

pytestmark = pytest.mark.django_db(transaction=True)

NOTED = "tests.core.tasks.deeds.noted"


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Waits for a condition; the limit only ends a test that has failed."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.01)


@contextmanager
def working(*workers: Worker) -> Iterator[None]:
    def run(worker: Worker) -> None:
        worker.run()
        connections.close_all()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()


def states() -> list[str]:
    return sorted(Promise.objects.values_list("state", flat=True))


def test_two_workers_with_eight_threads_run_500_tasks_once_each(tmp_path):
    log = tmp_path / "log"
    promise_all(Promised(NOTED, [str(log), str(number)]) for number in range(500))

    with working(Worker({"default": 4}), Worker({"default": 4})):
        until(lambda: not Promise.objects.exclude(state="done").exists())

    assert sorted(deeds.lines(log), key=int) == [str(number) for number in range(500)]
