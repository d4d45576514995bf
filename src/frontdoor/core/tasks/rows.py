"""The moves of a promise through its table: claimed, done, retried, buried, given back, reaped."""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from frontdoor.core.db import backend
from frontdoor.core.tasks import statements

LOGGER = logging.getLogger("frontdoor.tasks")


@dataclass(frozen=True, eq=False)
class Claim:
    """A promise in this worker's hands until its lease ends. `lease` is in seconds."""

    id: int
    path: str
    args: list[Any]
    kwargs: dict[str, Any]
    queue: str
    attempt: int
    attempts: int
    lease: int


@dataclass(frozen=True)
class Done:
    """It ran to its end."""

    claim: Claim


@dataclass(frozen=True)
class Failed:
    """It raised. `delay` is in seconds; None means that trying again is of no use."""

    claim: Claim
    error: str
    delay: float | None


@dataclass(frozen=True)
class Unstarted:
    """It goes back as if it had never been claimed."""

    claim: Claim


Outcome = Done | Failed | Unstarted


def fresh_name() -> str:
    """A worker's name, in the row of what it holds: host, process, and chance against reuse."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def claim(worker: str, queue: str, limit: int) -> list[Claim]:
    """At most `limit` due promises, most urgent first; nobody else gets them while leased."""
    found = _run(statements.CLAIM, [queue, limit, worker])
    found.sort(key=lambda row: (-row[8], row[9], row[0]))
    return [_claim(row) for row in found]


def claim_one(worker: str, pk: int) -> Claim | None:
    """This promise, if it is ready and due and nobody holds it."""
    found = _run(statements.CLAIM_ONE, [worker, pk])
    return _claim(found[0]) if found else None


def _claim(row: tuple[Any, ...]) -> Claim:
    pk, path, args, kwargs, queue, attempt, attempts, lease = row[:8]
    return Claim(pk, path, json.loads(args), json.loads(kwargs), queue, attempt, attempts, lease)


def settle(worker: str, outcomes: Sequence[Outcome]) -> None:
    """Writes down what became of claims. One that the worker no longer holds is left alone."""
    done = [outcome.claim for outcome in outcomes if isinstance(outcome, Done)]
    back = [outcome.claim for outcome in outcomes if isinstance(outcome, Unstarted)]
    _settle_together(statements.DONE, worker, done)
    _settle_together(statements.BACK, worker, back)
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            _settle_failed(worker, outcome)


def _settle_together(statement: str, worker: str, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    pairs = ", ".join(["(%s, %s)"] * len(claims))
    ids = [claim.id for claim in claims]
    filled = _listed(statement, ids).replace("<pairs>", pairs)
    numbers = [number for claim in claims for number in (claim.id, claim.attempt)]
    settled = {row[0] for row in _run(filled, [worker, *ids, *numbers])}
    for claim in claims:
        if claim.id not in settled:
            _warn_of_loss(claim)


def _settle_failed(worker: str, outcome: Failed) -> None:
    claim = outcome.claim
    held = [worker, claim.id, claim.attempt]
    if outcome.delay is None or claim.attempt >= claim.attempts:
        settled = _run(statements.BURY, [outcome.error, *held])
    else:
        settled = _run(statements.RETRY, [outcome.error, outcome.delay, *held])
    if not settled:
        _warn_of_loss(claim)


def _warn_of_loss(claim: Claim) -> None:
    LOGGER.warning("The lease of %s (%s) ended before it had finished.", claim.path, claim.id)


def extend(worker: str, claims: Sequence[Claim]) -> None:
    """Another whole lease from now for each of `claims` that the worker still holds."""
    ids = [claim.id for claim in claims]
    with connection.cursor() as cursor:
        cursor.execute(backend().phrase(_listed(statements.EXTEND, ids)), [*ids, worker])


def look(queues: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Reads: queues where a promise is due, where a lease ran out, and is a schedule due."""
    parts = [statements.DUE] * len(queues) + [statements.LOST] * len(queues) + [statements.STRUCK]
    [answers] = _run(f"SELECT {', '.join(parts)}", [*queues, *queues])
    due = [queue for queue, found in zip(queues, answers, strict=False) if found]
    lost = [queue for queue, found in zip(queues, answers[len(queues) :], strict=False) if found]
    return due, lost, bool(answers[-1])


def reap(queue: str) -> None:
    """Promises whose lease ran out are ready again; after the last attempt they are dead."""
    _tell_reaped(_run(statements.REAP_LATE, [queue]))


def reap_worker(worker: str, queues: Sequence[str]) -> None:
    """The same at once, for all that a worker held of which we know that it is gone."""
    for queue in queues:
        _tell_reaped(_run(statements.REAP_WORKER, [queue, worker]))


def _tell_reaped(reaped: Sequence[tuple[Any, ...]]) -> None:
    for pk, path, worker, state in (row[:4] for row in reaped):
        LOGGER.warning("%s (%s) was left by worker %s; now %s.", path, pk, worker, state)
    if reaped:
        backend().ring()


def mark_sent(ids: Sequence[int], seconds: float) -> list[tuple[int, str]]:
    """Id and queue of those that are due and not yet sent to a broker; now sent for `seconds`."""
    if not ids:
        return []
    found = _run(_listed(statements.MARK_SENT, ids), [seconds, *ids])
    return [(pk, queue) for pk, queue in found]


def mark_late_as_sent(queue: str, limit: int, seconds: float) -> list[tuple[int, str]]:
    """The same for what is due in a queue and was never sent, or too long ago to believe in it."""
    found = _run(statements.MARK_LATE, [queue, limit, seconds])
    return [(pk, queue) for pk, queue in found]


def mark_unsent(ids: Sequence[int]) -> None:
    """The broker did not take them."""
    _run(_listed(statements.MARK_UNSENT, ids), ids)


def _listed(statement: str, ids: Sequence[int]) -> str:
    return statement.replace("<ids>", ", ".join(["%s"] * len(ids)))


def _run(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(backend().phrase(statement), params)
        return list(cursor.fetchall())
