"""Lets in whoever holds a pass, for this one answer and no session; the same page for every pass that doesn't work."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from frontdoor.channels import passes
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.people.login.brake import Brake
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person
from frontdoor.portal.show import show
from frontdoor.tickets.models import Attachment, Ticket
from frontdoor.tickets.queries import visible

GUESSES = Brake()


def passed(
    request: Request, purpose: str, secret: str, view: Callable[[Request, int], HttpResponseBase]
) -> HttpResponseBase:
    """Calls `view` with the thing that the pass is for, while its person still takes part in the request."""
    place = request.META.get("REMOTE_ADDR", "")
    if GUESSES.holds(place):
        return _refused(request, 429)
    found = passes.read(purpose, secret, now=clock.now())
    if found is None or not _still_theirs(purpose, *found):
        GUESSES.count(place)
        return _refused(request, 404)
    thing, request.person = found
    request.actor = acting(request.person)
    response = view(request, thing)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response


def _still_theirs(purpose: str, thing: int, person: Person) -> bool:
    ticket = thing if purpose == "fewer" else _ticket_of(thing)
    return Ticket.objects.filter(visible(acting(person)), pk=ticket).exists()


def _ticket_of(file: int) -> int:
    """Of a public message that still stands; 0, which is nobody's, where there is none."""
    kept = Attachment.objects.filter(
        pk=file, message__public=True, message__verified=True, message__redacted_at=None
    )
    return kept.values_list("message__ticket_id", flat=True).first() or 0


def _refused(request: Request, status: int) -> HttpResponse:
    response = show(request, "portal/login/dead.html", {"slow": status == 429}, status=status)
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return response
