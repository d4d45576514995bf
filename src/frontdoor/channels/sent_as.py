"""As whom a mail goes out: from the address of the request's team, in the name of whoever acted."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels import replyto
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Outgoing
from frontdoor.people.actors import person_of
from frontdoor.people.models import Person


def sender(out: Outgoing) -> str:
    """The address in From: of the mailbox that the request came in by, or of its team's."""
    return addresses.of_ticket(out.ticket) if out.ticket else str(settings.MAILBOX)


def answers_to(out: Outgoing) -> str:
    """Where an answer, or word of a failure, comes back to: an address made for this reader of this ticket.

    It is of the day on which the mail was promised: a server that makes strangers wait knows a mail by it.
    """
    if out.ticket_id is None or out.person_id is None:
        return sender(out)
    token = replyto.Token(out.ticket_id, out.person_id)
    return replyto.address(token, today=out.created_at.date(), mailbox=sender(out))


def name(out: Outgoing) -> str:
    """ "Jonas Weber (Service desk)" for what a person of the desk did, else the desk's name alone."""
    who = writer(out)
    return f"{who.name} ({settings.DESK_NAME})" if who and _plain(who.name) else settings.DESK_NAME


def writer(out: Outgoing) -> Person | None:
    """Who of the desk did what the mail tells; None where nobody did, or a requester."""
    actor = out.entry.actor if out.entry and out.kind != "confirm" else ""
    person = Person.objects.filter(pk=person_of(actor) or 0).first()
    return person if person and person.is_staff else None


def _plain(name: str) -> bool:
    """A name that looks like an address would show another sender than the real one."""
    return bool(name.strip()) and "@" not in name and "＠" not in name
