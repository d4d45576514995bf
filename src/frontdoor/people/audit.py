"""Write the audit log: one chain for the whole desk, its seq given under one lock."""

from __future__ import annotations

from django.db import transaction

from frontdoor.core import clock, db
from frontdoor.log import chain
from frontdoor.log.append import append, seal
from frontdoor.log.events import Event
from frontdoor.people.models import AuditEntry


@transaction.atomic
def audit(event: Event, *, actor: str, ip: str = "") -> AuditEntry:
    """Record what happened to rights, in the transaction that made it so."""
    db.backend().lock_audit()
    last = AuditEntry.objects.order_by("-seq").first()
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        kind=event.kind,
        data=event.data,
        actor=actor,
        at=clock.now(),
        ip=ip,
    )
    seal([entry], before=bytes(last.hash) if last else chain.START)
    append([entry])
    return entry
