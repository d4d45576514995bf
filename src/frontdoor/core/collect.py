"""The one place that deletes files: what nobody holds, once it is old enough that nobody is still about to."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

from frontdoor.core import storage
from frontdoor.core.holders import unheld

SETTLED = 2 * 3600
"""Seconds: an upload by the API may wait an hour for the message that takes it."""
AT_ONCE = 500


def collect(older_than: float = SETTLED) -> int:
    """How many files went. Rows decide, never the other way round (trust.md, section 4, rule 2)."""
    gone, batch = 0, []
    for name in _old(older_than):
        batch.append(name)
        if len(batch) == AT_ONCE:
            gone += discard_unheld(batch)
            batch = []
    return gone + discard_unheld(batch)


def discard_unheld(names: Collection[str]) -> int:
    """For names whose last row has just gone: the file goes now, unless another row holds it."""
    free = unheld(names)
    for name in free:
        storage.discard(name)
    return len(free)


def _old(older_than: float) -> Iterator[str]:
    before = time.time() - older_than
    for path in storage.kept():
        if path.stat().st_mtime < before:
            yield path.name
