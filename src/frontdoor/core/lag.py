"""How long the oldest thing of each queue has waited: age, not length, is the alarm.

A queue stands in a module `lags.py` of its app and is registered with `@lag("outbox", limit=300)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frontdoor.core.registry import Registry

Oldest = Callable[[], float]


@dataclass(frozen=True)
class Lag:
    """`oldest` gives seconds, 0 where nothing waits; above `limit` seconds something is wrong."""

    oldest: Oldest
    limit: float


LAGS: Registry[Lag] = Registry("lags")


def lag(name: str, *, limit: float) -> Callable[[Oldest], Oldest]:
    """Registers a function that gives the age in seconds of the oldest that is due."""

    def register(oldest: Oldest) -> Oldest:
        LAGS.add(name, Lag(oldest, limit))
        return oldest

    return register
