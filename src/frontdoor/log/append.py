"""Append entries, tell their projections, and promise their reactions, in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TypeVar

from frontdoor.core import prepared
from frontdoor.core.tasks import Promised, promise_all
from frontdoor.log.models import BaseEntry
from frontdoor.log.subscribe import PROJECTIONS, REACT, reactions_to

E = TypeVar("E", bound=BaseEntry)


def append(entries: Sequence[E]) -> None:
    """Write consecutive, sealed entries of one thing."""
    prepared.insert(entries)
    for entry in entries:
        for listener in PROJECTIONS.get(entry.kind, ()):
            listener(entry)
    promise_all(_promises(entries))


def seal(entries: Sequence[BaseEntry], *, before: bytes) -> bytes:
    """Salt, commit and link unwritten entries. `before` is the hash of the entry before them; returns the last."""
    for entry in entries:
        entry.salt = secrets.token_bytes(16)
        record = entry.record
        entry.commitment = record.commit()
        entry.hash = before = record._replace(commitment=entry.commitment).link(before)
    return before


def _promises(entries: Sequence[BaseEntry]) -> list[Promised]:
    return [
        Promised(REACT, [entry._meta.label, entry.pk])
        for entry in entries
        if reactions_to(entry.kind)
    ]
