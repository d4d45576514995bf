"""The addresses of the queue: own lists and those of the teams."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from frontdoor.core.pages.addresses import address
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk, remember_list
from frontdoor.desk.lists import LISTS, names, of_team
from frontdoor.desk.queue.page import Asked, page
from frontdoor.desk.queue.rows import Page
from frontdoor.desk.shell import Shell, shell
from frontdoor.desk.show import show

TEMPLATE = "desk/queue/queue.html"


@require_safe
@desk
def mine(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET /desk/: what is mine to do."""
    return _list(request, visitor, "mine", address("desk"))


@require_safe
@desk
def listed(request: HttpRequest, visitor: Visitor, slug: str) -> HttpResponse:
    """GET /desk/lists/<slug>/."""
    if slug not in LISTS:
        raise Http404
    return _list(request, visitor, slug, address("desk-list", slug=slug))


@require_safe
@desk
def team(request: HttpRequest, visitor: Visitor, slug: str) -> HttpResponse:
    """GET /desk/teams/<slug>/: what waits for a team. A team one may not see does not exist."""
    href = address("desk-team", slug=slug)
    around = shell(visitor, href, toast.found(request))
    found = next((each for each in around.choices if each.slug == slug), None)
    if found is None:
        raise Http404
    asked = Asked.of(href, request.GET.dict())
    shown = page(asked, found.name, of_team, around, visitor, team=found.pk)
    return listing(request, visitor, around, shown)


def _list(request: HttpRequest, visitor: Visitor, slug: str, href: str) -> HttpResponse:
    around = shell(visitor, href, toast.found(request))
    asked = Asked.of(href, request.GET.dict())
    shown = page(asked, names()[slug], LISTS[slug].narrow, around, visitor)
    return listing(request, visitor, around, shown)


def listing(request: HttpRequest, visitor: Visitor, around: Shell, shown: Page) -> HttpResponse:
    """The page of a list; 400 where its filter could not be read, with what was typed kept."""
    context = {"shell": around, "page": shown, "preview": None}
    response = show(request, visitor, TEMPLATE, context, status=400 if shown.refused else 200)
    remember_list(request, response)
    return response
