"""What is promised in a transaction, and what is not."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from frontdoor.core import clock
from frontdoor.core.models import Promise
from frontdoor.core.tasks import Promised, promise, promise_all, run_due
from tests.core.tasks import deeds

pytestmark = pytest.mark.django_db

NOTED = "tests.core.tasks.deeds.noted"


def test_a_promise_is_kept_once(tmp_path):
    deeds.noted.enqueue(str(tmp_path / "log"), "hello")

    assert run_due() == 1
    assert run_due() == 0
    assert deeds.lines(tmp_path / "log") == ["hello"]
    assert Promise.objects.get().state == "done"


def test_a_plain_function_can_be_promised_by_its_path(tmp_path):
    promise("tests.core.tasks.deeds.note", [str(tmp_path / "log"), "plain"])

    run_due()

    assert deeds.lines(tmp_path / "log") == ["plain"]


def test_a_rollback_promises_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deeds.noted.enqueue(str(tmp_path / "log"), "never")
        raise ZeroDivisionError

    assert run_due() == 0
    assert not Promise.objects.exists()


def test_a_promise_for_later_waits(tmp_path):
    hour = timedelta(hours=1)
    deeds.noted.using(run_after=clock.now() + hour).enqueue(str(tmp_path / "log"), "later")

    assert run_due() == 0
    Promise.objects.update(run_at=clock.now() - hour)
    assert run_due() == 1


def test_the_urgent_runs_first_and_the_rest_in_the_order_of_promising(tmp_path):
    log = str(tmp_path / "log")
    promise_all(Promised(NOTED, [log, word]) for word in ("first", "second", "third"))
    promise(NOTED, [log, "urgent"], priority=5)

    run_due()

    assert deeds.lines(tmp_path / "log") == ["urgent", "first", "second", "third"]


def test_twice_is_once_for_a_unique_key(tmp_path):
    log = str(tmp_path / "log")
    first = deeds.once.enqueue(log, "one")
    again = deeds.once.enqueue(log, "one")
    promise_all(Promised(NOTED, [log, "two"], unique="two") for _ in range(3))

    run_due()

    assert first.id == again.id
    assert sorted(deeds.lines(tmp_path / "log")) == ["one", "two"]


def test_a_unique_key_is_free_again_when_its_promise_is_kept(tmp_path):
    log = str(tmp_path / "log")
    deeds.once.enqueue(log, "one")
    run_due()

    deeds.once.enqueue(log, "one")
    run_due()

    assert deeds.lines(tmp_path / "log") == ["one", "one"]


def test_an_unknown_queue_is_refused_when_promising():
    with pytest.raises(ValueError, match="attic"):
        promise(NOTED, queue="attic")


def test_many_promises_are_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        promise_all(Promised(NOTED, ["", str(number)]) for number in range(300))

    assert Promise.objects.count() == 300


@pytest.mark.parametrize("again", [True, False])
def test_what_an_older_version_promised_once_more_is_kept(again):
    """The step of the migration, on rows as it finds them: both columns there, the old one telling."""
    pk = promise(NOTED, ["", "x"], unique="old")
    step = import_module("frontdoor.core.migrations.0005_no_again")
    before = MigrationExecutor(connection).loader.project_state(("core", "0004_again_at")).apps
    with column_of_before(before):
        old = before.get_model("core", "Promise").objects
        old.filter(pk=pk).update(again=again, again_at=None if again else F("run_at"))
        step.tell_by_time(before, None)

    row = Promise.objects.get(pk=pk)
    assert row.again_at == (row.run_at if again else None)


@contextmanager
def column_of_before(before):
    """The table with its former column, and without it again."""
    field = before.get_model("core", "Promise")._meta.get_field("again")
    kind = f"{field.db_type(connection)} NOT NULL DEFAULT FALSE"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE core_promise ADD COLUMN again {kind}")
        yield
        cursor.execute("ALTER TABLE core_promise DROP COLUMN again")


def test_what_promises_itself_for_later_waits_until_then(tmp_path):
    log = tmp_path / "log"
    promise("tests.core.tasks.deeds.rests", [str(log), 3600], unique="rests")

    assert run_due() == 1
    waits = Promise.objects.get()
    assert (waits.state, waits.attempt) == ("ready", 0)
    assert timedelta(minutes=59) < waits.run_at - clock.now() <= timedelta(hours=1)

    Promise.objects.update(run_at=clock.now() - timedelta(hours=1))
    assert run_due() == 1
    assert deeds.lines(log) == ["asked", "asked"]
