"""Take raw mail durably, before anybody is told that it was taken (trust.md, rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from frontdoor.channels.models import Spooled
from frontdoor.core import clock, metrics, storage
from frontdoor.core.db import prepared
from frontdoor.core.tasks import Promised, promise_all

TAKE_IN = "frontdoor.channels.intake.take_in"


@dataclass(frozen=True)
class Envelope:
    """How a message came: `source` is smtp, lmtp, pipe or imap; `key` is the source's own name for it."""

    source: str
    sender: str = ""
    recipients: tuple[str, ...] = ()
    key: str | None = None


@dataclass(frozen=True)
class Arrived:
    """One message, and how it came."""

    raw: bytes
    envelope: Envelope


def accept(raw: bytes, envelope: Envelope) -> Spooled:
    """Durable on return: bytes, row and the promise to read it. The same `key` gives the row that is there."""
    [spooled] = accept_all([Arrived(raw, envelope)])
    return spooled


def accept_all(arrived: Sequence[Arrived]) -> list[Spooled]:
    """The same for several that came at once: one transaction for all of them, so all are taken or none."""
    rows = [_row(storage.keep(one.raw), one.envelope) for one in arrived]
    with transaction.atomic(durable=True):
        rows, new = _entered(rows)
        promise_all([_promise(row.pk) for row in new])
    for one in arrived:
        metrics.MAIL.labels(one.envelope.source).inc()
    return rows


def again(spooled: Spooled) -> None:
    """Process again, by hand, what lies in quarantine."""
    with transaction.atomic():
        Spooled.objects.filter(pk=spooled.pk).update(
            state=Spooled.State.WAITING, reason="", attempts=0
        )
        promise_all([_promise(spooled.pk)])


def flush() -> None:
    """Promise again whatever waits; a promise that stands is not doubled."""
    waiting = Spooled.objects.filter(state=Spooled.State.WAITING).order_by("pk")
    promise_all([_promise(pk) for pk in waiting.values_list("pk", flat=True)[:1000]])


def _promise(pk: int) -> Promised:
    return Promised(TAKE_IN, [pk], queue="mail", priority=5, unique=f"spool:{pk}")


def _row(blob: storage.Blob, envelope: Envelope) -> Spooled:
    return Spooled(
        source=envelope.source, sender=envelope.sender[:320], recipients=list(envelope.recipients), key=envelope.key,
        sha256=blob.sha256, size=blob.size, received_at=clock.now(),
    )  # fmt: skip


def _entered(rows: Sequence[Spooled]) -> tuple[list[Spooled], list[Spooled]]:
    """As they are in the table now, and those of them that are new: of each key there is one."""
    plain = [row for row in rows if row.key is None]
    if plain:
        prepared.insert(plain)
    found = [(row, True) if row.key is None else _once(row) for row in rows]
    return [row for row, _ in found], [row for row, new in found if new]


def _once(row: Spooled) -> tuple[Spooled, bool]:
    try:
        with transaction.atomic():
            prepared.insert([row])
    except IntegrityError:
        return Spooled.objects.get(key=row.key), False
    return row, True
