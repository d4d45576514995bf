"""Take raw mail durably, before anybody is told that it was taken (trust.md, rule 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db import IntegrityError, transaction

from frontdoor.channels.mailboxes.addresses import Part, parted
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core import clock, metrics, prepared, storage
from frontdoor.core.tasks import Promised, promise_all

TAKE_IN = "frontdoor.channels.intake.take_in"


@dataclass(frozen=True)
class Fetched:
    """Where it lies on its IMAP server; `whole_size` where only the head of a larger mail was taken."""

    uidvalidity: int
    uid: int
    whole_size: int | None = None


@dataclass(frozen=True)
class Envelope:
    """How a message came: `source` is smtp, lmtp, pipe, imap or webhook; `key` is the source's own name for it.

    `mailbox` where it came into one, whatever its recipients; `form` where it is a provider's request.
    """

    source: str
    sender: str = ""
    recipients: tuple[str, ...] = ()
    key: str | None = None
    fetched: Fetched | None = None
    mailbox: Mailbox | None = None
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Arrived:
    """One message, and how it came."""

    raw: bytes
    envelope: Envelope


def accept(raw: bytes, envelope: Envelope) -> Spooled:
    """Durable on return: bytes, rows and the promises to read them. The same key or UID gives the row that is there.

    Each mailbox among the recipients gets a row of its own (trust.md, R09); the first of them is returned.
    """
    [spooled] = accept_all([Arrived(raw, envelope)])
    return spooled


def accept_all(arrived: Sequence[Arrived]) -> list[Spooled]:
    """The same for several that came at once: one transaction for all of them, so all are taken or none."""
    blobs = [storage.keep(one.raw) for one in arrived]
    with transaction.atomic(durable=True):
        groups = [_rows(blob, one.envelope) for blob, one in zip(blobs, arrived, strict=True)]
        rows, new = _entered([row for group in groups for row in group])
        promise_all([_promise(row.pk) for row in new])
    for one in arrived:
        metrics.MAIL.labels(one.envelope.source).inc()
    firsts = accumulate((len(group) for group in groups[:-1]), initial=0)
    return [rows[first] for first in firsts]


@transaction.atomic
def copied(spooled: Spooled, *, key: str, mailbox: int | None, recipient: str) -> None:
    """The same bytes once more, as if they had come to another mailbox; once for each key."""
    values = {
        "source": spooled.source, "sender": spooled.sender, "sha256": spooled.sha256, "size": spooled.size,
        "received_at": spooled.received_at, "recipients": [recipient], "mailbox_id": mailbox,
    }  # fmt: skip
    row, new = Spooled.objects.get_or_create(key=key, defaults=values)
    if new:
        promise_all([_promise(row.pk)])


@transaction.atomic
def beside(spooled: Spooled, blob: storage.Blob, *, key: str, sender: str, recipient: str) -> None:
    """Another mail that came in the same request; once for each key."""
    values = {
        "source": spooled.source, "sender": sender[:320], "sha256": blob.sha256, "size": blob.size,
        "received_at": spooled.received_at, "recipients": [recipient] if recipient else [],
        "mailbox_id": spooled.mailbox_id,
    }  # fmt: skip
    row, new = Spooled.objects.get_or_create(key=key, defaults=values)
    if new:
        promise_all([_promise(row.pk)])


def became(spooled: Spooled, blob: storage.Blob, *, sender: str, recipient: str) -> None:
    """The request is this mail from now on."""
    spooled.sha256, spooled.size, spooled.form = blob.sha256, blob.size, None
    spooled.sender, spooled.recipients = sender[:320], [recipient] if recipient else []
    spooled.save(update_fields=["sha256", "size", "form", "sender", "recipients"])


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


def _rows(blob: storage.Blob, envelope: Envelope) -> list[Spooled]:
    """One for each mailbox that it is for."""
    own = envelope.mailbox
    parts = [Part(own.pk, list(envelope.recipients))] if own else parted(envelope.recipients)
    return [_row(blob, envelope, part) for part in parts]


def _row(blob: storage.Blob, envelope: Envelope, part: Part) -> Spooled:
    place, key = envelope.fetched, envelope.key
    return Spooled(
        source=envelope.source, sender=envelope.sender[:320], recipients=part.recipients, mailbox_id=part.mailbox,
        key=f"{key}:{part.mailbox}" if key and part.mailbox else key, sha256=blob.sha256, size=blob.size,
        received_at=clock.now(), form=dict(envelope.form) if envelope.form else None,
        uidvalidity=place.uidvalidity if place else None, uid=place.uid if place else None,
        whole_size=place.whole_size if place else None,
    )  # fmt: skip


def _entered(rows: Sequence[Spooled]) -> tuple[list[Spooled], list[Spooled]]:
    """As they are in the table now, and those of them that are new: of each key and each UID there is one."""
    plain = [row for row in rows if _is_plain(row)]
    if plain:
        prepared.insert(plain)
    found = [(row, True) if _is_plain(row) else _once(row) for row in rows]
    return [row for row, _ in found], [row for row, new in found if new]


def _is_plain(row: Spooled) -> bool:
    return row.key is None and row.uid is None


def _once(row: Spooled) -> tuple[Spooled, bool]:
    try:
        with transaction.atomic():
            prepared.insert([row])
    except IntegrityError:
        return _same(row), False
    return row, True


def _same(row: Spooled) -> Spooled:
    if row.uid is None:
        return Spooled.objects.get(key=row.key)
    return Spooled.objects.get(mailbox=row.mailbox_id, uidvalidity=row.uidvalidity, uid=row.uid)
