"""What was said on a ticket, and what happened to it."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Query, Router

from frontdoor.api.frame import answers
from frontdoor.api.frame.caller import Call
from frontdoor.api.operations import found
from frontdoor.api.reads import conversation, paging
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import Page
from frontdoor.api.shapes.values import Number

router = Router(tags=["tickets"])


@router.get(
    "/tickets/{number}/messages",
    response=told.Messages,
    operation_id="list_messages",
    summary="Read messages",
)
def messages(request: Call, number: Number, query: Query[Page]) -> HttpResponse:
    """Oldest first. Of a merged ticket: those of the ticket in which it goes on."""
    actor = request.auth.actor
    ticket = found.survivor(found.seen(number, actor), actor)
    rows = conversation.messages(ticket.pk, actor)
    items, cursor = paging.rows_of(request, rows, query, conversation.said(actor))
    return answers.json({"items": conversation.with_files(items, actor), "next": cursor})


@router.get(
    "/tickets/{number}/entries",
    response=told.Entries,
    operation_id="list_entries",
    summary="Read the log",
)
def entries(request: Call, number: Number, query: Query[Page]) -> HttpResponse:
    """Everything that happened, in order. Requesters see what is public."""
    actor = request.auth.actor
    rows = conversation.entries(found.seen(number, actor), actor)
    items, cursor = paging.rows_of(request, rows, query, conversation.happened(actor))
    return answers.json({"items": conversation.with_actors(items, actor), "next": cursor})
