"""May this actor do this to this ticket? Asked by the verbs, and by pages before they offer."""

from __future__ import annotations

from frontdoor.core.errors import NotAllowed
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import visible

OWN = frozenset({"close", "confirm", "reopen"})


def may(actor: Actor, capability: str, ticket: Ticket) -> bool:
    """The capability by role and token, the ticket by sight; requesters close and reopen only what is theirs."""
    if not actor.has(capability):
        return False
    if capability in OWN and not actor.is_staff and ticket.requester_id != actor.person_id:
        return False
    return sees(actor, ticket)


def sees(actor: Actor, ticket: Ticket) -> bool:
    """True where the ticket is among those visible to the actor."""
    seen = visible(actor)
    return not seen or Ticket.objects.filter(seen, pk=ticket.pk).exists()


def require(actor: Actor, capability: str, ticket: Ticket) -> None:
    """Raises NotAllowed where `may` says no."""
    if not may(actor, capability, ticket):
        raise NotAllowed("You may not {verb} this ticket.", verb=capability.replace("_", " "))
