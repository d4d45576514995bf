"""Opens a ticket from what the API was asked."""

from __future__ import annotations

from typing import Any

from frontdoor.api.frame.caller import Caller
from frontdoor.api.operations import found, uploads
from frontdoor.api.operations.receipts import opened
from frontdoor.api.shapes.asked import Opening
from frontdoor.core.errors import NotAllowed
from frontdoor.core.once import Given
from frontdoor.people.models import Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, Service
from frontdoor.tickets.verbs import Arrival, Carried

CAPTURE = "api"
DESK_ONLY = ("kind", "priority", "team", "category", "door", "happened_at", "seconds")


def open_ticket(caller: Caller, wanted: Opening) -> Given:
    """Raises NotAllowed where a requester sets what only the desk decides."""
    by = found.author(caller, wanted.author)
    by_desk = [name for name in DESK_ONLY if getattr(wanted, name) is not None]
    if by_desk and not by.is_staff:
        raise NotAllowed(f"Only the desk may set {', '.join(by_desk)}.")
    ticket = verbs.open(
        subject=wanted.subject,
        body=wanted.body,
        requester=found.requester(caller, wanted.requester, by),
        by=by,
        arrival=_arrival(wanted),
        carried=Carried(files=uploads.files(wanted.attachments, caller.actor)),
    )
    return opened(ticket, caller.actor)


def _arrival(wanted: Opening) -> Arrival:
    return Arrival(
        channel=wanted.channel,
        capture=CAPTURE,
        urgency=wanted.urgency,
        impact=wanted.impact,
        place=wanted.place,
        service=found.named(Service.objects.select_related("team"), wanted.service, "/service"),
        team=found.named(Team.objects.all(), wanted.team, "/team"),
        category=found.named(Category.objects.all(), wanted.category, "/category"),
        happened_at=wanted.happened_at,
        seconds=wanted.seconds,
        priority=wanted.priority,
        **_given(kind=wanted.kind, door=wanted.door),
    )


def _given(**values: Any) -> dict[str, Any]:
    """Without what was left out, so that the defaults speak."""
    return {name: value for name, value in values.items() if value is not None}
