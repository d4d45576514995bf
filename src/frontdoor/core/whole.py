"""One durable transaction: everything in it happens, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_gathering: ContextVar[bool] = ContextVar("gathering", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """A verb's own transaction. It nests in no other, but for one that `together` has opened."""
    with transaction.atomic(durable=not _gathering.get()), _set(to=False):
        yield


@contextmanager
def together() -> Iterator[None]:
    """Around several verbs, or a verb and the answer that was given for it: all of them or none."""
    with transaction.atomic(durable=True), _set(to=True):
        yield


@contextmanager
def _set(*, to: bool) -> Iterator[None]:
    before = _gathering.set(to)
    try:
        yield
    finally:
        _gathering.reset(before)
