"""When a failed task is tried again: by the class of its error, longer each time, with jitter."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

from frontdoor.core.errors import Refused, Stale


class RetryLater(Exception):
    """Raised by a task that knows when it is worth trying again: in `seconds`."""

    def __init__(self, reason: str, *, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


@dataclass(frozen=True)
class Backoff:
    """`first` seconds, doubled at each attempt up to `most`; the upper half of it is chance.

    Half of the delay is kept, so that a task never comes back at once (AWS, "Exponential backoff
    and jitter": equal jitter).
    """

    first: float
    most: float

    def delay(self, attempt: int) -> float:
        """Seconds to wait after the `attempt`-th failure."""
        whole = min(self.most, self.first * 2.0 ** min(attempt - 1, 40))
        return whole * random.uniform(0.5, 1.0)  # noqa: S311  not a secret


Retries = tuple[tuple[type[Exception], Backoff | None], ...]
"""The first row whose class fits the error counts; None means that trying again is of no use."""

USUAL: Retries = (
    (OperationalError, Backoff(0.2, 30)),
    (InterfaceError, Backoff(0.2, 30)),
    (Stale, Backoff(0.2, 30)),
    (Refused, None),
    (Exception, Backoff(4, 3600)),
)


def delay(problem: BaseException, attempt: int, retries: Retries) -> float | None:
    """Seconds until the next attempt; None: never. `retries` are asked before the usual ones."""
    if isinstance(problem, RetryLater):
        return problem.seconds
    for kind, backoff in retries + USUAL:
        if isinstance(problem, kind):
            return backoff.delay(attempt) if backoff else None
    return None
