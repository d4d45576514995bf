"""Real workers for the tests: in threads of this process, and as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.models import QuerySet

from frontdoor.core.models import Promise
from frontdoor.core.tasks.worker import Worker

ROOT = Path(__file__).parents[3]


def until(true: Callable[[], bool], seconds: float = 180) -> None:
    """Waits for a condition; the limit only ends a test that has failed."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.01)


def ours() -> QuerySet[Promise]:
    """Without what schedules promise while a worker runs."""
    return Promise.objects.filter(path__startswith="tests.")


def all_done() -> bool:
    return not ours().exclude(state="done").exists()


@contextmanager
def working(*workers: Worker) -> Iterator[None]:
    threads = [threading.Thread(target=worker.run) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()


def at_once(count: int, call: Callable[[], object]) -> list[object]:
    """What `count` threads answer that call at the same moment, each on a connection of its own."""
    start = threading.Barrier(count)
    answers: list[object] = []

    def run() -> None:
        start.wait()
        try:
            answers.append(call())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def process(*command: str, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """`frontdoor COMMAND` on the database of the running test; killed at the end, if it still runs."""
    started = subprocess.Popen(
        [sys.executable, "-c", "from frontdoor.site.cli import main; main()", *command],
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": _url(),
            **environ,
        },
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def _url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host, port = settings["HOST"], settings["PORT"] or 5432
    return (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{host}:{port}/{settings['NAME']}"
    )
