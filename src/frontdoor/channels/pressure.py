"""Is more mail taken in than is read? Then whoever brings it is asked to wait (trust.md, 4.20)."""

from __future__ import annotations

import threading
import time

from frontdoor.channels.models import Spooled
from frontdoor.core import clock

LONGEST, LOOK = 900.0, 5.0
"""Seconds that the oldest unread mail may wait, and for which an answer holds."""


class Gauge:
    """Looks at most every few seconds, whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked, self._high = 0.0, False

    def is_high(self) -> bool:
        """Age, not length: a short storm is read in minutes, a stopped worker never."""
        with self._lock:
            if time.monotonic() - self._looked > LOOK:
                self._high, self._looked = oldest() > LONGEST, time.monotonic()
            return self._high

    def forget(self) -> None:
        """The next to ask makes it look."""
        self._looked = 0.0


def oldest() -> float:
    """Seconds that the oldest unread mail has waited."""
    row = Spooled.objects.filter(state=Spooled.State.WAITING).order_by("received_at").first()
    return (clock.now() - row.received_at).total_seconds() if row else 0.0


GAUGE = Gauge()
is_high = GAUGE.is_high
