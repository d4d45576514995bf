"""Which ticket a mail continues: by the reply address it was sent to, then by References.

Only the right token with its own recipient as sender speaks as a participant; everything else that finds its ticket
is an unverified message, which the desk sees with the reason (trust.md, rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import fresh, twins, words
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.errors import Refused
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.people.emails import is_usable
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import visible


@dataclass(frozen=True)
class Found:
    """`ticket` is where it is read now, `addressed_to` the number it was written to. `doubt` is empty if proved."""

    ticket: Ticket
    addressed_to: int
    speaker: Person | None
    doubt: str = ""


def find(row: Spooled, mail: Mail) -> Found | None:
    """None where the mail continues nothing that we know."""
    return _by_token(row, mail) or _by_references(row, mail)


def joined(row: Spooled, mail: Mail, found: Found) -> tuple[str, int]:
    """The outcome and the ticket's number."""
    by = acting(found.speaker) if found.speaker and not found.doubt else SYSTEM
    carried = words.carried(row, mail, doubt=found.doubt, addressed_to=found.addressed_to)
    try:
        verbs.reply(found.ticket, body=words.body_of(mail), channel="email", by=by, carried=carried)
    except Refused:
        # Closed too long ago, or the right to answer has ended: nothing is lost, it opens a linked ticket.
        return fresh.opened(row, mail, linked_to=found.ticket)
    if found.speaker and not found.doubt:
        twins.tell(row, found.ticket, found.speaker)
    outcome = Spooled.Outcome.UNVERIFIED if found.doubt else Spooled.Outcome.REPLIED
    return outcome, found.ticket.pk


def sender_of(mail: Mail) -> Person | None:
    """Whose address stands alone in From; None where there is any doubt about it."""
    if mail.doubts or not is_usable(mail.sender.address):
        return None
    return directory.by_email(mail.sender.address)


def _by_token(row: Spooled, mail: Mail) -> Found | None:
    recipients = [*row.recipients, *(box.address for box in (*mail.to, *mail.cc))]
    for recipient in recipients:
        token = replyto.read(recipient, now=row.received_at)
        ticket = Ticket.objects.filter(pk=token.ticket).first() if token else None
        if token and ticket:
            return _judged(mail, ticket, token)
    return None


def _judged(mail: Mail, ticket: Ticket, token: replyto.Token) -> Found:
    survivor, person = _survivor(ticket), sender_of(mail)
    if person is None or person.pk != token.person:
        doubt = (
            mail.doubts[0]
            if mail.doubts
            else f"{mail.sender.address or 'Nobody'} is not whom this address was given to."
        )
        return Found(survivor, ticket.pk, None, doubt)
    if not Ticket.objects.filter(visible(acting(person)), pk=ticket.pk).exists():
        return Found(survivor, ticket.pk, None, f"{person.name} no longer takes part in this.")
    return Found(survivor, ticket.pk, person)


def _by_references(row: Spooled, mail: Mail) -> Found | None:
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    if not ids:
        return None
    origins = list(words.with_id(ids).order_by("pk").values_list("origin_id", flat=True)[:20])
    origin = (
        twins.of_mailbox(origins, row)
        or Outgoing.objects.filter(message_id__in=ids).values_list("ticket_id", flat=True).first()
    )
    ticket = Ticket.objects.filter(pk=origin).first() if origin else None
    if ticket is None:
        return None
    doubt = "It came without the reply address that we gave out, so the sender is not proved."
    return Found(_survivor(ticket), ticket.pk, None, doubt)


def _survivor(ticket: Ticket) -> Ticket:
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket
