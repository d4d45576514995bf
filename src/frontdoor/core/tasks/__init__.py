"""Tasks: promised in a transaction, kept after it at least once, so that effects must be once."""

from __future__ import annotations

from frontdoor.core.tasks.backoff import Backoff, RetryLater
from frontdoor.core.tasks.drain import run_due
from frontdoor.core.tasks.promise import Promised, promise, promise_all

__all__ = ["Backoff", "Promised", "RetryLater", "promise", "promise_all", "run_due"]
