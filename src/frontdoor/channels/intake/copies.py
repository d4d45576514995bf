"""Several copies of one mail: which are the same, and what a proved one does for a first one that was not.

A copy lifts words where they stand only if it belongs there itself. The content is compared, and what is not content
(To, References) may have been written by somebody who passed a genuine mail on to where it was never sent.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from frontdoor.channels.adapters.email.authentic import Sender, Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import fresh, thread, twins, words
from frontdoor.channels.intake.again import spooled_of
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message, Ticket

MOST = 10


@dataclass(frozen=True)
class Proof:
    """Whose mail it is, and the ticket that it continues; None where it continues none."""

    person: Person
    ticket: Ticket | None


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


def same_as(holder: Spooled) -> str:
    return f"The same as number {holder.pk} of the mail log."


def proves(holder: Spooled) -> str:
    return f"The same as number {holder.pk} of the mail log, and the proof of it."


def proof(row: Spooled, mail: Mail, verdict: Verdict) -> Proof | None:
    """None where this copy proves nothing either."""
    return proved(thread.find(row, mail, verdict), mail, verdict)


def proved(found: thread.Found | None, mail: Mail, verdict: Verdict) -> Proof | None:
    """By the reply address of its own ticket, or by the sender's domain where it continues nothing.

    Those who work at the desk say themselves that words are theirs (`accept`).
    """
    if found is not None:
        person = None if found.doubt else found.speaker
        return Proof(person, found.ticket) if person and not person.is_staff else None
    if verdict.sender is not Sender.PROVED or fresh.doubts(mail):
        return None
    known = directory.by_email(mail.sender.address)
    person = known or directory.known_or_new(mail.sender.address, mail.sender.name)
    return None if person.is_staff else Proof(person, None)


def lift(row: Spooled, first: Spooled, given: Proof) -> bool:
    """Whether the words of the first copy stand where this one belongs; then they are proved now."""
    said = Message.objects.filter(spool_key=str(first.pk), public=True).first()
    if said is None or not _belongs(said, given):
        return False
    if not said.verified:
        verbs.prove(said.ticket, message=said, person=given.person, copy=row.pk, by=SYSTEM)
        Spooled.objects.filter(pk=first.pk).update(outcome=_outcome(given))
        if given.ticket is not None:
            twins.tell(row, said.ticket, given.person)
    return True


def lift_others(
    row: Spooled, mail: Mail, found: thread.Found | None, verdict: Verdict
) -> Spooled | None:
    """The first of the copies that came through other mailboxes and that this one proves."""
    firsts = _firsts(row, mail)
    given = proved(found, mail, verdict) if firsts else None
    if given is None:
        return None
    sent = [first for first in firsts if _was_sent(first, mail, given)]
    # On one ticket the words stand once; each ticket that they opened has them.
    several = sent if given.ticket is None else sent[:1]
    return next(iter([first for first in several if lift(row, first, given)]), None)


def _firsts(row: Spooled, mail: Mail) -> list[Spooled]:
    """Unproved copies of the same content. With one mailbox they are told by their fingerprint."""
    if not mail.message_id or addresses.DIRECTORY.is_empty():
        return []
    unproved = words.with_id([mail.message_id]).filter(public=True, verified=False)
    came = (spooled_of(said) for said in unproved.order_by("pk")[:MOST])
    return [first for first in came if first and _same_content(first, row, mail)]


def yield_to(holder: Spooled) -> None:
    """Somebody brought these words where they do not belong: the proved copy holds the content from now on."""
    Spooled.objects.filter(pk=holder.pk).update(fingerprint=None)


def _belongs(said: Message, given: Proof) -> bool:
    """On the ticket that this copy continues, or as the first words of a ticket that they opened."""
    if given.ticket is not None:
        return said.ticket_id == given.ticket.pk
    opening = Message.objects.filter(origin=said.origin_id).order_by("at", "pk").first()
    unknown = said.verified or not said.ticket.requester.addresses.exists()
    return opening == said and unknown


def _same_content(first: Spooled, row: Spooled, mail: Mail) -> bool:
    """As if this copy had come through the mailbox of that one."""
    if first.pk == row.pk or not first.fingerprint:
        return False
    return first.fingerprint == fingerprint(first, mail)


def _was_sent(first: Spooled, mail: Mail, given: Proof) -> bool:
    """What opens tickets does so where its writer sent it, by what stands in the proved copy."""
    if given.ticket is not None:
        return True
    owners = addresses.owners(box.address for box in (*mail.to, *mail.cc))
    return first.mailbox_id in owners.values()


def _outcome(given: Proof) -> str:
    return Spooled.Outcome.REPLIED if given.ticket is not None else Spooled.Outcome.OPENED
