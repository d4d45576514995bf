"""When a schedule comes round, against a reading of the calendar minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.core.tasks.rules import rule

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
NO_ZONE = ZoneInfo("UTC")
MOMENTS = st.integers(1_577_836_800, 2_208_988_800).map(lambda s: datetime.fromtimestamp(s, UTC))
"""From 2020 to 2040."""


def at(text: str, zone: ZoneInfo = NO_ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("line", "after", "comes"),
    [
        ("0 3 * * *", "2026-01-31 03:00", "2026-02-01 03:00"),
        ("*/15 8-17 * * mon-fri", "2026-01-02 17:45", "2026-01-05 08:00"),
        ("0 0 29 feb *", "2026-03-01 00:00", "2028-02-29 00:00"),
        ("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00"),
        ("30 6 1,15 * *", "2026-01-01 06:30", "2026-01-15 06:30"),
        ("0 9 * * 7", "2026-01-01 00:00", "2026-01-04 09:00"),
        ("0 9 13 * fri", "2026-01-01 00:00", "2026-01-02 09:00"),
        ("5/20 * * * *", "2026-01-01 00:25", "2026-01-01 00:45"),
        ("59 23 31 12 *", "2026-12-31 23:59", "2027-12-31 23:59"),
    ],
)
def test_a_cron_line_comes_when_crontab_5_says(line, after, comes):
    assert rule(line, NO_ZONE).next(at(after)) == at(comes)


@pytest.mark.parametrize(
    "line",
    ["", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "a * * * *",
     "* * * * 8", "*/0 * * * *", "5-1 * * * *", "1- * * * *", "-1 * * * *", "1,,2 * * * *", "² * * * *",
     "every", "every 0s", "every 5", "every -5m", "every 1w"],
)  # fmt: skip
def test_a_rule_that_means_nothing_is_refused(line):
    with pytest.raises(ValueError, match=r"."):
        rule(line, NO_ZONE)


def test_a_day_that_never_comes_is_said_to_never_come():
    with pytest.raises(ValueError, match="never"):
        rule("0 0 30 2 *", NO_ZONE).next(at("2026-01-01 00:00"))


def test_a_time_that_the_clock_skips_comes_when_it_would_have_been():
    comes = rule("30 2 * * *", BERLIN).next(at("2026-03-28 12:00", BERLIN))

    assert comes == at("2026-03-29 03:30", BERLIN)


def test_a_time_that_the_clock_shows_twice_comes_once():
    nightly = rule("30 2 * * *", BERLIN)
    first = nightly.next(at("2026-10-24 12:00", BERLIN))

    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert nightly.next(first) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_every_quarter_of_an_hour_has_no_hole_at_a_clock_change(day):
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    quarters = rule("*/15 * * * *", BERLIN)

    for _ in range(100):
        moment, before = quarters.next(moment), moment
        assert moment - before == timedelta(minutes=15)


def test_the_zone_counts_to_the_minute():
    assert rule("0 9 * * *", KATHMANDU).next(at("2026-01-01 00:00")) == at("2026-01-01 03:15")


@given(
    MOMENTS,
    st.integers(1, 86400 * 3),
)
def test_every_is_the_next_multiple(after, seconds):
    comes = rule(f"every {seconds}s", NO_ZONE).next(after)

    assert 0 < (comes - after).total_seconds() <= seconds
    assert comes.timestamp() % seconds == 0


@given(
    MOMENTS,
    st.sets(st.integers(0, 59), min_size=1, max_size=3),
    st.sets(st.integers(0, 23), min_size=1, max_size=3),
    st.sets(st.integers(0, 6), min_size=1, max_size=3),
)
def test_a_cron_line_is_the_first_minute_that_fits(after, minutes, hours, weekdays):
    line = " ".join(",".join(map(str, part)) for part in (minutes, hours))
    comes = rule(f"{line} * * {','.join(map(str, weekdays))}", NO_ZONE).next(after)

    moment = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while not (
        moment.minute in minutes and moment.hour in hours and moment.isoweekday() % 7 in weekdays
    ):
        moment += timedelta(minutes=1)
    assert comes == moment
