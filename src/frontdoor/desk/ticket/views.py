"""The addresses of one ticket: the page, its preview beside a list, its files."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from frontdoor.core.pictures import NoPicture
from frontdoor.core.sending import download, shown_picture
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.shell import bare
from frontdoor.desk.show import show
from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.page import ticket_page
from frontdoor.desk.ticket.preview import preview as previewed
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Attachment, Ticket
from frontdoor.tickets.queries import sight

TEMPLATE = "desk/ticket/ticket.html"
DIGITS = re.compile(r"[0-9]{1,18}")


@require_safe
@desk
def ticket(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """GET /desk/tickets/<number>/; with `?redact=<message>` its form stands open on that message, and only there."""
    found, asked_for = seen(visitor.actor, number), request.GET.get("redact", "")
    redacting = int(asked_for) if DIGITS.fullmatch(asked_for) else 0
    return page(request, visitor, found, redacting=redacting)


@require_safe
@desk
def preview(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """GET /desk/tickets/<number>/preview/: the part beside a list."""
    found = previewed(seen(visitor.actor, number), visitor)
    return render(request, "desk/queue/_preview.html", {"preview": found})


@require_safe
@desk
def file(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponseBase:
    """GET /desk/tickets/<number>/files/<pk>/: always a download, only through its own ticket."""
    found = get_object_or_404(Attachment, pk=pk, message__ticket=seen(visitor.actor, number))
    try:
        return download(request, found.sha256, name=found.name)
    except FileNotFoundError as gone:
        raise Http404 from gone


@require_safe
@desk
def picture(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponseBase:
    """GET /desk/tickets/<number>/files/<pk>/picture/: made anew, so that nothing of the sender's bytes is shown."""
    found = get_object_or_404(Attachment, pk=pk, message__ticket=seen(visitor.actor, number))
    try:
        return shown_picture(request, found.sha256)
    except (FileNotFoundError, NoPicture) as none:
        raise Http404 from none


def seen(actor: Actor, number: int) -> Ticket:
    """The ticket, or 404: what isn't visible doesn't exist."""
    if number >= 2**63:
        raise Http404
    found = asked.seen.first(sight(actor), me=actor.me, ticket=number)
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, visitor: Visitor, ticket: Ticket, status: int = 200, **said: Any
) -> HttpResponse:
    """`said` may hold `conflict` and `refused` in words, `kept`: the typed text by verb, and `redacting`: a message."""
    context = {
        "shell": bare(visitor, toast.found(request)),
        "conflict": "",
        "refused": "",
        "kept": {},
        **said,
        "ticket": ticket_page(ticket, visitor),
    }
    return show(request, visitor, TEMPLATE, context, status=status)
