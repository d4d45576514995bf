"""Where one mail belongs: bounce, loop, duplicate, reply or new ticket; who speaks, and whether that is proved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import bounce, fresh, thread
from frontdoor.channels.models import Spooled
from frontdoor.tickets.models import Message

Outcome = Spooled.Outcome
LOOP_MARK = "x-frontdoor-loop"


@dataclass(frozen=True)
class Placed:
    """What became of it. `ticket` is its number where it has one."""

    outcome: str
    ticket: int | None = None
    reason: str = ""
    fingerprint: str = ""


def place(row: Spooled, mail: Mail) -> Placed:
    """Give the mail to the verbs and say what came of it."""
    print_ = fingerprint(mail)
    if earlier := _earlier(row, print_):
        return Placed(
            Outcome.DUPLICATE,
            earlier.ticket_id,
            f"The same as number {earlier.pk} of the mail log.",
            print_,
        )
    if mail.unfit or _is_ours(mail):
        return Placed(
            Outcome.QUARANTINED, None, mail.unfit or "This is our own mail coming back.", print_
        )
    if mail.bounce is not None:
        return Placed(Outcome.BOUNCED, bounce.noted(row, mail), mail.bounce.reason, print_)
    outcome, ticket = _said(row, mail)
    return Placed(outcome, ticket, "", print_)


def fingerprint(mail: Mail) -> str:
    """The same Message-ID with other content is another mail (trust.md, rule 4)."""
    digest = hashlib.sha256()
    date = mail.date.isoformat() if mail.date else ""
    for part in (mail.message_id, date, mail.sender.address, mail.subject, mail.text, mail.html):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    for attachment in mail.attachments:
        digest.update(attachment.sha256.encode())
    return digest.hexdigest()


def _earlier(row: Spooled, print_: str) -> Spooled | None:
    """A crash between message and row leaves the row waiting: its own message is no duplicate of it."""
    if Message.objects.filter(spool_key=str(row.pk)).exists():
        return None
    return (
        Spooled.objects.filter(fingerprint=print_, state=Spooled.State.DONE)
        .exclude(pk=row.pk)
        .first()
    )


def _is_ours(mail: Mail) -> bool:
    return bool(mail.header(LOOP_MARK))


def _said(row: Spooled, mail: Mail) -> tuple[str, int]:
    found = thread.find(row, mail)
    if found is None:
        return fresh.opened(row, mail)
    return thread.joined(row, mail, found)
