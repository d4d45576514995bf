"""Whether a mail is proved to come from somebody of the desk: what a forward and a blind copy are believed by."""

from __future__ import annotations

from datetime import date

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.authentic import Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import believed, thread
from frontdoor.channels.models import Spooled
from frontdoor.people import directory
from frontdoor.people.models import Person

DROPPED = "dropped"
"""The source of a mail that somebody signed in dropped onto a page; its envelope's sender is who did."""


def staff(row: Spooled, mail: Mail, verdict: Verdict) -> Person | None:
    """Who of the desk brought it; None where that is nobody, or where neither own address nor domain proves it."""
    if row.source == DROPPED:
        return _working(directory.by_email(row.sender))
    person = _working(thread.sender_of(mail))
    if person is None:
        return None
    own = _holds_own_token(row, mail, person)
    against = believed.against if own else believed.against_an_agent
    return None if against(verdict, person, mail) else person


def own_address(person: Person, *, today: date) -> str:
    """The desk's address for what this person forwards or copies: made for them alone, of no ticket."""
    return replyto.address(replyto.Token(0, person.pk), today=today)


def _working(person: Person | None) -> Person | None:
    return person if person and person.active and person.is_staff else None


def _holds_own_token(row: Spooled, mail: Mail, person: Person) -> bool:
    """It was sent to a reply address that was made for this person."""
    recipients = [*row.recipients, *(box.address for box in (*mail.to, *mail.cc))]
    tokens = (replyto.read(each, now=row.received_at) for each in recipients[:100])
    return any(token is not None and token.person == person.pk for token in tokens)
