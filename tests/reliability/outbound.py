"""Answers of the desk that wait to go out, and what became of them."""

from __future__ import annotations

from contextlib import suppress

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from tests import make


def asked_by(name: str, email: str) -> Ticket:
    """A request whose requester is known; no mail about it waits."""
    person = Person.objects.filter(name=name).first() or make.person(name, email=email)
    ticket = make.ticket(f"Matter of {name}", requester=person)
    run_due()
    Outgoing.objects.filter(ticket=ticket).delete()
    return ticket


def answered(ticket: Ticket, words: str, by: Actor) -> Outgoing:
    """The row of the outbox for one answer."""
    verbs.reply(ticket, body=words, channel="email", by=by)
    run_due()
    return Outgoing.objects.filter(ticket=ticket, kind="reply").latest("pk")


def tried_again(out: Outgoing) -> Outgoing:
    """As if its time had come."""
    with suppress(outbox.RetryLater):  # still not, which the row says
        outbox.send.call(out.pk)
    return now(out)


def now(out: Outgoing) -> Outgoing:
    out.refresh_from_db()
    return out
