"""The addresses of one request: its page and its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from frontdoor.core.pictures import NoPicture
from frontdoor.core.sending import download, shown_picture
from frontdoor.people.login.gate import Request, signed_in
from frontdoor.portal import keys, unsent
from frontdoor.portal.show import now_for, show
from frontdoor.portal.ticket.find import LARGEST, for_page, is_own, seen, survivor
from frontdoor.portal.ticket.page import request_page
from frontdoor.portal.ticket.part import or_part
from frontdoor.portal.ticket.timeline import public_words
from frontdoor.tickets.models import Attachment, Ticket


@require_safe
@or_part
@signed_in
def ticket(request: Request, number: int) -> HttpResponse:
    """GET /portal/requests/<number>/. A merged one leads to the one it goes on in."""
    found = for_page(request.actor, number)
    if not is_own(request.actor, found):
        return HttpResponseRedirect(f"/desk/tickets/{found.pk}/")
    if found.merged_into_id is not None:
        return HttpResponseRedirect(address(survivor(request.actor, found)))
    return page(request, found, typed=unsent.held(request, address(found)))


@require_safe
@or_part
def file(request: Request, number: int, pk: int) -> HttpResponseBase:
    """GET /portal/requests/<number>/files/<pk>/: a download, only of a public message of its own request."""
    kept = _kept(request, number, pk)
    try:
        return download(request, kept.sha256, name=kept.name)
    except FileNotFoundError as gone:
        raise Http404 from gone


@require_safe
@or_part
def picture(request: Request, number: int, pk: int) -> HttpResponseBase:
    """GET /portal/requests/<number>/files/<pk>/picture/: made anew, never the sender's bytes."""
    kept = _kept(request, number, pk)
    try:
        return shown_picture(request, kept.sha256)
    except (FileNotFoundError, NoPicture) as none:
        raise Http404 from none


def _kept(request: Request, number: int, pk: int) -> Attachment:
    """Of a public message of one's own request, or 404."""
    found = seen(request.actor, number)
    if pk > LARGEST or not is_own(request.actor, found):
        raise Http404
    readable = Attachment.objects.filter(message__in=public_words(found, request.actor))
    return get_object_or_404(readable, pk=pk)


def page(
    request: Request, ticket: Ticket, *, typed: dict[str, str], status: int = 200, **said: Any
) -> HttpResponse:
    """`typed` holds the words of the reply; `said` may hold `refused` and `files`, the names to choose again."""
    context = {
        "request_": request_page(ticket, request.actor, now_for(request)),
        "body": typed.get("body", ""),
        "key": keys.read(typed.get("form_key", "")),
        "refused": "",
        "files": [],
        **said,
    }
    return show(request, "portal/ticket/ticket.html", context, status=status)


def address(ticket: Ticket) -> str:
    return f"/portal/requests/{ticket.pk}/"
