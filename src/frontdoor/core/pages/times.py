"""Times in the few words a list has room for: ages, times of day, lengths of work."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from frontdoor.core.pages.tongues import said

NOW = gettext_noop("now")
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800


def age(since: datetime, now: datetime) -> str:
    """How long ago, in one unit: "now", "42m", "3h", "9d", "11w"."""
    seconds = (now - since).total_seconds()
    for size, unit in ((10 * WEEK, "w"), (DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
        if seconds >= size:
            return f"{int(seconds // (WEEK if unit == 'w' else size))}{unit}"
    return said(NOW)


def span(length: timedelta) -> str:
    """A length in at most two units: "18m", "2h 05m", "7h", "1d 4h"."""
    minutes = int(abs(length).total_seconds()) // MINUTE
    if minutes < 60:
        return f"{minutes}m"
    hours, minutes = divmod(minutes, 60)
    if hours < 5 and minutes:
        return f"{hours}h {minutes:02}m"
    if hours < 24:
        return f"{hours}h"
    days, hours = divmod(hours, 24)
    return f"{days}d {hours}h" if hours and days < 3 else f"{days}d"


def minutes(worked: int) -> str:
    """Minutes of work: "0m", "25m", "3h 40m"."""
    hours, rest = divmod(worked, 60)
    if not hours:
        return f"{rest}m"
    return f"{hours}h {rest:02}m" if rest else f"{hours}h"


def clock(at: datetime, now: datetime) -> str:
    """A moment as people say it: "13:41", "yesterday 09:10", "Tue 16:00", "9 Mar", "9 Mar 2024".

    It is told in the time zone of `now`.
    """
    at = at.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    if days == 1:
        return _("yesterday {time}").format(time=f"{at:%H:%M}")
    if -7 < days < 7:
        words = _("tomorrow {time}") if days == -1 else "{day} {time}"
        return words.format(day=_(f"{at:%a}"), time=f"{at:%H:%M}")
    return _shortly(get_language(), at.date(), at.year == now.year)


def short(at: datetime, now: datetime) -> str:
    """A day in the least room, in the time zone of `now`: "9 Mar"."""
    return _shortly(get_language(), at.astimezone(now.tzinfo).date(), True)


def date(at: datetime, now: datetime) -> str:
    """A day written out: "28 October", "28 October 2024"."""
    return _dated(at, _(f"{at:%B}"), at.year == now.year)


def full_date(at: Day) -> str:
    """With its year in any case: "28 October 2024"."""
    return _("{day} {month} {year}").format(day=at.day, month=_(f"{at:%B}"), year=at.year)


def day(at: datetime, now: datetime) -> str:
    """A day as people say it: "today", "tomorrow", the weekday for the next six days, else the date."""
    days = (at.date() - now.date()).days
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    return _(f"{at:%A}") if 0 < days < 7 else date(at, now)


@lru_cache(2048)
def _shortly(language: str | None, at: Day, this_year: bool) -> str:  # noqa: FBT001
    """A list names the same days in every line. The language is the active one."""
    return _dated(at, _(f"{at:%b}".lower()).title(), this_year)


def _dated(at: Day, month: str, this_year: bool) -> str:  # noqa: FBT001
    words = _("{day} {month}") if this_year else _("{day} {month} {year}")
    return words.format(day=at.day, month=month, year=at.year)
