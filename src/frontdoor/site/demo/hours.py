"""The desk's working time as one line of minutes, so that a life can be told in working hours."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Paris")
OPENS, CLOSES = 8, 18
DAY = (CLOSES - OPENS) * 60
HOLIDAYS = {(1, 1), (5, 1), (7, 14), (8, 15), (11, 1), (12, 25), (12, 26)}

Moment = int
"""Seconds since 1970, UTC."""


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


class DeskHours:
    """Working minutes between two days (both inclusive)."""

    def __init__(self, first: date, last: date) -> None:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self._opening = [_opening(day) for day in days if is_workday(day)]

    def later(self, moment: Moment, minutes: float) -> Moment:
        """That many working minutes after a moment; out of hours counts as the next opening."""
        day, gone = divmod(self._minutes_until(moment) + minutes, DAY)
        return self._opening[int(day)] + round(gone * 60)

    def _minutes_until(self, moment: Moment) -> float:
        day = bisect_right(self._opening, moment) - 1
        return day * DAY + min((moment - self._opening[day]) / 60, DAY)


def _opening(day: date) -> Moment:
    return int(datetime.combine(day, time(OPENS), tzinfo=HERE).timestamp())


def instant(moment: Moment) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
