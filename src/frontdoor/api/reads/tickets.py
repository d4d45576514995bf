"""Tickets, as the desk and as their requesters are told about them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from frontdoor.api.frame.problems import missing
from frontdoor.api.reads.paging import Listing, Order, Row, named
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Device, Participant, Tagging, Ticket, TicketLink

PLAIN = (
    "subject", "status", "hold_for", "hold_until", "channel", "created_at", "updated_at", "last_message_at",
    "resolved_at", "closed_at", "outcome",
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
CHANGED = Order(("updated_at", "id"), descending=True)


def url_of(number: int, actor: Actor) -> str:
    """Where a person reads it."""
    place = "desk/tickets" if actor.is_staff else "portal/requests"
    return f"{settings.SITE_URL}/{place}/{number}/"


def listing(actor: Actor, order: Order) -> Listing:
    return Listing(_columns(actor), lambda row: brief(row, actor), order)


def brief(row: Row, actor: Actor) -> Row:
    told = {
        "number": row["id"],
        "url": url_of(row["id"], actor),
        "merged_into": row["merged_into_id"],
        "version": row["last_seq"],
    }
    told |= {name: row[name] for name in PLAIN}
    told |= {name: named(row, name) for name in PEOPLE}
    if actor.is_staff:
        told |= {name: row[name] for name in DESK}
        told |= {name: named(row, name) for name in GROUPS}
    return told


def whole(number: int, actor: Actor) -> Row:
    """One ticket with all that hangs on it. Raises Problem 404 where the actor doesn't see it."""
    columns = [*_columns(actor), *(WHOLE if actor.is_staff else ())]
    row = Ticket.objects.visible_to(actor).filter(pk=number).values(*columns).first()
    if row is None:
        raise missing()
    told = brief(row, actor) | {"followers": _followers(number, actor)}
    if actor.is_staff:
        told |= {name: row[name] for name in WHOLE}
        told |= {"tags": _tags(number), "devices": _devices(number), "links": _links(number, actor)}
    return told


def _columns(actor: Actor) -> list[str]:
    groups = (*PEOPLE, *GROUPS) if actor.is_staff else PEOPLE
    ids = [f"{name}_id" for name in groups]
    names = [f"{name}__name" for name in groups]
    desk = DESK if actor.is_staff else ()
    return ["id", "merged_into_id", "last_seq", *PLAIN, *desk, *ids, *names]


def _followers(number: int, actor: Actor) -> list[Row]:
    """Helpers and suggestions are the desk's business."""
    parts = Participant.objects.filter(ticket_id=number).order_by("pk")
    if not actor.is_staff:
        parts = parts.filter(role=Participant.Role.FOLLOWER)
    rows: list[Row] = list(parts.values("role", "person_id", "person__name"))  # type: ignore[arg-type]
    return [{"role": row["role"], "person": named(row, "person")} for row in rows]


def _tags(number: int) -> list[str]:
    rows = Tagging.objects.filter(ticket_id=number).order_by("name")
    return list(rows.values_list("name", flat=True))


def _devices(number: int) -> list[str]:
    rows = Device.objects.filter(tickets=number).order_by("tag")
    return list(rows.values_list("tag", flat=True))


def _links(number: int, actor: Actor) -> list[dict[str, Any]]:
    """Only to tickets that the actor sees as well."""
    seen: QuerySet[Ticket] = Ticket.objects.visible_to(actor)
    rows = TicketLink.objects.filter(ticket_id=number, other__in=seen).order_by("pk")
    return [
        {"number": other, "relation": relation}
        for other, relation in rows.values_list("other_id", "relation")
    ]
