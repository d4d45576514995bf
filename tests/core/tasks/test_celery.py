"""The Celery backend with a real broker and real worker processes."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.db import transaction

from frontdoor.core import clock
from frontdoor.core.models import Promise, Schedule
from frontdoor.core.tasks import celery, promise
from frontdoor.core.tasks.schedules import sync
from tests.core.tasks import deeds
from tests.core.tasks.workers import all_done, ours, process, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server"),
]
NOTED = "tests.core.tasks.deeds.noted"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def broker_on(port: int) -> Iterator[redis.Redis]:
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(port=port)
    try:
        until(lambda: answers(client))
        yield client
    finally:
        client.close()
        server.kill()
        server.wait()


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.fixture
def port(settings, monkeypatch) -> Iterator[int]:
    """The Celery backend is in force, its broker expected at this port."""
    port = free_port()
    settings.TASKS = {
        "default": {
            "BACKEND": "frontdoor.core.tasks.celery.CeleryBackend",
            "QUEUES": ["mail", "default", "slow"],
            "OPTIONS": {"broker": f"redis://127.0.0.1:{port}/0"},
        }
    }
    monkeypatch.setattr(celery, "_quiet_until", 0.0)
    celery.app.cache_clear()
    yield port
    celery.app().close()
    celery.app.cache_clear()


@pytest.fixture
def broker(port: int) -> Iterator[redis.Redis]:
    with broker_on(port) as client:
        yield client


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@contextmanager
def worker(port: int) -> Iterator[subprocess.Popen[bytes]]:
    with process("worker", FRONTDOOR_TASKS=f"redis://127.0.0.1:{port}/0") as started:
        yield started


def forget_sending() -> None:
    """As if the time were over for which we believe that the broker has it."""
    ours().filter(state="ready").update(lease_until=clock.now() - timedelta(seconds=1))


def test_celery_keeps_promises_of_every_queue(port, broker, log):
    with worker(port):
        for queue in ("mail", "default", "slow"):
            deeds.noted.using(queue_name=queue).enqueue(str(log), queue)
        until(all_done)

    assert sorted(deeds.lines(log)) == ["default", "mail", "slow"]


def test_a_rollback_sends_nothing(port, broker, log):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deeds.noted.enqueue(str(log), "never")
        raise ZeroDivisionError

    assert broker.llen("default") == 0
    assert not ours().exists()


def test_a_message_that_comes_twice_is_run_once(port, broker, log):
    pk = int(deeds.noted.enqueue(str(log), "x").id)
    celery.send([(pk, "default"), (pk, "default")])
    assert broker.llen("default") == 3

    with worker(port):
        until(lambda: broker.llen("default") == 0 and all_done())
        deeds.noted.enqueue(str(log), "after")
        until(all_done)

    assert deeds.lines(log) == ["x", "after"]


def test_a_promise_whose_message_was_lost_is_sent_again(port, broker, log):
    deeds.noted.enqueue(str(log), "x")
    broker.flushall()
    forget_sending()

    with worker(port):
        until(all_done)

    assert deeds.lines(log) == ["x"]


def test_a_broker_that_is_away_stops_no_promise(port, log):
    deeds.noted.enqueue(str(log), "first")
    deeds.noted.enqueue(str(log), "second")

    with worker(port), broker_on(port):
        until(all_done)

    assert sorted(deeds.lines(log)) == ["first", "second"]


def test_a_promise_for_later_is_sent_when_it_is_due(port, broker, log):
    soon = clock.now() + timedelta(seconds=1)
    promise(NOTED, [str(log), "later"], run_at=soon)
    assert broker.llen("default") == 0

    with worker(port):
        until(all_done)

    assert ours().get().started_at >= soon - timedelta(milliseconds=2)


def test_a_failed_task_is_tried_again_until_it_is_dead(port, broker, log):
    deeds.broken.enqueue(str(log))

    with worker(port):
        until(lambda: ours().filter(state="dead").exists())

    assert len(deeds.lines(log)) == 3


def test_a_killed_celery_workers_task_runs_again(port, broker, log, tmp_path):
    deeds.waiting.enqueue(str(log), str(tmp_path / "gate"))
    with worker(port) as first:
        until(lambda: deeds.lines(log) == ["began"])
        first.send_signal(signal.SIGKILL)
        first.wait()

    (tmp_path / "gate").touch()
    with worker(port):
        until(all_done)

    assert deeds.lines(log) == ["began", "began", "ended"]


def test_a_celery_worker_fires_schedules(port, broker):
    sync()
    Schedule.objects.update(next_at=clock.now() - timedelta(days=1))
    forget = Promise.objects.filter(path="frontdoor.core.schedules.forget_done")

    with worker(port):
        until(lambda: forget.filter(state="done").exists())

    assert forget.count() == 1


def test_a_stopped_celery_worker_finishes_what_it_runs(port, broker, log, tmp_path):
    deeds.waiting.enqueue(str(log), str(tmp_path / "gate"))
    with worker(port) as stopped:
        until(lambda: deeds.lines(log) == ["began"])
        stopped.send_signal(signal.SIGTERM)
        (tmp_path / "gate").touch()

        assert stopped.wait(20) == 0
    assert ours().get().state == "done"
