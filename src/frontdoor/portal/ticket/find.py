"""The request that an address names, for whoever has a part in it; for everybody else it doesn't exist."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import Http404

from frontdoor.core.prepared import Given, Prepared, prepared
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Participant, Ticket
from frontdoor.tickets.queries import sight

LARGEST = 2**63 - 1
TOLD = (
    "subject", "status", "hold_for", "hold_until", "hold_reason", "outcome", "requester_id", "assignee_id",
    "merged_into_id", "created_at", "told_at", "resolved_at", "closed_at",
)  # fmt: skip
"""What a requester is told of a ticket, in a list or on its page."""

NUMBER: Any = Given("number", BigIntegerField())


def seen(actor: Actor, number: int) -> Ticket:
    """What this actor may see; raises Http404, alike for what is not theirs and what is not there."""
    return _one(_seen, actor, number)


def for_page(actor: Actor, number: int) -> Ticket:
    """The same, with what the page shows and nothing else; not to be given to a verb."""
    return _one(_shown, actor, number)


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


def _one(question: Prepared[Ticket], actor: Actor, number: int) -> Ticket:
    given = {"me": actor.me, "number": number}
    found = question.first(sight(actor), **given) if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


@prepared
def _seen(seeing: Actor) -> QuerySet[Ticket]:
    return Ticket.objects.visible_to(seeing).filter(pk=NUMBER)


@prepared
def _shown(seeing: Actor) -> QuerySet[Ticket]:
    people = ("requester", "assignee", "author")
    names = (f"{who}__name" for who in people)
    visible = Ticket.objects.visible_to(seeing).filter(pk=NUMBER).select_related(*people)
    return visible.only(*TOLD, "author_id", "channel", "started_at", *names)
