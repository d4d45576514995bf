"""Tickets, as the desk and as their requesters are told about them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from frontdoor.api.frame.problems import missing
from frontdoor.api.reads.paging import Listing, Order, Row, named
from frontdoor.core.prepared import Given, prepared
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Device, Participant, Tagging, Ticket, TicketLink
from frontdoor.tickets.queries import sight, visible

PLAIN = (
    "subject", "status", "hold_for", "hold_until", "channel", "created_at", "last_message_at", "resolved_at",
    "closed_at", "outcome",
)  # fmt: skip
DESK = (
    "kind", "priority", "urgency", "impact", "door", "capture", "reopened", "waiting_since", "due_at",
    "first_reply_at", "minutes_spent",
)  # fmt: skip
WHOLE = (
    "place",
    "custom",
    "resolution",
    "cause",
    "priority_reason",
    "hold_reason",
    "happened_at",
    "capture_seconds",
)
PEOPLE = ("requester", "assignee")
GROUPS = ("team", "service", "category", "organisation", "author")
TICKET: Any = Given("ticket", BigIntegerField())


def url_of(number: int, actor: Actor) -> str:
    """Where a person reads it."""
    place = "desk/tickets" if actor.is_staff else "portal/requests"
    return f"{settings.SITE_URL}/{place}/{number}/"


def listing(actor: Actor, order: Order) -> Listing:
    return Listing(_columns(actor), lambda row: brief(row, actor), order)


def by_change(actor: Actor) -> Order:
    """Last changed first, as far as the actor is told of changes."""
    return Order((_stand(actor)[1], "id"), descending=True)


def brief(row: Row, actor: Actor) -> Row:
    told = {
        "number": row["id"],
        "url": url_of(row["id"], actor),
        "merged_into": row["merged_into_id"],
    }
    told |= dict(zip(("version", "updated_at"), (row[name] for name in _stand(actor)), strict=True))
    told |= {name: row[name] for name in PLAIN}
    told |= {name: named(row, name) for name in PEOPLE}
    if actor.is_staff:
        told |= {name: row[name] for name in DESK}
        told |= {name: named(row, name) for name in GROUPS}
    return told


def whole(number: int, actor: Actor) -> Row:
    """One ticket with all that hangs on it. Raises Problem 404 where the actor doesn't see it."""
    row = _one.first(sight(actor), me=actor.me, ticket=number)
    if row is None:
        raise missing()
    told = brief(row, actor) | {"followers": _followers(number, actor)}
    if actor.is_staff:
        told |= {name: row[name] for name in WHOLE}
        told |= {
            "tags": _tags(ticket=number),
            "devices": _devices(ticket=number),
            "links": _links(number, actor),
        }
    return told


def _stand(actor: Actor) -> tuple[str, str]:
    """Which columns say how often, and when last, it has changed for this reader."""
    return ("last_seq", "updated_at") if actor.is_staff else ("told_seq", "told_at")


def _columns(actor: Actor) -> list[str]:
    groups = (*PEOPLE, *GROUPS) if actor.is_staff else PEOPLE
    ids = [f"{name}_id" for name in groups]
    names = [f"{name}__name" for name in groups]
    desk = DESK if actor.is_staff else ()
    return ["id", "merged_into_id", *_stand(actor), *PLAIN, *desk, *ids, *names]


def _followers(number: int, actor: Actor) -> list[Row]:
    """Helpers and suggestions are the desk's business."""
    parts = _parts(actor.is_staff, ticket=number)
    return [{"role": row["role"], "person": named(row, "person")} for row in parts]


@prepared
def _one(seeing: Actor) -> QuerySet[Ticket, Any]:
    columns = [*_columns(seeing), *(WHOLE if seeing.is_staff else ())]
    seen = Ticket.objects.visible_to(seeing).filter(pk=TICKET)
    rows: QuerySet[Ticket, Any] = seen.values(*columns)
    return rows


@prepared
def _parts(staff: bool) -> QuerySet[Participant, Any]:  # noqa: FBT001 -- a shape
    parts = Participant.objects.filter(ticket_id=TICKET).order_by("pk")
    told = parts if staff else parts.filter(role=Participant.Role.FOLLOWER)
    return told.values("role", "person_id", "person__name")


@prepared
def _tags() -> QuerySet[Tagging, str]:
    return Tagging.objects.filter(ticket_id=TICKET).order_by("name").values_list("name", flat=True)


@prepared
def _devices() -> QuerySet[Device, str]:
    return Device.objects.filter(tickets=TICKET).order_by("tag").values_list("tag", flat=True)


def _links(number: int, actor: Actor) -> list[dict[str, Any]]:
    """Only to tickets that the actor sees as well."""
    rows = _linked(sight(actor), me=actor.me, ticket=number)
    return [{"number": other, "relation": relation} for other, relation in rows]


@prepared
def _linked(seeing: Actor) -> QuerySet[TicketLink, Any]:
    links = TicketLink.objects.filter(ticket_id=TICKET).order_by("pk")
    if visible(seeing):
        seen = Ticket.objects.visible_to(seeing)
        links = links.filter(Exists(seen.filter(pk=OuterRef("other_id"))))
    return links.values_list("other_id", "relation")
