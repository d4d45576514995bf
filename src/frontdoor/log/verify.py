"""Does a chain hold by itself? Reads entries in order and names the first that doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frontdoor.log.models import BaseEntry
from frontdoor.log.offline import Entry, Head, Seen, verdict


@dataclass(frozen=True)
class Verdict:
    """`bad` is empty where everything holds, else "ticket:1042 entry 7: why"."""

    entries: int
    bad: str = ""


def verify(entries: Iterable[BaseEntry]) -> Verdict:
    """`entries` are ordered by thing, then seq. Whether the last ones are missing is not seen here."""
    return Verdict(*verdict(_closed(entry.record for entry in entries), Seen()))


def _closed(records: Iterable[Entry]) -> Iterator[Entry | Head]:
    last = None
    for record in records:
        if last and record.thing != last.thing:
            yield Head(last.thing, last.seq, last.hash)
        yield record
        last = record
    if last:
        yield Head(last.thing, last.seq, last.hash)
