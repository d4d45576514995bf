"""The request that an address names, for whoever has a part in it; for everybody else it doesn't exist."""

from __future__ import annotations

from django.http import Http404

from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Participant, Ticket
from frontdoor.tickets.queries import TicketQuerySet

LARGEST = 2**63 - 1
TOLD = (
    "subject", "status", "hold_for", "hold_until", "hold_reason", "outcome", "requester_id", "assignee_id",
    "merged_into_id", "created_at", "updated_at", "resolved_at", "closed_at",
)  # fmt: skip
"""What a requester is told of a ticket, in a list or on its page."""


def seen(actor: Actor, number: int) -> Ticket:
    """What this actor may see; raises Http404, alike for what is not theirs and what is not there."""
    return _one(Ticket.objects.visible_to(actor), number)


def for_page(actor: Actor, number: int) -> Ticket:
    """The same, with what the page shows and nothing else; not to be given to a verb."""
    people = ("requester", "assignee", "author")
    names = (f"{who}__name" for who in people)
    shown = Ticket.objects.visible_to(actor).select_related(*people)
    return _one(shown.only(*TOLD, "author_id", "channel", "started_at", *names), number)


def survivor(actor: Actor, ticket: Ticket) -> Ticket:
    """Where a merged one goes on, however often it was merged; itself where it was not."""
    while ticket.merged_into_id is not None:
        ticket = seen(actor, ticket.merged_into_id)
    return ticket


def is_own(actor: Actor, ticket: Ticket) -> bool:
    """Asked for or followed by this person; those who work at the desk see more than that there."""
    if ticket.requester_id == actor.person_id:
        return True
    parts = Participant.objects.filter(ticket=ticket, person_id=actor.me)
    return parts.filter(role=Participant.Role.FOLLOWER).exists()


def _one(tickets: TicketQuerySet[Ticket], number: int) -> Ticket:
    found = tickets.filter(pk=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404
    return found
