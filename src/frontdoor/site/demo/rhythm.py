"""When requests come in: by hour of the week, season and growth, over 18 months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from frontdoor.site.demo.hours import HERE, Moment, is_workday

DAYS = 548

# Average tickets by hour from 7 to 17; Monday at nine is the peak.
HOURS = (
    (4, 14, 22, 19, 15, 9, 12, 14, 11, 7, 3),
    (3, 11, 17, 16, 12, 8, 11, 12, 9, 6, 2),
    (3, 10, 15, 14, 12, 7, 10, 12, 9, 5, 2),
    (2, 10, 14, 15, 11, 8, 10, 11, 8, 5, 2),
    (2, 9, 13, 12, 9, 6, 7, 6, 4, 2, 1),
)
BEFORE, AFTER = (0.05, 0.03, 0.03, 0.03, 0.1, 0.3, 1.0), (1.2, 0.8, 0.5, 0.4, 0.3, 0.2)
WEEKEND = 0.06
SEASON = (1.15, 1.04, 1.02, 0.98, 0.97, 1.0, 0.86, 0.74, 1.16, 1.06, 1.04, 0.9)
GROWTH = 0.18


class Rhythm:
    """The 18 months up to a moment."""

    def __init__(self, until: datetime) -> None:
        self.until = int(until.timestamp())
        self.last = until.astimezone(HERE).date()
        self.first = self.last - timedelta(days=DAYS - 1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(0), tzinfo=HERE).astimezone(UTC)

    def arrivals(self, count: int, rng: Random) -> list[Moment]:
        """So many moments, in order, none after the end."""
        hours = [hour for hour in self._hours() if hour < self.until]
        weights = list(accumulate(self._weight(hour) for hour in hours))
        drawn = rng.choices(hours, cum_weights=weights, k=count)
        return sorted(min(hour + rng.randrange(3600), self.until - 1) for hour in drawn)

    def share(self, day: date) -> float:
        """How much of the time has gone, 0 to 1."""
        return (day - self.first).days / DAYS

    def _hours(self) -> list[Moment]:
        return list(range(int(self.begins.timestamp()), self.until, 3600))

    def _weight(self, hour: Moment) -> float:
        there = datetime.fromtimestamp(hour, HERE)
        growth = 1 + GROWTH * self.share(there.date())
        return _of_the_week(there) * _of_the_year(there.date()) * growth


def _of_the_week(there: datetime) -> float:
    if not is_workday(there.date()):
        return WEEKEND if there.hour < 7 else 4 * WEEKEND
    day = (*BEFORE, *HOURS[there.weekday()], *AFTER)
    return day[there.hour]


def _of_the_year(day: date) -> float:
    quiet = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3)
    return 0.35 if quiet else SEASON[day.month - 1]
