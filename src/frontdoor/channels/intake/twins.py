"""One mail to several mailboxes opens a ticket in each; they are linked, and hear the requester's answers together."""

from __future__ import annotations

from collections.abc import Sequence

from frontdoor.channels import replyto, spool
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.mailboxes.addresses import DIRECTORY
from frontdoor.channels.models import Spooled
from frontdoor.core import clock
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message, Ticket

MARK = "twin:"
MOST = 10


def link(ticket: Ticket, mail: Mail) -> None:
    """Called once the ticket is there: of two that are opened at once, whoever comes second finds the other."""
    for other in _twins(ticket, mail.message_id[:255]):
        younger, elder = sorted((ticket, other), key=lambda each: -each.pk)
        verbs.link(younger, other=elder, by=SYSTEM)


def tell(row: Spooled, ticket: Ticket, speaker: Person) -> None:
    """The requester's proved answer goes to the other tickets of the same mail too, each by its own reply address."""
    if speaker.pk != ticket.requester_id or (row.key or "").startswith(MARK):
        return
    first = ticket.messages.filter(origin=ticket).order_by("pk").first()
    for twin in _twins(ticket, first.message_id if first else ""):
        address = replyto.address(replyto.Token(twin.pk, speaker.pk), today=clock.now().date())
        opening = Spooled.objects.filter(ticket=twin).order_by("pk")
        came = opening.first()
        key = f"{MARK}{row.pk}:{twin.pk}"
        spool.copied(row, key=key, mailbox=came.mailbox_id if came else None, recipient=address)


def of_mailbox(origins: Sequence[int], row: Spooled) -> int | None:
    """Of several tickets that hold a mail, the one of the mailbox that its answer came to; else the first."""
    if len(set(origins)) > 1:
        came = Spooled.objects.filter(ticket__in=origins, mailbox=row.mailbox_id)
        return came.order_by("pk").values_list("ticket_id", flat=True).first() or origins[0]
    return origins[0] if origins else None


def _twins(ticket: Ticket, message_id: str) -> list[Ticket]:
    """The same requester's alone, or whoever guesses a Message-ID would tie their ticket to another's."""
    if not message_id or DIRECTORY.is_empty():
        return []
    told = Message.objects.filter(message_id=message_id, origin__requester=ticket.requester_id)
    origins = (
        told.exclude(message_id="").exclude(origin=ticket.pk).values_list("origin_id", flat=True)
    )
    return list(Ticket.objects.filter(pk__in=set(origins[:MOST]), merged_into=None))
