"""A person's own requests, newest first, and those they follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontdoor.core.paging import page
from frontdoor.people.actors import Actor
from frontdoor.people.login.gate import Request, signed_in
from frontdoor.people.models import Person
from frontdoor.portal.show import now_for, show
from frontdoor.portal.ticket.find import TOLD
from frontdoor.tickets.models import Participant, Ticket
from frontdoor.tickets.queries import TicketQuerySet
from frontdoor.tickets.stages import Stage, stage

PER_PAGE, FOLLOWED = 20, 20


@dataclass(frozen=True, slots=True)
class Card:
    """One request in a list: where it stands in a sentence, and what comes next."""

    number: int
    subject: str
    stage: Stage


@require_safe
@signed_in
def listed(request: Request) -> HttpResponse:
    """GET /portal/requests/."""
    now, after = now_for(request), request.GET.get("after", "")
    person = cast(Person, request.person)
    found = page(own(request.actor, person), ["-id"], size=PER_PAGE, after=after)
    context = {
        "requests": [card(ticket, now) for ticket in found.rows],
        "after": found.after,
        "first": not after,
        "followed": [] if after else [card(ticket, now) for ticket in followed(request.actor)],
    }
    return show(request, "portal/requests/requests.html", context)


def own(actor: Actor, person: Person) -> TicketQuerySet[Ticket]:
    """What this person asked for, and may see."""
    return _told(Ticket.objects.visible_to(actor).requested_by(person.pk))


def followed(actor: Actor) -> TicketQuerySet[Ticket]:
    """The newest that others asked for and this person follows."""
    parts = Participant.objects.filter(person_id=actor.me, role=Participant.Role.FOLLOWER)
    mine = parts.values("ticket_id")
    visible = Ticket.objects.visible_to(actor).filter(pk__in=mine, merged_into=None)
    return _told(visible).by_newest()[:FOLLOWED]


def _told(tickets: TicketQuerySet[Ticket]) -> TicketQuerySet[Ticket]:
    return tickets.select_related("assignee").only(*TOLD, "assignee__name")


def card(ticket: Ticket, now: datetime) -> Card:
    return Card(ticket.pk, ticket.subject, stage(ticket, now))
