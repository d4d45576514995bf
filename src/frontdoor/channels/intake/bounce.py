"""Delivery reports: noted on the ticket whose mail did not arrive; believed only for mail that we sent."""

from __future__ import annotations

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Address
from frontdoor.tickets import verbs
from frontdoor.tickets.events import Bounced
from frontdoor.tickets.models import Ticket


def noted(row: Spooled, mail: Mail) -> int | None:
    """The ticket's number, or None for a report about mail that was never ours."""
    sent = _sent(row, mail)
    if sent is None or mail.bounce is None or sent.ticket is None or sent.person_id is None:
        return None
    ticket: Ticket = sent.ticket
    fact = Bounced(sent.person_id, mail.bounce.reason[:200], mail.bounce.permanent)
    known = {
        (e.data or {}).get("person")
        for e in ticket.log.filter(kind=Bounced.kind, at__gte=sent.created_at)
    }
    if sent.person_id not in known:
        verbs.observe(ticket, fact=fact, by=SYSTEM)
    if mail.bounce.permanent:
        Address.objects.filter(email=sent.email, failing_since=None).update(
            failing_since=row.received_at
        )
    return ticket.pk


def _sent(row: Spooled, mail: Mail) -> Outgoing | None:
    """Our envelope sender is the recipient's own reply address, so the report comes back to it.

    What was fetched has no envelope any more: its headers say whom it was for.
    """
    for recipient in [
        *row.recipients,
        *mail.header("delivered-to"),
        *(to.address for to in mail.to),
    ]:
        token = replyto.read(recipient, now=row.received_at)
        if token:
            found = Outgoing.objects.filter(ticket_id=token.ticket, person_id=token.person).exclude(
                sent_at=None
            )
            return found.select_related("ticket").order_by("-pk").first()
    return None
