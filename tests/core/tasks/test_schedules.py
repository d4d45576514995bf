"""What comes round is promised once, whoever looks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdoor.core import clock
from frontdoor.core.models import Promise, Schedule
from frontdoor.core.schedules import forget_done
from frontdoor.core.tasks import promise, run_due
from frontdoor.core.tasks.schedules import fire, scheduled, sync
from frontdoor.core.tasks.worker import Worker
from tests.core.tasks import deeds
from tests.core.tasks.workers import at_once, until, working

FORGET = "frontdoor.core.schedules.forget_done"
DAY = timedelta(days=1)


def make_due() -> None:
    Schedule.objects.filter(name=FORGET).update(next_at=clock.now() - DAY)


def promises() -> int:
    return Promise.objects.filter(path=FORGET).count()


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_fire_once():
    sync()
    make_due()

    at_once(2, fire)

    assert promises() == 1
    assert Schedule.objects.get(name=FORGET).next_at > clock.now()


@pytest.mark.django_db(transaction=True)
def test_eight_schedulers_make_one_row_for_each_schedule():
    at_once(8, sync)

    assert Schedule.objects.filter(name=FORGET).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_fires_what_is_due():
    sync()
    make_due()

    with working(Worker({"slow": 1})):
        until(lambda: Promise.objects.filter(path=FORGET, state="done").exists())

    assert promises() == 1


@pytest.mark.django_db
def test_a_schedule_that_is_not_due_fires_nothing():
    sync()

    fire()

    assert not Promise.objects.exists()


@pytest.mark.django_db
def test_a_sweep_that_is_still_open_is_not_piled_up():
    sync()
    for _ in range(3):
        make_due()
        fire()

    assert promises() == 1


@pytest.mark.django_db
def test_the_rows_follow_the_code():
    Schedule.objects.create(name="gone.away", rule="every 1m", next_at=clock.now())
    Schedule.objects.create(name=FORGET, rule="every 9d", next_at=clock.now() + 9 * DAY)

    sync()

    assert not Schedule.objects.filter(name="gone.away").exists()
    assert Schedule.objects.get(name=FORGET).rule == "every 1h"
    assert Schedule.objects.get(name=FORGET).next_at <= clock.now() + timedelta(hours=1)


@pytest.mark.django_db
def test_the_next_time_stands_when_the_rows_are_compared_again():
    sync()
    make_due()

    sync()

    assert Schedule.objects.get(name=FORGET).next_at < clock.now()


def test_a_rule_that_cant_be_read_is_refused_at_import():
    with pytest.raises(ValueError, match="five"):
        scheduled("0 3 * *")(deeds.refused)


@pytest.mark.django_db
def test_kept_promises_are_forgotten_after_a_day_and_dead_ones_stay():
    kept = [promise("tests.core.tasks.deeds.note", ["/dev/null", "x"]) for _ in range(2)]
    promise("tests.core.tasks.deeds.refused")
    run_due()
    Promise.objects.exclude(pk=kept[1]).update(finished_at=clock.now() - 2 * DAY)

    forget_done.call()

    assert sorted(Promise.objects.values_list("state", flat=True)) == ["dead", "done"]
    assert Promise.objects.filter(pk=kept[1]).exists()
