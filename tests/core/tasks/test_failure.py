"""What becomes of a promise that fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError

from frontdoor.core import clock
from frontdoor.core.errors import Refused, Stale
from frontdoor.core.models import Promise
from frontdoor.core.tasks import Backoff, RetryLater, promise, run_due
from frontdoor.core.tasks.backoff import delay
from frontdoor.core.tasks.dead import dead, run_again
from tests.core.tasks import deeds

pytestmark = pytest.mark.django_db


def make_due() -> None:
    Promise.objects.filter(state="ready").update(run_at=clock.now() - timedelta(seconds=1))


def run_to_the_end() -> None:
    for _ in range(10):
        make_due()
        run_due()


def test_after_the_last_attempt_a_promise_is_dead_and_keeps_its_error(tmp_path):
    deeds.broken.enqueue(str(tmp_path / "log"))

    run_to_the_end()

    assert len(deeds.lines(tmp_path / "log")) == 3
    assert "RuntimeError: it is broken" in dead().get().error


def test_a_failed_promise_waits_before_it_is_tried_again(tmp_path):
    promise("tests.core.tasks.deeds.note", ["/nowhere/at/all", "x"])

    run_due()

    waiting = Promise.objects.get()
    assert (waiting.state, waiting.attempt) == ("ready", 1)
    assert waiting.run_at > clock.now()


def test_what_the_domain_refuses_is_not_tried_again():
    deeds.refused.enqueue()

    run_due()

    assert dead().get().attempt == 1


def test_a_task_says_itself_when_to_try_again(tmp_path):
    deeds.put_off.enqueue(str(tmp_path / "log"))

    run_due()

    wait = Promise.objects.get().run_at - clock.now()
    assert timedelta(minutes=59) < wait <= timedelta(minutes=60)


def test_a_path_that_leads_nowhere_fails_like_any_task():
    promise("tests.core.tasks.deeds.gone")

    run_due()

    assert "gone" in Promise.objects.get().error


def test_a_dead_promise_is_run_again_with_all_its_attempts(tmp_path):
    deeds.broken.enqueue(str(tmp_path / "log"))
    run_to_the_end()

    run_again(dead().get().pk)
    run_to_the_end()

    assert len(deeds.lines(tmp_path / "log")) == 6
    assert dead().count() == 1


def test_only_the_dead_are_run_again(tmp_path):
    kept = promise("tests.core.tasks.deeds.note", [str(tmp_path / "log"), "x"])

    with pytest.raises(Refused):
        run_again(kept)


def test_a_dead_promise_stays_where_the_same_is_waiting():
    lost = promise("tests.core.tasks.deeds.refused", unique="only")
    run_due()
    promise("tests.core.tasks.deeds.refused", unique="only")

    with pytest.raises(Refused, match="waiting"):
        run_again(lost)
    assert dead().get().pk == lost


@pytest.mark.parametrize("attempt", [1, 2, 5, 60, 500])
def test_a_delay_doubles_up_to_its_limit_and_half_of_it_is_chance(attempt):
    whole = min(100, 2 ** (attempt - 1))

    delays = {Backoff(1, 100).delay(attempt) for _ in range(20)}

    assert all(whole / 2 <= found <= whole for found in delays)
    assert len(delays) > 1


def test_the_class_of_the_error_decides():
    own = ((TimeoutError, Backoff(1000, 1000)), (KeyError, None))

    assert delay(TimeoutError(), 1, own) >= 500
    assert delay(KeyError(), 1, own) is None
    assert delay(OperationalError(), 1, own) < 1
    assert delay(Stale("", current=1), 1, own) < 1
    assert delay(RetryLater("", seconds=7), 3, own) == 7
    assert delay(ValueError(), 1, own) >= 2
