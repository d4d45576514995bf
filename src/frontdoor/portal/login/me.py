"""One's own account: who the desk thinks you are, and your password if you work there."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.login import passwords, sessions
from frontdoor.people.login.gate import Request, signed_in
from frontdoor.people.models import Person
from frontdoor.portal.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me(request: Request) -> HttpResponse:
    """GET and POST /portal/me/."""
    person = cast(Person, request.person)
    if request.method != "POST" or not person.is_staff:
        return _page(request, person, done="changed" in request.GET)
    try:
        _change(request, person)
    except Refused as refusal:
        return _page(request, person, 422, refused=refusal.words)
    return HttpResponseRedirect("/portal/me/?changed")


def _change(request: Request, person: Person) -> None:
    """Every other session, token and link ends; this session goes on under a new id."""
    now, new = request.POST.get("now", ""), request.POST.get("new", "")
    ip = request.META.get("REMOTE_ADDR", "")
    try:
        passwords.check(person.email, now, ip=ip)
    except Refused as refusal:
        if refusal.sentence != passwords.WRONG:
            raise
        raise Refused("That is not your password of now.") from refusal
    verbs.change_password(person, password=new, by=request.actor)
    sessions.stay_signed_in(request, person)


def _page(request: Request, person: Person, status: int = 200, **said: Any) -> HttpResponse:
    addresses = list(person.addresses.order_by("-primary", "pk"))
    context = {"person": person, "addresses": addresses, "refused": "", "done": False, **said}
    return show(request, "portal/login/me.html", context, status=status)
