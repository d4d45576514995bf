"""How much one holder may ask in a minute (docs/how-to/use-the-api.md).

Each process counts by itself, in memory. Every hundredth request of a holder's minute adds the hundred to a row
that all processes share, and reads what the others have added. So one process is exact, and n of them together
let through at most (n - 1) hundreds more; a quiet token never costs a write.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from django.db.models import F

from frontdoor.core import clock
from frontdoor.core.models import Tally

SHARE = 100
MOST_HOLDERS = 20_000
MINUTE = 60
KEPT = 5


@dataclass(frozen=True)
class Spent:
    """What is left of `limit` in this minute, which ends in `reset` seconds; `refused` where nothing was left."""

    limit: int
    remaining: int
    reset: int
    refused: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """As in draft-ietf-httpapi-ratelimit-headers-07; Retry-After is RFC 9110's."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
            "RateLimit-Policy": f"{self.limit};w={MINUTE}",
        }
        return told | ({"Retry-After": str(self.reset)} if self.refused else {})


@dataclass
class _Count:
    own: int = 0
    others: int = 0


class Counter:
    """Counts the holders of one kind against one limit a minute."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: dict[str, _Count] = {}

    def take(self, holder: str) -> Spent:
        """Count one request, unless the minute is used up."""
        minute, second = divmod(int(clock.now().timestamp()), MINUTE)
        with self._lock:
            count = self._count(holder, minute)
            refused = count.own + count.others >= self.limit
            count.own += not refused
            due = not refused and count.own % SHARE == 0
        if due:
            count.others = _share(holder, minute) - count.own
        remaining = max(0, self.limit - count.own - count.others)
        return Spent(self.limit, remaining, MINUTE - second, refused)

    def forget(self) -> None:
        """Start anew, in this process."""
        with self._lock:
            self._counts = {}

    def _count(self, holder: str, minute: int) -> _Count:
        if minute != self._minute or len(self._counts) > MOST_HOLDERS:
            self._minute, self._counts = minute, {}
        return self._counts.setdefault(holder, _Count())


TOKENS = Counter(limit=1000)
ADDRESSES = Counter(limit=300)


def _share(holder: str, minute: int) -> int:
    """Add this process's hundred; returns all that was reported in this minute."""
    rows = Tally.objects.filter(holder=holder, minute=minute)
    if not rows.update(count=F("count") + SHARE):
        Tally.objects.filter(minute__lt=minute - KEPT).delete()
        Tally.objects.bulk_create([Tally(holder=holder, minute=minute)], ignore_conflicts=True)
        rows.update(count=F("count") + SHARE)
    return rows.values_list("count", flat=True).get()
