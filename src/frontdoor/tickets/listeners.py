"""Keep the search document of a ticket right."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Q

from frontdoor.log.subscribe import projection
from frontdoor.people.models import Person
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

COLUMNS = ["subject", "people", "words", "notes", "resolution", "terms", "desk_terms", "upto"]


@projection(Replied, Noted)
def index_words(entry: Entry) -> None:
    """Add the new message alone: a long ticket costs no more than a short one. What is in already stays as it is."""
    event = entry.event
    document = SearchDocument.objects.filter(pk=entry.ticket_id).first()
    if document is None or not isinstance(event, Replied | Noted):
        index_ticket(entry)
        return
    if event.message > document.upto:
        for said in _said(entry.ticket, pk=event.message):
            document.save(update_fields=add(document, said))


@projection(Changed)
def index_subject(entry: Entry) -> None:
    """Of all that may be changed only the subject is searched."""
    event = entry.event
    if not isinstance(event, Changed) or event.field == "subject":
        index_ticket(entry)


@projection(
    Opened, Attributed, Confirmed, Merged, Absorbed, Unmerged, Released, Split, SplitOff, Redacted, Erased, Followed,
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


def _said(ticket: Ticket, **which: int) -> list[Said]:
    """Nobody but the desk finds words whose sender is not proved."""
    found = Message.objects.filter(ticket_id=ticket.pk, **which).order_by("pk")
    rows = found.values_list("pk", "public", "verified", "body", "message_id")
    return [Said(pk, public and verified, *words) for pk, public, verified, *words in rows]


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
