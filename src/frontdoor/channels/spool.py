"""Take raw mail durably, before anybody is told that it was taken (trust.md, rule 5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from frontdoor.channels.models import Spooled
from frontdoor.core import clock, metrics, storage
from frontdoor.core.tasks import Promised, promise_all

TAKE_IN = "frontdoor.channels.intake.take_in"


@dataclass(frozen=True)
class Envelope:
    """How a message came: `source` is smtp, lmtp, pipe or imap; `key` is the source's own name for it."""

    source: str
    sender: str = ""
    recipients: tuple[str, ...] = ()
    key: str | None = None


def accept(raw: bytes, envelope: Envelope) -> Spooled:
    """Durable on return: bytes, row and the promise to read it. The same `key` gives the row that is there."""
    blob = storage.keep(raw)
    with transaction.atomic(durable=True):
        spooled, new = _row(blob, envelope)
        if new:
            promise_all([_promise(spooled.pk)])
    metrics.MAIL.labels(envelope.source).inc()
    return spooled


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


def _row(blob: storage.Blob, envelope: Envelope) -> tuple[Spooled, bool]:
    values = {
        "source": envelope.source, "sender": envelope.sender[:320], "recipients": list(envelope.recipients),
        "sha256": blob.sha256, "size": blob.size, "received_at": clock.now(),
    }  # fmt: skip
    if envelope.key is None:
        return Spooled.objects.create(**values), True
    return Spooled.objects.get_or_create(key=envelope.key, defaults=values)
