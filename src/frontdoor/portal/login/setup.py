"""First run: whoever holds the link that the first start printed becomes the administrator."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from frontdoor.core.errors import Refused
from frontdoor.people.login import links, setup
from frontdoor.people.login.gate import Request, staff
from frontdoor.portal import unsent
from frontdoor.portal.show import show
from frontdoor.tickets.models import Ticket


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, secret: str) -> HttpResponse:
    """GET and POST /setup/<secret>/. There is no such page once there is an administrator."""
    if not setup.is_open() or links.peek(secret, "setup") is None:
        raise Http404
    if request.method != "POST":
        return _page(request)
    typed = {name: request.POST.get(name, "") for name in ("name", "email", "password")}
    try:
        person = setup.begin(secret, **typed)
    except Refused as refusal:
        return _page(request, 422, refused=refusal.words, name=typed["name"], email=typed["email"])
    unsent.sign_in(request, person, way="setup")
    return HttpResponseRedirect("/welcome/")


@require_safe
@staff
def welcome(request: Request) -> HttpResponse:
    """GET /welcome/: three steps to the first ticket."""
    context = {
        "logged": Ticket.objects.exists(),
        "listens": settings.MAIL_LISTEN,
        "sends": bool(settings.EMAIL_URL),
    }
    return show(request, "portal/login/welcome.html", context)


def _page(request: Request, status: int = 200, **typed: Any) -> HttpResponse:
    empty = {"refused": "", "name": "", "email": ""}
    return show(request, "portal/login/setup.html", {**empty, **typed}, status=status)
