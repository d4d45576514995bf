"""Slows down whoever tries secrets: so many wrong ones from one place, then nothing for a while.

Counted in this process alone; a second process would only double what is allowed of 2^256.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from frontdoor.core import clock

TRIES, WITHIN, PLACES = 100, timedelta(hours=1), 10_000


class Brake:
    """`holds` says whether a place has used up its tries; `count` notes a wrong one."""

    def __init__(self, tries: int = TRIES, within: timedelta = WITHIN) -> None:
        self._tries, self._within = tries, within
        self._wrong: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def holds(self, place: str) -> bool:
        with self._lock:
            return len(self._recent(place)) >= self._tries

    def count(self, place: str) -> None:
        with self._lock:
            self._recent(place).append(clock.now())
            self._wrong.move_to_end(place)
            if len(self._wrong) > PLACES:
                self._wrong.popitem(last=False)

    def forget(self) -> None:
        """Start anew, in this process."""
        with self._lock:
            self._wrong.clear()

    def _recent(self, place: str) -> deque[datetime]:
        wrong = self._wrong.setdefault(place, deque(maxlen=self._tries))
        while wrong and clock.now() - wrong[0] > self._within:
            wrong.popleft()
        return wrong
