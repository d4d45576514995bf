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
    """`oldest` gives seconds, 0 where nothing waits; above `limit` seconds something is wrong.

    `elsewhere` where the cause is a server that is not ours: then the desk is degraded, not unready.
    """

    oldest: Oldest
    limit: float
    elsewhere: bool = False


LAGS: Registry[Lag] = Registry("lags")


def lag(name: str, *, limit: float, elsewhere: bool = False) -> Callable[[Oldest], Oldest]:
    """Registers a function that gives the age in seconds of the oldest that is due."""

    def register(oldest: Oldest) -> Oldest:
        LAGS.add(name, Lag(oldest, limit, elsewhere))
        return oldest

    return register
