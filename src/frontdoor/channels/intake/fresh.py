"""A mail that continues nothing opens a ticket; who is not known becomes known, who is in doubt stays in doubt."""

from __future__ import annotations

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import twins, words
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled
from frontdoor.core import clock
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.people.emails import is_usable
from frontdoor.people.models import Person, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket

NO_SUBJECT = "(no subject)"
UNKNOWN = "Unknown sender"


def opened(
    row: Spooled, mail: Mail, *, doubt: str = "", linked_to: Ticket | None = None
) -> tuple[str, int]:
    """The outcome and the new ticket's number. With a doubt it is nobody's until an agent says whose."""
    requester, doubt = _requester(mail, doubt)
    by = acting(requester) if requester.active and not doubt else SYSTEM
    ticket = verbs.open(
        subject=mail.subject.strip() or NO_SUBJECT,
        body=words.body_of(mail),
        requester=requester,
        by=by,
        arrival=verbs.Arrival(channel="email", happened_at=row.received_at, team=_team(row)),
        carried=words.carried(row, mail, doubt=doubt),
    )
    if linked_to is not None:
        verbs.link(ticket, other=linked_to, by=SYSTEM)
    twins.link(ticket, mail)
    return Spooled.Outcome.UNVERIFIED if doubt else Spooled.Outcome.OPENED, ticket.pk


def _team(row: Spooled) -> Team | None:
    return row.mailbox.team if row.mailbox else None


def unread(row: Spooled, reason: str) -> tuple[str, int]:
    """A mail that can't be read within the limits: its bytes as a file, for whoever wants to look."""
    ticket = verbs.open(
        subject="(a mail that can’t be read)",
        body=f"{reason} The mail as it came is the file below.",
        requester=unknown_sender(),
        by=SYSTEM,
        arrival=verbs.Arrival(channel="email", happened_at=row.received_at, team=_team(row)),
        carried=verbs.Carried(
            verified=False,
            doubt="Who sent it can't be read.",
            spool_key=str(row.pk),
            files=[verbs.File(row.sha256, "mail.eml", "message/rfc822", row.size)],
        ),
    )
    return Spooled.Outcome.UNVERIFIED, ticket.pk


def _requester(mail: Mail, doubt: str) -> tuple[Person, str]:
    if doubt := doubts(mail, doubt):
        return unknown_sender(), doubt
    return directory.known_or_new(mail.sender.address, mail.sender.name), ""


def doubts(mail: Mail, doubt: str = "") -> str:
    """Why nobody can be told from it, whatever is proved; or what was doubted before."""
    if not is_usable(mail.sender.address):
        doubt = doubt or "The sender's address can't be used."
    if addresses.is_ours(mail.sender.address):
        doubt = doubt or "It says that the desk itself sent it."
    return " ".join(mail.doubts) or doubt


def unknown_sender() -> Person:
    """One person without an address stands for all whom we can't tell."""
    found = (
        Person.objects.filter(name=UNKNOWN, role=Person.Role.REQUESTER, addresses=None)
        .order_by("pk")
        .first()
    )
    return found or Person.objects.create(name=UNKNOWN, created_at=clock.now())
