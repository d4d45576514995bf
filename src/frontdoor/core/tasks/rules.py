"""When a schedule comes round next: every so often, or by a cron line on a zone's wall clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
YEARS = 9
"""29 February comes again within eight years, even past 2100."""


class Rule(Protocol):
    def next(self, after: datetime) -> datetime:
        """The first moment later than `after`; both aware."""
        ...


def rule(text: str, zone: ZoneInfo) -> Rule:
    """Reads `every 30s` (or m, h, d) or the five fields of a cron line. Raises ValueError."""
    if text.startswith("every "):
        return _every(text)
    return _cron(text, zone)


@dataclass(frozen=True)
class Every:
    """At the multiples of `seconds` since 1970, so that all workers mean the same moments."""

    seconds: int

    def next(self, after: datetime) -> datetime:
        return datetime.fromtimestamp((after.timestamp() // self.seconds + 1) * self.seconds, UTC)


def _every(text: str) -> Every:
    found = re.fullmatch(r"every ([1-9][0-9]{0,5})([smhd])", text)
    if not found:
        raise ValueError(f"{text!r} is not like: every 5m.")
    return Every(int(found[1]) * SECONDS[found[2]])


@dataclass(frozen=True)
class Cron:
    """Minute, hour, day of the month, month, day of the week, as crontab(5) has them.

    If day of the month and day of the week are both restricted, either is enough. Clock changes:
    a time that the clock skips comes when it would have been; one that it shows twice comes once,
    unless the line names every hour.
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    zone: ZoneInfo

    def next(self, after: datetime) -> datetime:
        """Raises ValueError for a line like `0 0 30 2 *`, which never comes."""
        day = after.astimezone(self.zone).date() - timedelta(days=1)
        for _ in range(366 * YEARS):
            later = [moment for moment in self._moments(day) if moment > after]
            if later:
                return min(later)
            day += timedelta(days=1)
        raise ValueError("This schedule never comes.")

    def _on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        by_month, by_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return by_month or by_week if self.either_day else by_month and by_week

    def _moments(self, day: date) -> Iterator[datetime]:
        if not self._on(day):
            return
        folds = (0, 1) if len(self.hours) == 24 else (0,)
        for hour in self.hours:
            for minute in self.minutes:
                for fold in folds:
                    shown = datetime.combine(day, time(hour, minute, fold=fold), self.zone)
                    yield shown.astimezone(UTC)


def _cron(text: str, zone: ZoneInfo) -> Cron:
    fields = text.lower().split()
    if len(fields) != 5:
        raise ValueError(f"{text!r} has {len(fields)} fields; a cron line has five.")
    minute, hour, day, month, weekday = fields
    return Cron(
        minutes=_field(minute, 0, 59, []),
        hours=_field(hour, 0, 23, []),
        days=_field(day, 1, 31, []),
        months=_field(month, 1, 12, ["", *MONTHS]),
        weekdays=frozenset(number % 7 for number in _field(weekday, 0, 7, DAYS)),
        either_day=not (day.startswith("*") or weekday.startswith("*")),
        zone=zone,
    )


def _field(text: str, least: int, most: int, names: list[str]) -> frozenset[int]:
    numbers: set[int] = set()
    for part in text.split(","):
        numbers.update(_part(part, least, most, names))
    return frozenset(numbers)


def _part(text: str, least: int, most: int, names: list[str]) -> range:
    span, slash, step = text.partition("/")
    first, dash, last = span.partition("-")
    start = least if span == "*" else _number(first, names)
    end = most if span == "*" or (slash and not dash) else _number(last if dash else first, names)
    every = _number(step, []) if slash else 1
    if not (least <= start <= end <= most and every >= 1):
        raise ValueError(f"{text!r} is not within {least} to {most}.")
    return range(start, end + 1, every)


def _number(text: str, names: list[str]) -> int:
    if text and text in names:
        return names.index(text)
    if text.isascii() and text.isdigit():
        return int(text)
    raise ValueError(f"{text!r} is not understood in a cron line.")
