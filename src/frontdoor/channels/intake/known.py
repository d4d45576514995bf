"""Whether a mail that was brought in is here already, or continues a conversation that is."""

from __future__ import annotations

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake.words import with_id
from frontdoor.channels.models import Outgoing
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Message, Ticket
from frontdoor.tickets.queries import visible


def message(mail: Mail, ids: tuple[str, ...]) -> Message | None:
    """The same mail, taken in before: by its own id, or by the one that a forward names first."""
    own = mail.message_id or next(iter(ids), "")
    if not own:
        return None
    return with_id([own]).select_related("ticket").order_by("pk").first()


def ticket(mail: Mail, ids: tuple[str, ...], by: Actor) -> Ticket | None:
    """The ticket that it continues and that this actor may see."""
    wanted = [one[:255] for one in (*mail.in_reply_to, *reversed(mail.references), *ids)]
    number = (
        with_id(wanted).values_list("ticket_id", flat=True).first()
        or Outgoing.objects.filter(message_id__in=wanted)
        .values_list("ticket_id", flat=True)
        .first()
        if wanted
        else None
    ) or _by_address(mail)
    found = Ticket.objects.filter(pk=number).first() if number else None
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found if found is not None and sees(by, found) else None


def sees(by: Actor, ticket: Ticket) -> bool:
    return Ticket.objects.filter(visible(by), pk=ticket.pk).exists()


def _by_address(mail: Mail) -> int | None:
    """It went, or was also sent, to a reply address that we made."""
    if mail.date is None:
        return None
    tokens = (replyto.read(box.address, now=mail.date) for box in (*mail.to, *mail.cc))
    return next((token.ticket for token in tokens if token), None)
