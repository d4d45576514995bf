"""A link that says: yes, it was me. It proves the address and takes the doubt from the words."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from frontdoor.people.actors import acting
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Link, Person
from frontdoor.people.verbs import verify_address
from frontdoor.portal.login.link import answered, enter
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, secret: str) -> HttpResponse:
    """GET and POST /confirm/<secret>/."""
    return answered(request, secret, "confirm", _confirmed)


def _confirmed(request: Request, link: Link) -> HttpResponse:
    _, _, number = link.thing.partition(":")
    if link.person is not None:
        _settle(link.person, int(number))
        enter(request, link.person)
    return HttpResponseRedirect(f"/portal/requests/{number}/")


def _settle(person: Person, number: int) -> None:
    for address in person.addresses.filter(primary=True):
        verify_address(address)
    ticket = Ticket.objects.filter(pk=number, requester=person).first()
    if ticket is not None:
        verbs.confirm(ticket, by=acting(person))
