"""Mails as they come in, for the classes about who sent them."""

from __future__ import annotations

from email.utils import make_msgid

from frontdoor.channels import replyto, spool
from frontdoor.channels.models import Spooled
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket


def written(sender: str, body: str = "It smokes.", **headers: str) -> str:
    """Underscores in names stand for hyphens; From is written as it is given."""
    given = {
        "From": sender,
        "To": "desk@localhost",
        "Subject": "Printer",
        "Message-ID": make_msgid(domain="x.example"),
    }
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return "".join(f"{name}: {value}\n" for name, value in given.items() if value) + f"\n{body}\n"


def arrived(raw: str | bytes, to: str = "desk@localhost") -> Spooled:
    """Taken, read, and everything done that follows from it."""
    content = raw.encode() if isinstance(raw, str) else raw
    row = spool.accept(content.replace(b"\n", b"\r\n"), spool.Envelope("smtp", "", (to,)))
    run_due()
    row.refresh_from_db()
    return row


def own_address(ticket: Ticket, person: Person) -> str:
    """Where this person's answer about this ticket goes."""
    token = replyto.Token(ticket.pk, person.pk)
    return replyto.address(token, today=clock.now().date())
