"""The request that an address names, for whoever has a part in it; for everybody else it doesn't exist."""

from __future__ import annotations

from django.http import Http404

from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Participant, Ticket

LARGEST = 2**63 - 1


def seen(actor: Actor, number: int) -> Ticket:
    """What this actor may see; raises Http404, alike for what is not theirs and what is not there."""
    if number > LARGEST:
        raise Http404
    found = Ticket.objects.visible_to(actor).for_page().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


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
