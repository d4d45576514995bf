"""The link in a mail by which its reader comes in."""

from __future__ import annotations

from frontdoor.people.login import links
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket


def into(person: Person, ticket: Ticket) -> str:
    """A link to this one request for its reader; none for those who work at the desk (ASVS 6.3.6)."""
    if person.is_staff:
        return ""
    return links.make("ticket", person=person, thing=f"ticket:{ticket.pk}")
