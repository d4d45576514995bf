"""Which ticket a mail continues: by the reply address it was sent to, then by References.

Only the right token with its own recipient as sender speaks as a participant; everything else that finds its ticket
is an unverified message, which the desk sees with the reason (trust.md, rule 2).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from frontdoor.channels import replyto
from frontdoor.channels import words as letters
from frontdoor.channels.adapters.email.authentic import Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import believed, fresh, twins, words
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.errors import Refused
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.people.emails import canonical, is_usable
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import visible

NUMBERED = re.compile(r"\[[^\[\]#]{0,60}#?(\d{1,15})\]")
ECHOES_FOR = timedelta(days=1)
ECHO_ONLY = "Only its subject points here, and a subject can be guessed."
UNASKED = "It came without the reply address that we gave out, so nothing shows whose it is."


@dataclass(frozen=True)
class Found:
    """`ticket` is where it is read now, `addressed_to` the number it was written to. `doubt` is empty if proved."""

    ticket: Ticket
    addressed_to: int
    speaker: Person | None
    doubt: str = ""


def find(row: Spooled, mail: Mail, verdict: Verdict) -> Found | None:
    """None where the mail continues nothing that we know."""
    return (
        _by_token(row, mail, verdict)
        or _by_references(row, mail, verdict)
        or _by_echo(row, mail, verdict)
    )


def joined(row: Spooled, mail: Mail, found: Found) -> tuple[str, int]:
    """The outcome and the ticket's number."""
    by = acting(found.speaker) if found.speaker and not found.doubt else SYSTEM
    carried = words.carried(row, mail, doubt=found.doubt, addressed_to=found.addressed_to)
    try:
        verbs.reply(found.ticket, body=words.body_of(mail), channel="email", by=by, carried=carried)
    except Refused:
        # Closed too long ago, or the right to answer has ended: nothing is lost, it opens a linked ticket.
        return fresh.opened(row, mail, doubt=found.doubt, linked_to=found.ticket)
    if found.speaker and not found.doubt:
        twins.tell(row, found.ticket, found.speaker)
    outcome = Spooled.Outcome.UNVERIFIED if found.doubt else Spooled.Outcome.REPLIED
    return outcome, found.ticket.pk


def sender_of(mail: Mail) -> Person | None:
    """Whose address stands alone in From; None where there is any doubt about it."""
    if mail.doubts or not is_usable(mail.sender.address):
        return None
    return directory.by_email(mail.sender.address)


def _by_token(row: Spooled, mail: Mail, verdict: Verdict) -> Found | None:
    recipients = [*row.recipients, *(box.address for box in (*mail.to, *mail.cc))]
    for recipient in recipients:
        token = replyto.read(recipient, now=row.received_at)
        ticket = Ticket.objects.filter(pk=token.ticket).first() if token else None
        if token and ticket:
            return _judged(mail, ticket, token.person, verdict)
    return None


def _judged(mail: Mail, ticket: Ticket, given_to: int, verdict: Verdict) -> Found:
    """What it was sent to or answers was given to one person; whether this is that person."""
    survivor, person = _survivor(ticket), sender_of(mail)
    if person is None or person.pk != given_to:
        doubt = " ".join(mail.doubts) or (
            f"{mail.sender.address or 'Nobody'} is not whom this address was given to."
        )
        return Found(survivor, ticket.pk, None, doubt)
    if not Ticket.objects.filter(visible(acting(person)), pk=ticket.pk).exists():
        return Found(survivor, ticket.pk, None, f"{person.name} no longer takes part in this.")
    return Found(survivor, ticket.pk, person, believed.against(verdict, person, mail))


def _by_references(row: Spooled, mail: Mail, verdict: Verdict) -> Found | None:
    """The id of a mail that we sent to one person is as good as the reply address in it; any other id is a hint."""
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    if not ids:
        return None
    sent = _given(ids, sender_of(mail))
    if sent and sent.ticket and sent.person_id:
        return _judged(mail, sent.ticket, sent.person_id, verdict)
    origins = list(words.with_id(ids).order_by("pk").values_list("origin_id", flat=True)[:20])
    origin = twins.of_mailbox(origins, row)
    ticket = Ticket.objects.filter(pk=origin).first() if origin else None
    return Found(_survivor(ticket), ticket.pk, None, verdict.why or UNASKED) if ticket else None


def _given(ids: list[str], sender: Person | None) -> Outgoing | None:
    """Of the mails of ours that it names, one that went to its sender, if there is any."""
    named = Outgoing.objects.filter(message_id__in=ids, ticket__isnull=False)
    rows = list(named.select_related("ticket__merged_into").order_by("-pk")[:50])
    own = (out for out in rows if sender is not None and out.person_id == sender.pk)
    return next(own, rows[0] if rows else None)


def _by_echo(row: Spooled, mail: Mail, verdict: Verdict) -> Found | None:
    """What bears the subject of a mail that no person wrote, from whom it went to, within a day: it opens nothing.

    A machine may have sent it, and two machines would open a ticket for each mail of the other (trust.md, R17). A
    subject proves nothing.
    """
    if not is_usable(mail.sender.address) or not _may_echo(mail.subject):
        return None
    told = Outgoing.objects.filter(
        email=canonical(mail.sender.address),
        created_at__gt=row.received_at - ECHOES_FOR,
        ticket__isnull=False,
    ).filter(kind__in=("acknowledgement", "confirm"))
    for out in told.select_related("ticket__merged_into").order_by("-pk")[:10]:
        if out.ticket is not None and _echoes(mail.subject, out):
            return Found(_survivor(out.ticket), out.ticket.pk, None, verdict.why or ECHO_ONLY)
    return None


def _may_echo(subject: str) -> bool:
    return bool(NUMBERED.search(subject)) or _confirm_subject(settings.DESK_NAME) in subject


def _echoes(subject: str, out: Outgoing) -> bool:
    if out.kind == "confirm":
        return _confirm_subject(settings.DESK_NAME) in subject
    return str(out.ticket_id) in NUMBERED.findall(subject)


@functools.cache
def _confirm_subject(desk: str) -> str:
    return letters.render("confirm", letters.Confirm(letters.Desk(desk, ""), "", 1)).subject


def _survivor(ticket: Ticket) -> Ticket:
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket
