"""What people write for a time: `2h`, `7d`, `today`, `2026-01-31`, `2026-01`, `2026-01-31T09:30`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdoor.core.errors import Refused

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SPAN = re.compile(r"(\d{1,5})([mhdw])")
MONTH = re.compile(r"\d{4}-\d{2}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
FORMS = "2h, 7d, today, yesterday, tomorrow, 2026-01-31, 2026-01, 2026-01-31T09:30"


@dataclass(frozen=True)
class Stretch:
    """From `begin` up to, not including, `end`. An instant has both the same."""

    begin: datetime
    end: datetime


def span(text: str) -> timedelta | None:
    """The length that `2h` or `7d` says; None where the text says none."""
    found = SPAN.fullmatch(text)
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found else None


def stretch(text: str, now: datetime) -> Stretch:
    """The day, month or instant that is meant, in the zone of `now`. Raises Refused, showing the forms."""
    try:
        return _named(text, now) or _written(text, now)
    except (ValueError, OverflowError) as wrong:
        raise Refused(
            "“{text}” is not a time. A time is written like one of these: {forms}.",
            text=text,
            forms=FORMS,
        ) from wrong


def _named(text: str, now: datetime) -> Stretch | None:
    if text not in NAMED:
        return None
    return _day(_midnight(now) + timedelta(days=NAMED[text]))


def _written(text: str, now: datetime) -> Stretch:
    if DAY.fullmatch(text):
        return _day(_zoned(text, now))
    if MONTH.fullmatch(text):
        begin = _zoned(f"{text}-01", now)
        return Stretch(begin, (begin + timedelta(days=32)).replace(day=1))
    if INSTANT.fullmatch(text):
        instant = _zoned(text, now)
        return Stretch(instant, instant)
    raise ValueError(text)


def _zoned(text: str, now: datetime) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=now.tzinfo)


def _day(begin: datetime) -> Stretch:
    return Stretch(begin, begin + timedelta(days=1))


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
