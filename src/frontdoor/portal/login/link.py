"""One-time links: opening one only shows a button, because mail scanners open every link."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from frontdoor.people.login import links
from frontdoor.people.login.brake import Brake
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Link, Person
from frontdoor.people.verbs import verify_address
from frontdoor.portal import unsent
from frontdoor.portal.login import door
from frontdoor.portal.show import show

GUESSES = Brake()


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request, secret: str) -> HttpResponse:
    """GET and POST /login/link/<secret>/."""
    return answered(request, secret, "sign_in", _enter)


def answered(
    request: Request, secret: str, purpose: str, used: Callable[[Request, Link], HttpResponse]
) -> HttpResponse:
    """The button for a link that works, `used` once it is pressed; the same page for every link that doesn't."""
    if held_up(request):
        return refused(request, 429)
    if request.method == "POST":
        found = links.use(secret, purpose)
        if found is not None:
            return used(request, found)
    elif found := links.peek(secret, purpose):
        return show(request, f"portal/login/{purpose}.html", {"who": found.person})
    return wrong(request)


def held_up(request: Request) -> bool:
    """Whether too many wrong links were tried from this place."""
    return GUESSES.holds(request.META.get("REMOTE_ADDR", ""))


def wrong(request: Request) -> HttpResponse:
    """Counts the try, and says the same of every link that doesn't work."""
    GUESSES.count(request.META.get("REMOTE_ADDR", ""))
    return refused(request, 404)


def enter(request: Request, person: Person) -> bool:
    """Signs a requester in. A mailed link never lets those in who work at the desk (ASVS 6.3.6)."""
    if person.is_staff:
        return False
    if request.person is None or request.person.pk != person.pk:
        unsent.sign_in(request, person, way="link")
    return True


def _enter(request: Request, link: Link) -> HttpResponse:
    wanted = door.after(request)
    if link.person is None or not enter(request, link.person):
        return refused(request, 404)
    kind, _, pk = link.thing.partition(":")
    if kind == "address":
        for address in link.person.addresses.filter(pk=int(pk)):
            verify_address(address)
    return HttpResponseRedirect(wanted)


def refused(request: Request, status: int) -> HttpResponse:
    """404, or 429 for who tries too many."""
    response = show(request, "portal/login/dead.html", {"slow": status == 429}, status=status)
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return response
