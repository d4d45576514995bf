"""Does a task do its work once if it runs twice, runs twice at once, or dies at any statement? (R30)

A scenario makes something happen that promises tasks; `seen` says what somebody could see of it
afterwards. Whatever happens to the tasks on the way, the same must be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection, transaction
from django_tasks import default_task_backend

from frontdoor.core.models import Promise
from frontdoor.core.tasks import run_due
from frontdoor.core.tasks.perform import perform
from frontdoor.core.tasks.rows import Claim, claim, reap_worker, settle
from tests.core.tasks.workers import at_once

Scenario = Callable[[], None]
Seen = Callable[[], object]


class Killed(BaseException):
    """The process ended here: nothing catches it, and open transactions are lost."""


def assert_deaths_change_nothing(scenario: Scenario, seen: Seen, at: Iterable[int]) -> None:
    """Kills the worker before each of these statements (counted from 0), then lets another go on."""
    expected = _tried(scenario, seen, run_due)
    for number in at:
        found = _tried(scenario, seen, lambda: _die_and_go_on(number))  # noqa: B023  run at once
        assert found == expected, f"killed before statement {number}"


def statements_of(scenario: Scenario) -> int:
    """How many statements the tasks of a scenario run."""
    counted = count()

    def run() -> None:
        with connection.execute_wrapper(lambda execute, *rest: (next(counted), execute(*rest))[1]):
            run_due()

    _tried(scenario, lambda: None, run)
    return next(counted)


def assert_twice_is_once(scenario: Scenario, seen: Seen) -> None:
    """Every task that was done is done again."""

    def twice() -> None:
        run_due()
        Promise.objects.filter(state="done").update(state="ready", attempt=0)
        run_due()

    assert _tried(scenario, seen, twice) == _tried(scenario, seen, run_due)


def run_each_twice_at_once() -> None:
    """Two threads run the same claims at the same moment, as after a lease that ended too early."""
    for queue in sorted(default_task_backend.queues):
        while claims := claim("both", queue, 20):
            for claimed in claims:
                _run_in_two_threads(claimed)


def _run_in_two_threads(claimed: Claim) -> None:
    outcomes: list[Any] = at_once(2, lambda: perform(claimed))
    settle("both", [outcomes[0]])


def _tried(scenario: Scenario, seen: Seen, run: Callable[[], object]) -> object:
    """Nothing of a trial is left for the next one."""
    trial = transaction.atomic()
    trial._from_testcase = True  # as in Django's TestCase: what must be outermost may stand in it
    with trial:
        scenario()
        run()
        found = seen()
        transaction.set_rollback(True)
    return found


def _die_and_go_on(number: int) -> None:
    try:
        with _killing(number):
            run_due()
    except Killed:
        reap_worker("drain", sorted(default_task_backend.queues))
    run_due()


@contextmanager
def _killing(number: int) -> Iterator[None]:
    counted = count()

    def execute_or_die(execute: Callable[..., Any], *rest: Any) -> Any:
        if next(counted) == number:
            raise Killed
        return execute(*rest)

    with connection.execute_wrapper(execute_or_die):
        yield
