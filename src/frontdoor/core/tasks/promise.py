"""Promise a call inside the caller's transaction: a rollback promises nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django_tasks import default_task_backend

from frontdoor.core.db import backend
from frontdoor.core.tasks import statements

LEASE = 60
ATTEMPTS = 12
CHUNK = 500
"""Rows in one INSERT; eleven parameters each stay far below either database's limit."""


@dataclass(frozen=True)
class Promised:
    """One call: `path` is the dotted name of a function or task, `args` and `kwargs` are JSON.

    `run_at` is aware, None means now; `lease` is in seconds; a higher `priority` runs first.
    A `unique` key is open once at a time: promising it while it waits changes nothing, promising
    it while it runs makes it run once more (it may have looked too early).
    """

    path: str
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    queue: str = "default"
    unique: str | None = None
    run_at: datetime | None = None
    priority: int = 0
    attempts: int = ATTEMPTS
    lease: int = LEASE


def promise(
    path: str,
    args: Sequence[Any] = (),
    *,
    queue: str = "default",
    unique: str | None = None,
    run_at: datetime | None = None,
    priority: int = 0,
) -> int:
    """The promise's id; with a `unique` key that is open already, the id of that one."""
    call = Promised(path, args, queue=queue, unique=unique, run_at=run_at, priority=priority)
    return promise_all([call])[0]


def promise_all(calls: Iterable[Promised]) -> list[int]:
    """The ids, one for each distinct call. One INSERT for up to 500 of them."""
    distinct = _once_by_key(calls)
    ids: list[int] = []
    for start in range(0, len(distinct), CHUNK):
        ids += _insert(distinct[start : start + CHUNK])
    if ids:
        default_task_backend.promised(ids)  # type: ignore[attr-defined]
    return ids


def _once_by_key(calls: Iterable[Promised]) -> list[Promised]:
    """One statement must not touch a row twice; sorted keys keep two writers from a deadlock."""
    keyed: dict[str, Promised] = {}
    free: list[Promised] = []
    for call in calls:
        if call.queue not in default_task_backend.queues:
            raise ValueError(f"No worker looks at the queue {call.queue!r}.")
        if call.unique is None:
            free.append(call)
        else:
            keyed.setdefault(call.unique, call)
    return free + [keyed[key] for key in sorted(keyed)]


def _insert(calls: Sequence[Promised]) -> list[int]:
    database = backend()
    params: list[Any] = []
    for call in calls:
        params += _row(call)
    rows = ", ".join(
        database.phrase(statements.ROW_NOW if call.run_at is None else statements.ROW_LATER)
        for call in calls
    )
    with connection.cursor() as cursor:
        cursor.execute(database.phrase(statements.INSERT).replace("<rows>", rows), params)
        return [row[0] for row in cursor.fetchall()]


def _row(call: Promised) -> list[Any]:
    row = [
        call.path,
        json.dumps(list(call.args)),
        json.dumps(dict(call.kwargs)),
        call.queue,
        call.priority,
        call.unique,
        call.attempts,
        call.lease,
    ]
    if call.run_at is not None:
        row.append(connection.ops.adapt_datetimefield_value(call.run_at))
    return row
