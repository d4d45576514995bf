from datetime import UTC, datetime, timedelta

import pytest

from frontdoor.core.pages import times

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=42), "42m"),
        (timedelta(hours=3, minutes=59), "3h"),
        (timedelta(days=9), "9d"),
        (timedelta(days=69), "69d"),
        (timedelta(weeks=11), "11w"),
        (timedelta(seconds=-30), "now"),
    ],
)
def test_an_age_is_one_number_and_one_unit(passed, words):
    assert times.age(NOON - passed, NOON) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=18), "18m"),
        (timedelta(hours=2, minutes=5), "2h 05m"),
        (timedelta(hours=7, minutes=20), "7h"),
        (timedelta(days=1, hours=4), "1d 4h"),
        (timedelta(days=6, hours=4), "6d"),
        (timedelta(minutes=-20), "20m"),
    ],
)
def test_a_span_has_at_most_two_units(length, words):
    assert times.span(length) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON.replace(hour=9), "09:00"),
        (NOON - timedelta(days=1), "yesterday 12:00"),
        (NOON + timedelta(days=1), "tomorrow 12:00"),
        (NOON + timedelta(days=2), "Fri 12:00"),
        (NOON - timedelta(days=30), "19 Oct"),
        (NOON - timedelta(days=400), "14 Oct 2025"),
    ],
)
def test_a_moment_reads_as_people_say_it(at, words):
    assert times.clock(at, NOON) == words


def test_minutes_of_work_carry_their_hours():
    assert [times.minutes(n) for n in (0, 25, 60, 220)] == ["0m", "25m", "1h", "3h 40m"]
