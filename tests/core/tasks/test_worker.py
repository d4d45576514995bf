"""The worker in threads and processes, on a real database."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from frontdoor.core import clock
from frontdoor.core.db import backend
from frontdoor.core.tasks import Promised, promise, promise_all, worker
from frontdoor.core.tasks.rows import Done, claim, reap, reap_worker, settle
from frontdoor.core.tasks.work import LANES
from frontdoor.core.tasks.worker import Worker
from tests.core.tasks import deeds
from tests.core.tasks.workers import all_done, at_once, ours, process, until, working

pytestmark = pytest.mark.django_db(transaction=True)

NOTED = "tests.core.tasks.deeds.noted"
OVER = timedelta(seconds=1)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    return tmp_path / "gate"


def end_leases() -> None:
    ours().filter(state="leased").update(lease_until=clock.now() - OVER)


def test_two_workers_with_eight_threads_run_500_tasks_once_each(log):
    promise_all(Promised(NOTED, [str(log), str(number)]) for number in range(500))

    with working(Worker({"default": 4}), Worker({"default": 4})):
        until(all_done)

    assert sorted(deeds.lines(log), key=int) == [str(number) for number in range(500)]


def test_eight_threads_claim_500_tasks_none_doubled_none_lost():
    promised = promise_all(Promised(NOTED, ["", str(number)]) for number in range(500))

    def claim_all() -> list[int]:
        mine: list[int] = []
        while claims := claim("eight", "default", 7):
            mine += [claimed.id for claimed in claims]
        return mine

    claimed = [pk for answer in at_once(8, claim_all) for pk in answer]

    assert sorted(claimed) == sorted(promised)


def test_eight_threads_that_promise_one_key_promise_once():
    ids = at_once(8, lambda: promise(NOTED, ["", "x"], unique="one"))

    assert len(set(ids)) == 1
    assert ours().count() == 1


def test_a_commit_wakes_the_worker_between_two_looks(log, monkeypatch):
    monkeypatch.setattr(backend().Bell, "LOOK", 3600)

    with working(Worker({"default": 1})):
        deeds.noted.enqueue(str(log), "first")
        until(all_done)
        with transaction.atomic():
            deeds.noted.enqueue(str(log), "second")
        until(all_done)

    assert deeds.lines(log) == ["first", "second"]


def kill_at_work(log: Path, **environ: str) -> None:
    """A worker process that is killed in the middle of a task."""
    with process("worker", **environ) as killed:
        until(lambda: "began" in deeds.lines(log))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert ours().get().state == "leased"


def test_a_task_whose_worker_was_killed_on_this_machine_runs_again_at_once(log, gate):
    promise_all([Promised("tests.core.tasks.deeds.waiting", [str(log), str(gate)], lease=3600)])
    kill_at_work(log)

    gate.touch()
    with working(Worker({"default": 1})):
        until(all_done)

    assert deeds.lines(log) == ["began", "began", "ended"]
    assert ours().get().attempt == 2


def test_a_task_whose_worker_was_killed_elsewhere_runs_again_when_its_lease_ends(
    log, gate, tmp_path
):
    deeds.waiting.enqueue(str(log), str(gate))
    kill_at_work(log, FRONTDOOR_DATA=str(tmp_path / "elsewhere"))
    lease_until = ours().get().lease_until

    gate.touch()
    with working(Worker({"default": 1})):
        until(all_done)

    assert deeds.lines(log) == ["began", "began", "ended"]
    assert ours().get().started_at >= lease_until


def test_what_was_claimed_beside_a_task_that_kills_workers_does_not_die_with_it():
    promise_all(Promised(NOTED, ["", str(number)]) for number in range(8))

    for _ in range(2):
        assert len(claim("killed", "default", 8)) == 8
        reap_worker("killed", ["default"])

    moments = set(ours().values_list("run_at", flat=True))
    assert len(moments) > 4, "they must not be claimed together for ever"


def test_a_task_that_kills_its_worker_each_time_is_dead_after_its_last_attempt():
    promise_all([Promised(NOTED, ["", "x"], attempts=2)])

    for _ in range(2):
        claim("killed", "default", 1)
        end_leases()
        reap("default")

    assert ours().get().state == "dead"
    assert "worker" in ours().get().error


def test_the_heartbeat_keeps_a_task_longer_than_its_lease(log, gate):
    deeds.waiting.enqueue(str(log), str(gate))

    with working(Worker({"default": 1}), Worker({"default": 1})):
        until(lambda: deeds.lines(log) == ["began"])
        first = ours().get().lease_until
        until(lambda: ours().get().lease_until > first + timedelta(seconds=2))
        gate.touch()
        until(all_done)

    assert deeds.lines(log) == ["began", "ended"]


def test_who_lost_the_lease_settles_nothing():
    promise(NOTED, ["", "x"])
    [late] = claim("late", "default", 1)
    end_leases()
    reap("default")
    claim("late", "default", 1)

    settle("late", [Done(late)])

    assert (ours().get().state, ours().get().attempt) == ("leased", 2)


def test_a_key_promised_while_it_runs_is_run_once_more():
    promise(NOTED, ["", "x"], unique="sweep")
    [running] = claim("one", "default", 1)
    promise(NOTED, ["", "x"], unique="sweep")
    settle("one", [Done(running)])

    [again] = claim("one", "default", 1)
    settle("one", [Done(again)])

    assert again.id == running.id
    assert ours().get().state == "done"


def test_slow_work_does_not_stand_before_mail(log, gate):
    for _ in range(6):
        deeds.waiting.using(queue_name="slow").enqueue(str(log), str(gate))

    with working(Worker(LANES)):
        until(lambda: deeds.lines(log).count("began") == 2)
        deeds.noted.using(queue_name="mail").enqueue(str(log), "mail")
        until(lambda: "mail" in deeds.lines(log))
        gate.touch()
        until(all_done)


def test_a_stopped_worker_finishes_what_it_runs_and_gives_the_rest_back(log, gate):
    promise_all(Promised(NOTED, ["/dev/null", "quick"]) for _ in range(50))
    with process("worker") as started:
        until(all_done)  # tasks so quick that it holds more than it has threads for
        promise_all([Promised("tests.core.tasks.deeds.waiting", [str(log), str(gate)])] * 6)
        until(lambda: deeds.lines(log) == ["began", "began"])
        until(lambda: ours().filter(state="leased").count() == 6)

        started.send_signal(signal.SIGTERM)
        until(lambda: ours().filter(state="ready", attempt=0).count() == 4)
        gate.touch()

        assert started.wait(20) == 0
    assert deeds.lines(log) == ["began", "began", "ended", "ended"]
    assert ours().filter(state="ready").count() == 4


def test_a_stopped_worker_gives_back_what_does_not_end(log, gate, monkeypatch):
    monkeypatch.setattr(worker, "GRACE", 0.2)
    deeds.waiting.enqueue(str(log), str(gate))

    with working(Worker({"default": 1})):
        until(lambda: deeds.lines(log) == ["began"])
    gave_back = ours().get()
    gate.touch()
    until(lambda: deeds.lines(log) == ["began", "ended"])

    assert (gave_back.state, gave_back.attempt) == ("ready", 0)
    assert ours().get().state == "ready"
