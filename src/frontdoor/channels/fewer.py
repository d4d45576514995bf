"""Fewer mails about this one: only what needs its reader, and how it ended. One click asks for it, one undoes it."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels import passes
from frontdoor.channels.models import Fewer, Outgoing
from frontdoor.core import clock
from frontdoor.core.whole import together
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.events import FewerMails, MoreMails
from frontdoor.tickets.models import Ticket

STILL = frozenset({"question", "resolved", "closed", "confirm", "sign_in"})


def address(out: Outgoing) -> str:
    """For List-Unsubscribe and the foot of the mail; empty where there is nothing to have fewer of."""
    if out.ticket_id is None or out.person is None or out.kind == "confirm":
        return ""
    made = passes.make("fewer", out.ticket_id, out.person, today=out.created_at.date())
    return f"{settings.SITE_URL}/mail/fewer/{made}/"


def wanted(ticket: Ticket, person: Person) -> bool:
    return Fewer.objects.filter(ticket=ticket, person=person).exists()


def keeps_back(out: Outgoing) -> bool:
    """Whether its reader asked not to get this one. A question is none of those, by whatever mail it comes."""
    if out.kind in STILL or out.ticket is None or out.person is None:
        return False
    asks = out.ticket.hold_for == Ticket.HoldFor.REQUESTER
    return not asks and wanted(out.ticket, out.person)


def ask(ticket: Ticket, person: Person) -> None:
    """Fewer from now on; seen on the ticket. Asked twice is asked once."""
    with together():
        _, new = Fewer.objects.get_or_create(
            ticket=ticket, person=person, defaults={"since": clock.now()}
        )
        if new:
            verbs.observe(ticket, fact=FewerMails(person.pk), by=SYSTEM)


def take_back(ticket: Ticket, person: Person) -> None:
    """All mails again."""
    with together():
        gone, _ = Fewer.objects.filter(ticket=ticket, person=person).delete()
        if gone:
            verbs.observe(ticket, fact=MoreMails(person.pk), by=SYSTEM)
