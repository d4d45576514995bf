"""A person's own requests, newest first, and those they follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontdoor.core.paging import prepared_page
from frontdoor.core.prepared import Given, prepared
from frontdoor.people.actors import Actor
from frontdoor.people.login.gate import Request, signed_in
from frontdoor.people.models import Person
from frontdoor.portal.show import now_for, show
from frontdoor.portal.ticket.find import TOLD
from frontdoor.tickets.models import Participant, Ticket
from frontdoor.tickets.queries import ME, TicketQuerySet, sight
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
    given: dict[str, Any] = {"me": request.actor.me, "person": person.pk}
    shape = (sight(request.actor),)
    found = prepared_page(_own, shape, Ticket, ["-id"], size=PER_PAGE, after=after, **given)
    context = {
        "requests": [card(ticket, now) for ticket in found.rows],
        "after": found.after,
        "first": not after,
        "followed": [] if after else [card(ticket, now) for ticket in followed(request.actor)],
    }
    return show(request, "portal/requests/requests.html", context)


def latest(actor: Actor, person: Person, many: int) -> list[Ticket]:
    """So many of the newest that this person asked for, and may see."""
    return _latest(sight(actor), many, me=actor.me, person=person.pk)


def followed(actor: Actor) -> list[Ticket]:
    """The newest that others asked for and this person follows."""
    return _followed(sight(actor), me=actor.me)


@prepared
def _latest(seeing: Actor, many: int) -> QuerySet[Ticket]:
    return _own(seeing).by_newest()[:many]


def _own(seeing: Actor) -> TicketQuerySet[Ticket]:
    person: Any = Given("person", BigIntegerField())
    return _told(Ticket.objects.visible_to(seeing).requested_by(person))


@prepared
def _followed(seeing: Actor) -> QuerySet[Ticket]:
    parts = Participant.objects.filter(person_id=ME, role=Participant.Role.FOLLOWER)
    mine = parts.values("ticket_id")
    visible = Ticket.objects.visible_to(seeing).filter(pk__in=mine, merged_into=None)
    return _told(visible).by_newest()[:FOLLOWED]


def _told(tickets: TicketQuerySet[Ticket]) -> TicketQuerySet[Ticket]:
    return tickets.select_related("assignee").only(*TOLD, "assignee__name")


def card(ticket: Ticket, now: datetime) -> Card:
    return Card(ticket.pk, ticket.subject, stage(ticket, now))
