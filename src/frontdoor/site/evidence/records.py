"""Every log of the house, in the order in which the evidence is checked and exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from frontdoor.core import db
from frontdoor.log import chain
from frontdoor.log.offline import Entry, Head
from frontdoor.people.models import AuditEntry
from frontdoor.tickets.models import Ticket

CHUNK = 2000
FACTS = ("seq", "at", "actor", "kind", "public", "cause_id", "commitment", "data", "salt", "hash")
Row = tuple[Any, ...]


def records() -> Iterator[Entry | Head]:
    """The audit, then ticket after ticket. Each part is one statement, so that it sees one moment."""
    yield from _audit()
    with db.backend().long_read():
        yield from _tickets()


def _audit() -> Iterator[Entry | Head]:
    rows = AuditEntry.objects.order_by("seq").values_list("ip", *FACTS)
    last = Head("audit:0", 0, chain.START)
    with db.backend().long_read():
        for ip, *facts in rows.iterator(CHUNK):
            entry = _entry("audit:0", facts, ip)
            yield entry
            last = Head("audit:0", entry.seq, entry.hash)
    if last.seq:
        yield last


def _tickets() -> Iterator[Entry | Head]:
    """A ticket's own row knows its last entry; it stands behind its log."""
    joined = Ticket.objects.order_by("pk", "log__seq")
    rows = joined.values_list("pk", "last_seq", "head", *(f"log__{name}" for name in FACTS))
    last: Head | None = None
    for pk, last_seq, head, *facts in rows.iterator(CHUNK):
        thing = f"ticket:{pk}"
        if last and last.thing != thing:
            yield last
        last = Head(thing, last_seq, bytes(head))
        if facts[0] is not None:
            yield _entry(thing, facts, "")
    if last:
        yield last


def _entry(thing: str, facts: Iterable[Any], ip: str) -> Entry:
    seq, at, actor, kind, public, cause, commitment, data, salt, own = facts
    payload = None if data is None else chain.payload(data)
    told = (thing, seq, chain.moment(at), actor, kind, public, str(cause or ""), bytes(commitment))
    return Entry(*told, ip, payload, bytes(salt), bytes(own))
