"""The front page: one question, one box, and where the own requests stand."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from frontdoor.people.login.gate import Request
from frontdoor.portal.requests import card, own
from frontdoor.portal.show import now_for, show

SHOWN = 6


@require_safe
def start(request: Request) -> HttpResponse:
    """GET /: the desk for those who work there, the portal for everybody else."""
    return HttpResponseRedirect("/desk/") if request.actor.is_staff else home(request)


@require_safe
def home(request: Request) -> HttpResponse:
    """GET /portal/."""
    now, requests = now_for(request), []
    if request.person is not None:
        found = own(request.actor, request.person).by_newest()[: SHOWN + 1]
        requests = [card(ticket, now) for ticket in found]
    context = {"requests": requests[:SHOWN], "more": len(requests) > SHOWN}
    return show(request, "portal/home.html", context)
