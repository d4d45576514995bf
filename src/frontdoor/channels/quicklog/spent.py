"""Time spent: 5m, 1h, 1h30, 1h 30m, 5 min."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdoor.channels.quicklog.words import Found, Word

MOST = 24 * 60

_HOURS = re.compile(r"(\d{1,2})h(?:(\d{1,2})(?:m|min)?)?", re.ASCII)
_MINUTES = re.compile(r"(\d{1,4})(?:m|min|mins)", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_UNITS = {"min": 1, "mins": 1, "minutes": 1, "hour": 60, "hours": 60}
# "drops every 10m" tells of the fault, not of the work.
_NOT_WORK = {"every", "each", "per", "after", "within", "in", "than"}


def spent(words: Sequence[Word], at: int) -> Found[int] | None:
    """Whole minutes, 1 to 1,440."""
    read = _one_word(words, at) or _two_words(words, at)
    if read is None or not 0 < read.value <= MOST:
        return None
    before = words[read.first - 1].plain if read.first else ""
    if before in _NOT_WORK:
        return None
    return Found(read.first - 1, read.last, read.value) if before == "for" else read


def _one_word(words: Sequence[Word], at: int) -> Found[int] | None:
    text = words[at].plain
    if found := _MINUTES.fullmatch(text):
        return _after_hours(words, at, int(found[1]))
    if found := _HOURS.fullmatch(text):
        return Found(at, at, int(found[1]) * 60 + int(found[2] or 0))
    return None


def _after_hours(words: Sequence[Word], at: int, minutes: int) -> Found[int]:
    """The minutes of `1h 30m` count with the hours before them."""
    hours = _HOURS.fullmatch(words[at - 1].plain) if at else None
    if hours and hours[2] is None:
        return Found(at - 1, at, int(hours[1]) * 60 + minutes)
    return Found(at, at, minutes)


def _two_words(words: Sequence[Word], at: int) -> Found[int] | None:
    pair = words[at : at + 2]
    if len(pair) < 2 or pair[1].plain not in _UNITS or not _NUMBER.fullmatch(pair[0].text):
        return None
    return Found(at, at + 1, int(pair[0].text) * _UNITS[pair[1].plain])
