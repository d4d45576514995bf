"""Keep the search document of a ticket right."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from frontdoor.log.subscribe import projection
from frontdoor.people.models import Address, Person
from frontdoor.tickets.events import (
    Absorbed,
    Changed,
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
from frontdoor.tickets.models import Entry, SearchDocument, Ticket

PER_MESSAGE, PER_TICKET = 100_000, 500_000
COLUMNS = ["subject", "people", "words", "notes"]


@projection(
    Opened, Replied, Noted, Changed, Merged, Absorbed, Unmerged, Released, Split, SplitOff, Redacted, Erased,
    Followed, Unfollowed, Resolved,
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
    """What can be found of a ticket; long messages count with their first 100,000 characters."""
    rows = ticket.messages.order_by("at", "pk").values_list("public", "body")
    return composed(ticket, list(rows), _people(ticket))


def composed(ticket: Ticket, rows: Sequence[tuple[bool, str]], people: str) -> SearchDocument:
    """The row made of `rows`, the ticket's messages as (public, body) in order, and its people."""
    notes = [body[:PER_MESSAGE] for public, body in rows if not public]
    words = [body[:PER_MESSAGE] for public, body in rows if public]
    return SearchDocument(
        ticket_id=ticket.pk,
        subject=ticket.subject,
        people=people,
        words="\n".join(words)[:PER_TICKET],
        notes="\n".join([*notes, ticket.resolution])[:PER_TICKET].strip(),
    )


def _people(ticket: Ticket) -> str:
    followers = ticket.participants.filter(role="follower").values("person_id")
    who = Q(person_id=ticket.requester_id) | Q(person_id__in=followers)
    names = Person.objects.filter(Q(pk=ticket.requester_id) | Q(pk__in=followers)).order_by("pk")
    addresses = Address.objects.filter(who).order_by("pk")
    return " ".join(
        [*names.values_list("name", flat=True), *addresses.values_list("email", flat=True)]
    )
