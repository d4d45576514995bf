"""Where one mail belongs: bounce, loop, duplicate, reply or new ticket; who speaks, and whether that is proved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import bounce, bringing, fresh, proof, thread
from frontdoor.channels.models import Spooled

Outcome = Spooled.Outcome
LOOP_MARK = "x-frontdoor-loop"


@dataclass(frozen=True)
class Placed:
    """What became of it. `ticket` is its number where it has one."""

    outcome: str
    ticket: int | None = None
    reason: str = ""


def place(row: Spooled, mail: Mail) -> Placed:
    """Give the mail to the verbs and say what came of it."""
    if (holder := _holder(row, fingerprint(row, mail))) is not None:
        return Placed(
            Outcome.DUPLICATE, holder.ticket_id, f"The same as number {holder.pk} of the mail log."
        )
    if mail.unfit or _is_ours(mail):
        return Placed(Outcome.QUARANTINED, None, mail.unfit or "This is our own mail coming back.")
    if mail.bounce is not None:
        return Placed(Outcome.BOUNCED, bounce.noted(row, mail), mail.bounce.reason)
    return Placed(*_said(row, mail))


def fingerprint(row: Spooled, mail: Mail) -> str:
    """The same Message-ID with other content is another mail (trust.md, rule 4)."""
    digest = hashlib.sha256()
    date = mail.date.isoformat() if mail.date else ""
    # Without an id only what comes within one day counts as the same (trust.md, rule 4).
    name = mail.message_id or f"{row.received_at:%Y-%m-%d}"
    for part in (name, date, mail.sender.address, mail.subject, mail.text, mail.html):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    for attachment in mail.attachments:
        digest.update(attachment.sha256.encode())
    return digest.hexdigest()


def _holder(row: Spooled, print_: str) -> Spooled | None:
    """The other row that holds this content, or None once this one does. The database lets only one hold it.

    It is taken before anything is made of the mail: a copy that is read between a crash and its repair finds it held.
    """
    if row.fingerprint == print_:
        return None
    try:
        with transaction.atomic():
            Spooled.objects.filter(pk=row.pk).update(fingerprint=print_)
    except IntegrityError:
        return Spooled.objects.get(fingerprint=print_)
    return None


def _is_ours(mail: Mail) -> bool:
    return bool(mail.header(LOOP_MARK)) or replyto.is_ours(mail.sender.address)


def _said(row: Spooled, mail: Mail) -> tuple[str, int]:
    found = thread.find(row, mail) if row.source != proof.DROPPED else None
    agent = proof.staff(row, mail) if found is None or found.doubt else None
    if agent is not None and (placed := bringing.brought(row, mail, agent)):
        return placed
    if found is None:
        return fresh.opened(row, mail)
    return thread.joined(row, mail, found)
