"""Make checkpoints: one for each thousand entries, and one when an hour has passed since the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from frontdoor.core import clock, db
from frontdoor.core.tasks import Promised, promise_all
from frontdoor.log import chain
from frontdoor.log.checkpoints import NEVER, Checkpointed, Head, body
from frontdoor.people.audit import audit
from frontdoor.people.models import AuditEntry
from frontdoor.tickets.models import Entry

MANY, LONG = 1000, timedelta(hours=1)
TELL = "frontdoor.site.evidence.places.tell"


def is_file(place: str) -> bool:
    """A place that holds checkpoints whole; the others, `mailto:` and `syslog:`, are sent their seals."""
    return ":" not in place


def made(*, since: int = 0) -> Iterator[Checkpointed]:
    """The checkpoints from number `since` on."""
    rows = AuditEntry.objects.filter(kind=Checkpointed.kind, data__number__gte=since)
    for entry in rows.order_by("seq").iterator(MANY):
        yield cast(Checkpointed, entry.event)


def latest() -> Checkpointed:
    """NEVER where there is none."""
    entry = AuditEntry.objects.filter(kind=Checkpointed.kind).order_by("-seq").first()
    return cast(Checkpointed, entry.event) if entry else NEVER


def checkpoint() -> int:
    """Makes all that are due, and says how many. A chain is covered within a minute of its thousandth entry."""
    upto, count = _settled(), 0
    while _make(upto):
        count += 1
    return count


def heads(after: Checkpointed, upto: int, audit_seq: int) -> list[Head]:
    """The last entry of each log that grew after a checkpoint, up to an entry of the tickets and one of the audit."""
    found: list[Head] = []
    if _new_in_audit(after, audit_seq):
        found.append(
            ("audit:0", audit_seq, bytes(AuditEntry.objects.get(seq=audit_seq).hash).hex())
        )
    rows = Entry.objects.filter(pk__gt=after.upto, pk__lte=upto).order_by("pk")
    last = {pk: (seq, own) for pk, seq, own in rows.values_list("ticket", "seq", "hash")}
    return [
        *found,
        *((f"ticket:{pk}", last[pk][0], bytes(last[pk][1]).hex()) for pk in sorted(last)),
    ]


def _new_in_audit(after: Checkpointed, audit_seq: int) -> int:
    """How many entries the audit has got, the one that a checkpoint itself makes left aside."""
    return audit_seq - after.audit - (1 if after.number else 0)


@transaction.atomic
def _settled() -> int:
    """The last entry before which none can still come: ids are taken before their commit."""
    db.backend().settle(Entry._meta.db_table)
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def _make(settled: int) -> bool:
    """The next one, if it is due. The audit's lock is held: two at once make different ones."""
    db.backend().lock_audit()
    after, now = latest(), clock.now()
    audit_seq = AuditEntry.objects.aggregate(last=Max("seq"))["last"] or 0
    rows = Entry.objects.filter(pk__gt=after.upto, pk__lte=settled).order_by("pk")
    taken = list(rows.values_list("pk", flat=True)[:MANY])
    if not _due(after, len(taken) + _new_in_audit(after, audit_seq), now):
        return False
    upto = taken[-1] if taken else after.upto
    entries = after.entries + len(taken) + audit_seq - after.audit
    new = Checkpointed(after.number + 1, chain.moment(now), entries, upto, audit_seq, "")
    told = body(new, before=after.seal, heads=heads(after, upto, audit_seq))
    audit(replace(new, seal=told["seal"]), actor="system")
    if not all(map(is_file, settings.CHECKPOINTS)):  # files are given theirs by themselves
        promise_all([Promised(TELL, [new.number], unique=f"checkpoint:{new.number}")])
    return True


def _due(after: Checkpointed, new: int, now: datetime) -> bool:
    if new >= MANY or after is NEVER:
        return new > 0
    return new > 0 and now - datetime.fromisoformat(after.at) >= LONG
