"""Somebody of the desk chooses a password, by a link that an administrator gave them."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.actors import acting
from frontdoor.people.login import links
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Link, Person
from frontdoor.portal import unsent
from frontdoor.portal.login.link import held_up, refused, wrong
from frontdoor.portal.show import show


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, secret: str) -> HttpResponse:
    """GET and POST /login/password/<secret>/. Looking uses nothing up."""
    if held_up(request):
        return refused(request, 429)
    link = links.peek(secret, "password")
    if link is None or link.person is None or not link.person.is_staff:
        return wrong(request)
    if request.method != "POST":
        return _page(request, link.person)
    try:
        _set(secret, link, request.POST.get("password", ""))
    except Refused as refusal:
        return _page(request, link.person, refusal=refusal.words, status=422)
    unsent.sign_in(request, link.person, way="password link")
    return HttpResponseRedirect("/desk/")


@transaction.atomic
def _set(secret: str, link: Link, password: str) -> None:
    """A password that is refused does not use the link up."""
    person = link.person
    if person is None or links.use(secret, "password") is None:
        raise Refused("This link has just been used.")
    verbs.change_password(person, password=password, by=acting(person))


def _page(
    request: Request, person: Person, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {"name": person.name, "email": person.email, "refused": refusal}
    return show(request, "portal/login/password.html", context, status=status)
