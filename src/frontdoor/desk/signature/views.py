"""One's own signature and those of the teams one leads: written here, seen as they will look."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontdoor.channels import signatures, words
from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.shell import bare
from frontdoor.desk.show import show
from frontdoor.people.models import Person, Team


@dataclass(frozen=True)
class Page:
    """`names` are the placeholders that may be used; `others` the signatures that may be written as well."""

    own: bool
    owner: str
    href: str
    text: str
    seen: words.Signature
    names: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    refused: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def own(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET and POST /settings/signature/."""
    return _answered(request, visitor, visitor.person, "/settings/signature/")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def team(request: HttpRequest, visitor: Visitor, slug: str) -> HttpResponse:
    """GET and POST /settings/teams/<slug>/signature/."""
    found = Team.objects.filter(slug=slug).first()
    if found is None or not signatures.may_write(found, visitor.actor):
        raise Http404
    return _answered(request, visitor, found, _href(found))


def _answered(
    request: HttpRequest, visitor: Visitor, owner: Person | Team, href: str
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, visitor, owner, href, signatures.text_of(owner))
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        signatures.write(owner, text, by=visitor.actor)
    except Refused as refusal:
        return _page(request, visitor, owner, href, text, refusal.words)
    said = toast.Toast(_("Kept. It stands under what is sent from now on."))
    return toast.leave(HttpResponseRedirect(href), said)


def _page(
    request: HttpRequest,
    visitor: Visitor,
    owner: Person | Team,
    href: str,
    text: str,
    refused: str = "",
) -> HttpResponse:
    mine = isinstance(owner, Person)
    page = Page(
        own=mine,
        owner=_("Your answers") if mine else owner.name,
        href=href,
        text=text,
        seen=signatures.shown(text, owner),
        names=signatures.NAMES if mine else signatures.COMMON,
        others=_others(visitor, href),
        refused=refused,
    )
    around = {"page": page, "shell": bare(visitor, toast.found(request))}
    status = 422 if refused else 200
    return show(request, visitor, "desk/signature/signature.html", around, status=status)


def _others(visitor: Visitor, href: str) -> tuple[tuple[str, str], ...]:
    teams = [
        team for team in Team.objects.order_by("name") if signatures.may_write(team, visitor.actor)
    ]
    every = [
        (_("Your answers"), "/settings/signature/"),
        *((each.name, _href(each)) for each in teams),
    ]
    return tuple(each for each in every if each[1] != href)


def _href(team: Team) -> str:
    return f"/settings/teams/{team.slug}/signature/"
