"""When it happened: `yesterday 15:00`, `mon`, `10:20` mean the last such time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from frontdoor.channels.quicklog.words import Found, Word

T = TypeVar("T")

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: n for n, name in enumerate(_WEEK)} | {
    name[:3]: n for n, name in enumerate(_WEEK)
}
_DAYS = _WEEKDAYS.keys() | {"today", "yesterday"}
# "every mon", "by fri", "since yesterday" belong to the story; "at" and "on" point at the moment.
_STORY = re.compile("after|before|by|each|every|for|from|next|since|till|to|until")
_POINTERS = {"at", "on"}


def day(words: Sequence[Word], at: int) -> Found[str] | None:
    """`today`, `yesterday` or a weekday, as written, in lower case."""
    word = words[at].plain
    return _pointed(words, at, word) if word in _DAYS else None


def clock(words: Sequence[Word], at: int) -> Found[time] | None:
    """A time of day, 0:00 to 23:59."""
    found = _CLOCK.fullmatch(words[at].plain)
    return _pointed(words, at, time(int(found[1]), int(found[2]))) if found else None


def _pointed(words: Sequence[Word], at: int, value: T) -> Found[T] | None:
    before = words[at - 1].plain if at else ""
    if _STORY.fullmatch(before):
        return None
    return Found(at - 1 if before in _POINTERS else at, at, value)


def moment(day: str | None, clock: time | None, now: datetime) -> datetime | None:
    """The last such time up to `now`, in its time zone; a day alone means this time of that day."""
    if day is None and clock is None:
        return None
    back = _days_back(day, now.date())
    then = _on(now, back, clock or now.time())
    if _later(then, now) and day != "today":
        then = _on(now, back + (1 if day is None else 7), clock or now.time())
    return now if _later(then, now) else then


def _days_back(day: str | None, today: date) -> int:
    if day in (None, "today"):
        return 0
    return 1 if day == "yesterday" else (today.weekday() - _WEEKDAYS[str(day)]) % 7


def _on(now: datetime, days_back: int, clock: time) -> datetime:
    """Through UTC, so that an hour that the clocks skipped comes out as one that existed."""
    there = datetime.combine(now.date() - timedelta(days=days_back), clock, tzinfo=now.tzinfo)
    return there.astimezone(UTC).astimezone(now.tzinfo)


def _later(one: datetime, other: datetime) -> bool:
    """In UTC: Python compares two times of one zone by the clock on the wall."""
    return one.astimezone(UTC) > other.astimezone(UTC)
