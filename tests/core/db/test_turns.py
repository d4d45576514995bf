"""Writers stand in a queue, and none is forgotten in it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction

from frontdoor.core.db.sqlite3.turns import Gate
from frontdoor.core.models import Schedule
from tests.core.tasks.workers import at_once, until


@pytest.fixture
def path(tmp_path) -> str:
    return str(tmp_path / "turn")


@pytest.fixture
def holder(path) -> Iterator[multiprocessing.Process]:
    """Another process, which has its turn and does not end it."""
    held = multiprocessing.get_context("fork").Event()

    def hold() -> None:
        Gate(path).enter(10)
        held.set()
        signal.pause()

    process = multiprocessing.get_context("fork").Process(target=hold)
    process.start()
    assert held.wait(20)
    yield process
    process.kill()
    process.join()


def test_one_process_waits_for_another(path, holder):
    entered = threading.Event()
    gate = Gate(path)
    threading.Thread(target=lambda: (gate.enter(60), entered.set()), daemon=True).start()

    assert not entered.wait(0.2)
    os.kill(holder.pid, signal.SIGKILL)
    assert entered.wait(20), "the kernel frees what a killed process held"


def test_a_turn_that_does_not_come_is_an_error_and_not_a_hang(path, holder):
    gate = Gate(path)

    with pytest.raises(OperationalError, match="locked"):
        gate.enter(0.1)
    with pytest.raises(OperationalError, match="locked"):
        gate.enter(0.1)

    os.kill(holder.pid, signal.SIGKILL)
    gate.enter(20)
    gate.leave()


def test_threads_have_their_turn_one_after_the_other(path):
    gate = Gate(path)
    inside: list[int] = []
    most: list[int] = []

    def take_turns() -> None:
        for number in range(50):
            gate.enter(20)
            inside.append(number)
            most.append(len(inside))
            inside.pop()
            gate.leave()

    at_once(8, take_turns)

    assert max(most) == 1
    assert len(most) == 400


def test_a_forked_child_keeps_no_turn_of_its_parent(path, monkeypatch):
    from frontdoor.core.db.sqlite3 import turns  # noqa: PLC0415  its table of gates is looked into

    gate = turns._gate(path)
    gate.enter(5)
    context = multiprocessing.get_context("fork")
    known = context.Queue()
    child = context.Process(target=lambda: known.put(path in turns._gates))
    child.start()

    assert known.get(timeout=20) is False
    child.join()
    gate.leave()
    turns._gates.pop(path).close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_every_transaction_ends_its_turn():
    with transaction.atomic():
        assert connection.turn.taken
    assert not connection.turn.taken

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not connection.turn.taken

    Schedule.objects.filter(name="nobody").update(rule="x")
    assert not connection.turn.taken
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("UPDATE nothing_here SET x = 1")
    assert not connection.turn.taken


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_a_connection_that_is_closed_in_a_transaction_ends_its_turn():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        connection.close()
        raise ZeroDivisionError

    assert not connection.turn.taken
    until(lambda: at_once(1, lambda: Schedule.objects.filter(name="x").update(rule="y")) == [0])
