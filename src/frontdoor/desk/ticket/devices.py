"""The devices that a ticket is about, and those of its requester that it may be about."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from frontdoor.desk.ticket.shown import Gear
from frontdoor.tickets.models import Device, Ticket

MOST = 8
YEAR = 365


def devices(ticket: Ticket, now: datetime) -> tuple[Gear, ...]:
    """Those that were named first, then the requester's own."""
    named = Ticket.devices.through.objects.filter(ticket=ticket, device=OuterRef("pk"))
    near = Device.objects.filter(Q(tickets=ticket) | Q(owner=ticket.requester_id)).distinct()
    known = near.annotate(named=Exists(named)).order_by("-named", "tag")
    rows = known.values_list("tag", "model", "place", "bought_on", "warranty_until", "named")
    return tuple(_gear(*row, now.date()) for row in rows[:MOST])


def _gear(
    tag: str,
    model: str,
    place: str,
    bought: date | None,
    warranty: date | None,
    named: bool,  # noqa: FBT001 -- a column
    today: date,
) -> Gear:
    facts = (_age(bought, today), _warranty(warranty, today), place)
    return Gear(tag, model, ", ".join(fact for fact in facts if fact), named)


def _age(bought: date | None, today: date) -> str:
    if bought is None:
        return ""
    years = (today - bought).days // YEAR
    return {0: "under a year old", 1: "1 year old"}.get(years, f"{years} years old")


def _warranty(until: date | None, today: date) -> str:
    if until is None:
        return ""
    return f"warranty to {until:%B %Y}" if until >= today else "out of warranty"
