"""The front page: one question, one box, and where the own requests stand."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from frontdoor.people.login.gate import Request
from frontdoor.portal.requests import card, latest
from frontdoor.portal.show import now_for, show
from frontdoor.tickets.stages import TITLES

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
        found = latest(request.actor, request.person, SHOWN + 1)
        requests = [card(ticket, now) for ticket in found]
    more, shown = len(requests) > SHOWN, requests[:SHOWN]
    # What waits for the reader first, what is over last.
    shown.sort(key=lambda each: (not each.stage.yours, each.stage.number == len(TITLES)))
    context = {"requests": shown, "more": more}
    return show(request, "portal/home.html", context)
