"""Dates of headers, in the many forms that are sent; what is no date is None, never an exception."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_OFFSET = re.compile(r"[+-](\d{2})(\d{2})")


def parsed(text: str) -> datetime | None:
    """In UTC; a date without a zone is taken as UTC. None if absent or impossible."""
    if len(text) > 200 or re.search(r"\d{7,}", text):
        return None
    offset = _OFFSET.search(text)
    if offset and (int(offset[1]) > 15 or int(offset[2]) > 59):
        return None
    try:
        found = parsedate_tz(text)
        if found is None or found[0] < 1970:
            return None
        zone = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:6], tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
