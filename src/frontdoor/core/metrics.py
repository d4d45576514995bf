"""What is counted while we run; `/metrics` shows it. Each name says its unit.

`frontdoor serve` has all its processes count into one folder, so that the sum is honest whoever
answers. A command that runs alone counts for itself.
"""

from __future__ import annotations

from prometheus_client import Counter, Histogram

ANSWERED = Histogram(
    "frontdoor_http_request_seconds",
    "Time from the head of a request to the end of its answer.",
    ["method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
MAIL = Counter("frontdoor_mail_taken", "Mails that are durably ours.", ["way"])
TASKS = Counter("frontdoor_tasks", "Attempts at tasks, by how they ended.", ["outcome"])
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def begin() -> None:
    """Makes this process's files before anybody may read them: new, they are unreadable a moment."""
    ANSWERED.labels("GET", "200")
    MAIL.labels("smtp")
    TASKS.labels("done")


def answered(method: str, status: int, seconds: float) -> None:
    """Counts one request. A made-up method must not make a new series."""
    ANSWERED.labels(method if method in METHODS else "other", str(status)).observe(seconds)
