"""Rebuild what projections keep: call each of them again with every entry of a log, in order."""

from __future__ import annotations

from collections.abc import Iterable

from frontdoor.log.models import BaseEntry
from frontdoor.log.subscribe import PROJECTIONS


def replay(entries: Iterable[BaseEntry]) -> int:
    """`entries` are ordered by time, then id. Returns how many were told to a projection."""
    told = 0
    for entry in entries:
        for listener in PROJECTIONS.get(entry.kind, ()):
            listener(entry)
            told += 1
    return told
