"""A request with a key happens once: whoever repeats it is given the first answer (Idempotency-Key).

The key, the effect and the answer are one transaction. So a crash leaves either all of them or none, and of
two that come at once the second waits for the first, in the database, whichever process it came to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from frontdoor.core import clock
from frontdoor.core.models import Answer
from frontdoor.core.whole import together


class Reused(Exception):
    """The key was used before, for another request."""


@dataclass(frozen=True)
class Asked:
    """`holder` owns the key; `digest` tells one request from another, 64 hex digits."""

    holder: str
    key: str
    digest: str


@dataclass(frozen=True)
class Given:
    """An answer that can be given again. It holds ids and no words, so that erasing reaches everything."""

    status: int
    facts: dict[str, object]
    version: str = ""


def once(asked: Asked, act: Callable[[], Given]) -> Given:
    """Act, or give the earlier answer. What `act` raises is kept nowhere, and may be tried again.

    Raises Reused.
    """
    with together():
        row = _claim(asked)
        if row is None:
            return _earlier(asked)
        given = act()
        row.status, row.facts, row.version = given.status, json.dumps(given.facts), given.version
        row.save(update_fields=["status", "facts", "version"])
    return given


def _claim(asked: Asked) -> Answer | None:
    try:
        with transaction.atomic():
            return Answer.objects.create(
                holder=asked.holder, key=asked.key, digest=asked.digest, at=clock.now()
            )
    except IntegrityError:
        return None


def _earlier(asked: Asked) -> Given:
    row = Answer.objects.get(holder=asked.holder, key=asked.key)
    if row.digest != asked.digest:
        raise Reused
    return Given(row.status, json.loads(row.facts), row.version)
