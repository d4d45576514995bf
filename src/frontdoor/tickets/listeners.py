"""Keep the search document of a ticket right."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet

from frontdoor.core.prepared import Given, insert, prepared, update
from frontdoor.log.subscribe import projection
from frontdoor.people.models import Address, Person
from frontdoor.tickets.document import Known, Said, add, composed
from frontdoor.tickets.events import (
    Absorbed,
    Attributed,
    Changed,
    Confirmed,
    Erased,
    Followed,
    Merged,
    Noted,
    Opened,
    Proved,
    Redacted,
    Released,
    Replied,
    Resolved,
    Split,
    SplitOff,
    Unfollowed,
    Unmerged,
)
from frontdoor.tickets.models import Entry, Message, SearchDocument, Ticket

SAID = ("public", "verified", "body", "message_id")
COLUMNS = ["subject", "people", "words", "notes", "resolution", "terms", "desk_terms", "upto"]


@projection(Replied, Noted)
def index_words(entry: Entry) -> None:
    """Add the new message alone: a long ticket costs no more than a short one. What is in already stays as it is."""
    event = entry.event
    document = _document.first(ticket=entry.ticket_id)
    if document is None or not isinstance(event, Replied | Noted):
        index_ticket(entry)
        return
    if event.message > document.upto:
        for said in _just_said(entry.ticket, event.message):
            update(document, add(document, said))


@projection(Opened)
def index_opened(entry: Entry) -> None:
    """What its verb has just written need not be read back; a log that is told again has nothing in hand."""
    ticket = entry.ticket
    if not ticket.written:
        index_ticket(entry)
        return
    requester, ways = ticket.requester, _addresses(person=ticket.requester_id)
    known = Known(requester.pk, requester.name, [*(each.email for each in ways), requester.phone])
    said = [_as_said(message) for message in ticket.written]
    insert([composed(ticket, said, [known])])


@prepared
def _document() -> QuerySet[SearchDocument]:
    ticket: Any = Given("ticket", BigIntegerField())
    return SearchDocument.objects.filter(pk=ticket)


@prepared
def _addresses() -> QuerySet[Address]:
    person: Any = Given("person", BigIntegerField())
    return Address.objects.filter(person_id=person).order_by("pk")


@projection(Changed)
def index_subject(entry: Entry) -> None:
    """Of all that may be changed only the subject is searched."""
    event = entry.event
    if not isinstance(event, Changed) or event.field == "subject":
        index_ticket(entry)


@projection(
    Attributed, Confirmed, Proved, Merged, Absorbed, Unmerged, Released, Split, SplitOff, Redacted, Erased, Followed,
    Unfollowed, Resolved,
)  # fmt: skip
def index_ticket(entry: Entry) -> None:
    """One row, written anew from what stands in the tables now."""
    SearchDocument.objects.bulk_create(
        [document(entry.ticket)],
        update_conflicts=True,
        update_fields=COLUMNS,
        unique_fields=["ticket"],
    )


def document(ticket: Ticket) -> SearchDocument:
    """What can be found of a ticket, in the order in which its messages were written."""
    return composed(ticket, _said(ticket), _people(ticket))


def _just_said(ticket: Ticket, message: int) -> list[Said]:
    """One message: in hand where it was just written, otherwise in the tables, unless it was moved away since."""
    written = [_as_said(each) for each in ticket.written if each.pk == message]
    return written or _said(ticket, message)


def _said(ticket: Ticket, only: int | None = None) -> list[Said]:
    found = Message.objects.filter(ticket_id=ticket.pk).order_by("pk")
    if only is not None:
        found = found.filter(pk=only)
    return [_as_said(message) for message in found.only(*SAID)]


def _as_said(message: Message) -> Said:
    """Nobody but the desk finds words whose sender is not proved."""
    public = message.public and message.verified
    return Said(message.pk, public, message.body, message.message_id)


def _people(ticket: Ticket) -> list[Known]:
    followers = ticket.participants.filter(role="follower").values("person_id")
    people = Person.objects.filter(Q(pk=ticket.requester_id) | Q(pk__in=followers))
    rows = people.order_by("pk", "addresses__pk").values_list(
        "pk", "name", "phone", "addresses__email"
    )
    return [
        Known(pk, name, [*filter(None, (email for *_, email in each)), phone])
        for (pk, name, phone), each in groupby(rows, key=lambda row: row[:3])
    ]
