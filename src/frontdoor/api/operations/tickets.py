"""Tickets: the list, one of them, a new one, and changes to its plain facts."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Query, Router

from frontdoor.api.frame import answers, versions
from frontdoor.api.frame.caller import Call
from frontdoor.api.operations import found
from frontdoor.api.operations.changing import change_all
from frontdoor.api.operations.opening import open_ticket
from frontdoor.api.reads import filtering, tickets
from frontdoor.api.reads.paging import NEWEST, page
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import Opening, Page
from frontdoor.api.shapes.values import Number, size
from frontdoor.api.shapes.verbs import changes
from frontdoor.tickets.models import Ticket, Version

router = Router(tags=["tickets"])
Changes = changes()


class TicketsPage(Page):
    """`q` is the filter language."""

    q: Annotated[str, size(2000)] = ""
    order: Literal["newest", "changed"] = "newest"


@router.get("/tickets", response=told.Tickets, operation_id="list_tickets", summary="List tickets")
def listed(request: Call, query: Query[TicketsPage]) -> HttpResponse:
    """All that you see, newest first, or by their last change."""
    actor = request.auth.actor
    rows = filtering.narrowed(Ticket.objects.visible_to(actor), query.q, actor)
    order = NEWEST if query.order == "newest" else tickets.by_change(actor)
    return answers.json(page(request, rows, query, tickets.listing(actor, order)))


@router.post(
    "/tickets", response={201: told.Receipt}, operation_id="open_ticket", summary="Open a ticket"
)
def opened(request: Call, wanted: Opening) -> HttpResponse:
    """For yourself, or for somebody else where you work at the desk."""
    return answers.done(request, lambda: open_ticket(request.auth, wanted))


@router.get(
    "/tickets/{number}",
    response=told.TicketWhole,
    operation_id="read_ticket",
    summary="Read a ticket",
)
def one(request: Call, number: Number) -> HttpResponse:
    """With its ETag; 304 without a body where If-None-Match names it."""
    whole = tickets.whole(number, request.auth.actor)
    return answers.read(request, whole, whole["version"])


@router.patch(
    "/tickets/{number}",
    response=told.Receipt,
    operation_id="change_ticket",
    summary="Change plain facts",
)
def changed(request: Call, number: Number, wanted: Changes) -> HttpResponse:  # type: ignore[valid-type]
    """All of them or none. Needs If-Match, so that nobody's change is lost."""
    actor = request.auth.actor
    ticket = found.seen(number, actor)
    version = Version(versions.required(request), actor)
    return answers.done(request, lambda: change_all(ticket, wanted, version, actor))
