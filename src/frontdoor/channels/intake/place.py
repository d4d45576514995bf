"""Where one mail belongs: bounce, loop, duplicate, reply or new ticket; who speaks, and whether that is proved.

What comes of a mail and the row that says so are one transaction: a crash leaves both or neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import BigIntegerField, CharField, QuerySet

from frontdoor.channels import quarantine
from frontdoor.channels.adapters.email.authentic import Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.providers.unpack import unpack
from frontdoor.channels.intake import (
    addressed,
    aside,
    believed,
    bounce,
    bringing,
    cut,
    feedback,
    fresh,
    proof,
    thread,
)
from frontdoor.channels.intake.reading import read, read_deep
from frontdoor.channels.models import Spooled
from frontdoor.core.prepared import Given, prepared, update_if
from frontdoor.core.whole import together
from frontdoor.people.models import Person
from frontdoor.tickets.verbs.carried import plain

Outcome = Spooled.Outcome
ENDS = ("state", "outcome", "reason", "ticket", "fingerprint", "author", "subject")


@dataclass(frozen=True)
class Placed:
    """What became of it. `ticket` is its number where it has one."""

    outcome: str
    ticket: int | None = None
    reason: str = ""


class Overtaken(Exception):
    """Another worker has settled the row meanwhile."""


@dataclass(frozen=True)
class Heard:
    """A row with its mail as it was read; `deep` with all that it brings along, where an `agent` is proved."""

    row: Spooled
    mail: Mail
    verdict: Verdict
    agent: Person | None = None
    deep: Mail | None = None


def heard(row: Spooled) -> Heard:
    """All reading, and asking about the sender, comes before the transaction: nobody waits there for anybody.

    Raises Unreadable, NoMail, storage.Damaged or FileNotFoundError; RetryLater where the sender can't be asked about
    now.
    """
    if row.form is not None:
        unpack(row)
    mail = cut.told(row, read(row))
    addressed.assign(row, mail)
    verdict = believed.verdict(row, mail)
    agent = proof.staff(row, mail, verdict)
    return Heard(row, mail, verdict, agent, read_deep(row) if agent else None)


def settled(one: Heard) -> None:
    """Give the mail to the verbs and write down what came of it, once."""
    try:
        _settled(one)
    except IntegrityError:
        # Somebody was quicker with the same content or the same row; now we can see what they made.
        _settled(one)


def settled_all(several: Iterable[Heard]) -> None:
    """In one transaction: all of them, or it raises and nothing has come of any."""
    with together():
        for one in several:
            _placed(one)


def _settled(one: Heard) -> None:
    try:
        with together():
            _placed(one)
    except Overtaken:
        return


def _placed(one: Heard) -> None:
    row, print_ = one.row, fingerprint(one.row, one.mail)
    placed = place(one, print_)
    held = None if placed.outcome == Outcome.DUPLICATE else print_
    row.author, row.subject = _author(one.mail), plain(one.mail.subject)[:255]
    if not end(row, placed, fingerprint=held):
        raise Overtaken


def end(row: Spooled, placed: Placed, *, fingerprint: str | None = None) -> bool:
    """Write down what came of a row that waits; False where it waits no longer."""
    put_aside = placed.outcome == Outcome.QUARANTINED
    row.state = Spooled.State.QUARANTINED if put_aside else Spooled.State.DONE
    row.outcome, row.reason, row.ticket_id = placed.outcome, placed.reason[:255], placed.ticket
    row.fingerprint = fingerprint
    ended = update_if(row, ENDS, state=Spooled.State.WAITING)
    # Nobody is told of our own mail: a notice about it could come back too.
    if ended and put_aside and placed.reason != aside.OURS:
        quarantine.tell_administrators(row)
    return ended


def _author(mail: Mail) -> str:
    name, address = mail.sender.name, mail.sender.address
    return plain(f"{name} <{address}>" if name else address)[:320]


def place(one: Heard, print_: str) -> Placed:
    """Give the mail to the verbs and say what came of it. `print_` is its fingerprint."""
    row, mail = one.row, one.mail
    if (holder := _holder(row, print_)) is not None:
        return Placed(
            Outcome.DUPLICATE, holder.ticket_id, f"The same as number {holder.pk} of the mail log."
        )
    if not row.waived and (reason := aside.why(mail)):
        return Placed(Outcome.QUARANTINED, None, reason)
    if mail.bounce is not None:
        return Placed(Outcome.BOUNCED, bounce.noted(row, mail), bounce.plainly(mail.bounce))
    if feedback.is_one(mail):
        return Placed(Outcome.IGNORED, feedback.noted(row), feedback.REASON)
    return Placed(*_said(one))


def fingerprint(row: Spooled, mail: Mail) -> str:
    """The same Message-ID with other content is another mail (trust.md, rule 4)."""
    digest = hashlib.sha256(f"mailbox:{row.mailbox_id}\0".encode() if row.mailbox_id else b"")
    date = mail.date.isoformat() if mail.date else ""
    # Without an id only what comes within one day counts as the same (trust.md, rule 4); what lies on an IMAP
    # server may come again at any time, and its bytes are the same then.
    name = mail.message_id or (row.sha256 if row.uid else f"{row.received_at:%Y-%m-%d}")
    for part in (name, date, mail.sender.address, mail.subject, mail.text, mail.html):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    for attachment in mail.attachments:
        digest.update(attachment.sha256.encode())
    return digest.hexdigest()


def _holder(row: Spooled, print_: str) -> Spooled | None:
    """The other row that holds this content. Of two at once the database lets only one write it down."""
    return _holding.first(fingerprint=print_, pk=row.pk)


@prepared
def _holding() -> QuerySet[Spooled]:
    held = Spooled.objects.filter(fingerprint=Given("fingerprint", CharField()))
    return held.exclude(pk=Given("pk", BigIntegerField()))


def _said(one: Heard) -> tuple[str, int]:
    row, mail = one.row, one.mail
    found = thread.find(row, mail, one.verdict) if row.source != proof.DROPPED else None
    if (found is None or found.doubt) and (brought := _brought(one)):
        return brought
    if found is None:
        return fresh.opened(row, mail, doubt=one.verdict.why)
    return thread.joined(row, mail, found)


def _brought(one: Heard) -> tuple[str, int] | None:
    return bringing.brought(one.row, one.deep, one.agent) if one.deep and one.agent else None
