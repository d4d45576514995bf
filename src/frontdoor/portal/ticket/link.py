"""The link in a mail about a request: a button first, then that request and no other."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from frontdoor.people.login import links, parts
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Link
from frontdoor.portal.login.link import answered

PURPOSE = "ticket"


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, secret: str) -> HttpResponse:
    """GET and POST /portal/link/<secret>/. Whoever may see the request already is led straight to it."""
    known = links.told(secret, PURPOSE)
    if known is not None and _may_already(request, known):
        return HttpResponseRedirect(_address(known))
    return answered(request, secret, PURPOSE, _used)


def _may_already(request: Request, link: Link) -> bool:
    if request.person is not None:
        return request.person.pk == link.person_id
    return link.thing in parts.things(request)


def _used(request: Request, link: Link) -> HttpResponse:
    if link.person is not None and not link.person.is_staff:
        parts.let_in(request, link.person, link.thing)
    return HttpResponseRedirect(_address(link))


def _address(link: Link) -> str:
    return f"/portal/requests/{link.thing.partition(':')[2]}/"
